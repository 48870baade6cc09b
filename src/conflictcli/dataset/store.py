"""What a question is asked of: a file of records, loaded whole or looked up as far as needed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from conflictcli.dataset import files, jsonfile
from conflictcli.errors import UsageError
from conflictcli.model.kinds import Group, name_words
from conflictcli.model.records import KINDS, Dataset, Record
from conflictcli.model.results import Sums
from conflictcli.model.scope import Scope

_SUFFIXES = (".sqlite", ".sqlite3", ".db")
_SQLITE = b"SQLite format 3\0"


class Output(Protocol):
    """What takes JSON, or a file of that name."""

    @property
    def name(self) -> str:
        """Return the name of the file."""

    def writelines(self, parts: Iterable[bytes], /) -> None:
        """Write bytes."""


class Store:
    """A dataset that is asked for some of its records; in memory it gives all of them.

    What it returns are datasets, in part or whole, in the file's order.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def whole(self) -> Dataset:
        """Return all records."""
        return self.dataset

    def named(self, **names: str | None) -> Dataset:
        """Return at least what names stand for; if that is nothing, what is spelled like them.

        Each is that of an `actor`, `event`, `source`, `place` or `kind`. An actor brings its
        members and theirs.
        """
        return self.dataset

    def within(self, scope: Scope) -> Dataset:
        """Return at least the records within a scope and all that they are shown with."""
        return self.dataset

    def holding(self, words: Sequence[Sequence[str]]) -> Dataset:
        """Return at least the records in which, of each word, one form stands, and their context.

        A form that begins with a space begins a word.
        """
        return self.dataset

    def name_words(self) -> Collection[str]:
        """Return the words of all names and titles."""
        dataset = self.dataset
        return name_words(chain(dataset.sources, dataset.actors, dataset.events))

    def sums(self, scope: Scope, by: Group) -> Sums | None:
        """Return totals of the events in a scope, None where the records must be added up."""

    def ids(self, table: str, start: str) -> list[str]:
        """Return ids of a table that start so."""
        records: Iterable[Record] = getattr(self.dataset, table)
        return [record.id for record in records if record.id.startswith(start)]

    def head(self) -> Mapping[str, Any]:
        """Return what the dataset holds besides records, like its title."""
        names = [name for name in Dataset.__dataclass_fields__ if name not in self.tables()]
        return {name: getattr(self.dataset, name) for name in names}

    def tables(self) -> Mapping[str, Iterable[Any]]:
        """Return the records of each table, which need not be in memory."""
        return {kind.table: getattr(self.dataset, kind.table) for kind in KINDS}


def open_store(path: str | None) -> Store:
    """Open a dataset, None being the bundled one and "-" standard input; raise DatasetError."""
    if path is not None and is_sqlite(path):
        from conflictcli.dataset.sqlite.read import SqliteStore

        return SqliteStore(path)
    return Store(jsonfile.load(path))


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
def keeping(path: str, out: Output, head: Mapping[str, Any]) -> Iterator[Callable[[Record], None]]:
    """Yield what keeps records in a file that is opened to be written as that path.

    Its suffix says whether it is SQLite. `head` has what it holds besides records, like its title.
    One that is kept again takes the place of the first.
    """
    if Path(path).suffix.lower() in _SUFFIXES:
        from conflictcli.dataset.sqlite.write import writing

        with writing(out.name, head) as keep:
            yield keep
        return
    tables: dict[str, dict[str, Record]] = {kind.table: {} for kind in KINDS}

    def keep_in_memory(record: Record) -> None:
        tables[record.table][record.id] = record

    yield keep_in_memory
    out.writelines(jsonfile.encoded(head, {name: tables[name].values() for name in tables}))


def write(store: Store, path: str, out: Output, watch: Callable[..., Iterable[Any]]) -> None:
    """Write a store into a file that is opened to be written as that path.

    `watch` is given all records and what is done. Raise UsageError for another suffix.
    """
    if Path(path).suffix.lower() not in (*_SUFFIXES, ".json"):
        raise UsageError(f"{path}: give OUT the suffix .json, .sqlite or .db.")
    if Path(path).suffix.lower() == ".json":
        out.writelines(jsonfile.encoded(store.head(), store.tables()))
        return
    with keeping(path, out, store.head()) as keep:
        for record in watch(chain.from_iterable(store.tables().values()), "Converting"):
            keep(record)


def json_of(path: str) -> bytes:
    """Return the JSON of a dataset, whatever its records are; raise DatasetError."""
    if not is_sqlite(path):
        return files.read(path)
    from conflictcli.dataset.sqlite.read import SqliteStore

    return SqliteStore(path).json()
