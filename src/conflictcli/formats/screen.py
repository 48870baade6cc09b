"""Lay tables out for a terminal, or for a pipe in the same words without colour."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from conflictcli.cells import View
from conflictcli.layout import Column, Row, Table
from conflictcli.model import Source
from conflictcli.printable import printable

GLYPHS = {"event": "●", "statement": "»", "casualties": "#", "actor": "@", "source": "§"}
STYLES = dict.fromkeys(("disputed", "mark", "latest"), "bold magenta")
PIPE_WIDTH = 100
LEAST_WIDTH = 8
NARROW = 60
WIDEST = 10_000
DEEPEST = 8


def texts(tables: Sequence[Table], view: View, limit: int | None, color: str) -> Iterator[str]:
    """Give the tables that have rows, the first `limit` of each, then the sources they refer to."""
    console = _console(color)
    if drawn := lines(tables, view, console, limit):
        with console.capture() as captured:
            console.print(Text("\n").join(drawn), soft_wrap=True)
        yield captured.get()


def lines(tables: Sequence[Table], view: View, console: Console, limit: int | None) -> list[Text]:
    """Lay the tables out to the width of a console."""
    view.width = console.width
    return [*_Screen(view, console).lines(tables, limit)]


class _Screen:
    def __init__(self, view: View, console: Console) -> None:
        self.view = view
        self.console = console

    def lines(self, tables: Sequence[Table], limit: int | None) -> Iterator[Text]:
        blocks = [
            [
                *self._heading(table.heading),
                *self._legend(table),
                *self._drawn(table, [*table.texts(self.view, limit)]),
            ]
            for table in tables
            if table.height
        ]
        if cited := list(self.view.cited()):
            blocks.append([*self._heading("Sources"), *self._references(cited)])
        for place, block in enumerate(blocks):
            yield from [Text()] * bool(place) + block

    def _drawn(self, table: Table, rows: Sequence[Row]) -> Iterator[Text]:
        narrow = self.console.width < NARROW
        return (self._cards if narrow or table.layout == "card" else self._list)(table, rows)

    def _list(self, table: Table, rows: Sequence[Row]) -> Iterator[Text]:
        """Give each row with narrow cells to its left, under a header where it is a grid."""
        grid = table.layout == "grid"
        narrow = [column for column in table.columns if column.place in ("left", "rail")]
        widths = [_width(column, rows, grid) for column in narrow]
        yield from self._header(table, narrow, widths, rows)
        for row in rows:
            if row.heading:
                yield from (Text(), *self._heading(row.heading))
            depth = 2 * min(row.depth, DEEPEST)
            main = self._wrapped(_main(table.columns, row), sum(widths) + depth)
            below = widths[0] if grid else sum(widths) + depth
            notes = self._wrapped(_notes(table.columns, row), below)
            lines = _hung(main if grid else main + notes, depth)
            left = [_narrow(column, row, len(lines)) for column in narrow]
            yield from _side_by_side(left, widths, lines)
            if grid:
                yield from _side_by_side([[]], widths[:1], notes)

    def _cards(self, table: Table, rows: Sequence[Row]) -> Iterator[Text]:
        """Give each column of a row as lines that start with its name; a card's title above."""
        card = table.layout == "card"
        named = [c for c in table.columns if not card or c.place not in ("rail", "main")]
        width = max(len(column.name) for column in named) + 2
        for place, row in enumerate(rows):
            yield from [Text()] * bool(place) + self._heading(row.heading)
            yield from self._heading(" ".join(_joined(table.columns, row, "main")) if card else "")
            for column in named:
                lines = [Text(line, STYLES.get(column.name, "")) for line in row.cells[column.name]]
                name = [column.label] if lines else []
                yield from _side_by_side([name], [width], self._wrapped(lines, width))

    def _header(
        self, table: Table, narrow: Sequence[Column], widths: Sequence[int], rows: Sequence[Row]
    ) -> Iterator[Text]:
        """Name the columns of a grid, or tell what the glyphs mean where there are several."""
        if table.layout == "grid":
            main = [Text(column.name) for column in table.columns if column.place == "main"]
            yield from _side_by_side([[column.name] for column in narrow], widths, main)
        types = {row.cells[c.name][0] for c in narrow if c.place == "rail" for row in rows}
        if len(types) > 1:
            drawn = (f"{glyph} {type}" for type, glyph in GLYPHS.items() if type in types)
            yield from (Text("  ".join(drawn)), Text())

    def _heading(self, text: str) -> list[Text]:
        lines = self._wrapped([Text(text, "bold underline")], 0) if text else []
        for line in lines:
            line.rstrip()
        return lines

    def _legend(self, table: Table) -> list[Text]:
        return [*self._wrapped([Text(table.legend)], 0), Text()] if table.legend else []

    def _references(self, cited: Sequence[tuple[int, Source]]) -> Iterator[Text]:
        width = len(f"[{len(cited)}] ")
        for number, source in cited:
            lines = [f"{self.view.reference(source)} ({source.id})", source.url or ""]
            texts = [Text(printable(line)) for line in lines if line]
            yield from _side_by_side([[f"[{number}]"]], [width], self._wrapped(texts, width))

    def _wrapped(self, texts: Iterable[Text], taken: int) -> list[Text]:
        width = max(LEAST_WIDTH, self.console.width - taken)
        lines: list[Text] = []
        for text in texts:
            fits = cell_len(text.plain) <= width or text.plain.startswith(("http://", "https://"))
            lines += [text] if fits else text.wrap(self.console, width, overflow="fold")
        return lines


