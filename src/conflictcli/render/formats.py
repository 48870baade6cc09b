"""The formats of results, and what prints each."""

import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from conflictcli.errors import UsageError
from conflictcli.model.records import Record, Statement
from conflictcli.model.results import Result
from conflictcli.queries import threads
from conflictcli.render import data
from conflictcli.render.rows import tables

Format = Literal["table", "json", "ndjson", "csv", "markdown", "html", "svg"]
TimelineFormat = Literal[Format, "geojson", "timelinejs"]
SourcesFormat = Literal[Format, "csl-json"]
AnyFormat = TimelineFormat | SourcesFormat
_EXCHANGED = ("csl-json", "geojson", "timelinejs")
Color = Literal["auto", "always", "never"]
Layout = Literal["table", "list"]


def write(
    result: Result,
    format: AnyFormat,
    *,
    limit: int = 0,
    color: Color = "auto",
    layout: Layout = "table",
    pager: bool = False,
) -> int:
    """Print a result, as a screen no more than `limit` rows of a table, 0 being all.

    Return how many rows its longest table has. Raise UsageError where the format holds one table
    and the result has several; OSError and BrokenPipeError are those of standard output.
    """
    if format in ("json", "ndjson", "csv"):
        _write(_records(result, format))
        return 0
    if format in _EXCHANGED:
        from conflictcli.render import exchange

        _write(exchange.texts(result, format))
        return 0
    from conflictcli.render.views import sections

    if format == "markdown":
        from conflictcli.render import markdown

        _write(markdown.texts(*sections(result)))
    elif format in ("html", "svg"):
        from conflictcli.render import picture

        _write(picture.texts(result, format))
    else:
        from conflictcli.render import screen
        from conflictcli.render.pager import page

        shown = _shortened(result, limit) if limit else result
        text = screen.drawn(*sections(shown), color, layout)
        if not (pager and page(text)):
            _write([text])
        return max((_height(result, table) for table in result.tables.values()), default=0)
    return 0


def left_out(result: Result, format: AnyFormat) -> list[str]:
    """Return what a format cannot hold of a result, in sentences."""
    if format not in _EXCHANGED:
        return []
    from conflictcli.render import exchange

    return exchange.left_out(result, format)


def _height(result: Result, records: Sequence[Any]) -> int:
    """Return how many records of a table are within the scope."""
    return len([r for r in records if result.matched is None or r.id in result.matched])


def _shortened(result: Result, limit: int) -> Result:
    """Return a result with the first records of each table, and what these bring with them."""
    tables = {
        name: table if name == "replies" else _first(result, table, limit)
        for name, table in result.tables.items()
    }
    return replace(result, tables=tables)


def _first(result: Result, records: list[Any], limit: int) -> list[Any]:
    if len(records) <= limit or not isinstance(records[0], Record):
        return records[:limit]
    first = [record for record in records if result.is_matched(record)][:limit]
    said = [record for record in first if isinstance(record, Statement)]
    context = threads.in_context(said, [r for r in records if isinstance(r, Statement)])
    shown: Collection[str] = {record.id for record in (*first, *context)}
    return [record for record in records if record.id in shown]


def _records(result: Result, format: AnyFormat) -> Iterable[str]:
    found = tables(result)
    if format == "json":
        return data.json(found)
    if len(found) > 1:
        name = format.upper() if format == "csv" else format
        raise UsageError(
            f"{name} can hold one table; this answer has {len(found)}. "
            "Use json, markdown, html or svg."
        )
    return data.ndjson(found[0]) if format == "ndjson" else data.csv(found[0])


def _write(texts: Iterable[str]) -> None:
    for text in texts:
        sys.stdout.write(text)
