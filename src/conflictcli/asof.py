"""What was known on a day: the dated records kept, and what they disclose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from conflictcli import dates
from conflictcli.model import CasualtyReport, Dataset, Event, Statement
from conflictcli.records import Dated, when

_Linked = TypeVar("_Linked", Event, Statement)
_Dated = TypeVar("_Dated", Event, Statement, CasualtyReport)


def disclosed(dataset: Dataset, day: date) -> Dataset:
    """Leave out what only sources say that were certainly published later.

    No event keeps a participant whom such a source names, and no record a citation of one,
    unless it has no other: every fact shows its source.
    """
    later = {
        source.id for source in dataset.sources if dates.known_by(source.published, day) is False
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


def known_by(dataset: Dataset, day: date) -> Dataset:
    """Keep the dated records that had certainly begun by the day."""
    return _only(dataset, lambda record: dates.known_by(when(record), day) is True)


def possible_by(dataset: Dataset, day: date) -> Dataset:
    """Keep the dated records that may have begun by the day, the certain ones among them."""
    return _only(dataset, lambda record: dates.known_by(when(record), day) is not False)


def linked(dataset: Dataset) -> Dataset:
    """Write each disagreement on both its sides, where both are in the dataset."""
    return replace(
        dataset,
        events=_both_sides(dataset.events),
        statements=_both_sides(dataset.statements),
    )


def _only(dataset: Dataset, wanted: Callable[[Dated], bool]) -> Dataset:
    return replace(
        dataset,
        events=tuple(filter(wanted, dataset.events)),
        statements=tuple(filter(wanted, dataset.statements)),
        casualties=tuple(filter(wanted, dataset.casualties)),
    )


def _both_sides(records: tuple[_Linked, ...]) -> tuple[_Linked, ...]:
    links: dict[str, dict[str, None]] = {record.id: {} for record in records}
    for record in records:
        for other in record.disagrees_with:
            if other in links:
                links[record.id][other] = None
                links[other][record.id] = None
    return tuple(replace(record, disagrees_with=tuple(links[record.id])) for record in records)
