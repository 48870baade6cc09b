"""The sections of what is said of whole datasets: problems, changes, and what one holds."""

from collections.abc import Iterable
from typing import Any

from conflictcli.model.records import KINDS, Estimate
from conflictcli.model.results import Change, Info, Problem
from conflictcli.render.sections import Column, Row, Section, columns, lines
from conflictcli.render.view import View

_PROBLEM = columns(line="left", message="main", severity="under", rule="under", id="under")
_CHANGE = columns(change="left", title="main", sources="beside", id="under", fields="line")
_INFO = [
    *columns(title="main", dataset="line", description="line", license="line", covers="line"),
    *columns(records="line", undated="line", disputed="line"),
    Column("one source", "line"),
]


def problems(view: View) -> list[Section]:
    """Return the problems of a dataset."""
    found = view.result.tables["problems"]
    return [Section(_PROBLEM, view.rows(found, _problem), len(found))]


def changes(view: View) -> list[Section]:
    """Return what changed, field by field."""

    def row(change: Change) -> dict[str, list[str]]:
        numbers = map(view.citations.number, dict.fromkeys(c.source for c in change.citations))
        return {
            "change": [change.change],
            "title": lines(change.title),
            "sources": lines("".join(numbers)),
            "id": lines(f"{change.type} {change.id or ''}".strip()),
            "fields": lines(*_corrections(change)),
        }

    found = view.result.tables["changes"]
    return [Section(_CHANGE, view.rows(found, row), len(found))]


def info(about: Info) -> Section:
    """Return a card of the dataset."""
    first = [f"from {about.earliest}"] if about.earliest else []
    last = [f"to {about.latest}"] if about.latest else []
    named = ", by the days that facts name" if first + last else "no days"
    tables = {kind.table: kind.table for kind in KINDS} | {"casualties": "casualty reports"}
    records = ", ".join(f"{getattr(about, table):,} {name}" for table, name in tables.items())
    row = {
        "title": lines(about.title),
        "dataset": lines(about.path),
        "description": lines(about.description),
        "license": lines(about.license),
        "covers": [" ".join([*first, *last]) + named],
        "records": [records],
        "undated": [f"{about.undated} of {about.facts} facts: no day"],
        "disputed": [f"{about.disputed} of {about.facts} facts: denied"],
        "one source": [f"{about.single_source} of {about.facts} facts"],
    }
    return Section(_INFO, [Row(row)], 1, layout="card")


def _problem(problem: Problem) -> dict[str, list[str]]:
    return {
        "line": [f"line {problem.line or '-'}"],
        "message": lines(": ".join(filter(None, (problem.where, problem.message)))),
        "severity": [problem.severity],
        "rule": [problem.rule],
        "id": lines(problem.id),
    }


def _corrections(change: Change) -> list[str]:
    """Return each field before and after; of a list, what it is without and with now."""
    texts: list[str] = []
    for name, old, new in change.fields:
        if change.change != "corrected":
            texts.append(f"{name}: {_value(old if new is None else new)}")
        elif isinstance(old, tuple):
            without = [f"{name}: without {_value(item)}" for item in _rest(old, new)]
            added = [f"{name}: with {_value(item)}" for item in _rest(new, old)]
            texts += [*without, *added] or [f"{name}: in another order"]
        else:
            texts.append(f"{name}: {_value(old)} → {_value(new)}")
    return texts


def _rest(items: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Return the items that are left when each of the others has taken its like away."""
    left = list(items)
    for other in others:
        if other in left:
            left.remove(other)
    return left


def _value(value: Any) -> str:
    """Return a value of a record in a line."""
    if isinstance(value, tuple):
        return "; ".join(map(_value, value))
    if not isinstance(value, dict):
        return "nothing" if value is None else str(value)
    if value.keys() == Estimate.__dataclass_fields__.keys():
        return str(Estimate(**value))
    return ", ".join(str(part) for part in value.values() if part is not None)
