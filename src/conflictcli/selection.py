"""As much of a dataset in JSON as a question wants: each record checked, few of them kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from conflictcli import shape
from conflictcli.errors import DatasetError
from conflictcli.model import TABLES, Dataset
from conflictcli.records import Keep


def selected(parts: Any, keep: Keep) -> Dataset:
    """Give the records that are to be kept, and those to which these refer.

    Raise msgspec.ValidationError or DateError where a record does not have its shape, DatasetError
    where two of a table have one id.
    """
    found = _Selection(parts, keep)
    found.keep_whole()
    if keep.holds:
        found.keep_events(keep.holds)
        found.keep_counts(keep.holds)
        found.keep_sources()
    return Dataset(
        schema_version=parts.schema_version,
        title=parts.title,
        description=parts.description,
        license=parts.license,
        **{table: tuple(records.values()) for table, records in found.kept.items()},
    )


class _Selection:
    """The records kept so far, and the JSON of all that were read, by table and id."""

    def __init__(self, parts: Any, keep: Keep) -> None:
        self.parts = parts
        self.raws: dict[str, dict[str, Any]] = {}
        self.kept: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
        self.kept["events"] = _Events(self.decoded)
        self.whole = keep.whole
        self.made = {table: _maker(TABLES[table], keep.fields.get(table)) for table in TABLES}

    def decoded(self, id: str) -> Any:
        """Decode an event, or give none where there is none of that id."""
        raw = self.raws["events"].get(id)
        return raw and next(shape.records("events", [raw]))

    def keep_whole(self) -> None:
        for table in self.whole:
            self._read(table, lambda record: True)

    def keep_events(self, holds: Callable[[Any, Mapping[str, Any]], Any]) -> None:
        if "events" not in self.whole:
            about = {id for said in self.kept["statements"].values() for id in said.about}
            self._read("events", lambda e: e.disagrees_with or e.id in about or holds(e, {}))
        self._keep_linked([id for event in self.kept["events"].values() for id in _links(event)])

    def keep_counts(self, holds: Callable[[Any, Mapping[str, Any]], Any]) -> None:
        """Keep the counts wanted with their events, and all other counts of events kept."""
        if "casualties" not in self.whole:
            events = self.kept["events"]
            before = len(events)
            known = self.raws["events"]
            self._read(
                "casualties",
                lambda n: n.event in events or n.event not in known or holds(n, events),
            )
            self._keep_linked([count.event for count in self.kept["casualties"].values()])
            if len(events) > before:
                self._read("casualties", lambda count: count.event in events)

    def keep_sources(self) -> None:
        if "sources" not in self.whole:
            cited = _cited(record for kept in self.kept.values() for record in kept.values())
            self._read("sources", lambda source: source.id in cited)

    def _read(self, table: str, wanted: Callable[[Any], Any]) -> None:
        """Check all the records of a table and keep those wanted."""
        kept, made = self.kept[table], self.made[table]
        raws: Sequence[Any] = getattr(self.parts, table)
        known: dict[str, Any] = {}
        for raw, record in zip(raws, shape.records(table, raws), strict=True):
            known[record.id] = raw
            if wanted(record):
                kept[record.id] = made(record)
        self.raws[table] = known
        if len(known) < len(raws):
            raise _shared_id(table, raws)

    def _keep_linked(self, ids: list[str]) -> None:
        """Keep the events of these ids, and those to which they refer."""
        events = self.kept["events"]
        for id in ids:
            if id not in events and (event := self.decoded(id)):
                events[id] = self.made["events"](event)
                ids += _links(event)


class _Events(dict[str, Any]):
    """The events kept, by id; others are decoded as they are asked for."""

    def __init__(self, decoded: Callable[[str], Any]) -> None:
        super().__init__()
        self.decoded = decoded

    def __missing__(self, id: str) -> Any:
        return self.decoded(id)


def _maker(kind: Any, fields: Sequence[str] | None) -> Callable[[Any], Any]:
    """Give what makes a record of what was decoded, with these fields alone if they are given."""
    if fields is None:
        return lambda record: msgspec.convert(record, kind, from_attributes=True)
    new, write, values = object.__new__, object.__setattr__, attrgetter(*fields)

    def made(record: Any) -> Any:
        part = new(kind)
        for field, value in zip(fields, values(record), strict=True):
            write(part, field, value)
        return part

    return made


def _links(event: Any) -> list[str]:
    return [*event.disagrees_with, *([event.part_of] if event.part_of else [])]


def _cited(records: Iterable[Any]) -> set[str]:
    """Give the ids of the sources of records and of participants."""
    found: set[str] = set()
    for record in records:
        found.update(citation.source for citation in getattr(record, "citations", ()))
        found.update(part.source for part in getattr(record, "participants", ()) if part.source)
    return found


def _shared_id(table: str, raws: Sequence[Any]) -> DatasetError:
    """Tell which records of a table would hide one another."""
    ids = Counter(record.id for record in shape.records(table, raws))
    [(id, times)] = ids.most_common(1)
    return DatasetError(f"{table}: {times} records have the id '{id}'.")
