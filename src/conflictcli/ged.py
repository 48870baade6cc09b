"""What the columns of a row of the UCDP Georeferenced Event Dataset (GED) say.

Columns and codes are those of the codebook: Högbladh, Stina (2019), UCDP GED Codebook 19.1.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from conflictcli import dates
from conflictcli.errors import DateError
from conflictcli.model import ActorKind

COLUMNS = (
    *("id", "type_of_violence", "side_a", "side_b", "dyad_name", "source_article"),
    *("where_prec", "where_coordinates", "adm_1", "country", "latitude", "longitude"),
    *("event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high"),
)
_KINDS = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
_DATE_PRECISION = {
    "2": "known to within 2 to 6 days",
    "3": "known to the week",
    "4": "known to within 8 to 30 days, or to the month",
    "5": "known to within more than a month, up to a year",
}
_PLACE_PRECISION = {
    "2": "within about 25 km",
    "3": "known to the second-order division",
    "4": "known to the first-order division",
    "5": "a line or an area without sharp bounds",
    "6": "known to the country",
    "7": "at sea or in the air",
}
NULL_DATE = "1753-01-01"
_BETWEEN_REFERENCES = re.compile(r'"?;"?(?=[^;"]*?,\d{4}-\d{2}-\d{2},)')
_REFERENCE = re.compile(r"(.*?),(\d{4}-\d{2}-\d{2}),(.*)", re.DOTALL)

Row = Mapping[str, str]


def references(article: str) -> list[tuple[str | None, str | None, str | None]]:
    """Give publisher, day and headline of each reference; without a day, the text alone."""
    text = article.strip().removeprefix('"').removesuffix('"').replace('""', '"')
    return [_reference(part) for part in _BETWEEN_REFERENCES.split(text)] if text else []


def _reference(text: str) -> tuple[str | None, str | None, str | None]:
    found = _REFERENCE.fullmatch(text)
    publisher, day, title = found.groups() if found else ("", "", text)
    return publisher or None, day if day != NULL_DATE and _is_day(day) else None, title or None


def kind(row: Row) -> str:
    """Give the kind of event by its type of violence."""
    return _KINDS.get(row["type_of_violence"], "violence")


def actor_kind(name: str) -> ActorKind:
    """Give the kind that UCDP's own naming tells: governments, civilians, else armed groups."""
    if name.startswith("Government of "):
        return "state"
    return "body" if name == "Civilians" else "armed-group"


def days(row: Row) -> str:
    """Write the date: a day, from-to where the days are known, else bounds; raise DateError."""
    return _days(row["date_start"][:10], row["date_end"][:10], row["date_prec"] == "1")


@lru_cache(maxsize=65536)
def _days(start: str, end: str, exact: bool) -> str:
    expression = start if start == end else f"{start}/{end}" if exact else f"[{start}..{end}]"
    dates.span(expression)
    return expression


def date_note(row: Row) -> str | None:
    """Write the date precision, where the day is not known, and what is an aggregate."""
    precision = _DATE_PRECISION.get(row["date_prec"])
    notes = [f"UCDP date precision {row['date_prec']}: {precision}."] if precision else []
    if row["event_clarity"] == "2":
        notes.append("UCDP event clarity 2: an aggregate that cannot be split.")
    return " ".join(notes) or None


def place_note(row: Row) -> str | None:
    """Write the place precision, where it is not exact."""
    precision = _PLACE_PRECISION.get(row["where_prec"])
    return f"UCDP place precision {row['where_prec']}: {precision}." if precision else None


def place_name(row: Row) -> str:
    """Give the most exact name of the place."""
    return row["where_coordinates"] or row["adm_1"] or row["country"] or "place not named"


def dead(row: Row) -> str:
    """Write the dead by side, in the order of the columns."""
    counts = [count(row, f"deaths_{who}") for who in ("a", "b", "civilians", "unknown")]
    sides = (row["side_a"], row["side_b"], "civilians", "unknown")
    return f"Dead: {', '.join(f'{n} {side}' for n, side in zip(counts, sides, strict=True))}."


def count(row: Row, name: str) -> int:
    """Read a number of dead; raise ValueError where it is none."""
    number = row[name]
    if not number.isdecimal() or not number.isascii():
        raise ValueError(f"'{number}' in {name} is no count")
    return int(number)


def degrees(text: str, most: int) -> float | None:
    """Read degrees, None where they are out of range or no number."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None


def _is_day(text: str | None) -> bool:
    try:
        dates.parse_day(text or "")
    except DateError:
        return False
    return True
