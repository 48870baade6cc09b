"""Datasets written as the files of a folder, or as the sheets of a workbook."""

from collections.abc import Iterable, Mapping
from typing import Any

from conflictcli.dataset.tables import folder, workbook
from conflictcli.dataset.tables.columns import sheets
from conflictcli.dataset.tables.content import COMMENT
from conflictcli.dataset.tables.explained import explanation
from conflictcli.dataset.tables.rows import Row, WriteRow, head_row, ragged_texts, rows_of
from conflictcli.errors import DatasetError
from conflictcli.model.records import Record
from conflictcli.model.text import quantity

Head = Mapping[str, Any]


def write_folder(
    path: str, out: Any, head: Head, records: Iterable[Record], *, explained: bool = False
) -> list[str]:
    """Write a dataset as CSV files into the empty folder that `out` names; return notes."""
    with folder.open_folder(out.name) as write_row:
        return _write_rows(path, write_row, head, records, explained)


def write_workbook(
    path: str, out: Any, head: Head, records: Iterable[Record], *, explained: bool = False
) -> list[str]:
    """Write a dataset as a workbook, its kind by the suffix of `path`, into the file `out`.

    Return notes. Raise DatasetError for what a sheet cannot hold.
    """
    with workbook.open_workbook(path, out) as write_row:
        return _write_rows(path, write_row, head, records, explained)


def _write_rows(
    path: str, write_row: WriteRow, head: Head, records: Iterable[Record], explained: bool
) -> list[str]:
    """Write all rows, where wanted after lines that explain the columns; return notes.

    Raise DatasetError for a record that could not be read again.
    """
    for name in sheets() if explained else ():
        write_row(name, explanation(name))
    write_row(*head_row(head))
    tables: dict[str, str] = {}
    ragged: list[str] = []
    for record in records:
        table = tables.setdefault(record.id, record.table)
        if table != record.table:
            where = f"{path}: the id '{record.id}' is in {table} and in {record.table}"
            raise DatasetError(f"{where}: in sheets each record needs its own.")
        ragged += (record.id for _ in ragged_texts(record))
        for name, row in rows_of(record):
            _check(path, name, row)
            write_row(name, row)
    if not ragged:
        return []
    texts = f"{quantity(len(ragged), 'text')}, the first of '{ragged[0]}'"
    return [f"Left out blanks at the ends of {texts}; an empty text is none."]


def _check(path: str, name: str, row: Row) -> None:
    """Raise DatasetError for a row without what it must have, or that would be a comment."""
    where = f"{path}: {name}, '{row[0]}'"
    if str(row[0]).startswith(COMMENT):
        raise DatasetError(f"{where}: an id in a sheet cannot begin with {COMMENT}: change it.")
    columns = sheets()[name].columns.values()
    is_empty = {c.name: not str(cell or "").strip() for c, cell in zip(columns, row, strict=True)}
    for column in columns:
        # A field of an object is needed where another of it is given.
        given = column.is_required or not all(
            is_empty[other.name] for other in columns if other.path[:-1] == column.path[:-1] != ()
        )
        if is_empty[column.name] and given and column.is_needed:
            raise DatasetError(f"{where}, {column.name}: an empty text cannot be kept in a sheet.")
