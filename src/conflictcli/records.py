"""Records of different kinds as one: their type, date, title, order and sources."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from conflictcli import dates
from conflictcli.model import (
    TABLES,
    Actor,
    CasualtyReport,
    Citation,
    Dataset,
    Event,
    RecordType,
    Source,
    Statement,
)

Dated = Event | Statement | CasualtyReport
Record = Dated | Actor | Source


Holds = Callable[[Any, Mapping[str, Any]], Any]


class Keep(NamedTuple):
    """What to keep of a dataset as it is loaded, with all to which this refers.

    `whole` are the tables of which everything is kept, `holds` tells of an event or a count (of
    `sources` too if that is set), given with the events by id; without it no other table is read.
    `fields` are those that are needed of the records of a table: named tuples of these are kept.
    """

    whole: Collection[str] = ("actors", "statements")
    holds: Holds | None = None
    fields: Mapping[str, Sequence[str]] = MappingProxyType({})
    sources: bool = False


Load = Callable[[Keep], Dataset]
WHOLE = Keep(tuple(TABLES))

# By the names of classes, as what is decoded to be checked has them too.
_TYPES: dict[str, tuple[RecordType, str | None]] = {
    "Event": ("event", "date"),
    "Statement": ("statement", "date"),
    "CasualtyReport": ("casualties", "as_of"),
    "Actor": ("actor", None),
    "Source": ("source", "published"),
}


def type_of(record: Record) -> RecordType:
    """Tell what kind of record it is."""
    return _TYPES[type(record).__name__][0]


def when(record: Record) -> str | None:
    """Give the date expression of a record: a count's as-of day, a source's publication."""
    field = _TYPES[type(record).__name__][1]
    return field and getattr(record, field)


def order(record: Record) -> tuple[tuple[bool, date, date], str]:
    """Give the sort key of a record: earliest day, latest day, id; undated last."""
    return dates.order(when(record)), record.id


def title(record: Any, dataset: Dataset) -> str:
    """Name a record: a statement with its speaker, a count with its event."""
    type = type_of(record)
    if type == "statement":
        return f"{dataset.actor_by_id[record.speaker].name} {record.stance}: {record.text}"
    if type == "casualties":
        return f"{counts(record)}: {dataset.event_by_id[record.event].title}"
    if type == "source":
        return str(record.title or record.publisher or record.id)
    return str(record.name if type == "actor" else record.title)


def counts(report: CasualtyReport) -> str:
    """Write the numbers of a casualty report."""
    killed = [f"{report.killed} killed"] if report.killed else []
    injured = [f"{report.injured} injured"] if report.injured else []
    return ", ".join(killed + injured) or "no count"


def citations(record: Record) -> tuple[Citation, ...]:
    """Give the citations of a record; a source stands for itself."""
    return (Citation(source=record.id),) if isinstance(record, Source) else record.citations


def source_ids(record: Record) -> list[str]:
    """Give the sources of a record and of its participants, each once, as they are cited."""
    participants = getattr(record, "participants", ())
    named = [part.source for part in participants if part.source]
    return list(dict.fromkeys([citation.source for citation in citations(record)] + named))


def dated(dataset: Dataset) -> list[Dated]:
    """Give the events, the statements and the counts, in the dataset's order."""
    return [*dataset.events, *dataset.statements, *dataset.casualties]


def cited(dataset: Dataset, records: Iterable[Record]) -> list[Source]:
    """Give the sources of records in the order of their first citation."""
    ids = dict.fromkeys(source for record in records for source in source_ids(record))
    return [dataset.source_by_id[id] for id in ids]


def supports(dataset: Dataset) -> dict[str, list[Record]]:
    """Give, for each source id, the records that it supports, in the dataset's order."""
    found: dict[str, list[Record]] = {source.id: [] for source in dataset.sources}
    for record in (*dataset.actors, *dated(dataset)):
        for source in source_ids(record):
            found[dataset.source_by_id[source].id].append(record)
    return found


def event_ids(record: Any) -> tuple[str, ...]:
    """Give the ids of the events that a dated record is, is about or counts."""
    type = type_of(record)
    if type == "event":
        return (record.id,)
    return record.about if type == "statement" else (record.event,)


def events_of(record: Any, events: Mapping[str, Event]) -> Sequence[Event]:
    """Give the events that a dated record is, is about or counts."""
    if type_of(record) == "event":
        return [record]
    return [events[id] for id in event_ids(record)]
