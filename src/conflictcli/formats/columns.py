"""The columns of a table for people: names beside ids, days of dates, sources, no nested values."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from conflictcli.errors import DatasetError
from conflictcli.formats.records import OBJECTIONS, added_values
from conflictcli.model import dates, labels
from conflictcli.model.fields import FieldType, field_type, field_types
from conflictcli.model.records import (
    ActorId,
    Breakdown,
    Citation,
    CountId,
    Event,
    Participant,
    Record,
    Source,
    Statement,
)
from conflictcli.model.results import FIGURES, Result
from conflictcli.model.rows import Change, FieldChange, Match, NewRecord, Side, TimelineEntry
from conflictcli.views.answers import ANSWERS

_SOURCES = ("sources", "source_urls", "source_ids")
# What may accuse somebody, or be denied: no row of it is without who denies it.
_MAY_BE_DENIED = (Event, Statement, TimelineEntry, Match, NewRecord)
_ADDED: dict[str, Any] = {
    **{"disputed": bool, "withdrawn": bool, "matched": bool, "certain": bool},
    **{"denied_by": tuple[ActorId, ...], "replaced_by": CountId | None},
    **{"stands": tuple[str, ...], "toll": tuple[str, ...]},
}


class Columns(NamedTuple):
    """The columns that a field fills, and what makes their cells of a row."""

    names: Sequence[str]
    cells: Callable[[Any], Sequence[Any]]


class TableColumns:
    """The columns of a table, by the types of its fields."""

    def __init__(self, result: Result, name: str) -> None:
        self.result = result
        self.dataset = result.dataset
        shape = ANSWERS[result.question].tables[name]
        self.kind, self.added = shape.row_class, shape.added
        self.of_parts: dict[Any, Callable[[str], Columns]] = {
            Citation: self._citations,
            Participant: self._participants,
            Breakdown: self._breakdown,
            Side: self._sides,
            FieldChange: self._changed_fields,
        }

    def columns(self) -> list[Columns]:
        """Return the columns of the fields, of who denies a row, and of what the answer adds."""
        types = field_types(self.kind)
        found = [self._of_field(name, type, attrgetter(name)) for name, type in types.items()]
        objections = OBJECTIONS if issubclass(self.kind, _MAY_BE_DENIED) else ()
        added = [name for name in (*objections, *self.added) if name not in types]
        values = added_values(self.result, added)
        return [*found, *(self._of_added(name, values[name]) for name in added)]

    def _of_added(self, name: str, value_of: Callable[[Any], Any]) -> Columns:
        if name == "supports":
            return Columns([name], lambda row: [len(value_of(row))])
        if name == "people":
            names = [f"people_{figure}" for figure in FIGURES]
            return Columns(names, lambda row: [value_of(row)[figure] for figure in FIGURES])
        return self._of_field(name, field_type(_ADDED[name]), value_of)

    def _of_field(self, name: str, type: FieldType, value_of: Callable[[Any], Any]) -> Columns:
        if type.part in self.of_parts:
            return self.of_parts[type.part](name)
        if type.part:
            parts = field_types(type.part)
            names = [f"{name}_{part}" for part in parts]
            return Columns(names, lambda row: _parts(value_of(row), parts))
        if type.table:
            what = "name" if type.table in ("actors", "sources") else "title"
            names = [name, f"{name}_{what}{'s' if type.is_list else ''}"]
            return Columns(names, lambda row: self._with_names(value_of(row), type))
        # A timeline has them itself.
        if type.parse is dates.interval and not hasattr(self.kind, "earliest"):
            names = [name, f"{name}_earliest", f"{name}_latest"]
            return Columns(names, lambda row: _with_bounds(value_of(row)))
        return Columns([name], lambda row: [value_of(row)])

    def _with_names(self, value: Any, type: FieldType) -> Sequence[Any]:
        table = str(type.table)
        if type.is_list:
            return value, [self._name(table, id) for id in value]
        return value, value and self._name(table, value)

    def _name(self, table: str, id: str) -> str:
        """Return what names a record; where a record is missing, its id."""
        by_id = self.dataset.dated_by_id if table == "dated" else self.dataset.by_id[table]
        try:
            record: Record = by_id[id]
            if isinstance(record, Source):
                return labels.source_name(record)
            return labels.title(record, self.dataset)
        except DatasetError:
            return id

    def _citations(self, name: str) -> Columns:
        def cells(row: Any) -> Sequence[Any]:
            ids = row.source_ids if isinstance(row, Record) else [c.source for c in row.citations]
            return [self._citation(cited) for cited in row.citations], *self._sources(ids)

        return Columns([name, *_SOURCES], cells)

    def _citation(self, cited: Citation) -> str:
        quote = f"“{cited.quote}”" if cited.quote else None
        return ", ".join(filter(None, (self._name("sources", cited.source), cited.locator, quote)))

    def _sources(self, ids: Iterable[str]) -> Sequence[Sequence[str]]:
        """Return the names, addresses and ids of sources, each once."""
        ids = list(dict.fromkeys(ids))
        found = [self.dataset.source_by_id.get(id) for id in ids]
        urls = [
            (source and (source.url or source.archived_url)) or "no address" for source in found
        ]
        return [self._name("sources", id) for id in ids], urls, ids

    def _participants(self, name: str) -> Columns:
        def cells(row: Event) -> Sequence[Any]:
            said_by: dict[tuple[str, str], list[str]] = {}
            for part in row.participants:
                sources = [part.source] if part.source else []
                said_by.setdefault((part.actor, part.role), []).extend(sources)
            texts = [
                f"{self._name('actors', actor)} ({role}){self._bracketed(sources)}"
                for (actor, role), sources in said_by.items()
            ]
            return texts, [actor for actor, _ in said_by]

        return Columns([name, "participant_ids"], cells)

    def _bracketed(self, sources: Iterable[str]) -> str:
        names = ", ".join(self._sources(sources)[0])
        return f" [{names}]" if names else ""

    def _breakdown(self, name: str) -> Columns:
        def text(part: Breakdown) -> str:
            numbers = [f"{n} {figure}" for figure in FIGURES if (n := getattr(part, figure))]
            return f"{part.group}: {', '.join(numbers) or 'no number'}"

        return Columns([name], lambda row: [[text(part) for part in row.breakdown]])

    def _sides(self, name: str) -> Columns:
        def text(side: Side) -> str:
            return f"{side.text}{self._bracketed(side.sources)}"

        def cells(row: Any) -> Sequence[Any]:
            sources = [id for side in row.sides for id in side.sources]
            records = [", ".join(side.records) for side in row.sides]
            denied_by = list(
                dict.fromkeys(id for side in row.sides for id in self._denied_by(side))
            )
            return (
                *([text(side) for side in row.sides], records, *self._sources(sources)),
                *(bool(denied_by), denied_by, [self._name("actors", id) for id in denied_by]),
            )

        denied = ("disputed", "denied_by", "denied_by_names")
        return Columns([name, f"{name}_records", *_SOURCES, *denied], cells)

    def _denied_by(self, side: Side) -> Iterable[str]:
        """Return the ids of those who deny a record of a side: no accusation is without them."""
        found = (self.result.denied.get(id) for id in side.records)
        return [speaker for denied in found if denied for speaker in denied.speakers]

    def _changed_fields(self, name: str) -> Columns:
        from conflictcli.views.reports import corrections

        def cells(row: Change) -> Sequence[Any]:
            return [corrections(row)]

        return Columns([name], cells)


def _parts(value: Any, names: Iterable[str]) -> list[Any]:
    return [value and getattr(value, name) for name in names]


def _with_bounds(date: str | None) -> Sequence[Any]:
    earliest, latest, *_ = dates.interval(date)
    return date, earliest, latest
