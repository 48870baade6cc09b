"""Results as tables for programs: whole records, and what an answer adds to each.

JSON and newline-delimited JSON are written one record at a time.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple

import msgspec

from conflictcli.errors import UsageError
from conflictcli.formats.choices import AnyFormat
from conflictcli.model import dates, labels
from conflictcli.model.denied import MOST_DENYING, DenialGroup
from conflictcli.model.records import Record
from conflictcli.model.results import FIGURES, Result
from conflictcli.model.scope import Dated
from conflictcli.model.text import json_escaped, quantity
from conflictcli.queries.counts import standing_of
from conflictcli.queries.figures import counter_figures
from conflictcli.queries.support import supports
from conflictcli.views.answers import ANSWERS


class Table(NamedTuple):
    """A name, and the rows: records, or dicts of the fields of one and of what is added to it."""

    name: str
    rows: Iterable[Any]


# What says who denies a record, for a row that is read without the rows of the denials.
OBJECTIONS = ("disputed", "denied_by", "withdrawn")


def render(result: Result, format: AnyFormat) -> Iterable[str]:
    """Return a result as texts; raise UsageError where the format holds one table of several."""
    if format == "json":
        return _json([_table(name, result) for name in result.tables])
    return _ndjson(_table(only_table(result, format), result))


def only_table(result: Result, format: AnyFormat) -> str:
    """Return the name of the one table of a result; raise UsageError where it has several."""
    names = [name for name in result.tables if name != "not_added"]
    if len(names) == 1:  # Totals are one table; what they leave out is said beside it.
        return names[0]
    raise UsageError(
        f"{format.upper() if format == 'csv' else format} can hold one table; this answer has "
        f"{len(names)}: {', '.join(names)}. Choose one with --table, or use json."
    )


def omissions(result: Result) -> list[str]:
    """Return what totals leave out, where the format holds them alone."""
    return [
        f"Not added: {quantity(row.events, 'event')}, {row.reason}."
        for row in result.tables.get("not_added", ())
    ]


def rows(result: Result, name: str) -> Iterable[Any]:
    """Return the rows of a table, whole records or what is said of them in brief."""
    found = result.tables[name]
    row_class = ANSWERS[result.question].tables[name].row_class
    if found and not isinstance(found[0], row_class):
        return (_entry(record, result, row_class) for record in found)
    return found


def _table(name: str, result: Result) -> Table:
    shape = ANSWERS[result.question].tables[name]
    names = [field.name for field in fields(shape.row_class)]
    added = shape.added
    if result.only_matched:
        added = (*added, *(name for name in OBJECTIONS if name not in names))
    found = rows(result, name)
    if added:
        values = added_values(result, added)
        found = (_with_values(row, names, added, values) for row in found)
    if "denied_by" in (*names, *added):
        found = _deniers_once(found, names, result)
    return Table(name, found)


def _deniers_once(rows: Iterable[Any], names: Sequence[str], result: Result) -> Iterable[Any]:
    """Yield rows; where the same many actors deny several, only the first has their ids.

    Each of the others has, in `denied_by_same_as`, the id of that row.
    """
    many = {id for id, denied in result.denied.items() if len(denied.speakers) > MOST_DENYING}
    first: dict[tuple[DenialGroup, ...], str] = {}
    for row in rows:
        id = row["id"] if isinstance(row, dict) else row.id
        same = first.setdefault(result.denied[id].groups, id) if id in many else id
        if same == id:
            yield row
        else:
            values = row if isinstance(row, dict) else _with_values(row, names, (), {})
            yield values | {"denied_by": None, "denied_by_same_as": same}


def added_values(result: Result, added: Sequence[str]) -> Mapping[str, Callable[[Any], Any]]:
    """Return what makes the value of each field that an answer adds to a record."""
    uses = supports(result.dataset) if "supports" in added else {}
    if "stands" in added:
        return _values_of_counts(result)
    return {
        "matched": result.is_matched,
        "supports": lambda source: [record.id for record in uses[source.id]],
        "disputed": lambda record: record.id in result.denied,
        "denied_by": result.denied_by,
        "withdrawn": lambda record: record.id in result.withdrawn,
    }


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
        "certain": result.is_certain,
    }


def _with_values(
    record: Record,
    names: Sequence[str],
    added: Sequence[str],
    values: Mapping[str, Callable[[Any], Any]],
) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in names}
    return row | {name: values[name](record) for name in added}


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
        "certain": isinstance(record, Dated) and result.is_certain(record),
    }
    return kind(**{name: entry[name] for name in (field.name for field in fields(kind))})


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


def _escaped(text: str) -> str:
    return json_escaped(text, sys.stdout.encoding)
