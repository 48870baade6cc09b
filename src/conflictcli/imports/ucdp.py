"""A dataset from a file of UCDP: of GED, releases 17 to 26, or of candidate events."""

import re
from collections.abc import Callable
from pathlib import Path

from conflictcli.imports import ucdp_columns as columns
from conflictcli.imports.flat_file import FlatFile, Watch, open_rows
from conflictcli.imports.limits import KEEP_LAST, Keep, Limits, Survey, survey
from conflictcli.imports.made import Remember
from conflictcli.imports.outcome import Imported
from conflictcli.imports.ucdp_records import Records
from conflictcli.model.records import Record

_WHAT = "a UCDP GED file"


def publication(path: str) -> columns.Publication:
    """Return what UCDP published as a file of that name."""
    return columns.publication(Path(path).name)


def read(
    path: str,
    limits: Limits,
    keep: Keep | None,
    *,
    watch: Watch,
    write: Callable[[Record], None],
    remember: Remember = dict,
) -> Imported:
    """Read a file, or the CSV file in a zip, and pass each record to `write`.

    `keep` says which of the rows of one id is taken, None that there may not be two. `watch` is
    given the stream and its size in bytes; `remember` makes the memories of what grows with the
    rows. Raise DatasetError where the file cannot be read, where a column is missing, or with the
    rows that cannot be read.
    """
    found = _survey(path, limits.country, keep, watch, remember)
    made = Records(publication(path), write, remember)
    has_limits = limits != Limits() or keep is not None

    def is_wanted(row: columns.Row, line: int) -> bool:
        if not found.wants(row.country):
            return False
        if not found.is_last(row.id, line):
            made.skipped.note("a later row has the same id: left out", line, row.id)
            return False
        return not limits.has_window or limits.may_have(columns.days(row).expression)

    with open_rows(path, watch) as file:
        cells_of = _picker(file)

        def add(line: int, cells: list[str]) -> None:
            row = columns.row_of(cells_of(cells))
            if has_limits and not is_wanted(row, line):
                return
            if first := made.line_of_id.get(row.id):
                file.advice = KEEP_LAST
                raise ValueError(f"the id {row.id} is on line {first} too")
            made.add(row, line)

        file.for_each(add)
        if not made.rows:
            raise file.error("no row is within the limits: leave one out.")
        notes = [*file.notes, *found.notes(limits.country)]
        return Imported(made.rows, made.made.sources, made.skipped.all(), notes)


def _picker(file: FlatFile) -> Callable[[list[str]], tuple[str, ...]]:
    """Return a function that picks the cells that are read.

    That is by position where candidates come without headings.
    """
    first = file.names
    if re.fullmatch(r"\d+(\.0)?", first[0] if first else ""):
        day = dict(zip(columns.IN_ORDER, first, strict=False)).get("date_start", "")
        if len(first) != len(columns.IN_ORDER) or not re.match(r"\d{4}-\d\d-\d\d", day):
            raise file.error("line 1 is a row: put the headings of the file above it.")
        file.use_names(columns.IN_ORDER)
        file.notes.append(f"no headings: the {len(first)} columns are taken in UCDP's own order.")
    return file.picker(columns.REQUIRED, optional=columns.OPTIONAL, what=_WHAT)


def _survey(
    path: str, country: str | None, keep: Keep | None, watch: Watch, remember: Remember
) -> Survey:
    """Return the countries and the repeated ids in a file, if that is needed."""
    if country is None and keep is None:
        return Survey()
    with open_rows(path, watch) as file:
        cells_of = _picker(file)

        def id_and_country(cells: list[str]) -> tuple[str, str]:
            row = columns.row_of(cells_of(cells))
            return row.id, row.country

        return survey(file, country, keep, remember, id_and_country)
