"""What had happened by a day, or could be read by it: the records kept, and what they say."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from conflictcli.model import dates, labels
from conflictcli.model.clocks import Clocks
from conflictcli.model.records import (
    Actor,
    CasualtyReport,
    Dataset,
    Event,
    Record,
    Source,
    Statement,
)
from conflictcli.model.results import Result
from conflictcli.model.scope import Scope
from conflictcli.queries import threads

Tables = dict[str, list[Any]]
_Linked = TypeVar("_Linked", Event, Statement)
_R = TypeVar("_R", bound=Record)

# The fields in which records of a table name others, with the table of these.
_LINKS: Mapping[str, Mapping[str, str]] = {
    "events": {"part_of": "events", "disagrees_with": "events"},
    "statements": {
        "about": "events",
        "responds_to": "statements",
        "disagrees_with": "statements",
    },
}


def answer_as_of(
    question: str,
    dataset: Dataset,
    scope: Scope,
    select: Callable[[Dataset, Dataset], Tables],
) -> Result:
    """Return the answer to a question by the days of a scope, None being today.

    `select` is given what was known by then, and all records to look up, as they were by then.
    """
    background, known = as_known(dataset, scope)
    tables = select(known, background)
    reports = [r for r in chain.from_iterable(tables.values()) if isinstance(r, CasualtyReport)]
    may_be_later, may_be_unpublished = _left_out(dataset, scope, select, tables)
    return Result(
        question=question,
        scope=scope,
        tables=tables,
        dataset=background,
        known=replace(known, actors=background.actors, sources=background.sources),
        left_out=may_be_later,
        may_be_unpublished=may_be_unpublished,
        denied=threads.denials(known.statements),
        latest_killed={report.id for report in latest("killed", reports).values()},
        latest_injured={report.id for report in latest("injured", reports).values()},
    )


def _left_out(
    dataset: Dataset,
    scope: Scope,
    select: Callable[[Dataset, Dataset], Tables],
    tables: Tables,
) -> tuple[int, int]:
    """Return how many more records there may be: their own date, or that of a source, is open."""

    def rows(found: Tables) -> int:
        return sum(map(len, found.values()))

    def ask(*, dates: bool, sources: bool) -> int:
        background, known = as_known(
            dataset, scope, uncertain_dates=dates, uncertain_sources=sources
        )
        return rows(select(known, background))

    certain = rows(tables)
    begun = ask(dates=True, sources=False) if scope.as_of else certain
    published = ask(dates=True, sources=True) if scope.published_by else begun
    return begun - certain, published - begun


def as_known(
    dataset: Dataset,
    scope: Scope,
    *,
    uncertain_dates: bool = False,
    uncertain_sources: bool = False,
) -> tuple[Dataset, Dataset]:
    """Return all records, saying what was known by the days of a scope, and those known by then.

    The first are for looking up: an event that is counted may be no record that was known. With
    `uncertain_dates` and `uncertain_sources` also what may have been known, by either.
    """
    if not (scope.as_of or scope.published_by):
        whole = with_disagreements_on_both_sides(dataset, dataset)
        return whole, whole
    known_by = _KnownBy(scope, Clocks(dataset), uncertain_dates, uncertain_sources)
    known = {
        table: {record.id for record in getattr(dataset, table) if known_by.includes(record)}
        for table in ("sources", "actors", "events", "statements", "casualties")
    }
    unknown = {
        table: dataset.by_id[table].keys() - known[table] for table in ("events", "statements")
    }
    told: dict[str, Any] = {
        table: tuple(known_by.trimmed(record, unknown) for record in getattr(dataset, table))
        for table in ("actors", "events", "statements", "casualties")
    }
    every = replace(dataset, **told)
    part = with_disagreements_on_both_sides(_only(every, known), dataset)
    return replace(every, events=_updated(every.events, part.event_by_id)), part


def _only(dataset: Dataset, ids: Mapping[str, Collection[str]]) -> Dataset:
    tables: dict[str, Any] = {
        table: tuple(record for record in getattr(dataset, table) if record.id in ids[table])
        for table in ids
    }
    return replace(dataset, **tables)


def _updated(records: tuple[_R, ...], known: Mapping[str, _R]) -> tuple[_R, ...]:
    return tuple(known.get(record.id, record) for record in records)


@dataclass
class _KnownBy:
    """What was known by the days of a scope: which records, and what they say."""

    scope: Scope
    clocks: Clocks
    uncertain_dates: bool
    uncertain_sources: bool

    def includes(self, record: Record) -> bool:
        """Return whether a record was known: had begun, and could be read."""
        return self._has_begun(record) and self._is_readable(record)

    def trimmed(self, record: _R, unknown: Mapping[str, Collection[str]]) -> _R:
        """Return a record without later sources, later ends, and links to what was not known."""
        said = {
            **self._by_sources(record),
            **self._until(record),
            **_without_links(record, unknown),
        }
        changes = {name: value for name, value in said.items() if value != getattr(record, name)}
        return replace(record, **changes) if changes else record  # type: ignore[type-var]

    def _has_begun(self, record: Record) -> bool:
        day = self.scope.as_of
        if day is None or isinstance(record, Actor):
            return True
        if isinstance(record, Source):
            return self._is_cited(record.id)
        certain, begins = self.clocks.certain_from(record), self.clocks.begins(record)
        is_open = self.uncertain_dates and (begins is None or begins <= day)
        return is_open or (certain is not None and certain <= day)

    def _is_readable(self, record: Record) -> bool:
        day = self.scope.published_by
        if day is None:
            return True
        if self.uncertain_sources:
            return self.clocks.may_be_readable_by(record, day)
        readable = self.clocks.readable_from(record)
        return readable is not None and readable <= day

    def _is_cited(self, source: str) -> bool:
        """Return whether a source was not certainly later; published by a day, certainly not."""
        as_of, published_by = self.scope.as_of, self.scope.published_by
        earliest, certain, _ = self.clocks.publication(source)
        if published_by and not (certain and certain <= published_by):
            return False
        return not (as_of and earliest and earliest > as_of)

    def _by_sources(self, record: Record) -> dict[str, Any]:
        """Return what a record says by the sources that are left; its last ones stay."""
        cited = tuple(cited for cited in record.citations if self._is_cited(cited.source))
        said: dict[str, Any] = {"citations": cited or record.citations}
        if isinstance(record, Event):
            parts = record.participants
            said["participants"] = tuple(
                part for part in parts if part.source is None or self._is_cited(part.source)
            )
        return said

    def _until(self, record: Record) -> dict[str, Any]:
        """Return the dates of a record without what lies after the day."""
        day = min(filter(None, (self.scope.as_of, self.scope.published_by)))
        said: dict[str, Any] = {}
        if record.date_field:
            said[record.date_field] = dates.without_later_end(record.when, day)
        if isinstance(record, CasualtyReport):
            said["covers"] = dates.without_later_end(record.covers, day, is_period=True)
        return said


def _without_links(record: Record, unknown: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """Return the links of a record without those to what was not known."""
    said: dict[str, Any] = {}
    for field, table in _LINKS.get(record.table, {}).items():
        value = getattr(record, field)
        if isinstance(value, tuple):
            said[field] = tuple(id for id in value if id not in unknown[table])
        else:
            said[field] = None if value in unknown[table] else value
    return said


def first_day(dataset: Dataset, scope: Scope, records: Iterable[Record]) -> date | None:
    """Return the first day by which one of some records was known, by the clocks of a scope."""
    clocks = Clocks(dataset)
    asked = [
        *([clocks.certain_from] if scope.as_of else []),
        *([clocks.readable_from] if scope.published_by else []),
    ]
    known = ([day_of(record) for day_of in asked] for record in records)
    return min((max(filter(None, days)) for days in known if all(days)), default=None)


def latest(field: str, reports: Iterable[CasualtyReport]) -> dict[str, CasualtyReport]:
    """Return by event its last report that gives the killed, or the injured.

    Of several of one day, and of several without a day, it is the one with the last id.
    """
    found: dict[str, CasualtyReport] = {}
    for report in reports:
        before = found.get(report.event)
        if getattr(report, field) and (
            before is None or (before.as_of or "", before.id) < (report.as_of or "", report.id)
        ):
            found[report.event] = report
    return found


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
