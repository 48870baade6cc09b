"""The rules between records, one function each: of a record beside all others of the file."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from conflictcli.checks.fields import all_values, values
from conflictcli.checks.shape import ShapeError
from conflictcli.model import chains, dates
from conflictcli.model.records import (
    RECORD_CLASSES,
    Actor,
    CasualtyReport,
    Event,
    Record,
    Source,
    Statement,
)
from conflictcli.model.text import normalize


class Table:
    """The records of a table by position, None where one is not to be read, with their lines.

    `first` is the position of the first record of an id, whatever its shape; `broken` what rules of
    one record it breaks, by position.
    """

    def __init__(self) -> None:
        self.records: list[Any] = []
        self.lines = array("L")
        self.first: dict[str, int] = {}
        self.broken: dict[int, list[ShapeError]] = {}

    def get(self, id: str | None) -> Any:
        """Return the first record of an id, None where there is none to be read."""
        return self.records[self.first[id]] if id in self.first else None


class File:
    """All records of a file, and whose each name and each description of an event is so far.

    `titled` has the first event of each title: only another of that title is described at all.
    """

    def __init__(self) -> None:
        self.tables = {record_class.table: Table() for record_class in RECORD_CLASSES}
        self.owners: dict[tuple[Any, ...], str] = {}
        self.titled: dict[str, Event] = {}

    @cached_property
    def missing(self) -> dict[str, set[str]]:
        """Return, by table, the ids to which its records refer and that no such record has."""
        return {kind.table: {*_missing(kind, self.tables)} for kind in RECORD_CLASSES}

    @cached_property
    def circles(self) -> dict[str, str]:
        """Return, by the id of the record that closes it, what leads back to itself."""
        return {
            ids[0]: " → ".join([*ids, ids[0]])
            for table in self.tables.values()
            for ids in chains.circles(dict(_parents(table)))
        }

    @cached_property
    def originals(self) -> dict[str, str]:
        """Return the ids of the originals of copies; a copy of what cannot be read is none."""
        sources = self.tables["sources"]
        return chains.originals(
            {copy: original for copy, original in _parents(sources) if sources.get(original)}
        )


def dangling_references(record: Record, file: File) -> Sequence[ShapeError]:
    """Report the ids in a record that are those of no record."""
    if not (missing := file.missing[record.table]):
        return ()
    return [
        ShapeError("dangling-reference", path, f"expected an id of {type.table}, got '{id}'.")
        for path, id, type in values(record, "table")
        if id in missing and id not in file.tables[str(type.table)].first
    ]


def cycles(record: Record, file: File) -> Sequence[ShapeError]:
    """Report what is part of itself, answers itself or copies itself, through others too."""
    if record.id not in file.circles:
        return ()
    message = f"leads back to itself: {file.circles[record.id]}."
    return (ShapeError("cycle", f".{record.parent_field}", message),)


def shared_names(actor: Actor, file: File) -> Iterator[ShapeError]:
    """Yield names by which an earlier actor is found, case and accents aside."""
    for path, name, _ in values(actor, "is_name"):
        yield from _shared(actor, path, name, file)


def shared_shorts(source: Source, file: File) -> Iterable[ShapeError]:
    """Report a short name by which an earlier source is found, case and accents aside."""
    return _shared(source, ".short", source.short, file) if source.short else ()


def _shared(record: Actor | Source, path: str, name: str, file: File) -> Iterator[ShapeError]:
    owner = file.owners.setdefault((record.table, normalize(name) or record.id), record.id)
    if owner != record.id:
        message = f"'{name}' is a name of {record.type} '{owner}' too: leave one."
        yield ShapeError("shared-name", path, message)


def events_alike(event: Event, file: File) -> Sequence[ShapeError]:
    """Report an event with the title, date, place and kind of an earlier one."""
    first = file.titled.setdefault(event.title, event)
    if first is event:
        return ()
    file.owners.setdefault(_description(first), first.id)
    owner = file.owners.setdefault(_description(event), event.id)
    if owner == event.id:
        return ()
    message = (
        f"the title, date, place and kind are those of '{owner}' too: if both are one, leave one."
    )
    return (ShapeError("repeated-event", "", message),)


def _description(event: Event) -> tuple[Any, ...]:
    place = event.place and (*event.place.names, event.place.latitude, event.place.longitude)
    return event.title, event.date, place, event.kind


def report_before_event(report: CasualtyReport, file: File) -> Sequence[ShapeError]:
    """Report a count that is older than what it counts."""
    if not _is_before(report, file.tables["events"].get(report.event)):
        return ()
    message = f"{report.as_of} is before the event '{report.event}'."
    return (ShapeError("report-before-event", ".as_of", message),)


def reply_before_statement(reply: Statement, file: File) -> Sequence[ShapeError]:
    """Report a reply that is older than what it answers."""
    if not _is_before(reply, file.tables["statements"].get(reply.responds_to)):
        return ()
    message = f"{reply.date} is before what it answers, '{reply.responds_to}'."
    return (ShapeError("reply-before-statement", ".date", message),)


def part_outside_whole(event: Event, file: File) -> Sequence[ShapeError]:
    """Report an event that cannot have been while what it is part of was."""
    whole = file.tables["events"].get(event.part_of)
    if not whole or not (_is_before(event, whole) or _is_before(whole, event)):
        return ()
    message = f"{event.date} is outside '{event.part_of}', of which it is part."
    return (ShapeError("outside-parent", ".date", message),)


def later_than_source(record: Statement | CasualtyReport, file: File) -> Sequence[ShapeError]:
    """Report what is dated after its only source was published, a copy being no other source."""
    when = record.when
    published: list[str | None] = []
    originals: set[str] = set()
    for citation in record.citations:
        source = file.tables["sources"].get(citation.source)
        original = source and file.tables["sources"].get(file.originals.get(source.id, source.id))
        day = source and (source.published or original.published)
        if not dates.ends_before(day, when):
            return ()
        published.append(day)
        originals.add(original.id)
    if len(originals) != 1:
        return ()
    message = f"{when} is after {published[0]}, when its only source was published."
    return (ShapeError("later-than-source", f".{record.date_field}", message),)


BETWEEN_RECORDS: Mapping[str, Sequence[Callable[[Any, File], Iterable[ShapeError]]]] = {
    "sources": (dangling_references, cycles, shared_shorts),
    "actors": (dangling_references, shared_names),
    "events": (dangling_references, cycles, part_outside_whole, events_alike),
    "statements": (dangling_references, cycles, reply_before_statement, later_than_source),
    "casualties": (dangling_references, report_before_event, later_than_source),
}


def _missing(record_class: type[Record], tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield the ids of no record to which the records of a class refer."""
    records = [record for record in tables[record_class.table].records if record is not None]
    for type, ids in all_values(record_class, records, "table"):
        first = tables[str(type.table)].first
        yield from (id for id in ids if id not in first)


def _parents(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the ids of the records that hang from another, each with that of the other."""
    for id in table.first:
        record = table.get(id)
        parent = record and getattr(record, record.parent_field or "", None)
        if parent is not None:
            yield id, parent


def _is_before(one: Record | None, other: Record | None) -> bool:
    """Return whether the one was certainly over before the other began."""
    return bool(one and other and dates.ends_before(one.when, other.when))
