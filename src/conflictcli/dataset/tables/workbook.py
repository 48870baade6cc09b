"""A dataset as the sheets of a workbook, .xlsx or .ods: what the two have in common."""

import errno
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, Literal

from conflictcli.dataset.kinds import COMPOUND
from conflictcli.dataset.signals import temporary_folder
from conflictcli.dataset.tables.cells import CellContent, guarded
from conflictcli.dataset.tables.columns import sheets
from conflictcli.dataset.tables.content import Content, is_filled
from conflictcli.dataset.tables.rows import Row, WriteRow
from conflictcli.errors import DatasetError
from conflictcli.model.spreadsheets import LONGEST_CELL

Form = Literal["xlsx", "ods"]

_PACKAGES: Mapping[Form, str] = {"xlsx": "openpyxl", "ods": "odfdo"}
# Spreadsheets have no more rows, with the headings.
MOST_ROWS = 1_048_576
# A workbook is read into memory, some twenty times its XML.
_MOST_BYTES = 100_000_000
_BYTES_OF_ROW, _BYTES_OF_CELL = 64, 8
# What XML cannot hold, or a reader changes; a tab and a line feed stay.
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def read(path: str) -> dict[str, Content]:
    """Return the sheets of a workbook by name; raise DatasetError for one missing or strange."""
    form = _checked_form(path)
    reader = _package(path, form)
    try:
        read = reader.read(path)
        found: dict[str, Content] = dict(zip(read, _in_memory(path, read.values()), strict=True))
    except DatasetError:
        raise
    except MemoryError:
        raise
    except Exception:  # Whatever a file of another program makes the package raise.
        raise DatasetError(f"{path}: the workbook is damaged: save it again, as .{form}.") from None
    for name, content in found.items():
        if name not in sheets() and any(is_filled(cells) for _, cells in content.rows):
            raise DatasetError(
                f"{path}: the sheet '{name}' is no part of a dataset: the sheets are "
                f"{', '.join(sheets())}."
            )
    missing = [name for name in sheets() if name not in found]
    if missing:
        raise DatasetError(
            f"{path}: the sheet '{missing[0]}' is missing: add it, with its headings alone if "
            "there is nothing to tell."
        )
    return {name: found[name] for name in sheets()}


def _form(path: str) -> Form:
    return "ods" if path.lower().endswith(".ods") else "xlsx"


def package_for(path: str) -> ModuleType:
    """Return the module that writes a workbook of that name; raise DatasetError without it."""
    return _package(path, _form(path))


@contextmanager
def open_workbook(path: str, out: IO[bytes]) -> Iterator[WriteRow]:
    """Yield what writes a row into a sheet; raise DatasetError for what no sheet can hold."""
    package = package_for(path)
    rows: dict[str, list[Row]] = {name: [] for name in sheets()}

    def write(name: str, row: Row) -> None:
        if len(rows[name]) + 1 == MOST_ROWS:
            raise DatasetError(
                f"{path}: a sheet holds {MOST_ROWS:,} rows, and there are more {name}: convert to "
                ".sqlite, or to a folder of CSV files."
            )
        for column, cell in zip(sheets()[name].columns, row, strict=True):
            _check(path, name, row, column, cell)
        rows[name].append([_holdable(cell) for cell in row])

    yield write
    with _own_temporary_files(_PACKAGES[_form(path)]):
        package.write(rows, out)
    out.flush()
    with zipfile.ZipFile(out.name) as archive:
        _check_size(path, archive)


@contextmanager
def _own_temporary_files(package: str) -> Iterator[None]:
    """Have a package keep its temporary files in a folder that goes, however it is left.

    openpyxl removes them where Python ends, which a process that is stopped may not come to. Raise
    OSError for whatever a full disk makes the package raise.
    """
    before = tempfile.tempdir
    try:
        with temporary_folder() as folder:
            tempfile.tempdir = folder
            yield
    except Exception as error:
        of_lxml = type(error).__module__.partition(".")[0] == "lxml"
        if not (of_lxml or isinstance(error, ValueError | zipfile.BadZipFile)):
            raise
        raise OSError(errno.EIO, f"{package} failed, as on a full disk: {error}") from None
    finally:
        tempfile.tempdir = before


