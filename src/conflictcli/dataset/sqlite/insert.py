"""Insert rows into the tables of an SQLite file, many at once."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from conflictcli.dataset.sqlite import sql, tables, totals
from conflictcli.dataset.sqlite.digest import Digest
from conflictcli.dataset.sqlite.rows import Batch
from conflictcli.dataset.sqlite.texts import TextsOfCounts
from conflictcli.model.records import VERSION
from conflictcli.model.text import normalize, normalized_name, searchable

_searchable = lru_cache(maxsize=4096)(searchable)


class Inserter:
    """Fills an empty file with rows; it normalizes texts, and works out what follows from rows."""

    def __init__(self, path: str) -> None:
        # The file is there: where it has been removed, whoever wanted it has ended.
        uri = f"{Path(path).absolute().as_uri()}?mode=rw"
        self.connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        self.digest = Digest()
        self.texts_of_counts = TextsOfCounts()
        # Nothing is lost with it: the file takes its place only once it is whole.
        for setting in ("page_size = 16384", "journal_mode = OFF", "synchronous = OFF"):
            self.connection.execute(f"PRAGMA {setting}")
        tables.create_tables(self.connection)
        self.connection.execute("BEGIN")

    def insert(self, batch: Batch) -> None:
        """Insert rows of any tables, and the words of counts; `actors` come before those."""
        texts = dict(batch.get("words", ())) | dict(self.texts_of_counts.of(batch))
        # In order, since the index writes to the file whenever a number is less than the last.
        words = [(number, texts[number]) for number, *_ in batch.get("records", ())]
        prepared = {"records": self._records, "names": _names}
        for table, rows in batch.items():
            if table in ("actors", "words"):
                continue
            # What is cited twice is linked once.
            insert = "INSERT OR IGNORE" if table == "links" else "INSERT"
            values = ", ".join("?" * len(rows[0]))
            prepare = prepared.get(table, iter)
            self.connection.executemany(f"{insert} INTO {table} VALUES ({values})", prepare(rows))
        self.connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", _words(words))

    def finish(self, head: Mapping[str, Any]) -> None:
        """Add what follows from the rows, and what the dataset holds besides records."""
        held = {**head, "schema_version": VERSION}
        values = [held.get(name) for name in tables.HEAD_COLUMNS]
        execute = self.connection.execute
        execute(
            "INSERT INTO dataset VALUES (?, ?, ?, ?, ?)", [*values, self.digest.hexdigest(held)]
        )
        tables.create_indexes(self.connection)
        execute(sql.FILL_UNDATED)
        times = dict(execute("SELECT field, count(*) FROM links GROUP BY field"))
        totals.fill(self.connection)
        for index in ("names", "words"):
            execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        every = [(n, name, times.get(n, 0)) for name, n in tables.NUMBER_OF.items()]
        self.connection.executemany("INSERT INTO fields VALUES (?, ?, ?)", every)
        execute("COMMIT")

    def _records(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for number, type, id, record in rows:
            self.digest.add(type.encode(), record)
            yield number, type, id, record.decode()


def _names(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of names and what else a record is called, normalized, each name once."""
    for names, other, type, number in rows:
        first, *others = dict.fromkeys(map(normalized_name, names)) or [None]
        yield first, normalize(other), type, number
        for name in others:
            yield name, None, type, number


def _words(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the number of a record and its texts in one, normalized."""
    for number, texts in rows:
        yield number, " ".join(map(_searchable, texts))
