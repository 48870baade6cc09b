"""What an answer is limited to."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, TypeVar

from conflictcli.errors import UsageError
from conflictcli.model.dates import overlaps, overlaps_for_certain
from conflictcli.model.records import (
    CasualtyReport,
    Dataset,
    EntryType,
    Event,
    Stance,
    Statement,
)

Mark = Literal["disputed", "differs", "single_source", "undated"]
Dated = Event | Statement | CasualtyReport
_D = TypeVar("_D", Dated, Event, Statement, CasualtyReport)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The filters of a question, None being no filter; the days are included.

    `event` and `source` are ids; `actor` holds ids, `place` and `kind` the spellings of the
    dataset. `marks` are what `info` counts: a record has all of them.
    """

    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    actor: Collection[str] | None = None
    event: str | None = None
    source: str | None = None
    stance: Stance | None = None
    type: EntryType | None = None
    place: Collection[str] | None = None
    kind: Collection[str] | None = None
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
        kept = list(records)
        for passes in self._tests(dataset):
            kept = [record for record in kept if passes(record)]
        return kept

    def is_certain(self, record: Dated) -> bool:
        """Return whether a record lies in the window for certain, and not only by its bounds."""
        return overlaps_for_certain(record.when, since=self.since, until=self.until)

    def _tests(self, dataset: Dataset) -> Iterator[Callable[[Dated], bool]]:
        """Return a test for each filter that is set; those of events must all meet in one."""
        since, until, actor = self.since, self.until, self.actor

        def events_of(record: Dated) -> list[Event]:
            return [dataset.event_by_id[id] for id in record.event_ids]

        if self.type is not None:
            yield lambda record: record.type == self.type
        if since or until:
            yield lambda record: overlaps(record.when, since=since, until=until)
        if self.source is not None:
            yield lambda record: self.source in record.source_ids
        if self.stance is not None:
            yield lambda record: self.stance == getattr(record, "stance", None)
        if self.event is self.place is self.kind is None:
            pass
        elif self.place is self.kind is None:
            yield lambda record: self.event in record.event_ids
        else:
            yield lambda record: any(map(self._admits_event, events_of(record)))
        if actor is not None:
            yield lambda record: _involves(record, events_of(record), actor)

    def _admits_event(self, event: Event) -> bool:
        return (
            self.event in (None, event.id)
            and (self.place is None or _is_at(event, self.place))
            and (self.kind is None or event.kind in self.kind)
        )


def check_window(since: date | None, until: date | None) -> None:
    """Raise UsageError for a window that ends before it begins."""
    if since and until and until < since:
        raise UsageError(f"--since {since} is after --until {until}: swap the two days.")


def _involves(record: Dated, events: Iterable[Event], actors: Collection[str]) -> bool:
    """Return whether one of the actors spoke; or took part, or counted."""
    if isinstance(record, Statement):
        return record.speaker in actors
    if isinstance(record, CasualtyReport) and record.counted_by in actors:
        return True
    return any(part.actor in actors for event in events for part in event.participants)


def _is_at(event: Event, places: Collection[str]) -> bool:
    return event.place is not None and not set(places).isdisjoint(event.place.names)
