"""What was known on a day: the records of a dataset kept, and what they say by then."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from conflictcli.model import dates, labels
from conflictcli.model.records import Actor, Dataset, Event, Record, Statement
from conflictcli.model.results import Result
from conflictcli.model.scope import Scope
from conflictcli.queries import threads
from conflictcli.queries.support import original

_A = TypeVar("_A", Actor, Event, Statement, Any)
Tables = dict[str, list[Any]]
_Linked = TypeVar("_Linked", Event, Statement)


def answer_as_of(
    question: str,
    dataset: Dataset,
    scope: Scope,
    select: Callable[[Dataset, Dataset], Tables],
) -> Result:
    """Return the answer to a question as of the day of a scope, None being today.

    `select` is given what was known by the day, and all that was published by it to refer to.
    """
    day = scope.as_of
    by_then = without_later_sources(dataset, day) if day else dataset
    background = with_disagreements_on_both_sides(by_then, by_then)
    known, perhaps = background, background
    if day:
        known, perhaps = (
            with_disagreements_on_both_sides(
                begun_by(background, day, include_uncertain=more), background
            )
            for more in (False, True)
        )
    tables = select(known, background)
    with_more = select(perhaps, background) if day else tables
    return Result(
        question=question,
        scope=scope,
        tables=tables,
        dataset=background,
        known=known,
        left_out=sum(map(len, with_more.values())) - sum(map(len, tables.values())),
        denied=threads.denials(known.statements),
    )


def check_references(result: Result) -> None:
    """Raise DatasetError where a record has no source, speaker, event or counterpart to show."""
    dataset = result.dataset
    rows = chain.from_iterable(result.tables.values())
    for record in (row for row in rows if isinstance(row, Record)):
        for source in record.source_ids:
            dataset.source_by_id[source]
        if isinstance(record, Event | Statement):
            by_id = dataset.event_by_id if isinstance(record, Event) else dataset.statement_by_id
            for other in record.disagrees_with:
                by_id[other]
        for id in record.event_ids:
            dataset.event_by_id[id]
        labels.title(record, dataset)


def without_later_sources(dataset: Dataset, day: date) -> Dataset:
    """Return a dataset without what only sources say that were certainly published later.

    No event keeps a participant named by such a source, and no record a citation of one, unless
    it has no other: every fact shows its source.
    """
    later = {s.id for s in dataset.sources if dates.known_by(s.published, day) is False}
    # A copy is no older than its original, whatever its own date.
    later |= {source.id for source in dataset.sources if original(source, dataset).id in later}

    def by_then(record: _A) -> _A:
        citations = tuple(cited for cited in record.citations if cited.source not in later)
        if 0 < len(citations) < len(record.citations):
            record = replace(record, citations=citations)
        if isinstance(record, Event) and any(part.source in later for part in record.participants):
            named = tuple(part for part in record.participants if part.source not in later)
            record = replace(record, participants=named)
        return record

    return replace(
        dataset,
        actors=tuple(map(by_then, dataset.actors)),
        events=tuple(map(by_then, dataset.events)),
        statements=tuple(map(by_then, dataset.statements)),
        casualties=tuple(map(by_then, dataset.casualties)),
    )


def begun_by(dataset: Dataset, day: date, *, include_uncertain: bool = False) -> Dataset:
    """Return a dataset of the dated records that had certainly begun by the day.

    With `include_uncertain`, also of those that may have.
    """
    accepted = (True, None) if include_uncertain else (True,)

    def begun(records: Iterable[_A]) -> tuple[_A, ...]:
        return tuple(r for r in records if dates.known_by(r.when, day) in accepted)

    return replace(
        dataset,
        events=begun(dataset.events),
        statements=begun(dataset.statements),
        casualties=begun(dataset.casualties),
    )


def with_disagreements_on_both_sides(part: Dataset, whole: Dataset) -> Dataset:
    """Return part of a dataset with each disagreement written on both of its sides, if both are in.

    One with a record that is not even in the whole stays, for the answer to stumble over.
    """
    return replace(
        part,
        events=_both_sides(part.events, whole.events),
        statements=_both_sides(part.statements, whole.statements),
    )


def _both_sides(records: tuple[_Linked, ...], whole: tuple[_Linked, ...]) -> tuple[_Linked, ...]:
    pairs = [(record.id, other) for record in records for other in record.disagrees_with]
    if not pairs:
        return records
    others: dict[str, dict[str, None]] = {record.id: {} for record in records}
    outside = {record.id for record in whole} - others.keys()
    for one, other in pairs:
        if other not in outside:
            others[one][other] = None
            others.get(other, {})[one] = None
    return tuple(
        record
        if record.disagrees_with == tuple(others[record.id])
        else replace(record, disagrees_with=tuple(others[record.id]))
        for record in records
    )
