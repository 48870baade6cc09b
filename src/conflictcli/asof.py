"""What was known on a day: the dated records kept, undecided or later, and what they disclose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from conflictcli import dates
from conflictcli.model import CasualtyReport, Dataset, Event, Statement
from conflictcli.records import Dated, when

_Linked = TypeVar("_Linked", Event, Statement)
_Dated = TypeVar("_Dated", Event, Statement, CasualtyReport)


def parted(dataset: Dataset, day: date | None) -> tuple[Dataset, Dataset]:
    """Part the dated records into the known and the undecided; all are known without a day.

    Known is what had certainly begun by the day, undecided what may or may not have. A known
    record keeps no citation of a source published later unless it has no other, and no
    participant whom only such a source names. `disagrees_with` holds the links between known
    records, written on both sides.
    """
    if day is None:
        return _linked(dataset), _only(dataset, lambda record: False)
    known = _only(dataset, lambda record: dates.known_by(when(record), day) is True)
    undecided = _only(dataset, lambda record: dates.known_by(when(record), day) is None)
    return _linked(_attributed(known, day)), undecided


def _only(dataset: Dataset, wanted: Callable[[Dated], bool]) -> Dataset:
    return replace(
        dataset,
        events=tuple(filter(wanted, dataset.events)),
        statements=tuple(filter(wanted, dataset.statements)),
        casualties=tuple(filter(wanted, dataset.casualties)),
    )


def _attributed(dataset: Dataset, day: date) -> Dataset:
    later = {
        source.id
        for source in dataset.sources
        if source.published and dates.known_by(source.published, day) is False
    }

    def known(record: _Dated) -> _Dated:
        cited = tuple(citation for citation in record.citations if citation.source not in later)
        record = replace(record, citations=cited or record.citations)
        if isinstance(record, Event):
            kept = tuple(part for part in record.participants if part.source not in later)
            record = replace(record, participants=kept)
        return record

    return replace(
        dataset,
        events=tuple(map(known, dataset.events)),
        statements=tuple(map(known, dataset.statements)),
        casualties=tuple(map(known, dataset.casualties)),
    )


def _linked(dataset: Dataset) -> Dataset:
    return replace(
        dataset,
        events=_both_sides(dataset.events),
        statements=_both_sides(dataset.statements),
    )


def _both_sides(records: tuple[_Linked, ...]) -> tuple[_Linked, ...]:
    links: dict[str, dict[str, None]] = {record.id: {} for record in records}
    for record in records:
        for other in record.disagrees_with:
            if other in links:
                links[record.id][other] = None
                links[other][record.id] = None
    return tuple(replace(record, disagrees_with=tuple(links[record.id])) for record in records)
