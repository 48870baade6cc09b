"""Add up the last count of each event by month, year, place, actor or kind."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from conflictcli.model import dates
from conflictcli.model.records import CasualtyReport, Dataset, Estimate, Event
from conflictcli.model.results import Group, Result, Sums, Total
from conflictcli.model.scope import Scope
from conflictcli.queries.as_of import answer_as_of, latest


class _Last(NamedTuple):
    """The last reports that give the killed, and the injured, by event."""

    killed: dict[str, CasualtyReport]
    injured: dict[str, CasualtyReport]


def totals(dataset: Dataset, scope: Scope, by: Group) -> Result:
    """Return a total for each group of the events in a scope, whose window is that of events here.

    By month or year they are in order, else the most killed come first. An event counts in the
    group of its earliest day, and under each of its actors: with its last report that gives the
    killed, and its last that gives the injured. One that is part of a counted event is not counted
    again; of several last reports, and of events that differ, the last id counts.
    """

    def select(known: Dataset, background: Dataset) -> dict[str, list[Any]]:
        # A count that was known counts, though its event may have no certain day.
        counted = {report.event for report in known.casualties}
        begun = {event.id for event in known.events}
        events = [e for e in background.events if e.id in begun or e.id in counted]
        events = scope.filter(events, background)
        ids = {event.id for event in events}
        return {"events": events, "casualties": [n for n in known.casualties if n.event in ids]}

    result = answer_as_of("casualties by", dataset, scope, select)
    reports = result.tables["casualties"]
    last = _Last(latest("killed", reports), latest("injured", reports))
    counted = _counted_once(result.tables["events"], last, result.dataset)
    grouped = _grouped(counted, by, result.dataset)
    rows = [_total(group, events, last) for group, events in grouped.items()]
    return of_sums(
        result.dataset, scope, by, Sums(rows, _total(None, counted, last), result.left_out)
    )


def of_sums(dataset: Dataset, scope: Scope, by: Group, sums: Sums) -> Result:
    """Return totals that are added up already, in their order."""
    covered = sums.covered
    none = [f"None of the {covered.events:,} events has a count."]
    return Result(
        question="casualties by",
        subject=by,
        scope=scope,
        tables={
            "totals": sorted(sums.rows, key=_time_order if by in ("month", "year") else _size_order)
        },
        dataset=dataset,
        left_out=sums.left_out,
        covered=covered,
        notes=tuple(none if 0 < covered.events == covered.without_count else ()),
    )


def _counted_once(events: Sequence[Event], last: _Last, dataset: Dataset) -> list[Event]:
    """Leave out what is part of a counted event, and all but the last id of what differs."""
    counted = {event.id for event in events if event.id in last.killed or event.id in last.injured}
    pairs = ((event.id, other) for event in events for other in event.disagrees_with)
    twice = {min(pair) for pair in pairs if counted.issuperset(pair)}
    inside = _within_counted(events, counted, dataset)
    return [event for event in events if event.id not in inside and event.id not in twice]


def _within_counted(
    events: Iterable[Event], counted: Collection[str], dataset: Dataset
) -> set[str]:
    """Return the ids of what is part of a counted event, through others too."""
    is_within: dict[str, bool] = {}
    for event in events:
        path: dict[str, None] = {}
        id: str | None = event.id
        while id and id not in is_within and id not in path:
            path[id] = None
            id = dataset.event_by_id[id].part_of
        upward = list(path)
        if id is not None and id in path:
            # They lead back to themselves: each is part of all the others.
            circle = upward[upward.index(id) :]
            times = len([member for member in circle if member in counted])
            is_within.update((member, times > (member in counted)) for member in circle)
        for member in reversed(upward):
            whole = dataset.event_by_id[member].part_of
            inside = whole is not None and (whole in counted or is_within[whole])
            is_within.setdefault(member, inside)
    return {id for id in is_within if is_within[id]}


def _grouped(events: Iterable[Event], by: Group, dataset: Dataset) -> dict[str | None, list[Event]]:
    members: dict[str | None, list[Event]] = {}
    for event in events:
        for group in _groups_of(event, by, dataset):
            members.setdefault(group, []).append(event)
    return members


def _time_order(total: Total) -> str:
    return total.group or "~"


def _size_order(total: Total) -> tuple[int, str]:
    killed = total.killed
    size = (killed.best or killed.low or killed.high or 0) if killed else -1
    return -size, total.group or "~"


def _total(group: str | None, events: Sequence[Event], last: _Last) -> Total:
    killed = [last.killed[event.id] for event in events if event.id in last.killed]
    injured = [last.injured[event.id] for event in events if event.id in last.injured]
    reports = {report.id: report for report in (*killed, *injured)}
    counted = {report.event for report in reports.values()}
    bounds = {r.event for r in killed if _is_bound(r.killed)}
    bounds |= {r.event for r in injured if _is_bound(r.injured)}
    return Total(
        group=group,
        events=len(events),
        reports=len(reports),
        without_count=len(events) - len(counted),
        without_best=len(bounds),
        killed=_sum([report.killed for report in killed if report.killed]),
        injured=_sum([report.injured for report in injured if report.injured]),
    )


def _sum(counts: Sequence[Estimate]) -> Estimate | None:
    """Add up each bound, best standing in where one is missing; a bound alone adds to itself."""
    if not counts:
        return None
    return Estimate(
        low=_add(count.best if count.low is None else count.low for count in counts),
        best=_add(count.best for count in counts),
        high=_add(count.best if count.high is None else count.high for count in counts),
        approximate=any(count.approximate for count in counts),
    )


def _add(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _is_bound(count: Estimate | None) -> bool:
    return count is not None and count.best is None


def _groups_of(event: Event, by: Group, dataset: Dataset) -> Sequence[str | None]:
    """Return the groups of an event, by the earliest day of it where that is a time."""
    if by == "month":
        return [_start_of_earliest(event.date, len("2016-10"))]
    if by == "year":
        return [_start_of_earliest(event.date, len("2016"))]
    if by == "place":
        return [event.place.name if event.place else None]
    if by == "kind":
        return [event.kind]
    actors = dict.fromkeys(part.actor for part in event.participants)
    return [dataset.actor_by_id[id].name for id in actors] or [None]


@cache
def _start_of_earliest(expression: str | None, length: int) -> str | None:
    earliest = dates.interval(expression).earliest
    return str(earliest)[:length] if earliest else None
