"""Open datasets, each by what it is: JSON, SQLite, a folder of CSV files or a workbook."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from conflictcli.dataset import files, json_file
from conflictcli.dataset.kinds import kind_of
from conflictcli.dataset.store import Store

# Kinds of dataset whose records are rows of sheets.
SHEET_KINDS = ("folder", "workbook")


def open_store(path: str | None) -> Store:
    """Open a dataset, None being the bundled one and "-" standard input; raise DatasetError."""
    kind = kind_of(path)
    if path is not None and kind == "sqlite":
        from conflictcli.dataset.sqlite.read import SqliteStore

        return SqliteStore(path)
    if path is not None and kind in SHEET_KINDS:
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
