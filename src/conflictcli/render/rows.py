"""Results as tables for programs: whole records, and what an answer adds to each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

from conflictcli.model import dates, kinds
from conflictcli.model.records import KINDS, Event, Record, Statement
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
_SUMMARIES = {
    "timeline": (
        *("type", "id", "date", "earliest", "latest", "title", "disputed", "citations"),
        *("matched", "certain"),
    ),
    "matches": ("type", "id", "date", "title", "citations", "matched"),
}


def tables(result: Result) -> list[Table]:
    """Return the tables of a result, in the order of the answer."""
    return [_table(name, result) for name in result.tables]


def _table(name: str, result: Result) -> Table:
    records = result.tables[name]
    if wanted := _SUMMARIES.get(name):
        return Table(name, wanted, (_entry(record, result, wanted) for record in records))
    fields, added = fields_of(_KIND_OF[name]), _added(name, result)
    if not added:
        return Table(name, fields, records)
    rows = (_with(record, {field: of(record) for field, of in added.items()}) for record in records)
    return Table(name, [*fields, *added], rows)


def _added(name: str, result: Result) -> dict[str, Callable[[Any], Any]]:
    """Return what an answer adds to each record of a table, by field."""
    if name == "casualties":
        return {
            "latest": result.is_latest,
            "latest_killed": lambda report: report.id in result.latest_killed,
            "latest_injured": lambda report: report.id in result.latest_injured,
        }
    if name == result.question == "statements":
        return {"matched": result.is_matched}
    if name == "sources" and result.question != "event":
        uses = kinds.supports(result.dataset)
        return {"supports": lambda source: [record.id for record in uses[source.id]]}
    return {}


def fields_of(kind: type[Any]) -> list[str]:
    """Return the names of the fields of a dataclass."""
    return [field.name for field in fields(kind)]


def _with(record: Record, more: dict[str, Any]) -> dict[str, Any]:
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
