"""Pure questions to a dataset: what happened, who said what, and how many, as of a day."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from conflictcli import asof, threads
from conflictcli.answers import AboutActor, AboutEvent, Answer
from conflictcli.model import Actor, CasualtyReport, Dataset, Event, Source, Statement
from conflictcli.records import Dated, Record, order, source_ids, title
from conflictcli.scope import Scope

_Lists = TypeVar("_Lists", bound="list[Any] | tuple[list[Any], ...]")


def timeline(dataset: Dataset, scope: Scope) -> Answer[list[Dated]]:
    """Give events, statements and casualty reports by earliest day, undated last."""

    def ask(part: Dataset, dataset: Dataset) -> list[Dated]:
        records: list[Dated] = [*part.events, *part.statements, *part.casualties]
        return sorted((record for record in records if scope.holds(record, dataset)), key=order)

    return _answer(dataset, scope.as_of, ask)


def statements(dataset: Dataset, scope: Scope) -> Answer[list[Statement]]:
    """Give statements by earliest day, each reply after what it answers."""

    def ask(part: Dataset, dataset: Dataset) -> list[Statement]:
        said = (statement for statement in part.statements if scope.holds(statement, dataset))
        return threads.in_order(sorted(said, key=order))

    return _answer(dataset, scope.as_of, ask)


def casualties(dataset: Dataset, scope: Scope) -> Answer[list[CasualtyReport]]:
    """Give the counts reported, event by event, each by as-of day, those without one last."""

    def ask(part: Dataset, dataset: Dataset) -> list[CasualtyReport]:
        held = [count for count in part.casualties if scope.holds(count, dataset)]
        return _by_event(held, dataset)

    return _answer(dataset, scope.as_of, ask)


def first_count(dataset: Dataset, scope: Scope) -> str | None:
    """Give the first as-of day of any count in a scope, whatever the scope's own as-of day."""
    counts = casualties(dataset, scope._replace(as_of=None)).known
    return min((count.as_of for count in counts if count.as_of), default=None)


def event(dataset: Dataset, event: Event, *, as_of: date | None = None) -> Answer[AboutEvent]:
    """Give all about one event: what was said with the replies, the counts and its parts."""

    def ask(part: Dataset, dataset: Dataset) -> AboutEvent:
        about = {said.id for said in part.statements if event.id in said.about}
        said = sorted(threads.with_replies(part.statements, about), key=order)
        counts = [count for count in part.casualties if count.event == event.id]
        parts = sorted((other for other in part.events if other.part_of == event.id), key=order)
        own = [known for known in part.events if known.id == event.id]
        return own, threads.in_order(said), _by_event(counts, dataset), parts

    return _answer(dataset, as_of, ask)


def actor(dataset: Dataset, actor: Actor, *, as_of: date | None = None) -> Answer[AboutActor]:
    """Give all about one actor: its events and statements by earliest day, and the replies."""
    own = Scope(actor=[actor.id])

    def ask(part: Dataset, dataset: Dataset) -> AboutActor:
        events = sorted((event for event in part.events if own.holds(event, dataset)), key=order)
        said = sorted((said for said in part.statements if own.holds(said, dataset)), key=order)
        replies = threads.answers(part.statements, {statement.id for statement in said})
        counts = [report for report in part.casualties if report.counted_by == actor.id]
        return events, threads.in_order(said), sorted(replies, key=order), counts

    return _answer(dataset, as_of, ask)


def cited(dataset: Dataset, records: Iterable[Dated]) -> list[Source]:
    """Give the sources of records in the order of their first citation."""
    ids = dict.fromkeys(source for record in records for source in source_ids(record))
    return [dataset.source_by_id[id] for id in ids]


def check_links(dataset: Dataset, records: Iterable[Record]) -> None:
    """Raise DatasetError where a record has no source, speaker or event to be shown with."""
    for record in records:
        for source in source_ids(record):
            dataset.source_by_id[source]
        title(record, dataset)


def supports(dataset: Dataset) -> dict[str, list[Record]]:
    """Give, for each source id, the records that it supports, in the dataset's order."""
    dated: list[Record] = [*dataset.events, *dataset.statements, *dataset.casualties]
    found: dict[str, list[Record]] = {source.id: [] for source in dataset.sources}
    for record in (*dataset.actors, *dated):
        for source in source_ids(record):
            found[dataset.source_by_id[source].id].append(record)
    return found


def _answer(
    dataset: Dataset, day: date | None, ask: Callable[[Dataset, Dataset], _Lists]
) -> Answer[_Lists]:
    """Ask what is known by a day, with all that was disclosed by then to look things up in."""
    if day is None:
        known = asof.linked(dataset)
        answer = ask(known, known)
        left_out = 0
    else:
        dataset = asof.disclosed(dataset, day)
        known = asof.linked(asof.known_by(dataset, day))
        answer = ask(known, dataset)
        possible = asof.linked(asof.possible_by(dataset, day))
        left_out = _size(ask(possible, dataset)) - _size(answer)
    return Answer(answer, left_out, threads.denied(known.statements), _latest(known))


def _size(answer: list[Any] | tuple[list[Any], ...]) -> int:
    return sum(map(len, answer)) if isinstance(answer, tuple) else len(answer)


def _by_event(counts: Iterable[CasualtyReport], dataset: Dataset) -> list[CasualtyReport]:
    return sorted(counts, key=lambda r: (order(dataset.event_by_id[r.event]), order(r)))


def _latest(part: Dataset) -> set[str]:
    last: dict[str, str] = {}
    for report in part.casualties:
        last[report.event] = max(report.as_of or "", last.get(report.event, ""))
    return {report.id for report in part.casualties if report.as_of == last[report.event]}
