"""Date expressions: a small profile of EDTF (ISO 8601-2), each with its first and last day."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from conflictcli.errors import DateError

_FORMS = (
    "the forms are YYYY-MM-DD, YYYY-MM, YYYY, FROM/TO, FROM/.., [FROM..TO], [..TO] and [FROM..], "
    "and a year has four digits, 1000 to 2999"
)


class Span(NamedTuple):
    """The days an expression allows, None where that end is not known.

    `begun` is the first day by which it had certainly begun, None where there is no such day.
    """

    earliest: date | None = None
    latest: date | None = None
    begun: date | None = None


@lru_cache(maxsize=65536)
def parse_day(text: str) -> date:
    """Read one day of the calendar; raise DateError with the form expected."""
    if text.count("-") != 2 or not _is_point(text):
        raise DateError(f"'{text}' is not a day: write it as YYYY-MM-DD, like 2016-10-09.")
    return _days(text)[0]


@lru_cache(maxsize=65536)
def span(expression: str | None) -> Span:
    """Read a date expression, None being undated; raise DateError with the forms expected."""
    if expression is None:
        return Span()
    start, end, one_day = _ends(expression)
    if not all(_is_point(point) for point in (start, end) if point) or not (start or end):
        raise DateError(f"'{expression}' is not a date: {_FORMS}.")
    earliest, begun = _days(start) if start else (None, None)
    latest = _days(end)[1] if end else None
    if earliest and latest and latest < earliest:
        raise DateError(f"'{expression}' ends before it begins: write the earlier day first.")
    if one_day or (begun and latest and latest < begun):
        begun = latest
    return Span(earliest, latest, begun)


def order(expression: str | None) -> tuple[bool, date, date]:
    """Give the sort key of an expression: earliest day, then latest, undated last."""
    found = span(expression)
    return found == Span(), found.earliest or date.min, found.latest or date.max


def overlaps(expression: str | None, *, since: date | None, until: date | None) -> bool:
    """Tell whether it may have happened in the window, both its ends inclusive."""
    earliest, latest, _ = span(expression)
    too_early = since and latest and latest < since
    too_late = until and earliest and earliest > until
    return not too_early and not too_late


def known_by(expression: str | None, day: date) -> bool | None:
    """Tell whether it had certainly begun by `day`; None where it may or may not have."""
    earliest, _, begun = span(expression)
    if begun and begun <= day:
        return True
    return False if earliest and earliest > day else None


@lru_cache(maxsize=65536)
def in_words(expression: str | None) -> str:
    """Write an expression for people, like "between 2016-09-22 and 2016-10-09"."""
    if expression is None:
        return "undated"
    start, end, one_day = _ends(expression)
    if start == end:
        return start
    if not one_day:
        return f"from {start} to {end}" if end else f"from {start}"
    if not end:
        return f"{start} or later"
    return f"between {start} and {end}" if start else f"by {end}"


def _ends(expression: str) -> tuple[str, str, bool]:
    """Part an expression into its ends, "" being not known; True if it is of one day between."""
    if expression.startswith("[") and expression.endswith("]"):
        start, dots, end = expression[1:-1].partition("..")
        return (start, end, True) if dots else ("?", "?", True)
    start, slash, end = expression.partition("/")
    if not slash:
        return start, start, True
    return start or "?", "" if end == ".." else end or "?", False


def _is_point(text: str) -> bool:
    lengths = [len(part) for part in text.split("-")]
    digits = text.replace("-", "")
    return lengths in ([4], [4, 2], [4, 2, 2]) and digits.isascii() and digits.isdigit()


def _days(point: str) -> tuple[date, date]:
    """Give the first and the last day of a year, a month or a day."""
    year, *rest = map(int, point.split("-"))
    if not 1000 <= year <= 2999:
        raise DateError(f"'{point}' has a year outside 1000 to 2999.")
    try:
        first = date(year, *[*rest, 1, 1][:2])
        return first, first if len(rest) == 2 else _last(year, *rest or [12])
    except ValueError:
        raise DateError(f"'{point}' is not in the calendar: write YYYY-MM-DD.") from None


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
