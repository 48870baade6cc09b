"""A dataset from a file of UCDP: of GED, releases 17 to 26, or of candidate events."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from conflictcli.imports import ucdp_columns as columns
from conflictcli.imports.flat_file import Watch, open_rows
from conflictcli.imports.outcome import Imported
from conflictcli.imports.ucdp_records import Records
from conflictcli.model import dates
from conflictcli.model.records import Record
from conflictcli.model.text import normalized_name


class Limits(NamedTuple):
    """The rows wanted: of a country, and those that may overlap a window, None being no limit."""

    country: str | None = None
    since: date | None = None
    until: date | None = None


def publication(path: str) -> columns.Publication:
    """Return what UCDP published as a file of that name."""
    return columns.publication(Path(path).name)


def read(path: str, limits: Limits, watch: Watch, write: Callable[[Record], None]) -> Imported:
    """Read a file, or the CSV file in a zip, and pass each record to `write`.

    `watch` is given the stream and its size in bytes. Raise DatasetError where the file cannot be
    read, where a column is missing, or with the rows that cannot be read.
    """
    made = Records(publication(path), write)
    with open_rows(path, watch) as file:
        cells_of = file.picker(columns.Row._fields, what="a UCDP GED file")

        def add(line: int, cells: list[str]) -> None:
            row = columns.Row._make(cells_of(cells))
            if _is_within(row, limits):
                made.add(row, line)

        file.for_each(add)
        if not made.rows:
            raise file.error("no row is within the limits: leave one out.")
        return Imported(made.rows, len(made.sources) + 1, made.skipped.all(), file.notes)


def _is_within(row: columns.Row, limits: Limits) -> bool:
    """Return whether a row is wanted; raise ValueError or DateError for unreadable dates."""
    if limits.country and normalized_name(row.country) != normalized_name(limits.country):
        return False
    return dates.overlaps(columns.days(row), since=limits.since, until=limits.until)
