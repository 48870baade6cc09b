"""Read a flat file: rows under headings, as recorders publish and spreadsheets save them."""

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import IO, cast

from conflictcli.errors import DatasetError
from conflictcli.imports.file_kinds import FIRST_BYTES, GZIP, SAVE_AS_CSV, check_is_text
from conflictcli.imports.rows import Row, Rows
from conflictcli.model.spreadsheets import delimiter_of

_LONGEST = 1_000_000  # Characters of a line or a cell; real ones have some 30,000.
_BUFFER = 1 << 16
# Lines without a row, one after the other, that are passed over: a sheet that is saved whole has
# cells in each of its lines.
_MOST_BLANK, _MOST_EMPTY = 1000, 1 << 20
# How pandas, R, SQL and spreadsheets write that there is nothing in a cell.
_EMPTY = frozenset(
    ["NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "-nan", "NULL", "null", "None"]
)
_CSV = re.compile(r"(^|/)[^./][^/]*\.csv$", re.IGNORECASE)  # Not what hides, like "._a.csv".
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
_LONGEST_NAME = 60
# What files raise that cannot be read, in words of our own where Python has but its own.
_DAMAGED = "the file is damaged or cut off: download it again."
_REASONS: dict[type[Exception], str] = {
    **dict.fromkeys((EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error), _DAMAGED),
    NotImplementedError: "the zip is packed in a way that is not known: unpack it first.",
    RuntimeError: "the zip has a password: unpack it first.",
}
_UNREADABLE: tuple[type[Exception], ...] = (*_REASONS, OSError, csv.Error, DatasetError)

Watch = Callable[[IO[bytes], int], AbstractContextManager[IO[bytes]]]


def text_of(cell: str) -> str:
    """Return the text of a cell without blanks at its ends, "" for NA, NaN, NULL and the like."""
    text = cell.strip()
    return "" if text in _EMPTY else text


def texts_of(cells: Iterable[str]) -> list[str]:
    """Return the texts of many cells, as `text_of` does of one."""
    texts = [*map(str.strip, cells)]
    if _EMPTY.isdisjoint(texts):
        return texts
    return ["" if text in _EMPTY else text for text in texts]


class FlatFile(Rows):
    """The rows of a table in text, whose first line tells the delimiter."""

    def __init__(self, path: str, text: io.TextIOWrapper) -> None:
        super().__init__(path)
        self._has_ended = False
        self._lines = self._checked(text)
        csv.field_size_limit(_LONGEST)
        with _naming(path):
            first_line = next(self._lines, "")
            named = re.fullmatch(r"sep=(.)\r?\n?", first_line)  # So Excel may begin a file.
            delimiter = named[1] if named else delimiter_of(first_line)
            lines = self._lines if named else chain([first_line], self._lines)
            self._reader = csv.reader(lines, delimiter=delimiter)
            self._lines_before = int(bool(named))
            self._headings = next(self._reader, [])
        self.names = [name.strip() for name in self._headings]
        self.rows = self._rows()
        self._skip_tags()

    def use_names(self, names: Sequence[str]) -> None:
        """Name the columns of a file without headings, of which the first row is a row too."""
        self.rows = chain([(1 + self._lines_before, self._headings)], self.rows)
        self.names = [*names]

    def picker(
        self, wanted: Sequence[str], *, optional: Sequence[str] = (), what: str
    ) -> Callable[[list[str]], tuple[str, ...]]:
        """Return a function that picks the cells of columns, those without a column being empty.

        Headings are compared without regard to case. Raise DatasetError where a wanted column is
        missing, or one is there twice; `what` says which file to give.
        """
        names = [name.casefold() for name in self.names]
        columns = [*wanted, *optional]
        if missing := [name for name in wanted if name.casefold() not in names]:
            raise self.error(f"{_columns(missing, 'missing')}: give {what}.")
        if twice := [name for name in columns if names.count(name.casefold()) > 1]:
            raise self.error(f"{_columns(twice, 'there twice')}: leave one of each.")
        at = {name: index for index, name in enumerate(names)}
        indexes = [at.get(name.casefold(), len(names)) for name in columns]
        cells_of = itemgetter(*indexes)
        return cells_of if len(names) not in indexes else lambda cells: cells_of([*cells, ""])

    def _checked(self, text: io.TextIOWrapper) -> Iterator[str]:
        """Yield lines, whether they end in LF, CR or both; raise DatasetError for what is none."""
        number = 0
        while line := text.readline(_LONGEST + 1):
            number += 1
            if len(line) > _LONGEST:
                raise DatasetError(f"line {number} is too long to be a row.")
            if not line.isascii() and _NOT_UTF_8.search(line):
                raise DatasetError(f"line {number} is not UTF-8: save the file as UTF-8.")
            if "\0" in line:
                raise DatasetError(f"line {number} has NUL characters: the file is damaged.")
            yield line
        self._has_ended = True

    def _rows(self) -> Iterator[Row]:
        empty = 0
        line = 1 + self._reader.line_num + self._lines_before
        with _naming(self.path):
            try:
                for cells in self._reader:
                    if self._has_ended:  # A row that ends with its line is here before that.
                        message = f"a quote that line {line} opens is not closed: close it."
                        raise DatasetError(message)
                    if any(cells):
                        empty = 0
                        if len(cells) == len(self.names) or self._fits(line, cells):
                            yield line, cells
                    else:
                        empty += 1
                        if empty > (_MOST_EMPTY if cells else _MOST_BLANK):
                            before = f"the {empty - 1:,} lines before it"
                            raise DatasetError(f"line {line} and {before} are empty: delete them.")
                    line = 1 + self._reader.line_num + self._lines_before
            except csv.Error:  # The limit is the only thing at which a lenient reader stops.
                message = f"a cell of line {line} is too long: is a quote not closed?"
                raise DatasetError(message) from None

    def _fits(self, line: int, cells: list[str]) -> bool:
        """Return whether a row has as many cells as columns, empty ones at its end aside.

        It has then; one with too many is reported.
        """
        missing = len(self.names) - len(cells)
        if missing > 0:
            cells += [""] * missing
        elif any(cells[len(self.names) :]):
            self.report(line, f"{len(cells)} cells under {len(self.names)} columns")
            return False
        del cells[len(self.names) :]
        return True

    def _skip_tags(self) -> None:
        """Pass over a row of HXL tags under the headings."""
        first = next(self.rows, None)
        if first is None:
            return
        if any(first[1]) and all(cell.startswith("#") for cell in first[1] if cell):
            self.notes.append(f"line {first[0]} was skipped: it has HXL tags.")
        else:
            self.rows = chain([first], self.rows)


@contextmanager
def open_rows(path: str, watch: Watch) -> Iterator[FlatFile]:
    """Open a CSV file, as it is, in gzip or in a zip; the heading row tells the delimiter.

    `watch` is given the stream and its size in bytes. Raise DatasetError with one sentence for what
    is no such file, here or while the rows are gone through.
    """
    with ExitStack() as stack:
        with _naming(path):
            stream = io.BufferedReader(stack.enter_context(_opened(path, watch)), _BUFFER)  # type: ignore[type-var]
            check_is_text(stream.peek(FIRST_BYTES)[:FIRST_BYTES])
        yield FlatFile(path, io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline=""))


