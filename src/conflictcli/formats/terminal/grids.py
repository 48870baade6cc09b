"""Cards and tables on a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from conflictcli.formats.terminal.lines import (
    GAP,
    Pieces,
    alone,
    blank,
    broken,
    is_unbreakable,
    labelled,
)
from conflictcli.views.sections import Card, Column, Table

# From this width on there is room for sources and notes beside a text, and not only under it.
WIDE = 100
_LEAST_FLEXIBLE = 10


def rule(width: int, title: Text | None = None) -> Pieces:
    """Return a line across the screen, after a title."""
    if title is None:
        return (Text("─" * width, "guide"),)
    return title, blank(1), Text("─" * (width - cell_len(title.plain) - 1), "guide")


def card(card: Card, width: int) -> Iterator[Pieces]:
    """Yield a panel; plain lines where it would break an address, or has no title."""
    [fields] = card.labelled()
    fields = [field for field in fields if field[0] != "id"]
    inner = width - 4
    label_width = min(max((len(label) for label, _ in fields), default=0), inner // 3)
    room = inner - label_width - GAP
    breaks = any(is_unbreakable(text, room) for _, text in fields)
    if not card.heading or breaks or room < _LEAST_FLEXIBLE:
        yield from alone([card.heading] if card.heading else [], width)
        yield from labelled(card, width)
        return
    from conflictcli.formats.terminal import panels

    yield from panels.panel(card, fields, label_width, width)


def table(table: Table, width: int) -> Iterator[Pieces]:
    """Yield rows under a header; cells that have no room beside the others are under them."""
    columns, cells, notes = _laid_out(table, width)
    widths = _widths(columns, cells, width)
    if widths is None:
        yield from labelled(table, width)
        return
    if any(column.label for column in columns):
        style = "heading" if table.is_spaced else "quiet"
        yield from _rows(columns, widths, [[Text(each.label, style) for each in columns]])
        yield rule(width)
    indent = widths[0] + GAP if len(widths) > 1 else GAP
    if table.names:
        yield from _rows(columns, widths, cells)
        yield from _notes_by_row(table.names, notes, width)
        return
    run: list[Sequence[Text]] = []
    for row, below in zip(cells, notes, strict=True):
        if table.is_spaced and run:
            run.append([Text()] * len(columns))
        run.append(row)
        if below:
            yield from _rows(columns, widths, run)
            run = []
            for line in alone(below, width - indent):
                yield blank(indent), *line
    yield from _rows(columns, widths, run)


def has_bars(table: Table, width: int) -> bool:
    """Return whether there is room for the column without a label, which has bars."""
    columns, cells, _ = _laid_out(table, width)
    return not all(column.label for column in columns) or _widths(columns, cells, width) is None


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
) -> Iterator[Pieces]:
    """Yield the notes of rows under their names, after a blank line."""
    rows = [
        (Text(name, "quiet"), text)
        for name, of_row in zip(names, notes, strict=True)
        for text in of_row
    ]
    if rows:
        yield ()
        name_width = min(max(cell_len(name.plain) for name, _ in rows), width // 2)
        columns = (Column(""), Column(""))
        yield from _rows(columns, [name_width, width - name_width - GAP], rows)


def _rows(
    columns: Sequence[Column], widths: Sequence[int], cells: Iterable[Sequence[Text]]
) -> Iterator[Pieces]:
    """Yield rows of cells, each in the width of its column."""
    for row in cells:
        texts = map(broken, row, widths)
        for line in zip_longest(*texts, fillvalue=Text()):
            pieces: list[Text] = []
            before = 0
            for text, column, width in zip(line, columns, widths, strict=True):
                room = width - cell_len(text.plain)
                left, right = (0, room) if column.justify == "left" else (room, 0)
                pieces += blank(before + left), text
                before = right + GAP
            yield pieces


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
