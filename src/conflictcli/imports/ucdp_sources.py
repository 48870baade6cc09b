"""The sources that a row of UCDP names, and the day on which the first of them came out."""

import csv
import re
from collections.abc import Sequence
from functools import lru_cache

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


def references(article: str) -> list[Reference]:
    """Return each reference of a row, with the day as it is written; one without as a title alone.

    The day may be none of the calendar.
    """
    if not article:
        return []
    if '): "' in article and _OLD_DAY.search(article) and not _DAY.search(article):
        return [_old_reference(text) for text in _BETWEEN_OLD.split(article)]
    return [_reference(text) for text in _split(article)]


def problem_of_day(day: str, last: str) -> str | None:
    """Return why a source is undated whose day is none, or is later than a release's `last`."""
    if day == _NULL_DATE:
        return f"a source dated {_NULL_DATE}, a placeholder: undated"
    if not _is_day(day):
        return "a source of a day that the calendar does not have: undated"
    return "a source dated after the release: undated" if day > last else None


def first_reported(published: Sequence[str | None], last_day: str) -> str | None:
    """Return the first day on which a source came out, of those not before an event's last day."""
    return min((day for day in published if day and day >= last_day), default=None)


def note_of_day(published: Sequence[str | None], reported: str | None) -> str | None:
    """Return what the as-of day of a count is: the day of a source, not that of its number."""
    if reported is None:
        return None
    others = "; another may have given the number" if {*published} != {reported} else ""
    return f"As of the first source that is not older than the event{others}."


def why_not_reported(published: Sequence[str | None]) -> str:
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
    try:
        [found] = csv.reader([article], delimiter=";", strict=True)
    except (csv.Error, ValueError):
        found = []
    found = [text for text in found if text.strip()]
    if found and all(map(_DAY.search, found)):
        return found
    return _BETWEEN.split(_unquoted(article))


def _unquoted(text: str) -> str:
    return text.removeprefix('"').removesuffix('"').replace('""', '"')


def _reference(text: str) -> Reference:
    found = _DAY.search(text)
    if not found:
        return Reference(title=text.strip() or None)
    publisher, title = text[: found.start()].strip(), text[found.end() :].strip()
    return Reference(publisher=publisher or None, published=found[1], title=title or None)


def _old_reference(text: str) -> Reference:
    publisher, day, title = [*_OLD_DAY.split(text, 1), "", ""][:3]
    if not day:
        return Reference(title=text.strip() or None)
    title = title.strip().removeprefix('"').removesuffix('"').replace('""', '"').strip()
    return Reference(publisher=publisher.strip() or None, published=day, title=title or None)


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    try:
        dates.parse_day(text)
    except DateError:
        return False
    return True
