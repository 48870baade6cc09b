"""What was known of each record by the days of a question."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from conflictcli.model import dates
from conflictcli.model.clocks import Clocks
from conflictcli.model.records import Actor, CasualtyReport, Citation, Event, Record, Statement
from conflictcli.model.scope import Scope

_R = TypeVar("_R", bound=Record)
Linked = TypeVar("Linked", Event, Statement)

# The fields in which records of a table name others, with the table of these.
_LINKS: Mapping[str, Mapping[str, str]] = {
    "events": {"part_of": "events", "disagrees_with": "events"},
    "statements": {
        "about": "events",
        "responds_to": "statements",
        "disagrees_with": "statements",
    },
}


class KnownBy:
    """What was known by the days of a scope: which records, and what they say.

    With `uncertain_dates` and `uncertain_sources` also what may have been, by either.
    """

    def __init__(
        self,
        scope: Scope,
        clocks: Clocks,
        uncertain_dates: bool = False,
        uncertain_sources: bool = False,
    ) -> None:
        self.scope = scope
        self.clocks = clocks
        self.uncertain_dates = uncertain_dates
        self.uncertain_sources = uncertain_sources

    def includes(self, record: Record) -> bool:
        """Return whether a record was known: had begun, and could be read."""
        return self._has_begun(record) and self._is_readable(record)

    def trimmed(self, record: _R) -> _R:
        """Return a record without later sources and later ends."""
        return _changed(record, {**self._by_sources(record), **self._until(record)})

    @cached_property
    def day(self) -> date:
        """Return the last day of which anything is told."""
        return self.scope.told_until or date.max

    @cached_property
    def _later(self) -> set[str]:
        """Return the ids of the sources that are certainly later than the as-of day."""
        day = self.scope.as_of
        published = self.clocks.publications.items()
        return {id for id, out in published if day and out.earliest and out.earliest > day}

    @cached_property
    def _not_out(self) -> set[str]:
        """Return the ids of the sources that are not certainly published by the other day."""
        day = self.scope.published_by
        published = self.clocks.publications.items()
        return {id for id, out in published if day and not (out.certain and out.certain <= day)}

    @cached_property
    def _left_out(self) -> set[str]:
        return self._later | self._not_out

    def _has_begun(self, record: Record) -> bool:
        day = self.scope.as_of
        if day is None or isinstance(record, Actor):
            return True
        if (certain := self.clocks.certain_from(record)) and certain <= day:
            return True
        begins = self.clocks.begins(record)
        return self.uncertain_dates and (begins is None or begins <= day)

    def _is_readable(self, record: Record) -> bool:
        day = self.scope.published_by
        if day is None:
            return True
        published = self.clocks.published_from(record)
        if published and published <= day:
            return True
        return self.uncertain_sources and self.clocks.may_be_published_by(record, day)

    def _by_sources(self, record: Record) -> dict[str, Any]:
        """Return what a record says by the sources that are left; its last ones stay."""
        changes: dict[str, Any] = {}
        if any(each.source in self._left_out for each in record.citations):
            readable = [each for each in record.citations if each.source not in self._not_out]
            changes["citations"] = tuple(self._early(readable or record.citations))
        if isinstance(record, Event):
            parts = record.participants
            changes["participants"] = tuple(p for p in parts if p.source not in self._left_out)
        return changes

    def _early(self, cited: Sequence[Citation]) -> Iterator[Citation]:
        """Yield citations, without those of a later source beside one that is certainly earlier."""
        out = {each.source: self.clocks.publication(each.source) for each in cited}
        early = (day.certain for source, day in out.items() if source not in self._later)
        first = min(filter(None, early), default=date.max)
        for each in cited:
            begins = out[each.source].earliest
            if each.source not in self._later or (begins and begins <= first):
                yield each

    def _until(self, record: Record) -> dict[str, Any]:
        """Return the dates of a record without what lies after the day."""
        changes: dict[str, Any] = {}
        if record.date_field and record.when:
            changes[record.date_field] = dates.without_later_end(record.when, self.day)
        if isinstance(record, CasualtyReport) and record.covers:
            changes["covers"] = dates.without_later_end(record.covers, self.day, is_period=True)
        return changes


def without_links(record: Linked, unknown: Mapping[str, Collection[str]]) -> Linked:
    """Return an event or statement without links to what was not known, ids by table."""
    changes: dict[str, Any] = {}
    for field, table in _LINKS[record.table].items():
        value = getattr(record, field)
        if value and isinstance(value, tuple):
            changes[field] = tuple(id for id in value if id not in unknown[table])
        elif value in unknown[table]:
            changes[field] = None
    return _changed(record, changes)


def _changed(record: _R, fields: Mapping[str, Any]) -> _R:
    changes = {name: value for name, value in fields.items() if value != getattr(record, name)}
    return replace(record, **changes) if changes else record  # type: ignore[type-var]
