"""Which counts cannot both hold: by two counters, of one people, in days that are comparable."""

import json
import random
from typing import Any

import pytest
from conftest import Conflictcli, Dataset
from count_cases import CASES, MONITOR, actor, counted, happened, in_each_format, records

ACTORS = [MONITOR, actor("aid", "Redland Aid"), actor("corps", "Blueland Corps")]
DAY, DAYS = "2020-05-01", "2020-05-01/2020-05-20"
NEXT = "2020-05-10/2020-05-30"


def disputes(conflictcli: Conflictcli, path: str) -> list[tuple[str, list[list[str]]]]:
    """Return the kind of each dispute, and the ids of the counts on its sides."""
    rows = conflictcli("disputes", "--data", path, "--json").json["disputes"]
    return [(row["kind"], [side["records"] for side in row["sides"]]) for row in rows]


def of_one_event(*reports: dict[str, Any], date: str | None = DAY) -> dict[str, Any]:
    casualties = [counted(f"c{n}", **report) for n, report in enumerate(reports, 1)]
    events = [happened("e1", "Raid", date)]
    return {**records(actors=ACTORS, events=events, casualties=casualties), "schema_version": 3}


def killed(number: Any, by: str | None, **more: Any) -> dict[str, Any]:
    return {"killed": number if isinstance(number, dict) else {"best": number}, **_by(by), **more}


def children(number: int, by: str | None, **more: Any) -> dict[str, Any]:
    part = {"group": "children", "killed": {"best": number}}
    return {"breakdown": [part], **_by(by), **more}


def _by(by: str | None) -> dict[str, Any]:
    return {"counted_by": by} if by else {}


COUNT = [("count", [["c1"], ["c2"]])]
ONE_COUNTER = [("one counter", [["c1"], ["c2"]])]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("07-one-counter-revises", []),
        ("08-one-counter-corrects-down", []),
        ("60-covers-null-and-day", COUNT),
        ("62-covers-year-and-month", COUNT),
        ("self-dispute", []),
        ("01-daily-after-cumulative", []),
    ],
)
def test_the_disputes_of_a_case(
    conflictcli: Conflictcli, dataset: Dataset, case: str, expected: Any
) -> None:
    path = dataset(**CASES[case])
    assert disputes(conflictcli, path) == expected
    for text in in_each_format(conflictcli, path, "disputes").values():
        assert ("≠" in text) == bool(expected)
    if case == "60-covers-null-and-day":
        for text in in_each_format(conflictcli, path, "disputes").values():
            assert "62 killed, says Ministry" in text
            assert "≠ 83 killed, says Rebels" in text


def about(number: int) -> dict[str, Any]:
    return {"best": number, "approximate": True}


PAIRS = {
    "of the same days, differing": ([killed(3, "mon"), killed(5, "aid")], COUNT),
    "alike": ([killed(3, "mon"), killed(3, "aid")], []),
    "of one counter": ([killed(3, "mon"), killed(5, "mon")], ONE_COUNTER),
    "brought up": ([killed(3, "mon"), killed(5, "mon", as_of="2020-05-03")], []),
    "brought down": ([killed(5, "mon"), killed(3, "mon", as_of="2020-05-03")], []),
    "more in days within": (
        [killed(3, "mon", covers=DAYS), killed(5, "aid", covers=DAY)],
        COUNT,
    ),
    "fewer in days within": ([killed(5, "mon", covers=DAYS), killed(3, "aid", covers=DAY)], []),
    "in days that overlap": ([killed(5, "mon", covers=DAYS), killed(3, "aid", covers=NEXT)], []),
    "a bound that both keep": ([killed({"low": 3}, "mon"), killed(5, "aid")], []),
    "a bound that is broken": ([killed({"low": 6}, "mon"), killed(5, "aid")], COUNT),
    "an upper bound that is broken": ([killed({"high": 4}, "mon"), killed(5, "aid")], COUNT),
    "within its own bounds": (
        [killed({"low": 1, "best": 3, "high": 9}, "mon"), killed(5, "aid")],
        [],
    ),
    "about, a fifth less": ([killed(about(100), "mon"), killed(80, "aid")], []),
    "about, a fifth more": ([killed(about(100), "mon"), killed(120, "aid")], []),
    "about, but more than a fifth": ([killed(about(100), "mon"), killed(121, "aid")], COUNT),
    "about, on both sides": ([killed(about(100), "mon"), killed(about(140), "aid")], []),
    "of other people": ([killed(3, "mon"), children(5, "aid")], []),
    "groups": ([children(10, "mon"), children(40, "aid")], COUNT),
    "groups of two whole counts": (
        [killed(50, "mon", **children(10, None)), killed(50, "aid", **children(40, None))],
        COUNT,
    ),
    "a group of a whole count beside a group alone": (
        [killed(50, "mon", **children(10, None)), children(40, "aid")],
        COUNT,
    ),
    "unnamed, of one day": ([killed(3, None), killed(5, None)], COUNT),
    "unnamed, of two days": ([killed(3, None), killed(5, None, as_of="2020-05-03")], []),
    "unnamed, without a day": ([killed(3, None, as_of=None), killed(5, None, as_of=None)], []),
    "unnamed, of one day, more in days within": (
        [killed(9, None, covers=DAYS), killed(20, None, covers=DAY)],
        [],
    ),
    "unnamed and named": ([killed(3, None), killed(5, "aid", as_of="2020-05-03")], COUNT),
}


