"""The JSON Schema accepts what ships, and refuses every shape that validate refuses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli, Dataset, event
from jsonschema import Draft202012Validator
from test_check import ERRORS, Records

ROOT = Path(__file__).parents[1]
# Found by comparing records, or in the text itself, which a schema never sees.
BEYOND = {
    *("duplicate-id", "dangling-reference", "cycle", "shared-name", "repeated-group"),
    "differs-from-itself",
}
SHAPES = [(rule, case[0]) for rule in sorted(ERRORS.keys() - BEYOND) for case in ERRORS[rule]]


@pytest.fixture
def schema(conflictcli: Conflictcli) -> Any:
    return conflictcli("schema").json


def test_it_is_a_schema_of_2020_12(schema: Any) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_dataset_that_ships_fits(schema: Any) -> None:
    with (ROOT / "data" / "events.json").open(encoding="utf-8") as file:
        assert list(Draft202012Validator(schema).iter_errors(json.load(file))) == []


@pytest.mark.parametrize(("rule", "records"), SHAPES)
def test_every_wrong_shape_that_validate_finds_the_schema_finds(
    schema: Any, dataset: Dataset, rule: str, records: Records
) -> None:
    with Path(dataset(**records)).open(encoding="utf-8") as file:
        wrong = list(Draft202012Validator(schema).iter_errors(json.load(file)))
    days = [event.get("date") for event in records.get("events", []) if isinstance(event, dict)]
    assert bool(wrong) != ("2016-02-30" in days)  # A schema knows no calendar.


@pytest.mark.parametrize(
    ("record", "is_sound"),
    [
        (event("raid", date="2016-12-31"), True),
        (event("raid", date="[2016-09..2016-12-31]"), True),
        (event("raid", date="2016-13"), False),
        (event("raid", date="2016-00-09"), False),
        (event("raid", date="2016-09-32"), False),
        (event("raid", date="2016-09-01/2016-13"), False),
        (event("raid", date="2016-09-09\n"), False),
        (event("raid\n"), False),
    ],
)
def test_a_pattern_is_of_the_calendar_and_of_the_whole_text(
    schema: Any, record: dict[str, Any], is_sound: bool
) -> None:
    dataset = {"schema_version": 3, "title": "", "events": [record]}
    assert Draft202012Validator(schema).is_valid(dataset) == is_sound


def test_each_pattern_says_in_words_what_is_expected_and_any_program_can_read_it(
    schema: Any,
) -> None:
    texts = list(_with_pattern(schema))
    assert {text["errorMessage"] for text in texts} == {
        "Expected an id: a-z, 0-9, '.', '_' and '-' after a first letter or digit.",
        "Expected a day: YYYY-MM-DD, like 2016-10-09.",
        "Expected a date: the forms are YYYY-MM-DD, YYYY-MM, YYYY, FROM/TO, FROM/.., [FROM..TO], "
        "[..TO] and [FROM..], and a year has four digits, 1000 to 2999.",
    }
    for text in texts:
        assert text["errorMessage"].lower() == f"expected {text['description']}.".lower()
        assert re.search(r"\(\?[^:]", text["pattern"]) is None


def _with_pattern(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the parts of a schema that have a pattern, but what must not be there."""
    if isinstance(part, list):
        part = dict(enumerate(part))
    if isinstance(part, dict):
        if "pattern" in part:
            yield part
        for name, value in part.items():
            if name != "not":
                yield from _with_pattern(value)
