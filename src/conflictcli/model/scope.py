"""What an answer is limited to."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property, partial
from typing import Literal, TypeVar

from conflictcli.errors import UsageError
from conflictcli.model.dates import interval, overlaps
from conflictcli.model.records import (
    CasualtyReport,
    Dataset,
    EntryType,
    Event,
    Stance,
    Statement,
)

Mark = Literal["disputed", "differs", "single_source", "undated", "located"]
Dated = Event | Statement | CasualtyReport
_D = TypeVar("_D", Dated, Event, Statement, CasualtyReport)


@dataclass(kw_only=True, eq=False)
class Scope:
    """The filters of a question, None being no filter; the days are included. It never changes.

    `event`, `source` and `counted_by` are ids; `actor` holds ids, `place` and `kind` the spellings
    of the dataset, that which was typed first, `people` groups of people. A record has
    all of the `marks`.
    """

    as_of: date | None = None
    published_by: date | None = None
    since: date | None = None
    until: date | None = None
    actor: Collection[str] | None = None
    event: str | None = None
    source: str | None = None
    stance: Stance | None = None
    type: EntryType | None = None
    place: Collection[str] | None = None
    kind: Collection[str] | None = None
    counted_by: str | None = None
    people: Collection[str] | None = None
    marks: Collection[Mark] | None = None

    def __post_init__(self) -> None:
        check_window(self.since, self.until)

    def __str__(self) -> str:
        """Return the filters in words, like "as of 2016-10-09, actor john-kerry"."""
        given = ((field.name, getattr(self, field.name)) for field in fields(self))
        return ", ".join(
            f"{name.replace('_', ' ')} "
            f"{value if isinstance(value, str | date) else ' or '.join(value)}"
            for name, value in given
            if value is not None
        )

    def filter(self, records: Iterable[_D], dataset: Dataset) -> list[_D]:
        """Return the records that pass all filters but the as-of day and the marks."""
        may_overlap = self._may_overlap
        return [
            record
            for record in records
            if may_overlap(record.when)
            and self._may_have_begun(record, dataset)
            and self._admits(record, dataset)
        ]

    @cached_property
    def _may_overlap(self) -> Callable[[str | None], bool]:
        """Return what tells whether a date may lie in the window; many records have one date."""
        return cache(partial(overlaps, since=self.since, until=self.until))

    def _may_have_begun(self, record: Dated, dataset: Dataset) -> bool:
        """Return whether a count may be of the window: nobody counts before the event begins."""
        if self.until is None or not isinstance(record, CasualtyReport):
            return True
        begins = _first_day(record, dataset)
        return begins is None or begins <= self.until

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset(self.actor or ())

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(self.kind or ())

    @cached_property
    def _groups(self) -> frozenset[str]:
        return frozenset(self.people or ())

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self.place or ())

    def is_certain(self, record: Dated, dataset: Dataset) -> bool:
        """Return whether a record that was known lies in the window for certain.

        It is as in `dataset`, with ends that may lie after the as-of day: it went on until then.
        """
        _, latest, _, lasted = interval(record.when)
        if lasted and self._has_days_of(lasted[0], _earlier(lasted[1], self.as_of)):
            return True
        begins = _first_day(record, dataset)
        is_after = self.since is None or bool(begins and self.since <= begins)
        ends = _earlier(latest, self.as_of)  # It was certain by then.
        return is_after and (self.until is None or bool(ends and ends <= self.until))

    def _has_days_of(self, first: date, last: date | None) -> bool:
        is_after = self.until is None or first <= self.until
        return is_after and (self.since is None or bool(last and self.since <= last))

    def days_of(self, event: Event) -> tuple[date | None, date | None]:
        """Return the first and last possible day of an event, of those that are told."""
        earliest, latest, *_ = interval(event.date)
        return earliest, _earlier(latest, self.told_until)

    @cached_property
    def told_until(self) -> date | None:
        """Return the last day of which anything is told, None where there is none."""
        return _earlier(self.as_of, self.published_by)

    def holds_whole(self, event: Event) -> bool:
        """Return whether all possible days of an event lie in the window."""
        first, last = self.days_of(event)
        is_after = self.since is None or bool(first and self.since <= first)
        return is_after and (self.until is None or bool(last and last <= self.until))

    def admits_counter(self, report: CasualtyReport) -> bool:
        """Return whether a count is by the counter asked for."""
        return self.counted_by in (None, report.counted_by)

    def admits_people(self, report: CasualtyReport) -> bool:
        """Return whether a count has a number of one of the groups asked for."""
        return self.people is None or any(part.group in self._groups for part in report.breakdown)

    def _admits(self, record: Dated, dataset: Dataset) -> bool:
        """Return whether a record passes the filters besides the window, which are slower."""
        return (
            self.type in (None, record.type)
            and self.stance in (None, getattr(record, "stance", None))
            and (self.source is None or self.source in record.source_ids)
            and self._admits_events(record, dataset)
            and (self.actor is None or _involves(record, self._actors, dataset))
            and (not isinstance(record, CasualtyReport) or self._admits_count(record))
        )

    def _admits_count(self, report: CasualtyReport) -> bool:
        return self.admits_counter(report) and self.admits_people(report)

    def _admits_events(self, record: Dated, dataset: Dataset) -> bool:
        """Return whether one event of a record passes all filters of events."""
        if self.place is self.kind is None:
            return self.event is None or self.event in record.event_ids
        events = (dataset.event_by_id[id] for id in record.event_ids)
        return any(
            self.event in (None, event.id)
            and (
                self.place is None
                or (event.place and not self._places.isdisjoint(event.place.names))
            )
            and (self.kind is None or event.kind in self._kinds)
            for event in events
        )


def _first_day(record: Dated, dataset: Dataset) -> date | None:
    """Return the first possible day of a record; of a count that may be the one of its event."""
    earliest, latest, *_ = interval(record.when)
    if not isinstance(record, CasualtyReport):
        return earliest
    event = dataset.event_by_id.get(record.event)
    begins = event and interval(event.date).earliest
    if begins is None or (latest and latest < begins):  # It says a day before the event.
        return earliest
    return begins if earliest is None else max(earliest, begins)


def _earlier(day: date | None, other: date | None) -> date | None:
    if day is None or other is None:
        return day or other
    return min(day, other)


def check_window(since: date | None, until: date | None) -> None:
    """Raise UsageError for a window that ends before it begins."""
    if since and until and until < since:
        raise UsageError(f"--since {since} is after --until {until}: swap the two days.")


def _involves(record: Dated, actors: Collection[str], dataset: Dataset) -> bool:
    """Return whether one of the actors spoke; or took part, or counted."""
    if isinstance(record, Statement):
        return record.speaker in actors
    if isinstance(record, CasualtyReport) and record.counted_by in actors:
        return True
    events = (dataset.event_by_id[id] for id in record.event_ids)
    return any(part.actor in actors for event in events for part in event.participants)
