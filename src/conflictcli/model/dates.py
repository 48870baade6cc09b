"""Date expressions: a small profile of EDTF (ISO 8601-2), read and written for people.

The only place that knows the grammar: no other module takes an expression apart.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from conflictcli.errors import DateError

_is_point = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2})?)?").fullmatch
# For other programs, without look-around, which some have not; $ may match before a line break.
_MONTH_NUMBER, _DAY_NUMBER = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_IN_CALENDAR = rf"[12][0-9]{{3}}(?:-{_MONTH_NUMBER}(?:-{_DAY_NUMBER})?)?"
DAY_PATTERN = rf"^[12][0-9]{{3}}-{_MONTH_NUMBER}-{_DAY_NUMBER}$"
PATTERN = (
    rf"^(?:{_IN_CALENDAR}(?:/(?:{_IN_CALENDAR}|\.\.))?"
    rf"|\[{_IN_CALENDAR}\.\.(?:{_IN_CALENDAR})?\]|\[\.\.{_IN_CALENDAR}\])$"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SHORT_MONTHS = [name[:3] for name in _MONTHS]
_POINT_IN_WORDS = rf"(?:(?:([0-9]+) )?({'|'.join(_SHORT_MONTHS)}) )?([0-9]{{4}})"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_FORM = "YYYY-MM-DD, like 2016-10-09"
FORMS = (
    "YYYY-MM-DD, YYYY-MM, YYYY, FROM/TO, FROM/.., [FROM..TO], [..TO] and [FROM..], "
    "and a year has four digits, 1000 to 2999"
)


class Interval(NamedTuple):
    """The first and last possible day of an expression, None where that end is unknown.

    `begun` is the first day by which it had certainly begun, None where there is no such day.
    `lasted` are the first and last day on which it certainly went on: of a duration or a day.
    """

    earliest: date | None = None
    latest: date | None = None
    begun: date | None = None
    lasted: tuple[date, date] | None = None


class Citable(NamedTuple):
    """A point in time, or both ends of a period with one precision; none where none is known.

    `is_circa`: it was on one unknown day of that month or year. `is_whole`: no more is known.
    """

    points: list[str]
    is_circa: bool
    is_whole: bool


@lru_cache(maxsize=65536)
def parse_day(text: str) -> date:
    """Return a day of the calendar; raise DateError with the form expected."""
    if text.count("-") != 2 or not _is_point(text):
        raise DateError(f"'{text}' is not a day: write it as {DAY_FORM}.")
    return _first_and_last(text)[0]


@lru_cache(maxsize=65536)
def interval(expression: str | None) -> Interval:
    """Return the interval of an expression, None being undated; raise DateError."""
    if expression is None:
        return Interval()
    start, end, is_bounds = ends(expression)
    points = [point for point in (start, end) if point]
    if not points or not all(map(_is_point, points)):
        raise DateError(f"'{expression}' is not a date: the forms are {FORMS}.")
    earliest, begun = _first_and_last(start) if start else (None, None)
    # What has no end may have ended on the day on which it began.
    ended, latest = _first_and_last(end) if end else (earliest, None)
    if earliest and latest and latest < earliest:
        raise DateError(f"'{expression}' ends before it begins: write the earlier day first.")
    lasted = (begun, ended) if begun and ended and begun <= ended and not is_bounds else None
    if is_bounds or (begun and latest and latest < begun):
        begun = latest
    return Interval(earliest, latest, begun, lasted)


def sort_key(expression: str | None) -> tuple[bool, date, date]:
    """Return what sorts expressions: the first known bound, then the last; undated last."""
    earliest, latest, *_ = interval(expression)
    first = earliest or latest
    return first is None, first or date.min, latest or date.max


def overlaps(expression: str | None, *, since: date | None, until: date | None) -> bool:
    """Return whether it may have happened in the window, both ends included."""
    earliest, latest, *_ = interval(expression)
    is_before = since and latest and latest < since
    is_after = until and earliest and earliest > until
    return not is_before and not is_after


def ends_before(expression: str | None, other: str | None) -> bool:
    """Return whether it was certainly over before another began."""
    latest, earliest = interval(expression).latest, interval(other).earliest
    return bool(latest and earliest and latest < earliest)


def without_later_end(expression: str | None, day: date, *, is_period: bool = False) -> str | None:
    """Return an expression as it could be written on a day: an end that may be later is open.

    A year or a month is a period that ends, or else one unknown day, of which it says no more. What
    had only a last bound was by the day.
    """
    latest = interval(expression).latest
    if expression is None or latest is None or latest <= day:
        return expression
    start, end, is_bounds = ends(expression)
    if is_bounds:
        return f"[{start}..]" if start else f"[..{day}]"
    return f"{start}/.." if start != end or is_period or "/" in expression else expression


@lru_cache(maxsize=65536)
def humanize(expression: str | None, *, year: str = "") -> str:
    """Return an expression as a person writes it, like "between 22 Sep and 9 Oct 2016".

    A `year` that the reader knows is left out.
    """
    if expression is None:
        return "undated"
    start, end, is_bounds = ends(expression)
    if start == end:
        return _point_text(start, without_year_of=year)
    first = start and _point_text(start, without_year_of=year or end)
    last = end and _point_text(end, without_year_of=year)
    if is_bounds and first and last:
        return f"between {first} and {last}"
    if is_bounds:
        return f"{first} or later" if first else f"by {last}"
    return f"{first} – {last}" if last else f"from {first}"


def point_in_words(words: str) -> str | None:
    """Return the day, month or year that `humanize` writes so, None where that is none."""
    found = re.fullmatch(_POINT_IN_WORDS, words)
    if not found:
        return None
    day, month, year = found.groups()
    number = f"-{_SHORT_MONTHS.index(month) + 1:02}" if month else ""
    return year + number + (f"-{day:0>2}" if day else "")


def in_margin(expression: str | None, *, under_month: bool = False) -> tuple[str, str]:
    """Return an expression on two short lines, for the margin of a chronicle.

    Under the heading of its month a year that this names is left out, and a day has its weekday.
    "?" marks the bounds of one unknown day.
    """
    if expression is None:
        return "undated", ""
    start, end, is_bounds = ends(expression)
    heading = (start or end) if under_month else ""
    if start == end:
        is_day = under_month and start.count("-") == 2
        weekday = _WEEKDAYS[parse_day(start).weekday()] if is_day else ""
        return _point_text(start, without_year_of=heading), weekday
    first = start and _point_text(start, without_year_of=heading or end)
    last = end and _point_text(end, without_year_of=heading)
    if not start:
        return "by", last
    if not end:
        return (first, "or later") if is_bounds else ("from", first)
    return f"{first} –", f"{last} ?" if is_bounds else last


@lru_cache(maxsize=65536)
def in_brief(
    expression: str | None, *, under_month: bool = False, with_weekday: bool = True
) -> str:
    """Return an expression as in a margin, on one line: "22 Sep – 9 Oct 2016 ?"."""
    first, second = in_margin(expression, under_month=under_month)
    if second in _WEEKDAYS:
        return f"{second} {first}" if with_weekday else first
    start, end, _ = ends(expression) if expression else ("", "", False)
    are_days = start != end and start.count("-") == end.count("-") == 2
    if are_days and start[:7] == end[:7]:
        return f"{first.split()[0]}–{second}"
    return f"{first} {second}".rstrip()


def month_of(expression: str | None) -> str:
    """Return the month or year under which an expression is sorted, like "September 2016"."""
    if expression is None:
        return "Undated"
    start, end, _ = ends(expression)
    year, *rest = (start or end).split("-")
    return f"{_MONTHS[int(rest[0]) - 1]} {year}" if rest else year


def year_of(expression: str | None) -> str:
    """Return the year in which all its possible days lie, "" where there is none."""
    earliest, latest, *_ = interval(expression)
    is_one = earliest and latest and earliest.year == latest.year
    return str(earliest.year) if earliest and is_one else ""


def humanize_day(day: date) -> str:
    """Return a day in full, like "9 October 2016"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def is_day(expression: str | None) -> bool:
    """Return whether it names one day."""
    earliest, latest, *_ = interval(expression)
    return earliest is not None and earliest == latest


