"""Draw sections on a terminal, or into a pipe in the same words without colour."""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.text import Text
from rich.theme import Theme

from conflictcli.formats.choices import Layout
from conflictcli.formats.terminal import grids, trees
from conflictcli.formats.terminal.lines import (
    GAP,
    LEAST_WIDTH,
    LONGEST,
    PIPE_WIDTH,
    labelled,
    unbroken,
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
# The eight colours of a terminal; each repeats a word or a sign.
_THEME = Theme(
    {
        **dict.fromkeys(("title", "heading", "count", "speaker", "latest"), "bold"),
        **dict.fromkeys(("source", "id", "quiet", "verb", "note", "guide"), "dim"),
        "date": "cyan",
        **dict.fromkeys(("bar", "said"), ""),
        "quote": "italic",
        "match": "bold underline",
        "name": "not dim bold",
        "denied": "bold magenta",
        "differs": "yellow",
    }
)


def render(
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
    terminal: Console,
    sections: Iterable[Section],
    sources: Sequence[Source],
    layout: Layout,
    *,
    is_picture: bool = False,
) -> None:
    """Draw sections, a blank line between them, the source list last.

    A picture has links on addresses that are broken: `pieces` says where.
    """
    parts = [list(_section(section, terminal, layout)) for section in sections]
    parts += [list(_source_list(sources, terminal.width, is_picture))] if sources else []
    for index, part in enumerate(parts):
        terminal.print(Group(*([Text()] if index else []), *part), crop=False)


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
        yield from with_aside(section, terminal.width)
        return
    if not isinstance(section, Card):
        yield from with_aside(section.heading, terminal.width)
    is_listed = layout == "list" or _has_longest(section)
    if isinstance(section, Card) and not is_listed:
        yield from grids.card(section, terminal.width)
    elif isinstance(section, Table) and not is_listed and terminal.width >= NARROW:
        yield from grids.table(section, terminal.width)
    elif isinstance(section, Chronicle) and not is_listed:
        yield from trees.chronicle(section, terminal.width)
    else:
        title = [section.heading] if isinstance(section, Card) else []
        yield from unbroken(wrapped(title, terminal.width))
        yield from labelled(section, terminal.width)


def pieces(address: str, width: int) -> list[str]:
    """Return an address in pieces that fit into a width under an indent."""
    size = max(LEAST_WIDTH, width - GAP)
    return [address[at : at + size] for at in range(0, len(address), size)]


def _source_list(sources: Iterable[Source], width: int, is_picture: bool) -> Iterator[Text]:
    """Yield a line for each source: its name, its date, its address, which is never broken.

    In a picture an address that is too long for the line is in pieces under it.
    """
    rows = [
        (
            printable(source_name(source)),
            dates.in_brief(source.published) if source.published else "no date",
            address(source) or Text("no address", "source"),
        )
        for source in sources
    ]
    names = min(max(cell_len(row[0]) for row in rows), _WIDEST_NAME)
    days = max(len(row[1]) for row in rows)
    yield Text("Sources", "heading")
    for name, date, url in rows:
        line = Text(name + " " * max(names - cell_len(name) + GAP, GAP))
        line.append(date.ljust(days + GAP), "date" if date != "no date" else "quiet")
        is_too_long = is_picture and len(line) + cell_len(url.plain) > width
        if width < NARROW or is_too_long:
            yield from unbroken(wrapped([line], width))
            line = Text("  ")
        if is_too_long:
            ends = accumulate(map(len, pieces(url.plain, width)))
            yield from unbroken(Text("  ") + piece for piece in url.divide(ends) if piece)
        else:
            yield from unbroken([line.append_text(url)])


def _has_longest(section: Section) -> bool:
    return any(len(text) > LONGEST for row in section.labelled() for _, text in row)


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
