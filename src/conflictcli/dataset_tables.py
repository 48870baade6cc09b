"""The columns of what is said of whole datasets: problems, changes, and what one holds."""

from collections.abc import Iterable, Sequence
from typing import Any

from conflictcli.about import Info
from conflictcli.answers import Answer, Problem
from conflictcli.cells import View
from conflictcli.changes import Change
from conflictcli.columns import SOURCES, plain
from conflictcli.layout import Column, Table
from conflictcli.model import TABLES, Estimate
from conflictcli.tables import sources


def problems(found: Sequence[Problem]) -> list[Table]:
    """Give the problems of a dataset."""
    return [Table("problems", Problem._fields, found, _PROBLEM, Problem._asdict)]


def changes(answer: Answer) -> list[Table]:
    """Give what changed, field by field."""

    def record(change: Change) -> dict[str, Any]:
        return change._asdict() | {"fields": [field._asdict() for field in change.fields]}

    found = answer.tables["changes"]
    return [Table("changes", Change._fields, found, _CHANGE, record)]


def info(answer: Answer) -> list[Table]:
    """Give a card of the dataset, and its sources."""
    found = answer.tables["info"]
    return [
        Table("info", Info._fields, found, _INFO, Info._asdict, layout="card"),
        sources(answer)[0]._replace(heading="Sources, by the records they support"),
    ]


def _corrections(view: View, change: Change) -> list[str]:
    """Write each field before and after; of a list, what it is without and with now."""
    lines: list[str] = []
    for name, old, new in change.fields:
        if change.change != "corrected":
            lines.append(f"{name}: {_value(old if new is None else new)}")
        elif isinstance(old, tuple):
            without = [f"{name}: without {_value(item)}" for item in _rest(old, new)]
            added = [f"{name}: with {_value(item)}" for item in _rest(new, old)]
            lines += [*without, *added] or [f"{name}: in another order"]
        else:
            lines.append(f"{name}: {_value(old)} → {_value(new)}")
    return lines


def _rest(items: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Give the items that are left when each of the others has taken its like away."""
    left = list(items)
    for other in others:
        if other in left:
            left.remove(other)
    return left


def _value(value: Any) -> str:
    """Write a value of a record in a line."""
    if isinstance(value, tuple):
        return "; ".join(map(_value, value))
    if not isinstance(value, dict):
        return "nothing" if value is None else str(value)
    if value.keys() == Estimate.__dataclass_fields__.keys():
        return str(Estimate(**value))
    return ", ".join(str(part) for part in value.values() if part is not None)


def _covers(view: View, info: Info) -> str:
    """Write the first and the last day."""
    ends = [f"from {info.earliest}"] if info.earliest else []
    ends += [f"to {info.latest}"] if info.latest else []
    return f"{' '.join(ends)}, by the days that facts name" if ends else "no days"


def _records(view: View, info: Info) -> str:
    """Count the records of each table."""
    names = {**dict.fromkeys(TABLES), "casualties": "casualty reports"}
    return ", ".join(f"{getattr(info, name):,} {named or name}" for name, named in names.items())


_PROBLEM = [
    Column("line", "left", lambda view, problem: f"line {problem.line or '-'}"),
    Column("message", "main", lambda view, p: ": ".join(filter(None, (p.where, p.message)))),
    *plain("under", "severity", "rule", "id"),
]
_CHANGE = [
    *plain("left", "change"),
    *plain("main", "title"),
    SOURCES,
    Column("id", "under", lambda view, change: f"{change.type} {change.id or ''}".strip()),
    Column("fields", "line", _corrections),
]
_INFO = [
    *plain("main", "title"),
    Column("dataset", "line", lambda view, info: info.path),
    *plain("line", "description", "license"),
    Column("covers", "line", _covers),
    Column("records", "line", _records),
    Column("undated", "line", lambda view, info: f"{info.undated} of {info.facts} facts: no day"),
    Column("disputed", "line", lambda view, info: f"{info.disputed} of {info.facts} facts: denied"),
    Column("one source", "line", lambda view, info: f"{info.single_source} of {info.facts} facts"),
]
