"""The parts of an answer as people read it: titled sections of columns and rows of text."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from conflictcli.model.text import printable

# Where a list puts a column: to the left, on the rail of the timeline, as the main text, beside
# it, under it in one line with others, or on lines of its own. A card gives each column a line.
Position = Literal["left", "rail", "main", "beside", "under", "line"]


class Column(NamedTuple):
    """A column of a section; `name` is its key in the cells of a row."""

    name: str
    position: Position

    @property
    def label(self) -> str:
        """Return the name for people."""
        return self.name.replace("_", " ")


class Row(NamedTuple):
    """The lines of each cell by column, the heading that the row opens, its depth in a thread."""

    cells: dict[str, list[str]]
    heading: str = ""
    depth: int = 0


class Section(NamedTuple):
    """Rows under a heading; `height` counts all rows, `legend` explains the signs in them."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    height: int
    heading: str = ""
    legend: str = ""
    layout: Literal["list", "grid", "card"] = "list"


def columns(**positions: Position) -> list[Column]:
    """Return columns by their names, in order."""
    return [Column(name, position) for name, position in positions.items()]


def lines(*texts: str | None) -> list[str]:
    """Return the lines of a cell that hold text, fit for a terminal."""
    return [printable(text) for text in texts if text]
