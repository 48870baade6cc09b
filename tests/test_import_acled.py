"""An export of ACLED becomes a dataset. All rows here are made up: ACLED's may not be passed on."""

import calendar
import json
import random
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import Conflictcli
from tables import made, notes, refusal, table

# The columns of today's exports, in their order.
ROW = {
    "event_id_cnty": "XLA1",
    "event_date": "2020-03-05",
    "year": "2020",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Xland",
    "assoc_actor_1": "Police of Xland; Border Guard",
    "inter1": "State forces",
    "actor2": "Hill Rebels",
    "assoc_actor_2": "",
    "inter2": "Rebel group",
    "interaction": "State forces-Rebel group",
    "civilian_targeting": "",
    "iso": "999",
    "region": "Nowhere",
    "country": "Xland",
    "admin1": "North",
    "admin2": "Hill District",
    "admin3": "",
    "location": "Old Town",
    "latitude": "36.5",
    "longitude": "-37.25",
    "geo_precision": "2",
    "source": "The Paper; Radio X",
    "source_scale": "National",
    "notes": "On 5 March 2020, rebels clashed with troops near Old Town.",
    "fatalities": "3",
    "tags": "",
    "timestamp": "1583500000",
}


def acled(path: Path, *rows: dict[str, str]) -> str:
    """Write rows, each the usual one with an id of its own but for what is given."""
    return table(
        path, *({**ROW, "event_id_cnty": f"XLA{n}", **row} for n, row in enumerate(rows, 1))
    )


