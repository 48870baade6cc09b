"""Panels as Rich draws them, line by line.

A screen without any is drawn without this module: Rich's console takes as long to import as a
screen to draw.
"""

import io
from collections.abc import Iterator

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text
from rich.theme import Theme

from conflictcli.formats.terminal.lines import GAP, Pieces
from conflictcli.formats.terminal.styles import STYLES
from conflictcli.views.sections import Card, Labelled


def panel(card: Card, fields: Labelled, label_width: int, width: int) -> Iterator[Pieces]:
    """Yield a card with its heading and its id in the frame, within it where they are too long."""
    grid = Grid.grid(padding=(0, GAP, 0, 0))
    grid.add_column(style="quiet", width=label_width, overflow="fold")
    grid.add_column(overflow="fold")
    for label, text in fields:
        grid.add_row(Text(label), text)
    fits = max(cell_len(card.heading.plain), len(card.id)) + 4 <= width - 4
    body = grid if fits else Group(card.heading, Text(card.id, "id"), grid)
    yield from _drawn(
        Panel(
            body,
            title=Text(card.heading.plain, "name") if fits else None,
            title_align="left",
            subtitle=Text(card.id, "id") if fits and card.id else None,
            subtitle_align="right",
            border_style="guide",
            box=box.ROUNDED,
            width=width,
        ),
        width,
    )


def _drawn(shown: RenderableType, width: int) -> Iterator[Pieces]:
    """Yield what Rich draws, with nothing taken from the environment and no markup in texts."""
    console = Console(
        file=io.StringIO(),
        width=width,
        height=25,
        legacy_windows=False,
        theme=Theme(STYLES),
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for line in console.render_lines(shown, pad=False):
        yield [Text(words, style or "") for words, style, _ in line]
