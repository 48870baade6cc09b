"""The commands for whoever keeps a dataset: compare, check, convert and describe one."""

from collections import Counter
from dataclasses import replace

import typer

from conflictcli.cli import options as opt
from conflictcli.cli.options import examples
from conflictcli.cli.output import print_note, show
from conflictcli.dataset import files
from conflictcli.dataset.json_file import check_repeats
from conflictcli.dataset.open import is_sqlite, json_of, open_store, write
from conflictcli.errors import DatasetError, UsageError
from conflictcli.model.records import Dataset
from conflictcli.model.results import Result
from conflictcli.model.text import quantity
from conflictcli.queries.as_of import check_references

app = typer.Typer(rich_markup_mode=None)


@app.command(
    cls=opt.Command, epilog=examples("diff old.json new.json", "diff old.json new.json -f markdown")
)
def diff(
    old: opt.Old,
    new: opt.New,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> int:
    """Show what changed between two datasets."""
    from conflictcli.queries.diff import diff

    if old == new == "-":
        raise UsageError("OLD and NEW are both standard input. Name a file for one.")
    result = diff(_load_whole(old), _load_whole(new))
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)
    times = Counter(change.change for change in result.tables["changes"])
    print_note(
        ", ".join(f"{times[kind]} {kind}" for kind in ("added", "withdrawn", "corrected")) + "."
    )
    return 1 if times else 0


@app.command(cls=opt.Command, epilog=examples("validate", "validate new.json -f json"))
def validate(
    file: opt.DataFile = None,
    strict: opt.Strict = False,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> int:
    """Check a dataset: show every problem with its line."""
    from conflictcli.checks.validate import problems

    path = files.bundled_path() if file is None else file
    found = problems(json_of(path))
    if is_sqlite(path):
        found = [replace(problem, line=None) for problem in found]
    result = Result(question="validate", tables={"problems": found}, dataset=Dataset.empty(path))
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)
    severities = Counter(problem.severity for problem in found)
    errors, warnings = severities["error"], severities["warning"]
    print_note(f"{path}: {quantity(errors, 'error')}, {quantity(warnings, 'warning')}.")
    return 1 if errors or (strict and warnings) else 0


@app.command(
    cls=opt.Command,
    epilog=examples("convert ged.json ged.sqlite", "convert ged.sqlite ged.json --force"),
)
def convert(file: opt.ConvertInput, made: opt.ConvertOutput, force: opt.Force = False) -> None:
    """Make an SQLite file of a JSON dataset, or JSON of it."""
    from conflictcli.formats.terminal.progress import counted, reading

    files.check_input(file)
    files.check_output(made, force=force)
    with reading(file):
        store = open_store(file)
        if not is_sqlite(file):
            check_repeats(file)
    with files.replacing(made) as out:
        write(store, made, out, counted)


@app.command(cls=opt.Command, epilog=examples("schema", "schema > schema.json"))
def schema() -> None:
    """Print the JSON Schema of a dataset, for editors."""
    import json

    from conflictcli.checks.fields import json_schema

    print(json.dumps(json_schema(), indent=2))


def _load_whole(path: str) -> Dataset:
    """Load a dataset of which every reference leads somewhere; else raise DatasetError."""
    dataset = open_store(path).whole()
    records = [*dataset.dated, *dataset.actors]
    try:
        check_references(Result(question="", tables={"records": records}, dataset=dataset))
    except DatasetError as error:
        raise DatasetError(f"{path}: {error}") from None
    return dataset
