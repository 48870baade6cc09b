"""Which of many numbers cannot hold beside which others, without comparing each with each."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from conflictcli.model.results import Figure, Period


class Number(NamedTuple):
    """The killed or injured of one people, with its least and most, and the days it is of."""

    figure: Figure
    people: str
    words: str
    least: float
    most: float
    period: Period | None


class _Part(NamedTuple):
    """A stretch of numbers in order of days: their last day, and the smallest of their mosts."""

    last: date
    most: float


class Numbers:
    """Numbers of one people, each with an index that says whose it is.

    They are halved again and again; what is known of each stretch lets most of them be passed over.
    """

    def __init__(self, numbers: Iterable[tuple[Number, int]]) -> None:
        known = ((n.period, n.most, whose) for n, whose in numbers if n.period)
        self._leaves = sorted(set(known))
        self._parts: dict[tuple[int, int], _Part] = {}
        if self._leaves:
            self._summarize(0, len(self._leaves))

    def _summarize(self, start: int, end: int) -> _Part:
        if end - start == 1:
            period, most, _ = self._leaves[start]
            part = _Part(period.last, most)
        else:
            middle = (start + end) // 2
            one, other = self._summarize(start, middle), self._summarize(middle, end)
            part = _Part(max(one.last, other.last), min(one.most, other.most))
        self._parts[start, end] = part
        return part

    def below(self, number: Number) -> Iterator[int]:
        """Yield whose numbers are certainly fewer, though of the same days or of more."""
        period = number.period
        waiting = [(0, len(self._leaves))] if self._leaves and period else []
        while waiting and period:
            start, end = waiting.pop()
            part = self._parts[start, end]
            begins = self._leaves[start][0].first
            if begins > period.first or part.last < period.last or part.most >= number.least:
                continue
            if end - start == 1:
                yield self._leaves[start][2]
                continue
            middle = (start + end) // 2
            waiting += [(start, middle), (middle, end)]
