"""Files for maps and timelines: GeoJSON and TimelineJS."""

import pytest
from conftest import Conflictcli, Dataset, count, event, said

MARKUP = "A <b>raid</b> & more"


def _source(id: str, **fields: object) -> dict[str, object]:
    return {"id": id, "publisher": "The Paper", **fields}


def test_events_with_a_place_are_features(conflictcli: Conflictcli, dataset: Dataset) -> None:
    place = {"name": "Aleppo", "latitude": 36.2, "longitude": 37.1, "precision": "exact"}
    path = dataset(
        schema_version=2,
        events=[
            event("raid", date="[2016-09-02..]", place=place),
            event("vote", date="2016-09", place={"name": "Geneva"}),
            event("talk", date="2016-09-05"),
        ],
        statements=[said("denial", stance="denies", about=["raid"])],
        casualties=[
            count("first", "raid", as_of="2016-09-02", killed={"best": 3}),
            count("last", "raid", as_of="2016-09-04", killed={"low": 5, "high": 9}),
        ],
    )
    run = conflictcli("timeline", "--data", path, "-f", "geojson", "--type", "event")
    assert run.err == (
        "conflictcli: GeoJSON holds events with a place: 2 of 3 events, 1 of them on the map.\n"
    )
    assert run.json["type"] == "FeatureCollection"
    raid, vote = run.json["features"]  # What is not on the map comes last.
    assert raid == {
        "type": "Feature",
        "id": "raid",
        "geometry": {"type": "Point", "coordinates": [37.1, 36.2]},
        "properties": {
            "id": "raid",
            "name": "Raid",
            "kind": "attack",
            "date": "[2016-09-02..]",
            "begin": "2016-09-02",
            "end": None,
            "place": "Aleppo",
            "precision": "exact",
            "toll": "5 to 9 (counter not named) killed",
            "killed_min": 5,
            "killed_max": 9,
            "injured_min": None,
            "injured_max": None,
            "counts": "3 killed, counter not named, 2 Sep 2016 [The Paper]; "
            "5–9 killed, counter not named, 4 Sep 2016 [The Paper]",
            "disputed": True,
            "denied_by": "ann",
            "denials": "Ann denies that it happened",
            "differs": False,
            "certain": True,
            "sources": "The Paper, no date",
        },
    }
    assert (vote["geometry"], vote["properties"]["end"]) == (None, "2016-09-30")
    assert vote["properties"]["counts"] is vote["properties"]["denials"] is None
    assert len(run.out.splitlines()) == 4
    located = conflictcli("timeline", "--data", path, "-f", "geojson", "--located")
    assert (located.json["features"], located.err) == ([raid], "")
    then = conflictcli("timeline", "--data", path, "-f", "geojson", "--as-of", "2016-09-30")
    assert [feature["id"] for feature in then.json["features"]] == ["raid", "vote"]


def test_a_feature_has_the_toll_as_of_the_day(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(
        events=[event("raid", date="2016-09-02", place={"name": "Aleppo"})],
        casualties=[
            count("first", "raid", as_of="2016-09-02", killed={"best": 3}),
            count("last", "raid", as_of="2016-09-04", killed={"best": 5}),
        ],
    )
    for day, killed in [("2016-09-03", 3), ("2016-09-04", 5)]:
        run = conflictcli("timeline", "--data", path, "-f", "geojson", "--as-of", day)
        assert run.json["features"][0]["properties"]["killed_max"] == killed


def test_entries_are_slides_of_a_timeline(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(
        title=MARKUP,
        license="<free>",
        sources=[
            _source("paper", url='https://example.org/?a=1&b="2'),
            _source("web", url="https://example.org/?a=1&b=2"),
        ],
        events=[
            event("raid", title=MARKUP, date="2016-09/2016-10-03", citations=[{"source": "web"}]),
            event("day", date="2016-09-02"),
            event("by", date="[..2016-09-02]"),
            event("undated"),
        ],
        statements=[said("denial", stance="denies", about=["day"], date="[2016-09-30..]")],
    )
    run = conflictcli("timeline", "--data", path, "-f", "timelinejs")
    assert run.err == "conflictcli: TimelineJS needs a first day: left out 2 records without one.\n"
    slides = {slide["unique_id"]: slide for slide in run.json["events"]}
    escaped = "A &lt;b&gt;raid&lt;/b&gt; &amp; more"
    told = (
        "<p>2 events, 1 statement</p><p>2 without a first day left out</p>"
        "<p>Licence: &lt;free&gt;; 2 sources, named on the slides</p>"
    )
    assert run.json["title"] == {"autolink": False, "text": {"headline": escaped, "text": told}}
    assert list(slides) == ["raid", "day", "denial"]
    link = '<a href="https://example.org/?a=1&amp;b=2">The Paper, no date</a>'
    assert slides["raid"] == {
        "unique_id": "raid",
        "start_date": {"year": 2016, "month": 9, "day": 1},
        "end_date": {"year": 2016, "month": 10, "day": 3},
        "display_date": "Sep – 3 Oct 2016",
        "group": "events",
        "autolink": False,
        "text": {
            "headline": escaped,
            "text": f"<p>{link}</p>",
        },
    }
    denied = "<p><strong>disputed</strong>: Ann denies that it happened</p>"
    link = '<a href="https://example.org/?a=1&amp;b=%222">The Paper, no date</a>'
    assert slides["day"]["text"]["text"] == f"{denied}<p>{link}</p>"
    assert "end_date" not in slides["day"]
    assert slides["denial"]["display_date"] == "30 Sep 2016 or later"
    window = ["--since", "2016-09-03", "--type", "event"]
    asked = conflictcli("timeline", "--data", path, "-f", "timelinejs", *window).json
    assert asked["title"]["text"]["text"].split("</p>")[:2] == [
        "<p>1 event",
        "<p>event, from 3 September 2016",
    ]


@pytest.mark.parametrize(
    ("command", "format"),
    [("timeline", "csl-json"), ("sources", "geojson"), ("event aid-convoy", "timelinejs")],
)
def test_each_is_of_one_command(conflictcli: Conflictcli, command: str, format: str) -> None:
    run = conflictcli(*command.split(), "-f", format)
    help = conflictcli(command.split()[0], "-h").out
    assert (run.code, run.out, f"'{format}' is not one of" in run.err) == (2, "", True)
    assert format not in help
