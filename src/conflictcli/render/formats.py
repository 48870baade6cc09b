"""The formats of results, and what prints each."""

import sys
from collections.abc import Iterable
from typing import Literal

from conflictcli.errors import UsageError
from conflictcli.model.results import Result
from conflictcli.render import data
from conflictcli.render.rows import tables

Format = Literal["table", "json", "ndjson", "csv", "markdown", "html", "svg"]
Color = Literal["auto", "always", "never"]


def write(result: Result, format: Format, *, limit: int = 0, color: Color = "auto") -> int:
    """Print a result, as a screen no more than `limit` rows, 0 being all.

    Return how many rows its longest section has. Raise UsageError where the format holds one table
    and the result has several; OSError and BrokenPipeError are those of standard output.
    """
    if format in ("json", "ndjson", "csv"):
        _write(_records(result, format))
        return 0
    if format == "markdown":
        from conflictcli.render import markdown

        _write(markdown.texts(result))
    elif format in ("html", "svg"):
        from conflictcli.render import picture

        _write(picture.texts(result, format))
    else:
        from conflictcli.render import screen

        return screen.write(result, limit or None, color)
    return 0


def _records(result: Result, format: Format) -> Iterable[str]:
    found = tables(result)
    if format == "json":
        return data.json(found)
    if len(found) > 1:
        raise UsageError(
            f"{format} holds one table, and this answer has {len(found)}: "
            "ask for --format json, markdown, html, svg or table."
        )
    return data.ndjson(found[0]) if format == "ndjson" else data.csv(found[0])


def _write(texts: Iterable[str]) -> None:
    for text in texts:
        sys.stdout.write(text)
