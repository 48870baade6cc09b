"""What an answer is limited to."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

from conflictcli import dates, names
from conflictcli.errors import UsageError
from conflictcli.model import CasualtyReport, Dataset, EntryType, Event, Stance, Statement
from conflictcli.records import TYPES, Dated, event_ids, source_ids, when


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

    def holds(self, record: Dated, dataset: Dataset) -> bool:
        """Tell whether a record is within all limits but the as-of day."""
        if self.type not in (None, TYPES[type(record)]):
            return False
        if not dates.overlaps(when(record), since=self.since, until=self.until):
            return False
        events = [dataset.event_by_id[id] for id in event_ids(record)]
        return (
            (self.actor is None or _acts(record, events, self.actor))
            and self.event in (None, *(event.id for event in events))
            and self.source in (None, *source_ids(record))
            and self.stance in (None, getattr(record, "stance", None))
            and (self.place is None or not _places(events).isdisjoint(self.place))
            and (self.kind is None or any(event.kind in self.kind for event in events))
        )


def scope_of(dataset: Dataset, **typed: Any) -> Scope:
    """Give the limits that were typed, names as what they stand for.

    Raise NotFoundError for a name of nothing, UsageError for a window that ends before it begins.
    """
    since, until = typed.get("since"), typed.get("until")
    if since and until and until < since:
        raise UsageError(f"--since {since} is after --until {until}: swap the two days.")
    return Scope(**typed | names.found(dataset, typed))


def _acts(record: Dated, events: Iterable[Event], actors: Collection[str]) -> bool:
    """Tell whether one of the actors spoke; or took part, or counted."""
    if isinstance(record, Statement):
        return record.speaker in actors
    if isinstance(record, CasualtyReport) and record.counted_by in actors:
        return True
    return any(part.actor in actors for event in events for part in event.participants)


def _places(events: Iterable[Event]) -> set[str]:
    return {name for event in events if event.place for name in event.place.names}
