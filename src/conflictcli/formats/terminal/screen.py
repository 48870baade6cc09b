"""Draw sections on a terminal, or into a pipe in the same words without colour."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from rich.cells import cell_len
from rich.text import Text

from conflictcli.formats.choices import Layout
from conflictcli.formats.terminal import grids, trees
from conflictcli.formats.terminal.lines import (
    GAP,
    LEAST_WIDTH,
    LONGEST,
    PIPE_WIDTH,
    Pieces,
    alone,
    blank,
    labelled,
    with_aside,
    wrapped,
)
from conflictcli.model import dates
from conflictcli.model.labels import source_name
from conflictcli.model.records import Source
from conflictcli.model.text import printable
from conflictcli.views.phrases import address
from conflictcli.views.sections import Card, Chronicle, Line, Section, Table

NARROW = 60
_WIDEST = 10_000
_WIDEST_NAME = 40
# Blanks at the end of a line, with the styles that end among them.
_BLANK_END = r"(?<! ) (?: |\x1b\[[0-9;]*m|\x1b\]8;;\x1b\\)*$"
_LINK = r"\x1b\]8;[^;\x1b]*;([^\x1b]*)\x1b\\"


def render(
    sections: Sequence[Section], sources: Sequence[Source], color: str, layout: Layout
) -> str:
    """Return sections and their sources as lines for standard output."""
    lines = drawn(sections, sources, _width(), layout)
    if not _is_styled(color):
        plain = ("".join([piece.plain for piece in line]).rstrip(" ") for line in lines)
        return "".join(f"{line}\n" for line in plain)
    from conflictcli.formats.terminal.styles import ansi

    text = "".join(f"{''.join(map(ansi, line))}\n" for line in lines)
    text = re.sub(_BLANK_END, lambda end: end[0].replace(" ", ""), text, flags=re.M)
    # Without the random ids that Rich gives links; none where no terminal reads them.
    return re.sub(_LINK, "\x1b]8;;\\1\x1b\\\\" if sys.stdout.isatty() else "", text)


def drawn(
    sections: Sequence[Section],
    sources: Sequence[Source],
    width: int,
    layout: Layout,
    *,
    is_picture: bool = False,
) -> Iterator[Pieces]:
    """Yield the lines of sections, a blank line between them, the source list last.

    A picture has links on addresses that are broken: `parts_of` says where.
    """
    between = False
    for section in sections:
        if isinstance(section, Line) and section.without_bars:
            is_drawn = any(_has_bars(other, width, layout) for other in sections)
            section = section if is_drawn else Line(section.without_bars)
        yield from [()] * between
        yield from _section(section, width, layout)
        between = True
    if sources:
        yield from [()] * between
        yield from _source_list(sources, width, is_picture)


def _section(section: Section, width: int, layout: Layout) -> Iterator[Pieces]:
    if isinstance(section, Line):
        yield from with_aside(section, width)
        return
    if not isinstance(section, Card):
        yield from with_aside(section.heading, width)
    is_listed = layout == "list" or width < LEAST_WIDTH or _has_longest(section)
    if isinstance(section, Card) and not is_listed:
        yield from grids.card(section, width)
    elif isinstance(section, Table) and not is_listed and width >= NARROW:
        yield from grids.table(section, width)
    elif isinstance(section, Chronicle) and not is_listed and trees.has_room(section, width):
        yield from trees.chronicle(section, width)
    else:
        yield from alone([section.heading] if isinstance(section, Card) else [], width)
        yield from labelled(section, width)


def _has_bars(section: Section, width: int, layout: Layout) -> bool:
    """Return whether bars are drawn: a list has all that there are, a grid where it has room."""
    if not isinstance(section, Table):
        return False
    bars = [index for index, column in enumerate(section.columns) if not column.label]
    if not any(row[index] for row in section.rows for index in bars):
        return False
    return layout == "list" or width < NARROW or grids.has_bars(section, width)


def parts_of(address: str, width: int) -> list[str]:
    """Return an address in parts that fit into a width under an indent."""
    size = width - GAP
    return [address[at : at + size] for at in range(0, len(address), size)]


def _source_list(sources: Iterable[Source], width: int, is_picture: bool) -> Iterator[Pieces]:
    """Yield a line for each source: its name, its date, its address, which is never broken.

    In a picture an address that is too long for the line is in parts under it. Without an address
    there is the title, which tells sources of one name and day apart.
    """
    rows = [
        (
            printable(source_name(source)),
            dates.in_brief(source.published) if source.published else "no date",
            address(source),
            _title(source),
        )
        for source in sources
    ]
    names = min(max(cell_len(row[0]) for row in rows), _WIDEST_NAME)
    days = max(len(row[1]) for row in rows)
    yield from alone([Text("Sources", "heading")], width)
    for name, date, url, title in rows:
        line = Text(name + " " * max(names - cell_len(name) + GAP, GAP))
        line.append(date.ljust(days + GAP), "date" if date != "no date" else "quiet")
        fits = cell_len(line.plain) + cell_len((url or title).plain) <= width
        if width >= NARROW and (fits or (url and not is_picture)):
            yield line, url or title
        elif width < LEAST_WIDTH:
            yield from alone([line, url or title], width)
        else:
            yield from alone([line], width)
            ends = accumulate(map(len, parts_of(url.plain, width))) if is_picture else ()
            for part in url.divide(ends) if url else wrapped([title], width - GAP):
                if part:
                    yield blank(GAP), part


def _title(source: Source) -> Text:
    """Return what stands for an address: the title, where that is not the name."""
    title = source.title if source.title != source_name(source) else None
    return Text(f"“{printable(title)}”, no address" if title else "no address", "source")


def _has_longest(section: Table | Card | Chronicle) -> bool:
    return any(len(text) > LONGEST for text in section.texts())


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
