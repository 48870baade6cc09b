"""The limits of an answer: where an actor acted, a place, a kind, a source, a type."""

from pathlib import Path

import pytest
from conftest import Conflictcli, Dataset, count, event, said


@pytest.fixture
def path(dataset: Dataset) -> str:
    """Write a dataset in which every limit keeps some records and leaves others."""
    sources = [{"id": "paper"}, {"id": "radio"}]
    bridge = {"name": "Stone Bridge", "region": "Northern Province", "country": "Utopia"}
    ann_took_part = [{"actor": "ann", "role": "party", "source": "radio"}]
    return dataset(
        sources=sources,
        events=[
            event("raid", date="2016-03-01", place=bridge, participants=ann_took_part),
            event("ballot", kind="vote", date="2016-03-05"),
        ],
        statements=[
            said("call", speaker="bob", date="2016-03-02", about=["raid"]),
            said("boast", date="2016-03-06", stance="denies", about=["ballot"]),
        ],
        casualties=[
            count("toll", "raid", as_of="2016-03-03", counted_by="bob", killed={"best": 1}),
            count("none", "ballot", as_of="2016-03-06", citations=[{"source": "radio"}]),
        ],
    )


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ([], ["raid", "call", "toll", "ballot", "boast", "none"]),
        (["--actor", "ann"], ["raid", "toll", "boast"]),
        (["--actor", "bob"], ["call", "toll"]),
        (["--place", "bridge"], ["raid", "call", "toll"]),
        (["--place", "northern province"], ["raid", "call", "toll"]),
        (["--place", "Utopia"], ["raid", "call", "toll"]),
        (["--kind", "vote"], ["ballot", "boast", "none"]),
        (["--source", "radio"], ["raid", "none"]),
        (["--type", "statement"], ["call", "boast"]),
        (["--since", "2016-03-02", "--until", "2016-03-05"], ["call", "toll", "ballot"]),
        (["--as-of", "2016-03-02"], ["raid", "call"]),
        (["--actor", "ann", "--type", "casualties"], ["toll"]),
    ],
)
def test_the_timeline_keeps_what_is_within_every_limit(
    conflictcli: Conflictcli, path: str, limits: list[str], ids: list[str]
) -> None:
    run = conflictcli("timeline", "--data", path, "-f", "json", *limits)
    assert [entry["id"] for entry in run.json["timeline"]] == ids


def test_an_actor_is_taken_with_its_members_and_theirs(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    people = {"ann": "union", "bob": "branch", "branch": "union", "union": "branch", "eve": None}
    actors = [
        {"id": id, "name": id.title(), "kind": "body", "member_of": other}
        for id, other in people.items()
    ]
    path = dataset(actors=actors, statements=[said(id, speaker=id) for id in people])
    run = conflictcli("statements", "--actor", "union", "--data", path, "-f", "json")
    assert [s["id"] for s in run.json["statements"]] == ["ann", "bob", "branch", "union"]


def test_a_window_that_ends_before_it_begins_is_wrong_usage(conflictcli: Conflictcli) -> None:
    window = ["--since", "2016-10-07", "--until", "2016-10-01"]
    error = "--since 2016-10-07 is after --until 2016-10-01: swap the two days."
    commands = ("timeline", "casualties")
    runs = [conflictcli(command, *window) for command in commands]
    assert runs == [(2, "", f"conflictcli: {error}\n")] * 2


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ([], ["call", "boast"]),
        (["--actor", "ann"], ["boast"]),
        (["--about", "raid"], ["call"]),
        (["--stance", "denies"], ["boast"]),
        (["--as-of", "2016-03-05"], ["call"]),
    ],
)
def test_statements_keep_what_is_within_every_limit(
    conflictcli: Conflictcli, path: str, limits: list[str], ids: list[str]
) -> None:
    run = conflictcli("statements", "--data", path, "-f", "json", *limits)
    assert [statement["id"] for statement in run.json["statements"]] == ids


@pytest.mark.parametrize(
    ("limits", "ids"),
    [
        ([], ["toll", "none"]),
        (["--event", "ballot"], ["none"]),
        (["--actor", "bob"], ["toll"]),
        (["--place", "Utopia"], ["toll"]),
        (["--since", "2016-03-04"], ["none"]),
        (["--until", "2016-03-04"], ["toll"]),
    ],
)
def test_casualties_keep_what_is_within_every_limit(
    conflictcli: Conflictcli, path: str, limits: list[str], ids: list[str]
) -> None:
    run = conflictcli("casualties", "--data", path, "-f", "json", *limits)
    assert [report["id"] for report in run.json["casualties"]] == ids


