"""What the texts of a record name, while records are written one by one."""

from typing import Any, NamedTuple

from conflictcli.dataset.sqlite.memory import DiskMemory
from conflictcli.model.records import ById

_NEWEST = 2000


class Background:
    """Stands in for a dataset where the texts of a record name an actor or an event.

    Actors come before what names them, and all stay in memory: they are few. Of events that are no
    longer new the titles are kept on disk.
    """

    def __init__(self) -> None:
        self.actor_by_id = ById("actors")
        self.event_by_id = _Events()


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
