"""The rows of a file of any format, and one error for all that cannot be read."""

from collections.abc import Callable, Iterator

from conflictcli.errors import DatasetError, DateError

_MOST_LISTED = 20
_MOST_READ = 1000

Row = tuple[int, list[str]]


class Rows:
    """The rows of a file, to be gone through once, and the headings over them.

    `rows` yields the line on which a row begins and as many cells as there are `names`. `notes`
    say what was passed over. Rows that cannot be read are gathered, by `report`, for one error,
    which ends with `advice`.
    """

    names: list[str]
    rows: Iterator[Row]

    def __init__(self, path: str) -> None:
        self.path = path
        self.notes: list[str] = []
        self.advice = ""
        self._unreadable: list[str] = []
        self._times_unreadable = 0

    def for_each(self, use_row: Callable[[int, list[str]], None]) -> None:
        """Pass the line and the cells of each row to `use_row`.

        Raise DatasetError with all rows for which that raises ValueError or DateError, or where
        there are no rows.
        """
        line = 0
        for line, cells in self.rows:
            try:
                use_row(line, cells)
            except (ValueError, DateError) as error:
                self.report(line, error)
        self.check()
        if not line:
            raise self.error("the file has no rows.")

    def report(self, line: int, problem: object) -> None:
        """Keep what is wrong with a row, of the first twenty; count the others.

        Raise DatasetError for the thousandth: so many are no rows that the file is no table.
        """
        self._times_unreadable += 1
        if len(self._unreadable) < _MOST_LISTED:
            self._unreadable.append(f"line {line}: {problem}")
        if self._times_unreadable == _MOST_READ:
            self.check()

    def check(self) -> None:
        """Raise DatasetError with the rows that were reported."""
        if not self._times_unreadable:
            return
        rows = f"{self._times_unreadable:,} row{'s' * (self._times_unreadable > 1)}"
        more = self._times_unreadable - len(self._unreadable)
        listed = [*self._unreadable, *([f"{more:,} more rows"] if more else [])]
        advice = f": {self.advice}" if self.advice else ""
        first = "the first " if self._times_unreadable == _MOST_READ else ""
        raise self.error(f"{first}{rows} cannot be read: {'; '.join(listed)}{advice}")

    def error(self, message: str) -> DatasetError:
        """Return an error that names the file."""
        return DatasetError(f"{self.path}: {message}")
