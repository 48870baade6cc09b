"""Add up the last count of each event by month, year, place, actor or kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from conflictcli import dates
from conflictcli.answers import By, Covered, Total
from conflictcli.model import CasualtyReport, Dataset, Estimate, Event


def totals(
    events: Iterable[Event], reports: Iterable[CasualtyReport], by: By, dataset: Dataset
) -> tuple[list[Total], Covered]:
    """Give a total for each group, and what all cover.

    By month or year they are in order, else the most killed come first. An event counts in the
    group of its earliest day, and under each of its actors. One that is part of a counted event is
    not counted again; of several last reports, and of events that differ, the last id counts.
    """
    last = _last(reports)
    counted = _counted_once(list(events), last, dataset)
    groups: dict[str | None, list[Event]] = {}
    for event in counted:
        for group in GROUPS[by](event, dataset):
            groups.setdefault(group, []).append(event)
    found = [_total(group, members, last) for group, members in groups.items()]
    in_order = sorted(found, key=_order_in_time if by in ("month", "year") else _order_of_size)
    found_last = [last[event.id] for event in counted if event.id in last]
    return in_order, Covered(len(counted), len(found_last), _without_count(counted, found_last))


def _last(reports: Iterable[CasualtyReport]) -> dict[str, CasualtyReport]:
    """Give the report of each event that has the last day, or of several the last id."""
    last: dict[str, CasualtyReport] = {}
    for report in reports:
        known = last.get(report.event)
        if known is None or (known.as_of or "", known.id) < (report.as_of or "", report.id):
            last[report.event] = report
    return last


def _counted_once(
    events: list[Event], last: Mapping[str, CasualtyReport], dataset: Dataset
) -> list[Event]:
    """Leave out what is part of a counted event, and all but the last id of what differs."""
    if not any(event.part_of or event.disagrees_with for event in events):
        return events
    counted = {event.id for event in events if _has_count(last.get(event.id))}
    pairs = ((event.id, other) for event in events for other in event.disagrees_with)
    twice = {min(pair) for pair in pairs if counted.issuperset(pair)}
    outermost = (event for event in events if counted.isdisjoint(_wholes(event, dataset)))
    return [event for event in outermost if event.id not in twice]


def _order_in_time(total: Total) -> str:
    return total.group or "~"


def _order_of_size(total: Total) -> tuple[int, str]:
    return -_size(total.killed), total.group or "~"


@cache
def _first(expression: str | None, length: int) -> str | None:
    """Give the start of the earliest day."""
    earliest = dates.span(expression).earliest
    return str(earliest)[:length] if earliest else None


def _actors(event: Event, dataset: Dataset) -> list[str | None]:
    ids = dict.fromkeys(part.actor for part in event.participants)
    return [dataset.actor_by_id[id].name for id in ids] or [None]


GROUPS: Mapping[By, Callable[[Event, Dataset], list[str | None]]] = {
    "month": lambda event, dataset: [_first(event.date, len("2016-10"))],
    "year": lambda event, dataset: [_first(event.date, len("2016"))],
    "place": lambda event, dataset: [event.place.name if event.place else None],
    "actor": _actors,
    "kind": lambda event, dataset: [event.kind],
}


def _wholes(event: Event, dataset: Dataset) -> set[str]:
    """Give the ids of what an event is part of, and what these are part of."""
    found: set[str] = set()
    id = event.part_of
    while id and id not in found:
        found.add(id)
        id = dataset.event_by_id[id].part_of
    return found - {event.id}


def _total(group: str | None, events: Sequence[Event], last: Mapping[str, CasualtyReport]) -> Total:
    reports = [last[event.id] for event in events if event.id in last]
    killed = [report.killed for report in reports if report.killed]
    injured = [report.injured for report in reports if report.injured]
    return Total(
        group=group,
        events=len(events),
        reports=len(reports),
        without_count=_without_count(events, reports),
        without_best=len([n for n in reports if _is_bound(n.killed) or _is_bound(n.injured)]),
        killed=_sum(killed),
        injured=_sum(injured),
    )


def _without_count(events: Sequence[Event], reports: Sequence[CasualtyReport]) -> int:
    return len(events) - len([report for report in reports if report.killed or report.injured])


def _sum(counts: Sequence[Estimate]) -> Estimate | None:
    """Add up each bound, best standing in where one is missing; a bound alone adds to itself."""
    if not counts:
        return None
    lows = [count.best if count.low is None else count.low for count in counts]
    highs = [count.best if count.high is None else count.high for count in counts]
    low, best, high = map(_added, (lows, [count.best for count in counts], highs))
    approximate = any(count.approximate for count in counts)
    return Estimate(low=low, best=best, high=high, approximate=approximate)


def _added(numbers: Iterable[int | None]) -> int | None:
    given = [number for number in numbers if number is not None]
    return sum(given) if given else None


def _is_bound(count: Estimate | None) -> bool:
    return count is not None and count.best is None


def _has_count(report: CasualtyReport | None) -> bool:
    return bool(report and (report.killed or report.injured))


def _size(count: Estimate | None) -> int:
    return (count.best or count.low or count.high or 0) if count else -1
