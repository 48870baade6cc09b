"""Counts of people: of whom, for which days, by whom, and which of them stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from conflictcli.model import dates
from conflictcli.model.records import CasualtyReport, Dataset, Estimate, Event
from conflictcli.model.results import EVERYONE, FIGURES, Count, CountKey, Figure, Period, Result


class Standing(NamedTuple):
    """Counts by the id of their event and of their report, and what replaces some of them.

    `replaced_by` holds the id of a later report by the key of the count that it replaces. `groups`
    are the groups that alone are counted, None being everyone.
    """

    of_events: Mapping[str, Sequence[Count]]
    of_reports: Mapping[str, Sequence[Count]]
    replaced_by: Mapping[CountKey, str]
    groups: Collection[str] | None = None

    def stands(self, count: Count) -> bool:
        """Return whether no later count of its counter replaces it."""
        return count.key not in self.replaced_by

    def of_event(self, id: str) -> list[Count]:
        """Return the counts of an event that stand."""
        return [count for count in self.of_events.get(id, ()) if self.stands(count)]

    def figures(self, report: CasualtyReport) -> list[Figure]:
        """Return the figures for which a report stands."""
        standing = {c.figure for c in self.of_reports.get(report.id, ()) if self.stands(c)}
        return [figure for figure in FIGURES if figure in standing]

    def is_replaced(self, report: CasualtyReport) -> bool:
        """Return whether later counts replace all that a report counts."""
        return report.id in self.of_reports and not self.figures(report)

    def replacing(self, report: CasualtyReport) -> str | None:
        """Return the id of the report that replaces one, or a number of it."""
        return next(iter(self.all_replacing(report)), None)

    def all_replacing(self, report: CasualtyReport) -> list[str]:
        """Return the ids of the reports that replace one, or a number of it, each once."""
        found = (self.replaced_by.get(c.key) for c in self.of_reports.get(report.id, ()))
        return list(dict.fromkeys(filter(None, found)))

    def people(self, report: CasualtyReport, figure: Figure) -> list[str]:
        """Return of whom a report gives the killed or injured: everyone, or groups."""
        counts = self.of_reports.get(report.id, ())
        return [count.people for count in counts if count.figure == figure]


def standing(
    reports: Iterable[CasualtyReport], dataset: Dataset, groups: Collection[str] | None = None
) -> Standing:
    """Return the counts in casualty reports, and which of them are replaced.

    With `groups` these are counts of the groups alone, also of those that are part of a number of
    everyone.
    """
    groups = None if groups is None else frozenset(groups)
    by_event: dict[str, list[Count]] = {}
    by_report: dict[str, list[Count]] = {}
    for report in reports:
        # A count of no event that is there is no count of one: validate tells of it.
        event = dataset.event_by_id.get(report.event)
        if event and (found := list(counts_of(report, event, groups))):
            by_report[report.id] = found
            by_event.setdefault(report.event, []).extend(found)
    series: dict[tuple[str, Figure, str, str], list[Count]] = {}
    for id, counts in by_event.items():
        for count in counts:
            if (counter := count.report.counted_by) is not None:
                key = (id, count.figure, count.people_key, counter)
                series.setdefault(key, []).append(count)
    replaced_by: dict[CountKey, str] = {}
    for of_series in series.values():
        if len(of_series) > 1:
            replaced_by.update(_replacements(of_series))
    return Standing(by_event, by_report, replaced_by, groups)


def standing_of(result: Result) -> Standing:
    """Return the counts that were known for an answer, and which of them are replaced."""
    return standing(result.known.casualties, result.dataset, result.scope.people)


def counts_of(
    report: CasualtyReport, event: Event, groups: Collection[str] | None = None
) -> Iterator[Count]:
    """Yield what a report counts: everyone or, where it has no such number, each of its groups.

    Killed and injured are decided apart. With `groups` only these are counted.
    """
    period = period_of(report, event)
    for figure in FIGURES:
        whole: Estimate | None = getattr(report, figure)
        if whole is not None and groups is None:
            yield Count(report, figure, EVERYONE, whole.rising, period)
            continue
        for part in report.breakdown:
            number: Estimate | None = getattr(part, figure)
            if number is not None and (groups is None or part.group in groups):
                yield Count(report, figure, part.group, number.rising, period)


def period_of(report: CasualtyReport, event: Event) -> Period | None:
    """Return the possible days that a report counts, None where they are unknown.

    That is what it covers; else the day of its event; of an event that lasts, its days up to the
    one on which the count stood.
    """
    if report.covers is not None:
        earliest, latest, *_ = dates.interval(report.covers)
        # Without an end it covers no day after the one on which it stood.
        begun = earliest or date.min
        until = dates.interval(report.as_of).latest or date.max
        return Period(begun, latest or max(until, begun))
    if event.date is None:
        return None
    first, last, *_ = dates.interval(event.date)
    if dates.lasts(event.date):
        stood = dates.interval(report.as_of).latest
        last = min(filter(None, (stood, last)), default=None)
        if first is None or last is None or last < first:
            return None
    return Period(first or date.min, last or date.max)


def replaces(later: Count, earlier: Count) -> bool:
    """Return whether a count replaces another of its event and counter.

    It is of the same people, certainly later, and of the same days or of days that contain them;
    or the days of both are unknown.
    """
    is_later = dates.ends_before(earlier.report.as_of, later.report.as_of)
    if not is_later or (later.figure, later.people_key) != (earlier.figure, earlier.people_key):
        return False
    if later.period is None or earlier.period is None:
        return later.period is earlier.period
    return later.period.contains(earlier.period)


def latest_unnamed(counts: Sequence[Count]) -> list[Count]:
    """Return counts without those of no named counter that a later one of the same days follows.

    Who counted is unknown, so that none replaces another: of each period, those of the last as-of
    day are kept.
    """
    last_day: dict[tuple[Figure, str, Period | None], date] = {}
    for count in counts:
        if count.report.counted_by is None:
            last_day[_days_key(count)] = max(
                last_day.get(_days_key(count), date.min), _as_of_day(count)
            )
    return [
        count
        for count in counts
        if count.report.counted_by is not None or _as_of_day(count) == last_day[_days_key(count)]
    ]


def _days_key(count: Count) -> tuple[Figure, str, Period | None]:
    return count.figure, count.people_key, count.period


def _as_of_day(count: Count) -> date:
    earliest, latest, *_ = dates.interval(count.report.as_of)
    return latest or (date.max if earliest else date.min)


def _replacements(series: Sequence[Count]) -> Iterator[tuple[CountKey, str]]:
    """Yield each count of a series that is replaced, with the id of what `replaces` it.

    Each is compared with the widest of the later ones alone, so that long series take no longer.
    """
    intervals = [(count, dates.interval(count.report.as_of)) for count in series]
    later = sorted(
        ((as_of.earliest, count) for count, as_of in intervals if as_of.earliest),
        key=lambda pair: (pair[0], pair[1].report.id),
    )
    earlier = [(as_of.latest, count) for count, as_of in intervals if as_of.latest]
    passed = _Passed()
    for latest, count in sorted(earlier, key=lambda pair: pair[0], reverse=True):
        while later and later[-1][0] > latest:
            passed.add(later.pop()[1])
        if replacing := passed.containing(count.period):
            yield count.key, replacing


class _Passed:
    """Counts from the latest on, of which only those matter whose days no other's contain."""

    def __init__(self) -> None:
        self.unknown: str | None = None
        self.widest: list[tuple[date, date, str]] = []

    def add(self, count: Count) -> None:
        """Add a count that is no later than those before."""
        if count.period is None:
            self.unknown = self.unknown or count.report.id
        elif self.containing(count.period) is None:
            first, last = count.period
            # None contains another, so that they end in the order in which they begin.
            index = end = bisect_left(self.widest, first, key=lambda each: each[0])
            while end < len(self.widest) and self.widest[end][1] <= last:
                end += 1
            self.widest[index:end] = [(first, last, count.report.id)]

    def containing(self, period: Period | None) -> str | None:
        """Return the id of a count whose days contain a period, or are unknown as this is."""
        if period is None:
            return self.unknown
        index = bisect_right(self.widest, period.first, key=lambda each: each[0])
        if index and self.widest[index - 1][1] >= period.last:
            return self.widest[index - 1][2]
        return None
