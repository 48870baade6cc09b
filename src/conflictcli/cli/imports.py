"""The commands that make a dataset from a file of another recorder."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from typing import Any

import typer

from conflictcli.cli import file_options as file_opt
from conflictcli.cli import options as opt
from conflictcli.cli.options import examples
from conflictcli.cli.output import StandardOutput, print_note
from conflictcli.dataset import files
from conflictcli.dataset.replacing import replacing
from conflictcli.dataset.write import check_output, memory_for, open_writer
from conflictcli.imports.outcome import Imported
from conflictcli.model.records import Record
from conflictcli.model.scope import check_window
from conflictcli.model.text import quantity

app = typer.Typer(help="Make a dataset from a file of a recorder.", rich_markup_mode=None)


@app.command(
    cls=opt.Command,
    epilog=examples(
        "import ucdp ged.csv -o ged.json", "import ucdp ged.csv --country Syria > syria.json"
    ),
)
def ucdp(
    file: file_opt.GedFile,
    output: file_opt.Output = None,
    country: file_opt.Country = None,
    since: opt.Since = None,
    until: opt.Until = None,
    keep: file_opt.Keep = None,
    force: file_opt.Force = False,
) -> None:
    """Make a dataset from a UCDP GED file."""
    from conflictcli.formats.terminal.progress import watched
    from conflictcli.imports import ucdp
    from conflictcli.imports.limits import Limits

    published = ucdp.publication(file)
    limits = Limits(country, since, until)
    _make_dataset(
        lambda write, remember: ucdp.read(
            file, limits, keep, watch=watched, write=write, remember=remember
        ),
        file,
        output,
        head={"title": published.name, "license": published.license},
        window=(since, until),
        force=force,
    )


@app.command(
    cls=opt.Command,
    epilog=examples(
        "import acled acled.csv -o acled.sqlite", "import acled acled.csv --dates dmy > acled.json"
    ),
)
def acled(
    file: file_opt.AcledFile,
    dates: file_opt.Dates = None,
    keep: file_opt.Keep = None,
    output: file_opt.Output = None,
    country: file_opt.Country = None,
    since: opt.Since = None,
    until: opt.Until = None,
    force: file_opt.Force = False,
) -> None:
    """Make a dataset from an export of ACLED."""
    table(file, "acled", dates, keep, output, country, since, until, force)


@app.command(
    cls=opt.Command,
    epilog=examples(
        "import table incidents.csv --map airwars -o airwars.json",
        "import table schools.csv --map schools.toml > schools.json",
    ),
)
def table(
    file: file_opt.TableFile,
    map: file_opt.MapFile,
    dates: file_opt.Dates = None,
    keep: file_opt.Keep = None,
    output: file_opt.Output = None,
    country: file_opt.Country = None,
    since: opt.Since = None,
    until: opt.Until = None,
    force: file_opt.Force = False,
) -> None:
    """Make a dataset from a table, with a map of its columns."""
    from conflictcli.formats.terminal.progress import watched
    from conflictcli.imports.limits import Limits
    from conflictcli.imports.maps import load
    from conflictcli.imports.table import Asked, read

    map_file, keys = load(map)
    asked = Asked(map_file, keys, dates, Limits(country, since, until), keep)
    _make_dataset(
        lambda write, remember: read(file, asked, watch=watched, write=write, remember=remember),
        file,
        output,
        head={"title": keys.title, "description": keys.description, "license": keys.license},
        window=(since, until),
        force=force,
    )


def _make_dataset(
    read: Callable[[Callable[[Record], None], Callable[[], Any]], Imported],
    file: str,
    output: str | None,
    *,
    head: dict[str, Any],
    window: tuple[date | None, date | None],
    force: bool,
) -> None:
    """Write the records that `read` passes on, and print what it made and what it left out.

    `read` is given what writes a record, and what makes memories of what grows with the rows.
    `head` is what the dataset holds besides records, like its title. Raise UsageError for a window
    that ends before it begins, or an output that would be lost, DatasetError for the input.
    """
    check_window(*window)
    files.check_input(file)
    output = None if output == "-" else output
    if output is not None:
        check_output(output, input=file, force=force)
    written = replacing(output, force=force) if output else nullcontext(StandardOutput())
    with written as out, open_writer(output or "", out, head) as write_record:
        imported = read(write_record, memory_for(output or ""))
    for note in imported.notes:
        print_note(note)
    for reason, times, line, id in imported.skipped:
        print_note(f"{quantity(times, 'row')}: {reason} (first: line {line}, id {id}).")
    print_note(f"{quantity(imported.events, 'event')}, {quantity(imported.sources, 'source')}.")
