"""The texts of counts, made of their JSON where rows are inserted: which is the lesser work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from conflictcli.checks.fields import records_of, strict
from conflictcli.dataset.sqlite.memory import DiskMemory
from conflictcli.model import labels
from conflictcli.model.records import Actor, ById, CasualtyReport, Event

_NEWEST = 2000
_actor = msgspec.json.Decoder(Actor).decode
_Count: Any = strict(CasualtyReport)
_structs = msgspec.json.Decoder(list[_Count]).decode


class TextsOfCounts:
    """Stands in for a dataset where the texts of a count name an actor or an event.

    Actors come before what names them, and all stay in memory: they are few. Of events the titles
    are kept, but for the newest on disk.
    """

    def __init__(self) -> None:
        self.actor_by_id = ById("actors")
        self.event_by_id = _Titles()

    def of(self, batch: Mapping[str, Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of each count in rows, and its texts."""
        for [json] in batch.get("actors", ()):  # One may come again with more names.
            actor = _actor(json)
            self.actor_by_id[actor.id] = actor
        for names, id, type, _ in batch.get("names", ()):
            if type == Event.type:
                self.event_by_id[id] = _Titled(names[0])
        rows = [row for row in batch.get("records", ()) if row[1] == CasualtyReport.type]
        structs = _structs(b"[%b]" % b",".join(json for _, _, _, json in rows))
        counts = records_of(structs, CasualtyReport)
        self.event_by_id.load(count.event for count in counts)
        for (number, *_), count in zip(rows, counts, strict=True):
            yield number, labels.searchable_texts(count, self)  # type: ignore[arg-type]


class _Titled(NamedTuple):
    """What of an event the texts of its counts say."""

    title: str


class _Titles(ById):
    """Events by id: the newest in memory, the others on disk."""

    def __init__(self) -> None:
        super().__init__("events")
        self.earlier = DiskMemory()

    def __setitem__(self, id: str, event: _Titled) -> None:
        if len(self) >= _NEWEST:
            for earlier, titled in self.items():
                self.earlier[earlier] = titled.title
            self.clear()
        super().__setitem__(id, event)

    def load(self, ids: Iterable[str]) -> None:
        """Take the titles of events into memory at once."""
        self.earlier.load(id for id in ids if id not in self)

    def __missing__(self, id: str) -> _Titled:
        title: str | None = self.earlier.get(id)
        if title is None:
            super().__missing__(id)
        return _Titled(str(title))
