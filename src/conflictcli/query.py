"""Pure questions to a dataset: what happened, who said what, and how many, as of a day."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain
from typing import Any

from conflictcli import asof, threads
from conflictcli.answers import Answer, By
from conflictcli.model import Actor, CasualtyReport, Dataset, Event, Source, Statement
from conflictcli.records import dated, order, source_ids, title
from conflictcli.scope import Scope

_OF_NO_RECORDS = ("totals", "info", "changes")
Tables = dict[str, list[Any]]


def timeline(dataset: Dataset, scope: Scope) -> Answer:
    """Give events, statements and casualty reports by earliest day, undated last."""

    def ask(part: Dataset, dataset: Dataset) -> Tables:
        held = scope.within(dated(part), dataset)
        return {"timeline": sorted(held, key=order)}

    return _answer(dataset, scope.as_of, ask)


def statements(dataset: Dataset, scope: Scope) -> Answer:
    """Give statements by earliest day, each reply after what it answers."""

    def ask(part: Dataset, dataset: Dataset) -> Tables:
        said = scope.within(part.statements, dataset)
        return {"statements": threads.in_order(sorted(said, key=order))}

    return _answer(dataset, scope.as_of, ask)


def casualties(dataset: Dataset, scope: Scope) -> Answer:
    """Give the counts reported, event by event, each by as-of day, those without one last."""

    def ask(part: Dataset, dataset: Dataset) -> Tables:
        counts = scope.within(part.casualties, dataset)
        return {"casualties": _by_event(counts, dataset)}

    return _answer(dataset, scope.as_of, ask)


def totals(dataset: Dataset, scope: Scope, by: By) -> Answer:
    """Add up the last count of each event in a scope, whose window is one of events here."""
    from conflictcli.totals import totals as added_up

    def ask(part: Dataset, dataset: Dataset) -> Tables:
        events = scope.within(part.events, dataset)
        ids = {event.id for event in events}
        return {"events": events, "casualties": [n for n in part.casualties if n.event in ids]}

    answer = _answer(dataset, scope.as_of, ask, records=False)
    events, counts = answer.tables["events"], answer.tables["casualties"]
    found, covered = added_up(events, counts, by, answer.dataset)
    return answer._replace(tables={"totals": found}, covered=covered)


def first_count(dataset: Dataset, scope: Scope) -> str | None:
    """Give the first as-of day of any count in a scope, whatever the scope's own as-of day."""
    counts = casualties(dataset, scope._replace(as_of=None)).tables["casualties"]
    return min((count.as_of for count in counts if count.as_of), default=None)


def event(dataset: Dataset, event: Event, *, as_of: date | None = None) -> Answer:
    """Give all about one event: what was said with the replies, the counts and its parts."""

    def ask(part: Dataset, dataset: Dataset) -> Tables:
        about = {said.id for said in part.statements if event.id in said.about}
        said = sorted(threads.with_replies(part.statements, about), key=order)
        counts = (count for count in part.casualties if count.event == event.id)
        return {
            "events": [known for known in part.events if known.id == event.id],
            "statements": threads.in_order(said),
            "casualties": _by_event(counts, dataset),
            "parts": sorted((e for e in part.events if e.part_of == event.id), key=order),
        }

    return _answer(dataset, as_of, ask)


def actor(dataset: Dataset, actor: Actor, *, as_of: date | None = None) -> Answer:
    """Give all about one actor: its events and statements by earliest day, and the replies."""
    own = Scope(actor=[actor.id])

    def ask(part: Dataset, dataset: Dataset) -> Tables:
        said = sorted(own.within(part.statements, dataset), key=order)
        replies = threads.answers(part.statements, {statement.id for statement in said})
        return {
            "events": sorted(own.within(part.events, dataset), key=order),
            "statements": threads.in_order(said),
            "replies": sorted(replies, key=order),
        }

    answer = _answer(dataset, as_of, ask)
    return answer._replace(
        tables={"actors": [answer.dataset.actor_by_id[actor.id]], **answer.tables}
    )


def check_links(answer: Answer) -> None:
    """Raise DatasetError where a record has no source, speaker, event or counterpart to show."""
    dataset = answer.dataset
    tables = (found for name, found in answer.tables.items() if name not in _OF_NO_RECORDS)
    for record in chain.from_iterable(tables):
        for source in source_ids(record):
            dataset.source_by_id[source]
        if isinstance(record, Event | Statement):
            by_id = dataset.event_by_id if isinstance(record, Event) else dataset.statement_by_id
            [by_id[other] for other in record.disagrees_with]
        [dataset.event_by_id[id] for id in getattr(record, "about", ())]
        title(record, dataset)


def actors(dataset: Dataset, *, as_of: date | None = None) -> Answer:
    """Give all actors, with what was disclosed of them by a day."""
    known = asof.disclosed(dataset, as_of) if as_of else dataset
    return Answer({"actors": [*known.actors]}, known)


def sources(dataset: Dataset, source: Source | None = None) -> Answer:
    """Give one source, or all."""
    return Answer({"sources": [source] if source else [*dataset.sources]}, dataset)


def _answer(
    dataset: Dataset,
    day: date | None,
    ask: Callable[[Dataset, Dataset], Tables],
    *,
    records: bool = True,
) -> Answer:
    """Ask what is known by a day, with all that was disclosed by then to look things up in.

    Without `records` to show, what differs is not linked and no count marked as the latest.
    """
    disclosed = asof.disclosed(dataset, day) if day else dataset
    linked = asof.linked if records else lambda part, whole: part
    dataset = linked(disclosed, disclosed)
    known = linked(asof.begun(dataset, day), dataset) if day else dataset
    tables = ask(known, dataset)
    possible = (
        ask(linked(asof.begun(dataset, day, (True, None)), dataset), dataset) if day else tables
    )
    left_out = sum(map(len, possible.values())) - sum(map(len, tables.values()))
    last = _latest(known) if records else ()
    return Answer(tables, dataset, left_out, threads.denied(known.statements), last)


def _by_event(counts: Iterable[CasualtyReport], dataset: Dataset) -> list[CasualtyReport]:
    return sorted(counts, key=lambda r: (order(dataset.event_by_id[r.event]), order(r)))


def _latest(part: Dataset) -> set[str]:
    last: dict[str, str] = {}
    for report in part.casualties:
        last[report.event] = max(report.as_of or "", last.get(report.event, ""))
    return {report.id for report in part.casualties if (report.as_of or "") == last[report.event]}
