"""Dates as people, programs and recorders write them, read where they have one meaning."""

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from conflictcli.errors import DateError
from conflictcli.model import dates

Form = Literal["dmy", "mdy"]

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)}
_NAMED = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS.split()) + "|sept"
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_SIGNS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]+({_NAMED})\.?,?[ -]+(\d{{4}}|\d{{2}})")
_MONTH_FIRST = re.compile(rf"({_NAMED})\.?[ -]+(\d{{1,2}})(?:st|nd|rd|th)?,?[ -]+(\d{{4}})")
_MONTH_ALONE = re.compile(rf"({_NAMED})\.?,?[ -]+(\d{{4}})")
_TIME = re.compile(r"[ T]+\d{1,2}:\d{2}.*")
_LONGEST = 100  # Characters of a cell that an error repeats.
_FORMS = "write it like 2020-03-05 or 5 March 2020"


class AmbiguousDayError(ValueError):
    """Raised for a text that is one day with the day first and another with the month first."""


@lru_cache(maxsize=8192)
def point(text: str, form: Form | None) -> str:
    """Return a day, month or year as YYYY-MM-DD, YYYY-MM or YYYY; a time of day is left out.

    `form` says whether the day or the month comes first where both are numbers and the year is
    last; a year of two digits is in 1969 to 2068. Raise AmbiguousDayError where the form decides
    and is None, ValueError for what is no day.
    """
    bare = _TIME.sub("", text.strip()).casefold()
    if found := _ISO.fullmatch(bare):
        numbers = [int(number) for number in found.groups() if number]
    elif found := _SIGNS.fullmatch(bare):
        numbers = _in_order(text, found, form)
    elif found := _DAY_FIRST.fullmatch(bare):
        if len(found[3]) == 2 and form is None:
            raise AmbiguousDayError(text)
        numbers = [_year(found[3]), _MONTH[found[2][:3]], int(found[1])]
    elif found := _MONTH_FIRST.fullmatch(bare):
        numbers = [int(found[3]), _MONTH[found[1][:3]], int(found[2])]
    elif found := _MONTH_ALONE.fullmatch(bare):
        numbers = [int(found[2]), _MONTH[found[1][:3]]]
    else:
        raise ValueError(f"{quoted(text)} is no day: {_FORMS}")
    return _expression(text, numbers)


def quoted(text: str) -> str:
    """Return a cell in quotes, whole unless it is far too long for a day."""
    return f"'{text[:_LONGEST]}…'" if len(text) > _LONGEST else f"'{text}'"


def _in_order(text: str, found: re.Match[str], form: Form | None) -> list[int]:
    """Return year, month and day of numbers of which the form says which comes first."""
    first, second = int(found[1]), int(found[2])
    if form is None and len(found[3]) == 4:
        certain: dict[bool, Form] = {first > 12: "dmy", second > 12: "mdy"}
        form = "dmy" if first == second else certain.get(True)
    if form is None:
        raise AmbiguousDayError(text)
    day, month = (first, second) if form == "dmy" else (second, first)
    return [_year(found[3]), month, day]


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 69 else 2000)


def _expression(text: str, numbers: list[int]) -> str:
    year, month, day = [*numbers, 1, 1][:3]
    try:
        made = date(year, month, day).isoformat()[: (4, 7, 10)[len(numbers) - 1]]
        dates.interval(made)
    except (ValueError, DateError):  # The latter for years that datasets do not have.
        raise ValueError(f"{quoted(text)} is not in the calendar: {_FORMS}") from None
    return made
