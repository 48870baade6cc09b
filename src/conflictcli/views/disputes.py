"""What is contested, with one side beside the other."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rich.text import Text

from conflictcli.model.records import Event, Record, Statement
from conflictcli.model.results import Dispute, DisputeKind, Side
from conflictcli.model.text import quantity
from conflictcli.queries.disputes import accounts
from conflictcli.views.phrases import Phrases, joined, styled
from conflictcli.views.sections import Column, Line, Section, Table

_LABELS: dict[DisputeKind, str] = {
    "attribution": "who did it",
    "denial": "denied",
    "count": "counts",
    "account": "accounts",
    "one counter": "one counter, two figures",
}
# What one counter says twice is listed, and is no dispute.
_SIGNS: dict[DisputeKind, tuple[str, str]] = {
    **dict.fromkeys(_LABELS, ("≠ ", "differs")),
    "denial": ("⇄ ", "denied"),
    "one counter": ("", ""),
}
_FEW = 3
_NO_EVENT = "About no event"


def disputes(phrases: Phrases) -> Iterator[Section]:
    """Yield what is contested event by event, after a line for each event where there are many."""
    contested: Sequence[Dispute] = phrases.result.tables["disputes"]
    events = list(dict.fromkeys(dispute.event for dispute in contested))
    size = f"{quantity(len(contested), 'dispute')} about {quantity(len(events), 'event')}"
    yield Line(phrases.title("What is contested"), Text(size if contested else "", "quiet"))
    if len(events) > _FEW:
        yield _overview(phrases, events, contested)
    columns = (Column("contested", no_wrap=True), Column("one side"), Column("the other"))
    for event in events:
        rows = [
            (styled((_LABELS[dispute.kind], "quiet")), *_two_sides(phrases, dispute))
            for dispute in contested
            if dispute.event == event
        ]
        yield Table(Line(_title(phrases, event)), columns, rows, is_spaced=True)


def accounts_of(phrases: Phrases, event: Event, shown: Collection[str]) -> Table:
    """Return the accounts of an event that differ, but for pairs of statements shown elsewhere."""
    rows = []
    for dispute in accounts(phrases.result.known):
        first, *others = dispute.sides
        others = [side for side in others if not {*first.records, *side.records} <= {*shown}]
        if dispute.event == event.id and others:
            rows.append(_two_sides(phrases, replace(dispute, sides=[first, *others])))
    columns = (Column("one account"), Column("another"))
    return Table(Line(Text("Accounts differ", "heading")), columns, rows, is_spaced=True)


def _overview(
    phrases: Phrases, events: Sequence[str | None], contested: Sequence[Dispute]
) -> Table:
    rows = []
    for event in events:
        times = Counter(_LABELS[dispute.kind] for dispute in contested if dispute.event == event)
        named = ", ".join(label if n == 1 else f"{label} ({n})" for label, n in times.items())
        title = phrases.dataset.event_by_id[event].title if event else _NO_EVENT
        rows.append((styled((title, "title")), styled(named), styled((event or "", "id"))))
    columns = (
        Column("event", share=3),
        Column("contested", share=2),
        Column("id", no_wrap=True, optional=True),
    )
    return Table(Line(Text()), columns, rows)


def _title(phrases: Phrases, event: str | None) -> Text:
    if event is None:
        return Text(_NO_EVENT, "heading")
    return styled((phrases.dataset.event_by_id[event].title, "heading"), "  ", (event, "id"))


def _two_sides(phrases: Phrases, dispute: Dispute) -> tuple[Text, Text]:
    """Return the first side, and the others under each other."""
    sign = _SIGNS[dispute.kind]
    first, *others = (
        _attribution(phrases, side)
        if dispute.kind == "attribution"
        else joined((_named(phrases, phrases.dataset.dated_by_id[id]) for id in side.records), "\n")
        for side in dispute.sides
    )
    return first, joined((styled(sign, other) for other in others), "\n")


def _attribution(phrases: Phrases, side: Side) -> Text:
    """Return who is named, and by whom: each speaker with the sources of what was said."""
    records = [phrases.dataset.dated_by_id[id] for id in side.records]
    said = [record for record in records if isinstance(record, Statement)]
    speakers = dict.fromkeys(statement.speaker for statement in said)
    by = [
        joined([styled(phrases.actor(id)), phrases.sources(_sources_of(id, said))])
        for id in speakers
    ]
    spoken = {source for statement in said for source in statement.source_ids}
    alone = phrases.sources(source for source in side.sources if source not in spoken)
    named = joined([joined(by, ", "), alone], ", ")
    return styled((side.text, "speaker"), ", as said by ", named)


def _sources_of(speaker: str, said: Sequence[Statement]) -> Iterator[str]:
    for statement in said:
        if statement.speaker == speaker:
            yield from statement.source_ids


def _named(phrases: Phrases, record: Record) -> Text:
    """Return a record of a side; of an event no more than that it is reported."""
    if isinstance(record, Event):
        return styled(("as reported ", "quiet"), phrases.source_names(record))
    return phrases.dated(record)
