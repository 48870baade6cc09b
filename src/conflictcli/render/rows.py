"""Results as tables for programs: whole records, and what an answer adds to each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from conflictcli.model import dates, kinds
from conflictcli.model.records import KINDS, CasualtyReport, Event, Record, Source, Statement
from conflictcli.model.results import Change, Dispute, Info, Problem, Result, Total, Value
from conflictcli.model.scope import Dated


class Table(NamedTuple):
    """A name, the fields of each row in order, and the rows: records, or dicts of these fields."""

    name: str
    fields: Sequence[str]
    rows: Iterable[Any]


_KIND_OF: dict[str, type[Any]] = {
    **{kind.table: kind for kind in KINDS},
    **{"parts": Event, "replies": Statement, "changes": Change, "disputes": Dispute},
    **{"info": Info, "problems": Problem, "totals": Total, "values": Value},
}
_ENTRY = (
    *("type", "id", "date", "earliest", "latest", "title", "disputed", "citations"),
    *("matched", "certain"),
)
_MATCH = ("type", "id", "date", "title", "citations", "matched")
_LATEST = ("latest", "latest_killed", "latest_injured")


def tables(result: Result) -> list[Table]:
    """Return the tables of a result, in the order of the answer."""
    return [_TABLES.get(name, _records)(name, result) for name in result.tables]


def _records(name: str, result: Result) -> Table:
    return Table(name, fields_of(_KIND_OF[name]), result.tables[name])


def _entries(name: str, result: Result) -> Table:
    wanted = _ENTRY if name == "timeline" else _MATCH
    return Table(name, wanted, (_entry(r, result, wanted) for r in result.tables[name]))


def _statements(name: str, result: Result) -> Table:
    if result.question != "statements":
        return _records(name, result)
    rows = (_with(said, matched=result.is_matched(said)) for said in result.tables[name])
    return Table(name, [*fields_of(Statement), "matched"], rows)


def _casualties(name: str, result: Result) -> Table:
    rows = (
        _with(
            report,
            latest=result.is_latest(report),
            latest_killed=report.id in result.latest_killed,
            latest_injured=report.id in result.latest_injured,
        )
        for report in result.tables[name]
    )
    return Table(name, [*fields_of(CasualtyReport), *_LATEST], rows)


def _sources(name: str, result: Result) -> Table:
    if result.question == "event":
        return _records(name, result)
    uses = kinds.supports(result.dataset)
    rows = [
        _with(source, supports=[record.id for record in uses[source.id]])
        for source in result.tables[name]
    ]
    return Table(name, [*fields_of(Source), "supports"], rows)


_TABLES: dict[str, Callable[[str, Result], Table]] = {
    "timeline": _entries,
    "matches": _entries,
    "statements": _statements,
    "casualties": _casualties,
    "sources": _sources,
}


def fields_of(kind: type[Any]) -> list[str]:
    """Return the names of the fields of a dataclass."""
    return [field.name for field in fields(kind)]


def _with(record: Record, **more: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in fields_of(type(record))} | more


def _entry(record: Record, result: Result, wanted: Sequence[str]) -> dict[str, Any]:
    """Return those fields of a record of any kind."""
    earliest, latest, *_ = dates.interval(record.when)
    entry = {
        "type": record.type,
        "id": record.id,
        "date": record.when,
        "earliest": earliest,
        "latest": latest,
        "title": kinds.title(record, result.dataset),
        "disputed": record.id in result.denied,
        "citations": record.citations,
        "matched": result.is_matched(record),
        "certain": isinstance(record, Dated) and result.scope.is_certain(record),
    }
    return {field: entry[field] for field in wanted}