def lasts(expression: str | None) -> bool:
    """Return whether it went on from one day to another, or to no known end."""
    return "/" in (expression or "") and not is_day(expression)


def contains(period: str, other: str) -> bool:
    """Return whether a period certainly holds all of another, or is written as it is."""
    lasted, (earliest, latest, *_) = interval(period).lasted, interval(other)
    is_inside = lasted and earliest and latest and lasted[0] <= earliest and latest <= lasted[1]
    return period == other or bool(is_inside)


def has_day(expression: str | None) -> bool:
    """Return whether it has a date of its own: neither undated nor bounds alone."""
    return expression is not None and not expression.startswith("[")


@lru_cache(maxsize=65536)
def in_one_precision(expression: str) -> str:
    """Return an expression, in which bounds of two precisions, as a day and a month, become days.

    The grammar of EDTF has no such bounds.
    """
    start, end, is_bounds = ends(expression)
    if is_bounds and start and end and start.count("-") != end.count("-"):
        earliest, latest, *_ = interval(expression)
        return f"[{earliest}..{latest}]"
    return expression


def ends(expression: str) -> tuple[str, str, bool]:
    """Return both ends, "" being unknown, and whether it was on one unknown day between them.

    What is no end is "?" or another text that is no point in time.
    """
    if expression.startswith("[") and expression.endswith("]"):
        start, dots, end = expression[1:-1].partition("..")
        return start if dots else "?", end, start != end
    start, slash, end = expression.partition("/")
    if not slash:
        return start, start, False
    return start or "?", "" if end == ".." else end or "?", False


def citable(expression: str) -> Citable:
    """Return an expression as programs for references read it.

    Both ends of a period get the precision of the coarser one, bounds become what they have in
    common.
    """
    start, end, is_bounds = ends(expression)
    if is_bounds:
        common = "-".join(common_parts([start, end]))
        return Citable([common] if common else [], is_circa=True, is_whole=False)
    if not end:
        return Citable([start], is_circa=False, is_whole=False)
    size = min(len(start), len(end))
    points = list(dict.fromkeys([start[:size], end[:size]]))
    return Citable(points, is_circa=False, is_whole=len(start) == len(end))


def common_parts(points: Iterable[str]) -> list[str]:
    """Return the year, the month and the day that points in time have in common, from the first."""
    alike = zip(*(point.split("-") for point in points), strict=False)
    return [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, alike)]


def _point_text(point: str, *, without_year_of: str = "") -> str:
    """Return a point in time like "19 Sep 2016"; without its year if that is the other's too."""
    year, *rest = point.split("-")
    if not rest:
        return year
    month = _SHORT_MONTHS[int(rest[0]) - 1]
    day = [str(int(rest[1]))] if rest[1:] else []
    return " ".join([*day, month, *([year] if without_year_of[:4] != year else [])])


def _first_and_last(point: str) -> tuple[date, date]:
    """Return the first and the last day of a year, a month or a day; raise DateError."""
    year, *rest = map(int, point.split("-"))
    try:
        first = date(year, *[*rest, 1, 1][:2])
        return first, first if len(rest) == 2 else _last_of_month(year, *rest or [12])
    except ValueError:
        raise DateError(f"'{point}' is not in the calendar: write YYYY-MM-DD.") from None


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