def _main(columns: Sequence[Column], row: Row) -> Iterator[Text]:
    """Give the main text with what stands beside it, then what stands under it."""
    main = Text()
    for column in columns:
        text = " ".join(row.cells[column.name])
        if text and column.place in ("main", "beside"):
            style = STYLES.get(column.name, "bold" if column.place == "main" else "")
            main.append("  " if main else "").append(text, style)
    yield main
    if under := _joined(columns, row, "under"):
        yield Text(" · ".join(under))


def _joined(columns: Sequence[Column], row: Row, place: str) -> list[str]:
    """Give the cells of a place that hold text, each in one line."""
    cells = (row.cells[column.name] for column in columns if column.place == place)
    return [" ".join(cell) for cell in cells if cell]


def _notes(columns: Sequence[Column], row: Row) -> list[Text]:
    return [Text(line) for c in columns if c.place == "line" for line in row.cells[c.name]]


def _width(column: Column, rows: Iterable[Row], grid: bool) -> int:
    """Give the width of a narrow column: its widest line, or its name in a grid."""
    lines = [line for row in rows for line in _narrow(column, row)]
    widest = max(map(cell_len, lines), default=0) + grid
    return 1 + max(widest, len(column.name) + 1 if grid else 0)


def _narrow(column: Column, row: Row, height: int = 1) -> list[str]:
    """Give the lines of a narrow cell; a glyph goes on as a rail to the height of its row."""
    cell = row.cells[column.name]
    return [GLYPHS[cell[0]], *["│"] * (height - 1)] if column.place == "rail" else cell


def _hung(lines: Sequence[Text], depth: int) -> list[Text]:
    """Indent the lines of a reply, the first with a branch."""
    branch = "└ ".rjust(depth) if depth else ""
    return [Text(" " * depth if place else branch) + line for place, line in enumerate(lines)]


def _side_by_side(
    left: Sequence[list[str]], widths: Sequence[int], lines: Sequence[Text]
) -> Iterator[Text]:
    for place in range(max(len(lines), *map(len, left), 0)):
        narrow = [cell[place] if place < len(cell) else "" for cell in left]
        row = Text("".join(map(set_cell_size, narrow, widths)))
        row.append(lines[place] if place < len(lines) else "")
        row.rstrip()
        yield row


def _styled(color: str) -> bool:
    """Tell whether to style: --color, then NO_COLOR, FORCE_COLOR, and what standard output is."""
    asked = {"always": True, "never": False}.get(color)
    if asked is not None:
        return asked
    forced = os.environ.get("FORCE_COLOR")
    if os.environ.get("NO_COLOR") or forced == "0":
        return False
    known = os.environ.get("TERM", "") not in ("", "dumb", "unknown")
    return sys.stdout.isatty() and (known or bool(forced))


def _console(color: str) -> Console:
    styled = _styled(color)
    return Console(
        file=sys.stdout,
        width=min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, WIDEST),
        force_terminal=styled,
        color_system="standard" if styled else None,
        height=25,
        no_color=False,
        _environ={},
        markup=False,
        emoji=False,
        highlight=False,
    )
