"""A dataset from a file of UCDP: of GED, releases 17 to 26, or of candidate events."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import IO, NamedTuple

from conflictcli.errors import DatasetError, DateError
from conflictcli.imports import ucdp_columns as columns
from conflictcli.imports.ucdp_records import Records, Skipped
from conflictcli.model import dates
from conflictcli.model.records import Record
from conflictcli.model.text import normalized_name

_MOST_TOLD = 20
_LONGEST = 1_000_000  # Bytes of a line, characters of a field; real ones have some 30,000.
_CSV = re.compile(r"(^|/)[^./][^/]*\.csv$", re.IGNORECASE)  # Not what hides, like "._a.csv".
# What files raise that cannot be read, zips that are encrypted or damaged among them.
_UNREADABLE = (
    *(OSError, EOFError, csv.Error),
    *(zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError),
)


Watch = Callable[[IO[bytes], int], AbstractContextManager[IO[bytes]]]


class Imported(NamedTuple):
    """How many events and sources were made, and what was skipped."""

    events: int
    sources: int
    skipped: list[Skipped]


class Limits(NamedTuple):
    """The rows wanted: of a country, and those that may overlap a window, None being no limit."""

    country: str | None = None
    since: date | None = None
    until: date | None = None


def publication(path: str) -> columns.Publication:
    """Return what UCDP published as a file of that name."""
    return columns.publication(Path(path).name)


def read(path: str, limits: Limits, watch: Watch, write: Callable[[Record], None]) -> Imported:
    """Read a file, or the CSV file in a zip, and pass each record to `write`.

    `watch` is given the stream and its size in bytes. Raise DatasetError where the file cannot be
    read, where a column is missing, or with all the rows that cannot be read.
    """
    try:
        with _opened(path, watch) as stream:
            return _read(_lines(stream), Records(publication(path), write), limits)
    except (DatasetError, *_UNREADABLE) as error:
        raise DatasetError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


@contextmanager
def _opened(path: str, watch: Watch) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(path):
        with Path(path).open("rb") as file, watch(file, Path(path).stat().st_size) as watched:
            yield watched
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.search(_CSV, name)]
        if len(names) != 1:
            which = " and ".join(names) or "no CSV file"
            raise DatasetError(f"the zip holds {which}: give a zip of one, or the CSV itself.")
        size = archive.getinfo(names[0]).file_size
        with archive.open(names[0]) as stream, watch(stream, size) as watched:
            yield watched


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a stream; raise DatasetError where one is too long or not UTF-8."""
    reader = io.BufferedReader(stream)  # type: ignore[type-var]
    encoding = "utf-8-sig"
    for number in count(1):
        line = reader.readline(_LONGEST + 1)
        if number == 1 and line.startswith(b"PK\x03\x04"):
            raise DatasetError("the zip is damaged: download it again.")
        if len(line) > _LONGEST:
            raise DatasetError(f"line {number} is too long to be a row.")
        if not line:
            return
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError:
            raise DatasetError(f"line {number} is not UTF-8: save the file as UTF-8.") from None
        encoding = "utf-8"


def _read(lines: Iterable[str], made: Records, limits: Limits) -> Imported:
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(lines)
    row_of = _columns(next(reader, []))
    unreadable: list[str] = []
    rows = 0
    for cells in reader:
        try:
            row = row_of(cells) if cells not in ([], [""]) else None
            rows += row is not None
            if row and _is_within(row, limits):
                made.add(row, reader.line_num)
        except (ValueError, DateError) as error:
            unreadable.append(f"line {reader.line_num}: {error}")
    if unreadable:
        more = len(unreadable) - _MOST_TOLD
        told = [*unreadable[:_MOST_TOLD], *([f"{more:,} more rows"] if more > 0 else [])]
        number = f"{len(unreadable):,} row{'s' * (len(unreadable) > 1)}"
        raise DatasetError(f"{number} cannot be read: {'; '.join(told)}")
    if not rows:
        raise DatasetError("the file has no rows.")
    if not made.rows:
        raise DatasetError("no row is within the limits: leave one out.")
    return Imported(made.rows, len(made.sources) + 1, [*made.skipped.values()])


def _columns(names: list[str]) -> Callable[[list[str]], columns.Row]:
    """Return what reads the columns of a row, those that it lacks as empty."""
    missing = [column for column in columns.Row._fields if column not in names]
    if missing:
        raise DatasetError(f"the columns {', '.join(missing)} are missing: give a UCDP GED file.")
    twice = [column for column in columns.Row._fields if names.count(column) > 1]
    if twice:
        raise DatasetError(f"the columns {', '.join(twice)} are given twice: leave one of each.")
    cells_of = itemgetter(*map(names.index, columns.Row._fields))

    def row_of(cells: list[str]) -> columns.Row:
        if len(cells) > len(names):
            raise ValueError(f"{len(cells)} cells under {len(names)} columns")
        cells += [""] * (len(names) - len(cells))
        return columns.Row._make(cells_of(cells))

    return row_of


def _is_within(row: columns.Row, limits: Limits) -> bool:
    """Return whether a row is wanted; raise ValueError or DateError for unreadable dates."""
    if limits.country and normalized_name(row.country) != normalized_name(limits.country):
        return False
    return dates.overlaps(columns.days(row), since=limits.since, until=limits.until)
