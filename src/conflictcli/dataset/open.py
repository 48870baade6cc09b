"""Open datasets, each by what it is: JSON, SQLite, a folder of CSV files or a workbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

from conflictcli.dataset import files, json_file
from conflictcli.dataset.kinds import kind_of
from conflictcli.dataset.store import Store
from conflictcli.model.results import Problem

_TABLES = ("folder", "workbook")


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
        with files.open_input(path) as file:
            json = json_file.JsonRecords(path, file)
            yield json.head, json.tables
    else:
        store = open_store(path)
        yield store.head(), store.tables()


def problems(path: str, advance: Callable[[int], None]) -> list[Problem]:
    """Return every problem of a dataset, but of SQLite each with its line; raise DatasetError.

    `advance` is told of each record of JSON how many bytes are checked.
    """
    from conflictcli.checks import validate

    kind = kind_of(path)
    if kind in _TABLES:
        from conflictcli.dataset.tables import load

        return load.problems(path)
    if kind == "json":
        with files.open_input(path) as file:
            return validate.problems(file, advance)
    from conflictcli.dataset.sqlite.read import SqliteStore

    store = SqliteStore(path)
    found = [replace(problem, line=None) for problem in validate.problems(BytesIO(store.json()))]
    return [*found, *map(_altered, store.altered())]


def _altered(table: str) -> Problem:
    """Return that a table of an SQLite file is not as it was written."""
    message = "is not as it was written: recreate the file with `conflictcli convert`."
    return Problem("altered", "error", table, None, None, message)
