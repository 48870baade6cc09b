"""Add up the last count of each event by month, year, place, actor or kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from conflictcli import dates
from conflictcli.answers import By, Total
from conflictcli.model import CasualtyReport, Dataset, Estimate, Event


def totals(
    events: Sequence[Event], reports: Iterable[CasualtyReport], by: By | None, dataset: Dataset
) -> list[Total]:
    """Give a total for each group, by month or year in order, else the most killed first; or one.

    An event counts in the group of its earliest day, and under each of its actors. One that is
    part of a counted event is not counted again; of several reports the last id counts.
    """
    last = {report.event: report for report in sorted(reports, key=lambda report: report.id)}
    counted = {event.id for event in events if _has_count(last.get(event.id))}
    groups: dict[str | None, list[Event]] = {}
    for event in events:
        if counted.isdisjoint(_wholes(event, dataset)):
            for group in GROUPS[by](event, dataset):
                groups.setdefault(group, []).append(event)
    found = [_total(group, members, last) for group, members in groups.items()]
    if by in ("month", "year"):
        return sorted(found, key=lambda total: total.group or "~")
    return sorted(found, key=lambda total: (-_size(total.killed), total.group or "~"))


GROUPS: Mapping[By | None, Callable[[Event, Dataset], list[str | None]]] = {
    None: lambda event, dataset: [None],
    "month": lambda event, dataset: [_day(event, 7)],
    "year": lambda event, dataset: [_day(event, 4)],
    "place": lambda event, dataset: [event.place.name if event.place else None],
    "actor": lambda event, dataset: _actors(event, dataset),
    "kind": lambda event, dataset: [event.kind],
}


def _day(event: Event, length: int) -> str | None:
    earliest = dates.span(event.date).earliest
    return str(earliest)[:length] if earliest else None


def _actors(event: Event, dataset: Dataset) -> list[str | None]:
    ids = dict.fromkeys(part.actor for part in event.participants)
    return [dataset.actor_by_id[id].name for id in ids] or [None]


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
    bounds = [
        report
        for report in reports
        if any(count and count.best is None for count in (report.killed, report.injured))
    ]
    return Total(
        group=group,
        events=len(events),
        reports=len(reports),
        without_count=len(events) - sum(map(_has_count, reports)),
        without_best=len(bounds),
        killed=_sum(killed),
        injured=_sum(injured),
    )


def _sum(counts: Sequence[Estimate]) -> Estimate | None:
    """Add up each bound, best standing in where one is missing; a bound alone adds to itself."""
    if not counts:
        return None
    lows = [count.best if count.low is None else count.low for count in counts]
    highs = [count.best if count.high is None else count.high for count in counts]
    sums = (_added(numbers) for numbers in (lows, [count.best for count in counts], highs))
    low, best, high = sums
    approximate = any(count.approximate for count in counts)
    return Estimate(low=low, best=best, high=high, approximate=approximate)


def _added(numbers: Iterable[int | None]) -> int | None:
    given = [number for number in numbers if number is not None]
    return sum(given) if given else None


def _has_count(report: CasualtyReport | None) -> bool:
    return bool(report and (report.killed or report.injured))


def _size(count: Estimate | None) -> int:
    return (count.best or count.low or count.high or 0) if count else -1
