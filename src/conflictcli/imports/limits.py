"""Which rows of a file are wanted: of a country, within a window, the last of an id."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

from conflictcli.errors import DateError
from conflictcli.imports.made import Memory, Remember
from conflictcli.imports.rows import Rows
from conflictcli.model import dates
from conflictcli.model.text import normalized_name

Keep = Literal["last"]
KEEP_LAST = "take the later row of an id with --keep last"
_MOST_NAMED = 10


class Limits(NamedTuple):
    """The rows wanted: of a country, and those that may overlap a window, None being no limit."""

    country: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def has_window(self) -> bool:
        """Return whether there is a first or a last day."""
        return (self.since, self.until) != (None, None)

    def may_have(self, date: str | None) -> bool:
        """Return whether what has that date may lie in the window."""
        return dates.overlaps(date, since=self.since, until=self.until)


class Survey(NamedTuple):
    """What is known of a file before its rows are taken: None where nobody asked.

    `countries` are those that are wanted, `last_line` is the line of the last row of an id.
    """

    countries: frozenset[str] | None = None
    last_line: Memory | None = None

    def wants(self, country: str) -> bool:
        """Return whether rows of a country are wanted."""
        return self.countries is None or country in self.countries

    def is_last(self, id: str, line: int) -> bool:
        """Return whether no later row has the id of a row."""
        return self.last_line is None or self.last_line.get(id) == line

    def notes(self, country: str | None) -> list[str]:
        """Return a note of the countries that a name stands for, unless it is the name of one."""
        if self.countries is None or self.countries == {country}:
            return []
        return [f"--country {country}: {', '.join(sorted(self.countries))}."]


def survey(
    file: Rows,
    country: str | None,
    keep: Keep | None,
    remember: Remember,
    id_and_country: Callable[[list[str]], tuple[str, str]],
) -> Survey:
    """Return the countries and the repeated ids in a file, after going through it.

    `id_and_country` reads these from a row; for one that cannot be read it raises ValueError or
    DateError, and the next reading will say so. Raise DatasetError for an unknown country.
    """
    if not Path(file.path).is_file():
        raise file.error("--country and --keep read it twice: save it to a file first.")
    countries: set[str] = set()
    last_line = remember()
    line = 0
    for line, cells in file.rows:
        try:
            id, row_country = id_and_country(cells)
        except (ValueError, DateError):
            continue
        countries.add(row_country)
        if keep:
            last_line[id] = line
    wanted = _wanted(country, countries, file) if country is not None and line else None
    return Survey(wanted, last_line if keep else None)


def _wanted(country: str, countries: set[str], file: Rows) -> frozenset[str]:
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
    raise file.error(f"no country is called '{country}': the file has {', '.join(listed)}.")
