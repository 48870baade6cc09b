"""A dataset from a table of anybody's, CSV or JSON, by a map of its columns."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from conflictcli.errors import DatasetError, DateError, UsageError
from conflictcli.imports.columns import Columns
from conflictcli.imports.days import AmbiguousDayError, Form
from conflictcli.imports.flat_file import FlatFile, Watch, open_rows
from conflictcli.imports.json_rows import is_json, open_json
from conflictcli.imports.map_keys import Map
from conflictcli.imports.outcome import Imported
from conflictcli.imports.table_records import Limits, TableRecords
from conflictcli.model.records import Record


class Asked(NamedTuple):
    """How to read a table: by which map, in which form days are, and which rows are wanted.

    They are of a country and may overlap a window, None being no limit. `keeps_last`: of rows with
    one id the last counts; else they are refused.
    """

    map_file: str
    keys: Map
    form: Form | None = None
    country: str | None = None
    since: date | None = None
    until: date | None = None
    keeps_last: bool = False


def read(path: str, asked: Asked, watch: Watch, write: Callable[[Record], None]) -> Imported:
    """Read a table and pass each record to `write`.

    `watch` is given the stream and its size in bytes. Raise DatasetError where the file cannot be
    read or does not fit the map, or with the rows that cannot be read.
    """
    if asked.country and not (asked.keys.place and asked.keys.place.country):
        raise UsageError(f"{asked.map_file} names no country: leave out --country.")
    last_lines = _last_lines(path, asked, watch) if asked.keeps_last else None
    with _opened(path, asked.keys, watch) as file:
        made = _records(file, asked, write, last_lines)
        made.write_recorder()

        limits = Limits(asked.country, asked.since, asked.until)

        def add(line: int, cells: list[str]) -> None:
            try:
                made.add(line, cells, limits)
            except AmbiguousDayError as error:
                raise file.error(
                    f"line {line}: {error} is one day with the day first and another with the "
                    "month first: say which with --dates dmy or --dates mdy."
                ) from None
            except (ValueError, DateError) as error:
                id = made.id_of(cells)
                raise ValueError(f"{error} (id {id})" if id else str(error)) from None

        file.for_each(add)
        made.check(asked.map_file)
        if not made.lines:
            is_limited = asked.country or asked.since or asked.until
            left_out = "no row is within the limits: leave one out."
            raise file.error(left_out if is_limited else "the map leaves out all rows.")
        return Imported(made.events, made.made.sources, made.skipped.all(), file.notes)


@contextmanager
def _opened(path: str, keys: Map, watch: Watch) -> Iterator[FlatFile]:
    with open_json(path, watch, keys.rows) if is_json(path) else open_rows(path, watch) as file:
        yield file


def _records(
    file: FlatFile,
    asked: Asked,
    write: Callable[[Record], None],
    last_lines: dict[str, int] | None = None,
) -> TableRecords:
    """Return what makes records of rows; raise DatasetError where the file lacks columns."""
    if not file.names:
        raise file.error("the file has no rows.")
    columns = Columns(file.names, asked.keys.empty, asked.keys.codes)
    made = TableRecords(asked.keys, columns, asked.form, write, last_lines)
    columns.check(file.path, asked.map_file)
    return made


def _last_lines(path: str, asked: Asked, watch: Watch) -> dict[str, int]:
    """Return the line of the last row of each id that may be kept, from a first reading."""
    lines: dict[str, int] = {}
    with _opened(path, asked.keys, watch) as file:
        made = _records(file, asked, _nowhere)
        for line, cells in file.rows:
            try:
                if not made.skip_of(cells):
                    lines[made.key(cells)] = line
            except (ValueError, DateError):
                continue  # The second reading says what is wrong.
    return lines


def _nowhere(record: Record) -> None:
    raise DatasetError(f"{record.id} was made too early.")
