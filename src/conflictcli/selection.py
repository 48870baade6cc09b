"""As much of a dataset in JSON as a question wants: each record checked, few of them kept."""

from collections import Counter, namedtuple
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

import msgspec

from conflictcli import shape
from conflictcli.errors import DatasetError
from conflictcli.model import TABLES, Dataset
from conflictcli.records import Holds, Keep, source_ids

_ID = attrgetter("id")


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
        found.keep_sources(keep.holds if keep.sources else None)
    return Dataset(
        schema_version=parts.schema_version,
        title=parts.title,
        description=parts.description,
        license=parts.license,
        **{table: tuple(records.values()) for table, records in found.kept.items()},
    )


class _Selection:
    """The records kept so far, by table and id."""

    def __init__(self, parts: Any, keep: Keep) -> None:
        self.parts = parts
        self.kept: dict[str, Any] = {table: {} for table in TABLES} | {"events": _Events()}
        self.whole, self.fields = keep.whole, keep.fields
        self.made = {table: _maker(TABLES[table], keep.fields.get(table, ())) for table in TABLES}

    def keep_whole(self) -> None:
        for table in self.whole:
            self._read(table)

    def keep_events(self, holds: Holds) -> None:
        """Keep the events wanted, those that differ from others, and all to which they refer."""
        if "events" in self.whole:
            return
        events = self.kept["events"]
        about = {id for said in self.kept["statements"].values() for id in said.about}
        ids = self._read("events", lambda e: e.disagrees_with or e.id in about or holds(e, {}))
        events.raws = dict(zip(ids, self.parts.events, strict=True))
        self._keep_linked([id for event in events.values() for id in _links(event)])

    def keep_counts(self, holds: Holds) -> None:
        """Keep the counts wanted with their events, and all other counts of events kept."""
        if "casualties" in self.whole:
            return
        events = self.kept["events"]

        def wanted(count: Any) -> bool:
            return count.event in events or count.event not in events.raws or holds(count, events)

        counted = self._read("casualties", wanted, attrgetter("event"))
        others = {count.event for count in self.kept["casualties"].values()} - events.keys()
        self._keep_linked(list(others))
        raws = zip(self.parts.casualties, counted, strict=True) if others else ()
        self._keep("casualties", [raw for raw, event in raws if event in others])

    def keep_sources(self, holds: Holds | None) -> None:
        """Keep the sources that are cited, and those wanted if that is asked."""
        if "sources" not in self.whole:
            whole = (kept for table, kept in self.kept.items() if table not in self.fields)
            records = chain.from_iterable(kept.values() for kept in whole)
            cited = {source for record in records for source in source_ids(record)}
            self._read(
                "sources", lambda source: source.id in cited or (holds and holds(source, {}))
            )

    def _read(
        self,
        table: str,
        wanted: Callable[[Any], Any] | None = None,
        note: Callable[[Any], str] = _ID,
    ) -> list[str]:
        """Check all the records of a table and keep those wanted; give what is noted of each."""
        ids: list[str] = []
        noted: list[str] = []
        for records in shape.records(table, getattr(self.parts, table)):
            ids += map(_ID, records)
            noted += map(note, records)
            self._make(table, filter(wanted, records) if wanted else records)
        if len(set(ids)) < len(ids):
            [(id, times)] = Counter(ids).most_common(1)
            raise DatasetError(f"{table}: {times} records have the id '{id}'.")
        return noted

    def _keep(self, table: str, raws: Sequence[Any]) -> None:
        for records in shape.records(table, raws):
            self._make(table, records)

    def _make(self, table: str, decoded: Iterable[Any]) -> None:
        """Keep records, or of each what is needed."""
        found = list(decoded)
        self.kept[table].update(zip(map(_ID, found), self.made[table](found), strict=True))

    def _keep_linked(self, ids: list[str]) -> None:
        """Keep the events of these ids, and those to which they refer."""
        events = self.kept["events"]
        for id in ids:
            if id not in events and id in events.raws:
                self._keep("events", [events.raws[id]])
                ids += _links(events[id])


class _Events(dict[str, Any]):
    """The events kept, by id; others are decoded as they are asked for, from the JSON of all."""

    def __init__(self) -> None:
        super().__init__()
        self.raws: dict[str, Any] = {}
        self.decode = shape.decoder("events")

    def __missing__(self, id: str) -> Any:
        return self.decode(self.raws[id])


def _maker(kind: Any, fields: Sequence[str]) -> Callable[[Iterable[Any]], Iterable[Any]]:
    """Give what makes records of what was decoded, or of these fields, if there are any."""
    if not fields:
        convert = partial(msgspec.convert, type=kind, from_attributes=True)
        return lambda found: map(convert, found)
    part = namedtuple(kind.__name__, fields)  # type: ignore[misc]
    make, values = partial(tuple.__new__, part), attrgetter(*fields)
    return lambda found: map(make, map(values, found))


def _links(event: Any) -> list[str]:
    return [*event.disagrees_with, *([event.part_of] if event.part_of else [])]
