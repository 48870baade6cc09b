"""What is contested: who did it, what is denied, and accounts and counts that differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from conflictcli.model import labels
from conflictcli.model.records import CasualtyReport, Dataset, Event, Record, Statement
from conflictcli.model.results import Dispute, Result, Side
from conflictcli.model.scope import Scope
from conflictcli.queries import threads
from conflictcli.queries.as_of import answer_as_of
from conflictcli.queries.count_disputes import count_disputes
from conflictcli.queries.counts import standing

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
        for dispute in _of_dataset(result.known)
        if scope.event in (None, dispute.event)
        and any(not kept.isdisjoint(side.records) for side in dispute.sides)
    ]
    return replace(result, tables={"disputes": contested})


def _of_dataset(known: Dataset) -> Iterator[Dispute]:
    said = _by_event(known.statements)
    found = standing(known.casualties, known)
    denied, differing = threads.denials(known.statements), accounts(known)
    for event in sorted(known.events, key=lambda event: event.sort_key):
        about = said.get(event.id, [])
        yield from _attribution(event, about, known)
        yield from _denials(event.id, about, denied, known)
        yield from count_disputes(event.id, found, known)
        yield from (dispute for dispute in differing if dispute.event == event.id)
    yield from _denials(None, [s for s in known.statements if not s.about], denied, known)
    yield from (dispute for dispute in differing if dispute.event is None)


def _by_event(records: Iterable[_R]) -> dict[str, list[_R]]:
    by_event: dict[str, list[_R]] = {}
    for record in records:
        for id in record.event_ids:
            by_event.setdefault(id, []).append(record)
    return by_event


def _attribution(event: Event, said: Sequence[Statement], known: Dataset) -> Iterator[Dispute]:
    """Yield who did it, a side for each set of actors that a source or a statement names."""
    named: dict[tuple[str, ...], Side] = {}

    def name(actors: Iterable[str], record: Record, sources: Iterable[str]) -> None:
        key = tuple(sorted(set(actors)))
        # Whether it was all or one of them is left open, as it may be by who says so.
        names = " and/or ".join(known.actor_by_id[id].name for id in key)
        side = named.setdefault(key, Side([], names, []))
        side.records.extend([] if record.id in side.records else [record.id])
        side.sources.extend(id for id in sources if id not in side.sources)

    suspected = [part for part in event.participants if part.role in threads.SUSPECTED]
    for source in dict.fromkeys(part.source for part in suspected):
        actors = [part.actor for part in suspected if part.source == source]
        name(actors, event, [source] if source else [c.source for c in event.citations])
    for statement in said:
        if statement.attributes_to and statement.stance != "denies":
            name(statement.attributes_to, statement, statement.source_ids)
    if len(named) > 1 and threads.has_suspect_or_target(event):
        yield Dispute(event.id, "attribution", list(named.values()))


def _denials(
    event: str | None, about: Sequence[Statement], denied: threads.Denials, known: Dataset
) -> Iterator[Dispute]:
    """Yield accusations about an event with their denials, those together that have one in common.

    What is denied is the event itself where nobody in the dataset accuses of it.
    """
    groups: list[tuple[dict[str, Statement], list[Statement]]] = []
    denials = {said.id: said for said in about if said.stance == "denies"}
    denials |= {d.id: d for said in about for d in denied.get(said.id, ()) if not d.about}
    accused = {said.id: {denial.id for denial in denied.get(said.id, ())} for said in about}
    for denial in denials.values():
        began = [known.event_by_id[id] for id in denial.about if id in known.event_by_id]
        acts = [each.id for each in began if threads.has_suspect_or_target(each)]
        accusing = {said.id: said for said in about if denial.id in accused[said.id]}
        if (acts and event not in acts) or (event is None and not accusing):
            continue
        group = (accusing, [denial])
        for joint in [each for each in groups if not each[0].keys().isdisjoint(accusing)]:
            groups = [each for each in groups if each is not joint]
            group = (joint[0] | group[0], [*joint[1], *group[1]])
        groups.append(group)
    for group in groups:
        accusers, denying = (
            sorted(side, key=lambda said: said.sort_key) for side in (group[0].values(), group[1])
        )
        one_side: Sequence[Record] = accusers or [known.event_by_id[id] for id in [event] if id]
        yield Dispute(event, "denial", [_side(one_side, known), _side(denying, known)])


def accounts(known: Dataset) -> list[Dispute]:
    """Return the records that differ, each with those that differ from it and are not yet named."""
    differing: list[Dispute] = []
    done: set[frozenset[str]] = set()
    records: list[Event | Statement] = [*known.events, *known.statements]
    by_id = {record.id: record for record in records}
    for record in sorted(
        records, key=lambda record: (-len(record.disagrees_with), record.sort_key)
    ):
        pairs = {frozenset((record.id, other)): other for other in record.disagrees_with}
        others = [by_id[other] for pair, other in pairs.items() if pair not in done]
        done.update(pairs)
        if others:
            shared = [id for id in record.event_ids if any(id in o.event_ids for o in others)]
            event = next(iter((*shared, *record.event_ids)), None)
            sides = [_side([each], known) for each in (record, *others)]
            differing.append(Dispute(event, "account", sides))
    return differing


def _side(records: Sequence[Record], known: Dataset) -> Side:
    sources = dict.fromkeys(cited.source for record in records for cited in record.citations)
    return Side(
        [record.id for record in records],
        "; ".join(labels.title(r, known) for r in records),
        [*sources],
    )
