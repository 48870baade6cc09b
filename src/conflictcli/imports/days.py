"""What is known of a day that a recorder gives: the bounds that a precision implies."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from conflictcli.model import dates

# A day, the calendar month or year of it, or so many days before it to so many after.
Reach = Literal["day", "month", "year"] | int


@lru_cache(maxsize=8192)
def expression(start: str, end: str, *, lasts: bool, reaches: tuple[Reach, ...]) -> str:
    """Return the date expression of points: of one, from one to the other, or between bounds.

    `lasts` says that it went on from the start to the end; else it was on one unknown day of them.
    `reaches` widen both: of several, the widest counts. Raise DateError where it ends too early,
    ValueError where it leaves the calendar.
    """
    if any(reach != "day" for reach in reaches):
        try:
            first = min(_reached(start, reach)[0] for reach in reaches)
            last = max(_reached(end, reach)[1] for reach in reaches)
        except OverflowError:
            raise ValueError(f"'{start}' cannot be that inexact") from None
        made = f"[{first}..{last}]" if first < last else str(first)
    elif start == end:
        made = start
    else:
        made = f"{start}/{end}" if lasts else f"[{start}..{end}]"
    dates.interval(made)
    return made


def _reached(point: str, reach: Reach) -> tuple[date, date]:
    first, last, *_ = dates.interval(point)
    if first is None or last is None:
        raise ValueError(f"'{point}' is no day")
    if isinstance(reach, int):
        days = timedelta(reach)
        return first - days, last + days
    length = {"day": 10, "month": 7, "year": 4}[reach]
    first = dates.interval(first.isoformat()[:length]).earliest or first
    last = dates.interval(last.isoformat()[:length]).latest or last
    return first, last
