"""The columns of each kind of answer; rows are built once, for every format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal, NamedTuple

from conflictcli import dates, threads, words
from conflictcli.answers import AboutActor, AboutEvent, Answer, Hit
from conflictcli.cells import View, marks
from conflictcli.model import Actor, CasualtyReport, Dataset, Source, Statement
from conflictcli.records import TYPES, Dated, Record, citations, title, when

Place = Literal["left", "rail", "main", "beside", "under", "line"]


class Column(NamedTuple):
    """A named cell of each row: the field of that name unless `cell` says otherwise.

    A list puts it to the left, on the rail of the timeline, as the main text, beside that, under
    it in one line with others, or on lines of its own. A card gives each a line.
    """

    name: str
    place: Place
    cell: Callable[[View, Any], str | list[str]] | None = None

    def lines(self, view: View, row: Any) -> list[str]:
        """Give the lines of the cell that hold text."""
        text = self.cell(view, row) if self.cell else getattr(row, self.name)
        return list(filter(None, [text] if isinstance(text, str) else text or []))


class Table(NamedTuple):
    """Records for JSON under `name`; columns over the rows, which are the records unless given.

    `group` gives the heading under which a row stands, `depth` how deep it hangs in a thread.
    """

    name: str
    records: Sequence[Any]
    columns: Sequence[Column] = ()
    rows: Sequence[Any] | None = None
    heading: str = ""
    layout: Literal["list", "grid", "card"] = "list"
    group: Callable[[View, Any], str] = lambda view, row: ""
    depth: Callable[[Any], int] = lambda row: 0


def _fields(place: Place, *names: str) -> list[Column]:
    return [Column(name, place) for name in names]


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
    *_fields("line", "id", "kind"),
    Column("date", "line", View.date),
    Column("place", "line", View.place),
    *_fields("line", "summary", "note"),
    Column("who", "line", View.participants),
    *_fields("line", "part_of"),
    Column("compare", "line", View.differs),
    EVIDENCE,
]
ACTOR_COLUMNS = [
    TYPE,
    TITLE,
    *_fields("under", "id", "kind", "role"),
    Column("side", "under", lambda view, actor: view.name(actor.member_of)),
    Column("aliases", "line", lambda view, actor: ", ".join(actor.aliases)),
    *_fields("line", "note"),
]
SOURCE_COLUMNS = [
    TYPE,
    Column("reference", "main", View.reference),
    *_fields("under", "id", "language"),
    *_fields("line", "url", "note"),
]


def timeline(answer: Answer[list[Dated]], dataset: Dataset) -> Table:
    """Give the timeline, the undated under a heading of their own."""
    return _dated(
        "timeline",
        [_entry(record, dataset, answer.denied) for record in answer.known],
        answer,
        rows=answer.known,
        group=lambda view, record: "" if when(record) else "Undated",
    )


def event(answer: Answer[AboutEvent], cited: Sequence[Source]) -> list[Table]:
    """Give all about an event: a card, what was said, the counts, the parts, the sources."""
    events, said, counts, parts = answer.known
    denials = Column("disputed", "line", lambda view, event: view.denials(event, said))
    return [
        Table("events", events, [denials, *EVENT_CARD], layout="card"),
        _statements(answer, said, said, "Said about it"),
        _casualties(answer, counts, "Casualties"),
        _dated("parts", parts, answer, heading="Parts"),
        Table("sources", cited, rows=()),
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
    return [
        Table("actors", [actor], card, layout="card"),
        _dated("events", events, answer, who=roles, heading="Took part in"),
        _statements(answer, said, threaded, "Said, with the replies"),
        Table("replies", replies, rows=()),
    ]


def actors(records: Sequence[Actor]) -> Table:
    """Give the actors."""
    return Table("actors", records, [*ACTOR_COLUMNS, SOURCES])


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
    return Table("matches", [_match(hit.record, dataset) for hit in hits], columns, rows=hits)


def sources(records: Sequence[Source], supports: Mapping[str, Sequence[Record]]) -> Table:
    """Give the sources, with how many records each supports; one alone, with which."""
    uses = [{**_as_dict(r), "supports": [used.id for used in supports[r.id]]} for r in records]
    alone = len(records) == 1

    def supported(view: View, source: Source) -> list[str]:
        found = supports[source.id]
        if alone and found:
            return [f"{view.type(record)} {record.id}: {view.title(record)}" for record in found]
        return [f"supports {len(found) or 'no'} record{'' if len(found) == 1 else 's'}"]

    columns = [*SOURCE_COLUMNS, Column("supports", "line" if alone else "under", supported)]
    return Table("sources", uses, columns, records, layout="card" if alone else "list")


def _dated(
    name: str, records: Sequence[Any], answer: Answer[Any], *, who: Column = WHO, **shown: Any
) -> Table:
    columns = [DATE, TYPE, TITLE, _marked(answer), SOURCES, who, EVENT]
    return Table(name, records, columns, **shown)


def _statements(
    answer: Answer[Any], records: Sequence[Statement], rows: Sequence[Statement], heading: str = ""
) -> Table:
    columns = [
        *(DATE, TYPE, TITLE, _marked(answer), WHO, EVENT, EVIDENCE),
        *_fields("line", "date_note", "note"),
        DIFFERS,
    ]
    depths = threads.depths(rows)
    return Table("statements", records, columns, rows, heading, depth=lambda s: depths[s.id])


def _casualties(answer: Answer[Any], records: Sequence[CasualtyReport], heading: str = "") -> Table:
    latest = answer.latest
    columns = [
        Column("as of", "left", lambda view, count: count.as_of or "undated"),
        Column("killed", "left", lambda view, count: str(count.killed or "not given")),
        Column("injured", "left", lambda view, count: str(count.injured or "not given")),
        Column("counted by", "main", lambda view, n: view.name(n.counted_by) or "not named"),
        Column("latest", "beside", lambda view, count: "latest" if count.id in latest else ""),
        SOURCES,
        *_fields("line", "note"),
    ]
    return Table(
        "casualties",
        [{**_as_dict(count), "latest": count.id in latest} for count in records],
        columns,
        rows=records,
        heading=heading,
        layout="grid",
        group=lambda view, count: "" if heading else view.counted_event(count),
    )


def _marked(answer: Answer[Any]) -> Column:
    return Column("disputed", "beside", lambda view, row: marks(row, answer.denied))


def _entry(record: Record, dataset: Dataset, denied: set[str]) -> dict[str, Any]:
    match = _match(record, dataset)
    earliest, latest, _ = dates.span(when(record))
    return {
        **{name: match[name] for name in ("type", "id", "date")},
        "earliest": earliest,
        "latest": latest,
        "title": match["title"],
        "disputed": record.id in denied,
        "citations": match["citations"],
    }


def _match(record: Record, dataset: Dataset) -> dict[str, Any]:
    return {
        "type": TYPES[type(record)],
        "id": record.id,
        "date": when(record),
        "title": title(record, dataset),
        "citations": citations(record),
    }


def _as_dict(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
