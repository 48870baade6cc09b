"""Chronicles on a terminal: trees of entries, with their dates in the margin."""

from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest

from rich.cells import cell_len
from rich.text import Text

from conflictcli.formats.terminal.grids import WIDE, rule
from conflictcli.formats.terminal.lines import GAP, Pieces, blank, broken, wrapped
from conflictcli.views.phrases import styled
from conflictcli.views.sections import Chronicle, Entry

_SOURCES_SHARE = 0.3
_DEEPEST = 8
_GUIDES = {
    # Whether another entry follows on this level: what stands before the entry, and under that.
    True: (Text("├── ", "guide"), Text("│   ", "guide")),
    False: (Text("└── ", "guide"), Text("    ", "guide")),
}
_GUIDE_WIDTH = 4
_LEAST_WIDTH = 8


def chronicle(chronicle: Chronicle, width: int) -> Iterator[Pieces]:
    """Yield entries under the rules of their months, each date once, in the margin."""
    margins = _margins(chronicle, width)
    margin = _margin_width(margins)
    for index, (group, of_group) in enumerate(groupby(chronicle.entries, lambda e: e.group)):
        if group:
            yield from [()] * bool(index)
            yield rule(width, Text(group, "heading"))
        for days, same_date in groupby(of_group, lambda entry: entry.margin):
            lines = _trees(same_date, width, margin)
            for day, line in _beside(margins[days], lines):
                aside = blank(margin - cell_len(day))
                yield Text(day + aside.plain, "date") if day else aside, *line


def has_room(chronicle: Chronicle, width: int) -> bool:
    """Return whether the margin leaves a width for entries and what hangs from them."""
    return width - _margin_width(_margins(chronicle, width)) - _GUIDE_WIDTH >= _LEAST_WIDTH


def _margins(chronicle: Chronicle, width: int) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the date of each entry as it stands in the margin: on one line if there is room."""
    return {
        entry.margin: (entry.brief, "") if width >= WIDE and entry.brief else entry.margin
        for entry in chronicle.entries
    }


def _margin_width(margins: dict[tuple[str, str], tuple[str, str]]) -> int:
    return max((cell_len(line) for lines in margins.values() for line in lines), default=0) + 1


def _beside(days: tuple[str, str], lines: Iterable[Pieces]) -> Iterator[tuple[str, Pieces]]:
    """Yield lines with a date on the first two, which stands also where there are fewer lines."""
    for day, line in zip_longest(filter(None, days), lines):
        yield day or "", line or ()


def _trees(entries: Iterable[Entry], width: int, margin: int) -> Iterator[Pieces]:
    for entry in entries:
        yield from _tree(entry, width, margin)


def _tree(entry: Entry, width: int, margin: int) -> Iterator[Pieces]:
    """Yield an entry with what hangs from it; what is too deep for the width is beside it."""
    deepest = max(1, min(_DEEPEST, (width - margin - 40) // 4))
    waiting, found = [(entry, 0)], []
    while waiting:
        below, depth = waiting.pop()
        found.append((below, depth))
        waiting += [(child, min(depth + 1, deepest)) for child in reversed(below.children)]
    # From the last to the first: whether another follows on each level.
    follows = [False] * (deepest + 1)
    levels: list[list[bool]] = []
    for _, depth in reversed(found):
        levels.append(follows[1 : depth + 1])
        follows[depth:] = [True] + [False] * (deepest - depth)
    for (below, depth), level in zip(found, reversed(levels), strict=True):
        above = [_GUIDES[another][1] for another in level[:-1]]
        first, rest = ([guide] for guide in _GUIDES[level[-1]]) if level else ([], [])
        for index, line in enumerate(_entry(below, width, width - margin - _GUIDE_WIDTH * depth)):
            yield *above, *(rest if index else first), *line


def _entry(entry: Entry, screen_width: int, width: int) -> Iterator[Pieces]:
    """Yield an entry, its sources to the right where the screen is wide, else after its text."""
    glyph = f"{entry.glyph} " if entry.glyph else ""
    text, right, text_width = entry.text, [], width
    if screen_width < WIDE:
        text = styled(text, "  ", entry.sources) if entry.sources else text
    elif entry.sources:
        sources_width = int(screen_width * _SOURCES_SHARE)
        text_width -= sources_width + GAP
        right = broken(entry.sources, sources_width)
    left = wrapped([text], text_width - len(glyph))
    before = Text(glyph)
    for line, sources in zip_longest(left, right):
        if sources is None:
            yield before, line
        else:
            sources.rstrip()
            line = line or Text()
            taken = len(glyph) + cell_len(line.plain) + cell_len(sources.plain)
            yield before, line, blank(width - taken), sources
        before = blank(len(glyph))
