"""Write records into an SQLite file, one by one."""

import errno
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from conflictcli.dataset.schema import field_types, strict
from conflictcli.dataset.sqlite.sql import (
    NUMBER_OF,
    create_indexes,
    create_tables,
    last_counts,
)
from conflictcli.model import dates, kinds
from conflictcli.model.records import (
    KINDS,
    VERSION,
    Actor,
    ById,
    CasualtyReport,
    Event,
    Place,
    Record,
    Source,
    Statement,
)
from conflictcli.model.text import normalize, normalized_name, searchable

_AT_ONCE = 2000
_estimate_of = attrgetter("low", "best", "high", "approximate")


@contextmanager
def writing(path: str, head: Mapping[str, Any]) -> Iterator[Callable[[Record], None]]:
    """Yield what keeps records in an empty file, where only an actor may be kept again.

    Raise DatasetError for a reference to a record that is not there, OSError where the file cannot
    be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # Nothing is lost with it: the file takes its place only once it is whole.
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            create_tables(connection)
            connection.execute("BEGIN")
            writer = _Writer(connection)
            yield writer.keep
            writer.finish(head)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from None


class _Writer:
    """Numbers records as they come and gathers their rows, to be inserted many at once.

    It stands in for a dataset where the texts of a record name an actor or an event.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.numbers = {kind.table: ById(kind.table) for kind in KINDS}
        self.actor_by_id = ById("actors")
        self.event_by_id = _Events(self)
        self.last_number = 0
        self.rows: dict[str, list[tuple[Any, ...]]] = {}
        self.forward: list[tuple[int, str, str, str]] = []
        self.places: dict[tuple[str | None, ...], int] = {}
        self.spellings: set[tuple[str, str]] = set()

    def keep(self, record: Record) -> None:
        """Keep a record; an actor until the end, since it may be kept again with more names."""
        number = self.number(record)
        if isinstance(record, Actor):
            self.actor_by_id[record.id] = record
            return
        if isinstance(record, Event):
            self.event_by_id[record.id] = record
        self.add(record, number)

    def number(self, record: Record) -> int:
        """Return the number of a record, which it gets when it is first kept."""
        numbers = self.numbers[record.table]
        if record.id not in numbers:
            self.last_number += 1
            numbers[record.id] = self.last_number
        number: int = numbers[record.id]
        return number

    def add(self, record: Record, number: int) -> None:
        """Add the rows of a record to every table."""
        earliest, latest, begun, _ = dates.interval(record.when)
        days = (earliest and str(earliest), latest and str(latest))
        kind: Any = type(record)
        struct = msgspec.convert(record, strict(kind), from_attributes=True)
        text = msgspec.json.encode(struct).decode()
        self.insert("records", (number, record.type, record.id, *days, text))
        self.add_links(record, number)
        if isinstance(record, Event):
            place = record.place and self.place(record.place)
            self.insert("events", (number, record.kind, *days, begun and str(begun), place))
            self.add_spellings(record, number)
        elif isinstance(record, CasualtyReport):
            self.add_count(record, number)
        self.add_texts(record, number)

    def add_links(self, record: Record, number: int) -> None:
        """Add what a record refers to; what is not there yet waits for the end."""
        for field, table, id in _references(record):
            other = self.numbers[table].get(id)
            if other is None:
                self.forward.append((number, field, table, id))
            else:
                self.insert("links", (number, NUMBER_OF[field], other))

    def add_count(self, count: CasualtyReport, number: int) -> None:
        """Add the numbers of a count, and what sorts it among those of its event."""
        numbers = [
            value
            for estimate in (count.killed, count.injured)
            for value in (_estimate_of(estimate) if estimate else (None,) * 4)
        ]
        newest = f"{count.as_of or ''} {count.id}"
        event = self.numbers["events"].get(count.event)
        self.insert("counts", (number, event, count.as_of, newest, *numbers))

    def place(self, place: Place) -> int:
        """Return the number of a place, which it gets when it is first met."""
        names = place.name, place.region, place.country
        if names not in self.places:
            self.places[names] = len(self.places) + 1
            self.insert("places", (self.places[names], *names))
        return self.places[names]

    def add_spellings(self, event: Event, number: int) -> None:
        """Add the kind and the names of the place of an event, each when it is first met."""
        places = [("place", name) for name in (event.place.names if event.place else ())]
        for spelling in [("kind", event.kind), *places]:
            if spelling not in self.spellings:
                self.spellings.add(spelling)
                self.insert("names", (None, normalize(spelling[1]), spelling[0], number))

    def add_texts(self, record: Record, number: int) -> None:
        """Add the names of a record, its id, and the words of all its texts."""
        if isinstance(record, Source | Actor | Event):
            first, *others = dict.fromkeys(map(normalized_name, kinds.names(record))) or [None]
            self.insert("names", (first, normalize(record.id), record.type, number))
            for name in others:
                self.insert("names", (name, None, record.type, number))
        text = " \n ".join(kinds.texts(record, self))  # type: ignore[arg-type]
        self.insert("words", (number, searchable(text)))

    def insert(self, table: str, row: tuple[Any, ...]) -> None:
        """Add a row of a table, soon."""
        rows = self.rows.setdefault(table, [])
        rows.append(row)
        if len(rows) >= _AT_ONCE:
            self.flush(table)

    def flush(self, table: str) -> None:
        """Insert the rows of a table that wait for it."""
        if rows := self.rows.pop(table, []):
            # What is cited twice is linked once.
            insert = "INSERT OR IGNORE" if table == "links" else "INSERT"
            into = "words (rowid, text)" if table == "words" else table
            values = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"{insert} INTO {into} VALUES ({values})", rows)

    def finish(self, head: Mapping[str, Any]) -> None:
        """Add what could not be added before: actors, links to later records, the last counts."""
        for actor in self.actor_by_id.values():
            self.add(actor, self.number(actor))
        for number, field, table, id in self.forward:
            self.insert("links", (number, NUMBER_OF[field], self.numbers[table][id]))
        columns = ("schema_version", "title", "description", "license")
        held = {"schema_version": VERSION, **head}
        self.insert("dataset", tuple(held.get(column) for column in columns))
        for table in [*self.rows]:
            self.flush(table)
        create_indexes(self.connection)
        times = dict(self.connection.execute("SELECT field, count(*) FROM links GROUP BY field"))
        every = [(number, name, times.get(number, 0)) for name, number in NUMBER_OF.items()]
        self.connection.executemany("INSERT INTO fields VALUES (?, ?, ?)", every)
        self.connection.execute(f"INSERT INTO last_counts {last_counts('true')}")
        self.connection.execute("INSERT INTO names (names) VALUES ('optimize')")
        self.connection.execute("INSERT INTO words (words) VALUES ('optimize')")


