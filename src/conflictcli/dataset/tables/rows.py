"""Records as rows of sheets, each with the name of its sheet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from conflictcli.dataset.tables.cells import CellContent
from conflictcli.dataset.tables.columns import PARTS, POSITION, SOURCES, Column, Sheet, sheets
from conflictcli.model.records import VERSION, Citation, Record
from conflictcli.model.text import join_items

Row = list[CellContent]
# What writes a row into the sheet of a name.
WriteRow = Callable[[str, Row], object]


def head_row(head: Mapping[str, Any]) -> tuple[str, Row]:
    """Return the row of what a dataset holds besides records, of the newest version."""
    values = {**head, "schema_version": VERSION}
    return "dataset", [_cell(values.get(name)) for name in sheets()["dataset"].columns]


def rows_of(record: Record) -> Iterator[tuple[str, Row]]:
    """Yield the row of a record, then those of its parts."""
    sheet = sheets()[record.table]
    yield sheet.name, [_value(record, column) for column in sheet.columns.values()]
    for name, (field, _, _) in PARTS.items():
        parts = getattr(record, field, ())
        last_plain = max((n for n, part in enumerate(parts, 1) if _is_plain(part)), default=0)
        for position, part in enumerate(parts, 1):
            if not _is_plain(part):
                place = position if position < last_plain else None
                yield name, _row_of_part(sheets()[name], record, part, place)


def ragged_texts(value: Any) -> Iterator[str]:
    """Yield the texts in a record that a sheet changes: with blanks at their ends, or empty."""
    if isinstance(value, str) and (value != value.strip() or not value):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from ragged_texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from ragged_texts(getattr(value, field.name))


def _row_of_part(sheet: Sheet, record: Record, part: Any, position: int | None) -> Row:
    own: dict[str, CellContent] = {str(sheet.record_column): record.id, POSITION: position}
    return [
        own[column.name] if column.name in own else _value(part, column)
        for column in sheet.columns.values()
    ]


def _is_plain(part: Any) -> bool:
    """Return whether it is a citation that stands in the main sheet, by its source alone."""
    return isinstance(part, Citation) and part.locator is part.quote is None


def _value(record: Any, column: Column) -> CellContent:
    if column.name == SOURCES:
        return _cell(tuple(c.source for c in record.citations if _is_plain(c)))
    value = record
    for field in column.path:
        value = getattr(value, field) if value is not None else None
    return _cell(value)


def _cell(value: Any) -> CellContent:
    """Return what a cell holds of a value: lists are joined, what is empty or false is None.

    True is a text: LibreOffice makes a formula of the boolean of a workbook.
    """
    if isinstance(value, tuple):
        value = join_items(value)
    if isinstance(value, bool):
        value = "true" if value else ""
    return None if value == "" else value
