"""Results as tables for programs: whole records, and what an answer adds to each.

JSON, newline-delimited JSON and CSV are written one record at a time.
"""

import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

import msgspec

from conflictcli.errors import UsageError
from conflictcli.formats.choices import AnyFormat
from conflictcli.model import dates, labels
from conflictcli.model.records import Estimate, Place, Record
from conflictcli.model.results import FIGURES, Match, Result, TimelineEntry
from conflictcli.model.scope import Dated
from conflictcli.model.text import json_escaped, printable, quantity
from conflictcli.queries.counts import standing_of
from conflictcli.queries.figures import counter_figures
from conflictcli.queries.support import supports
from conflictcli.views.answers import ANSWERS


class Table(NamedTuple):
    """A name, the fields of each row in order, and the rows: records, or dicts of these fields."""

    name: str
    fields: Sequence[str]
    rows: Iterable[Any]


def fields_of(kind: type[Any]) -> list[str]:
    """Return the names of the fields of a dataclass."""
    return [field.name for field in fields(kind)]


_ESTIMATE = fields_of(Estimate)
_NESTED: Mapping[str, Sequence[str]] = {
    "place": fields_of(Place),
    "killed": _ESTIMATE,
    "injured": _ESTIMATE,
    "people": FIGURES,
}
# What a spreadsheet may run as a formula (OWASP, "CSV Injection"), full-width signs and spaces too,
# at the start of a cell; one that parts cells at semicolons sees a start after each.
_FORMULA = re.compile("(^|(?<=;))(?=[ \u00a0\u3000]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])")


def render(result: Result, format: AnyFormat) -> Iterable[str]:
    """Return a result as texts; raise UsageError where the format holds one table of several."""
    tables = [_table(name, result) for name in result.tables]
    if format == "json":
        return _json(tables)
    if "not_added" in result.tables:
        del tables[1:]  # Totals are one table; what they leave out is said beside it.
    if len(tables) > 1:
        name = format.upper() if format == "csv" else format
        raise UsageError(
            f"{name} can hold one table; this answer has {len(tables)}. "
            "Use json, markdown, html or svg."
        )
    return _ndjson(tables[0]) if format == "ndjson" else _csv(tables[0])


def omissions(result: Result) -> list[str]:
    """Return what totals leave out, where the format holds them alone."""
    return [
        f"Not added: {quantity(row.events, 'event')}, {row.reason}."
        for row in result.tables.get("not_added", ())
    ]


def _table(name: str, result: Result) -> Table:
    records = result.tables[name]
    kind, added = ANSWERS[result.question].tables[name]
    names = fields_of(kind)
    if kind in (TimelineEntry, Match):
        return Table(name, names, (_entry(record, result, kind) for record in records))
    if not added:
        return Table(name, names, records)
    values = _added_values(result, added)
    rows = (_with_values(record, names, values) for record in records)
    return Table(name, [*names, *added], rows)


def _added_values(result: Result, added: Sequence[str]) -> Mapping[str, Callable[[Any], Any]]:
    """Return what makes the value of each field that an answer adds to a record."""
    uses = supports(result.dataset) if "supports" in added else {}
    if "stands" in added:
        return _values_of_counts(result)
    every: dict[str, Callable[[Any], Any]] = {
        "matched": result.is_matched,
        "supports": lambda source: [record.id for record in uses[source.id]],
    }
    return {name: every[name] for name in added}


def _values_of_counts(result: Result) -> Mapping[str, Callable[[Any], Any]]:
    """Return what makes the values that an answer adds to counts."""
    found = standing_of(result)
    in_totals = {
        (count.report.id, figure)
        for event in found.of_events
        for (_, figure), of_counter in counter_figures(found.of_event(event)).items()
        for count in of_counter.counts
    }
    return {
        "people": lambda report: {figure: found.people(report, figure) for figure in FIGURES},
        "stands": found.figures,
        "toll": lambda report: [each for each in FIGURES if (report.id, each) in in_totals],
        "replaced_by": found.replacing,
    }


def _with_values(
    record: Record, names: Sequence[str], values: Mapping[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in names}
    return row | {name: value_of(record) for name, value_of in values.items()}


def _entry(record: Record, result: Result, kind: type[Any]) -> Any:
    """Return a row of a kind for a record of any kind."""
    earliest, latest, *_ = dates.interval(record.when)
    entry = {
        "type": record.type,
        "id": record.id,
        "date": record.when,
        "earliest": earliest,
        "latest": latest,
        "title": labels.title(record, result.dataset),
        "disputed": record.id in result.denied,
        "denied_by": result.denied_by(record),
        "citations": record.citations,
        "matched": result.is_matched(record),
        "certain": isinstance(record, Dated) and result.scope.is_certain(record),
    }
    return kind(**{name: entry[name] for name in fields_of(kind)})


def _json(tables: Sequence[Table]) -> Iterator[str]:
    """Yield one object; each key is a table, each value the list of its records."""
    before = "{"
    for table in tables:
        yield f'{before}\n  "{table.name}": ['
        before = ","
        comma = ""
        for record in table.rows:
            text = msgspec.json.format(msgspec.json.encode(record), indent=2).decode()
            yield f"{comma}\n    " + _escaped(text).replace("\n", "\n    ")
            comma = ","
        yield "\n  ]" if comma else "]"
    yield "\n}\n"


def _ndjson(table: Table) -> Iterator[str]:
    """Yield one record a line."""
    for record in table.rows:
        yield json_line(record) + "\n"


def json_line(value: Any) -> str:
    """Return JSON on one line."""
    return _escaped(msgspec.json.encode(value).decode())


def _csv(table: Table) -> Iterator[str]:
    """Yield one record a line under a header, after RFC 4180 but with `\\n` line ends.

    A place or an estimate has a column for each of its fields; a list is one cell, its items parted
    by "; " and the fields of an item by ", ", those empty at its end left out. Null is empty.
    """
    yield _csv_line(name for field in table.fields for name in _names(field))
    for row in table.rows:
        record = msgspec.to_builtins(row)
        yield _csv_line(cell for field in table.fields for cell in _cells(field, record[field]))


def _names(field: str) -> Iterable[str]:
    return [f"{field}_{name}" for name in _NESTED[field]] if field in _NESTED else [field]


def _cells(field: str, value: Any) -> Iterable[Any]:
    values = [(value or {}).get(name) for name in _NESTED[field]] if field in _NESTED else [value]
    return map(_cell, values)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str | list | tuple):
        return value
    text = value if isinstance(value, str) else "; ".join(map(_item, value))
    return printable(_FORMULA.sub("'", text))


def _item(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    texts = (
        v if isinstance(v, str) else v and msgspec.json.encode(v).decode() for v in value.values()
    )
    return ", ".join(text or "" for text in texts).rstrip(", ")


def _csv_line(cells: Iterable[Any]) -> str:
    import csv

    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()


def _escaped(text: str) -> str:
    return json_escaped(text, sys.stdout.encoding)
