"""Counts of like days: those of a long period, and of periods within it that are nearly as long."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from conflictcli.model.results import Count, Period

# Of periods that lie within each other, how many tenths of the longer are as good as it.
_TENTHS_ALIKE = 9
_NONE = (date.max, 0)  # The bounds of a stretch without periods.


def of_like_days(counts: Iterable[Count]) -> Iterator[tuple[Period, list[Count]]]:
    """Yield the counts of the longest period with those of like periods, then of the next."""
    by_period: dict[Period, list[Count]] = {}
    for count in counts:
        if count.period is not None:
            by_period.setdefault(count.period, []).append(count)
    waiting = _Waiting(by_period)
    for longest in sorted(by_period, key=lambda period: (-period.length, period)):
        if longest in waiting:
            alike = list(_periods_like(longest, waiting, by_period))
            for period in alike:
                waiting.remove(period)
            yield longest, [count for period in alike for count in by_period[period]]


def _periods_like(
    longest: Period, waiting: "_Waiting", by_period: Mapping[Period, Sequence[Count]]
) -> Iterator[Period]:
    """Yield the waiting periods within the longest that are nearly as long, the longest first.

    Left out is a period of a counter that has another one there, if neither contains the other.
    """
    shortest_of: dict[str, Period] = {}
    near = waiting.within(longest, least=-(-longest.length * _TENTHS_ALIKE // 10))
    for period in sorted(near, key=lambda period: (-period.length, period)):
        counters = {c.report.counted_by for c in by_period[period] if c.report.counted_by}
        if all(shortest_of.get(counter, longest).contains(period) for counter in counters):
            shortest_of.update(dict.fromkeys(counters, period))
            yield period


class _Waiting:
    """Periods that are in no line yet, in order of their first days.

    They are halved again and again; of each stretch the first of the last days and the longest
    length are known, so that most are passed over. The stretches of the stretch `n` are `2n` and
    `2n + 1`; those from `size` on are the periods themselves.
    """

    def __init__(self, periods: Iterable[Period]) -> None:
        self._periods = sorted(periods)
        self._first_days = [period.first for period in self._periods]
        self._index = {period: index for index, period in enumerate(self._periods)}
        self._size = 1 << max(1, len(self._periods) - 1).bit_length()
        self._bounds = [_NONE] * (2 * self._size)
        for index, period in enumerate(self._periods):
            self._bounds[self._size + index] = (period.last, period.length)
        for stretch in reversed(range(1, self._size)):
            self._summarize(stretch)

    def __contains__(self, period: Period) -> bool:
        return self._bounds[self._size + self._index[period]] != _NONE

    def remove(self, period: Period) -> None:
        """Remove a period."""
        stretch = self._size + self._index[period]
        self._bounds[stretch] = _NONE
        while stretch := stretch // 2:
            self._summarize(stretch)

    def within(self, longest: Period, least: int) -> Iterator[Period]:
        """Yield the periods that lie within one and have at least so many days."""
        spare = timedelta(longest.length - least)
        start = bisect_left(self._first_days, longest.first)
        end = bisect_right(self._first_days, min(longest.first + spare, longest.last))
        waiting = [(1, 0, self._size)]
        while waiting:
            stretch, first, after = waiting.pop()
            last_day, length = self._bounds[stretch]
            is_empty = after <= start or end <= first
            if is_empty or length < least or last_day > longest.last:
                continue
            if stretch >= self._size:
                yield self._periods[first]
                continue
            middle = (first + after) // 2
            waiting += [(2 * stretch, first, middle), (2 * stretch + 1, middle, after)]

    def _summarize(self, stretch: int) -> None:
        (one_last, one_length), (other_last, other_length) = self._bounds[
            2 * stretch : 2 * stretch + 2
        ]
        self._bounds[stretch] = min(one_last, other_last), max(one_length, other_length)
