"""Write an answer in a format; nothing outside this package imports Rich."""

import sys
from collections.abc import Iterable, Sequence
from typing import Literal

from conflictcli.cells import View
from conflictcli.errors import UsageError
from conflictcli.formats import data
from conflictcli.layout import Table

Format = Literal["table", "json", "ndjson", "csv", "markdown", "html", "svg"]
Color = Literal["auto", "always", "never"]


def write(
    tables: Sequence[Table], format: Format, view: View, *, limit: int = 0, color: Color = "auto"
) -> None:
    """Write an answer to standard output, as a screen no more than `limit` rows, 0 being all.

    Raise UsageError where the format holds one table and the answer has several; OSError and
    BrokenPipeError are those of standard output.
    """
    for text in _texts(tables, format, view, limit or None, color):
        sys.stdout.write(text)


def _texts(
    tables: Sequence[Table], format: Format, view: View, limit: int | None, color: Color
) -> Iterable[str]:
    if format in ("ndjson", "csv") and len(tables) > 1:
        raise UsageError(
            f"{format} holds one table, and this answer has {len(tables)}: "
            "ask for --format json, markdown, html, svg or table."
        )
    if format == "json":
        return data.json(tables)
    if format == "ndjson":
        return data.ndjson(tables[0])
    if format == "csv":
        return data.csv(tables[0])
    if format == "markdown":
        from conflictcli.formats import markdown

        return markdown.texts(tables, view)
    if format in ("html", "svg"):
        from conflictcli.formats import picture

        return picture.texts(tables, view, format)
    from conflictcli.formats import screen

    return screen.texts(tables, view, limit, color)
