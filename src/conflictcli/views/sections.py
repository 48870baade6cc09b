"""The parts of an answer as people read it: sections of styled text, drawn by each format.

A section holds texts with the names of styles, and nothing of how wide or on what it is drawn.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rich.text import Text

from conflictcli.model.text import printable

Labelled = list[tuple[str, Text]]

DEEPEST = 20  # Replies to replies beyond stand no further to the right.
GAP = "   "  # What parts signs or sizes on a line, in text that is shown as it stands.
# The same where blanks become one when shown: without it, a dash would belong to what is before.
WIDE_GAP = " \u2003"


@dataclass
class Line:
    """A line of text, with an aside at its right end where there is room.

    `without_bars` is its text for a screen that has no room for the bars that it explains.
    """

    text: Text
    aside: Text = field(default_factory=Text)
    without_bars: Text | None = None

    def labelled(self) -> Iterator[Labelled]:
        """Yield no labelled texts: a line is read as it is."""
        return iter(())

    @property
    def has_content(self) -> bool:
        """Return whether there is anything to draw."""
        return bool(self.text)


class _Labelled:
    """What sections with labelled texts share."""

    def labelled(self) -> Iterator[Labelled]:
        """Yield each row as labels and texts, empty ones left out."""
        raise NotImplementedError

    def texts(self) -> Iterator[Text]:
        """Yield the texts of all rows."""
        return (text for row in self.labelled() for _, text in row)

    @property
    def has_content(self) -> bool:
        """Return whether there is anything to draw."""
        return any(self.labelled())


@dataclass
class Column:
    """A column of a table: `no_wrap` keeps its words on one line, others `share` the width.

    On a narrow screen `under` cells go below the row and `optional` columns are dropped. An empty
    cell of a column that `repeats` stands for the one above it. `cell` makes the text of a row, for
    `table_of`.
    """

    label: str
    justify: Literal["left", "right"] = "left"
    no_wrap: bool = False
    share: int = 1
    under: Literal["never", "narrow", "always"] = "never"
    optional: bool = False
    repeats: bool = False
    cell: Callable[[Any], Text] | None = None

    def __post_init__(self) -> None:
        self.label = printable(self.label)


@dataclass
class Table(_Labelled):
    """Rows of cells under columns; `is_spaced`: with a blank line between them.

    Where rows have `names`, what would be under each row is listed below all, under its name.
    """

    heading: Line
    columns: Sequence[Column]
    rows: Sequence[Sequence[Text]]
    is_spaced: bool = False
    names: Sequence[str] = ()

    def __post_init__(self) -> None:
        self.names = [*map(printable, self.names)]

    def labelled(self) -> Iterator[Labelled]:
        """Yield each row as labels and texts, empty ones left out."""
        for row in self.repeated():
            yield [(c.label, text) for c, text in zip(self.columns, row, strict=True) if text]

    def repeated(self) -> Iterator[Sequence[Text]]:
        """Yield the rows, empty cells of columns that repeat filled: each can be read alone."""
        row: Sequence[Text] = [Text()] * len(self.columns)
        for cells in self.rows:
            row = [
                above if column.repeats and not cell else cell
                for column, cell, above in zip(self.columns, cells, row, strict=True)
            ]
            yield row


def table_of(heading: Line, rows: Iterable[Any], columns: Sequence[Column], **more: Any) -> Table:
    """Return a table whose columns make the cells of each row."""
    cells = [[column.cell(row) for column in columns if column.cell] for row in rows]
    return Table(heading, columns, cells, **more)


@dataclass
class Card(_Labelled):
    """One thing: its title, its id and what is known of it, each under a label."""

    heading: Text
    id: str
    fields: Labelled

    def __post_init__(self) -> None:
        self.id = printable(self.id)
        self.fields = [(printable(label), text) for label, text in self.fields]

    def labelled(self) -> Iterator[Labelled]:
        """Yield the fields that hold text, and the id."""
        known = [(label, text) for label, text in self.fields if text]
        yield [*known, *([("id", Text(self.id, "id"))] if self.id else [])]


@dataclass
class Entry:
    """An entry of a chronicle with what hangs from it.

    `group` is the heading it stands under. `date` is its date in full, `margin` on two short
    lines, `brief` on one where it may be so.
    """

    glyph: str
    text: Text
    sources: Text
    date: str = ""
    margin: tuple[str, str] = ("", "")
    brief: str = ""
    group: str = ""
    children: list["Entry"] = field(default_factory=list)


@dataclass
class Chronicle(_Labelled):
    """Entries in order."""

    heading: Line
    entries: Sequence[Entry]

    def labelled(self) -> Iterator[Labelled]:
        """Yield each entry, and those under it, as labels and texts."""
        for entry in self._every():
            what = Text.assemble(entry.glyph, " ", entry.text)
            cells = (("date", Text(entry.date, "date")), ("", what), ("sources", entry.sources))
            yield [(label, text) for label, text in cells if text]

    def texts(self) -> Iterator[Text]:
        """Yield the texts and sources of all entries; their glyphs and dates are short."""
        for entry in self._every():
            yield entry.text
            yield entry.sources

    def _every(self) -> Iterator[Entry]:
        """Yield each entry before those under it."""
        waiting = list(reversed(self.entries))
        while waiting:
            entry = waiting.pop()
            yield entry
            waiting += reversed(entry.children)


Section = Line | Table | Card | Chronicle
