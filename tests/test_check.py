"""A dataset whose references lead nowhere is refused, with the place of the first."""

from typing import Any

import pytest
from conftest import Conflictcli, Dataset, count, event, said

DANGLING: list[tuple[dict[str, Any], str, str]] = [
    (
        {"events": [event("raid", citations=[{"source": "x"}])]},
        "events[0].citations[0].source",
        "source",
    ),
    ({"events": [event("raid", part_of="x")]}, "events[0].part_of", "event"),
    (
        {"events": [event("raid", disagrees_with=["raid", "x"])]},
        "events[0].disagrees_with[1]",
        "event",
    ),
    (
        {"events": [event("raid", participants=[{"actor": "x", "role": "party"}])]},
        "events[0].participants[0].actor",
        "actor",
    ),
    (
        {
            "events": [
                event("raid", participants=[{"actor": "ann", "role": "party", "source": "x"}])
            ]
        },
        "events[0].participants[0].source",
        "source",
    ),
    ({"statements": [said("s", speaker="x")]}, "statements[0].speaker", "actor"),
    ({"statements": [said("s", about=["x"])]}, "statements[0].about[0]", "event"),
    ({"statements": [said("s", responds_to="x")]}, "statements[0].responds_to", "statement"),
    (
        {"statements": [said("s", disagrees_with=["x"])]},
        "statements[0].disagrees_with[0]",
        "statement",
    ),
    ({"casualties": [count("c", "x")]}, "casualties[0].event", "event"),
    (
        {"events": [event("raid")], "casualties": [count("c", "raid", counted_by="x")]},
        "casualties[0].counted_by",
        "actor",
    ),
    (
        {"actors": [{"id": "ann", "name": "Ann", "kind": "person", "member_of": "x"}]},
        "actors[0].member_of",
        "actor",
    ),
]


@pytest.mark.parametrize(("records", "place", "kind"), DANGLING)
@pytest.mark.parametrize("command", [["timeline"], ["casualties", "-f", "json"], ["search", "x"]])
def test_a_reference_that_leads_nowhere_is_refused_with_its_place(
    conflictcli: Conflictcli,
    dataset: Dataset,
    command: list[str],
    records: dict[str, Any],
    place: str,
    kind: str,
) -> None:
    path = dataset(**records)
    error = f"conflictcli: {path}: {place}: expected the id of a known {kind}, got 'x'.\n"
    assert conflictcli(*command, "--data", path) == (1, "", error)


def test_an_as_of_day_is_a_whole_day(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(events=[event("raid")], casualties=[count("c", "raid", as_of="2016-09")])
    run = conflictcli("casualties", "--data", path)
    advice = "write it as YYYY-MM-DD, like 2016-10-09.\n"
    error = f"conflictcli: {path}: casualties[0].as_of: '2016-09' is not a day: {advice}"
    assert run == (1, "", error)


@pytest.mark.parametrize("estimate", [{}, {"approximate": True}, {"best": -1}, {"low": -2}])
def test_an_estimate_gives_a_number_of_people(
    conflictcli: Conflictcli, dataset: Dataset, estimate: dict[str, Any]
) -> None:
    counts = [count("c", "raid"), count("d", "raid", injured=estimate)]
    path = dataset(events=[event("raid")], casualties=counts)
    need = "casualties[1].injured: expected low, best or high, none below 0; null is not given."
    assert conflictcli("casualties", "--data", path).err == f"conflictcli: {path}: {need}\n"


def test_a_source_with_a_bad_date_is_refused(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(sources=[{"id": "paper", "published": "May 2016"}])
    assert f"{path}: sources[0].published: 'May 2016'" in conflictcli("sources", "--data", path).err
