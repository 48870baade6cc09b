"""Write records into an SQLite file, one by one."""

import errno
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from conflictcli.dataset.sqlite.insert import Inserter
from conflictcli.dataset.sqlite.rows import Rows
from conflictcli.model.records import Record


@contextmanager
def open_database(path: str, head: Mapping[str, Any]) -> Iterator[Callable[[Record], None]]:
    """Yield a function that writes records to an empty file; only an actor may be written again.

    Raise DatasetError for a reference to a record that is not there, OSError where the file cannot
    be written.
    """
    try:
        inserter = Inserter(path)
        with closing(inserter.connection):
            rows = Rows(inserter.insert)
            yield rows.write
            rows.finish()
            inserter.finish(head)
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from None