def _holdable(cell: CellContent) -> CellContent:
    """Return a cell as a workbook keeps it: a number of more than 15 digits would lose some."""
    if isinstance(cell, float) and float(f"{cell:.15g}") != cell:
        return repr(cell)
    return guarded(cell) if isinstance(cell, str) else cell


def _check(path: str, name: str, row: Row, column: str, cell: object) -> None:
    """Raise DatasetError for a text that a cell cannot hold."""
    if not isinstance(cell, str):
        return
    where = f"{path}: {name}, '{row[0]}', {column}"
    if found := _UNHOLDABLE.search(cell):
        character = found[0].encode("unicode_escape").decode()
        raise DatasetError(f"{where}: a workbook cannot hold the character {character}: remove it.")
    if len(cell) * 2 > LONGEST_CELL and len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise DatasetError(
            f"{where}: {len(cell):,} characters are more than the {LONGEST_CELL:,} of a cell: "
            "shorten it, or convert to a folder of CSV files."
        )


def _in_memory(path: str, contents: Iterable[Content]) -> Iterator[Content]:
    """Yield sheets with their rows in memory; raise DatasetError for more than it should hold.

    A small file may stand for any amount: by a cell far off, and by rows, cells and texts that
    are written once and repeated.
    """
    size = 0
    for content in contents:
        rows = []
        for row in content.rows:
            size += _BYTES_OF_ROW + _BYTES_OF_CELL * len(row[1])
            size += sum(len(cell) for cell in row[1] if isinstance(cell, str))
            if size > _MOST_BYTES:
                raise DatasetError(f"{path}: {_too_large(size)}")
            rows.append(row)
        yield Content(content.label, rows)


def _checked_form(path: str) -> Form:
    """Return the kind of a workbook by its content; raise DatasetError for one not to be opened."""
    with Path(path).open("rb") as file:
        if file.read(len(COMPOUND)) == COMPOUND:
            raise DatasetError(
                f"{path}: this workbook has a password, or is an old .xls: save it without one, "
                "as .xlsx."
            )
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(path, archive)
            names = archive.namelist()
            is_encrypted = "META-INF/manifest.xml" in names and (
                b"manifest:encryption-data" in archive.read("META-INF/manifest.xml")
            )
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        raise DatasetError(f"{path}: the workbook is damaged: save it again.") from None
    if is_encrypted:
        raise DatasetError(f"{path}: this workbook has a password: save it without one.")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise DatasetError(f"{path}: this zip is no workbook: give a .xlsx or .ods file.")


def _check_size(path: str, archive: zipfile.ZipFile) -> None:
    """Raise DatasetError for a workbook that holds more than is read."""
    size = sum(info.file_size for info in archive.infolist())
    if size > _MOST_BYTES:
        raise DatasetError(f"{path}: {_too_large(size)}")


def _too_large(size: int) -> str:
    megabytes = -(-size // 1_000_000)
    return (
        f"the workbook holds {megabytes:,} MB, more than {_MOST_BYTES // 1_000_000}: keep so much "
        "in .sqlite, or in a folder of CSV files."
    )


def _package(path: str, form: Form) -> ModuleType:
    """Return the module that reads and writes a kind of workbook; raise DatasetError without it."""
    try:
        import_module(_PACKAGES[form])
    except ImportError:
        raise DatasetError(
            f"{path}: a workbook needs the package {_PACKAGES[form]}: pip install "
            f"'conflictcli[{form}]'."
        ) from None
    return import_module(f"conflictcli.dataset.tables.{form}")