@pytest.mark.parametrize(("reports", "expected"), PAIRS.values(), ids=PAIRS)
def test_counts_are_disputed_that_cannot_both_hold(
    conflictcli: Conflictcli, dataset: Dataset, reports: list[Any], expected: Any
) -> None:
    date = "2020-05-01/2020-05-30" if any("covers" in each for each in reports) else DAY
    assert disputes(conflictcli, dataset(**of_one_event(*reports, date=date))) == expected


def test_one_counter_with_two_figures_is_listed_without_the_sign(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**of_one_event(killed(3, "mon"), killed(5, "mon")))
    for text in in_each_format(conflictcli, path, "disputes").values():
        assert "one counter, two figures 3 killed, says Monitor" in text
        assert "5 killed, says Monitor" in text
        assert "≠" not in text


def test_a_replaced_count_disputes_nothing(conflictcli: Conflictcli, dataset: Dataset) -> None:
    revised = [killed(3, "mon"), killed(5, "mon", as_of="2020-05-09"), killed(5, "aid")]
    assert disputes(conflictcli, dataset(**of_one_event(*revised))) == []


def test_counts_that_agree_are_on_one_side_and_each_pair_stands_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    reports = [killed(3, "mon"), killed(5, "aid"), killed(3, None), killed(8, "corps")]
    found = disputes(conflictcli, dataset(**of_one_event(*reports)))
    assert found == [
        ("count", [["c1", "c3"], ["c2"], ["c4"]]),
        ("count", [["c2"], ["c4"]]),
    ]


@pytest.mark.parametrize("date", [None, "2020-05-01/..", "[..2020-05-09]"])
def test_counts_of_unknown_days_dispute_nothing_and_never_fail(
    conflictcli: Conflictcli, dataset: Dataset, date: str | None
) -> None:
    reports = [killed(3, "mon", as_of=None), killed(5, "aid", as_of=None)]
    expected = COUNT if date == "[..2020-05-09]" else []
    assert disputes(conflictcli, dataset(**of_one_event(*reports, date=date))) == expected


def test_counts_in_another_order_are_the_same_disputes(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    made = of_one_event(*(each for reports, _ in PAIRS.values() for each in reports))
    found = set()
    for seed in range(3):
        shuffled = random.Random(seed).sample(made["casualties"], len(made["casualties"]))
        found.add(json.dumps(disputes(conflictcli, dataset(**{**made, "casualties": shuffled}))))
    assert len(found) == 1


@pytest.mark.usefixtures("shipped")
def test_the_coalition_strike_is_counted_differently_by_russia_and_the_observatory(
    conflictcli: Conflictcli,
) -> None:
    rows = conflictcli("disputes", "--event", "deir-ez-zor-strike", "--json").json["disputes"]
    counts = [row for row in rows if row["kind"] == "count"]
    assert [[side["text"].partition(":")[0] for side in row["sides"]] for row in counts] == [
        [
            "62 (62 soldiers) killed, 100 injured, says Russia",
            "83 killed, at least 120 injured, says Syrian Observatory for Human Rights",
        ]
    ]


@pytest.mark.usefixtures("shipped")
def test_what_the_world_health_organization_brought_up_is_no_dispute(
    conflictcli: Conflictcli,
) -> None:
    rows = conflictcli("disputes", "--event", "east-aleppo-offensive", "--json").json["disputes"]
    sides = [{id for side in row["sides"] for id in side["records"]} for row in rows]
    counts = conflictcli("casualties", "--event", "east-aleppo-offensive", "--json").json
    replaced = {row["id"] for row in counts["casualties"] if not row["stands"]}
    assert replaced
    assert all(replaced.isdisjoint(side) for side in sides)