def test_nothing_within_the_limits_is_said_with_the_limits(
    conflictcli: Conflictcli, path: str
) -> None:
    limits = ["--since", "2020-01-01", "--actor", "ann", "--place", "bridge", "--kind", "attack"]
    limited = "since 2020-01-01, actor ann, place Stone Bridge, kind attack"
    run = conflictcli("timeline", "--data", path, *limits)
    assert run == (0, "", f"conflictcli: No match ({limited}).\n")


@pytest.mark.parametrize("command", ["timeline", "statements", "casualties"])
def test_nothing_at_all_is_said_too(
    conflictcli: Conflictcli, dataset: Dataset, command: str
) -> None:
    run = conflictcli(command, "--data", dataset())
    assert run == (0, "", "conflictcli: No match.\n")


def test_nothing_is_without_a_count_that_others_counted_or_that_is_later(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [event("raid", date="2016-03-01"), event("siege", date="2016-03-02")]
    counts = [count("c", "raid", as_of="2016-03-05", killed={"best": 3}, counted_by="ann")]
    asked = ["casualties", "--by", "month", "--data", dataset(events=events, casualties=counts)]
    told = "conflictcli: No match (as of 2016-03-04).\n"
    assert conflictcli(*asked, "--as-of", "2016-03-04")[1:] == ("", told)
    told = "conflictcli: No match (counted by bob).\n"
    assert conflictcli(*asked, "--counted-by", "bob")[1:] == ("", told)
    told = "conflictcli: The event has no count.\n"
    assert conflictcli(*asked, "--event", "siege")[1:] == ("", told)


@pytest.mark.parametrize("kind", ["json", "sqlite"])
def test_a_count_without_a_day_is_of_none_before_its_event(
    kind: str, conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    events = [event("raid", date="2016-10-25"), event("siege", date="2016-10-01/..")]
    days = {"none": None, "open": "[..2016-11-01]", "given": "2016-10-02"}
    counts = [
        count(f"{each['id']}-{name}", each["id"], as_of=day, killed={"best": 1})
        for each in events
        for name, day in days.items()
    ]
    path = str(tmp_path / f"made.{kind}")
    given = dataset(schema_version=3, events=events, casualties=counts)
    assert conflictcli("convert", given, path).code == 0
    window = ["--since", "2016-10-02", "--until", "2016-10-06", "--json", "--data", path]
    for command in ("casualties", "timeline"):
        rows = next(iter(conflictcli(command, *window).json.values()))
        found = {row["id"] for row in rows if row.get("type", "casualties") == "casualties"}
        assert found == {"raid-given", "siege-none", "siege-open", "siege-given"}


@pytest.mark.parametrize("format", ["table", "markdown", "html"])
def test_a_count_that_only_may_be_of_the_window_says_so(
    format: str, conflictcli: Conflictcli, dataset: Dataset
) -> None:
    days = {"in": "2016-10-03", "open": "[..2016-10-03]", "none": None, "year": "2016"}
    counts = [
        count(id, "raid", as_of=day, killed={"best": 1}, note=f"note of {id}")
        for id, day in days.items()
    ]
    path = dataset(schema_version=3, events=[event("raid")], casualties=counts)
    asked = ["casualties", "--data", path, "-f", format]
    window = ["--since", "2016-10-02", "--until", "2016-10-06"]
    perhaps = "may have been counted on these days, not certain"
    shown = " ".join(conflictcli(*asked, *window).out.split())
    assert shown.count(perhaps) == 3
    assert all(f"{perhaps} · note of {id}" in shown for id in ("open", "none", "year"))
    assert perhaps not in conflictcli(*asked).out


def test_a_legend_says_what_a_bar_between_two_figures_is(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [event("raid", date="2016-03-01"), event("siege", date="2016-04-02")]
    numbers = {"raid": {"low": 10, "high": 40}, "siege": {"best": 20}}
    counts = [count(f"c-{id}", id, killed=number) for id, number in numbers.items()]
    counts += [count("c2", "raid", killed={"best": 4})]
    data = ["--data", dataset(events=events, casualties=counts)]
    for command in (["casualties"], ["casualties", "--by", "month"]):
        shown = conflictcli(*command, *data, "--event", "raid").out
        assert ("╌" in shown, "╌ up to the high figure" in shown) == (True, True)
        shown = conflictcli(*command, *data, "--event", "siege").out
        assert "╌" not in shown


@pytest.mark.parametrize("kind", ["json", "sqlite"])
@pytest.mark.parametrize(
    ("window", "certain"),
    [
        # What has no end may have ended where it began, on any day of September.
        (["--since", "2016-09-30", "--until", "2016-09-30"], {"raid", "siege"}),
        (["--since", "2016-09-01"], {"raid", "siege", "march", "talks"}),
        (["--since", "2016-10-08", "--until", "2016-10-09"], {"siege"}),
        # It went on until the day as of which it is told, and ends after it.
        (["--since", "2016-10-08", "--until", "2016-10-09", "--as-of", "2016-10-09"], {"siege"}),
        (["--since", "2016-10-10", "--as-of", "2016-10-09"], set()),
        # That could be read by then.
        (
            ["--since", "2016-10-08", "--as-of", "2016-10-09", "--published-by", "2017-01-01"],
            {"siege"},
        ),
        # By the day of publication it is not known whether it went on.
        (["--since", "2016-10-08", "--published-by", "2016-10-09"], set()),
    ],
)
def test_what_lies_in_a_window_for_certain(
    kind: str,
    window: list[str],
    certain: set[str],
    conflictcli: Conflictcli,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    days = {
        "raid": "2016-09-30",
        "siege": "2016-09-22/2016-12-22",
        "march": "2016-09/..",
        "talks": "2016-09-19/..",
    }
    town = {"name": "Town"}
    events = [event(id, date=date, place=town) for id, date in days.items()]
    path = str(tmp_path / f"made.{kind}")
    sources = [{"id": "paper", "published": "2016-10-01"}]
    assert conflictcli("convert", dataset(sources=sources, events=events), path).code == 0
    asked = ["timeline", *window, "--data", path]
    rows = conflictcli(*asked, "--json").json["timeline"]
    assert {row["id"] for row in rows if row["certain"]} == certain
    assert [row["certain"] for row in rows] == sorted((r["certain"] for r in rows), reverse=True)
    features = conflictcli(*asked, "-f", "geojson").json["features"]
    assert {each["id"] for each in features if each["properties"]["certain"]} == certain
    shown = conflictcli(*asked).out
    assert ("May be of these days" in shown) is (len(certain) < len(rows))


@pytest.mark.parametrize(
    ("window", "certain", "uncertain"),
    [
        (["--until", "2016-05-02"], "", ""),
        (["--since", "2016-05-03"], "year open none may", ""),
        (["--since", "2016-05-04"], "may", "year open none"),
        (["--until", "2016-05-31"], "open may", "year none"),
        (["--until", "2016-05-31", "--as-of", "2016-05-31"], "year open none may", ""),
    ],
)
def test_nobody_counts_before_the_event(
    window: list[str], certain: str, uncertain: str, conflictcli: Conflictcli, dataset: Dataset
) -> None:
    days = {"year": "2016", "open": "[..2016-05-10]", "none": None, "may": "2016-05-05"}
    counts = [count(id, "raid", as_of=day, killed={"best": 1}) for id, day in days.items()]
    path = dataset(
        schema_version=3,
        sources=[{"id": "paper", "published": "2016-05-20"}],
        events=[event("raid", date="2016-05-03")],
        casualties=counts,
    )
    rows = conflictcli("casualties", *window, "--json", "--data", path).json["casualties"]
    assert {row["id"] for row in rows if row["certain"]} == set(certain.split())
    assert {row["id"] for row in rows if not row["certain"]} == set(uncertain.split())


def test_a_slide_that_only_comes_with_another_is_not_maybe_of_the_days(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        statements=[
            said("claim", date="2016-05-01"),
            said("reply", speaker="bob", date="2016-05-03", responds_to="claim"),
            said("perhaps", date="2016-05"),
        ]
    )
    window = ["--since", "2016-05-02", "--until", "2016-05-04"]
    slides = conflictcli("timeline", *window, "--data", path, "-f", "timelinejs").json["events"]
    told = {slide["unique_id"]: slide["text"]["text"] for slide in slides}
    comes, maybe = "comes with another entry", "maybe not of the days asked for"
    assert {id: (comes in text, maybe in text) for id, text in told.items()} == {
        "claim": (True, False),
        "reply": (False, False),
        "perhaps": (False, True),
    }
