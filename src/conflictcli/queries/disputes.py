"""What is contested: who did it, what is denied, and accounts and counts that differ."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from conflictcli.model.records import CasualtyReport, Dataset, Event, Statement
from conflictcli.model.results import Result
from conflictcli.model.rows import Dispute
from conflictcli.model.scope import Scope
from conflictcli.queries.as_of import answer_as_of
from conflictcli.queries.attribution import attribution, side_of
from conflictcli.queries.count_disputes import count_disputes
from conflictcli.queries.counts import standing_of
from conflictcli.queries.denied_events import DeniedBy, denied_by_event

_R = TypeVar("_R", Statement, CasualtyReport)


def disputes(dataset: Dataset, scope: Scope) -> Result:
    """Return what is contested event by event, by earliest day; what is about none comes last.

    Of each event: who did it, what is denied, counts that cannot both hold, accounts that differ.
    A scope keeps a dispute of which it keeps one record.
    """
    result = answer_as_of(
        "disputes", dataset, scope, lambda known, all: {"records": scope.filter(known.dated, all)}
    )
    kept = {record.id for record in result.tables["records"]}
    contested = [
        dispute
        for dispute in _of_dataset(result)
        if scope.event in (None, dispute.event)
        and any(not kept.isdisjoint(side.records) for side in dispute.sides)
    ]
    return replace(result, tables={"disputes": contested})


def _of_dataset(result: Result) -> Iterator[Dispute]:
    known = result.known
    said, found = _by_event(known.statements), standing_of(result)
    denied = denied_by_event(result)
    differing = _by_their_event(accounts(known))
    # A count of an event may have been known, as published by a day, before the event itself.
    counted = (event for event in result.dataset.events if event.id in found.of_events)
    events = {event.id: event for event in (*known.events, *counted)}
    for event in sorted(events.values(), key=lambda event: event.sort_key):
        if event.id in known.event_by_id:
            yield from attribution(event, said.get(event.id, []), known)
            yield from _denials(event.id, denied.get(event.id, []), known)
        yield from count_disputes(event.id, found, known)
        yield from differing.get(event.id, [])
    # Of an event that was not known by then a denial is about none that can be named.
    unknown = (pairs for id, pairs in denied.items() if id not in known.event_by_id)
    once = {_ids(pair): pair for pair in chain.from_iterable(unknown)}
    yield from _denials(None, once.values(), known)
    yield from differing.get(None, [])


def _by_event(records: Iterable[_R]) -> dict[str, list[_R]]:
    by_event: dict[str, list[_R]] = {}
    for record in records:
        for id in record.event_ids:
            by_event.setdefault(id, []).append(record)
    return by_event


def _by_their_event(contested: Iterable[Dispute]) -> dict[str | None, list[Dispute]]:
    by_event: dict[str | None, list[Dispute]] = {}
    for dispute in contested:
        by_event.setdefault(dispute.event, []).append(dispute)
    return by_event


def _denials(event: str | None, pairs: Iterable[DeniedBy], known: Dataset) -> Iterator[Dispute]:
    """Yield what is denied of an event beside the denials."""
    for denied, denials in pairs:
        yield Dispute(event, "denial", [side_of(denied, known), side_of(denials, known)])


def _ids(pair: DeniedBy) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(record.id for record in side) for side in pair)


def accounts(known: Dataset) -> list[Dispute]:
    """Return the records that differ, each with those that differ from it and are not yet named."""
    differing: list[Dispute] = []
    done: set[frozenset[str]] = set()
    records: list[Event | Statement] = [*known.events, *known.statements]
    for record in sorted(
        records, key=lambda record: (-len(record.disagrees_with), record.sort_key)
    ):
        pairs = {frozenset((record.id, other)): other for other in record.disagrees_with}
        pairs.pop(frozenset((record.id,)), None)  # A record does not differ from itself.
        by_id = known.by_id[record.table]
        others = [by_id[other] for pair, other in pairs.items() if pair not in done]
        done.update(pairs)
        if others:
            elsewhere = dict.fromkeys(id for other in others for id in other.event_ids)
            shared = (id for id in record.event_ids if id in elsewhere)
            event = next(chain(shared, record.event_ids, elsewhere), None)
            sides = [side_of([each], known) for each in (record, *others)]
            differing.append(Dispute(event, "account", sides))
    return differing
