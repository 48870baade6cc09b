"""Draw sections on a terminal, or into a pipe in the same words without colour."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment
from rich.table import Table as Grid
from rich.text import Text
from rich.theme import Theme
from rich.tree import Tree

from conflictcli.model import dates
from conflictcli.model.records import Source
from conflictcli.model.text import printable
from conflictcli.render.formats import Layout
from conflictcli.render.phrases import address, source_name, styled
from conflictcli.render.sections import (
    Card,
    Chronicle,
    Column,
    Entry,
    Labelled,
    Line,
    Section,
    Table,
)

PIPE_WIDTH = 100
# From this width on there is room for sources and notes beside a text, and not only under it.
WIDE = 100
NARROW = 60
_WIDEST = 10_000
_LEAST_WIDTH = 8
_LEAST_FLEXIBLE = 10
_SOURCES_SHARE = 0.3
_DEEPEST = 8
_GAP = 2
# To break a text of a book's length takes too long.
_LONGEST = 100_000
# Blanks at the end of a line, with the styles that end among them.
_BLANK_END = r"(?<! ) (?: |\x1b\[[0-9;]*m|\x1b\]8;;\x1b\\)*$"
_LINK = r"\x1b\]8;[^;\x1b]*;([^\x1b]*)\x1b\\"
# The eight colours of a terminal; each repeats a word or a sign.
_THEME = Theme(
    {
        **dict.fromkeys(("title", "heading", "count", "speaker", "latest"), "bold"),
        **dict.fromkeys(("source", "id", "quiet", "verb", "note", "guide"), "dim"),
        "date": "cyan",
        "bar": "",
        "quote": "italic",
        "match": "bold underline",
        "name": "not dim bold",
        "denied": "bold magenta",
        "differs": "yellow",
    }
)


def drawn(
    sections: Sequence[Section], sources: Sequence[Source], color: str, layout: Layout
) -> str:
    """Return sections and their sources as lines for standard output."""
    terminal = console(sys.stdout, width=_width(), is_styled=_is_styled(color))
    with terminal.capture() as captured:
        draw(terminal, sections, sources, layout)
    text = re.sub(_BLANK_END, lambda end: end[0].replace(" ", ""), captured.get(), flags=re.M)
    # Without the random ids that Rich gives links; none where no terminal reads them.
    return re.sub(_LINK, "\x1b]8;;\\1\x1b\\\\" if sys.stdout.isatty() else "", text)


def draw(
    terminal: Console, sections: Iterable[Section], sources: Sequence[Source], layout: Layout
) -> None:
    """Draw sections, a blank line between them, the source list last."""
    parts = [list(_section(section, terminal, layout)) for section in sections]
    parts += [list(_source_list(sources, terminal.width))] if sources else []
    for place, part in enumerate(parts):
        terminal.print(Group(*([Text()] if place else []), *part), crop=False)


def console(file: TextIO, *, width: int, is_styled: bool, **more: Any) -> Console:
    """Return a console that takes nothing from the environment and reads no markup in texts."""
    return Console(
        **{
            "file": file,
            "width": width,
            "height": 25,
            "force_terminal": is_styled,
            "color_system": "standard" if is_styled else None,
            "legacy_windows": False,
            "no_color": False,
            "theme": _THEME,
            "_environ": {},
            "markup": False,
            "emoji": False,
            "highlight": False,
            **more,
        }
    )


def _section(section: Section, terminal: Console, layout: Layout) -> Iterator[RenderableType]:
    if isinstance(section, Line):
        yield from _line(section, terminal.width)
        return
    if not isinstance(section, Card):
        yield from _line(section.heading, terminal.width)
    is_listed = layout == "list" or _has_longest(section)
    if isinstance(section, Card) and not is_listed:
        yield from _card(section, terminal.width)
    elif isinstance(section, Table) and not is_listed and terminal.width >= NARROW:
        yield from _table(section, terminal.width)
    elif isinstance(section, Chronicle) and not is_listed:
        yield from _chronicle(section, terminal)
    else:
        title = [section.heading] if isinstance(section, Card) else []
        yield from _unbroken(wrapped(title, terminal.width))
        yield from _labelled(section, terminal.width)


def _line(line: Line, width: int) -> Iterator[Text]:
    """Return a line with its aside at the right end, or under it where there is no room."""
    taken = cell_len(line.text.plain) + cell_len(line.aside.plain) + _GAP
    if line.aside and line.text and "\n" not in line.text and taken <= width:
        blank = " " * (width - taken + _GAP)
        yield from _unbroken([Text.assemble(line.text, blank, line.aside)])
    else:
        yield from _unbroken(wrapped(filter(None, (line.text, line.aside)), width))


def _labelled(section: Section, width: int) -> Iterator[Text]:
    """Return each row as lines that begin with their label, a blank line between rows."""
    rows: list[Labelled] = [row for row in section.labelled() if row]
    widest = max((cell_len(label) for row in rows for label, _ in row), default=0)
    label_width = max(1, min(widest, width // 3))
    for place, row in enumerate(rows):
        yield from [Text()] * bool(place)
        for label, text in row:
            labels = wrapped([Text(label, "quiet")], label_width) if label else []
            texts = wrapped([text], width - label_width - _GAP)
            for left, right in zip_longest(labels, texts, fillvalue=Text()):
                blank = " " * (label_width + _GAP - cell_len(left.plain))
                yield from _unbroken([Text.assemble(left, blank, right)])


def _card(card: Card, width: int) -> Iterator[RenderableType]:
    """Return a panel; plain lines where it would break an address, or has no title."""
    [fields] = card.labelled()
    fields = [field for field in fields if field[0] != "id"]
    inner = width - 4
    label_width = min(max((len(label) for label, _ in fields), default=0), inner // 3) + _GAP
    breaks = any(_is_unbreakable(text, inner - label_width) for _, text in fields)
    if not card.heading or breaks or inner - label_width < _LEAST_FLEXIBLE:
        yield from _unbroken(wrapped([card.heading] if card.heading else [], width))
        yield from _labelled(card, width)
        return
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(style="quiet", width=label_width - _GAP, overflow="fold")
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


def _table(table: Table, width: int) -> Iterator[RenderableType]:
    """Return rows under a header; cells that have no room beside the others are under them."""
    is_narrow = width < WIDE
    under = [c.under == "always" or (c.under == "narrow" and is_narrow) for c in table.columns]
    is_used = [
        bool(column.label) or any(row[place] for row in table.rows)
        for place, column in enumerate(table.columns)
    ]
    beside = [
        place
        for place, c in enumerate(table.columns)
        if is_used[place] and not under[place] and not (c.spare and is_narrow)
    ]
    columns = [table.columns[place] for place in beside]
    cells = [[row[place] for place in beside] for row in table.rows]
    notes = [
        [text for text, is_under in zip(row, under, strict=True) if is_under and text]
        for row in table.rows
    ]
    widths = _widths(columns, cells, width)
    if widths is None:
        yield from _labelled(table, width)
        return
    if any(column.label for column in columns):
        style = "heading" if table.is_airy else "quiet"
        yield _grid(columns, widths, [[Text(column.label, style) for column in columns]])
        yield Rule(style="guide")
    indent = widths[0] + _GAP if len(widths) > 1 else _GAP
    if table.names:
        yield _grid(columns, widths, cells)
        if any(notes):
            yield Text()
            yield from _named(table.names, notes, width)
        return
    run: list[Sequence[Text]] = []
    for row, below in zip(cells, notes, strict=True):
        if table.is_airy and run:
            run.append([Text()] * len(columns))
        run.append(row)
        if below:
            yield _grid(columns, widths, run)
            run = []
            lines = wrapped(below, width - indent)
            yield from _unbroken(Text(" " * indent) + line for line in lines)
    if run:
        yield _grid(columns, widths, run)


def _named(names: Sequence[str], notes: Sequence[Sequence[Text]], width: int) -> Iterator[Grid]:
    """Return the notes of rows under their names."""
    rows = [
        (Text(name, "quiet"), text)
        for name, of_row in zip(names, notes, strict=True)
        for text in of_row
    ]
    if rows:
        name_width = max(cell_len(name.plain) for name, _ in rows)
        columns = (Column("", keeps=True), Column(""))
        yield _grid(columns, [name_width, max(1, width - name_width - _GAP)], rows)


def _grid(columns: Sequence[Column], widths: Sequence[int], rows: Iterable[Sequence[Text]]) -> Grid:
    grid = Grid.grid(padding=(0, _GAP, 0, 0))
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
        for place, text in enumerate(row):
            lines = text.plain.split("\n")
            widest[place] = max(widest[place], *(cell_len(line) for line in lines))
    rest = width - _GAP * (len(columns) - 1)
    rest -= sum(own for own, column in zip(widest, columns, strict=True) if column.keeps)
    flexible = [place for place, column in enumerate(columns) if not column.keeps]
    # The least in need first: what one does not need is for those after it.
    flexible.sort(key=lambda place: widest[place] / columns[place].share)
    for left, place in enumerate(flexible):
        share = rest * columns[place].share // sum(columns[p].share for p in flexible[left:])
        if share < min(widest[place], _LEAST_FLEXIBLE):
            return None
        widest[place] = min(widest[place], share)
        rest -= widest[place]
    return widest if rest >= 0 else None


def _chronicle(chronicle: Chronicle, terminal: Console) -> Iterator[RenderableType]:
    """Return entries under the rules of their months, each date once, in the margin."""
    is_wide = terminal.width >= WIDE
    margins = {
        entry.margin: (entry.brief, "") if is_wide and entry.brief else entry.margin
        for entry in chronicle.entries
    }
    margin = max((cell_len(line) for lines in margins.values() for line in lines), default=0) + 1
    width = max(_LEAST_WIDTH, terminal.width - margin)
    for place, (group, of_group) in enumerate(groupby(chronicle.entries, lambda e: e.group)):
        if group:
            yield from [Text()] * bool(place)
            yield Rule(Text(group, "heading"), align="left", style="guide")
        for days, same_date in groupby(of_group, lambda entry: entry.margin):
            trees = Group(*(_tree(entry, width) for entry in same_date))
            yield _Dated(margins[days], margin, trees)


class _Dated:
    """A renderable with its date in the margin, on two lines at the most."""

    def __init__(self, days: tuple[str, str], margin: int, body: RenderableType) -> None:
        self.days, self.margin, self.body = days, margin, body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(_LEAST_WIDTH, options.max_width - self.margin)
        lines = console.render_lines(self.body, options.update(width=width), pad=False)
        lines += [[]] * (len([*filter(None, self.days)]) - len(lines))
        style = console.get_style("date")
        for place, line in enumerate(lines):
            day = self.days[place] if place < len(self.days) else ""
            yield Segment(day + " " * (self.margin - cell_len(day)), style if day else None)
            yield from line
            yield Segment.line()


class _Label:
    """An entry with its sources to the right where the screen is wide, else after its text."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        entry, width = self.entry, options.max_width
        glyph = f"{entry.glyph} " if entry.glyph else ""
        text, beside = entry.text, Text()
        sources_width = int(console.width * _SOURCES_SHARE)
        if console.width >= WIDE:
            beside = entry.sources
            width -= (sources_width + _GAP) * bool(beside)
        elif entry.sources:
            text = styled(text, "  ", entry.sources)
        lines = wrapped([text], width - len(glyph))
        right = list(beside.wrap(console, sources_width, overflow="fold")) if beside else []
        for place in range(max(len(lines), len(right))):
            line = Text(glyph if place == 0 else " " * len(glyph), no_wrap=True, overflow="ignore")
            line.append_text(lines[place] if place < len(lines) else Text())
            if place < len(right):
                right[place].rstrip()
                line.append(
                    " " * (options.max_width - cell_len(line.plain) - cell_len(right[place].plain))
                )
                line.append_text(right[place])
            yield line


