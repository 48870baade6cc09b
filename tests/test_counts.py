"""Counts on a screen: what is exact stays exact, a bound a bound, a name a name."""

from typing import Any

import pytest
from conftest import Conflictcli, Dataset, count, event

ONE = {"low": 1, "best": 1, "high": 1}
RANGES = {
    "groups within an exact count": (
        [(ONE, [("civilians", {"best": 1})])],
        ["1 (counter not named) killed"],
    ),
    "groups within a range": (
        [({"low": 0, "best": 12, "high": 12}, [("civilians", {"best": 12})])],
        ["12 (0–12; counter not named) killed"],
    ),
    "groups alone": (
        [(None, [("children", {"best": 5})])],
        ["children: 5 (counter not named) killed"],
    ),
    "groups alone beside fewer": (
        [({"best": 3}, []), (None, [("children", {"best": 5})])],
        ["3 (counter not named) killed", "children: 5 (counter not named) killed"],
    ),
}


@pytest.mark.parametrize(("reports", "lines"), RANGES.values(), ids=RANGES)
def test_a_range_has_no_bound_that_no_source_gives(
    conflictcli: Conflictcli, dataset: Dataset, reports: list[Any], lines: list[str]
) -> None:
    counts = [
        count(
            f"c{n}",
            "raid",
            killed=killed,
            breakdown=[{"group": group, "killed": number} for group, number in groups],
        )
        for n, (killed, groups) in enumerate(reports)
    ]
    events = [event("raid", date="2016-03-01")]
    path = dataset(schema_version=2, events=events, casualties=counts)
    out = conflictcli("casualties", "--data", path).out
    toll = out.partition("Raid  raid")[2].partition("counted by")[0]
    assert [line.strip() for line in toll.strip().splitlines()] == lines


@pytest.mark.parametrize(
    ("group", "shown"),
    [("aid workers", "1 aid worker"), ("women", "1 woman"), ("Los Zetas", "1 Los Zetas")],
)
def test_one_of_a_group_is_in_the_singular_where_that_is_known(
    conflictcli: Conflictcli, dataset: Dataset, group: str, shown: str
) -> None:
    part = {"group": group, "killed": {"best": 1}}
    counts = [count("c", "raid", killed={"best": 2}, breakdown=[part])]
    path = dataset(schema_version=2, events=[event("raid")], casualties=counts)
    assert f"of the killed: {shown}\n" in conflictcli("casualties", "--data", path, columns=200).out
