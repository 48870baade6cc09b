"""The columns of each kind of answer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from conflictcli import dates, threads, words
from conflictcli.answers import AboutActor, AboutEvent, Answer, Hit, Problem
from conflictcli.cells import View, marks
from conflictcli.layout import Column, Place, Table
from conflictcli.model import Actor, CasualtyReport, Dataset, Event, Source, Statement
from conflictcli.records import TYPES, Dated, Record, citations, title, when


def _columns(place: Place, *names: str) -> list[Column]:
    return [Column(name, place) for name in names]


def _fields(kind: type, *more: str) -> list[str]:
    return [*kind.__dataclass_fields__, *more]  # type: ignore[attr-defined]


DATE = Column("date", "left", View.days)
TYPE = Column("type", "rail", View.type)
TITLE = Column("title", "main", View.title)
SOURCES = Column("sources", "beside", View.references)
EVIDENCE = Column("sources", "line", View.evidence)
WHO = Column("who", "under", View.who)
EVENT = Column("event", "under", View.event_ids)
DIFFERS = Column("differs", "line", View.differs)

EVENT_CARD = [
    TITLE,
    *_columns("line", "id", "kind"),
    Column("date", "line", View.date),
    Column("place", "line", View.place),
    *_columns("line", "summary", "note"),
    Column("who", "line", View.participants),
    *_columns("line", "part_of"),
    Column("compare", "line", View.differs),
    EVIDENCE,
]
ACTOR_COLUMNS = [
    TYPE,
    TITLE,
    *_columns("under", "id", "kind", "role"),
    Column("side", "under", lambda view, actor: view.name(actor.member_of)),
    Column("aliases", "line", lambda view, actor: ", ".join(actor.aliases)),
    *_columns("line", "note"),
]
PROBLEM_COLUMNS = [
    Column("line", "left", lambda view, problem: f"line {problem.line or '-'}"),
    Column("message", "main", lambda view, p: ": ".join(filter(None, (p.where, p.message)))),
    *_columns("under", "severity", "rule", "id"),
]
_ENTRY = ("type", "id", "date", "earliest", "latest", "title", "disputed", "citations")
_MATCH = ("type", "id", "date", "title", "citations")
SOURCE_COLUMNS = [
    TYPE,
    Column("reference", "main", View.reference),
    *_columns("under", "id", "language"),
    *_columns("line", "url", "note"),
]


def timeline(answer: Answer[list[Dated]], dataset: Dataset) -> Table:
    """Give the timeline, the undated under a heading of their own."""
    return Table(
        "timeline",
        _ENTRY,
        answer.known,
        _dated_columns(answer),
        lambda record: _summary(_ENTRY, record, dataset, answer.denied),
        group=lambda view, record: "" if when(record) else "Undated",
    )


def event(answer: Answer[AboutEvent], cited: Sequence[Source]) -> list[Table]:
    """Give all about an event: a card, what was said, the counts, the parts, the sources."""
    events, said, counts, parts = answer.known
    denials = Column("disputed", "line", lambda view, event: view.denials(event, said))
    return [
        Table("events", _fields(Event), events, [denials, *EVENT_CARD], layout="card"),
        _statements(answer, said, said, "Said about it"),
        _casualties(answer, counts, "Casualties"),
        Table("parts", _fields(Event), parts, _dated_columns(answer), heading="Parts"),
        Table("sources", _fields(Source), cited),
    ]


def actor(actor: Actor, answer: Answer[AboutActor]) -> list[Table]:
    """Give all about an actor: a card, its events, what it said with the replies."""
    events, said, replies, counts = answer.known
    own = {statement.id for statement in said}
    threaded = threads.in_order([*said, *(reply for reply in replies if reply.responds_to in own)])
    hint = f"see conflictcli casualties --actor {actor.id}" if counts else ""
    card = [
        *ACTOR_COLUMNS,
        Column("members", "line", View.members),
        Column("counts", "line", lambda view, actor: hint),
        EVIDENCE,
    ]
    roles = Column("role", "under", lambda view, event: view.roles(event, actor))
    columns = _dated_columns(answer, roles)
    return [
        Table("actors", _fields(Actor), [actor], card, layout="card"),
        Table("events", _fields(Event), events, columns, heading="Took part in"),
        _statements(answer, said, threaded, "Said, with the replies"),
        Table("replies", _fields(Statement), replies),
    ]


def actors(records: Sequence[Actor]) -> Table:
    """Give the actors."""
    return Table("actors", _fields(Actor), records, [*ACTOR_COLUMNS, SOURCES])


def statements(answer: Answer[list[Statement]]) -> Table:
    """Give statements, each reply hanging from what it answers."""
    return _statements(answer, answer.known, answer.known)


def casualties(answer: Answer[list[CasualtyReport]]) -> Table:
    """Give the counts, under a heading for each event."""
    return _casualties(answer, answer.known)


def matches(hits: Sequence[Hit], wanted: str, dataset: Dataset) -> Table:
    """Give what a search found, the words marked with asterisks."""
    terms = words.fold(wanted).split()
    columns = [
        Column("date", "left", lambda view, hit: view.days(hit.record)),
        Column("type", "rail", lambda view, hit: view.type(hit.record)),
        Column("title", "main", lambda view, hit: words.mark(terms, view.title(hit.record))),
        Column("differs", "beside", lambda view, hit: marks(hit.record, ())),
        Column("sources", "beside", lambda view, hit: view.references(hit.record)),
        Column("id", "under", lambda view, hit: f"{view.type(hit.record)} {hit.record.id}"),
        Column("texts", "line", lambda view, hit: [words.mark(terms, text) for text in hit.texts]),
    ]
    return Table(
        "matches", _MATCH, hits, columns, lambda hit: _summary(_MATCH, hit.record, dataset)
    )


def sources(records: Sequence[Source], supports: Mapping[str, Sequence[Record]]) -> Table:
    """Give the sources, with how many records each supports; one alone, with which."""
    alone = len(records) == 1

    def supported(view: View, source: Source) -> list[str]:
        found = supports[source.id]
        if alone and found:
            return [f"{view.type(record)} {record.id}: {view.title(record)}" for record in found]
        return [f"supports {len(found) or 'no'} record{'' if len(found) == 1 else 's'}"]

    return Table(
        "sources",
        _fields(Source, "supports"),
        records,
        [*SOURCE_COLUMNS, Column("supports", "line" if alone else "under", supported)],
        lambda source: _with(source, supports=[record.id for record in supports[source.id]]),
        layout="card" if alone else "list",
    )


def problems(found: Sequence[Problem]) -> Table:
    """Give the problems of a dataset."""
    return Table("problems", Problem._fields, found, PROBLEM_COLUMNS, Problem._asdict)


def _dated_columns(answer: Answer[Any], who: Column = WHO) -> list[Column]:
    return [DATE, TYPE, TITLE, _marked(answer), SOURCES, who, EVENT]


def _statements(
    answer: Answer[Any], said: Sequence[Statement], shown: Sequence[Statement], heading: str = ""
) -> Table:
    columns = [
        *(DATE, TYPE, TITLE, _marked(answer), WHO, EVENT, EVIDENCE),
        *_columns("line", "date_note", "note"),
        DIFFERS,
    ]
    depths = threads.depths(shown)
    return Table(
        "statements",
        _fields(Statement),
        said,
        columns,
        shown=shown,
        heading=heading,
        depth=lambda statement: depths[statement.id],
    )


def _casualties(answer: Answer[Any], counts: Sequence[CasualtyReport], heading: str = "") -> Table:
    latest = answer.latest
    columns = [
        Column("as of", "left", lambda view, count: count.as_of or "undated"),
        Column("killed", "left", lambda view, count: str(count.killed or "not given")),
        Column("injured", "left", lambda view, count: str(count.injured or "not given")),
        Column("counted by", "main", lambda view, n: view.name(n.counted_by) or "not named"),
        Column("latest", "beside", lambda view, count: "latest" if count.id in latest else ""),
        SOURCES,
        *_columns("line", "note"),
    ]
    return Table(
        "casualties",
        _fields(CasualtyReport, "latest"),
        counts,
        columns,
        lambda count: _with(count, latest=count.id in latest),
        heading=heading,
        layout="grid",
        group=lambda view, count: "" if heading else view.counted_event(count),
    )


def _marked(answer: Answer[Any]) -> Column:
    return Column("disputed", "beside", lambda view, row: marks(row, answer.denied))


def _summary(
    fields: Sequence[str], record: Record, dataset: Dataset, denied: Collection[str] = ()
) -> dict[str, Any]:
    earliest, latest, _ = dates.span(when(record))
    values = {
        "type": TYPES[type(record)],
        "id": record.id,
        "date": when(record),
        "earliest": earliest,
        "latest": latest,
        "title": title(record, dataset),
        "disputed": record.id in denied,
        "citations": citations(record),
    }
    return {field: values[field] for field in fields}


def _with(record: Any, **more: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__} | more
