"""The toll of an event: what the counts that stand come to, each with whose it is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conflictcli.model import dates
from conflictcli.model.records import Dataset, Event
from conflictcli.model.results import EVERYONE, FIGURES, Count, Figure, Period
from conflictcli.queries.counts import latest_unnamed

_ALIKE = 0.9  # Of periods that lie within each other, how much of the longer is as good as it.


class End(NamedTuple):
    """One end of a range: a number in words, and the counters whose it is, None being unnamed."""

    words: str
    counters: Sequence[str | None]


class TollLine(NamedTuple):
    """What counts of one people and of like days come to.

    `ends` are one end, or the lowest and the highest; `bounds` are upper bounds alone. `days` is
    the longest of the periods; `is_one_of_several`: other lines are of other days. `least` and
    `most` are the smallest and the largest number of people, `most` None where that is open.
    """

    figure: Figure
    people: str
    days: Period
    is_one_of_several: bool
    ends: Sequence[End]
    bounds: Sequence[End]
    least: int
    most: int | None


class Toll(NamedTuple):
    """The lines of an event's toll, those of everyone first, and the counts that are in none."""

    lines: Sequence[TollLine]
    others: Sequence[Count]


def toll(standing: Iterable[Count], event: Event, dataset: Dataset) -> Toll:
    """Return the toll of an event, made of its counts that stand and lie within its days.

    Lines of other days follow each other, the longest first. Groups come after everyone.
    """
    earliest, latest, *_ = dates.interval(event.date)
    inside: dict[tuple[bool, Figure, str], list[Count]] = {}
    others: list[Count] = []
    for count in latest_unnamed(list(standing)):
        period = count.period
        is_inside = (
            period is not None
            and event.date is not None
            and (earliest is None or earliest <= period.first)
            and (latest is None or period.last <= latest)
        )
        if is_inside:
            key = (count.people != EVERYONE, count.figure, count.people)
            inside.setdefault(key, []).append(count)
        else:
            others.append(count)
    order = sorted(inside, key=lambda key: (key[0], key[2], FIGURES.index(key[1])))
    lines = [line for key in order for line in _lines(inside[key], dataset)]
    return Toll(lines, others)


def _lines(counts: Sequence[Count], dataset: Dataset) -> Iterator[TollLine]:
    """Yield a line for each group of counts of like days."""
    groups = list(_of_like_days(counts))
    for days, group in groups:
        bounds = _of_most_unnamed([c for c in group if _is_upper_bound(c)])
        numbers = [c for c in group if not _is_upper_bound(c)]
        if len(group) > 1:
            numbers = [c for c in numbers if str(c.number) != "at least 0"]
        numbers = [c for c in numbers if not _is_within_unnamed(c, bounds)]
        if not numbers and not bounds:
            numbers = list(group[:1])
        highest = [_highest(count) for count in group]
        is_open = any(count.number.is_open for count in numbers)
        yield TollLine(
            group[0].figure,
            group[0].people,
            days,
            len(groups) > 1,
            _ends(numbers, dataset),
            [_agreed(same, dataset) for same in _by_number(bounds)],
            min((_lowest(count) for count in numbers), default=0),
            None if is_open else max(highest),
        )


def _of_like_days(counts: Sequence[Count]) -> Iterator[tuple[Period, list[Count]]]:
    """Yield the counts of the longest period with those of like periods, then of the next."""
    by_period: dict[Period, list[Count]] = {}
    for count in counts:
        if count.period is not None:
            by_period.setdefault(count.period, []).append(count)
    waiting = sorted(by_period, key=lambda period: (-period.length, period))
    while waiting:
        longest, *rest = waiting
        taken = [longest]
        for period in rest:
            is_like = longest.contains(period) and period.length >= _ALIKE * longest.length
            if is_like and not _has_counter_of_other_days(period, taken, by_period):
                taken.append(period)
        gone = set(taken)
        waiting = [period for period in waiting if period not in gone]
        yield longest, [count for period in taken for count in by_period[period]]


