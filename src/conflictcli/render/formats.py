"""The formats of results, and what prints each."""

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal

from conflictcli.errors import UsageError
from conflictcli.model import kinds
from conflictcli.model.records import Record, Statement
from conflictcli.model.results import Result, Total
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
    if format != "table":
        for text in _texts(result, format):
            sys.stdout.write(text)
        return 0
    from conflictcli.render import screen
    from conflictcli.render.pager import page
    from conflictcli.render.views import sections

    shown = _shortened(result, limit) if limit else result
    text = screen.drawn(*sections(shown, limit=limit, shortens=True), color, layout)
    if not (pager and page(text)):
        sys.stdout.write(text)
    return _longest(result)


def _texts(result: Result, format: AnyFormat) -> Iterable[str]:
    if format in ("json", "ndjson", "csv"):
        return _records(result, format)
    if format in _EXCHANGED:
        from conflictcli.render import exchange

        return exchange.texts(result, format)
    if format in ("html", "svg"):
        from conflictcli.render import picture

        return picture.texts(result, format)
    from conflictcli.render import markdown
    from conflictcli.render.views import sections

    return markdown.texts(*sections(result))


def left_out(result: Result, format: AnyFormat) -> list[str]:
    """Return what a format cannot hold of a result, in sentences."""
    if format not in _EXCHANGED:
        return []
    from conflictcli.render import exchange

    return exchange.left_out(result, format)


def _longest(result: Result) -> int:
    """Return how many rows a screen without a limit has in its longest table."""
    if result.question == "info":
        return 0  # It shows no more than it says.
    sources = result.tables.get("sources", ())
    if result.question == "sources" and len(sources) == 1:
        return len(kinds.supports(result.dataset)[sources[0].id])
    return max((len(list(_rows(result, table))) for table in result.tables.values()), default=0)


def _rows(result: Result, records: Iterable[Any]) -> Iterator[Any]:
    """Return what has a row of its own on a screen: a match, a group with a count, all else."""
    for record in records:
        if isinstance(record, Total):
            is_row = record.has_count
        else:
            is_row = result.matched is None or record.id in result.matched
        if is_row:
            yield record


def _shortened(result: Result, limit: int) -> Result:
    """Return a result with the first records of each table, and what these bring with them."""
    tables = {
        name: table if name == "replies" else _first(result, table, limit)
        for name, table in result.tables.items()
    }
    return replace(result, tables=tables)


def _first(result: Result, records: list[Any], limit: int) -> list[Any]:
    first = list(_rows(result, records))[:limit]
    if not all(isinstance(record, Record) for record in first):
        # What has no row is told of under the others.
        return [*first, *(r for r in records if isinstance(r, Total) and not r.has_count)]
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
