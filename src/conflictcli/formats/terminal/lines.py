"""Texts in lines of a width, for a terminal.

A line is drawn from pieces, one beside the other, so that no text is put together only to be
taken apart again where it is printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from rich.text import Text

from conflictcli.views.sections import Labelled, Line, Section

if TYPE_CHECKING:
    from rich.console import Console

Pieces = Sequence[Text]

PIPE_WIDTH = 100
GAP = 2
# Below this width there is no room for a label beside its text.
LEAST_WIDTH = 20
_WITH_INDENT = 10
# An address alone, or in a field of BibTeX.
_ADDRESS = r"(  \w+ = \{.*)?https?://\S+"
# To break a text of a book's length takes too long.
LONGEST = 100_000
# `Text.wrap` takes a console, which it needs for nothing that it is asked for here: to import one
# takes as long as to draw a screen.
_UNUSED = cast("Console", None)


@cache
def blank(width: int) -> Text:
    """Return so many blanks, which nobody changes."""
    return Text(" " * width)


def with_aside(line: Line, width: int) -> Iterator[Pieces]:
    """Yield a line with its aside at the right end, or under it where there is no room for it."""
    taken = cell_len(line.text.plain) + cell_len(line.aside.plain) + GAP
    is_one_line = "\n" not in line.text.plain + line.aside.plain
    if line.aside and line.text and is_one_line and taken <= width:
        yield line.text, blank(width - taken + GAP), line.aside
    else:
        yield from alone(filter(None, (line.text, line.aside)), width)


def alone(texts: Iterable[Text], width: int) -> Iterator[Pieces]:
    """Yield texts in lines of a width with nothing beside them."""
    for line in wrapped(texts, width):
        yield (line,)


def labelled(section: Section, width: int) -> Iterator[Pieces]:
    """Yield each row as lines that begin with their label, a blank line between rows.

    On the narrowest screens a label stands over its text.
    """
    rows: list[Labelled] = [row for row in section.labelled() if row]
    widest = max((cell_len(label) for row in rows for label, _ in row), default=0)
    label_width = max(1, min(widest, width // 3))
    for index, row in enumerate(rows):
        yield from [()] * bool(index)
        for label, text in row:
            labels = [Text(label, "quiet")] if label else []
            if width < LEAST_WIDTH:
                yield from _under(labels, text, width)
                continue
            left = wrapped(labels, label_width)
            right = wrapped([text], width - label_width - GAP)
            yield from beside(left, right, label_width + GAP)


def _under(labels: Sequence[Text], text: Text, width: int) -> Iterator[Pieces]:
    """Yield a text under its label, with an indent where there is room for that."""
    indent = 1 if labels and width >= _WITH_INDENT else 0
    yield from alone(labels, width)
    for line in wrapped([text], width - indent):
        yield blank(indent), line


def beside(left: Sequence[Text], right: Sequence[Text], width: int) -> Iterator[Pieces]:
    """Yield lines beside each other, those on the right after so many columns."""
    for first, second in zip_longest(left, right, fillvalue=Text()):
        yield first, blank(width - cell_len(first.plain)), second


def wrapped(texts: Iterable[Text], width: int) -> list[Text]:
    """Return texts in lines of a width; an address, or a text of a book's length, is one line."""
    lines: list[Text] = []
    for text in texts:
        for line in text.split("\n", allow_blank=True) if "\n" in text.plain else [text]:
            fits = len(line) > LONGEST or cell_len(line.plain) <= width or _is_address(line)
            lines += [line] if fits else broken(line, width)
    return lines


def broken(text: Text, width: int) -> list[Text]:
    """Return a text in lines of a width, of which words that are longer are broken.

    One column holds a letter on each line, which may be wider than that.
    """
    if "\n" not in text.plain and cell_len(text.plain) <= width:
        return [text.copy()]
    if width < 2:
        return [letter for letter in text.divide(range(1, len(text))) if letter.plain.strip()]
    return list(text.wrap(_UNUSED, width, overflow="fold"))


def _is_address(line: Text) -> bool:
    return re.fullmatch(_ADDRESS, line.plain) is not None


def is_unbreakable(text: Text, width: int) -> bool:
    """Return whether an address in a text is wider than there is room for."""
    words = (word for word in text.plain.split() if word.startswith(("http://", "https://")))
    return any(cell_len(word) > width for word in words)
