"""A table: its rows as records for programs, and as columns of text for people."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any, Literal, NamedTuple

from conflictcli.cells import View
from conflictcli.printable import printable

Place = Literal["left", "rail", "main", "beside", "under", "line"]


class Column(NamedTuple):
    """A named cell of each row: the field of that name unless `cell` says otherwise.

    A list puts it to the left, on the rail of the timeline, as the main text, beside that, under
    it in one line with others, or on lines of its own. A card gives each a line.
    """

    name: str
    place: Place
    cell: Callable[[View, Any], str | list[str]] | None = None

    @property
    def label(self) -> str:
        """Name it for people."""
        return self.name.replace("_", " ")

    def lines(self, view: View, row: Any) -> list[str]:
        """Give the lines of the cell that hold text, fit for a terminal."""
        text = self.cell(view, row) if self.cell else getattr(row, self.name)
        lines = [text] if isinstance(text, str) else text or []
        return [printable(line) for line in lines if line]


class Row(NamedTuple):
    """The lines of each cell by the name of its column, and the heading that the row opens."""

    heading: str
    depth: int
    cells: dict[str, list[str]]


class Table(NamedTuple):
    """Rows that are records of `fields`, or of which `record` makes one; columns show them.

    Without columns it is for programs alone; `shown` are the rows for people where they differ.
    `legend` explains signs, `group` gives the heading under which a row stands, `depth` how deep
    it hangs in a thread.
    """

    name: str
    fields: Sequence[str]
    rows: Sequence[Any]
    columns: Sequence[Column] = ()
    record: Callable[[Any], Any] = lambda row: row
    shown: Sequence[Any] | None = None
    heading: str = ""
    legend: str = ""
    layout: Literal["list", "grid", "card"] = "list"
    group: Callable[[View, Any], str] = lambda view, row: ""
    depth: Callable[[Any], int] = lambda row: 0

    @property
    def height(self) -> int:
        """Count the rows for people."""
        return len(self.rows if self.shown is None else self.shown) if self.columns else 0

    def texts(self, view: View, limit: int | None = None) -> Iterator[Row]:
        """Write the rows for people, the first `limit` of them if given."""
        rows = islice(self.rows if self.shown is None else self.shown, limit)
        for heading, group in groupby(rows, lambda row: self.group(view, row)):
            opened = printable(heading)
            for row in group:
                cells = {column.name: column.lines(view, row) for column in self.columns}
                yield Row(opened, self.depth(row), cells)
                opened = ""
