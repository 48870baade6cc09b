"""Results as sections: one function a question, one a kind of record for the cells of its rows."""

from collections.abc import Callable, Sequence
from typing import Any

from conflictcli.model import dates, kinds
from conflictcli.model.records import (
    Actor,
    CasualtyReport,
    Event,
    Record,
    Source,
    Statement,
)
from conflictcli.model.results import Result
from conflictcli.model.scope import Dated
from conflictcli.queries import threads
from conflictcli.render import cells, count_views, curation_views
from conflictcli.render.cells import Citations
from conflictcli.render.sections import Column, Row, Section, columns, lines
from conflictcli.render.view import Cells, View

_ENTRY = columns(
    date="left",
    type="rail",
    title="main",
    mark="beside",
    sources="beside",
    who="under",
    event="under",
)
_PART = [Column("role", "under") if column.name == "who" else column for column in _ENTRY]
_STATEMENT = columns(
    date="left",
    type="rail",
    title="main",
    mark="beside",
    who="under",
    event="under",
    sources="line",
    date_note="line",
    note="line",
    differs="line",
)
_EVENT_CARD = columns(
    disputed="line",
    title="main",
    id="line",
    kind="line",
    date="line",
    place="line",
    summary="line",
    note="line",
    who="line",
    part_of="line",
    compare="line",
    sources="line",
)
_ACTOR = columns(
    type="rail",
    title="main",
    id="under",
    kind="under",
    role="under",
    side="under",
    aliases="line",
    note="line",
    sources="beside",
)
_ACTOR_CARD = [*_ACTOR[:-1], *columns(members="line", counts="line", sources="line")]
_MATCH = columns(
    date="left",
    type="rail",
    title="main",
    mark="beside",
    sources="beside",
    who="under",
    id="under",
    texts="line",
)
_SOURCE = columns(
    type="rail",
    reference="main",
    id="under",
    language="under",
    url="line",
    note="line",
    supports="under",
)
_SOURCE_CARD = [*_SOURCE[:-1], *columns(cite="line", supports="line")]


def sections(
    result: Result, width: int, limit: int | None = None
) -> tuple[list[Section], Citations]:
    """Return the sections of a result, and the sources that they refer to.

    The bars in them suit a width; of each section no more than `limit` rows are made.
    """
    view = View(result, Citations(result.dataset), width, limit)
    made = [section for section in _VIEWS[result.question](view) if section.height]
    return made, view.citations


def _timeline(view: View) -> list[Section]:
    records = limited(view.result.tables["timeline"], view)
    rows: list[Row] = []
    before = ""
    for record in records:
        heading = _heading_of_entry(record, view.result)
        rows.append(Row(entry(record, view), heading="" if heading == before else heading))
        before = heading
    return [Section(_ENTRY, rows, view.height("timeline"))]


def _heading_of_entry(record: Dated, result: Result) -> str:
    if result.certain is not None and record.id not in result.certain:
        return "May be of these days, not certain"
    return "Undated" if record.when is None else ""


def _event(view: View) -> list[Section]:
    tables = view.result.tables
    card = view.rows(tables["events"], lambda event: _event_card(event, view))
    parts = view.rows(tables["parts"], lambda part: entry(part, view))
    return [
        Section(_EVENT_CARD, card, len(card), layout="card"),
        _statements(view, tables["statements"], "Said about it"),
        count_views.reports(view, tables["casualties"], "Casualties"),
        Section(_ENTRY, parts, len(tables["parts"]), heading="Parts"),
    ]


def _actor(view: View) -> list[Section]:
    tables = view.result.tables
    [actor] = tables["actors"]
    said = tables["statements"]
    own = {statement.id for statement in said}
    replies = [reply for reply in tables["replies"] if reply.responds_to in own]

    def took_part(event: Event) -> Cells:
        roles = cells.roles(event, actor, view.citations)
        return entry(event, view) | {"role": lines(roles)}

    card = view.rows([actor], lambda actor: _actor_card(actor, view))
    events = view.rows(tables["events"], took_part)
    return [
        Section(_ACTOR_CARD, card, 1, layout="card"),
        Section(_PART, events, len(tables["events"]), heading="Took part in"),
        _statements(view, threads.in_order([*said, *replies]), "Said, with the replies"),
    ]


def _actors(view: View) -> list[Section]:
    actors = view.result.tables["actors"]
    rows = view.rows(actors, lambda actor: _actor_cells(actor, view, view.citations.of(actor)))
    return [Section(_ACTOR, rows, len(actors))]


def _all_statements(view: View) -> list[Section]:
    return [_statements(view, view.result.tables["statements"])]


def _casualties(view: View) -> list[Section]:
    return [count_views.reports(view, view.result.tables["casualties"])]


def _search(view: View) -> list[Section]:
    matches = limited(view.result.tables["matches"], view)
    rows = [Row(_match(match, view)) for match in matches]
    return [Section(_MATCH, rows, view.height("matches"))]


def _sources(view: View) -> list[Section]:
    sources = view.result.tables["sources"]
    alone = len(sources) == 1
    supported = kinds.supports(view.dataset)

    def source_cells(source: Source) -> Cells:
        found = supported[source.id]
        count = f"supports {len(found) or 'no'} record{'' if len(found) == 1 else 's'}"
        named = [f"{record.type} {record.id}: {_title(record, view)}" for record in found]
        return {
            "type": ["source"],
            "reference": lines(cells.reference(source)),
            "id": lines(source.id),
            "language": lines(source.language),
            "url": lines(source.url),
            "note": lines(source.note),
            "cite": lines(", ".join(filter(None, (cells.reference(source), source.url)))),
            "supports": lines(*named) if alone and named else [count],
        }

    rows = view.rows(sources, source_cells)
    if alone:
        return [Section(_SOURCE_CARD, rows, 1, layout="card")]
    return [Section(_SOURCE, rows, len(sources))]


