"""The sources that a row of UCDP names, and the day on which the first of them came out."""

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from conflictcli.errors import DateError
from conflictcli.imports.made import Reference
from conflictcli.model import dates

_NULL_DATE = "1753-01-01"
# In new releases `"Publisher,2020-03-05,Headline";"Publisher,...`, in rows kept from old ones
# `Publisher (2020-03-05): "Headline"`.
_DAY = re.compile(r",(\d{4}-\d{2}-\d{2}),")
_BETWEEN = re.compile(r'"?;"?(?=[^;"]*?,\d{4}-\d{2}-\d{2},)')
_OLD_DAY = re.compile(r" *\((\d{4}-\d{2}-\d{2})\): *")
_BETWEEN_OLD = re.compile(r'; *(?=[^;"()]+\(\d{4}-\d{2}-\d{2}\): *")')


class Named(NamedTuple):
    """The sources that a row names, the days on which they came out, and why one has none."""

    references: tuple[Reference, ...]
    published: tuple[str | None, ...]
    problems: tuple[str, ...]


class FirstReported(NamedTuple):
    """The first day on which a source came out that is not older than an event.

    `note` says what that day is, `problems` why there is none.
    """

    day: str | None
    note: str | None
    problems: tuple[str, ...]


@lru_cache(maxsize=4096)
def named(article: str, last_day: str) -> Named:
    """Return the sources of a row; one has no day where that cannot be its own.

    That is none of the calendar, or later than the `last_day` of a release.
    """
    references, published, problems = [], [], []
    for found in _references(article):
        day = found.published
        if day and (problem := _problem_of_day(day, last_day)):
            problems.append(problem)
            found, day = found._replace(published=None), None
        references.append(found)
        published.append(day)
    return Named(tuple(references), tuple(published), tuple(problems))


@lru_cache(maxsize=4096)
def first_reported(published: tuple[str | None, ...], last_day: str) -> FirstReported:
    """Return when the first of sources came out that is not before an event's last day."""
    day = min((day for day in published if day and day >= last_day), default=None)
    if day is None:
        return FirstReported(None, None, (_why_not_reported(published),))
    others = "; another may have given the number" if {*published} != {day} else ""
    note = f"As of the first source that is not older than the event{others}."
    return FirstReported(day, note, ())


def _references(article: str) -> list[Reference]:
    """Return each reference of a row, with the day as it is written; one without as a title alone.

    The day may be none of the calendar.
    """
    if not article:
        return []
    if '): "' in article and _OLD_DAY.search(article) and not _DAY.search(article):
        return [_old_reference(text) for text in _BETWEEN_OLD.split(article)]
    return [_reference(text) for text in _split(article)]


@lru_cache(maxsize=4096)
def _problem_of_day(day: str, last: str) -> str | None:
    """Return why a source is undated whose day is none, or is later than a release's `last`."""
    if day == _NULL_DATE:
        return f"a source dated {_NULL_DATE}, a placeholder: undated"
    try:
        dates.parse_day(day)
    except DateError:
        return "a source of a day that the calendar does not have: undated"
    return "a source dated after the release: undated" if day > last else None


def _why_not_reported(published: Sequence[str | None]) -> str:
    """Return why no day can be said on which an event was first reported."""
    if not published:
        return "no as-of date, since UCDP names no source"
    if not any(published):
        return "no as-of date, since no source has a day that can be read"
    which = "every source" if all(published) else "every source with a day"
    return f"no as-of date, since {which} is older than the event's last day"


def _split(article: str) -> list[str]:
    """Return the texts of references; where the quotes around them do not tell, their days do."""
    if ";" not in article:
        return [_unquoted(article)]
    parts = article[1:-1].split('";"')
    is_plain = article[0] == article[-1] == '"' and article.count('"') == 2 * len(parts)
    try:  # What is plain needs no reader of CSV, which is slow to make for each row.
        [found] = [parts] if is_plain else csv.reader([article], delimiter=";", strict=True)
    except (csv.Error, ValueError):
        found = []
    found = [text for text in found if text.strip()]
    if found and all(map(_DAY.search, found)):
        return found
    return _BETWEEN.split(_unquoted(article))


def _unquoted(text: str) -> str:
    return text.removeprefix('"').removesuffix('"').replace('""', '"')


def _reference(text: str) -> Reference:
    parts = _DAY.split(text, 1)
    if len(parts) == 1:
        return Reference(title=text.strip() or None)
    publisher, day, title = parts
    return Reference(
        publisher=publisher.strip() or None, published=day, title=title.strip() or None
    )


def _old_reference(text: str) -> Reference:
    publisher, day, title = [*_OLD_DAY.split(text, 1), "", ""][:3]
    if not day:
        return Reference(title=text.strip() or None)
    title = title.strip().removeprefix('"').removesuffix('"').replace('""', '"').strip()
    return Reference(publisher=publisher.strip() or None, published=day, title=title or None)
