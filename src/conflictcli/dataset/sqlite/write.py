"""Write records into an SQLite file, one by one: of many, a second process inserts the rows."""

import errno
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from conflictcli.dataset.sqlite.insert import Inserter
from conflictcli.dataset.sqlite.rows import Batch, Rows

if TYPE_CHECKING:
    from conflictcli.dataset.sqlite.second_process import SecondProcess
    from conflictcli.dataset.write import WriteRecord

# Batches that are held: fewer are inserted in the time that it takes to start a process.
_MOST_HELD = 3


@contextmanager
def open_database(path: str, head: Mapping[str, Any]) -> "Iterator[WriteRecord]":
    """Yield a function that writes records to an empty file; only an actor may be written again.

    Raise DatasetError for a reference to a record that is not there, OSError where the file cannot
    be written.
    """
    try:
        with closing(_Insertion(path)) as insertion:
            rows = Rows(insertion.insert)
            yield rows.write
            rows.finish()
            insertion.finish(head)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from None


class _Insertion:
    """Holds the first batches of rows: where there are more, a second process takes all of them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._held: list[Batch] = []
        self._second: SecondProcess | None = None
        self._inserter: Inserter | SecondProcess | None = None

    def insert(self, batch: Batch) -> None:
        """Take rows."""
        if self._inserter:
            self._inserter.insert(batch)
            return
        self._held.append(batch)
        if len(self._held) == _MOST_HELD:
            self._start_second()
        elif len(self._held) > _MOST_HELD:
            self._pass_on()

    def finish(self, head: Mapping[str, Any]) -> None:
        """Finish the file."""
        self._pass_on().finish(head)

    def close(self) -> None:
        """Let go of the file, and of the second process."""
        if self._second:
            self._second.close()
        if isinstance(self._inserter, Inserter):
            self._inserter.connection.close()

    def _start_second(self) -> None:
        """Start a second process, which is ready by the time that there are more rows."""
        from conflictcli.dataset.sqlite.second_process import SecondProcess, is_of_use

        if is_of_use():
            with suppress(OSError):
                self._second = SecondProcess(self.path)

    def _pass_on(self) -> "Inserter | SecondProcess":
        """Return what inserts rows, after it has got those that were held."""
        if self._second and not self._inserter and self._second.has_started():
            self._inserter = self._second
        inserter = self._inserter = self._inserter or Inserter(self.path)
        while self._held:
            inserter.insert(self._held.pop(0))
        return inserter
