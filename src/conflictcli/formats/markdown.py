"""Tables as Markdown (GitHub's), to be pasted into an issue."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from conflictcli.cells import View
from conflictcli.layout import Row, Table
from conflictcli.printable import printable


def texts(tables: Sequence[Table], view: View) -> Iterator[str]:
    """Give each table with rows, then the sources that they refer to, in one text."""
    yield "".join([*_tables(tables, view), *_references(view)])


def _tables(tables: Sequence[Table], view: View) -> Iterator[str]:
    for table in (table for table in tables if table.height):
        yield from _section(table.heading)
        yield f"{_escaped(table.legend)}\n\n" if table.legend else ""
        rows = list(table.texts(view))
        yield from (_cards if table.layout == "card" else _grid)(table, rows)


def _cards(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        titles = (row.cells[column.name] for column in table.columns if column.place == "main")
        yield from _section(" ".join(chain(*titles)))
        yield from (_line(["field", "value"]), _line(["---", "---"]))
        for column in table.columns:
            if row.cells[column.name] and column.place not in ("rail", "main"):
                yield _line([_escaped(column.label), _cell(row.cells[column.name])])
        yield "\n"


def _grid(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    """Give a table, or one under each heading; columns without any text are left out."""
    columns = [column for column in table.columns if any(row.cells[column.name] for row in rows)]
    for place, row in enumerate(rows):
        if row.heading or not place:
            yield "\n" if place else ""
            yield from _section(row.heading)
            yield _line([_escaped(column.label) for column in columns])
            yield _line(["---"] * len(columns))
        yield _line([_cell(row.cells[column.name]) for column in columns])
    yield "\n"


def _references(view: View) -> Iterator[str]:
    cited = list(view.cited())
    yield from _section("Sources" if cited else "")
    for number, source in cited:
        url = printable(source.url or "")
        address = f"<{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else _escaped(url)
        reference = _escaped(printable(f"{view.reference(source)} ({source.id})"))
        yield f"{number}. {reference} {address}".rstrip() + "\n"


def _section(heading: str) -> Iterator[str]:
    if heading:
        yield f"### {_escaped(heading)}\n\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(lines: Sequence[str]) -> str:
    return "<br>".join(map(_escaped, lines))


def _escaped(text: str) -> str:
    """Escape what CommonMark and GitHub would read as markup, at the start of a line too.

    An entity keeps `@name` from calling somebody, `:code:` from an emoji and `www.` from a link.
    """
    inline = re.sub(r"[\\`*_\[\]<>|~$&#]", r"\\\g<0>", text)
    started = re.sub(r"^(?:(\d+)(?=[.)])|(?=[-+=]))", r"\1\\", inline)
    return re.sub(r"@|:(?=\w)|:(?=//)|(?<=www)\.", lambda match: f"&#{ord(match[0])};", started)
