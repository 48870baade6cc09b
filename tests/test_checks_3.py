"""Rules of validate on dates of sources, records that stand twice, and numbers that are none."""

from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli, Dataset, count, event, said


def problems(conflictcli: Conflictcli, path: str) -> list[tuple[str, str]]:
    run = conflictcli("validate", path, "-f", "json")
    return [(problem["rule"], problem["where"]) for problem in run.json["problems"]]


def test_a_count_as_of_a_day_after_its_only_source_is_a_warning(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        schema_version=2,
        sources=[{"id": "paper", "title": "Report", "published": "2020-05-03"}],
        events=[event("e1", date="2020-05-01")],
        casualties=[count("c1", "e1", as_of="2020-05-30", killed={"best": 9})],
    )
    run = conflictcli("validate", "--strict", path)
    assert run.code == 1
    assert run.err == f"conflictcli: {path}: no errors, 1 warning.\n"
    told = "2020-05-30 is after 2020-05-03, when its only source was published."
    assert told in " ".join(conflictcli("validate", path, columns=200).out.split())
    assert "warning later-than-source" in run.out


def test_a_statement_dated_after_its_only_source_is_a_warning(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        sources=[{"id": "paper", "title": "Report", "published": "2020-05-02"}],
        statements=[said("s1", date="2020-08-02")],
    )
    assert problems(conflictcli, path) == [("later-than-source", "statements[0].date")]


SOURCES = [
    {"id": "paper", "published": "2020-05-03"},
    {"id": "copy", "published": "2020-05-04", "copy_of": "paper"},
    {"id": "undated-copy", "copy_of": "paper"},
    {"id": "other", "published": "2020-05-01"},
    {"id": "undated"},
    {"id": "may", "published": "2020-05"},
    {"id": "a", "published": "2020-05-03", "copy_of": "b"},
    {"id": "b", "published": "2020-05-03", "copy_of": "a"},
]


@pytest.mark.parametrize(
    ("cited", "day", "is_told"),
    [
        (["paper"], "2020-05-04", True),
        (["paper"], "2020-05-03", False),
        (["paper"], "2020-05", False),
        (["paper"], "[2020-05-03..2020-05-09]", False),
        (["paper"], None, False),
        (["undated-copy"], "2020-05-04", True),
        (["paper", "copy"], "2020-05-05", True),
        (["paper", "copy"], "2020-05-04", False),
        (["paper", "other"], "2020-05-04", False),
        (["undated"], "2020-05-04", False),
        (["may"], "2020-05-31", False),
        (["may"], "2020-06-01", True),
        (["a"], "2020-05-04", True),
    ],
)
def test_only_what_is_certainly_later_than_one_source_and_its_copies_is_told(
    conflictcli: Conflictcli, dataset: Dataset, cited: list[str], day: str | None, is_told: bool
) -> None:
    statement = said("s1", date=day, citations=[{"source": id} for id in cited])
    path = dataset(schema_version=2, sources=SOURCES, statements=[statement])
    found = [problem for problem in problems(conflictcli, path) if problem[0] != "cycle"]
    assert found == ([("later-than-source", "statements[0].date")] if is_told else [])


@pytest.mark.parametrize("cited", ["first", "copy"])
def test_of_sources_that_copy_each_other_the_original_is_the_last_before_the_circle_closes(
    conflictcli: Conflictcli, dataset: Dataset, cited: str
) -> None:
    path = dataset(
        schema_version=2,
        sources=[
            {"id": "first", "copy_of": "second"},
            {"id": "second", "copy_of": "third"},
            {"id": "third", "published": "2020-05-03", "copy_of": "first"},
            {"id": "copy", "copy_of": "first"},
        ],
        statements=[said("s1", date="2020-05-04", citations=[{"source": cited}])],
    )
    assert ("later-than-source", "statements[0].date") in problems(conflictcli, path)


def test_a_record_that_differs_from_itself_is_an_error(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("e1", disagrees_with=["e1"])],
        statements=[said("a1", disagrees_with=["a1"])],
    )
    assert conflictcli("validate", path).code == 1
    assert problems(conflictcli, path) == [
        ("differs-from-itself", "events[0].disagrees_with[0]"),
        ("differs-from-itself", "statements[0].disagrees_with[0]"),
    ]


def test_numbers_of_a_group_that_do_not_rise_are_a_warning(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    groups = [
        {"group": "children", "killed": {"low": 9, "best": 3, "high": 1}},
        {"group": "women", "injured": {"low": 8, "high": 2}, "killed": {"low": 1, "high": 2}},
    ]
    path = dataset(
        schema_version=2, events=[event("e1")], casualties=[count("c1", "e1", breakdown=groups)]
    )
    assert problems(conflictcli, path) == [
        ("estimate-order", "casualties[0].breakdown[0].killed"),
        ("estimate-order", "casualties[0].breakdown[1].injured"),
    ]


TOWN = {"name": "Redtown", "latitude": 1.5, "longitude": 2}


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        ({}, True),
        ({"summary": "More of it."}, True),
        ({"title": "Other"}, False),
        ({"date": "2020-05-02"}, False),
        ({"date": None}, False),
        ({"kind": "shelling"}, False),
        ({"place": None}, False),
        ({"place": {**TOWN, "name": "Bluetown"}}, False),
        ({"place": {**TOWN, "latitude": 2}}, False),
    ],
)
def test_two_events_of_one_title_date_place_and_kind_are_a_warning(
    conflictcli: Conflictcli, dataset: Dataset, change: dict[str, Any], is_told: bool
) -> None:
    first = event("e1", title="Raid", date="2020-05-01", place=TOWN)
    path = dataset(events=[first, {**first, "id": "e2", **change}])
    assert problems(conflictcli, path) == ([("repeated-event", "events[1]")] if is_told else [])


NAN = """{
 "schema_version": 2,
 "title": "t",
 "sources": [{"id": "s1", "title": "R"}],
 "events": [
  {
   "id": "e1",
   "title": "NaN and Infinity, \\"NaN",
   "kind": "k",
   "place": {
    "name": "P",
    "latitude": NaN,
    "longitude": 1
   },
   "citations": [{"source": "s1"}]
  }
 ]
}
"""


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_a_number_that_json_cannot_hold_has_its_own_line_and_column(
    conflictcli: Conflictcli, tmp_path: Path, number: str
) -> None:
    path = tmp_path / "nan.json"
    path.write_text(NAN.replace('latitude": NaN', f'latitude": {number}'))
    [problem] = conflictcli("validate", str(path), "-f", "json").json["problems"]
    wanted = f"column 17: expected a number that JSON can hold, got {number}."
    assert (problem["rule"], problem["line"], problem["message"]) == ("broken-json", 12, wanted)
    told = conflictcli("timeline", "--data", str(path)).err
    assert told.startswith(f"conflictcli: {path}: line 12, {wanted} See ")


def test_the_dataset_that_ships_breaks_none_of_the_new_rules_until_a_day_is_changed(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    assert conflictcli("validate", "--strict").code == 0
    text = EVENTS.read_text(encoding="utf-8")
    path = tmp_path / "events.json"
    path.write_text(text.replace('"as_of": "2016-10-09"', '"as_of": "2019-10-09"'))
    rules = {rule for rule, _ in problems(conflictcli, str(path))}
    assert rules == {"later-than-source"}


def test_a_thousand_records_that_are_all_alike_are_told_each_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [{**event("e"), "id": f"e{n}"} for n in range(1000)]
    found = problems(conflictcli, dataset(events=events))
    assert found == [("repeated-event", f"events[{n}]") for n in range(1, 1000)]
