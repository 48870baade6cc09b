"""What was known on a day: the dated records kept, and what they disclose."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from conflictcli import dates
from conflictcli.model import Dataset, Event, Statement
from conflictcli.records import when

_Linked = TypeVar("_Linked", Event, Statement)


def disclosed(dataset: Dataset, day: date) -> Dataset:
    """Leave out what only sources say that were certainly published later.

    No event keeps a participant whom such a source names, and no record a citation of one,
    unless it has no other: every fact shows its source.
    """
    later = {
        source.id for source in dataset.sources if dates.known_by(source.published, day) is False
    }

    def known(record: Any) -> Any:
        cited = tuple(citation for citation in record.citations if citation.source not in later)
        if len(cited) < len(record.citations):
            record = replace(record, citations=cited or record.citations)
        if isinstance(record, Event) and any(part.source in later for part in record.participants):
            kept = tuple(part for part in record.participants if part.source not in later)
            record = replace(record, participants=kept)
        return record

    actors = tuple(map(known, dataset.actors))
    return replace(_each(dataset, lambda records: map(known, records)), actors=actors)


def begun(dataset: Dataset, day: date, allowed: Collection[bool | None] = (True,)) -> Dataset:
    """Keep the dated records that had certainly begun by the day, or of which else is `allowed`."""
    return _each(
        dataset, lambda records: [r for r in records if dates.known_by(when(r), day) in allowed]
    )


def linked(part: Dataset, whole: Dataset) -> Dataset:
    """Write each disagreement on both its sides, where both are in that part of a dataset.

    One with a record that is not even in the whole stays, for the answer to stumble over.
    """
    events = _both_sides(part.events, whole.events)
    statements = _both_sides(part.statements, whole.statements)
    return replace(part, events=events, statements=statements)


def _each(dataset: Dataset, change: Callable[[Iterable[Any]], Iterable[Any]]) -> Dataset:
    dated = ("events", "statements", "casualties")
    changed: dict[str, Any] = {name: tuple(change(getattr(dataset, name))) for name in dated}
    return replace(dataset, **changed)


def _both_sides(records: tuple[_Linked, ...], whole: tuple[_Linked, ...]) -> tuple[_Linked, ...]:
    pairs = [(record.id, other) for record in records for other in record.disagrees_with]
    if not pairs:
        return records
    links: dict[str, dict[str, None]] = {record.id: {} for record in records}
    later = {record.id for record in whole} - links.keys()
    for one, other in pairs:
        if other not in later:
            links[one][other] = None
            links.get(other, {})[one] = None

    def written(record: _Linked) -> _Linked:
        both = tuple(links[record.id])
        return record if both == record.disagrees_with else replace(record, disagrees_with=both)

    return tuple(map(written, records))
