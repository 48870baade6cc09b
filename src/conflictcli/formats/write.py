"""Write a result to standard output: as a screen, or in the format asked for."""

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath
from types import ModuleType
from typing import Any

from conflictcli.formats import records
from conflictcli.formats.choices import AnyFormat, Color, Layout
from conflictcli.model.records import Statement
from conflictcli.model.results import Result
from conflictcli.queries import threads
from conflictcli.queries.support import supports
from conflictcli.views.answers import sections

# Files of other programs, each with the module that writes it.
_EXCHANGED = {
    "csl-json": "csl_json",
    "bibtex": "bibtex",
    "geojson": "geojson",
    "timelinejs": "timelinejs",
}
# What a screen shows in full however few rows are asked for: they come with others.
_COME_ALONG = ("replies", "not_added")


def write(
    result: Result,
    format: AnyFormat,
    *,
    limit: int = 0,
    color: Color = "auto",
    layout: Layout = "table",
    pager: bool = False,
    notes: list[str],
) -> int:
    """Print a result, as a screen no more than `limit` rows of a table, 0 being all.

    Return how many rows its longest table has. What was shortened is added to `notes`.
    Raise UsageError where the format holds one table and the result has several; OSError and
    BrokenPipeError are those of standard output.
    """
    if format != "table":
        for text in _render(result, format, notes):
            sys.stdout.write(text)
        return 0
    from conflictcli.formats.terminal import screen
    from conflictcli.formats.terminal.pager import page

    shown = _shortened(result, limit) if limit else result
    made = sections(shown, every=result.tables, limit=limit, shortens=True)
    text = screen.render(*made, color, layout)
    if not (pager and page(text)):
        sys.stdout.write(text)
    return _longest(result)


def _render(result: Result, format: AnyFormat, notes: list[str]) -> Iterable[str]:
    if format in ("json", "ndjson"):
        return records.render(result, format)
    if format == "csv":
        from conflictcli.formats import csv

        return csv.render(result, notes)
    if format in _EXCHANGED:
        rendered: Iterable[str] = _exchanged(format).render(result)
        return rendered
    result = _without_folders(result)
    if format == "html":
        from conflictcli.formats import html

        return map(_encodable, html.render(result))
    if format == "svg":
        from conflictcli.formats import svg

        return map(_encodable, svg.render(result))
    from conflictcli.formats import markdown

    return markdown.render(result)


def _without_folders(result: Result) -> Result:
    """Return a result for a document that is passed on: it names a file, but not where it is."""
    if result.question != "info":
        return result
    about = [replace(row, path=PurePath(row.path).name) for row in result.tables["info"]]
    return replace(result, tables={**result.tables, "info": about})


def omissions(result: Result, format: AnyFormat) -> list[str]:
    """Return what a format cannot hold of a result, in sentences."""
    if format in ("csv", "ndjson"):
        return records.omissions(result)
    if format not in _EXCHANGED:
        return []
    sentences: list[str] = _exchanged(format).omissions(result)
    return sentences


def _exchanged(format: AnyFormat) -> ModuleType:
    return import_module(f"conflictcli.formats.{_EXCHANGED[format]}")


def _encodable(text: str) -> str:
    """Return text that the output encoding can hold: other characters become entities."""
    # The file itself says that it is UTF-8, of which ASCII is a part.
    if (sys.stdout.encoding or "utf-8").lower() == "utf-8":
        return text
    return text.encode("ascii", "xmlcharrefreplace").decode()


def _longest(result: Result) -> int:
    """Return how many rows a screen without a limit has in its longest table."""
    if result.question == "info":
        return 0  # It shows no more than it says.
    sources = result.tables.get("sources", ())
    if result.question == "sources" and len(sources) == 1:
        return len(supports(result.dataset)[sources[0].id])
    return max(
        (
            len(list(_limited(result, rows)))
            for name, rows in result.tables.items()
            if name not in _COME_ALONG
        ),
        default=0,
    )


def _limited(result: Result, rows: Iterable[Any]) -> Iterator[Any]:
    """Yield the rows that count towards --limit."""
    for row in rows:
        if result.matched is None or row.id in result.matched:
            yield row


def _shortened(result: Result, limit: int) -> Result:
    """Return a result with the first rows of each table, and what these bring with them."""
    tables = {
        name: rows if name in _COME_ALONG else _first_rows(result, name, limit)
        for name, rows in result.tables.items()
    }
    return replace(result, tables=tables)


def _first_rows(result: Result, table: str, limit: int) -> list[Any]:
    rows = result.tables[table]
    first = list(_limited(result, rows))[:limit]
    said = [record for record in first if isinstance(record, Statement)]
    if not said:
        return first
    every = threads.Threads([r for r in rows if isinstance(r, Statement)], result.denied)
    shown: Collection[str] = {*(record.id for record in first), *every.ids_with_context(said)}
    return [record for record in rows if record.id in shown]
