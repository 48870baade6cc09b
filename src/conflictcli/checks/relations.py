"""The rules between records, one function each; of a record they need its `RecordSummary`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from conflictcli.checks.json_reader import Member
from conflictcli.checks.rules import date_in, text_in
from conflictcli.checks.shape import ShapeError, values
from conflictcli.model import dates
from conflictcli.model.records import Actor
from conflictcli.model.text import normalize


class Link(NamedTuple):
    """An id in a record: its path, the table that it refers to, and itself."""

    path: str
    table: str
    id: str


class RecordSummary(NamedTuple):
    """What is kept of a record once it is passed.

    `parent` is the id of what it hangs from, `names` are those by which it is found, by their path,
    `links` those to records that were not read before.
    """

    table: str
    path: str
    line: int
    id: str | None
    date: str | None
    parent: str | None
    names: Mapping[str, str]
    links: Sequence[Link]


ById = Mapping[str, Mapping[str, RecordSummary]]
Broken = Iterator[tuple[RecordSummary, ShapeError]]


def summary(
    record: Member, record_class: Any, known: Mapping[str, Collection[str]]
) -> RecordSummary:
    """Return what rules between records need of a record; `known` are the ids read before."""
    texts = [
        (path, text, type)
        for path, text, type in values(record.value, record_class, record.path)
        if isinstance(text, str)
    ]
    return RecordSummary(
        table=record_class.table,
        path=record.path,
        line=record.line,
        id=record.id,
        date=date_in(record, record_class.date_field),
        parent=text_in(record, record_class.parent_field),
        names={
            path: text
            for path, text, type in texts
            if type.is_name and (record_class is Actor or path.endswith(".short"))
        },
        links=[
            Link(path, type.table, id)
            for path, id, type in texts
            if type.table and id not in known[type.table]
        ],
    )


def dangling_references(records: Sequence[RecordSummary], by_id: ById) -> Broken:
    """Yield the ids in records that are those of no record."""
    for record in records:
        for path, table, id in record.links:
            if id not in by_id[table]:
                message = f"expected an id of {table}, got '{id}'."
                yield record, ShapeError("dangling-reference", path, message)


def shared_names(records: Sequence[RecordSummary], by_id: ById) -> Broken:
    """Yield names by which an earlier record of a table is found, case and accents aside."""
    owners: dict[tuple[str, str], str | None] = {}
    for record in records:
        for path, name in record.names.items():
            key = record.table, normalize(name) or str(record.id)
            owner = owners.setdefault(key, record.id)
            if owner != record.id:
                message = f"'{name}' is a name of {record.table[:-1]} '{owner}' too: leave one."
                yield record, ShapeError("shared-name", path, message)


def cycles(records: Sequence[RecordSummary], by_id: ById) -> Broken:
    """Yield what is part of itself, or answers itself, through others too."""
    yield from _cycles(by_id["sources"], "copy_of")
    yield from _cycles(by_id["events"], "part_of")
    yield from _cycles(by_id["statements"], "responds_to")


def reports_before_events(records: Sequence[RecordSummary], by_id: ById) -> Broken:
    """Yield counts that are older than what they count."""
    for report in by_id["casualties"].values():
        if _is_before(report, by_id["events"].get(report.parent or "")):
            message = f"{report.date} is before the event '{report.parent}'."
            yield report, ShapeError("report-before-event", f"{report.path}.as_of", message)


def replies_before_statements(records: Sequence[RecordSummary], by_id: ById) -> Broken:
    """Yield replies that are older than what they answer."""
    for reply in by_id["statements"].values():
        if _is_before(reply, by_id["statements"].get(reply.parent or "")):
            message = f"{reply.date} is before what it answers, '{reply.parent}'."
            yield reply, ShapeError("reply-before-statement", f"{reply.path}.date", message)


def parts_outside_wholes(records: Sequence[RecordSummary], by_id: ById) -> Broken:
    """Yield events that cannot have been while what they are part of was."""
    for event in by_id["events"].values():
        whole = by_id["events"].get(event.parent or "")
        if _is_before(event, whole) or _is_before(whole, event):
            message = f"{event.date} is outside '{event.parent}', of which it is part."
            yield event, ShapeError("outside-parent", f"{event.path}.date", message)


BETWEEN_RECORDS: Sequence[Callable[[Sequence[RecordSummary], ById], Broken]] = (
    dangling_references,
    cycles,
    shared_names,
    reports_before_events,
    replies_before_statements,
    parts_outside_wholes,
)


def _cycles(records: Mapping[str, RecordSummary], field: str) -> Broken:
    """Follow the parents of each record; return a circle once, at the record that closes it."""
    followed: set[str] = set()
    for start in records:
        path: dict[str, None] = {}
        id: str | None = start
        while id is not None and id in records and id not in followed:
            followed.add(id)
            path[id] = None
            id = records[id].parent
        if id is not None and id in path:
            ids = list(path)
            circle = " → ".join([*ids[ids.index(id) :], id])
            where = f"{records[id].path}.{field}"
            yield records[id], ShapeError("cycle", where, f"leads back to itself: {circle}.")


def _is_before(one: RecordSummary | None, other: RecordSummary | None) -> bool:
    """Return whether the one was certainly over before the other began."""
    return bool(one and other and dates.ends_before(one.date, other.date))
