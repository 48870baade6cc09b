"""Cards and tables on a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from conflictcli.formats.terminal.lines import GAP, is_unbreakable, labelled, unbroken, wrapped
from conflictcli.views.sections import Card, Column, Table

# From this width on there is room for sources and notes beside a text, and not only under it.
WIDE = 100
_LEAST_FLEXIBLE = 10


def card(card: Card, width: int) -> Iterator[RenderableType]:
    """Yield a panel; plain lines where it would break an address, or has no title."""
    [fields] = card.labelled()
    fields = [field for field in fields if field[0] != "id"]
    inner = width - 4
    label_width = min(max((len(label) for label, _ in fields), default=0), inner // 3) + GAP
    breaks = any(is_unbreakable(text, inner - label_width) for _, text in fields)
    if not card.heading or breaks or inner - label_width < _LEAST_FLEXIBLE:
        yield from unbroken(wrapped([card.heading] if card.heading else [], width))
        yield from labelled(card, width)
        return
    grid = Grid.grid(padding=(0, GAP, 0, 0))
    grid.add_column(style="quiet", width=label_width - GAP, overflow="fold")
    grid.add_column(overflow="fold")
    for label, text in fields:
        grid.add_row(Text(label), text)
    fits = max(cell_len(card.heading.plain), len(card.id)) + 4 <= inner
    body = grid if fits else Group(card.heading, Text(card.id, "id"), grid)
    yield Panel(
        body,
        title=Text(card.heading.plain, "name") if fits else None,
        title_align="left",
        subtitle=Text(card.id, "id") if fits and card.id else None,
        subtitle_align="right",
        border_style="guide",
        box=box.ROUNDED,
        width=width,
    )


def table(table: Table, width: int) -> Iterator[RenderableType]:
    """Yield rows under a header; cells that have no room beside the others are under them."""
    columns, cells, notes = _laid_out(table, width)
    widths = _widths(columns, cells, width)
    if widths is None:
        yield from labelled(table, width)
        return
    if any(column.label for column in columns):
        style = "heading" if table.is_spaced else "quiet"
        yield _grid(columns, widths, [[Text(column.label, style) for column in columns]])
        yield Rule(style="guide")
    indent = widths[0] + GAP if len(widths) > 1 else GAP
    if table.names:
        yield _grid(columns, widths, cells)
        if any(notes):
            yield Text()
            yield from _notes_by_row(table.names, notes, width)
        return
    run: list[Sequence[Text]] = []
    for row, below in zip(cells, notes, strict=True):
        if table.is_spaced and run:
            run.append([Text()] * len(columns))
        run.append(row)
        if below:
            yield _grid(columns, widths, run)
            run = []
            lines = wrapped(below, width - indent)
            yield from unbroken(Text(" " * indent) + line for line in lines)
    if run:
        yield _grid(columns, widths, run)


def _laid_out(
    table: Table, width: int
) -> tuple[list[Column], list[Sequence[Text]], list[list[Text]]]:
    """Return the columns that stand beside each other, their cells, and what is under each row."""
    is_narrow = width < WIDE
    under = [c.under == "always" or (c.under == "narrow" and is_narrow) for c in table.columns]
    is_used = [any(row[index] for row in table.rows) for index in range(len(table.columns))]
    beside = [
        index
        for index, c in enumerate(table.columns)
        if is_used[index] and not under[index] and not (c.optional and is_narrow)
    ]
    columns, cells = _chosen(table, beside)
    if _widths(columns, cells, width) is None:
        # A bar, which has no label, repeats a number: it gives way before the table does.
        beside = [index for index in beside if table.columns[index].label]
        columns, cells = _chosen(table, beside)
    notes = [
        [text for text, is_under in zip(row, under, strict=True) if is_under and text]
        for row in table.rows
    ]
    return columns, cells, notes


def _chosen(table: Table, chosen: Sequence[int]) -> tuple[list[Column], list[Sequence[Text]]]:
    """Return some of the columns of a table, and their cells row by row."""
    cells: list[Sequence[Text]] = [[row[index] for index in chosen] for row in table.rows]
    return [table.columns[index] for index in chosen], cells


def _notes_by_row(
    names: Sequence[str], notes: Sequence[Sequence[Text]], width: int
) -> Iterator[Grid]:
    """Yield the notes of rows under their names."""
    rows = [
        (Text(name, "quiet"), text)
        for name, of_row in zip(names, notes, strict=True)
        for text in of_row
    ]
    if rows:
        name_width = max(cell_len(name.plain) for name, _ in rows)
        columns = (Column("", no_wrap=True), Column(""))
        yield _grid(columns, [name_width, max(1, width - name_width - GAP)], rows)


def _grid(columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Sequence[Text]]) -> Grid:
    grid = Grid.grid(padding=(0, GAP, 0, 0))
    for column, width in zip(columns, widths, strict=True):
        grid.add_column(justify=column.justify, width=width, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


def _widths(
    columns: Sequence[Column], rows: Iterable[Sequence[Text]], width: int
) -> list[int] | None:
    """Return the width of each column: what keeps its words has its own, the others share the rest.

    None where there is too little for these.
    """
    widest = [cell_len(column.label) for column in columns]
    for row in rows:
        for index, text in enumerate(row):
            lines = text.plain.split("\n")
            widest[index] = max(widest[index], *(cell_len(line) for line in lines))
    rest = width - GAP * (len(columns) - 1)
    rest -= sum(own for own, column in zip(widest, columns, strict=True) if column.no_wrap)
    flexible = [index for index, column in enumerate(columns) if not column.no_wrap]
    # The least in need first: what one does not need is for those after it.
    flexible.sort(key=lambda index: widest[index] / columns[index].share)
    for left, index in enumerate(flexible):
        shares = sum(columns[other].share for other in flexible[left:])
        share = rest * columns[index].share // shares
        if share < min(widest[index], _LEAST_FLEXIBLE):
            return None
        widest[index] = min(widest[index], share)
        rest -= widest[index]
    return widest if rest >= 0 else None
