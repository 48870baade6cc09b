"""The commands for who keeps a dataset: compare, check, describe and make one."""

import sys
from collections import Counter

import typer

from conflictcli import options, query, storage
from conflictcli.answering import app, number, tell, write
from conflictcli.answers import Answer
from conflictcli.cells import View
from conflictcli.errors import DatasetError, UsageError
from conflictcli.examples import epilog
from conflictcli.model import Dataset
from conflictcli.printable import json_escaped
from conflictcli.records import WHOLE, dated
from conflictcli.scope import window


@app.command(epilog=epilog("diff"))
def diff(
    old: options.Old,
    new: options.New,
    format: options.As = "table",
    limit: options.Rows = 200,
    color: options.Colors = "auto",
) -> int:
    """Show what changed between two datasets."""
    from conflictcli import dataset_tables
    from conflictcli.changes import changes

    if old == new == "-":
        raise UsageError("OLD and NEW are both standard input: name a file for one.")
    answer = changes(*map(_sound, (old, new)))
    found = answer.tables["changes"]
    write(
        dataset_tables.changes(answer),
        View(answer.dataset, f"diff {old} {new}"),
        format,
        limit,
        color,
    )
    kinds = Counter(change.change for change in found)
    tell(", ".join(f"{kinds[kind]} {kind}" for kind in ("added", "withdrawn", "corrected")) + ".")
    return 1 if found else 0


def _sound(path: str) -> Dataset:
    """Load a dataset of which every reference leads somewhere; else raise DatasetError."""
    dataset = storage.opened(path)(WHOLE)
    try:
        query.check_links(Answer({"records": [*dated(dataset), *dataset.actors]}, dataset))
    except DatasetError as error:
        raise DatasetError(f"{path}: {error}") from None
    return dataset


@app.command(epilog=epilog("validate"))
def validate(
    file: options.File = None,
    format: options.As = "table",
    limit: options.Rows = 200,
    color: options.Colors = "auto",
) -> int:
    """Show every problem of a dataset with its line."""
    from conflictcli import check, dataset_tables

    path = storage.shipped() if file is None else file
    found = check.problems(storage.read(path))
    errors = sum(problem.severity == "error" for problem in found)
    view = View(Dataset(schema_version=1, title=path), "validate")
    write(dataset_tables.problems(found), view, format, limit, color)
    warnings = len(found) - errors
    tell(f"{path}: {number(errors, 'error')}, {number(warnings, 'warning')}.")
    return 1 if errors else 0


@app.command("schema", epilog=epilog("schema"))
def schema_() -> None:
    """Print the JSON Schema of a dataset, for editors."""
    import json

    from conflictcli import shape

    print(json.dumps(shape.schema(), indent=2))


imports = typer.Typer(help="Make a dataset from UCDP data.", rich_markup_mode=None)
app.add_typer(imports, name="import")


@imports.command(epilog=epilog("ucdp"))
def ucdp(
    file: options.GedFile,
    output: options.Output = None,
    country: options.Country = None,
    since: options.Since = None,
    until: options.Until = None,
    force: options.Force = False,
) -> None:
    """Make a dataset from a UCDP GED file."""
    from conflictcli import ucdp
    from conflictcli.formats.progress import watched

    window(since, until)
    storage.check_file(file)
    if output and not force:
        storage.check_free(output)
    made, set_aside = ucdp.load(file, ucdp.Limits(country, since, until), watched)
    if output:
        storage.save(made, output)
    else:
        for part in storage.encoded(made):
            sys.stdout.write(json_escaped(part.decode(), sys.stdout.encoding))
    for reason, times, line, id in set_aside:
        tell(f"{number(times, 'row')}: {reason} (first: line {line}, id {id}).")
    tell(f"{number(len(made.events), 'event')}, {number(len(made.sources), 'source')}.")
