"""What was known of each record by the days of a question."""

from collections.abc import Collection, Mapping
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
        return min(filter(None, (self.scope.as_of, self.scope.published_by)))

    @cached_property
    def left_out_sources(self) -> set[str]:
        """Return the ids of the sources that are not cited.

        As of a day these are certainly later; published by a day they are not certainly earlier.
        """
        as_of, published_by = self.scope.as_of, self.scope.published_by
        return {
            id
            for id, (earliest, certain, _) in self.clocks.publications.items()
            if (as_of and earliest and earliest > as_of)
            or (published_by and not (certain and certain <= published_by))
        }

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
        if self.uncertain_sources:
            return self.clocks.may_be_readable_by(record, day)
        readable = self.clocks.readable_from(record)
        begins = self.clocks.begins(record)
        # What is certainly said or counted later was not in a source of an earlier day.
        is_later = isinstance(record, Statement | CasualtyReport) and begins and begins > day
        return readable is not None and readable <= day and not is_later

    def _by_sources(self, record: Record) -> dict[str, Any]:
        """Return what a record says by the sources that are left; its last ones stay."""
        later = self.left_out_sources
        changes: dict[str, Any] = {}
        if later and any(cited.source in later for cited in record.citations):
            cited = tuple(cited for cited in record.citations if cited.source not in later)
            # An undated source is no earlier one, beside which a later one could go.
            has_earlier = self.scope.published_by or any(map(self._is_earlier, cited))
            changes["citations"] = cited if cited and has_earlier else record.citations
        if later and isinstance(record, Event):
            parts = record.participants
            changes["participants"] = tuple(part for part in parts if part.source not in later)
        return changes

    def _is_earlier(self, cited: Citation) -> bool:
        certain = self.clocks.publication(cited.source).certain
        return certain is not None and certain <= self.day

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
