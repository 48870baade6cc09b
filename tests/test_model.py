"""How a number of people is written."""

import re
from typing import Any

import pytest
from conftest import Conflictcli, Dataset, count, event


@pytest.mark.parametrize(
    ("estimate", "written"),
    [
        ({"best": 376}, "376"),
        ({"best": 1266}, "1,266"),
        ({"best": 0}, "0"),
        ({"best": 20, "approximate": True}, "about 20"),
        ({"low": 376}, "at least 376"),
        ({"high": 30}, "up to 30"),
        ({"low": 12, "high": 20}, "12–20"),
        ({"low": 18, "best": 21, "high": 32}, "21 (18–32)"),
        ({"low": 21, "best": 21, "high": 21}, "21"),
        ({"low": 18, "best": 21}, "21 (at least 18)"),
        ({"best": 21, "high": 32}, "21 (up to 32)"),
        ({"low": 376, "approximate": True}, "at least about 376"),
        ({"low": 12, "high": 20, "approximate": True}, "about 12–20"),
        (None, "–"),
    ],
)
def test_an_estimate_is_written_as_its_source_bounds_it(
    conflictcli: Conflictcli, dataset: Dataset, estimate: Any, written: str
) -> None:
    report = count("toll", "raid", as_of="2016-03-01", killed=estimate, injured={"best": 1})
    run = conflictcli("casualties", "--data", dataset(events=[event("raid")], casualties=[report]))
    row = next(line for line in run.out.splitlines() if "1 Mar ◀" in line)
    assert re.split("  +", row)[2] == written


def test_equal_bounds_are_one_number_in_a_timeline_too(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    children = {"group": "children", "killed": {"low": 1, "high": 1}}
    report = count("toll", "raid", as_of="2016-03-01", breakdown=[children])
    path = dataset(schema_version=3, events=[event("raid")], casualties=[report])
    assert "# 1 children killed" in conflictcli("timeline", "--data", path).out
