"""Records for programs: JSON, newline-delimited JSON and CSV, written one record at a time."""

import io
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from conflictcli.model.records import Estimate, Place
from conflictcli.model.text import json_escaped, printable
from conflictcli.render.rows import Table, fields_of

_ESTIMATE = fields_of(Estimate)
_NESTED = {"place": fields_of(Place), "killed": _ESTIMATE, "injured": _ESTIMATE}
# What a spreadsheet may run as a formula (OWASP, "CSV Injection"), full-width signs and spaces too,
# at the start of a cell; one that parts cells at semicolons sees a start after each.
_FORMULA = re.compile("(^|(?<=;))(?=[ \u00a0\u3000]*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20])")


def json(tables: Sequence[Table]) -> Iterator[str]:
    """Return one object; each key is a table, each value the list of its records."""
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


def ndjson(table: Table) -> Iterator[str]:
    """Return one record a line."""
    for record in table.rows:
        yield line(record) + "\n"


def line(value: Any) -> str:
    """Return JSON on one line."""
    return _escaped(msgspec.json.encode(value).decode())


def csv(table: Table) -> Iterator[str]:
    """Return one record a line under a header, after RFC 4180 but with `\\n` line ends.

    A place or an estimate has a column for each of its fields; a list is one cell, its items parted
    by "; " and the fields of an item by ", ", those empty at its end left out. Null is empty.
    """
    yield _line(name for field in table.fields for name in _names(field))
    for row in table.rows:
        record = msgspec.to_builtins(row)
        yield _line(cell for field in table.fields for cell in _cells(field, record[field]))


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


def _line(cells: Iterable[Any]) -> str:
    import csv

    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()


def _escaped(text: str) -> str:
    return json_escaped(text, sys.stdout.encoding)
