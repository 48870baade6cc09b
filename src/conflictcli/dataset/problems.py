"""Check datasets, each by what it is: JSON, SQLite, a folder of CSV files or a workbook."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from io import BytesIO

from conflictcli.checks import validate
from conflictcli.dataset import files
from conflictcli.dataset.kinds import kind_of
from conflictcli.dataset.open import SHEET_KINDS
from conflictcli.model.rows import Problem

# Shows what is done, of so many units if that is known, and yields what is told how many more are.
Bar = Callable[[str, int | None], AbstractContextManager[Callable[[int], None]]]


def problems(path: str, bar: Bar) -> list[Problem]:
    """Return every problem of a dataset, but of SQLite each with its line; raise DatasetError.

    A `bar` of so many bytes of records shows how far that is.
    """
    kind = kind_of(path)
    if kind in SHEET_KINDS:
        from conflictcli.dataset.tables import load

        return load.problems(path)
    if kind == "json":
        with files.open_input(path) as file, bar("Checking", files.size(path) or None) as advance:
            return validate.problems(file, advance)
    from conflictcli.dataset.sqlite.read import SqliteStore

    store = SqliteStore(path)
    json = store.json()
    with bar("Checking", 2 * len(json)) as advance:
        found = validate.problems(BytesIO(json), advance)
        altered = [_altered(table) for table in store.altered(advance)]
    return [*(replace(problem, line=None) for problem in found), *altered]


def _altered(table: str) -> Problem:
    """Return that a table of an SQLite file is not as it was written.

    To convert that file would give what was altered a digest of its own.
    """
    message = (
        "is not as it was written: make the file again, with `conflictcli convert` or `import`, "
        "of what it was made of."
    )
    return Problem("altered", "error", table, None, None, message)
