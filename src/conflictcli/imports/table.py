"""A dataset from a table of anybody's, CSV or JSON, by a map of its columns."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from conflictcli.errors import DateError, UsageError
from conflictcli.imports.columns import Cells, Columns
from conflictcli.imports.flat_file import Watch, open_rows
from conflictcli.imports.json_rows import is_json, open_json
from conflictcli.imports.limits import KEEP_LAST, Keep, Limits, Survey, survey
from conflictcli.imports.made import Remember
from conflictcli.imports.map_keys import Map
from conflictcli.imports.outcome import Imported
from conflictcli.imports.rows import Rows
from conflictcli.imports.table_records import RepeatedIdError, TableRecords
from conflictcli.model.records import Record
from conflictcli.model.typed_dates import AmbiguousDayError, Form


class Asked(NamedTuple):
    """How to read a table: by which map, in which form days are, and which rows are wanted.

    `keep` says which of the rows of one id is taken, None that there may not be two.
    """

    map_file: str
    keys: Map
    form: Form | None = None
    limits: Limits = Limits()
    keep: Keep | None = None


def read(
    path: str,
    asked: Asked,
    *,
    watch: Watch,
    write: Callable[[Record], None],
    remember: Remember = dict,
) -> Imported:
    """Read a table and pass each record to `write`.

    `watch` is given the stream and its size in bytes; `remember` makes the memories of what grows
    with the rows. Raise DatasetError where the file cannot be read or does not fit the map, or with
    the rows that cannot be read.
    """
    found = _survey(path, asked, watch, remember)
    with _opened(path, asked.keys, watch) as file:
        made = _records(file, asked, write, remember)
        made.write_recorder()
        file.for_each(_adder(file, made, asked.limits, found))
        made.check(asked.map_file)
        if not made.rows and asked.limits != Limits():
            raise file.error("no row is within the limits: leave one out.")
        if not made.rows:
            raise file.error("the map leaves out all rows.")
        notes = [*file.notes, *found.notes(asked.limits.country)]
        return Imported(made.events, made.made.sources, made.skipped.all(), notes)


def _adder(
    file: Rows, made: TableRecords, limits: Limits, found: Survey
) -> Callable[[int, Cells], None]:
    """Return a function that makes the records of a row that is wanted."""

    def add(line: int, cells: Cells) -> None:
        cells = made.columns.cleaned(cells)
        if made.skips_row(line, cells):
            return
        id = made.id_of(cells)
        try:
            key = made.key(cells)
            if not found.wants(made.country(cells)):
                return
            if not found.is_last(key, line):
                made.skipped.note("a later row has the same id: left out", line, id)
                return
            made.add(key, line, cells, limits)
        except AmbiguousDayError as error:
            raise file.error(
                f"line {line}: {error} can be read with the day first and with the month first: "
                "say which with --dates dmy or --dates mdy."
            ) from None
        except (ValueError, DateError) as error:
            if isinstance(error, RepeatedIdError):
                file.advice = KEEP_LAST
            problem = str(error).removesuffix(".")
            raise ValueError(f"{problem} (id {id})" if id else problem) from None

    return add


def _survey(path: str, asked: Asked, watch: Watch, remember: Remember) -> Survey:
    """Return the countries and the repeated ids in a file, if that is needed."""
    country, place = asked.limits.country, asked.keys.place
    if country is not None and not (place and place.country):
        raise UsageError(f"{asked.map_file} names no country: leave out --country.")
    if country is None and asked.keep is None:
        return Survey()
    with _opened(path, asked.keys, watch) as file:
        made = _records(file, asked, _ignore, dict)

        def id_and_country(cells: Cells) -> tuple[str, str]:
            cells = made.columns.cleaned(cells)
            if made.skip_of(cells):
                raise ValueError("it is left out")
            return made.key(cells), made.country(cells)

        return survey(file, country, asked.keep, remember, id_and_country)


def _opened(path: str, keys: Map, watch: Watch) -> AbstractContextManager[Rows]:
    return open_json(path, watch, keys.rows) if is_json(path) else open_rows(path, watch)


def _records(
    file: Rows, asked: Asked, write: Callable[[Record], None], remember: Remember
) -> TableRecords:
    """Return what makes records of rows; raise DatasetError where the file lacks columns."""
    if not file.names:
        raise file.error("the file has no rows.")
    columns = Columns(file.names, asked.keys.empty, asked.keys.codes)
    made = TableRecords(asked.keys, columns, asked.form, write, remember)
    columns.check(file.path, asked.map_file)
    return made


def _ignore(record: Record) -> None:
    """Take no record: the first reading makes none."""
