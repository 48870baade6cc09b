"""Lay tables out for a terminal, or for a pipe in the same words without colour."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from conflictcli.model.records import Source
from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.render.cells import Citations, reference
from conflictcli.render.sections import Column, Row, Section
from conflictcli.render.views import sections

GLYPHS = {"event": "●", "statement": "»", "casualties": "#", "actor": "@", "source": "§"}
STYLES = dict.fromkeys(("disputed", "mark", "latest"), "bold magenta")
PIPE_WIDTH = 100
LEAST_WIDTH = 8
NARROW = 60
WIDEST = 10_000
DEEPEST = 8
LONGEST = 100_000


def write(result: Result, limit: int | None, color: str) -> int:
    """Print a result, the first `limit` rows of each section if given.

    Return how many rows the longest section has.
    """
    console = _console(color)
    made, citations = sections(result, console.width, limit)
    if drawn := lines(made, citations, console):
        with console.capture() as captured:
            console.print(Text("\n").join(drawn), soft_wrap=True)
        sys.stdout.write(captured.get())
    return max((section.height for section in made), default=0)


def lines(made: Sequence[Section], citations: Citations, console: Console) -> list[Text]:
    """Return the sections and the sources that they refer to, laid out to a console's width."""
    return list(_Screen(console).lines(made, citations))


class _Screen:
    def __init__(self, console: Console) -> None:
        self.console = console

    def lines(self, made: Sequence[Section], citations: Citations) -> Iterator[Text]:
        blocks = [
            [*self._heading(part.heading), *self._legend(part), *self._drawn(part)] for part in made
        ]
        if cited := list(citations.listed()):
            blocks.append([*self._heading("Sources"), *self._references(cited)])
        for place, block in enumerate(blocks):
            yield from [Text()] * bool(place) + block

    def _drawn(self, section: Section) -> Iterator[Text]:
        narrow = self.console.width < NARROW
        return self._cards(section) if narrow or section.layout == "card" else self._list(section)

    def _list(self, section: Section) -> Iterator[Text]:
        """Return each row with narrow cells to its left, under a header where it is a grid."""
        rows, grid = section.rows, section.layout == "grid"
        narrow = [column for column in section.columns if column.position in ("left", "rail")]
        widths = [_width(column, rows, grid) for column in narrow]
        yield from self._header(section, narrow, widths)
        for row in rows:
            if row.heading:
                yield from (Text(), *self._heading(row.heading))
            depth = 2 * min(row.depth, DEEPEST)
            main = self._wrapped(_main(section.columns, row), sum(widths) + depth)
            below = widths[0] if grid else sum(widths) + depth
            notes = self._wrapped(_notes(section.columns, row), below)
            lines = _hung(main if grid else main + notes, depth)
            left = [_narrow(column, row, len(lines)) for column in narrow]
            yield from _side_by_side(left, widths, lines)
            if grid:
                yield from _side_by_side([[]], widths[:1], notes)

    def _cards(self, section: Section) -> Iterator[Text]:
        """Return each column of a row as lines that start with its name; a card's title above."""
        rows, card = section.rows, section.layout == "card"
        named = [c for c in section.columns if not card or c.position not in ("rail", "main")]
        width = max(len(column.name) for column in named) + 2
        for place, row in enumerate(rows):
            yield from [Text()] * bool(place) + self._heading(row.heading)
            yield from self._heading(
                " ".join(_joined(section.columns, row, "main")) if card else ""
            )
            for column in named:
                lines = [Text(line, STYLES.get(column.name, "")) for line in row.cells[column.name]]
                name = [column.label] if lines else []
                yield from _side_by_side([name], [width], self._wrapped(lines, width))

    def _header(
        self, section: Section, narrow: Sequence[Column], widths: Sequence[int]
    ) -> Iterator[Text]:
        """Return the names of a grid's columns, or what the glyphs mean where there are several."""
        if section.layout == "grid":
            main = [Text(column.name) for column in section.columns if column.position == "main"]
            yield from _side_by_side([[column.name] for column in narrow], widths, main)
        types = {
            row.cells[c.name][0] for c in narrow if c.position == "rail" for row in section.rows
        }
        if len(types) > 1:
            drawn = (f"{glyph} {type}" for type, glyph in GLYPHS.items() if type in types)
            yield from (Text("  ".join(drawn)), Text())

    def _heading(self, text: str) -> list[Text]:
        lines = self._wrapped([Text(text, "bold underline")], 0) if text else []
        for line in lines:
            line.rstrip()
        return lines

    def _legend(self, section: Section) -> list[Text]:
        return [*self._wrapped([Text(section.legend)], 0), Text()] if section.legend else []

    def _references(self, cited: Sequence[tuple[int, Source]]) -> Iterator[Text]:
        width = len(f"[{len(cited)}] ")
        for number, source in cited:
            lines = [f"{reference(source)} ({source.id})", source.url or ""]
            texts = [Text(printable(line)) for line in lines if line]
            yield from _side_by_side([[f"[{number}]"]], [width], self._wrapped(texts, width))

    def _wrapped(self, texts: Iterable[Text], taken: int) -> list[Text]:
        width = max(LEAST_WIDTH, self.console.width - taken)
        lines: list[Text] = []
        for text in texts:
            # Addresses are never broken; to break a text of a book's length takes too long.
            unbroken = text.plain.startswith(("http://", "https://")) or len(text) > LONGEST
            fits = unbroken or cell_len(text.plain) <= width
            lines += [text] if fits else text.wrap(self.console, width, overflow="fold")
        return lines


def _main(columns: Sequence[Column], row: Row) -> Iterator[Text]:
    """Return the main text with what stands beside it, then what stands under it."""
    main = Text()
    for column in columns:
        text = " ".join(row.cells[column.name])
        if text and column.position in ("main", "beside"):
            style = STYLES.get(column.name, "bold" if column.position == "main" else "")
            main.append("  " if main else "").append(text, style)
    yield main
    if under := _joined(columns, row, "under"):
        yield Text(" · ".join(under))


def _joined(columns: Sequence[Column], row: Row, place: str) -> list[str]:
    """Return the cells of a place that hold text, each in one line."""
    cells = (row.cells[column.name] for column in columns if column.position == place)
    return [" ".join(cell) for cell in cells if cell]


def _notes(columns: Sequence[Column], row: Row) -> list[Text]:
    return [Text(line) for c in columns if c.position == "line" for line in row.cells[c.name]]


def _width(column: Column, rows: Iterable[Row], grid: bool) -> int:
    """Return the width of a narrow column: its widest line, or its name in a grid."""
    lines = [line for row in rows for line in _narrow(column, row)]
    widest = max(map(cell_len, lines), default=0) + grid
    return 1 + max(widest, len(column.name) + 1 if grid else 0)


def _narrow(column: Column, row: Row, height: int = 1) -> list[str]:
    """Return the lines of a narrow cell; a glyph goes on as a rail to the height of its row."""
    cell = row.cells[column.name]
    return [GLYPHS[cell[0]], *["│"] * (height - 1)] if column.position == "rail" else cell


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
    """Return whether to style: --color, then NO_COLOR, FORCE_COLOR, and what standard output is."""
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