@contextmanager
def _opened(path: str, watch: Watch) -> Iterator[IO[bytes]]:
    if zipfile.is_zipfile(path):
        with _opened_in_zip(path, watch) as stream:
            yield stream
        return
    with Path(path).open("rb") as file, watch(file, Path(path).stat().st_size) as watched:
        stream = io.BufferedReader(watched, _BUFFER)  # type: ignore[type-var]
        is_gzip = stream.peek(len(GZIP)).startswith(GZIP)
        yield cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if is_gzip else stream


@contextmanager
def _opened_in_zip(path: str, watch: Watch) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "content.xml" in names or any(name.startswith("xl/") for name in names):
            raise DatasetError(f"this is a workbook: {SAVE_AS_CSV}")
        tables = [name for name in names if re.search(_CSV, name)]
        if len(tables) != 1:
            more = [f"{len(tables) - 2:,} more"] if len(tables) > 3 else []
            named = [name[-_LONGEST_NAME:] for name in tables[: 2 if more else 3]]
            which = " and ".join([*named, *more]) or "no CSV file"
            raise DatasetError(f"the zip holds {which}: give a zip of one, or the CSV itself.")
        size = archive.getinfo(tables[0]).file_size
        with archive.open(tables[0]) as stream, watch(stream, size) as watched:
            yield watched


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Name the file in what is raised where it cannot be read."""
    try:
        yield
    except _UNREADABLE as error:
        said = next((_REASONS[kind] for kind in _REASONS if isinstance(error, kind)), None)
        reason = said or getattr(error, "strerror", None) or error
        raise DatasetError(f"{path}: {reason}") from None


def _columns(names: list[str], how: str) -> str:
    one = len(names) == 1
    return f"the column{'' if one else 's'} {', '.join(names)} {'is' if one else 'are'} {how}"
