"""What an answer is limited to."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar

from conflictcli import dates, names
from conflictcli.answers import By
from conflictcli.errors import UsageError
from conflictcli.model import CasualtyReport, Dataset, EntryType, Event, Stance, Statement
from conflictcli.records import Dated, Keep, Load, events_of, source_ids, type_of, when

_R = TypeVar("_R", Event | Statement | CasualtyReport, Event, Statement, CasualtyReport)


class Scope(NamedTuple):
    """Limits, None being none; both ends of the window are inclusive, and so is the as-of day.

    Event and source are ids; actor holds ids, place and kind the spellings of the dataset.
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

    def __str__(self) -> str:
        """Write the limits in words, like "as of 2016-10-09, actor john-kerry"."""
        given = {name: limit for name, limit in self._asdict().items() if limit is not None}
        texts = (x if isinstance(x, str | date) else " or ".join(x) for x in given.values())
        return ", ".join(
            f"{name.replace('_', ' ')} {text}" for name, text in zip(given, texts, strict=True)
        )

    def holds(self, record: Dated, events: Mapping[str, Event]) -> bool:
        """Tell whether a record is within all limits but the as-of day, `events` being by id."""
        if self.type not in (None, type_of(record)):
            return False
        if (self.since or self.until) and not self._in_window(when(record)):
            return False
        if self.source is not None and self.source not in source_ids(record):
            return False
        if self.stance not in (None, getattr(record, "stance", None)):
            return False
        if self.actor is self.event is self.place is self.kind is None:
            return True
        return self._concerns(record, events_of(record, events))

    def within(self, records: Iterable[_R], dataset: Dataset) -> list[_R]:
        """Give the records within all limits but the as-of day."""
        if self.is_open:
            return list(records)
        held, events = self.held, dataset.event_by_id
        return [record for record in records if held(record, events)]

    @property
    def is_open(self) -> bool:
        """Tell whether there are no limits but the as-of day."""
        return self._replace(as_of=None) == Scope()

    @property
    def held(self) -> Callable[[Dated, Mapping[str, Event]], bool]:
        """Give `holds` for many records: it judges the window once for each date."""
        if self.is_open:
            return lambda record, events: True
        in_window = cache(self._in_window)
        return lambda record, events: in_window(when(record)) and self.holds(record, events)

    @property
    def keep(self) -> Keep:
        """Give what of a dataset to load for an answer within these limits."""
        return Keep(holds=self.held)

    @property
    def keep_with_parts(self) -> Keep:
        """Give what to load for all about the event, its parts too."""

        def holds(record: Any, events: Mapping[str, Event]) -> bool:
            return self.holds(record, events) or getattr(record, "part_of", None) == self.event

        return Keep(holds=holds)

    def keep_counted(self, by: By) -> Keep:
        """Give what to load for totals within these limits: of the events in them, no more fields.

        What was disclosed by a day is told by whole records.
        """
        events = ["id", "kind", "date", "part_of", "disagrees_with"]
        events += ["place"] if by == "place" or self.place else []
        events += ["participants"] if by == "actor" or self.actor else []
        counts = ["id", "event", "as_of", "killed", "injured"]
        fields = {} if self.as_of else {"events": events, "casualties": counts}
        if self.is_open:
            return Keep(("actors", "statements", "events", "casualties"), self.held, fields)
        held = self.held
        return Keep(holds=lambda r, all: type_of(r) == "event" and held(r, all), fields=fields)

    def _concerns(self, record: Dated, events: Sequence[Event]) -> bool:
        return (
            (self.actor is None or _acts(record, events, self.actor))
            and (self.event is None or any(event.id == self.event for event in events))
            and (self.place is None or not names.places(events).isdisjoint(self.place))
            and (self.kind is None or any(event.kind in self.kind for event in events))
        )

    def _in_window(self, expression: str | None) -> bool:
        return dates.overlaps(expression, since=self.since, until=self.until)


def window(since: date | None, until: date | None) -> None:
    """Raise UsageError for a window that ends before it begins."""
    if since and until and until < since:
        raise UsageError(f"--since {since} is after --until {until}: swap the two days.")


def scope_of(load: Load, **typed: Any) -> Scope:
    """Give the limits that were typed, names as what they stand for.

    Raise NotFoundError for a name of nothing, UsageError for a window that ends before it begins.
    """
    window(typed.get("since"), typed.get("until"))
    return Scope(**typed | names.found(load, typed))


def _acts(record: Any, events: Iterable[Event], actors: Collection[str]) -> bool:
    """Tell whether one of the actors spoke; or took part, or counted."""
    if type_of(record) == "statement":
        return record.speaker in actors
    if getattr(record, "counted_by", None) in actors:
        return True
    return any(part.actor in actors for event in events for part in event.participants)
