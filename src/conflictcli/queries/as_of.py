"""What had happened by a day, or could be read by it: the records kept, and what they say."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from conflictcli.model.clocks import Clocks
from conflictcli.model.records import (
    CasualtyReport,
    Dataset,
    Event,
    Record,
    Statement,
)
from conflictcli.model.results import Result
from conflictcli.model.scope import Scope
from conflictcli.queries.denials import Denials, find_denials
from conflictcli.queries.known_by import KnownBy, Linked, without_links

Tables = dict[str, list[Any]]


def answer_as_of(
    question: str,
    dataset: Dataset,
    scope: Scope,
    select: Callable[[Dataset, Dataset], Tables],
) -> Result:
    """Return the answer to a question by the days of a scope, None being today.

    `select` is given what was known by then, and all records to look up, as they were by then.
    """
    if not (scope.as_of or scope.published_by):
        background = known = with_disagreements_on_both_sides(dataset, dataset)
        tables = select(known, background)
        may_be_later = may_be_unpublished = 0
    else:
        by_then = KnownBy(scope, Clocks(dataset))
        by_day = trimmed(dataset, by_then)
        background, known = as_known(dataset, by_then, by_day)
        tables = select(known, background)
        may_be_later, may_be_unpublished = _left_out(dataset, by_then, by_day, select, tables)
    denied, withdrawn = known_denials(known, background, dataset)
    return Result(
        question=question,
        scope=scope,
        tables=tables,
        dataset=background,
        known=replace(known, actors=background.actors, sources=background.sources),
        left_out=may_be_later,
        may_be_unpublished=may_be_unpublished,
        denied=denied,
        withdrawn=withdrawn,
    )


def known_denials(known: Dataset, background: Dataset, dataset: Dataset) -> Denials:
    """Return who denies what of the known statements.

    They have all that they are about and answer, as in `dataset`: who denies an accusation does not
    hang on when its event certainly was. Whom an event names is as in `background`, by the day.
    """
    whole = ((said, dataset.statement_by_id[said.id]) for said in known.statements)
    linked = [
        said
        if (said.about, said.responds_to) == (one.about, one.responds_to)
        else replace(said, about=one.about, responds_to=one.responds_to)
        for said, one in whole
    ]
    return find_denials(linked, background)


def _left_out(
    dataset: Dataset,
    by_then: KnownBy,
    by_day: Dataset,
    select: Callable[[Dataset, Dataset], Tables],
    tables: Tables,
) -> tuple[int, int]:
    """Return how many more records there may be: their own date, or that of a source, is open."""
    certain = sum(map(len, tables.values()))
    found = [certain]
    scope, clocks = by_then.scope, by_then.clocks
    for more in (KnownBy(scope, clocks, True), KnownBy(scope, clocks, True, True)):
        if _adds_to(by_then, more, dataset):
            background, known = as_known(dataset, more, by_day)
            found.append(sum(map(len, select(known, background).values())))
        else:
            found.append(found[-1])
        by_then = more
    return found[1] - certain, found[2] - found[1]


def _adds_to(by_then: KnownBy, more: KnownBy, dataset: Dataset) -> bool:
    records = chain(dataset.sources, dataset.actors, dataset.dated)
    return any(not by_then.includes(record) and more.includes(record) for record in records)


def trimmed(dataset: Dataset, known_by: KnownBy) -> Dataset:
    """Return all records without later sources and later ends, whichever of them were known."""
    tables: dict[str, Any] = {
        table: tuple(map(known_by.trimmed, getattr(dataset, table)))
        for table in ("actors", "events", "statements", "casualties")
    }
    return replace(dataset, **tables)


def as_known(dataset: Dataset, known_by: KnownBy, by_day: Dataset) -> tuple[Dataset, Dataset]:
    """Return all records, saying what was known by a day, and those that were known by then.

    The first are for looking up: an event that is counted may be no record that was known. Only
    they tell what such an event is a part of, so that nothing is added up twice. `by_day` are the
    records `trimmed` to that day.
    """
    known = {
        table: {record.id for record in getattr(dataset, table) if known_by.includes(record)}
        for table in ("sources", "actors", "events", "statements", "casualties")
    }
    every, part = _with_known_links(dataset, by_day, known)
    named = {**known, "events": known["events"] | {count.event for count in part.casualties}}
    shown = part
    if named != known:
        every, shown = _with_known_links(dataset, by_day, named)
    events = _updated(every.events, shown.events)
    statements = _updated(every.statements, shown.statements)
    return replace(every, events=events, statements=statements), part


def _with_known_links(
    dataset: Dataset, by_day: Dataset, ids: Mapping[str, Collection[str]]
) -> tuple[Dataset, Dataset]:
    """Return all records with links only to those of some ids, and the records of those ids."""
    unknown = {
        table: dataset.by_id[table].keys() - ids[table] for table in ("events", "statements")
    }
    tables: dict[str, Any] = {
        table: tuple(without_links(record, unknown) for record in getattr(by_day, table))
        for table in ("events", "statements")
    }
    every = replace(by_day, **tables)
    return every, with_disagreements_on_both_sides(_only(every, ids), dataset)


def _only(dataset: Dataset, ids: Mapping[str, Collection[str]]) -> Dataset:
    tables: dict[str, Any] = {
        table: tuple(record for record in getattr(dataset, table) if record.id in ids[table])
        for table in ids
    }
    return replace(dataset, **tables)


def _updated(records: tuple[Linked, ...], known: Iterable[Linked]) -> tuple[Linked, ...]:
    """Return records, those that are known with the disagreements that these have."""
    differing = {record.id: record for record in known if record.disagrees_with}
    if not differing:
        return records
    return tuple(differing.get(record.id, record) for record in records)


def first_day(dataset: Dataset, scope: Scope, records: Iterable[Record]) -> date | None:
    """Return the first day by which one of some records was known, by the clocks of a scope."""
    clocks = Clocks(dataset)
    asked = [
        *([clocks.certain_from] if scope.as_of else []),
        *([clocks.published_from] if scope.published_by else []),
    ]
    known = ([day_of(record) for day_of in asked] for record in records)
    return min((max(filter(None, days)) for days in known if all(days)), default=None)


def check_references(result: Result) -> None:
    """Raise DatasetError where a record has no source, speaker, event or counterpart to show."""
    by_id = result.dataset.by_id
    sources, actors, events = by_id["sources"], by_id["actors"], by_id["events"]
    rows = chain.from_iterable(result.tables.values())
    for record in (row for row in rows if isinstance(row, Record)):
        for source in record.source_ids:
            sources[source]
        if isinstance(record, Event | Statement):
            for other in record.disagrees_with:
                by_id[record.table][other]
        for id in record.event_ids:
            events[id]
        if isinstance(record, Statement):
            actors[record.speaker]
        if isinstance(record, CasualtyReport) and record.counted_by:
            actors[record.counted_by]


def with_disagreements_on_both_sides(part: Dataset, whole: Dataset) -> Dataset:
    """Return part of a dataset with each disagreement written on both of its sides, if both are in.

    One with a record that is not even in the whole stays, for the answer to stumble over.
    """
    events = _both_sides(part.events, whole.events)
    statements = _both_sides(part.statements, whole.statements)
    if events is part.events and statements is part.statements:
        return part  # With all that is looked up in it already.
    return replace(part, events=events, statements=statements)


def _both_sides(records: tuple[Linked, ...], whole: tuple[Linked, ...]) -> tuple[Linked, ...]:
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
