"""The columns of each kind of answer."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from conflictcli import dates, threads
from conflictcli.answers import Answer
from conflictcli.cells import View, marks
from conflictcli.columns import (
    ACTOR_COLUMNS,
    CITE,
    DATE,
    DIFFERS,
    EVENT,
    EVENT_CARD,
    EVIDENCE,
    SOURCE_COLUMNS,
    SOURCES,
    TITLE,
    TYPE,
    WHO,
    fields,
    plain,
    with_more,
)
from conflictcli.count_tables import reports
from conflictcli.layout import Column, Table
from conflictcli.model import Actor, Dataset, Event, Source, Statement
from conflictcli.records import Record, citations, cited, supports, title, type_of, when
from conflictcli.words import Wanted

_ENTRY = ("type", "id", "date", "earliest", "latest", "title", "disputed", "citations")
_MATCH = ("type", "id", "date", "title", "citations")


def timeline(answer: Answer) -> list[Table]:
    """Give the timeline, the undated under a heading of their own."""

    def entry(record: Record) -> dict[str, Any]:
        summary = _summary(record, answer.dataset)
        earliest, latest, _ = dates.span(when(record))
        more = {"earliest": earliest, "latest": latest, "disputed": record.id in answer.denied}
        both = summary | more
        return {field: both[field] for field in _ENTRY}

    return [
        Table(
            "timeline",
            _ENTRY,
            answer.tables["timeline"],
            _dated_columns(answer),
            entry,
            group=lambda view, record: "" if when(record) else "Undated",
        )
    ]


def event(answer: Answer) -> list[Table]:
    """Give all about an event: a card, what was said, the counts, the parts, the sources."""
    events, said, counts, parts = answer.tables.values()
    denials = Column("disputed", "line", lambda view, event: view.denials(event, said))
    sources = cited(answer.dataset, chain(*answer.tables.values()))
    return [
        Table("events", fields(Event), events, [denials, *EVENT_CARD], layout="card"),
        _statements(answer, said, "Said about it"),
        reports(answer, counts, "Casualties"),
        Table("parts", fields(Event), parts, _dated_columns(answer), heading="Parts"),
        Table("sources", fields(Source), sources),
    ]


def actor(answer: Answer, as_of: date | None = None) -> list[Table]:
    """Give all about an actor: a card, its events, what it said with the replies."""
    [actor], events, said, replies = answer.tables.values()
    own = {statement.id for statement in said}
    threaded = threads.in_order([*said, *(reply for reply in replies if reply.responds_to in own)])
    own_counts = (n for n in answer.dataset.casualties if n.counted_by == actor.id)
    counted = any(not as_of or dates.known_by(count.as_of, as_of) for count in own_counts)
    day = f" --as-of {as_of}" if as_of else ""
    hint = f"see conflictcli casualties --actor {actor.id}{day}" if counted else ""
    card = [
        *ACTOR_COLUMNS,
        Column("members", "line", View.members),
        Column("counts", "line", lambda view, actor: hint),
        EVIDENCE,
    ]
    columns = _dated_columns(answer, Column("role", "under", lambda v, e: v.roles(e, actor)))
    return [
        Table("actors", fields(Actor), [actor], card, layout="card"),
        Table("events", fields(Event), events, columns, heading="Took part in"),
        _statements(answer, said, "Said, with the replies", threaded),
        Table("replies", fields(Statement), replies),
    ]


def actors(answer: Answer) -> list[Table]:
    """Give the actors."""
    found = answer.tables["actors"]
    return [Table("actors", fields(Actor), found, [*ACTOR_COLUMNS, SOURCES])]


def statements(answer: Answer) -> list[Table]:
    """Give statements, each reply hanging from what it answers."""
    return [_statements(answer, answer.tables["statements"])]


def matches(answer: Answer, wanted: Wanted) -> list[Table]:
    """Give what a search found, the words marked with asterisks."""
    columns = [
        *(DATE, TYPE),
        Column("title", "main", lambda view, row: wanted.mark(view.title(row))),
        *(_marked(answer), SOURCES),
        Column("id", "under", lambda view, row: f"{view.type(row)} {row.id}"),
        Column("texts", "line", lambda view, row: list(map(wanted.mark, answer.texts[row.id]))),
    ]
    found = answer.tables["matches"]
    return [Table("matches", _MATCH, found, columns, lambda row: _summary(row, answer.dataset))]


def sources(answer: Answer) -> list[Table]:
    """Give the sources, with how many records each supports; one alone, with which."""
    records = answer.tables["sources"]
    uses = supports(answer.dataset)
    alone = len(records) == 1

    def supported(view: View, source: Source) -> list[str]:
        found = uses[source.id]
        if alone and found:
            return [f"{view.type(record)} {record.id}: {view.title(record)}" for record in found]
        return [f"supports {len(found) or 'no'} record{'' if len(found) == 1 else 's'}"]

    return [
        Table(
            "sources",
            fields(Source, "supports"),
            records,
            [
                *SOURCE_COLUMNS,
                *[CITE] * alone,
                Column("supports", "line" if alone else "under", supported),
            ],
            lambda source: with_more(source, supports=[record.id for record in uses[source.id]]),
            layout="card" if alone else "list",
        )
    ]


def _dated_columns(answer: Answer, who: Column = WHO) -> list[Column]:
    return [DATE, TYPE, TITLE, _marked(answer), SOURCES, who, EVENT]


def _statements(
    answer: Answer, said: Sequence[Statement], heading: str = "", shown: Any = None
) -> Table:
    columns = [
        *(DATE, TYPE, TITLE, _marked(answer), WHO, EVENT, EVIDENCE),
        *plain("line", "date_note", "note"),
        DIFFERS,
    ]
    depths = threads.depths(shown or said)
    table = Table("statements", fields(Statement), said, columns, shown=shown, heading=heading)
    return table._replace(depth=lambda statement: depths[statement.id])


def _marked(answer: Answer) -> Column:
    return Column("mark", "beside", lambda view, row: marks(row, answer.denied))


def _summary(record: Record, dataset: Dataset) -> dict[str, Any]:
    return {
        "type": type_of(record),
        "id": record.id,
        "date": when(record),
        "title": title(record, dataset),
        "citations": citations(record),
    }
