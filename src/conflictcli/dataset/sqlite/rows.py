"""The rows of records in the tables of an SQLite file, gathered to be inserted many at once."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

import msgspec

from conflictcli.checks.fields import strict
from conflictcli.dataset.sqlite import tables
from conflictcli.dataset.sqlite.memory import DiskMemory
from conflictcli.model import dates, labels
from conflictcli.model.fields import field_types
from conflictcli.model.records import (
    RECORD_CLASSES,
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

_AT_ONCE = 2000
_DATED = (Event, Statement, CasualtyReport)
_NAMED = (Source, Actor, Event)
_encode = msgspec.json.Encoder().encode

# The rows of each table, as `Inserter` takes them.
Batch = dict[str, list[tuple[Any, ...]]]


class Rows:
    """Numbers records as they come and gathers their rows, which `insert` gets many at once.

    What grows with the records is kept on disk, but the actors: they are few.
    """

    def __init__(self, insert: Callable[[Batch], None]) -> None:
        self.insert = insert
        self.numbers = {record_class.table: DiskMemory() for record_class in RECORD_CLASSES}
        self.actor_by_id = ById("actors")
        self.last_number = 0
        self.rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.forward: list[tuple[int, int, str, str]] = []
        self.last_place = 0
        self.places = DiskMemory()
        self.spellings = DiskMemory()

    def write(self, record: Record, json: bytes | None = None) -> None:
        """Add the rows of a record; an actor's at the end, since it may come again with more names.

        `json` is the record as `_in_json` returns it, where that is known already. Raise
        DatasetError where its texts name a record that is not there.
        """
        number = self.number(record)
        if isinstance(record, Actor):
            self.actor_by_id[record.id] = record
            self.rows["actors"].append((_in_json(record),))
            return
        self.add(record, number, json)
        if len(self.rows["records"]) >= _AT_ONCE:
            self.flush()

    def number(self, record: Record) -> int:
        """Return the number of a record, which it gets when it is first written."""
        if isinstance(record, Actor) and (number := self.number_of(record.table, record.id)):
            return number
        self.last_number += 1
        if not isinstance(record, CasualtyReport):  # To which nothing refers.
            self.numbers[record.table][record.id] = self.last_number
        return self.last_number

    def number_of(self, table: str, id: str) -> int | None:
        """Return the number of a record by its id, None where it has not been written."""
        number: int | None = self.numbers[table].get(id)
        return number

    def add(self, record: Record, number: int, json: bytes | None = None) -> None:
        """Add the rows of a record to every table."""
        rows = self.rows
        rows["records"].append((number, record.type, record.id, json or _in_json(record)))
        self.add_links(record, number)
        if isinstance(record, _DATED):
            begins, ends = _days(record.when)
            rows["days"].append((number, begins or "", ends or "9999"))
        if isinstance(record, Event):
            place = record.place and self.place(record.place, number)
            rows["events"].append((number, record.kind, begins, ends, place, True))
            self.add_spelling("kind", record.kind, number)
        elif isinstance(record, CasualtyReport):
            self.add_count(record, number)
            for part in record.breakdown:
                self.add_spelling("group", part.group, number)
        if isinstance(record, _NAMED):
            rows["names"].append((labels.names(record), record.id, record.type, number))
        if not isinstance(record, CasualtyReport):
            texts = labels.searchable_texts(record, self)  # type: ignore[arg-type]
            rows["words"].append((number, texts))

    def add_count(self, report: CasualtyReport, number: int) -> None:
        """Add the numbers of a count; one without any is no count of the event."""
        if not report.has_number:
            return
        event = self.number_of("events", report.event)
        counter = self.number_of("actors", report.counted_by or "")
        covered = _days(report.covers)[0]
        stood_until = _days(report.as_of)[1]
        is_plain = not (
            # Odd, and by a day no count until those days have come.
            (covered and stood_until and covered > stood_until)
            or (not report.killed and any(part.killed for part in report.breakdown))
            or (not report.injured and any(part.injured for part in report.breakdown))
        )
        numbers = _numbers(report.killed) + _numbers(report.injured)
        self.rows["counts"].append((number, event, counter, is_plain, *numbers))

    def add_links(self, record: Record, number: int) -> None:
        """Add what a record and its parts refer to; what is not there yet waits for the end."""
        record_class: Any = type(record)
        for name, is_list, own_name, field, table in _referring_fields(record_class):
            value = getattr(record, name)
            if not value:
                continue
            for item in value if is_list else (value,):
                if id := getattr(item, own_name) if own_name else item:
                    self.add_link(number, field, table, id)
        if isinstance(record, Statement) and record.stance == "denies":
            for id in record.about:
                self.add_link(number, tables.NUMBER_OF["denies"], "events", id)

    def add_link(self, number: int, field: int, table: str, id: str) -> None:
        """Add that a record refers to another; raise DatasetError where its texts name that."""
        other = self.number_of(table, id)
        if other is None:
            if table == "actors" or field == tables.NUMBER_OF["event"]:
                ById(table)[id]  # Which raises, and tells that it is missing.
            self.forward.append((number, field, table, id))
        else:
            self.rows["links"].append((number, field, other))

    def place(self, place: Place, event: int) -> int:
        """Return the number of the place of an event, which it gets when it is first met."""
        within = _encode(place.within).decode() if place.within else "[]"
        names = place.name, within, place.region, place.country
        number: int | None = self.places.get(names)
        if number is None:
            number = self.last_place = self.places[names] = self.last_place + 1
            self.rows["places"].append((number, *names))
            for name in place.names:
                self.add_spelling("place", name, event)
        return number

    def add_spelling(self, what: str, spelling: str, number: int) -> None:
        """Add a kind, a name of a place or a group, when it is first met."""
        if not self.spellings.get((what, spelling)):
            self.spellings[what, spelling] = True
            self.rows["names"].append(((), spelling, what, number))

    def flush(self) -> None:
        """Have the rows inserted that wait for it."""
        self.insert({**self.rows})
        self.rows.clear()

    def finish(self) -> None:
        """Add what could not be added before: actors, and links to later records.

        Raise DatasetError for a reference to a record that is not there.
        """
        for actor in self.actor_by_id.values():
            self.add(actor, self.number(actor))
        for number, field, table, id in self.forward:
            other = self.number_of(table, id) or ById(table)[id]  # Which tells that it is missing.
            self.rows["links"].append((number, field, other))
        self.flush()


def _in_json(record: Record) -> bytes:
    """Return a record as JSON, without what is null or empty."""
    record_class: Any = type(record)
    return _encode(msgspec.convert(record, strict(record_class), from_attributes=True))


@lru_cache(maxsize=4096)
def _days(expression: str | None) -> tuple[str | None, ...]:
    """Return the first and last possible day."""
    earliest, latest, *_ = dates.interval(expression)
    return tuple(str(day) if day else None for day in (earliest, latest))


def _numbers(estimate: Estimate | None) -> tuple[int | None, ...]:
    if estimate is None:
        return (None,) * 4
    return _rising(estimate.low, estimate.best, estimate.high, estimate.approximate)


@lru_cache(maxsize=4096)
def _rising(
    low: int | None, best: int | None, high: int | None, approximate: bool
) -> tuple[int | None, ...]:
    number = Estimate(low=low, best=best, high=high, approximate=approximate).rising
    return number.low, number.best, number.high, number.approximate


@cache
def _referring_fields(record_class: Any) -> list[tuple[str, bool, str, int, str]]:
    """Return the fields that hold references, or parts that do: the name, whether it is a list.

    With each comes the name, the number and the table of what refers: of parts a field of theirs,
    else the field itself, under the name "".
    """
    found: list[tuple[str, bool, str, int, str]] = []
    for name, type in field_types(record_class).items():
        if type.table:
            found.append((name, type.is_list, "", tables.NUMBER_OF[name], type.table))
        elif type.part:
            found += [
                (name, type.is_list, own_name, _field_number(name, own_name), own_type.table)
                for own_name, own_type in field_types(type.part).items()
                if own_type.table
            ]
    return found


def _field_number(name: str, own_name: str) -> int:
    return tables.NUMBER_OF.get(f"{name}.{own_name}") or tables.NUMBER_OF[own_name]