class _Events(ById):
    """The newest events by id, the others as they are read again."""

    def __init__(self, writer: _Writer) -> None:
        super().__init__("events")
        self.writer = writer

    def __setitem__(self, id: str, event: Event) -> None:
        if len(self) >= _AT_ONCE:
            self.clear()
        super().__setitem__(id, event)

    def __missing__(self, id: str) -> Event:
        self.writer.flush("records")
        number = self.writer.numbers["events"][id]
        row = self.writer.connection.execute(
            "SELECT record FROM records WHERE number = ?", (number,)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Event)


def _references(record: Record) -> Iterator[tuple[str, str, str]]:
    """Return what a record and its parts refer to: the field, its table, the id."""
    kind: Any = type(record)
    for field, table, is_list, parts in _references_of(kind):
        value = getattr(record, field)
        if not value:
            continue
        for part_field, name, of_part in parts:
            for part in value:
                if id := getattr(part, part_field):
                    yield name, of_part, id
        for id in value if is_list else (value,):
            if table:
                yield field, table, id
    if isinstance(record, Statement) and record.stance == "denies":
        yield from (("denies", "events", id) for id in record.about)


@cache
def _references_of(kind: Any) -> list[tuple[str, str | None, bool, list[tuple[str, str, str]]]]:
    """Return the fields of a kind that refer to records, with their tables, those of parts too."""
    found = []
    for field, type in field_types(kind).items():
        part: Any = type.part
        of_part = field_types(part) if part and type.is_list else {}
        parts = [
            (name, path if (path := f"{field}.{name}") in NUMBER_OF else name, inner.table)
            for name, inner in of_part.items()
            if inner.table
        ]
        if type.table or parts:
            found.append((field, type.table, type.is_list, parts))
    return found
