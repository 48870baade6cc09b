"""Workbooks of Excel (Office Open XML), read and written with openpyxl."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import IO, Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from conflictcli.dataset.tables.cells import CellContent, Day, Unreadable, of_formula
from conflictcli.dataset.tables.columns import TEXT_KINDS, sheets
from conflictcli.dataset.tables.content import Content
from conflictcli.dataset.tables.rows import Row
from conflictcli.errors import DatasetError

_TEXT = "@"
_WIDTHS = {"text": 24, "date": 14}
# An escape of a character, which programs read in a text (ECMA-376, ST_Xstring).
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", re.IGNORECASE)
# In a number format: texts in quotation marks, what a backslash precedes, conditions and colours.
_NOT_A_DATE_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read(path: str) -> dict[str, Content]:
    """Return the sheets by name; raise DatasetError for merged cells."""
    workbook = openpyxl.load_workbook(path)
    found = {}
    for sheet in workbook.worksheets:
        if sheet.merged_cells.ranges:
            merged = next(iter(sheet.merged_cells.ranges))
            raise DatasetError(
                f"{path}: sheet '{sheet.title}': the cells {merged} are merged: part them."
            )
        found[sheet.title] = Content(f"sheet '{sheet.title}'", _rows(sheet))
    return found


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[CellContent]]]:
    """Yield the rows that have cells, up to the last cell of each.

    `iter_rows` would make every cell between the first and one far off: billions of them.
    """
    for number, places in groupby(sorted(sheet._cells), itemgetter(0)):
        cells: list[CellContent] = []
        for place in places:
            content = _content(sheet._cells[place])
            if content is not None:
                cells += [None] * (place[1] - 1 - len(cells))
                cells.append(content)
        yield number, cells


def _content(cell: Any) -> CellContent:
    value = cell.value
    if cell.data_type == "f":
        return of_formula(value if isinstance(value, str) else "=")
    if cell.data_type == "e":
        return Unreadable(f"the cell has the error {value}: put a value there.")
    if isinstance(value, datetime.datetime | datetime.date):
        return _day(value, cell.number_format)
    if isinstance(value, datetime.time | datetime.timedelta):
        return Unreadable(f"the cell has a time of day ({value}): dates have days alone.")
    return _ESCAPED.sub("_", value) if isinstance(value, str) else value


def _day(value: datetime.datetime | datetime.date, number_format: str) -> Day | Unreadable:
    """Return a date as precisely as its format shows it: a day, a month or a year."""
    if isinstance(value, datetime.datetime):
        if value.time() != datetime.time():
            return Unreadable(f"the cell has a time of day ({value}): dates have days alone.")
        value = value.date()
    shown = _NOT_A_DATE_PART.sub("", number_format).lower()
    if "d" in shown:
        return Day(str(value))
    return Day(str(value)[: 7 if "m" in shown else 4])


def write(rows: Mapping[str, Sequence[Row]], out: IO[bytes]) -> None:
    """Write the rows of sheets under their headings; texts and dates are cells of text."""
    workbook = openpyxl.Workbook(write_only=True)
    for name, sheet in sheets().items():
        made = workbook.create_sheet(name)
        made.freeze_panes = "A2"
        for index, column in enumerate(sheet.columns.values(), 1):
            dimension = made.column_dimensions[get_column_letter(index)]
            dimension.width = _WIDTHS.get(column.kind, 12)
            if column.kind in TEXT_KINDS:
                dimension.number_format = _TEXT
        made.append([_heading(made, title) for title in sheet.columns])
        for row in rows[name]:
            made.append([_cell(made, value) for value in row])
    # In one piece: where the disk is full, the zip file would be closed after `out`, and complain.
    whole = BytesIO()
    workbook.save(whole)
    out.write(whole.getbuffer())


def _heading(sheet: Any, title: str) -> Any:
    cell = WriteOnlyCell(sheet, title)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: CellContent) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", value))
    cell.data_type = "s"
    cell.number_format = _TEXT
    return cell
