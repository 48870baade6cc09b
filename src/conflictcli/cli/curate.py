"""The commands for whoever keeps a dataset: compare, check, convert and describe one."""

import shlex
from collections import Counter

import typer

from conflictcli.cli import file_options as file_opt
from conflictcli.cli import options as opt
from conflictcli.cli.options import examples
from conflictcli.cli.output import print_note, show
from conflictcli.dataset import files
from conflictcli.dataset.kinds import kind_of_output
from conflictcli.dataset.open import open_store, open_tables
from conflictcli.dataset.problems import problems
from conflictcli.dataset.replacing import replacing
from conflictcli.dataset.write import check_output, write, write_example
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
    old: file_opt.Old,
    new: file_opt.New,
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
    file: file_opt.DataFile = None,
    strict: file_opt.Strict = False,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> int:
    """Check a dataset: show every problem with its line."""
    from conflictcli.formats.terminal.progress import bar

    path = files.bundled_path() if file is None else file
    found = problems(path, bar)
    result = Result(question="validate", tables={"problems": found}, dataset=Dataset.empty(path))
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)
    severities = Counter(problem.severity for problem in found)
    errors, warnings = severities["error"], severities["warning"]
    print_note(f"{path}: {quantity(errors, 'error')}, {quantity(warnings, 'warning')}.")
    return 1 if errors or (strict and warnings) else 0


@app.command(
    cls=opt.Command,
    epilog=examples("convert ged.json ged.sqlite", "convert ged.sqlite ged.xlsx --force"),
)
def convert(
    file: file_opt.ConvertInput, made: file_opt.DatasetOutput, force: file_opt.Force = False
) -> None:
    """Convert a dataset to JSON, SQLite, a workbook or CSV files."""
    from conflictcli.formats.terminal.progress import counted

    if file != "-":
        files.check_input(file)
    check_output(made, force=force)
    with open_tables(file) as (head, tables), replacing(made, force=force) as out:
        notes = write(made, out, head, tables, watch=counted)
    for note in notes:
        print_note(note)


@app.command(cls=opt.Command, epilog=examples("new my-dataset/", "new my-dataset.xlsx"))
def new(made: file_opt.DatasetOutput, force: file_opt.Force = False) -> None:
    """Make a small example of a dataset, to type over."""
    check_output(made, force=force)
    with replacing(made, force=force) as out:
        write_example(made, out)
    check = f"conflictcli validate {shlex.quote(made)}"
    # Which no editor opens.
    typed = "ask it, or" if kind_of_output(made) == "sqlite" else "type over it, then"
    print_note(f"{made} is a small example: {typed} run {check}.")


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
