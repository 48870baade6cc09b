"""Add up, for each counter alone, what it counted in events: by month, year, place, actor, kind.

Of an event each counter gives one figure of killed and one of injured. No event is in a sum twice.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from conflictcli.model import dates
from conflictcli.model.records import CasualtyReport, Dataset, Estimate, Event
from conflictcli.model.results import (
    EVERYONE,
    FIGURES,
    Count,
    Figure,
    Group,
    NotAdded,
    Period,
    Reason,
    Result,
    Sums,
    Total,
)
from conflictcli.model.scope import Scope
from conflictcli.queries.as_of import answer_as_of
from conflictcli.queries.counts import latest_unnamed, standing

SEVERAL = "several"
_REASONS: Sequence[Reason] = get_args(Reason)
_OF_COUNTS = ("counts of different days", "of a group alone")


class CounterFigure(NamedTuple):
    """What one counter says of the killed or injured of one event: a number, and what it is of.

    `unused` are counts of other days, which the number does not take in.
    """

    number: Estimate
    period: Period | None
    counts: Sequence[Count]
    unused: Sequence[Count] = ()


def totals(dataset: Dataset, scope: Scope, by: Group) -> Result:
    """Return a total for each group and counter of the events in a scope, and what was not added.

    The window of the scope is that of the events here. By month or year the rows are in order, else
    the most killed come first.
    """

    def select(known: Dataset, background: Dataset) -> dict[str, list[Any]]:
        # A count that was known counts, though its event may have no certain day.
        counted = {report.event for report in known.casualties}
        begun = {event.id for event in known.events}
        events = [e for e in background.events if e.id in begun or e.id in counted]
        events = scope.filter(events, background)
        ids = {event.id for event in events}
        reports = [n for n in known.casualties if n.event in ids and scope.admits_counter(n)]
        return {"events": events, "casualties": reports}

    result = answer_as_of("casualties by", dataset, scope, select)
    events, reports = result.tables["events"], result.tables["casualties"]
    sums = _sums(events, reports, scope, result.dataset, by, result.left_out)
    return of_sums(result.dataset, scope, by, sums)


def of_sums(dataset: Dataset, scope: Scope, by: Group, sums: Sums) -> Result:
    """Return totals that are added up already, in their order."""
    key = _time_order if by in ("month", "year") else _size_order
    without = sum(each.events for each in sums.not_added)
    none = f"None of the {without:,} events has a count that can be added up."
    return Result(
        question="casualties by",
        subject=by,
        scope=scope,
        tables={"totals": sorted(sums.rows, key=key), "not_added": sums.not_added},
        dataset=dataset,
        left_out=sums.left_out,
        notes=(none,) if without and not sums.rows else (),
    )


def counter_figures(counts: Iterable[Count]) -> dict[tuple[str | None, Figure], CounterFigure]:
    """Return by counter and figure what the standing counts of everyone in one event say."""
    by_counter: dict[tuple[str | None, Figure], list[Count]] = {}
    for count in latest_unnamed(list(counts)):
        if count.people == EVERYONE:
            by_counter.setdefault((count.report.counted_by, count.figure), []).append(count)
    return {key: _figure(of_counter) for key, of_counter in by_counter.items()}


def groups_of(event: Event, by: Group, dataset: Dataset) -> Sequence[str | None]:
    """Return the groups of an event; one of time only where all its possible days lie in it."""
    if by == "place":
        return [event.place.name if event.place else None]
    if by == "kind":
        return [event.kind]
    if by == "actor":
        actors = dict.fromkeys(part.actor for part in event.participants)
        return [dataset.actor_by_id[id].name for id in actors] or [None]
    if event.date is None:
        return [None]
    length = len("2016-10") if by == "month" else len("2016")
    earliest, latest, *_ = dates.interval(event.date)
    first, last = (str(day)[:length] if day else None for day in (earliest, latest))
    return [first if first == last else SEVERAL]


def _figure(counts: Sequence[Count]) -> CounterFigure:
    """Return one figure of the counts of one counter that stand in one event.

    It is the count whose days contain those of the others. Several of the same days are a range.
    Where no days contain the others', the longest are no more than a lower bound.
    """
    if len(counts) == 1:
        return CounterFigure(counts[0].number, counts[0].period, counts)
    longest = max((c.period for c in counts if c.period), key=_length_and_days, default=None)
    chosen = [count for count in counts if count.period == longest]
    number = range_of([count.number for count in chosen])
    contains_all = all(c.period and longest and longest.contains(c.period) for c in counts)
    if longest is None or contains_all:
        return CounterFigure(number, longest, chosen)
    least = next(n for n in (number.low, number.best, 0) if n is not None)
    unused = [c for c in counts if not (longest and c.period and longest.contains(c.period))]
    bound = Estimate(low=least, approximate=number.approximate)
    return CounterFigure(bound, longest, chosen, unused)


def _length_and_days(period: Period) -> tuple[int, Period]:
    return period.length, period


def range_of(numbers: Sequence[Estimate]) -> Estimate:
    """Return numbers of one thing as one: the same where they are alike, else from low to high."""
    if all(number == numbers[0] for number in numbers):
        return numbers[0]
    lows = [next((n for n in (e.low, e.best) if n is not None), 0) for e in numbers]
    highs = [next((n for n in (e.high, e.best) if n is not None), None) for e in numbers]
    known = [high for high in highs if high is not None]
    high = max(known) if len(known) == len(highs) else None
    return Estimate(low=min(lows), high=high, approximate=any(e.approximate for e in numbers))


def _sums(
    events: Sequence[Event],
    reports: Sequence[CasualtyReport],
    scope: Scope,
    dataset: Dataset,
    by: Group,
    left_out: int,
) -> Sums:
    """Return the totals of events, in no order, and what was not added, by reason."""
    found = standing(reports, dataset)
    left = _Left()
    inside = []
    for event in events:
        if event.id not in found.of_events:
            left.add("no count", event.id, [])
        elif not scope.holds_whole(event):
            left.add("not certainly in the window", event.id, found.of_events[event.id])
        else:
            inside.append(event)
    of_key: dict[tuple[str | None, Figure], dict[str, CounterFigure]] = {}
    for event in inside:
        counts = found.of_event(event.id)
        figures = counter_figures(counts)
        for key, of_counter in figures.items():
            of_key.setdefault(key, {})[event.id] = of_counter
        of_groups = [c for c in counts if (c.report.counted_by, c.figure) not in figures]
        left.add("of a group alone", event.id, of_groups)
    accounts = _accounts(inside)
    parts: dict[tuple[str | None, str | None], dict[Figure, list[_Added]]] = {}
    for (counter, figure), of_event in of_key.items():
        for added in _counted_once(of_event, accounts, dataset, left):
            for group in _groups_of_account(added.events, by, dataset):
                row = parts.setdefault((group, counter), {"killed": [], "injured": []})
                row[figure].append(added)
    rows = [_total(group, counter, added) for (group, counter), added in parts.items()]
    return Sums(rows, left.rows(), left_out)


class _Left:
    """What is not added, by reason: ids of events, and of counts, each once."""

    def __init__(self) -> None:
        self.events: dict[Reason, dict[str, None]] = {reason: {} for reason in _REASONS}
        self.counts: dict[Reason, dict[str, None]] = {reason: {} for reason in _REASONS}

    def add(self, reason: Reason, event: str, counts: Iterable[Count]) -> None:
        """Add counts of an event; without any count, the event for a reason of events."""
        ids = dict.fromkeys(count.report.id for count in counts)
        if ids or reason not in _OF_COUNTS:
            self.events[reason][event] = None
            self.counts[reason].update(ids)

    def rows(self) -> list[NotAdded]:
        """Return a row for each reason that is true of something."""
        return [
            NotAdded(
                reason,
                len(self.events[reason]),
                len(self.counts[reason]),
                [*(self.counts if reason in _OF_COUNTS else self.events)[reason]],
            )
            for reason in _REASONS
            if self.events[reason]
        ]


class _Added(NamedTuple):
    """Events that tell one thing, and what one counter says of each."""

    events: Sequence[Event]
    figures: Sequence[CounterFigure]


def _accounts(events: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Return by id the events that differ from one, directly or through others, with itself."""
    account: dict[str, list[Event]] = {event.id: [event] for event in events}
    for event in events:
        for other in event.disagrees_with:
            one, joined = account[event.id], account.get(other, account[event.id])
            if one is not joined:
                fewer, more = sorted((one, joined), key=len)
                more.extend(fewer)
                account.update((each.id, more) for each in fewer)
    for joined in account.values():
        if len(joined) > 1:
            joined.sort(key=lambda event: event.sort_key)
    return account


