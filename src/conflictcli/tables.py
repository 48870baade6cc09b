"""The columns of each kind of answer; rows are built once, for every format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Literal, NamedTuple

from conflictcli import cells, dates, threads, words
from conflictcli.cells import View
from conflictcli.model import Actor, CasualtyReport, Dataset, Event, Source, Statement
from conflictcli.records import TYPES, Dated, Record, citations, title, when


class Column(NamedTuple):
    """A named cell of each row: the field of that name unless `cell` says otherwise.

    A list puts it to the left, on the rail of the timeline, as the main text, beside that, under
    it in one line with others, or on lines of its own. A card gives each a line.
    """

    name: str
    place: Literal["left", "rail", "main", "beside", "under", "line"]
    cell: Callable[[Any, View], str | list[str]] | None = None

    def lines(self, row: Any, view: View) -> list[str]:
        """Give the lines of the cell that hold text."""
        text = self.cell(row, view) if self.cell else getattr(row, self.name)
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
    group: Callable[[Any, View], str] = lambda row, view: ""
    depth: Callable[[Any], int] = lambda row: 0


DATE = Column("date", "left", cells.days)
TYPE = Column("type", "rail", lambda record, view: TYPES[type(record)])
TITLE = Column("title", "main", lambda record, view: title(record, view.dataset))
SOURCES = Column("sources", "beside", cells.references)
EVIDENCE = Column("sources", "line", cells.evidence)
WHO = Column("who", "under", cells.who)
EVENT = Column("event", "under", cells.event_ids)
DIFFERS = Column("differs", "line", cells.differs)
ID = Column("id", "under")
KIND = Column("kind", "under")
NOTE = Column("note", "line")

EVENT_CARD = (
    *(ID, KIND, Column("date", "line", cells.date), Column("place", "line", cells.place)),
    *(Column("summary", "line"), NOTE, Column("who", "line", cells.participants)),
    *(Column("part_of", "line"), DIFFERS, EVIDENCE),
)
ACTOR_COLUMNS = (
    *(TYPE, TITLE, ID, KIND, Column("role", "under")),
    Column("side", "under", lambda actor, view: view.name(actor.member_of)),
    Column("aliases", "line", lambda actor, view: ", ".join(actor.aliases)),
    NOTE,
)
SOURCE_COLUMNS = (
    *(TYPE, Column("reference", "main", lambda source, view: cells.reference(source)), ID),
    *(Column("language", "under"), Column("url", "line"), NOTE),
)


def timeline(answer: Any, dataset: Dataset) -> Table:
    """Give the timeline, the undated under a heading of their own."""
    return Table(
        "timeline",
        [_entry(record, dataset, answer.denied) for record in answer.known],
        (DATE, TYPE, TITLE, _disputed(answer), SOURCES, WHO, EVENT),
        rows=answer.known,
        group=lambda record, view: "" if when(record) else "Undated",
    )


def event(answer: Any, cited: Sequence[Source]) -> list[Table]:
    """Give all about an event: a card, what was said, the counts, the parts, the sources."""
    about = answer.known
    name = "".join(event.title for event in about.events)

    def denials(event: Event, view: View) -> str:
        return cells.denials(event, about.statements, view)

    card = (Column("disputed", "line", denials), *EVENT_CARD)
    parts = (DATE, TYPE, TITLE, _disputed(answer), SOURCES, WHO, EVENT)
    return [
        Table("events", about.events, card, heading=name, layout="card"),
        _statements(answer, about.statements, about.statements, "Said about it"),
        _casualties(answer, about.casualties, "Casualties"),
        Table("parts", about.parts, parts, heading="Parts"),
        Table("sources", cited, rows=()),
    ]


def actor(actor: Actor, answer: Any) -> list[Table]:
    """Give all about an actor: a card, its events, what it said with the replies."""
    about = answer.known
    own = {statement.id for statement in about.statements}
    answers = [reply for reply in about.replies if reply.responds_to in own]
    said = threads.in_order([*about.statements, *answers])
    number = len(about.casualties)
    counts = f"{number}: see conflictcli casualties --actor {actor.id}" if number else ""
    card = (
        *(*ACTOR_COLUMNS, Column("members", "line", cells.members)),
        *(Column("counts", "line", lambda actor, view: counts), EVIDENCE),
    )
    roles = Column("role", "under", lambda event, view: cells.roles(event, actor, view))
    events = (DATE, TYPE, TITLE, _disputed(answer), SOURCES, roles, EVENT)
    return [
        Table("actors", [actor], card, heading=actor.name, layout="card"),
        Table("events", about.events, events, heading="Took part in"),
        _statements(answer, about.statements, said, "Said, with the replies"),
        Table("replies", about.replies, rows=()),
    ]


def actors(records: Sequence[Actor]) -> Table:
    """Give the actors."""
    return Table("actors", records, (*ACTOR_COLUMNS, SOURCES))


def statements(answer: Any) -> Table:
    """Give statements, each reply hanging from what it answers."""
    return _statements(answer, answer.known, answer.known)


def casualties(answer: Any) -> Table:
    """Give the counts, under a heading for each event."""
    return _casualties(answer, answer.known)


def matches(hits: Sequence[Any], wanted: str, dataset: Dataset) -> Table:
    """Give what a search found, the words marked with asterisks."""
    terms = words.fold(wanted).split()
    columns = (
        Column("date", "left", lambda hit, view: cells.days(hit.record, view)),
        Column("type", "rail", lambda hit, view: TYPES[type(hit.record)]),
        Column("title", "main", lambda hit, view: words.mark(terms, title(hit.record, dataset))),
        Column("differs", "beside", lambda hit, view: cells.marks(hit.record, ())),
        Column("sources", "beside", lambda hit, view: cells.references(hit.record, view)),
        Column("id", "under", lambda hit, view: f"{TYPES[type(hit.record)]} {hit.record.id}"),
        Column("texts", "line", lambda hit, view: [words.mark(terms, text) for text in hit.texts]),
    )
    return Table("matches", [_match(hit.record, dataset) for hit in hits], columns, rows=hits)


def sources(records: Sequence[Source], supports: Mapping[str, Sequence[Record]]) -> Table:
    """Give the sources, each with how many records it supports."""

    def count(source: Source, view: View) -> str:
        number = len(supports[source.id])
        return f"supports {number or 'no'} record{'' if number == 1 else 's'}"

    columns = (*SOURCE_COLUMNS, Column("supports", "under", count))
    return Table("sources", _uses(records, supports), columns, rows=records)


def source(record: Source, supports: Mapping[str, Sequence[Record]]) -> Table:
    """Give one source as a card with every record that it supports."""
    found = supports[record.id]

    def supported(source: Source, view: View) -> list[str]:
        lines = [f"{TYPES[type(r)]} {r.id}: {title(r, view.dataset)}" for r in found]
        return lines or ["no record"]

    columns = (*SOURCE_COLUMNS, Column("supports", "line", supported))
    name = cells.reference(record)
    uses = _uses([record], supports)
    return Table("sources", uses, columns, rows=[record], heading=name, layout="card")


def _statements(
    answer: Any, records: Sequence[Statement], rows: Sequence[Statement], heading: str = ""
) -> Table:
    depths = threads.depths(rows)
    notes = (Column("date_note", "line"), NOTE, DIFFERS)
    columns = (DATE, TYPE, TITLE, _disputed(answer), WHO, EVENT, EVIDENCE, *notes)
    return Table(
        *("statements", records, columns, rows, heading), depth=lambda said: depths[said.id]
    )


def _casualties(answer: Any, records: Sequence[CasualtyReport], heading: str = "") -> Table:
    latest = answer.latest
    columns = (
        Column("as of", "left", lambda count, view: count.as_of or "undated"),
        Column("killed", "left", lambda count, view: str(count.killed or "not given")),
        Column("injured", "left", lambda count, view: str(count.injured or "not given")),
        Column(
            "counted by", "main", lambda count, view: view.name(count.counted_by) or "not named"
        ),
        Column("latest", "beside", lambda count, view: "latest" if count.id in latest else ""),
        *(SOURCES, NOTE),
    )
    return Table(
        "casualties",
        [{**_fields(count), "latest": count.id in latest} for count in records],
        columns,
        rows=records,
        heading=heading,
        layout="grid",
        group=lambda count, view: "" if heading else cells.counted_event(count, view),
    )


def _disputed(answer: Any) -> Column:
    return Column("disputed", "beside", lambda row, view: cells.marks(row, answer.denied))


def _entry(record: Dated, dataset: Dataset, denied: set[str]) -> dict[str, Any]:
    earliest, latest, _ = dates.span(when(record))
    days = {"date": when(record), "earliest": earliest, "latest": latest}
    names = {"title": title(record, dataset), "disputed": record.id in denied}
    return {"type": TYPES[type(record)], "id": record.id} | days | names | _cited(record)


def _match(record: Record, dataset: Dataset) -> dict[str, Any]:
    names = {"date": when(record), "title": title(record, dataset)}
    return {"type": TYPES[type(record)], "id": record.id} | names | _cited(record)


def _cited(record: Record) -> dict[str, Any]:
    return {"citations": citations(record)}


def _uses(records: Sequence[Source], supports: Mapping[str, Sequence[Record]]) -> list[Any]:
    return [{**_fields(r), "supports": [used.id for used in supports[r.id]]} for r in records]


def _fields(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}
