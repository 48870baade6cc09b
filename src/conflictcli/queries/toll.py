"""The toll of an event: what the counts that stand come to, each with whose it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from conflictcli.model import dates
from conflictcli.model.records import Dataset, Event
from conflictcli.model.results import EVERYONE, FIGURES, Count, Figure, Period
from conflictcli.queries.counts import latest_unnamed
from conflictcli.queries.like_days import of_like_days


class End(NamedTuple):
    """One end of a range: a number in words, and the counters whose it is, None being unnamed."""

    words: str
    counters: Sequence[str | None]


class TollLine(NamedTuple):
    """What counts of one people and of like days come to.

    `ends` are one end, or the lowest and the highest; `bounds` are upper bounds and ranges that
    would hide a number of another counter. `days` is the longest of the periods. `least` and `most`
    are the smallest and the largest number of people, `most` None where that is open.
    """

    figure: Figure
    people: str
    days: Period
    ends: Sequence[End]
    bounds: Sequence[End]
    least: int
    most: int | None


class Toll(NamedTuple):
    """The lines of an event's toll, those of everyone first, and the counts that are in none.

    `year` is the one of the event in which the days of all lines lie, "" where there is none.
    """

    lines: Sequence[TollLine]
    others: Sequence[Count]
    year: str

    @property
    def has_several_days(self) -> bool:
        """Return whether its lines are of several periods, so that each names its own."""
        return len({line.days for line in self.lines}) > 1

    @property
    def are_others_dated(self) -> bool:
        """Return whether the days of all the other counts are known."""
        return all(count.period for count in self.others)


def toll(standing: Iterable[Count], event: Event, dataset: Dataset) -> Toll:
    """Return the toll of an event, made of its counts that stand and lie within its days.

    Lines of other days follow each other, the longest first. Groups come after everyone.
    """
    counts = sorted(latest_unnamed(list(standing)), key=lambda count: count.report.sort_key)
    inside: dict[tuple[bool, str, int], list[Count]] = {}
    others: list[Count] = []
    for count in counts:
        if count.period is not None and _is_of_days_of(event, count.period):
            key = (count.people != EVERYONE, count.people_key, FIGURES.index(count.figure))
            inside.setdefault(key, []).append(count)
        else:
            others.append(count)
    lines = [line for key in sorted(inside) for line in _lines(inside[key], dataset)]
    return Toll(lines, others, _year(event, lines))


def _year(event: Event, lines: Iterable[TollLine]) -> str:
    """Return the year in which an event begins or ends, if all days counted lie in it."""
    earliest, latest, *_ = dates.interval(event.date)
    known = earliest or latest
    years = {day.year for line in lines for day in (line.days.first, line.days.last)}
    return str(known.year) if known and years == {known.year} else ""


def _is_of_days_of(event: Event, period: Period) -> bool:
    """Return whether a period lies in the possible days of an event."""
    earliest, latest, *_ = dates.interval(event.date)
    return (
        event.date is not None
        and (earliest is None or earliest <= period.first)
        and (latest is None or period.last <= latest)
    )


def _lines(counts: Sequence[Count], dataset: Dataset) -> Iterator[TollLine]:
    """Yield a line for each group of counts of like days."""
    for days, group in of_like_days(counts):
        told = [c for c in group if str(c.number) != "at least 0"] or group
        upper = _of_most_unnamed([c for c in told if _is_upper_bound(c)])
        unnamed = next((c for c in upper if c.report.counted_by is None), None)
        numbers = [c for c in told if not _is_upper_bound(c) and not _is_within(c, unnamed)]
        ends, hiding = _ends_and_hiding(list(_by_number(numbers)))
        bounds = sorted([*hiding, *_by_number(upper)], key=_high_key)
        is_open = any(count.number.is_open for count in numbers)
        yield TollLine(
            group[0].figure,
            group[0].people,
            days,
            _end_texts(ends, dataset),
            [_agreed(same, dataset) for same in bounds],
            min((_lowest(count) for count in numbers), default=0),
            None if is_open else max(_highest(count) for count in told),
        )


def _ends_and_hiding(
    alike: Sequence[Sequence[Count]],
) -> tuple[Sequence[Sequence[Count]], Sequence[Sequence[Count]]]:
    """Return the counts at the ends of a range, and the ranges that would hide them.

    Both are counts in groups of one number. A range without a best number hides those of others
    that lie within it.
    """
    by_low, by_high = sorted(alike, key=_low_key), sorted(alike, key=_high_key, reverse=True)
    hiding: list[Sequence[Count]] = []
    numbers_of = Counter(counter for same in alike for counter in _counters(same))
    left = numbers_of.total()
    for low, high in zip(by_low, by_high, strict=True):
        if low is not high:
            return [low, high], hiding
        own = _counters(low)
        numbers_of.subtract(own)
        left -= len(own)
        if left == sum(numbers_of[counter] for counter in own):
            return [low] * (2 if _is_range(low[0]) else 1), hiding
        hiding.append(low)
    return [], hiding


def _end_texts(ends: Sequence[Sequence[Count]], dataset: Dataset) -> list[End]:
    """Return ends with whose they are: of a range at an end its bound, where all is of the same."""
    told = [_agreed(same, dataset) for same in ends]
    if len(ends) < 2 or told[0].counters != told[1].counters:
        return told
    low, high = ends[0][0], ends[1][0]
    if low is not high and _lowest(low) == _highest(high) and not _is_range(low):
        return told[1:]  # One number, of which the vaguer words hold: "about 100", "at least 20".
    bounds = (_bound_words(low, is_low=True), _bound_words(high, is_low=False))
    return [end._replace(words=words) for end, words in zip(told, bounds, strict=True)]


def _bound_words(count: Count, *, is_low: bool) -> str:
    """Return a number at an end of a range; of bounds alone, the one that it ends with."""
    if not _is_range(count):
        return str(count.number)
    bound = count.number.low if is_low else count.number.high
    return f"{'about ' if count.number.approximate else ''}{bound:,}"


def _agreed(counts: Sequence[Count], dataset: Dataset) -> End:
    """Return the number of counts that are alike, with their counters, each once.

    A counter of which another is a member stands for it.
    """
    counters = dict.fromkeys(count.report.counted_by for count in counts)
    named = _nearest_wholes([id for id in counters if id is not None], dataset)
    wholes = [id for id, whole in named.items() if whole is None or whole not in named]
    # Of counters that are members of each other, in a circle, each stands for itself.
    told: list[str | None] = [*(wholes or named)]
    return End(str(counts[0].number), [*told, *([None] if None in counters else [])])


def _nearest_wholes(actors: Sequence[str], dataset: Dataset) -> dict[str, str | None]:
    """Return for each actor the nearest of the others of which it is a member, through any too."""
    if len(actors) == 1:
        return {actors[0]: None}
    nearest: dict[str | None, str | None] = {None: None, **{actor: actor for actor in actors}}
    wholes: dict[str, str | None] = {}
    for actor in actors:
        passed: dict[str, None] = {}
        above: str | None = dataset.actor_by_id[actor].member_of
        while above not in nearest and above not in passed:
            passed[str(above)] = None
            above = dataset.actor_by_id[above].member_of
        whole = nearest.get(above)
        nearest.update(dict.fromkeys(passed, whole))
        wholes[actor] = whole if whole != actor else None  # A circle leads back to it.
    return wholes


def _by_number(counts: Iterable[Count]) -> Iterable[list[Count]]:
    """Return counts in groups of one number."""
    alike: dict[str, list[Count]] = {}
    for count in counts:
        alike.setdefault(str(count.number), []).append(count)
    return alike.values()


def _counters(counts: Iterable[Count]) -> set[str | None]:
    return {count.report.counted_by for count in counts}


def _is_range(count: Count) -> bool:
    """Return whether a count has both bounds and no best number."""
    return count.number.best is None and None not in (count.number.low, count.number.high)


def _is_upper_bound(count: Count) -> bool:
    return count.number.low is None and count.number.best is None


def _of_most_unnamed(bounds: list[Count]) -> list[Count]:
    """Return upper bounds, of those of no named counter the highest alone."""
    unnamed = [c for c in bounds if c.report.counted_by is None]
    highest = max(unnamed, key=_highest, default=None)
    return [c for c in bounds if c.report.counted_by is not None or c is highest]


def _is_within(count: Count, unnamed_bound: Count | None) -> bool:
    """Return whether an upper bound takes in a number, where nobody is named for either."""
    return (
        unnamed_bound is not None
        and count.report.counted_by is None
        and not count.number.is_open
        and _highest(count) <= _highest(unnamed_bound)
    )


def _low_key(same: Sequence[Count]) -> tuple[int, bool, str]:
    return _lowest(same[0]), same[0].number.is_open, str(same[0].number)


def _high_key(same: Sequence[Count]) -> tuple[int, bool, str]:
    return _highest(same[0]), same[0].number.is_open, str(same[0].number)


def _lowest(count: Count) -> int:
    number = count.number
    return next(n for n in (number.best, number.low, 0) if n is not None)


def _highest(count: Count) -> int:
    number = count.number
    return next(n for n in (number.best, number.high, number.low) if n is not None)