def _tree(entry: Entry, width: int) -> RenderableType:
    """Return an entry with what hangs from it; what is too deep for the width is beside it."""
    deepest = max(0, min(_DEEPEST, (width - 40) // 4))
    root = Tree(_Label(entry), guide_style="guide")
    waiting = [(child, [root]) for child in reversed(entry.children)]
    while waiting:
        child, above = waiting.pop()
        branch = above[-1].add(_Label(child))
        path = [*above, branch] if len(above) < max(1, deepest) else above
        waiting += [(below, path) for below in reversed(child.children)]
    return root


def _source_list(sources: Iterable[Source], width: int) -> Iterator[Text]:
    """Return a line for each source: its name, its date, its address, which is never broken."""
    rows = [
        (
            printable(source_name(source)),
            dates.in_brief(source.published) if source.published else "no date",
            address(source) or Text("no address", "source"),
        )
        for source in sources
    ]
    names = max(cell_len(row[0]) for row in rows)
    days = max(len(row[1]) for row in rows)
    yield Text("Sources", "heading")
    for name, date, url in rows:
        line = Text(name + " " * (names - cell_len(name) + _GAP))
        line.append(date.ljust(days + _GAP), "date" if date != "no date" else "quiet")
        if width < NARROW:
            yield from _unbroken(wrapped([line], width))
            line = Text("  ")
        yield from _unbroken([line.append_text(url)])


def wrapped(texts: Iterable[Text], width: int) -> list[Text]:
    """Return texts in lines of a width; an address, or a text of a book's length, is one line."""
    width = max(_LEAST_WIDTH, width)
    lines: list[Text] = []
    for text in texts:
        for line in text.split("\n", allow_blank=True):
            fits = len(line) > _LONGEST or _is_address(line) or cell_len(line.plain) <= width
            lines += [line] if fits else line.wrap(_UNUSED, width, overflow="fold")
    return lines


def _unbroken(lines: Iterable[Text]) -> Iterator[Text]:
    """Return lines that are not to be broken again, without blanks at their ends."""
    for line in lines:
        line = line.copy()
        line.no_wrap, line.overflow = True, "ignore"
        yield line


def _is_address(line: Text) -> bool:
    return line.plain.startswith(("http://", "https://")) and " " not in line.plain


def _is_unbreakable(text: Text, width: int) -> bool:
    """Return whether an address in a text is wider than there is room for."""
    words = (word for word in text.plain.split() if word.startswith(("http://", "https://")))
    return any(cell_len(word) > width for word in words)


def _has_longest(section: Section) -> bool:
    return any(len(text) > _LONGEST for row in section.labelled() for _, text in row)


def _is_styled(color: str) -> bool:
    """Return whether to style: --color, then NO_COLOR, FORCE_COLOR, and what standard output is."""
    asked = {"always": True, "never": False}.get(color)
    if asked is not None:
        return asked
    forced = os.environ.get("FORCE_COLOR")
    if os.environ.get("NO_COLOR") or forced == "0":
        return False
    known = os.environ.get("TERM", "") not in ("", "dumb", "unknown")
    return sys.stdout.isatty() and (known or bool(forced))


def _width() -> int:
    return max(1, min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, _WIDEST))


# `Text.wrap` takes a console, for the defaults of what it is given here.
_UNUSED = Console(file=sys.stdout, width=PIPE_WIDTH, _environ={})
