"""Sheets as read from files, and what each row of them means under its headings."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from conflictcli.dataset.tables.cells import CellContent, CellError, meaning
from conflictcli.dataset.tables.columns import Sheet
from conflictcli.model.rows import Problem

# A row that explains the columns begins so, and is no record.
COMMENT = "#"
# What stands in a CSV file where a formula failed.
_FORMULA_ERROR = re.compile(r"#(?:REF!|NAME\?|N/A|DIV/0!|VALUE!|NUM!|NULL!)")


class Content(NamedTuple):
    """The rows of a sheet with their numbers, from 1; `label` names it in messages."""

    label: str
    rows: Iterable[tuple[int, Sequence[CellContent]]]


class MeantRow(NamedTuple):
    """The number of a row, and its values by column, those that are empty left out."""

    number: int
    values: Mapping[str, Any]


def is_filled(cells: Iterable[CellContent]) -> bool:
    """Return whether any cell of a row holds something."""
    return any(cell is not None and str(cell).strip() for cell in cells)


def place(label: str, row: int | None = None, column: str | None = None) -> str:
    """Return where something stands, in words."""
    parts = [label, row and f"row {row}", column and f"column {column}"]
    return ", ".join(part for part in parts if part)


def error(rule: str, where: str, message: str, row: int | None = None) -> Problem:
    """Return a problem that keeps a sheet from being read."""
    return Problem(rule, "error", where, None, row, message)


class SheetReader:
    """Reads the rows of a sheet by its headings, and gathers the problems of both."""

    def __init__(self, sheet: Sheet, content: Content) -> None:
        self.sheet = sheet
        self.label = content.label
        self.problems: list[Problem] = []
        self._rows = iter(content.rows)

    def rows(self) -> list[MeantRow]:
        """Return the rows that are records or parts of them; none where the headings are wrong."""
        number, headings = next(self._filled(), (1, []))
        names = [str(heading or "").strip() for heading in headings]
        self.problems += self._wrong_headings(number, names)
        if self.problems:
            return []
        key = next(iter(self.sheet.columns))
        at = names.index(key) if key in names else None
        rows = []
        for number, cells in self._filled():
            if at is None or at >= len(cells) or not _is_comment(str(cells[at])):
                rows.append(MeantRow(number, dict(self._values(number, names, cells))))
        return rows

    def _filled(self) -> Iterator[tuple[int, Sequence[CellContent]]]:
        return ((number, cells) for number, cells in self._rows if is_filled(cells))

    def _wrong_headings(self, number: int, names: Sequence[str]) -> Iterator[Problem]:
        where = place(self.label, number)
        for name, times in Counter(filter(None, names)).items():
            if times > 1:
                message = f"the heading '{name}' is given {times} times: keep one."
                yield error("bad-sheet", where, message, number)
            if name not in self.sheet.columns:
                near = get_close_matches(name, self.sheet.columns, n=1)
                hint = f"did you mean '{near[0]}'?" if near else self._columns_there_are()
                message = f"there is no column '{name}': {hint}"
                yield error("bad-sheet", where, message, number)
        for column in self.sheet.columns.values():
            if column.is_required and column.name not in names:
                message = f"the column '{column.name}' is missing: add its heading."
                yield error("bad-sheet", where, message, number)

    def _columns_there_are(self) -> str:
        return f"the columns are {', '.join(self.sheet.columns)}."

    def _values(
        self, number: int, names: Sequence[str], cells: Sequence[CellContent]
    ) -> Iterator[tuple[str, Any]]:
        for index, cell in enumerate(cells):
            name = names[index] if index < len(names) else ""
            if not name:
                if is_filled([cell]):
                    message = f"'{cell}' stands under no heading: name its column, or delete it."
                    where = place(self.label, number, _letters(index))
                    self.problems.append(error("bad-cell", where, message, number))
                continue
            try:
                value = meaning(cell, self.sheet.columns[name])
            except CellError as wrong:
                where = place(self.label, number, name)
                self.problems.append(error("bad-cell", where, str(wrong), number))
                continue
            if value is not None and value is not False and value != []:
                yield name, value


def _is_comment(first: str) -> bool:
    """Return whether a row with that first cell is no record; a failed formula is a mistake."""
    return first.startswith(COMMENT) and not _FORMULA_ERROR.fullmatch(first)


def _letters(index: int) -> str:
    """Return the letters by which a spreadsheet names a column, the first being A."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