def _has_counter_of_other_days(
    period: Period, taken: Iterable[Period], by_period: dict[Period, list[Count]]
) -> bool:
    """Return whether a counter has another period there, of which neither contains the other."""
    counters = {count.report.counted_by for count in by_period[period]} - {None}
    return any(
        not counters.isdisjoint(count.report.counted_by for count in by_period[other])
        for other in taken
        if not other.contains(period) and not period.contains(other)
    )


def _ends(counts: Sequence[Count], dataset: Dataset) -> list[End]:
    """Return one end where all counts are alike, else the lowest and the highest."""
    if not counts:
        return []
    alike = list(_by_number(counts))
    if len(alike) == 1 and _bounds_alone(counts[0]) is None:
        return [_agreed(counts, dataset)]
    low = min(alike, key=lambda same: (_lowest(same[0]), _highest(same[0])))
    high = max(alike, key=lambda same: (_highest(same[0]), same[0].number.is_open))
    if low is high and _bounds_alone(low[0]) is None:
        # One count is at both ends: it has the lowest number and the highest.
        return [_agreed(low, dataset)]
    first = _agreed(low, dataset)._replace(words=_end_words(low[0], is_low=True))
    last = _agreed(high, dataset)._replace(words=_end_words(high[0], is_low=False))
    return [first, last]


def _end_words(count: Count, *, is_low: bool) -> str:
    """Return a number at an end of a range; of two bounds alone, the one that it ends with."""
    bounds = _bounds_alone(count)
    if bounds is None:
        return str(count.number)
    about = "about " if count.number.approximate else ""
    return f"{about}{bounds[0 if is_low else 1]:,}"


def _bounds_alone(count: Count) -> tuple[int, int] | None:
    """Return the bounds of a count that has both and no best number."""
    low, best, high = count.number.low, count.number.best, count.number.high
    return (low, high) if best is None and low is not None and high is not None else None


def _agreed(counts: Sequence[Count], dataset: Dataset) -> End:
    """Return the number of counts that are alike, with their counters, each once.

    A counter of which another is a member stands for it.
    """
    counters = dict.fromkeys(count.report.counted_by for count in counts)
    named = [id for id in counters if id is not None]
    whole = [id for id in named if not any(above in named for above in _wholes(id, dataset))]
    return End(str(counts[0].number), [*whole, *([None] if None in counters else [])])


def _wholes(actor: str, dataset: Dataset) -> list[str]:
    """Return the actors of which one is a member, through others too."""
    above: dict[str, None] = {}
    id = dataset.actor_by_id[actor].member_of
    while id and id not in above and id != actor:
        above[id] = None
        id = dataset.actor_by_id[id].member_of
    return list(above)


def _by_number(counts: Iterable[Count]) -> Iterable[list[Count]]:
    """Return counts in groups of one number."""
    alike: dict[str, list[Count]] = {}
    for count in counts:
        alike.setdefault(str(count.number), []).append(count)
    return alike.values()


def _is_upper_bound(count: Count) -> bool:
    return count.number.low is None and count.number.best is None


def _of_most_unnamed(bounds: list[Count]) -> list[Count]:
    """Return upper bounds, of those of no named counter the highest alone."""
    unnamed = [c for c in bounds if c.report.counted_by is None]
    highest = max(unnamed, key=_highest, default=None)
    return [c for c in bounds if c.report.counted_by is not None or c is highest]


def _is_within_unnamed(count: Count, bounds: Iterable[Count]) -> bool:
    """Return whether an upper bound takes in a number, where nobody is named for either."""
    return count.report.counted_by is None and any(
        bound.report.counted_by is None and _highest(count) <= _highest(bound) for bound in bounds
    )


def _lowest(count: Count) -> int:
    number = count.number
    return next(n for n in (number.best, number.low, 0) if n is not None)


def _highest(count: Count) -> int:
    number = count.number
    return next(n for n in (number.best, number.high, number.low) if n is not None)
