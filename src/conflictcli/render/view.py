"""What the sections of a result are made with."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, NamedTuple

from conflictcli.model.records import Dataset
from conflictcli.model.results import Result
from conflictcli.render.cells import Citations
from conflictcli.render.sections import Row

Cells = dict[str, list[str]]


class View(NamedTuple):
    """A result with what its sections depend on: numbers of sources, width, rows wanted."""

    result: Result
    citations: Citations
    width: int
    limit: int | None

    @property
    def dataset(self) -> Dataset:
        """Return the dataset in which records are looked up."""
        return self.result.dataset

    def height(self, table: str) -> int:
        """Return how many records of a table are within the scope."""
        return len([r for r in self.result.tables[table] if self.result.is_matched(r)])

    def rows(self, records: Iterable[Any], cells_of: Callable[[Any], Cells]) -> list[Row]:
        """Return the rows of the first records, as many as are wanted."""
        return [Row(cells_of(record)) for record in islice(records, self.limit)]
