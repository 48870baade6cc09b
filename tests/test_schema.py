"""The JSON Schema accepts what ships, and refuses every shape that validate refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli, Dataset
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
