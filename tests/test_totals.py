"""Totals equal a sum made by the standard library alone, and count nothing twice."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli, Dataset, count
from count_cases import (
    CASES,
    MONITOR,
    actor,
    as_read,
    counted,
    happened,
    in_each_format,
    json_rows,
    records,
)
from hypothesis import given
from hypothesis import strategies as st
from test_ucdp import imported, written

BUNDLED = Path(__file__).parents[1] / "data" / "events.json"
SAMPLE = Path(__file__).parent / "data" / "ged_aleppo.csv"
KINDS = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
GROUPS: dict[str, Callable[[dict[str, str]], list[str]]] = {
    "month": lambda row: of_time(row, len("2016-10")),
    "year": lambda row: of_time(row, len("2016")),
    "place": lambda row: [known(row["where_coordinates"]) or row["adm_1"]],
    "actor": lambda row: list(
        dict.fromkeys(filter(None, map(known, (row["side_a"], row["side_b"]))))
    ),
    "kind": lambda row: [KINDS[row["type_of_violence"][:1]]],
}


@pytest.fixture
def ged(conflictcli: Conflictcli, tmp_path: Path) -> str:
    """Return a dataset made of the sample."""
    path = tmp_path / "ged.json"
    assert conflictcli("import", "ucdp", str(SAMPLE), "-o", str(path)).code == 0
    return str(path)


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def independent(path: Path, by: str) -> dict[str | None, tuple[int, int, int, int]]:
    """Add up events, low, best and high of each group with the standard library alone.

    Where the three numbers of a row do not rise, its smallest is the low, its largest the high.
    What may lie in several months or years is a group of its own.
    """
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows(path):
        low, best, high = (int(float(row[name])) for name in ("low", "best", "high"))
        if not low <= best <= high:
            low, high = min(low, best, high), max(low, best, high)
        groups: list[str | None] = [*GROUPS[by](row)]
        for group in groups or [None]:
            sums[group] = [a + b for a, b in zip(sums[group], (1, low, best, high), strict=True)]
    return {group: (n[0], n[1], n[2], n[3]) for group, n in sums.items()}


def known(name: str) -> str:
    """Return a name, "" where a row has none, or one for an actor that is not identified."""
    return "" if name == "NA" or re.fullmatch(r"XXX\d+", name) else name


def of_time(row: dict[str, str], length: int) -> list[str]:
    first, last = (
        "-".join(f"{part:0>2}" for part in reversed(day.split("/")))[:length]
        for day in (row["date_start"], row["date_end"])
    )
    return [first if first == last else "several"]


def added_up(conflictcli: Conflictcli, path: str, by: str) -> dict[str | None, Any]:
    """Return the events and the killed of each group; all are counted by UCDP."""
    answer = conflictcli("casualties", "--by", by, "--data", path, "-f", "json").json
    assert answer["not_added"] == []
    assert {total["counter"] for total in answer["totals"]} == {"ucdp"}
    return {
        t["group"]: (t["events"], *(t["killed"][name] for name in ("low", "best", "high")))
        for t in answer["totals"]
    }


@pytest.mark.parametrize("by", GROUPS)
def test_every_group_equals_an_independent_sum(conflictcli: Conflictcli, ged: str, by: str) -> None:
    assert added_up(conflictcli, ged, by) == independent(SAMPLE, by)


DIRT = [
    {"low": "9", "best": "7", "high": "8"},
    {"low": "0", "best": "5", "high": "0"},
    {"low": "0", "best": "0", "high": "0"},
    {"source_article": "", "where_coordinates": ""},
    {"source_article": '"AFP,1753-01-01,A;b, ""c""\n d";"x"', "side_b": ""},
    {"source_article": '"AFP,2016-01-01,Long before"', "side_a": "Side; with, marks"},
    {"date_start": "2016-08-30", "date_end": "2016-09-02", "date_prec": "2"},
    {"date_start": "2015-12-31", "date_end": "2016-12-30", "date_prec": "5", "event_clarity": "2"},
    {"type_of_violence": "3", "side_b": "Civilians", "where_coordinates": "Town, | “quoted”"},
    {"latitude": "", "longitude": "181", "adm_1": "", "type_of_violence": "2"},
    {"low": "8.0", "best": "9.0", "high": "10.0", "type_of_violence": "2.0"},
    {"side_a": "XXX100", "side_b": "XXX100", "code_status": "Check dyad"},
    {"side_b": "NA", "where_coordinates": "NA", "best": "11"},
    {"date_start": "2016-09-13", "date_end": "14/9/2016", "date_prec": "2"},
]


@pytest.mark.parametrize("by", GROUPS)
def test_every_group_of_a_file_with_every_kind_of_dirt_equals_an_independent_sum(
    conflictcli: Conflictcli, tmp_path: Path, by: str
) -> None:
    path = tmp_path / "dirty.csv"
    made = imported(conflictcli, written(path, *DIRT, encoding="utf-8-sig"))
    data = tmp_path / "dirty.json"
    data.write_text(json.dumps(made))
    assert added_up(conflictcli, str(data), by) == independent(path, by)


@pytest.mark.parametrize("by", GROUPS)
def test_the_same_sums_are_found_in_an_sqlite_file(
    conflictcli: Conflictcli, tmp_path: Path, by: str
) -> None:
    path = str(tmp_path / "ged.sqlite")
    conflictcli("import", "ucdp", str(SAMPLE), "-o", path)
    assert added_up(conflictcli, path, by) == independent(SAMPLE, by)


def test_a_window_takes_only_events_that_lie_in_it_for_certain_and_whole(
    conflictcli: Conflictcli, ged: str
) -> None:
    window = ["--since", "2016-09-10", "--until", "2016-09-20", "--place", "Syria"]
    command = ["casualties", "--by", "month", *window, "--kind", "state-based violence"]
    answer = conflictcli(*command, "--data", ged, "--json").json
    expected = [
        int(row["best"])
        for row in rows(SAMPLE)
        if row["type_of_violence"] == "1"
        and row["date_start"] >= "2016-09-10"
        and row["date_end"] <= "2016-09-20"
    ]
    [total] = answer["totals"]
    assert (total["events"], total["killed"]["best"]) == (len(expected), sum(expected))
    perhaps = [
        row
        for row in rows(SAMPLE)
        if row["type_of_violence"] == "1"
        and row["date_start"] <= "2016-09-20"
        and row["date_end"] >= "2016-09-10"
    ]
    reasons = {row["reason"]: row["events"] for row in answer["not_added"]}
    assert reasons == {"not certainly in the window": len(perhaps) - len(expected)}


ACTORS = [MONITOR, actor("aid", "Redland Aid"), actor("corps", "Blueland Corps")]
DAY, DAYS = "2020-05-01", "2020-05-01/2020-05-20"


def killed(id: str, event: str, number: Any, by: str | None = "mon", **more: Any) -> dict[str, Any]:
    number = number if isinstance(number, dict) else {"best": number}
    return counted(id, event, killed=number, counted_by=by, **more)


def made(events: list[dict[str, Any]], *casualties: dict[str, Any]) -> dict[str, Any]:
    return records(actors=ACTORS, events=events, casualties=list(casualties))


Answer = dict[str, list[dict[str, Any]]]


def answer(conflictcli: Conflictcli, path: str, *more: str) -> Answer:
    arguments = more if "--by" in more else ("--by", "year", *more)
    found: Answer = conflictcli("casualties", *arguments, "--data", path, "--json").json
    return found


def best(found: Answer) -> dict[tuple[str | None, str | None], Any]:
    """Return the best number killed, or the low, by group and counter."""
    return {
        (t["group"], t["counter"]): t["killed"]
        and (t["killed"]["best"] if t["killed"]["best"] is not None else [t["killed"]["low"]])
        for t in found["totals"]
    }


def left_out(found: Answer) -> dict[str, list[str]]:
    return {row["reason"]: row["ids"] for row in found["not_added"]}


CASE_TOTALS = {
    "01-daily-after-cumulative": (
        ["Killed and injured by year, as counted by Monitor", "2020 at least 376"],
        ["counts of different days 1 1 4 killed, says Monitor"],
    ),
    "02-whole-injured-only": (["2020 50"], []),
    "11-open-count-in-total": (["counter not named", "2020 at least 130"], []),
    "74-groups-only-total": (
        ["2020 2"],
        ["of a group alone 1 1 at least 96 children killed, counter not named"],
    ),
}


@pytest.mark.parametrize(("case", "lines"), CASE_TOTALS.items(), ids=CASE_TOTALS)
def test_the_total_of_a_case_is_the_same_in_every_format_that_people_read(
    conflictcli: Conflictcli, dataset: Dataset, case: str, lines: tuple[list[str], list[str]]
) -> None:
    path = dataset(**CASES[case])
    for text in in_each_format(conflictcli, path, "casualties", "--by", "year").values():
        assert all(line in text for line in lines[0])
        assert all(line in text.partition("Not added")[2] for line in lines[1])
        assert ("Not added" in text) == bool(lines[1])
        assert "no count" not in text


def test_killed_and_injured_of_a_whole_and_a_part_are_decided_apart(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    [total] = answer(conflictcli, dataset(**CASES["02-whole-injured-only"]))["totals"]
    number = {"approximate": False}
    assert total == {
        "group": "2020",
        "counter": "mon",
        "events": 2,
        "counts": 2,
        "killed": {"low": 50, "best": 50, "high": 50, **number},
        "injured": {"low": 90, "best": 90, "high": 90, **number},
    }


@pytest.mark.parametrize("case", ["21-no-counts-at-all", "no-count"])
def test_an_answer_without_any_count_is_one_sentence(
    conflictcli: Conflictcli, dataset: Dataset, case: str
) -> None:
    path = dataset(**CASES[case])
    for by in GROUPS:
        run = conflictcli("casualties", "--by", by, "--data", path)
        assert run == (0, "", "conflictcli: The event has no count.\n")
        assert answer(conflictcli, path, "--by", by) == {"totals": [], "not_added": []}


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--by", "month", "--place", "Geneva"],
        ["--by", "place", "--event", "french-draft"],
        ["--by", "year", "--kind", "vote"],
        ["--by", "year", "--until", "1900-01-01"],
    ],
)
def test_what_has_no_count_in_the_dataset_that_ships_is_one_sentence(
    conflictcli: Conflictcli, arguments: list[str]
) -> None:
    run = conflictcli("casualties", *arguments)
    assert (run.code, run.out, run.err.count("\n"), run.err.count(".")) == (0, "", 1, 1)


# One counter, everyone.


def test_rows_are_of_one_counter_and_those_who_are_not_named_are_one(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [happened(id, id, DAY) for id in ("e1", "e2")]
    path = dataset(
        **made(
            events,
            *(killed("a", "e1", 1), killed("b", "e2", 2), killed("c", "e1", 10, "aid")),
            *(killed("d", "e1", 100, None), killed("e", "e2", 200, None)),
        )
    )
    found = best(answer(conflictcli, path))
    assert found == {("2020", "aid"): 10, ("2020", "mon"): 3, ("2020", None): 300}
    for text in in_each_format(conflictcli, path, "casualties", "--by", "year").values():
        assert "year counted by killed" in text
        assert "counter not named 300" in text
        assert "rows are never added up" in text


def test_one_counter_can_be_kept(conflictcli: Conflictcli, dataset: Dataset) -> None:
    events = [happened(id, id, DAY) for id in ("e1", "e2", "e3")]
    counts = (killed("a", "e1", 1), killed("b", "e2", 2, "aid"))
    path = dataset(**made(events, *counts))
    found = answer(conflictcli, path, "--counted-by", "Monitor")
    assert best(found) == {("2020", "mon"): 1}
    # What another counter counted is not without a count.
    assert left_out(found) == {"no count": ["e3"]}
    rows = json_rows(conflictcli, path, "casualties", "--counted-by", "Redland Aid")
    assert [row["id"] for row in rows] == ["b"]


def test_a_count_by_another_changes_no_total_of_the_first(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [
        happened("e1", "Whole", DAYS),
        happened("e2", "Part", DAY, part_of="e1"),
        happened("e3", "Other", DAY, disagrees_with=["e2"]),
    ]
    own = [killed("a", "e1", 9, as_of="2020-05-20"), killed("b", "e2", 2), killed("c", "e3", 4)]
    before = answer(conflictcli, dataset(**made(events, *own)))["totals"]
    more = [killed(f"x{n}", f"e{n}", 5 * n, "aid", as_of="2020-05-30") for n in (1, 2, 3)]
    after = answer(conflictcli, dataset(**made(events, *own, *more)))["totals"]
    assert [row for row in after if row["counter"] == "mon"] == before


def test_a_group_alone_is_not_added_and_a_group_of_a_whole_number_is_in_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    part = [{"group": "children", "killed": {"best": 3}}]
    alone = counted("b", "e1", breakdown=part, counted_by="mon", as_of="2020-05-09")
    path = dataset(
        **made([happened("e1", "Raid", DAY)], killed("a", "e1", 9, breakdown=part), alone)
    )
    found = answer(conflictcli, path)
    assert (best(found), left_out(found)) == ({("2020", "mon"): 9}, {"of a group alone": ["b"]})


# One figure of an event.

FIGURES = {
    "the last of a series": ([(9, DAY, "2020-05-02"), (7, DAY, "2020-05-03")], 7, []),
    "the count that contains the others": (
        [(9, "2020-05-01/2020-05-18", "2020-05-20"), (7, "2020-05-03", "2020-05-20")],
        9,
        [],
    ),
    "several of one day are a range": (
        [(9, DAY, "2020-05-02"), (7, DAY, "2020-05-02")],
        [7],
        [],
    ),
    "the longest as a bound": (
        [(9, "2020-05-01/2020-05-09", "2020-05-09"), (70, "2020-05-10", "2020-05-10")],
        [9],
        ["c1"],
    ),
}


@pytest.mark.parametrize(("counts", "number", "others"), FIGURES.values(), ids=FIGURES)
def test_of_an_event_a_counter_gives_one_figure(
    conflictcli: Conflictcli, dataset: Dataset, counts: Any, number: Any, others: list[str]
) -> None:
    reports = [
        killed(f"c{n}", "e1", best, covers=covers, as_of=day)
        for n, (best, covers, day) in enumerate(counts)
    ]
    path = dataset(**made([happened("e1", "Siege", DAYS)], *reports))
    found = answer(conflictcli, path)
    assert best(found) == {("2020", "mon"): number}
    assert left_out(found) == ({"counts of different days": others} if others else {})


def test_a_bound_has_no_upper_end_and_a_range_has_two(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    same = [killed("a", "e1", 7), killed("b", "e1", 9)]
    apart = [killed("a", "e1", 7, covers=DAY), killed("b", "e1", 9, covers="2020-05-02")]
    for reports, high in ((same, 9), (apart, None)):
        path = dataset(**made([happened("e1", "Siege", DAYS)], *reports))
        [total] = answer(conflictcli, path)["totals"]
        assert (total["killed"]["best"], total["killed"]["high"]) == (None, high)


# Wholes, parts, and other accounts.

PART_DAYS = {
    "within": ("2020-05-03", {"mon": 100}, "part of a counted event"),
    "outside": ("2020-05-12", {"mon": 107}, None),
    "overlapping": ("2020-05-08/2020-05-12", {"mon": 100}, "may overlap a counted event"),
    "unknown": (None, {"mon": 100}, "may overlap a counted event"),
}


@pytest.mark.parametrize(("date", "numbers", "reason"), PART_DAYS.values(), ids=PART_DAYS)
@pytest.mark.parametrize("depth", [1, 3])
def test_a_part_is_added_beside_a_counted_whole_only_if_its_days_are_wholly_outside(
    conflictcli: Conflictcli,
    dataset: Dataset,
    date: str | None,
    numbers: dict[str, int],
    reason: str | None,
    depth: int,
) -> None:
    between = [happened(f"e{n}", f"Phase {n}", DAYS, part_of=f"e{n - 1}") for n in range(1, depth)]
    events = [
        happened("e0", "Campaign", "2020-05-01/2020-05-20"),
        *between,
        happened("part", "Raid", date, part_of=f"e{depth - 1}"),
    ]
    whole = killed("a", "e0", 100, covers="2020-05-01/2020-05-09", as_of="2020-05-09")
    part = killed("b", "part", 7, as_of="2020-05-12")
    found = answer(conflictcli, dataset(**made(events, whole, part)), "--by", "kind")
    assert best(found) == {("strike", counter): n for counter, n in numbers.items()}
    assert left_out(found).get(reason or "") == (["part"] if reason else None)


def test_parts_of_a_whole_without_such_a_figure_are_added_and_so_for_each_counter(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [
        happened("e1", "Campaign", DAYS),
        *(happened(f"p{n}", f"Raid {n}", f"2020-05-0{n}", part_of="e1") for n in (1, 2)),
    ]
    counts = [
        killed("whole", "e1", 100, as_of="2020-05-20"),
        *(killed(f"m{n}", f"p{n}", n) for n in (1, 2)),
        *(killed(f"a{n}", f"p{n}", n, "aid") for n in (1, 2)),
    ]
    found = answer(conflictcli, dataset(**made(events, *counts)))
    assert best(found) == {("2020", "mon"): 100, ("2020", "aid"): 3}
    assert left_out(found) == {"part of a counted event": ["p1", "p2"]}


def test_events_that_differ_are_one_and_their_range_is_added_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [
        happened("e1", "One account", DAY, disagrees_with=["link"]),
        happened("link", "Without a count", DAY),
        happened("e2", "Another account", DAY, disagrees_with=["link"]),
        happened("e3", "Other", DAY),
    ]
    counts = [killed("a", "e1", 3), killed("b", "e2", 5), killed("c", "e3", 10)]
    path = dataset(**made(events, *counts))
    [total] = answer(conflictcli, path)["totals"]
    assert (total["events"], total["counts"]) == (2, 3)
    assert total["killed"] == {"low": 13, "best": None, "high": 15, "approximate": False}
    assert left_out(answer(conflictcli, path)) == {
        "another account of a counted event": ["e2"],
        "no count": ["link"],
    }


@pytest.mark.parametrize("injured_in_both", [True, False])
def test_events_that_differ_are_one_whichever_has_killed_or_injured(
    injured_in_both: bool, conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [happened("e1", "One", DAY), happened("e2", "Other", DAY, disagrees_with=["e1"])]
    counts = [killed("a", "e1", 20), count("b", "e2", counted_by="mon", injured={"best": 5})]
    if injured_in_both:
        counts.append(count("c", "e1", counted_by="mon", covers=DAY, injured={"best": 5}))
    [total] = answer(conflictcli, dataset(**made(events, *counts)))["totals"]
    assert total["events"] == 1


def test_what_is_left_of_a_part_that_is_not_added_is_told(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [
        happened("e0", "Month", "2020-10-01/2020-10-31"),
        happened("e1", "Part", "2020-10-01/2020-11-30", part_of="e0"),
    ]
    counts = [
        killed("a", "e0", 100, covers="2020-10"),
        killed("b", "e1", 5, covers="2020-10-01/2020-10-03"),
        killed("c", "e1", 6, covers="2020-11-10"),
    ]
    found = answer(conflictcli, dataset(**made(events, *counts)))
    assert best(found) == {("2020", "mon"): 100}
    told = {id for ids in left_out(found).values() for id in ids}
    assert {"e1", "c"} <= told


@pytest.mark.parametrize("as_of", ["[2020-11-01..]", "2020-11/.."])
def test_of_unnamed_counts_one_of_an_open_day_is_the_later(
    conflictcli: Conflictcli, dataset: Dataset, as_of: str
) -> None:
    counts = [
        killed("a", "e1", 12, None, as_of="2020-10-11"),
        killed("b", "e1", 30, None, as_of=as_of),
    ]
    found = answer(conflictcli, dataset(**made([happened("e1", "Raid", "2020-10-10")], *counts)))
    assert best(found) == {("2020", None): 30}


def test_a_number_and_about_that_number_are_one(conflictcli: Conflictcli, dataset: Dataset) -> None:
    about = {"best": 13, "approximate": True}
    counts = [killed("a", "e1", 13, covers=DAY), killed("b", "e1", about, covers=DAY)]
    found = answer(conflictcli, dataset(**made([happened("e1", "Raid", DAY)], *counts)))
    assert found["totals"][0]["killed"] == {
        **{"low": 13, "best": 13, "high": 13},
        "approximate": True,
    }


def test_accounts_of_other_groups_are_in_the_group_several_under_every_filter(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    town, city = {"name": "Town"}, {"name": "City"}
    events = [
        happened("e1", "One account", "2020-04-30", place=town, disagrees_with=["e2"]),
        happened("e2", "Another account", DAY, place=city),
    ]
    path = dataset(**made(events, killed("a", "e1", 3), killed("b", "e2", 5)))
    assert best(answer(conflictcli, path, "--by", "month")) == {("several", "mon"): [3]}
    assert best(answer(conflictcli, path, "--by", "place")) == {("several", "mon"): [3]}
    in_town = answer(conflictcli, path, "--by", "place", "--place", "Town")
    assert best(in_town) == {("several", "mon"): 3}
    in_may = answer(conflictcli, path, "--by", "month", "--since", DAY)
    assert (in_may["totals"], left_out(in_may)) == ([], {"not certainly in the window": ["e2"]})
    screen = as_read(conflictcli("casualties", "--by", "place", "--data", path))
    assert "several places 3–5" in screen


def test_a_part_of_another_account_is_a_part_of_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [
        happened("e1", "One account", DAYS, disagrees_with=["e2"]),
        happened("e2", "Another account", DAYS),
        happened("part", "Raid", DAY, part_of="e1"),
    ]
    counts = [killed("a", "e2", 100, as_of="2020-05-20"), killed("b", "part", 7)]
    found = answer(conflictcli, dataset(**made(events, *counts)))
    assert best(found) == {("2020", "mon"): 100}
    assert left_out(found)["part of a counted event"] == ["part"]


def test_of_events_that_are_parts_of_each_other_none_is_the_whole(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [
        happened("own", "Part of itself", DAY, part_of="own"),
        happened("e1", "One of a circle", DAY, part_of="e2"),
        happened("e2", "Another of it", DAY, part_of="e1"),
        happened("below", "Below a circle", DAY, part_of="f1"),
        happened("f1", "Of a circle with one count", DAY, part_of="f2"),
        happened("f2", "The other", DAY, part_of="f1"),
    ]
    counts = [
        killed(f"c-{id}", id, n) for n, id in enumerate(("own", "e1", "e2", "below", "f1"), 1)
    ]
    found = answer(conflictcli, dataset(**made(events, *counts)))
    assert best(found) == {("2020", "mon"): 6}
    assert left_out(found) == {
        "part of a counted event": ["below"],
        "may overlap a counted event": ["e1", "e2"],
        "no count": ["f2"],
    }


# Groups of time, and windows.

MONTHS = {
    "a day": ("2020-05-01", "2020-05"),
    "a month": ("2020-05", "2020-05"),
    "days of it": ("2020-05-01/2020-05-31", "2020-05"),
    "an unknown day of it": ("[2020-05-01..2020-05-09]", "2020-05"),
    "what lasted into the next": ("2020-05-31/2020-06-01", "several"),
    "a year": ("2020", "several"),
    "no end": ("2020-05-01/..", "several"),
    "no beginning": ("[..2020-05-09]", "several"),
    "or later": ("[2020-05-09..]", "several"),
    "undated": (None, None),
}


@pytest.mark.parametrize(("date", "group"), MONTHS.values(), ids=MONTHS)
def test_a_group_of_time_takes_what_certainly_lies_in_it(
    conflictcli: Conflictcli, dataset: Dataset, date: str | None, group: str | None
) -> None:
    path = dataset(**made([happened("e1", "Raid", date)], killed("a", "e1", 7)))
    assert best(answer(conflictcli, path, "--by", "month")) == {(group, "mon"): 7}


def test_what_lies_in_several_months_or_in_none_comes_last(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    dates = [None, "2020-05-31/2020-06-01", "2020-06-02", "2020-05-02"]
    events = [happened(f"e{n}", f"Raid {n}", date) for n, date in enumerate(dates)]
    path = dataset(**made(events, *(killed(f"c{n}", f"e{n}", n + 1) for n in range(4))))
    for text in in_each_format(conflictcli, path, "casualties", "--by", "month").values():
        rows_read = text.partition("– not given")[0]
        found = re.findall("May 2020|Jun 2020|several months|not given", rows_read)
        assert found == ["May 2020", "Jun 2020", "several months", "not given"]


@pytest.mark.parametrize("date", ["2020-05-31/2020-06-01", "2020", "2020-05-01/..", None])
def test_a_filter_moves_no_number_into_another_group(
    conflictcli: Conflictcli, dataset: Dataset, date: str | None
) -> None:
    path = dataset(**made([happened("e1", "Raid", date)], killed("a", "e1", 7)))
    found = answer(
        conflictcli, path, "--by", "month", "--since", "2020-05-20", "--until", "2020-06-30"
    )
    if date == "2020-05-31/2020-06-01":
        assert best(found) == {("several", "mon"): 7}
    else:
        assert (found["totals"], left_out(found)) == ([], {"not certainly in the window": ["e1"]})


# Sums.

SUMS = {
    "a low, a best, or nothing": ([{"low": 5}, {"best": 3}, {"high": 9}], "at least 8"),
    "a high, or a best": ([{"low": 1, "best": 2, "high": 4}, {"best": 3}], "5 (4–7)"),
    "one without a best": ([{"low": 6, "high": 9}, {"best": 3}], "9–12"),
    "one that is open": ([{"low": 40}, {"low": 90, "best": 100, "high": 150}], "at least 130"),
    "numbers that do not rise": ([{"low": 9, "best": 7, "high": 8}, {"best": 1}], "8 (8–10)"),
    "upper bounds": ([{"high": 20}, {"high": 10}], "up to 30"),
    "an upper bound and a number": ([{"high": 20}, {"best": 10}], "10–30"),
    "equal bounds": ([{"low": 3, "high": 3}, {"best": 4}], "7"),
    "about": ([{"best": 3, "approximate": True}, {"best": 4}], "about 7"),
    "nothing at all": ([{"best": 0}], "0"),
}


@pytest.mark.parametrize(("numbers", "words"), SUMS.values(), ids=SUMS)
def test_a_sum(
    conflictcli: Conflictcli, dataset: Dataset, numbers: list[dict[str, Any]], words: str
) -> None:
    events = [happened(f"e{n}", f"Raid {n}", DAY) for n in range(len(numbers))]
    reports = [killed(f"c{n}", f"e{n}", number) for n, number in enumerate(numbers)]
    path = dataset(**made(events, *reports))
    for text in in_each_format(conflictcli, path, "casualties", "--by", "year").values():
        assert re.search(rf"2020 {re.escape(words)} [━╸╌▶–]", text)


# What was not added.


def test_csv_and_ndjson_hold_the_totals_alone_and_standard_error_says_what_was_not_added(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**CASES["74-groups-only-total"])
    command = ["casualties", "--by", "year", "--data", path, "-f"]
    csv_run, ndjson_run = conflictcli(*command, "csv"), conflictcli(*command, "ndjson")
    assert csv_run.out == (
        "group,counter,counter_name,events,counts,killed_low,killed_best,killed_high,"
        "killed_approximate,injured_low,injured_best,injured_high,injured_approximate\n"
        "2020,,,1,1,2,2,2,false,,,,\n"
    )
    assert [json.loads(line)["group"] for line in ndjson_run.out.splitlines()] == ["2020"]
    note = "conflictcli: Not added: 1 event, of a group alone.\n"
    assert (csv_run.err, ndjson_run.err) == (note, note)
    assert conflictcli(*command, "json").err == ""


def test_what_was_not_added_is_told_by_reason_with_ids(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**CASES["01-daily-after-cumulative"])
    assert answer(conflictcli, path)["not_added"] == [
        {"reason": "counts of different days", "events": 1, "counts": 1, "ids": ["c2"]}
    ]
    path = dataset(**CASES["74-groups-only-total"])
    assert answer(conflictcli, path)["not_added"] == [
        {"reason": "of a group alone", "events": 1, "counts": 1, "ids": ["c1"]}
    ]


def test_totals_by_actor_say_events_with(conflictcli: Conflictcli, dataset: Dataset) -> None:
    sides = [{"actor": id, "role": "party"} for id in ("aid", "corps")]
    path = dataset(**made([happened("e1", "Raid", DAY, participants=sides)], killed("a", "e1", 7)))
    for text in in_each_format(conflictcli, path, "casualties", "--by", "actor").values():
        assert "Killed and injured in events with each actor" in text
        assert "events with killed" in text
        assert "killed by" not in text
    found = best(answer(conflictcli, path, "--by", "actor"))
    assert found == {("Blueland Corps", "mon"): 7, ("Redland Aid", "mon"): 7}


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize("by", GROUPS)
def test_totals_of_many_counters_are_a_table(
    conflictcli: Conflictcli, by: str, columns: int
) -> None:
    out = conflictcli("casualties", "--by", by, columns=columns).out
    assert re.match(rf".*\n(events with|{by}) +counted by +killed +injured  events\n─", out)
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.usefixtures("shipped")
def test_the_dataset_that_ships_is_never_added_up_across_counters(conflictcli: Conflictcli) -> None:
    found = answer(conflictcli, str(BUNDLED), "--by", "year")
    rows = [(row["group"], row["counter"]) for row in found["totals"]]
    assert len(set(rows)) == len(rows) > 20
    # 406 in the east and 5 during the pause; the 91 in the west are of shelling without an end.
    of_ocha = [row for row in found["totals"] if row["counter"] == "un-ocha"]
    assert [(row["group"], row["killed"]["best"]) for row in of_ocha] == [
        ("2016", 411),
        ("several", 91),
    ]


@pytest.mark.usefixtures("shipped")
def test_an_event_with_counts_is_never_without_a_count(conflictcli: Conflictcli) -> None:
    data = json.loads(BUNDLED.read_text())
    counted_events = {report["event"] for report in data["casualties"]}
    for by in GROUPS:
        without = left_out(answer(conflictcli, str(BUNDLED), "--by", by))["no count"]
        assert counted_events.isdisjoint(without)
        assert counted_events | set(without) == {each["id"] for each in data["events"]}


ODD_EVENTS = st.lists(
    st.tuples(
        st.sampled_from(
            [None, DAY, DAYS, "2020-05", "[..2020-05-09]", "2020-05-01/..", "2019/2021"]
        ),
        st.none() | st.integers(0, 4),
        st.lists(st.integers(0, 4), max_size=2),
    ),
    min_size=5,
    max_size=5,
)
ODD_COUNTS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from([None, "mon", "aid"]),
        st.sampled_from([{"best": 3}, {"low": 2}, {"high": 9}, {"low": 5, "best": 4, "high": 1}]),
        st.sampled_from([None, DAY, DAYS, "2020/.."]),
        st.sampled_from([None, DAY, "2020-05-02"]),
    ),
    max_size=8,
)


@given(ODD_EVENTS, ODD_COUNTS)
def test_whatever_is_part_of_or_differs_from_what_each_count_is_added_once_or_told_of(
    conflictcli: Conflictcli, dataset: Dataset, odd_events: Any, odd_counts: Any
) -> None:
    events = [
        happened(
            f"e{n}",
            f"Raid {n}",
            date,
            part_of=None if whole is None else f"e{whole}",
            disagrees_with=[f"e{other}" for other in others if other != n],
        )
        for n, (date, whole, others) in enumerate(odd_events)
    ]
    reports = [
        killed(f"c{n}", f"e{event}", number, by, covers=covers, as_of=as_of)
        for n, (event, by, number, covers, as_of) in enumerate(odd_counts)
    ]
    path = dataset(**made(events, *reports))
    found = answer(conflictcli, path, "--by", "kind")
    most: dict[str | None, int] = defaultdict(int)
    for _, by, number, *_ in odd_counts:
        most[by] += max(number.values())
    for total in found["totals"]:
        low, best_number, high = (total["killed"][name] for name in ("low", "best", "high"))
        assert low <= most[total["counter"]]
        assert [n for n in (low, best_number, high) if n is not None] == sorted(
            n for n in (low, best_number, high) if n is not None
        )
    assert bool(reports) == bool(found["totals"] or found["not_added"])
    shuffled = {**made(events[::-1], *reports[::-1])}
    assert answer(conflictcli, dataset(**shuffled), "--by", "kind") == found
