"""A dataset as CSV files in a folder (RFC 4180), in UTF-8 with a byte order mark."""

import csv
import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from conflictcli.dataset.files import check_input
from conflictcli.dataset.tables.cells import CellContent, guarded
from conflictcli.dataset.tables.columns import sheets
from conflictcli.dataset.tables.content import Content
from conflictcli.dataset.tables.rows import WriteRow
from conflictcli.errors import DatasetError, UsageError
from conflictcli.model.spreadsheets import delimiter_of

_SUFFIX = ".csv"
_LONGEST = 10_000_000  # Characters of a cell.


def read(path: str) -> dict[str, Content]:
    """Return the sheets of a folder by name; raise DatasetError for one missing or strange."""
    files: dict[str, Path] = {}
    for file in sorted(_csv_files(path)):
        if other := files.get(file.stem):
            raise DatasetError(f"{path}: {other.name} and {file.name} are both there: keep one.")
        files[file.stem] = file
    missing = [name for name in sheets() if name not in files]
    if len(missing) == len(sheets()):
        raise DatasetError(f"{path}: the folder holds no dataset: it needs {_all_files()}.")
    if missing:
        raise DatasetError(
            f"{path}: the file {missing[0]}.csv is missing: add it, with its headings alone if "
            "there is nothing to tell."
        )
    strange = sorted(files.keys() - sheets().keys())
    if strange:
        raise DatasetError(
            f"{path}: {files[strange[0]].name} is no part of a dataset: the files are "
            f"{_all_files()}."
        )
    return {name: _content(files[name]) for name in sheets()}


def check_folder(path: str, *, input: str | None = None, force: bool) -> None:
    """Raise UsageError for a folder with other files, and without `force` for one with any.

    One that holds the `input` file is refused too: it would be lost.
    """
    folder = Path(path)
    if input is not None and folder.resolve() in Path(input).resolve().parents:
        raise UsageError(f"{path} holds the input: give another name for the output.")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UsageError(f"{path} is a file: give the name of a folder.")
    own = {f"{name}{_SUFFIX}" for name in sheets()}
    found = {entry.name for entry in folder.iterdir()}
    if found - own:
        raise UsageError(
            f"{path} holds another file, {min(found - own)}: give the name of a new folder."
        )
    if found and not force:
        raise UsageError(f"{path} exists: overwrite it with --force, or give another name.")


@contextmanager
def open_folder(path: str) -> Iterator[WriteRow]:
    """Yield what writes a row into the file of a sheet, under its headings, in an empty folder."""
    with ExitStack() as opened:
        writers = {}
        for name, sheet in sheets().items():
            target = Path(path) / f"{name}{_SUFFIX}"
            # The mark tells Excel that it is UTF-8.
            file = opened.enter_context(target.open("w", encoding="utf-8-sig", newline=""))
            writers[name] = csv.writer(file)
            writers[name].writerow(sheet.columns)
        yield lambda name, row: writers[name].writerow(map(_cell, row))


def _cell(cell: CellContent) -> CellContent:
    return guarded(cell) if isinstance(cell, str) else cell


def _csv_files(path: str) -> list[Path]:
    try:
        entries = list(Path(path).iterdir())
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read ({error.strerror}).") from None
    return [
        entry
        for entry in entries
        if entry.suffix.lower() == _SUFFIX and not entry.name.startswith(".")
    ]


def _content(file: Path) -> Content:
    text = _text(file)
    heading, _, _ = text.partition("\n")
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter_of(heading), strict=True)
    return Content(file.name, _numbered(reader, file))


def _numbered(reader: Iterator[list[str]], file: Path) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        raise DatasetError(
            f"{file}: row {number + 1} is broken ({error}): save it as CSV again."
        ) from None


def _text(file: Path) -> str:
    check_input(str(file))
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DatasetError(f"{file}: cannot be read ({error.strerror}).") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DatasetError(f"{file}: line {line} is not UTF-8: save the file as UTF-8.") from None


def _all_files() -> str:
    return ", ".join(f"{name}{_SUFFIX}" for name in sheets())
