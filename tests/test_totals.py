"""Totals equal a sum made by the standard library alone, and count nothing twice."""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli, Dataset, assert_golden, count, event
from test_ucdp import imported, written

SAMPLE = Path(__file__).parent / "data" / "ged_aleppo.csv"
KINDS = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
GROUPS: dict[str, Callable[[dict[str, str]], list[str]]] = {
    "month": lambda row: [row["date_start"][:7]],
    "year": lambda row: [row["date_start"][:4]],
    "place": lambda row: [row["where_coordinates"] or row["adm_1"]],
    "actor": lambda row: [side for side in (row["side_a"], row["side_b"]) if side],
    "kind": lambda row: [KINDS[row["type_of_violence"]]],
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


def independent(path: Path, by: str) -> dict[str, tuple[int, int, int, int]]:
    """Add up events, low, best and high of each group with the standard library alone."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in rows(path):
        numbers = [1, *(int(row[name]) for name in ("low", "best", "high"))]
        for group in GROUPS[by](row):
            sums[group] = [a + b for a, b in zip(sums[group], numbers, strict=True)]
    return {group: (n[0], n[1], n[2], n[3]) for group, n in sums.items()}


@pytest.mark.parametrize("by", GROUPS)
def test_every_group_equals_an_independent_sum(conflictcli: Conflictcli, ged: str, by: str) -> None:
    totals = conflictcli("casualties", "--by", by, "--data", ged, "-f", "json").json["totals"]
    found = {
        t["group"]: (t["events"], *(t["killed"][name] for name in ("low", "best", "high")))
        for t in totals
    }
    assert found == independent(SAMPLE, by)


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
]


@pytest.mark.parametrize("by", GROUPS)
def test_every_group_of_a_file_with_every_kind_of_dirt_equals_an_independent_sum(
    conflictcli: Conflictcli, tmp_path: Path, by: str
) -> None:
    path = tmp_path / "dirty.csv"
    made = imported(conflictcli, written(path, *DIRT, encoding="utf-8-sig"))
    data = tmp_path / "dirty.json"
    data.write_text(json.dumps(made))
    totals = conflictcli("casualties", "--by", by, "--data", str(data), "-f", "json").json["totals"]
    found = {
        t["group"]: (t["events"], *(t["killed"][name] for name in ("low", "best", "high")))
        for t in totals
    }
    assert found == independent(path, by)


@pytest.mark.parametrize("by", ["month", "place", "actor", "kind"])
def test_a_screen_of_totals_is_as_it_was_read_and_approved(
    conflictcli: Conflictcli, ged: str, by: str
) -> None:
    run = conflictcli("casualties", "--by", by, "--data", ged, "--limit", "12", columns=80)
    assert_golden(f"totals-{by}-80.txt", run.out)


def test_csv_and_ndjson_write_a_total_a_line(conflictcli: Conflictcli, ged: str) -> None:
    command = ["casualties", "--by", "month", "--data", ged, "-f"]
    assert conflictcli(*command, "csv").out == (
        "group,events,reports,without_count,without_best,killed_low,killed_best,killed_high,"
        "killed_approximate,injured_low,injured_best,injured_high,injured_approximate\n"
        "2016-08,1,1,0,0,8,8,15,false,,,,\n"
        "2016-09,162,162,0,0,883,887,903,false,,,,\n"
        "2016-10,164,164,0,0,1289,1301,1336,false,,,,\n"
    )
    lines = conflictcli(*command, "ndjson").out.splitlines()
    assert [json.loads(line)["group"] for line in lines] == ["2016-08", "2016-09", "2016-10"]


def totals(conflictcli: Conflictcli, path: str, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = conflictcli(
        "casualties", "--by", "month", *arguments, "--data", path, "-f", "json"
    ).json["totals"]
    return found


def test_only_the_last_report_counts_and_of_several_the_last_id(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid", date="2016-03-01")],
        casualties=[
            count("c3", "raid", as_of="2016-03-01", killed={"best": 100}),
            count("c1", "raid", as_of="2016-03-02", killed={"best": 10}),
            count("c2", "raid", as_of="2016-03-02", killed={"best": 20}),
            count("c4", "raid", killed={"best": 1000}),
        ],
    )
    killed = {"low": 20, "best": 20, "high": 20, "approximate": False}
    early = totals(conflictcli, path, "--as-of", "2016-03-01")
    assert [t["killed"] for t in totals(conflictcli, path)] == [killed]
    assert [t["killed"]["best"] for t in early] == [100]


def test_what_is_part_of_a_counted_event_is_not_counted_again(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[
            event("war", date="2016-03"),
            event("battle", date="2016-03-01", part_of="war"),
            event("raid", date="2016-03-01", part_of="battle"),
            event("siege", date="2016-03-01"),
            event("sortie", date="2016-03-02", part_of="siege"),
        ],
        casualties=[
            count("c1", "war", killed={"best": 10}),
            count("c2", "raid", killed={"best": 4}),
            count("c3", "sortie", killed={"best": 2}),
        ],
    )
    (total,) = totals(conflictcli, path)
    found = (total["events"], total["reports"], total["without_count"], total["killed"]["best"])
    assert found == (3, 2, 1, 12)


def test_a_bound_alone_adds_to_itself_and_best_stands_in_for_a_bound(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    counts = [{"low": 5}, {"best": 3}, {"low": 1, "best": 2, "high": 4}, {"low": 6, "high": 9}]
    path = dataset(
        events=[event(f"raid{n}", date="2016-03-01") for n in range(5)],
        casualties=[count(f"c{n}", f"raid{n}", killed=k) for n, k in enumerate(counts)],
    )
    (total,) = totals(conflictcli, path)
    assert total == {
        "group": "2016-03",
        "events": 5,
        "reports": 4,
        "without_count": 1,
        "without_best": 2,
        "killed": {"low": 15, "best": 5, "high": 16, "approximate": False},
        "injured": None,
    }


def test_a_window_is_one_of_events_and_a_place_may_be_a_country(
    conflictcli: Conflictcli, ged: str
) -> None:
    window = ["--since", "2016-09-10", "--until", "2016-09-20", "--place", "Syria"]
    (total,) = totals(conflictcli, ged, *window, "--kind", "state-based violence")
    expected = [
        int(row["best"])
        for row in rows(SAMPLE)
        if row["type_of_violence"] == "1"
        and row["date_start"] <= "2016-09-20"
        and row["date_end"] >= "2016-09-10"
    ]
    assert (total["events"], total["killed"]["best"]) == (len(expected), sum(expected))


def test_events_in_a_circle_of_parts_are_counted(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[
            event("a", date="2016-03-01", part_of="b"),
            event("b", date="2016-03-01", part_of="a"),
            event("own", date="2016-03-01", part_of="own"),
        ],
        casualties=[count("c", "own", killed={"best": 7})],
    )
    (total,) = totals(conflictcli, path)
    assert (total["events"], total["killed"]["best"]) == (3, 7)


def test_of_events_that_two_sources_give_differently_one_counts(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[
            event("a", date="2016-01-01", disagrees_with=["b"]),
            event("b", date="2016-01-02"),
            event("c", date="2016-01-03", disagrees_with=["d"]),
            event("d", date="2016-01-03"),
        ],
        casualties=[
            *(count("n", "a", killed={"best": 3}), count("m", "b", killed={"best": 4})),
            count("o", "c", killed={"best": 50}),
        ],
    )
    [total] = conflictcli("casualties", "--by", "year", "--data", path, "-f", "json").json["totals"]
    assert (total["killed"]["best"], total["events"]) == (54, 3)