def test_a_row_becomes_an_event_a_count_its_actors_and_sources(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    by_acled = [{"source": "source-acled"}]
    event = {"source": "source-acled", "locator": "event XLA1"}
    assert made(conflictcli, "acled", acled(tmp_path / "a.csv", {})) == {
        "schema_version": 3,
        "title": "Armed Conflict Location & Event Data Project (ACLED)",
        "license": "ACLED's terms of use: its rows must not be passed on to others.",
        "sources": [
            {
                "id": "source-acled",
                "title": "Armed Conflict Location & Event Data Project (ACLED)",
                "publisher": "ACLED",
                "url": "https://acleddata.com",
                "compiles": True,
                "note": "Armed Conflict Location & Event Data Project (ACLED); www.acleddata.com. "
                "Say also when the data were accessed, with which filters, and what was changed.",
            },
            {"id": "the-paper", "publisher": "The Paper"},
            {"id": "radio-x", "publisher": "Radio X"},
        ],
        "actors": [
            {
                "id": "acled",
                "name": "ACLED",
                "kind": "organization",
                "aliases": ["Armed Conflict Location & Event Data Project"],
                "citations": by_acled,
            },
            *(
                {"id": id, "name": name, "kind": kind, "citations": by_acled}
                for id, name, kind in (
                    ("military-forces-of-xland", "Military Forces of Xland", "body"),
                    ("hill-rebels", "Hill Rebels", "armed-group"),
                    ("police-of-xland", "Police of Xland", "body"),
                    ("border-guard", "Border Guard", "body"),
                )
            ),
        ],
        "events": [
            {
                "id": "acled-xla1",
                "title": "Armed clash, Military Forces of Xland – Hill Rebels, Old Town",
                "kind": "Battles: Armed clash",
                "date": "2020-03-05",
                "place": {
                    "name": "Old Town",
                    "within": ["Hill District"],
                    "region": "North",
                    "country": "Xland",
                    "latitude": 36.5,
                    "longitude": -37.25,
                    "precision": "part of a region, or near a town",
                },
                "summary": "On 5 March 2020, rebels clashed with troops near Old Town.",
                "note": "Associated with Military Forces of Xland: Police of Xland; Border Guard.",
                "participants": [
                    {"actor": "military-forces-of-xland", "role": "party"},
                    {"actor": "hill-rebels", "role": "party"},
                    {"actor": "police-of-xland", "role": "associated"},
                    {"actor": "border-guard", "role": "associated"},
                ],
                "citations": [event, {"source": "the-paper"}, {"source": "radio-x"}],
            }
        ],
        "casualties": [
            {
                "id": "acled-xla1.count",
                "event": "acled-xla1",
                "killed": {"best": 3},
                "counted_by": "acled",
                "citations": [event],
            }
        ],
    }


@pytest.mark.parametrize(
    ("day", "precision", "date", "note"),
    [
        ("2020-03-05", "1", "2020-03-05", None),
        ("05 March 2020", "1", "2020-03-05", None),
        ("5-Mar-2020", "1", "2020-03-05", None),
        ("25/3/2020", "1", "2020-03-25", None),
        ("3/25/2020", "1", "2020-03-25", None),
        # The middle of a week, or of another period as long: any seven days with it.
        (
            "2020-03-04",
            "2",
            "[2020-02-27..2020-03-10]",
            "ACLED time precision 2: during a week or a similar period.",
        ),
        # The middle of a month; the day alone does not say that it was not "the past three weeks".
        (
            "2020-03-15",
            "3",
            "[2020-03-01..2020-03-31]",
            "ACLED time precision 3: during a month.",
        ),
        (
            "2020-03-01",
            "3",
            "[2020-02-20..2020-03-31]",
            "ACLED time precision 3: during a month.",
        ),
        ("2020-03-04", "2.0", "[2020-02-27..2020-03-10]", None),
    ],
)
def test_a_day_has_the_bounds_of_its_precision(
    conflictcli: Conflictcli,
    tmp_path: Path,
    day: str,
    precision: str,
    date: str,
    note: str | None,
) -> None:
    path = acled(tmp_path / "a.csv", {"event_date": day, "time_precision": precision})
    [event] = made(conflictcli, "acled", path)["events"]
    assert event["date"] == date
    assert note is None or event["date_note"] == note


def test_a_precision_that_acled_does_not_have_is_told_and_taken_as_the_least(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = acled(tmp_path / "a.csv", {}, {"time_precision": "4"})
    assert made(conflictcli, "acled", path)["events"][1]["date"] == "[2020-02-24..2020-03-31]"
    assert notes(conflictcli, "acled", path) == (
        "conflictcli: 1 row: a time_precision that the map does not have: not guessed"
        " (first: line 3, id XLA2).\n"
        "conflictcli: 2 events, 3 sources.\n"
    )


@pytest.mark.parametrize(("form", "date"), [("dmy", "2020-03-05"), ("mdy", "2020-05-03")])
def test_an_ambiguous_day_is_asked_for(
    conflictcli: Conflictcli, tmp_path: Path, form: str, date: str
) -> None:
    path = acled(tmp_path / "a.csv", {}, {"event_date": "5/3/20"})
    assert refusal(conflictcli, "acled", path) == (
        f"conflictcli: {path}: line 3: '5/3/20' in event_date can be read with the day first "
        "and with the month first: say which with --dates dmy or --dates mdy.\n"
    )
    assert made(conflictcli, "acled", path, "--dates", form)["events"][1]["date"] == date


def test_no_death_reported_is_no_count_of_0(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = acled(tmp_path / "a.csv", {"fatalities": "0"}, {"fatalities": "0.0"}, {})
    assert [count["event"] for count in made(conflictcli, "acled", path)["casualties"]] == [
        "acled-xla3"
    ]
    assert notes(conflictcli, "acled", path) == (
        "conflictcli: 2 rows: no number of people: no count (first: line 2, id XLA1).\n"
        "conflictcli: 3 events, 3 sources.\n"
    )


def test_a_number_that_may_be_a_share_is_approximate(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    text = "Fighting over three days; 12 fatalities, coded as 4 per day."
    [count] = made(conflictcli, "acled", acled(tmp_path / "a.csv", {"notes": text}))["casualties"]
    assert count["killed"] == {"best": 3, "approximate": True}
    assert count["note"] == (
        "ACLED's notes say “coded as”: this may be a share of a number reported for several days "
        "or places, or stand for a word like “several”."
    )


def test_older_exports_have_data_id_numbers_for_actors_and_capitals(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    older = {"data_id": "77", "iso": "999", **ROW, "inter1": "8", "inter2": "4"}
    for name in ("disorder_type", "civilian_targeting", "tags", "event_id_cnty"):
        del older[name]
    path = table(tmp_path / "a.csv", {name.upper(): cell for name, cell in older.items()})
    new = made(conflictcli, "acled", path)
    assert [event["id"] for event in new["events"]] == ["acled-77"]
    assert [actor["kind"] for actor in new["actors"][1:3]] == ["body", "armed-group"]


def test_a_row_of_tags_is_passed_over(conflictcli: Conflictcli, tmp_path: Path) -> None:
    tags = dict.fromkeys(ROW, "") | {"event_id_cnty": "#event+code", "event_date": "#date"}
    path = table(tmp_path / "a.csv", tags, ROW)
    assert notes(conflictcli, "acled", path) == (
        "conflictcli: line 2 was skipped: it has HXL tags.\nconflictcli: 1 event, 3 sources.\n"
    )


def test_the_json_of_acleds_api_is_read(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    row = {**ROW, "fatalities": 3, "latitude": 36.5, "assoc_actor_2": None, "geo_precision": 2}
    path.write_text(json.dumps({"status": 200, "count": 1, "data": [row]}))
    new = made(conflictcli, "acled", str(path))
    assert new == made(conflictcli, "acled", acled(tmp_path / "a.csv", {}))


def random_rows(number: int) -> list[dict[str, str]]:
    chance = random.Random(20200305)
    rows = []
    for _ in range(number):
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        kind = chance.choice(["Battles", "Protests", "Riots"])
        rows.append(
            {
                "event_date": f"2020-{month:02}-{day:02}",
                "time_precision": chance.choice(["1", "1", "1", "2", "3"]),
                "event_type": kind,
                "sub_event_type": kind,
                "fatalities": str(chance.choice([0, 0, 1, 2, 13, 400])),
                "country": chance.choice(["Xland", "Yland"]),
            }
        )
    return rows


def totals(conflictcli: Conflictcli, data: str, by: str) -> dict[str, tuple[int, int]]:
    found = conflictcli("casualties", "--by", by, "--data", data, "-f", "json").json["totals"]
    return {row["group"]: (row["events"], row["killed"]["best"]) for row in found}


@pytest.mark.parametrize("suffix", ["json", "sqlite"])
def test_totals_equal_a_recount_of_the_file(
    conflictcli: Conflictcli, tmp_path: Path, suffix: str
) -> None:
    rows = random_rows(400)
    data = str(tmp_path / f"made.{suffix}")
    path = acled(tmp_path / "a.csv", *rows)
    assert conflictcli("import", "acled", path, "-o", data).code == 0
    kinds: dict[str, list[int]] = defaultdict(list)
    months: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row["fatalities"] == "0":
            continue
        number = int(row["fatalities"])
        kinds[f"{row['event_type']}: {row['event_type']}"].append(number)
        month, day = row["event_date"][:7], int(row["event_date"][-2:])
        reach = {"1": 0, "2": 6, "3": 10}[row["time_precision"]]
        is_inside = reach < day <= calendar.monthrange(2020, int(month[-2:]))[1] - reach
        months[month if is_inside else "several"].append(number)

    def sums(groups: dict[str, list[int]]) -> dict[str, tuple[int, int]]:
        return {group: (len(numbers), sum(numbers)) for group, numbers in groups.items()}

    assert totals(conflictcli, data, "kind") == sums(kinds)
    assert totals(conflictcli, data, "month") == sums(months)


def test_limits_keep_rows_that_may_overlap_them(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = acled(
        tmp_path / "a.csv",
        {},
        {"event_date": "2020-04-15", "time_precision": "3"},
        {"event_date": "2020-05-05"},
        {"country": "Yland"},
    )

    def ids(*limits: str) -> list[str]:
        return [event["id"] for event in made(conflictcli, "acled", path, *limits)["events"]]

    assert ids("--since", "2020-04-30") == ["acled-xla2", "acled-xla3"]
    assert ids("--until", "2020-04-01") == ["acled-xla1", "acled-xla2", "acled-xla4"]
    assert ids("--country", "yland") == ["acled-xla4"]
    assert refusal(conflictcli, "acled", path, "--country", "Zland") == (
        f"conflictcli: {path}: no country is called 'Zland': did you mean Xland or Yland?\n"
    )


def test_repeated_ids_are_refused_and_the_last_is_kept_on_demand(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = acled(
        tmp_path / "a.csv",
        {"actor1": "Only In The Old Row", "source": "Old Source"},
        {},
        {"event_id_cnty": "xla1", "fatalities": "9"},
    )
    assert refusal(conflictcli, "acled", path) == (
        f"conflictcli: {path}: 1 row cannot be read: line 4: the id is on line 2 too"
        " (id xla1): take the later row of an id with --keep last\n"
    )
    new = made(conflictcli, "acled", path, "--keep", "last")
    assert [(event["id"], event["participants"][0]["actor"]) for event in new["events"]] == [
        ("acled-xla2", "military-forces-of-xland"),
        ("acled-xla1", "military-forces-of-xland"),
    ]
    assert [source["id"] for source in new["sources"]] == ["source-acled", "the-paper", "radio-x"]
    assert "only-in-the-old-row" not in {actor["id"] for actor in new["actors"]}
    assert notes(conflictcli, "acled", path, "--keep", "last") == (
        "conflictcli: 1 row: a later row has the same id: left out (first: line 2, id XLA1).\n"
        "conflictcli: 2 events, 3 sources.\n"
    )


def test_another_file_is_refused_with_the_first_columns_that_it_lacks(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = table(tmp_path / "ged.csv", {"id": "1", "date_start": "2020-01-01", "country": "X"})
    assert refusal(conflictcli, "acled", path) == (
        f"conflictcli: acled.toml: {path} has no column 'event_id_cnty' (line 6), "
        "'sub_event_type' (line 16) and 14 more: give the recorder's own export, or write a map "
        "for this file.\n"
    )
