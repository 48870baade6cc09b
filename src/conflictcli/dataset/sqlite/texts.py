"""The texts by which records are found, made of their JSON."""

from typing import Any, NamedTuple

import msgspec

from conflictcli.dataset.sqlite.memory import DiskMemory
from conflictcli.model import labels
from conflictcli.model.records import RECORD_CLASSES, Actor, ById, Event, Record

_NEWEST = 2000
_DECODERS = {
    record_class.type: msgspec.json.Decoder(record_class).decode for record_class in RECORD_CLASSES
}


def decoded(type: str, record: bytes) -> Record:
    """Return a record of its JSON as it is in the file."""
    return _DECODERS[type](record)  # type: ignore[no-any-return]


class Texts:
    """Stands in for a dataset where the texts of a record name an actor or an event.

    Actors come before what names them, and all stay in memory: they are few. Of events that are no
    longer new the titles are kept on disk.
    """

    def __init__(self) -> None:
        self.actor_by_id = ById("actors")
        self.event_by_id = _Events()

    def add_actor(self, record: bytes) -> None:
        """Take an actor, which may come again with more names."""
        actor = decoded(Actor.type, record)
        self.actor_by_id[actor.id] = actor

    def texts(self, type: str, record: bytes) -> list[str]:
        """Return the texts of a record."""
        found = decoded(type, record)
        if isinstance(found, Event):
            self.event_by_id[found.id] = found
        return labels.searchable_texts(found, self)  # type: ignore[arg-type]


class _Titled(NamedTuple):
    """What of an event the texts of its counts say."""

    title: str


class _Events(ById):
    """Events by id: the newest in memory, of the others the titles on disk."""

    def __init__(self) -> None:
        super().__init__("events")
        self.titles = DiskMemory()

    def __setitem__(self, id: str, event: Any) -> None:
        if len(self) >= _NEWEST:
            for earlier in self.values():
                self.titles[earlier.id] = earlier.title
            self.clear()
        super().__setitem__(id, event)

    def __missing__(self, id: str) -> _Titled:
        title: str | None = self.titles.get(id)
        if title is None:
            super().__missing__(id)
        return _Titled(str(title))
