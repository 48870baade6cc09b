"""Open datasets, each by what it is: JSON, SQLite, a folder of CSV files or a workbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

from conflictcli.dataset import files, json_file
from conflictcli.dataset.kinds import kind_of
from conflictcli.dataset.store import Store
from conflictcli.model.results import Problem

_TABLES = ("folder", "workbook")
# Shows what is done, of so many units if that is known, and yields what is told how many more are.
Bar = Callable[[str, int | None], AbstractContextManager[Callable[[int], None]]]


def open_store(path: str | None) -> Store:
    """Open a dataset, None being the bundled one and "-" standard input; raise DatasetError."""
    kind = kind_of(path)
    if path is not None and kind == "sqlite":
        from conflictcli.dataset.sqlite.read import SqliteStore

        return SqliteStore(path)
    if path is not None and kind in _TABLES:
        from conflictcli.dataset.tables import load

        return Store(load.load(path))
    return Store(json_file.load(path))


@contextmanager
def open_tables(path: str) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Iterable[Any]]]]:
    """Open a dataset to be read once: what it holds besides records, and the records by table.

    Those of JSON and SQLite are not in memory. Raise DatasetError.
    """
    if kind_of(path) == "json":
        from conflictcli.dataset.json_records import JsonRecords

        with files.open_input(path) as file:
            json = JsonRecords(path, file)
            yield json.head, json.tables
    else:
        store = open_store(path)
        yield store.head(), store.tables()


def problems(path: str, bar: Bar) -> list[Problem]:
    """Return every problem of a dataset, but of SQLite each with its line; raise DatasetError.

    A `bar` of so many bytes of records shows how far that is.
    """
    from conflictcli.checks import validate

    kind = kind_of(path)
    if kind in _TABLES:
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
