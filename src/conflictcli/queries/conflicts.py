"""Which of many numbers cannot hold beside which others, without comparing each with each."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from conflictcli.model.results import Figure, Period

_Whose = TypeVar("_Whose", bound=Hashable)


class Number(NamedTuple):
    """The killed or injured of one people, with its least and most, and the days it is of."""

    figure: Figure
    people: str
    words: str
    least: float
    most: float
    period: Period | None


class _Bounds(NamedTuple):
    """The days and the ends of a number as numbers that can be mirrored."""

    first: float
    last: float
    least: float
    most: float


class _Part(NamedTuple):
    """A stretch of numbers in order of days: their last day, and the smallest of their mosts.

    `whose` are all of them, None where they are of several.
    """

    last: float
    most: float
    whose: Hashable


class Numbers(Generic[_Whose]):
    """Numbers of one people, each with a key that says whose it is.

    They are halved again and again; what is known of each stretch lets most of them be passed over.
    """

    def __init__(
        self, numbers: Iterable[tuple[Number, _Whose]], *, is_mirrored: bool = False
    ) -> None:
        self._is_mirrored = is_mirrored
        placed = {(bounds, whose) for n, whose in numbers if (bounds := self._bounds(n))}
        self._leaves = sorted(placed, key=lambda leaf: (*leaf[0][:2], leaf[0].most, str(leaf[1])))
        self._parts: dict[tuple[int, int], _Part] = {}
        if self._leaves:
            self._summarize(0, len(self._leaves))

    def _bounds(self, number: Number) -> _Bounds | None:
        if number.period is None:
            return None
        first, last = (day.toordinal() for day in number.period)
        if self._is_mirrored:
            return _Bounds(-first, -last, -number.most, -number.least)
        return _Bounds(first, last, number.least, number.most)

    def _summarize(self, start: int, end: int) -> _Part:
        if end - start == 1:
            bounds, whose = self._leaves[start]
            part = _Part(bounds.last, bounds.most, whose)
        else:
            middle = (start + end) // 2
            one, other = self._summarize(start, middle), self._summarize(middle, end)
            whose_all = one.whose if one.whose == other.whose else None
            part = _Part(max(one.last, other.last), min(one.most, other.most), whose_all)
        self._parts[start, end] = part
        return part

    def below(self, number: Number, but: _Whose | None = None) -> Iterator[_Whose]:
        """Yield whose numbers are certainly fewer, though of the same days or of more.

        Those of one may be left out. Of mirrored numbers: whose are certainly more, though of the
        same days or of fewer.
        """
        bounds = self._bounds(number)
        waiting = [(0, len(self._leaves))] if self._leaves and bounds else []
        while waiting and bounds:
            start, end = waiting.pop()
            part = self._parts[start, end]
            begins = self._leaves[start][0].first
            if begins > bounds.first or part.last < bounds.last or part.most >= bounds.least:
                continue
            if but is not None and part.whose == but:
                continue
            if end - start == 1:
                yield self._leaves[start][1]
                continue
            middle = (start + end) // 2
            waiting += [(start, middle), (middle, end)]