def _counted_once(
    of_event: Mapping[str, CounterFigure],
    accounts: Mapping[str, Sequence[Event]],
    dataset: Dataset,
    left: _Left,
) -> Iterator[_Added]:
    """Yield what is added of one counter's figures: no part of a whole, of accounts one range."""
    counted = {id: [e for e in accounts[id] if e.id in of_event] for id in of_event}
    wholes = _Wholes(of_event, dataset)
    for id, events in counted.items():
        if events[0].id != id:
            continue
        figures = [of_event[event.id] for event in events]
        if reason := _overlap(events, counted, of_event, wholes):
            for event in events:
                left.add(reason, event.id, of_event[event.id].counts)
            continue
        for event in events[1:]:
            left.add("another account of a counted event", event.id, of_event[event.id].counts)
        for event in events:
            left.add("counts of different days", event.id, of_event[event.id].unused)
        yield _Added(events, figures)


def _overlap(
    events: Sequence[Event],
    counted: Mapping[str, Sequence[Event]],
    of_event: Mapping[str, CounterFigure],
    wholes: "_Wholes",
) -> Reason | None:
    """Return why events are not added beside a whole that is counted too, None where they are."""
    own = {event.id for event in events}
    periods = [of_event[event.id].period for event in events]
    for event in events:
        passed: set[str] = set()
        whole = wholes.above(event)
        while whole and whole.id not in passed:
            if whole.id in own or event.id in wholes.circular:
                return "may overlap a counted event"
            others = [of_event[other.id].period for other in counted[whole.id]]
            if reason := _overlap_in_days(periods, others):
                return reason
            passed.add(whole.id)
            whole = wholes.above(whole)
    return None


