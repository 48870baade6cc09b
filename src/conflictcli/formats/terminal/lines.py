"""Texts in lines of a width, for a terminal."""

import re
import sys
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from conflictcli.views.sections import Labelled, Line, Section

PIPE_WIDTH = 100
GAP = 2
LEAST_WIDTH = 8
# An address alone, or in a field of BibTeX.
_ADDRESS = r"(  \w+ = \{.*)?https?://\S+"
# To break a text of a book's length takes too long.
LONGEST = 100_000
# `Text.wrap` takes a console, for the defaults of what it is given here.
_UNUSED = Console(file=sys.stdout, width=PIPE_WIDTH, _environ={})


def with_aside(line: Line, width: int) -> Iterator[Text]:
    """Yield a line with its aside at the right end, or under it where there is no room for it."""
    taken = cell_len(line.text.plain) + cell_len(line.aside.plain) + GAP
    is_one_line = "\n" not in line.text.plain + line.aside.plain
    if line.aside and line.text and is_one_line and taken <= width:
        blank = " " * (width - taken + GAP)
        yield from unbroken([Text.assemble(line.text, blank, line.aside)])
    else:
        yield from unbroken(wrapped(filter(None, (line.text, line.aside)), width))


def labelled(section: Section, width: int) -> Iterator[Text]:
    """Yield each row as lines that begin with their label, a blank line between rows."""
    rows: list[Labelled] = [row for row in section.labelled() if row]
    widest = max((cell_len(label) for row in rows for label, _ in row), default=0)
    label_width = max(1, min(widest, width // 3))
    for index, row in enumerate(rows):
        yield from [Text()] * bool(index)
        for label, text in row:
            labels = wrapped([Text(label, "quiet")], label_width) if label else []
            texts = wrapped([text], width - label_width - GAP)
            for left, right in zip_longest(labels, texts, fillvalue=Text()):
                blank = " " * (label_width + GAP - cell_len(left.plain))
                yield from unbroken([Text.assemble(left, blank, right)])


def wrapped(texts: Iterable[Text], width: int) -> list[Text]:
    """Return texts in lines of a width; an address, or a text of a book's length, is one line."""
    width = max(LEAST_WIDTH, width)
    lines: list[Text] = []
    for text in texts:
        for line in text.split("\n", allow_blank=True):
            fits = len(line) > LONGEST or _is_address(line) or cell_len(line.plain) <= width
            lines += [line] if fits else line.wrap(_UNUSED, width, overflow="fold")
    return lines


def unbroken(lines: Iterable[Text]) -> Iterator[Text]:
    """Yield lines that are not to be broken again, without blanks at their ends."""
    for line in lines:
        line = line.copy()
        line.no_wrap, line.overflow = True, "ignore"
        yield line


def _is_address(line: Text) -> bool:
    return re.fullmatch(_ADDRESS, line.plain) is not None


def is_unbreakable(text: Text, width: int) -> bool:
    """Return whether an address in a text is wider than there is room for."""
    words = (word for word in text.plain.split() if word.startswith(("http://", "https://")))
    return any(cell_len(word) > width for word in words)
