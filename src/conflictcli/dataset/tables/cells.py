"""What the cells of a sheet mean: spreadsheets turn days, numbers and texts into one another."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from math import isfinite
from typing import Any, get_args

from conflictcli.dataset.tables.columns import Column, Kind
from conflictcli.errors import DateError
from conflictcli.model import dates
from conflictcli.model.spreadsheets import FORMULA_SIGNS
from conflictcli.model.text import split_items
from conflictcli.model.typed_dates import AmbiguousDayError, Form, point

# What stands in the cell of a sheet.
CellContent = str | int | float | bool | None
# A text that a spreadsheet would run as a formula, after any apostrophes that keep it from that.
_GUARDED = re.compile(f"(?='*[{FORMULA_SIGNS}])")
_WHOLE = re.compile(r"[0-9]{1,15}(?:\.0+)?|[0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3}){1,4}")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}")
# What programs add to a day that has no time.
_MIDNIGHT = re.compile(r"[ T](?:00?:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)(?:Z|\+00:?00)?$")
_YEAR = re.compile(r"[12][0-9]{3}\.0+")
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Day(str):
    """A date that a spreadsheet keeps as such: a day, a month or a year, as it shows it."""


class Unreadable(str):
    """Why a cell cannot be read, and what to do."""


class CellError(Exception):
    """Raised for a cell without one meaning, with what is wrong and what to do."""


def of_formula(formula: str) -> bool | Unreadable:
    """Return what a formula is read as: LibreOffice writes a boolean as one, others are refused."""
    if formula.upper() in ("=TRUE()", "=FALSE()"):
        return formula.upper() == "=TRUE()"
    return Unreadable(f"the cell has a formula ({formula[:60]}): put its value there.")


def meaning(cell: CellContent, column: Column) -> Any:
    """Return the value of a cell, None where it is empty; raise CellError.

    What has no meaning under its column is returned as it stands: the rules of records tell of it.
    """
    if isinstance(cell, Unreadable):
        raise CellError(str(cell))
    if isinstance(cell, float) and not isfinite(cell):
        raise CellError(f"{cell} is no number that can be kept: type another.")
    if isinstance(cell, Day) and column.kind != "date":
        raise CellError(
            f"the spreadsheet made a date of it ({cell}): format the column as text, and type it "
            "again."
        )
    if isinstance(cell, str) and not isinstance(cell, Day):
        cell = cell.strip()
    if cell is None or cell == "":
        return None
    value = _READERS[column.kind](cell)
    return split_items(value) if column.is_list and isinstance(value, str) else value


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe comes before it."""
    return f"'{text}" if _GUARDED.match(text) else text


def _text(cell: CellContent) -> Any:
    if isinstance(cell, bool):
        raise CellError(
            f"the spreadsheet made {cell} of it: format the column as text, and type it again."
        )
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def _date(cell: CellContent) -> Any:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(int(cell)) if cell == int(cell) else str(cell)
    text = re.sub(r"\.0+$", "", str(cell)) if _YEAR.fullmatch(str(cell)) else str(cell)
    try:
        dates.interval(text)
    except DateError:
        return _typed(text)
    return text


def _typed(text: str) -> str:
    """Return a day as typed in another form, what is none as it stands; raise CellError."""
    if _TIME.search(text) and not _MIDNIGHT.search(text):
        raise CellError(f"'{text}' has a time of day: dates have days alone.")
    try:
        return point(text, None)
    except AmbiguousDayError:
        days = sorted(set(_days(text)))
        if not days:
            return text
        raise CellError(
            f"'{text}' may be {' or '.join(days)}: write the one that is meant."
        ) from None
    except ValueError:
        return text


def _days(text: str) -> Iterator[str]:
    """Yield the days that a text may be, one of each form in which it is in the calendar."""
    for form in get_args(Form):
        with suppress(ValueError):
            yield point(text, form)


def _whole_number(cell: CellContent) -> Any:
    if isinstance(cell, str) and _WHOLE.fullmatch(cell):
        return int(re.sub(r"\.0+$|[^0-9]", "", cell))
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def _number(cell: CellContent) -> Any:
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        number = float(cell.replace(",", "."))
        return number if isfinite(number) else cell
    return cell


def _true_or_false(cell: CellContent) -> Any:
    return _WORDS.get(str(cell).lower().removesuffix(".0"), cell)


_READERS: Mapping[Kind, Callable[[CellContent], Any]] = {
    "text": _text,
    "date": _date,
    "whole number": _whole_number,
    "number": _number,
    "true or false": _true_or_false,
}
