"""A dataset from a file of UCDP: of GED, releases 17 to 26, or of candidate events."""

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

from conflictcli.imports import ucdp_columns as columns
from conflictcli.imports.flat_file import FlatFile, Watch, open_rows
from conflictcli.imports.made import Memory, Remember
from conflictcli.imports.outcome import Imported
from conflictcli.imports.ucdp_records import Records
from conflictcli.model import dates
from conflictcli.model.records import Record
from conflictcli.model.text import normalized_name

Keep = Literal["last"]
_WHAT = "a UCDP GED file"
_KEEP_LAST = "take the later row of an id with --keep last"
_MOST_NAMED = 10


class Limits(NamedTuple):
    """The rows wanted: of a country, and those that may overlap a window, None being no limit."""

    country: str | None = None
    since: date | None = None
    until: date | None = None

    def may_have(self, row: columns.Row) -> bool:
        """Return whether an event may lie in the window."""
        if self.since is None and self.until is None:
            return True
        days = columns.days(row).expression
        return dates.overlaps(days, since=self.since, until=self.until)


class _Survey(NamedTuple):
    """What is known of a file before its rows are taken: None where nobody asked.

    `countries` are those that are wanted, `last_line` is the line of the last row of an id.
    """

    countries: frozenset[str] | None = None
    last_line: Memory | None = None

    def wants(self, row: columns.Row) -> bool:
        """Return whether a row is of a wanted country."""
        return self.countries is None or row.country in self.countries

    def is_last(self, row: columns.Row, line: int) -> bool:
        """Return whether no later row has the id of a row."""
        return self.last_line is None or self.last_line.get(row.id) == line


def publication(path: str) -> columns.Publication:
    """Return what UCDP published as a file of that name."""
    return columns.publication(Path(path).name)


def read(
    path: str,
    limits: Limits,
    keep: Keep | None,
    *,
    watch: Watch,
    write: Callable[[Record], None],
    remember: Remember = dict,
) -> Imported:
    """Read a file, or the CSV file in a zip, and pass each record to `write`.

    `keep` says which of the rows of one id is taken, None that there may not be two. `watch` is
    given the stream and its size in bytes; `remember` makes the memories of what grows with the
    rows. Raise DatasetError where the file cannot be read, where a column is missing, or with the
    rows that cannot be read.
    """
    survey = _survey(path, limits.country, keep, watch, remember)
    made = Records(publication(path), write, remember)
    with open_rows(path, watch) as file:
        row_of = _row_reader(file)

        def add(line: int, cells: list[str]) -> None:
            row = row_of(cells)
            if not survey.wants(row):
                return
            if not survey.is_last(row, line):
                made.skipped.note("a later row has the same id: left out", line, row.id)
                return
            if not limits.may_have(row):
                return
            if first := made.line_of_id.get(row.id):
                file.advice = _KEEP_LAST
                raise ValueError(f"the id {row.id} is on line {first} too")
            made.add(row, line)

        file.for_each(add)
        if not made.rows:
            raise file.error("no row is within the limits: leave one out.")
        notes = [*file.notes, *_country_notes(limits.country, survey.countries)]
        return Imported(made.rows, made.made.sources, made.skipped.all(), notes)


def _row_reader(file: FlatFile) -> Callable[[list[str]], columns.Row]:
    """Return a function that reads a row: by position where candidates come without headings."""
    first = file.names
    if re.fullmatch(r"\d+(\.0)?", first[0] if first else ""):
        day = dict(zip(columns.IN_ORDER, first, strict=False)).get("date_start", "")
        if len(first) != len(columns.IN_ORDER) or not re.match(r"\d{4}-\d\d-\d\d", day):
            raise file.error("line 1 is a row: put the headings of the file above it.")
        file.use_names(columns.IN_ORDER)
        file.notes.append(f"no headings: the {len(first)} columns are taken in UCDP's own order.")
    cells_of = file.picker(columns.REQUIRED, optional=columns.OPTIONAL, what=_WHAT)
    return lambda cells: columns.row_of(cells_of(cells))


def _survey(
    path: str, country: str | None, keep: Keep | None, watch: Watch, remember: Remember
) -> _Survey:
    """Go through a file for the countries and the repeated ids in it, if that is needed."""
    if country is None and keep is None:
        return _Survey()
    countries: set[str] = set()
    last_line = remember()
    line = 0
    with open_rows(path, watch) as file:
        if not Path(path).is_file():
            raise file.error("--country and --keep read it twice: save it to a file first.")
        row_of = _row_reader(file)
        for line, cells in file.rows:
            row = row_of(cells)
            countries.add(row.country)
            if keep:
                last_line[row.id] = line
        wanted = _wanted(country, countries, file) if country is not None and line else None
    return _Survey(wanted, last_line if keep else None)


def _wanted(country: str, countries: set[str], file: FlatFile) -> frozenset[str]:
    """Return the countries of a name, else those with its words; raise DatasetError for none."""
    words = normalized_name(country)
    names = {name: normalized_name(name) for name in countries if name}
    if exact := {name for name, normalized in names.items() if normalized == words}:
        return frozenset(exact)
    if found := {name for name, normalized in names.items() if f" {words} " in f" {normalized} "}:
        return frozenset(found)
    if not names:
        raise file.error("no row names its country: leave --country out.")
    close = get_close_matches(words, names.values(), n=3)
    similar = sorted(name for name, normalized in names.items() if normalized in close)
    if similar:
        raise file.error(f"no country is called '{country}': did you mean {' or '.join(similar)}?")
    listed = sorted(names)
    more = [f"{len(listed) - _MOST_NAMED} more"] if len(listed) > _MOST_NAMED else []
    listed = [*listed[:_MOST_NAMED], *more]
    raise file.error(f"no country is called '{country}': there are {', '.join(listed)}.")


def _country_notes(country: str | None, wanted: frozenset[str] | None) -> list[str]:
    """Return a note of the countries that a name stands for, unless it is the name of one."""
    if wanted is None or wanted == {country}:
        return []
    return [f"--country {country}: {', '.join(sorted(wanted))}."]
