"""Open datasets, each by what it is: JSON, SQLite, a folder of CSV files or a workbook."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from conflictcli.dataset import files, json_file
from conflictcli.dataset.store import Store
from conflictcli.model.results import Problem

Kind = Literal["json", "sqlite", "tables"]

_SQLITE = b"SQLite format 3\0"
# A zip, as workbooks are, and the compound file of one that is old or has a password.
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def open_store(path: str | None) -> Store:
    """Open a dataset, None being the bundled one and "-" standard input; raise DatasetError."""
    kind = kind_of(path)
    if path is not None and kind == "sqlite":
        from conflictcli.dataset.sqlite.read import SqliteStore

        return SqliteStore(path)
    if path is not None and kind == "tables":
        from conflictcli.dataset.tables import load

        return Store(load.load(path))
    return Store(json_file.load(path))


def kind_of(path: str | None) -> Kind:
    """Return what a dataset is kept in, by its first bytes; a folder is one of tables."""
    with suppress(OSError, ValueError):  # Whoever reads it will say so.
        if path and Path(path).is_dir():
            return "tables"
        if path and Path(path).is_file():
            with Path(path).open("rb") as file:
                start = file.read(len(_SQLITE))
            return "sqlite" if start == _SQLITE else "tables" if start[:4] in _WORKBOOK else "json"
    return "json"


def problems(path: str) -> list[Problem]:
    """Return every problem of a dataset, but of SQLite each with its line; raise DatasetError."""
    from conflictcli.checks import validate

    kind = kind_of(path)
    if kind == "tables":
        from conflictcli.dataset.tables import load

        return load.problems(path)
    if kind == "json":
        return validate.problems(files.read(path))
    from conflictcli.dataset.sqlite.read import SqliteStore

    return [replace(found, line=None) for found in validate.problems(SqliteStore(path).json())]
