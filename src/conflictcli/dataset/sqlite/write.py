"""Write records into an SQLite file, one by one."""

import errno
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache
from typing import Any

import msgspec

from conflictcli.checks.fields import strict, values
from conflictcli.dataset.sqlite import tables, totals
from conflictcli.dataset.sqlite.digest import Digest
from conflictcli.dataset.sqlite.memory import DiskMemory
from conflictcli.model import dates, labels
from conflictcli.model.records import (
    VERSION,
    Actor,
    ById,
    CasualtyReport,
    Estimate,
    Event,
    Place,
    Record,
    Source,
    Statement,
)
from conflictcli.model.text import normalize, normalized_name, searchable

_AT_ONCE = 2000
_DATED = (Event, Statement, CasualtyReport)
_NAMED = (Source, Actor, Event)
_searchable = lru_cache(maxsize=4096)(searchable)


@contextmanager
def open_database(path: str, head: Mapping[str, Any]) -> Iterator[Callable[[Record], None]]:
    """Yield a function that writes records to an empty file; only an actor may be written again.

    Raise DatasetError for a reference to a record that is not there, OSError where the file cannot
    be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # Nothing is lost with it: the file takes its place only once it is whole.
            connection.execute("PRAGMA page_size = 16384")
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            tables.create_tables(connection)
            connection.execute("BEGIN")
            writer = _Writer(connection)
            yield writer.write
            writer.finish(head)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise OSError(errno.EIO, str(error)) from None


class _Writer:
    """Numbers records as they come and gathers their rows, to be inserted many at once.

    It stands in for a dataset where the texts of a record name an actor or an event. What grows
    with the records is kept on disk, but the actors: they are few.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.numbers = DiskMemory()
        self.actor_by_id = ById("actors")
        self.event_by_id = _Events(self)
        self.last_number = 0
        self.rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.forward: list[tuple[int, str, str, str]] = []
        self.last_place = 0
        self.places = DiskMemory()
        self.spellings = DiskMemory()
        self.digest = Digest()

    def write(self, record: Record) -> None:
        """Write a record, but an actor at the end: it may be written again with more names."""
        number = self.number(record)
        if isinstance(record, Actor):
            self.actor_by_id[record.id] = record
            return
        if isinstance(record, Event):
            self.event_by_id[record.id] = record
        self.add(record, number)
        if len(self.rows["records"]) >= _AT_ONCE:
            self.flush()

    def number(self, record: Record) -> int:
        """Return the number of a record, which it gets when it is first written."""
        if isinstance(record, Actor) and (number := self.number_of(record.table, record.id)):
            return number
        self.last_number += 1
        if not isinstance(record, CasualtyReport):  # To which nothing refers.
            self.numbers[f"{record.table} {record.id}"] = self.last_number
        return self.last_number

    def number_of(self, table: str, id: str) -> int | None:
        """Return the number of a record by its id, None where it has not been written."""
        number: int | None = self.numbers.get(f"{table} {id}")
        return number

    def add(self, record: Record, number: int) -> None:
        """Add the rows of a record to every table."""
        rows = self.rows
        record_class: Any = type(record)
        struct = msgspec.convert(record, strict(record_class), from_attributes=True)
        text = msgspec.json.encode(struct)
        self.digest.add(record.type.encode(), text)
        rows["records"].append((number, record.type, record.id, text.decode()))
        self.add_links(record, number)
        if isinstance(record, _DATED):
            begins, ends = _days(record.when)
            rows["days"].append((number, begins or "", ends or "9999"))
        if isinstance(record, Event):
            place = record.place and self.place(record.place)
            rows["events"].append((number, record.kind, begins, ends, place, True))
            self.add_spellings(record, number)
        elif isinstance(record, CasualtyReport):
            self.add_count(record, number)
            self.add_spellings(record, number)
        self.add_texts(record, number)

    def add_count(self, report: CasualtyReport, number: int) -> None:
        """Add the numbers of a count; one without any is no count of the event."""
        figures = (report.killed, report.injured)
        groups = (
            [part.killed for part in report.breakdown if part.killed],
            [part.injured for part in report.breakdown if part.injured],
        )
        if not any(figures) and not any(groups):
            return
        event = self.number_of("events", report.event)
        counter = self.number_of("actors", report.counted_by or "")
        # A counter that comes later in the file has no number yet: whoever asks adds that up.
        is_plain = bool(counter) == bool(report.counted_by) and all(
            figure or not parts for figure, parts in zip(figures, groups, strict=True)
        )
        numbers = _numbers(report.killed) + _numbers(report.injured)
        self.rows["counts"].append((number, event, counter, is_plain, *numbers))

    def add_links(self, record: Record, number: int) -> None:
        """Add what a record refers to; what is not there yet waits for the end."""
        for field, table, id in _references(record):
            other = self.number_of(table, id)
            if other is None:
                self.forward.append((number, field, table, id))
            else:
                self.rows["links"].append((number, tables.NUMBER_OF[field], other))

    def place(self, place: Place) -> int:
        """Return the number of a place, which it gets when it is first met."""
        within = msgspec.json.encode(place.within).decode()
        names = place.name, within, place.region, place.country
        key = repr(names)
        number: int | None = self.places.get(key)
        if number is None:
            number = self.last_place = self.places[key] = self.last_place + 1
            self.rows["places"].append((number, *names))
        return number

    def add_spellings(self, record: Event | CasualtyReport, number: int) -> None:
        """Add the kind, the names of the place or the groups of a record, each when first met."""
        found = [("group", part.group) for part in getattr(record, "breakdown", ())]
        if isinstance(record, Event):
            places = record.place.names if record.place else ()
            found = [("kind", record.kind), *(("place", name) for name in places)]
        for what, spelling in found:
            key = f"{what} {spelling}"
            if not self.spellings.get(key):
                self.spellings[key] = True
                self.rows["names"].append((None, normalize(spelling), what, number))

    def add_texts(self, record: Record, number: int) -> None:
        """Add the names of a record, its id, and the words of all its texts."""
        if isinstance(record, _NAMED):
            first, *others = dict.fromkeys(map(normalized_name, labels.names(record))) or [None]
            self.rows["names"].append((first, normalize(record.id), record.type, number))
            for name in others:
                self.rows["names"].append((name, None, record.type, number))
        texts = labels.searchable_texts(record, self)  # type: ignore[arg-type]
        self.rows["words"].append((number, " ".join(map(_searchable, texts))))

    def flush(self) -> None:
        """Insert the rows that wait for it."""
        for table, rows in self.rows.items():
            into = {"words": "words (rowid, text)"}
            # What is cited twice is linked once.
            insert = "INSERT OR IGNORE" if table == "links" else "INSERT"
            values = ", ".join("?" * len(rows[0]))
            self.connection.executemany(
                f"{insert} INTO {into.get(table, table)} VALUES ({values})", rows
            )
        self.rows.clear()

    def finish(self, head: Mapping[str, Any]) -> None:
        """Add what could not be added before: actors, links to later records, the last counts."""
        for actor in self.actor_by_id.values():
            self.add(actor, self.number(actor))
        for number, field, table, id in self.forward:
            other = self.number_of(table, id) or ById(table)[id]  # Which tells that it is missing.
            self.rows["links"].append((number, tables.NUMBER_OF[field], other))
        held = {**head, "schema_version": VERSION}
        digest = self.digest.hexdigest(held)
        self.rows["dataset"].append((*(held.get(name) for name in tables.HEAD_COLUMNS), digest))
        self.flush()
        tables.create_indexes(self.connection)
        times = dict(self.connection.execute("SELECT field, count(*) FROM links GROUP BY field"))
        totals.fill(self.connection)
        for index in ("names", "words"):
            self.connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        every = [(n, name, times.get(n, 0)) for name, n in tables.NUMBER_OF.items()]
        self.connection.executemany("INSERT INTO fields VALUES (?, ?, ?)", every)


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
        self.writer.flush()
        number = self.writer.number_of("events", id) or ById("events")[id]
        row = self.writer.connection.execute(
            "SELECT record FROM records WHERE number = ?", (number,)
        ).fetchone()
        return msgspec.json.decode(row[0], type=Event)


@lru_cache(maxsize=4096)
def _days(expression: str | None) -> tuple[str | None, ...]:
    """Return the first and last possible day."""
    earliest, latest, *_ = dates.interval(expression)
    return tuple(str(day) if day else None for day in (earliest, latest))


def _numbers(estimate: Estimate | None) -> tuple[int | None, ...]:
    if estimate is None:
        return (None,) * 4
    number = estimate.rising
    return number.low, number.best, number.high, number.approximate


def _references(record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield what a record and its parts refer to: the field, its table, the id."""
    for path, id, type in values(record, "table"):
        yield _field(path), str(type.table), id
    if isinstance(record, Statement) and record.stance == "denies":
        yield from (("denies", "events", id) for id in record.about)


@lru_cache(maxsize=4096)
def _field(path: str) -> str:
    """Return the name of the field at a path like `.participants[0].source`."""
    name = re.sub(r"\[\d+\]", "", path[1:])
    return name if name in tables.NUMBER_OF else name.rpartition(".")[2]
