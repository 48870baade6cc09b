"""A table as CSV for people who sort and filter, each cell one that a spreadsheet holds."""

import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from conflictcli.formats.columns import TableColumns
from conflictcli.formats.records import only_table, rows
from conflictcli.model.results import Result
from conflictcli.model.spreadsheets import FORMULA_SIGNS, LONGEST_CELL
from conflictcli.model.text import join_items, printable, quantity

# What a spreadsheet may run as a formula, after spaces too, at the start of a cell; one that parts
# cells at semicolons sees a start after each.
_FORMULA = re.compile(f"(^|(?<=;))(?=[ \u00a0\u3000]*[{FORMULA_SIGNS}])")
_MARGIN = len("; … 1,000,000,000 more characters")


def render(result: Result, notes: list[str]) -> Iterator[str]:
    """Yield a header and one row a line, after RFC 4180 but with `\\n` line ends.

    What is to be said beside the table is added to `notes`. Raise UsageError where the answer has
    several tables.
    """
    table = only_table(result, "csv")
    columns = TableColumns(result, table).columns()
    names = [name for group in columns for name in group.names]
    yield _line(names)
    shortened: list[str] = []
    for number, row in enumerate(rows(result, table), 2):
        values = [value for group in columns for value in group.cells(row)]
        cells = [_cell(value) for value in values]
        for index, cell in enumerate(cells):
            if isinstance(cell, str) and _is_long(cell):
                cells[index] = _shortened(values[index])
                shortened.append(f"{names[index]} in line {number:,}")
        yield _line(cells)
    if shortened:
        notes.append(
            f"Shortened {quantity(len(shortened), 'cell')} to the {LONGEST_CELL:,} characters that "
            f"a spreadsheet holds, the first being {shortened[0]}. Use json for all of it."
        )


def _cell(value: Any) -> str | int | float | None:
    """Return a value as a cell; null is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        return join_items(map(_text, value))
    return _text(str(value))


@lru_cache(maxsize=4096)  # Names stand in row after row.
def _text(text: str) -> str:
    return printable(_FORMULA.sub("'", text))


def _is_long(text: str) -> bool:
    return len(text) > LONGEST_CELL // 2 and len(text) > _most(text)


def _most(text: str) -> int:
    """Return how many characters of a text a cell holds for certain."""
    return LONGEST_CELL if max(text) <= "\uffff" else LONGEST_CELL // 2


def _shortened(value: Any) -> str:
    """Return the start of a text or a list that no cell holds, and how much was left out.

    Of a few long items, like the sides of a dispute, each keeps its start; of many, the first stay.
    """
    whole = str(_cell(value))
    most = _most(whole)
    if not isinstance(value, list | tuple):
        return _start(whole, most)
    items = [_text(item) for item in value]
    share = most // len(items) - len("; ")
    if share >= 10 * _MARGIN:
        return join_items(_start(item, share - item[:share].count(";")) for item in items)
    lengths = accumulate(len(join_items([item])) + len("; ") for item in items)
    first = sum(length <= most - _MARGIN for length in lengths)
    more = f"… {len(items) - first:,} more"
    return f"{join_items(items[:first])}; {more}" if first else more


def _start(text: str, most: int) -> str:
    start = text if len(text) <= most else text[: max(0, most - _MARGIN)]
    left_out = len(text) - len(start)
    return f"{start} … {left_out:,} more characters" if left_out else text


def _line(cells: Iterable[Any]) -> str:
    import csv

    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()