def _overlap_in_days(
    parts: Iterable[Period | None], wholes: Sequence[Period | None]
) -> Reason | None:
    pairs = [(part, whole) for part in parts for whole in wholes]
    if all(part and whole and whole.contains(part) for part, whole in pairs):
        return "part of a counted event"
    if all(part and whole and part.is_apart_from(whole) for part, whole in pairs):
        return None
    return "may overlap a counted event"


class _Wholes:
    """The nearest whole of an event that has a figure, at any depth.

    What was found is remembered, so that a long chain is followed once.
    """

    def __init__(self, counted: Collection[str], dataset: Dataset) -> None:
        self.counted, self.events = counted, dataset.event_by_id
        self.found: dict[str, str | None] = {}
        self.circular: set[str] = set()

    def above(self, event: Event) -> Event | None:
        """Return the nearest whole with a figure; of a circle of parts, each is in `circular`."""
        path: dict[str, None] = {}
        id: str | None = event.id
        while id and id not in self.found and id not in path:
            path[id] = None
            whole = self.events.get(id)
            id = whole.part_of if whole else None
            if id in self.counted and id not in path:
                break
        if id in path:
            ids = list(path)
            self.circular.update(ids[ids.index(id) :])
            nearest = id if id in self.counted else None
        elif id in self.counted:
            nearest = id
        else:
            nearest = self.found.get(id) if id else None
        self.found.update(dict.fromkeys(path, nearest))
        return self.events[nearest] if nearest else None


def _groups_of_account(
    events: Sequence[Event], by: Group, dataset: Dataset
) -> Sequence[str | None]:
    """Return the groups of events that tell one thing: `several` where they are not of one."""
    first, *others = (groups_of(event, by, dataset) for event in events)
    return first if all(set(each) == set(first) for each in others) else [SEVERAL]


def _total(
    group: str | None, counter: str | None, parts: Mapping[Figure, Sequence[_Added]]
) -> Total:
    added = [each for figure in FIGURES for each in parts[figure]]
    reports = {c.report.id for each in added for f in each.figures for c in f.counts}
    killed, injured = (
        sum_of([range_of([f.number for f in each.figures]) for each in parts[figure]])
        for figure in FIGURES
    )
    return Total(
        group=group,
        counter=counter,
        events=len({event.id for each in added for event in each.events}),
        counts=len(reports),
        killed=killed,
        injured=injured,
    )


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


def _time_order(total: Total) -> tuple[bool, bool, str, bool, str]:
    """Return what sorts rows by time: the last are what lasted, then what has no date."""
    is_unknown, is_several = total.group is None, total.group == SEVERAL
    return is_unknown, is_several, total.group or "", total.counter is None, total.counter or ""


def _size_order(total: Total) -> tuple[int, str, bool, str]:
    killed = total.killed
    size = (killed.best or killed.low or killed.high or 0) if killed else -1
    return -size, total.group or "~", total.counter is None, total.counter or ""