def _info(view: View) -> list[Section]:
    [about] = view.result.tables["info"]
    [sources] = _sources(view)
    return [
        curation_views.info(about),
        sources._replace(heading="Sources, by the records they support"),
    ]


def entry(record: Dated, view: View) -> Cells:
    """Return the cells of a dated record in a list of several kinds."""
    return {
        "date": cells.days(record),
        "type": [record.type],
        "title": lines(_title(record, view)),
        "mark": lines(cells.marks(record, view.result.denied)),
        "sources": lines(view.citations.of(record)),
        "who": lines(cells.who(record, view.dataset, view.citations)),
        "event": lines(", ".join(record.event_ids)),
    }


def limited(records: Sequence[Any], view: View) -> Sequence[Any]:
    """Return the first records within the scope, as many as are wanted, with what they bring."""
    matched = [record for record in records if view.result.is_matched(record)]
    if view.limit is None or len(matched) <= view.limit:
        return records
    first = matched[: view.limit]
    said = [record for record in first if isinstance(record, Statement)]
    context = threads.in_context(said, [r for r in records if isinstance(r, Statement)])
    shown = {record.id for record in (*first, *context)}
    return [record for record in records if record.id in shown]


def _statements(view: View, statements: Sequence[Statement], heading: str = "") -> Section:
    depths = threads.depths(statements)
    rows = [
        Row(_statement(statement, view), depth=depths[statement.id])
        for statement in limited(statements, view)
    ]
    matched = [said for said in statements if view.result.is_matched(said)]
    return Section(_STATEMENT, rows, len(matched), heading=heading)


def _statement(statement: Statement, view: View) -> Cells:
    return {
        "date": cells.days(statement),
        "type": ["statement"],
        "title": lines(_title(statement, view)),
        "mark": lines(cells.marks(statement, view.result.denied)),
        "who": lines(cells.who(statement, view.dataset, view.citations)),
        "event": lines(", ".join(statement.about)),
        "sources": lines(*view.citations.in_detail(statement)),
        "date_note": lines(statement.date_note),
        "note": lines(statement.note),
        "differs": lines(*cells.others(statement, view.dataset, view.citations)),
    }


def _event_card(event: Event, view: View) -> Cells:
    said = view.result.tables["statements"]
    place = ", ".join(event.place.names) if event.place else ""
    return {
        "disputed": lines(cells.denials(event, said, view.dataset, view.citations)),
        "title": lines(event.title),
        "id": lines(event.id),
        "kind": lines(event.kind),
        "date": lines(dates.humanize(event.date), event.date_note),
        "place": lines(place),
        "summary": lines(event.summary),
        "note": lines(event.note),
        "who": lines(*cells.participants(event, view.dataset, view.citations)),
        "part_of": lines(event.part_of),
        "compare": lines(*cells.others(event, view.dataset, view.citations)),
        "sources": lines(*view.citations.in_detail(event)),
    }


def _actor_cells(actor: Actor, view: View, *sources: str) -> Cells:
    return {
        "type": ["actor"],
        "title": lines(actor.name),
        "id": lines(actor.id),
        "kind": lines(actor.kind),
        "role": lines(actor.role),
        "side": lines(cells.actor_name(actor.member_of, view.dataset)),
        "aliases": lines(", ".join(actor.aliases)),
        "note": lines(actor.note),
        "sources": lines(*sources),
    }


def _actor_card(actor: Actor, view: View) -> Cells:
    members = [other.name for other in view.dataset.actors if other.member_of == actor.id]
    day = view.result.scope.as_of
    own_counts = [count for count in view.dataset.casualties if count.counted_by == actor.id]
    if day:
        own_counts = [count for count in own_counts if dates.known_by(count.as_of, day)]
    hint = f"see conflictcli casualties --actor {actor.id}{f' --as-of {day}' if day else ''}"
    return _actor_cells(actor, view, *view.citations.in_detail(actor)) | {
        "members": lines(", ".join(members)),
        "counts": lines(hint) if own_counts else [],
    }


def _match(record: Record, view: View) -> Cells:
    mark = view.result.highlight
    return {
        "date": cells.days(record),
        "type": [record.type],
        "title": lines(mark(_title(record, view))),
        "mark": lines(cells.marks(record, view.result.denied)),
        "sources": lines(view.citations.of(record)),
        "who": lines(cells.who(record, view.dataset, view.citations))
        if isinstance(record, CasualtyReport)
        else [],
        "id": lines(f"{record.type} {record.id}"),
        "texts": lines(*map(mark, view.result.texts.get(record.id, []))),
    }


def _title(record: Record, view: View) -> str:
    return kinds.title(record, view.dataset)


_VIEWS: dict[str, Callable[[View], list[Section]]] = {
    "timeline": _timeline,
    "event": _event,
    "actor": _actor,
    "actors": _actors,
    "statements": _all_statements,
    "casualties": _casualties,
    "casualties by": count_views.totals,
    "search": _search,
    "sources": _sources,
    "info": _info,
    "diff": curation_views.changes,
    "validate": curation_views.problems,
}
