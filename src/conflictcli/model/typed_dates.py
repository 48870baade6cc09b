"""Dates as people and spreadsheets write them, read where they have one meaning."""

import re
from datetime import date
from typing import Literal

from conflictcli.errors import DateError

Order = Literal["dmy", "mdy"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MONTH_OF = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name: number for number, name in enumerate(_FULL, 1)},
    "sept": 9,
}
# A time of midnight, which programs add to a day that has none.
_MIDNIGHT = r"(?:[T ](?:00?:00(?::00(?:\.0+)?)?|12:00(?::00)? ?AM)(?:Z|\+00:?00)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_MIDNIGHT}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_MIDNIGHT}", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"([a-z]+)\.?[ -](\d{4})", re.IGNORECASE)


def typed_date(text: str, order: Order | None = None) -> str | None:
    """Return the expression of a day or a month as typed, None where it has no known form.

    `order` tells whether the day or the month comes first in numbers like 3/4/2020. Raise DateError
    for such numbers without it, and for a day that no calendar has.
    """
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(text, int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        return _of_numbers(text, int(found[1]), int(found[3]), int(found[4]), order)
    if found := _DAY_MONTH.fullmatch(text):
        return _of_month(text, found[2], int(found[3]), int(found[1]))
    if found := _MONTH_DAY.fullmatch(text):
        return _of_month(text, found[1], int(found[3]), int(found[2]))
    if found := _MONTH_YEAR.fullmatch(text):
        return _of_month(text, found[1], int(found[2]), None)
    return None


def _of_numbers(text: str, first: int, second: int, year: int, order: Order | None) -> str:
    """Return the day of two numbers and a year, where only one order is possible or it is told."""
    if order is None:
        if first <= 12 and second <= 12 and first != second:
            forms = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
            raise DateError(f"'{text}' may be two days: write {forms}.")
        order = "mdy" if second > 12 else "dmy"
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(text, year, month, day)


def _of_month(text: str, name: str, year: int, day: int | None) -> str | None:
    month = _MONTH_OF.get(name.lower())
    if month is None:
        return None
    return f"{year}-{month:02}" if day is None else _day(text, year, month, day)


def _day(text: str, year: int, month: int, day: int) -> str:
    try:
        return str(date(year, month, day))
    except ValueError:
        raise DateError(f"'{text}' is no day of the calendar.") from None
