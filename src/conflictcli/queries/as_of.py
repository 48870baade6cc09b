"""What was known on a day: the records of a dataset kept, and what they say by then."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from conflictcli.model import dates
from conflictcli.model.kinds import original
from conflictcli.model.records import Actor, Dataset, Event, Statement

_A = TypeVar("_A", Actor, Event, Statement, Any)
_Linked = TypeVar("_Linked", Event, Statement)


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


def begun_by(dataset: Dataset, day: date, *, perhaps: bool = False) -> Dataset:
    """Return a dataset of the dated records that had certainly begun by the day.

    With `perhaps`, also of those that may have.
    """
    accepted = (True, None) if perhaps else (True,)

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
