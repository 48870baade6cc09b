"""Lay tables out for a terminal, or for a pipe in the same words without colour."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from conflictcli.cells import View
from conflictcli.model import Dataset
from conflictcli.printable import printable
from conflictcli.tables import Column, Table

GLYPHS = {"event": "●", "statement": "»", "casualties": "#", "actor": "@", "source": "§"}
STYLES = dict.fromkeys(("disputed", "differs", "latest"), "bold magenta")
PIPE_WIDTH = 100
LEAST_WIDTH = 16


class Screen:
    """Draws tables as lines, and numbers the sources in the order of their first citation."""

    def __init__(self, dataset: Dataset) -> None:
        self.view = View(dataset, self._cite)
        self.numbers: dict[str, int] = {}
        self.console = _console()

    def show(self, tables: Sequence[Table]) -> None:
        """Print the tables that have rows, then the sources that they refer to."""
        shown = [table for table in tables if _rows(table)]
        blocks = [
            [*self._heading(t.heading), *(self._card(t) if t.layout == "card" else self._list(t))]
            for t in shown
        ]
        if self.numbers:
            blocks.append([*self._heading("Sources"), *self._references()])
        lines = [line for block in blocks for line in (*block, Text())]
        if lines:
            self.console.print(Text("\n").join(lines[:-1]), soft_wrap=True)

    def _list(self, table: Table) -> Iterator[Text]:
        """Give each row with narrow cells to its left, under a header where it is a grid."""
        narrow = [column for column in table.columns if column.place in ("left", "rail")]
        widths = self._widths(table, narrow)
        yield from self._header(table, narrow, widths)
        for row, heading in self._grouped(table):
            yield from heading
            depth = 2 * table.depth(row)
            main = self._wrapped(self._main(table, row), sum(widths) + depth)
            below = widths[0] if table.layout == "grid" else sum(widths) + depth
            notes = self._wrapped(self._notes(table, row), below)
            lines = _hung(main if table.layout == "grid" else main + notes, depth)
            left = [self._narrow(column, row, len(lines)) for column in narrow]
            yield from _side_by_side(left, widths, lines)
            if table.layout == "grid":
                yield from _side_by_side([[]], widths[:1], notes)

    def _card(self, table: Table) -> Iterator[Text]:
        """Give each row's title, then each column as a line that starts with its name."""
        columns = [column for column in table.columns if column.place not in ("rail", "main")]
        width = max(len(column.name) for column in columns) + 2
        for row in _rows(table):
            titles = (column for column in table.columns if column.place == "main")
            yield from self._heading(" ".join(line for c in titles for line in self._cell(c, row)))
            for column in columns:
                style = STYLES.get(column.name, "")
                texts = [Text(line, style) for line in self._cell(column, row)]
                name = [column.name.replace("_", " ")] if texts else []
                yield from _side_by_side([name], [width], self._wrapped(texts, width))

    def _grouped(self, table: Table) -> Iterator[tuple[Any, Iterable[Text]]]:
        """Give each row with the heading that comes before it, if it opens a group."""
        for heading, rows in groupby(_rows(table), lambda row: table.group(self.view, row)):
            above = [Text(), *self._heading(heading)] if heading else []
            for row in rows:
                yield row, above
                above = []

    def _header(
        self, table: Table, narrow: Sequence[Column], widths: Sequence[int]
    ) -> Iterator[Text]:
        """Name the columns of a grid, or tell what the glyphs mean where there are several."""
        if table.layout == "grid":
            main = [Text(column.name) for column in table.columns if column.place == "main"]
            yield from _side_by_side([[column.name] for column in narrow], widths, main)
        rails = [column for column in narrow if column.place == "rail"]
        types = {self._cell(rail, row)[0] for rail in rails for row in _rows(table)}
        if len(types) > 1:
            drawn = (f"{glyph} {type}" for type, glyph in GLYPHS.items() if type in types)
            yield from (Text("  ".join(drawn)), Text())

    def _main(self, table: Table, row: Any) -> Iterator[Text]:
        """Give the main text with what stands beside it, then what stands under it."""
        main, under = Text(), []
        for column in table.columns:
            if column.place not in ("main", "beside", "under"):
                continue
            cell = " ".join(self._cell(column, row))
            if column.place == "under":
                under += [cell] if cell else []
            elif cell:
                style = STYLES.get(column.name, "bold" if column.place == "main" else "")
                main.append("  " if main else "").append(cell, style)
        yield main
        if under:
            yield Text(" · ".join(under))

    def _notes(self, table: Table, row: Any) -> Iterator[Text]:
        for column in table.columns:
            if column.place == "line":
                yield from map(Text, self._cell(column, row))

    def _heading(self, text: str) -> list[Text]:
        lines = self._wrapped([Text(printable(text), "bold underline")], 0) if text else []
        for line in lines:
            line.rstrip()
        return lines

    def _references(self) -> Iterator[Text]:
        width = len(f"[{len(self.numbers)}] ")
        for id, number in self.numbers.items():
            source = self.view.dataset.source_by_id[id]
            lines = [f"{self.view.reference(source)} ({id})", source.url or ""]
            texts = [Text(printable(line)) for line in lines if line]
            yield from _side_by_side([[f"[{number}]"]], [width], self._wrapped(texts, width))

    def _widths(self, table: Table, columns: Sequence[Column]) -> list[int]:
        """Give the widths of narrow columns: their widest cell, or their name in a grid."""
        grid = table.layout == "grid"
        cells = [[self._narrow(column, row) for row in _rows(table)] for column in columns]
        names = [len(column.name) + 1 if grid else 0 for column in columns]
        widths = [
            max((cell_len(x) for cell in column for x in cell), default=0) for column in cells
        ]
        return [1 + max(name, width + grid) for name, width in zip(names, widths, strict=True)]

    def _narrow(self, column: Column, row: Any, height: int = 1) -> list[str]:
        """Give the lines of a narrow cell; a glyph goes on as a rail to the height of its row."""
        cell = self._cell(column, row)
        return [GLYPHS[cell[0]], *["│"] * (height - 1)] if column.place == "rail" else cell

    def _cell(self, column: Column, row: Any) -> list[str]:
        """Give the lines of a cell that hold text, fit for a terminal."""
        return [printable(line) for line in column.lines(self.view, row)]

    def _cite(self, source: str) -> str:
        return f"[{self.numbers.setdefault(source, len(self.numbers) + 1)}]"

    def _wrapped(self, texts: Iterable[Text], taken: int) -> list[Text]:
        width = max(LEAST_WIDTH, self.console.width - taken)
        lines: list[Text] = []
        for text in texts:
            fits = cell_len(text.plain) <= width or text.plain.startswith(("http://", "https://"))
            lines += [text] if fits else text.wrap(self.console, width, overflow="fold")
        return lines


def _rows(table: Table) -> Sequence[Any]:
    return table.records if table.rows is None else table.rows


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


def _console() -> Console:
    styled = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    return Console(
        file=sys.stdout,
        width=shutil.get_terminal_size((PIPE_WIDTH, 24)).columns,
        force_terminal=styled,
        color_system="standard" if styled else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
