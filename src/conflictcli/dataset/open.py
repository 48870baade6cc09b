"""Open and write datasets, each by what its file is: JSON, or SQLite."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from conflictcli.dataset import files, json_file
from conflictcli.dataset.store import Store
from conflictcli.errors import UsageError
from conflictcli.model.records import RECORD_CLASSES, Record

_SUFFIXES = (".sqlite", ".sqlite3", ".db")
_SQLITE = b"SQLite format 3\0"


class Output(Protocol):
    """A binary file to write a dataset to."""

    @property
    def name(self) -> str:
        """Return the name of the file."""

    def writelines(self, parts: Iterable[bytes], /) -> None:
        """Write bytes."""


def open_store(path: str | None) -> Store:
    """Open a dataset, None being the bundled one and "-" standard input; raise DatasetError."""
    if path is not None and is_sqlite(path):
        from conflictcli.dataset.sqlite.read import SqliteStore

        return SqliteStore(path)
    return Store(json_file.load(path))


def is_sqlite(path: str) -> bool:
    """Return whether a file is an SQLite database, by its first bytes."""
    try:
        if not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except (OSError, ValueError):
        return False  # Whoever reads it will say so.


@contextmanager
def open_writer(
    path: str, out: Output, head: Mapping[str, Any]
) -> Iterator[Callable[[Record], None]]:
    """Yield a function that writes records to the file.

    The suffix of `path` says whether it is SQLite. `head` is what the dataset holds besides
    records, like its title. A record that is written again takes the place of the first.
    """
    if Path(path).suffix.lower() in _SUFFIXES:
        from conflictcli.dataset.sqlite.write import open_database

        with open_database(out.name, head) as write_record:
            yield write_record
        return
    tables: dict[str, dict[str, Record]] = {
        record_class.table: {} for record_class in RECORD_CLASSES
    }

    def remember(record: Record) -> None:
        tables[record.table][record.id] = record

    yield remember
    out.writelines(json_file.encoded(head, {name: tables[name].values() for name in tables}))


def memory_for(path: str) -> Callable[[], Any]:
    """Return what makes dictionaries for an import into a file: on disk where the file is SQLite.

    JSON is written from memory anyway.
    """
    if Path(path).suffix.lower() not in _SUFFIXES:
        return dict
    from conflictcli.dataset.sqlite.memory import DiskMemory

    return DiskMemory


def write(store: Store, path: str, out: Output, watch: Callable[..., Iterable[Any]]) -> None:
    """Write a store to a file, as JSON or SQLite by the suffix of `path`.

    `watch` is given all records and what is done with them. Raise UsageError for another suffix.
    """
    if Path(path).suffix.lower() not in (*_SUFFIXES, ".json"):
        raise UsageError(f"{path}: give OUT the suffix .json, .sqlite or .db.")
    if Path(path).suffix.lower() == ".json":
        out.writelines(json_file.encoded(store.head(), store.tables()))
        return
    with open_writer(path, out, store.head()) as write_record:
        for record in watch(chain.from_iterable(store.tables().values()), "Converting"):
            write_record(record)


def json_of(path: str) -> bytes:
    """Return the JSON of a dataset, whatever its records are; raise DatasetError."""
    if not is_sqlite(path):
        return files.read(path)
    from conflictcli.dataset.sqlite.read import SqliteStore

    return SqliteStore(path).json()
