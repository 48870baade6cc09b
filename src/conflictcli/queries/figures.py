"""What one counter says of one event, and sums of such figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from conflictcli.model.records import Estimate
from conflictcli.model.results import EVERYONE, Count, Figure, Period
from conflictcli.queries.counts import latest_unnamed


class CounterFigure(NamedTuple):
    """What one counter says of the killed or injured of one event: a number, and what it is of.

    `unused` are counts of other days, which the number does not take in.
    """

    number: Estimate
    period: Period | None
    counts: Sequence[Count]
    unused: Sequence[Count] = ()


def counter_figures(counts: Iterable[Count]) -> dict[tuple[str | None, Figure], CounterFigure]:
    """Return by counter and figure what the standing counts of everyone in one event say."""
    by_counter: dict[tuple[str | None, Figure], list[Count]] = {}
    for count in latest_unnamed(list(counts)):
        if count.people == EVERYONE:
            by_counter.setdefault((count.report.counted_by, count.figure), []).append(count)
    return {key: _figure(of_counter) for key, of_counter in by_counter.items()}


def _figure(counts: Sequence[Count]) -> CounterFigure:
    """Return one figure of the counts of one counter that stand in one event.

    It is the count whose days contain those of the others. Several of the same days are a range.
    Where no days contain the others', the longest are no more than a lower bound.
    """
    if len(counts) == 1:
        return CounterFigure(counts[0].number, counts[0].period, counts)
    known = [c for c in counts if c.period]
    longest = max(known, key=_length, default=counts[0]).period
    chosen = [count for count in counts if count.period == longest]
    number = range_of([count.number for count in chosen])
    contains_all = all(c.period and longest and longest.contains(c.period) for c in counts)
    if longest is None or contains_all:
        return CounterFigure(number, longest, chosen)
    least = next(n for n in (number.low, number.best, 0) if n is not None)
    unused = [c for c in counts if not (longest and c.period and longest.contains(c.period))]
    bound = Estimate(low=least, approximate=number.approximate)
    return CounterFigure(bound, longest, chosen, unused)


def _length(count: Count) -> tuple[int, int, Period | None]:
    """Return what finds the longest period, of several the one with the most people."""
    length = count.period.length if count.period else 0
    return length, min(count.number.numbers), count.period


def range_of(numbers: Sequence[Estimate]) -> Estimate:
    """Return numbers of one thing as one: the same where they are alike, else from low to high."""
    first, is_about = numbers[0], any(number.approximate for number in numbers)
    if len({(number.low, number.best, number.high) for number in numbers}) == 1:
        return first if first.approximate == is_about else replace(first, approximate=is_about)
    lows = [next((n for n in (e.low, e.best) if n is not None), 0) for e in numbers]
    highs = [next((n for n in (e.high, e.best) if n is not None), None) for e in numbers]
    known = [high for high in highs if high is not None]
    high = max(known) if len(known) == len(highs) else None
    return Estimate(low=min(lows), high=high, approximate=is_about)


def sum_of(numbers: Sequence[Estimate]) -> Estimate | None:
    """Add up each bound, best standing in where one is missing, and 0 for no lower one.

    The upper bound and best are null as soon as one number has none.
    """
    if not numbers:
        return None
    lows = (next(n for n in (each.low, each.best, 0) if n is not None) for each in numbers)
    highs = [each.best if each.high is None else each.high for each in numbers]
    bests = [each.best for each in numbers]
    low, best, high = sum(lows), _sum_of_all(bests), _sum_of_all(highs)
    return Estimate(
        low=low, best=best, high=high, approximate=any(each.approximate for each in numbers)
    )


def _sum_of_all(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
