"""What a dataset is kept in: told by what is there, or by the name of what is to be written."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from conflictcli.dataset import files
from conflictcli.errors import DatasetError, UsageError

Kind = Literal["json", "sqlite", "folder", "workbook"]

# What old .xls files begin with, and workbooks with a password.
COMPOUND = b"\xd0\xcf\x11\xe0"
_BEGINNINGS: Mapping[bytes, Kind] = {
    b"SQLite format 3\0": "sqlite",
    b"PK\x03\x04": "workbook",  # A zip.
    COMPOUND: "workbook",
}
_SUFFIXES: Mapping[str, Kind] = {
    **dict.fromkeys((".sqlite", ".sqlite3", ".db"), "sqlite"),
    **dict.fromkeys((".xlsx", ".ods"), "workbook"),
    ".json": "json",
}


_TABLES = (".csv", ".tsv", ".tab")


def kind_of(path: str | None) -> Kind:
    """Return what a dataset that is to be read is kept in, JSON where nothing else is told.

    Raise DatasetError for a table, which is none by itself.
    """
    with suppress(OSError, ValueError):  # Whoever reads it will say so.
        if path and Path(path).is_dir():
            return "folder"
        if path and Path(path).is_file():
            with Path(path).open("rb") as file:
                start = file.read(max(map(len, _BEGINNINGS)))
            if Path(path).suffix.lower() in _TABLES and not start.lstrip().startswith(b"{"):
                raise DatasetError(
                    f"{path}: one table is no dataset: make a dataset of it with `conflictcli "
                    "import`, or give the folder in which it is one of the CSV files."
                )
            found = [kind for beginning, kind in _BEGINNINGS.items() if start.startswith(beginning)]
            return found[0] if found else "json"
    return "json"


def kind_of_output(path: str) -> Kind:
    """Return what a path to write to stands for; raise UsageError for a suffix that is unknown."""
    if files.is_folder(path):
        return "folder"
    kind = _SUFFIXES.get(Path(path).suffix.lower())
    if kind is None:
        raise UsageError(
            f"{path}: give a name that ends in .json, .sqlite, .db, .xlsx or .ods, or in / for a "
            "folder of CSV files."
        )
    return kind
