"""Chronicles on a terminal: trees of entries, with their dates in the margin."""

from collections.abc import Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.rule import Rule
from rich.segment import Segment
from rich.text import Text
from rich.tree import Tree

from conflictcli.formats.terminal.grids import WIDE
from conflictcli.formats.terminal.lines import GAP, LEAST_WIDTH, wrapped
from conflictcli.views.phrases import styled
from conflictcli.views.sections import Chronicle, Entry

_SOURCES_SHARE = 0.3
_DEEPEST = 8


def chronicle(chronicle: Chronicle, width: int) -> Iterator[RenderableType]:
    """Yield entries under the rules of their months, each date once, in the margin."""
    is_wide = width >= WIDE
    margins = {
        entry.margin: (entry.brief, "") if is_wide and entry.brief else entry.margin
        for entry in chronicle.entries
    }
    margin = max((cell_len(line) for lines in margins.values() for line in lines), default=0) + 1
    beside = max(LEAST_WIDTH, width - margin)
    for index, (group, of_group) in enumerate(groupby(chronicle.entries, lambda e: e.group)):
        if group:
            yield from [Text()] * bool(index)
            yield Rule(Text(group, "heading"), align="left", style="guide")
        for days, same_date in groupby(of_group, lambda entry: entry.margin):
            trees = Group(*(_tree(entry, beside) for entry in same_date))
            yield _Dated(margins[days], margin, trees)


class _Dated:
    """A renderable with its date in the margin, on two lines at the most."""

    def __init__(self, days: tuple[str, str], margin: int, body: RenderableType) -> None:
        self.days, self.margin, self.body = days, margin, body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(LEAST_WIDTH, options.max_width - self.margin)
        lines = console.render_lines(self.body, options.update(width=width), pad=False)
        lines += [[]] * (len([*filter(None, self.days)]) - len(lines))
        style = console.get_style("date")
        for index, line in enumerate(lines):
            day = self.days[index] if index < len(self.days) else ""
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
            width -= (sources_width + GAP) * bool(beside)
        elif entry.sources:
            text = styled(text, "  ", entry.sources)
        lines = wrapped([text], width - len(glyph))
        right = list(beside.wrap(console, sources_width, overflow="fold")) if beside else []
        for index in range(max(len(lines), len(right))):
            line = Text(glyph if index == 0 else " " * len(glyph), no_wrap=True, overflow="ignore")
            line.append_text(lines[index] if index < len(lines) else Text())
            if index < len(right):
                right[index].rstrip()
                line.append(
                    " " * (options.max_width - cell_len(line.plain) - cell_len(right[index].plain))
                )
                line.append_text(right[index])
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
