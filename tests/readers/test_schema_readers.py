"""The JSON Schema in other programs: each finds the same right and wrong, in words where it can."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli, count, event
from programs import program, python, run

pytestmark = pytest.mark.slow
DATE = (
    "Expected a date: the forms are YYYY-MM-DD, YYYY-MM, YYYY, FROM/TO, FROM/.., [FROM..TO], "
    "[..TO] and [FROM..], and a year has four digits, 1000 to 2999."
)
WRONG = {
    "month 13": {"events": [event("raid", date="2016-13")]},
    "line break": {"events": [event("raid", date="2016-10\n")]},
    "no number": {"casualties": [count("c", "raid", killed={"approximate": True})]},
    "no slug": {"events": [event("a raid")]},
}
# Print for each file whether it fits the schema.
JSONSCHEMA_RS = """
import json, sys, jsonschema_rs
schema, *files = [json.load(open(name, encoding="utf-8")) for name in sys.argv[1:]]
validator = jsonschema_rs.validator_for(schema)
print(json.dumps([validator.is_valid(file) for file in files]))
"""
AJV = """
const fs = require("fs"), Ajv = require("ajv/dist/2020").default;
const [schema, ...files] = process.argv.slice(2).map(name => JSON.parse(fs.readFileSync(name)));
const validate = require("ajv-errors")(new Ajv({allErrors: true})).compile(schema);
console.log(JSON.stringify(files.map(file => validate(file))));
"""
VS_CODE = """
const fs = require("fs"), service = require("vscode-json-languageservice");
const [schema, text] = process.argv.slice(2).map(name => fs.readFileSync(name, "utf-8"));
const json = service.getLanguageService({});
json.configure({validate: true, schemas: [
  {uri: "s:/schema.json", fileMatch: ["*"], schema: JSON.parse(schema)}]});
const file = service.TextDocument.create("f:/data.json", "json", 1, text);
json.doValidation(file, json.parseJSONDocument(file)).then(
  found => console.log(JSON.stringify(found.map(problem => problem.message))));
"""
DECODED = """
import sys, msgspec, model
data = msgspec.json.decode(open(sys.argv[1], "rb").read(), type=model.Dataset)
print(sum(report.killed.best for report in data.casualties
          if isinstance(report.killed, model.Estimate) and isinstance(report.killed.best, int)))
"""


@pytest.fixture
def files(conflictcli: Conflictcli, tmp_path: Path) -> list[str]:
    """Write the schema, a dataset that fits it, and those that do not."""
    (tmp_path / "schema.json").write_text(conflictcli("schema").out, encoding="utf-8")
    shutil.copy(EVENTS, tmp_path / "right.json")
    for name, tables in WRONG.items():
        content = {"schema_version": 3, "title": "Small", **tables}
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return [str(tmp_path / f"{name}.json") for name in ("schema", "right", *WRONG)]


def test_jsonschema_rs_finds_what_is_wrong(files: list[str], tmp_path: Path) -> None:
    fits = json.loads(run(python(), "-c", JSONSCHEMA_RS, *files, folder=tmp_path))
    assert fits == [True, *[False] * len(WRONG)]


def test_ajv_finds_what_is_wrong(files: list[str], tmp_path: Path) -> None:
    (tmp_path / "ajv.cjs").write_text(AJV, encoding="utf-8")
    fits = json.loads(run(program("node"), "ajv.cjs", *files, folder=tmp_path))
    assert fits == [True, *[False] * len(WRONG)]


def test_vs_code_says_what_is_expected(files: list[str], tmp_path: Path) -> None:
    schema, right, month_13, *_ = files
    (tmp_path / "code.cjs").write_text(VS_CODE, encoding="utf-8")

    def problems(file: str) -> Any:
        return json.loads(run(program("node"), "code.cjs", schema, file, folder=tmp_path))

    assert (problems(right), problems(month_13)) == ([], [DATE])


def test_code_that_is_generated_for_msgspec_reads_the_dataset(
    files: list[str], tmp_path: Path
) -> None:
    options = ["--input-file-type", "jsonschema", "--output-model-type", "msgspec.Struct"]
    names = ["--input", files[0], "--output", "model.py"]
    run(program("datamodel-codegen"), *names, *options, folder=tmp_path)
    counts = json.loads(EVENTS.read_text(encoding="utf-8"))["casualties"]
    best = sum((report.get("killed") or {}).get("best") or 0 for report in counts)
    assert int(run(python(), "-c", DECODED, files[1], folder=tmp_path)) == best
