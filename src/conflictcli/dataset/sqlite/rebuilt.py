"""An SQLite file beside one that is made again of its records: what must be the same in both."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from conflictcli.checks.fields import records_of, strict
from conflictcli.dataset.signals import temporary_folder
from conflictcli.dataset.sqlite import sql
from conflictcli.dataset.sqlite.tables import FULL_TEXT
from conflictcli.dataset.sqlite.write import open_database
from conflictcli.model.records import RECORD_CLASSES

# How an index is laid out in these is the business of the release of SQLite that wrote it.
_LAID_OUT = tuple(f"{index}_{part}" for index in FULL_TEXT for part in ("data", "idx"))
_CLASS_OF: dict[bytes, Any] = {
    record_class.type.encode(): record_class for record_class in RECORD_CLASSES
}


def altered_tables(
    path: str,
    connection: sqlite3.Connection,
    head: Mapping[str, Any],
    advance: Callable[[int], None],
) -> list[str]:
    """Return the tables of a file that do not hold what its records give.

    `advance` is told the bytes of each record. Raise DatasetError where one refers to none.
    """
    with temporary_folder() as folder:
        made = str(Path(folder) / "again.sqlite")
        Path(made).touch()
        with open_database(made, head) as write_record:
            for type, record in connection.execute(sql.ALL):
                struct = msgspec.json.decode(record, type=strict(_CLASS_OF[type]))
                [written] = records_of([struct], _CLASS_OF[type])
                write_record(written)
                advance(len(record))
        with closing(sqlite3.connect(made)) as again:
            again.text_factory = bytes
            found = again.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            names = sorted({name.decode() for [name] in found} - {*FULL_TEXT})
            queries = {name: f"SELECT * FROM {name} NOT INDEXED" for name in names}
            if _release(path) != _release(made):
                queries = {name: queries[name] for name in names if name not in _LAID_OUT}
                queries |= {index: _words_of(index, connection, again) for index in FULL_TEXT}
            altered = [name for name in queries if _differs(connection, again, queries[name])]
    return [*dict.fromkeys(name.partition("_")[0] for name in altered)]


def _release(path: str) -> bytes:
    """Return the release of SQLite that wrote a file (https://www.sqlite.org/fileformat2.html)."""
    with Path(path).open("rb") as file:
        return file.read(100)[96:]


def _words_of(index: str, *connections: sqlite3.Connection) -> str:
    """Return a query for the words of an index, where each stands."""
    for connection in connections:
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.{index}_in USING fts5vocab(main, {index}, instance)"
        )
    return f"SELECT * FROM {index}_in"


def _differs(one: sqlite3.Connection, other: sqlite3.Connection, query: str) -> bool:
    return any(a != b for a, b in zip_longest(one.execute(query), other.execute(query)))
