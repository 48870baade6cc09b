"""What the columns of a row of the UCDP Georeferenced Event Dataset (GED) say.

Columns and codes are those of the codebook: Högbladh, Stina (2019), UCDP GED Codebook 19.1.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from conflictcli.errors import DateError
from conflictcli.model import dates
from conflictcli.model.records import ActorKind, Estimate
from conflictcli.model.text import normalized_name


class Publication(NamedTuple):
    """What a file is: its name with the release, and how it is cited."""

    id: str
    name: str
    title: str
    note: str
    license: str | None


# Publisher, day and headline.
Reference = tuple[str | None, str | None, str | None]


class Row(NamedTuple):
    """The columns that are read, as text."""

    id: str
    type_of_violence: str
    side_a: str
    side_b: str
    dyad_name: str
    source_article: str
    where_prec: str
    where_coordinates: str
    adm_1: str
    country: str
    latitude: str
    longitude: str
    event_clarity: str
    date_prec: str
    date_start: str
    date_end: str
    deaths_a: str
    deaths_b: str
    deaths_civilians: str
    deaths_unknown: str
    low: str
    best: str
    high: str


_CITE_GED = (
    "CC BY 4.0. Cite: Sundberg, Ralph, and Erik Melander (2013), “Introducing the UCDP "
    "Georeferenced Event Dataset”, Journal of Peace Research 50(4), and the release's codebook."
)
_CITE_CANDIDATE = "Cite: Hegre et al. (2020), doi:10.1177/2053168020935257."
_VIOLENCE = {"1": "state-based violence", "2": "non-state violence", "3": "one-sided violence"}
_DATE_PRECISION = {
    "2": "known to within 2 to 6 days",
    "3": "known to the week",
    "4": "known to within 8 to 30 days, or to the month",
    "5": "known to within more than a month, up to a year",
}
_PLACE_PRECISION = {
    "1": "exact",
    "2": "within about 25 km",
    "3": "second-order division",
    "4": "first-order division",
    "5": "a line or an area without sharp bounds",
    "6": "country",
    "7": "at sea or in the air",
}
_MOST_DIGITS = 9
NULL_DATE = "1753-01-01"
_BETWEEN_REFERENCES = re.compile(r'"?;"?(?=[^;"]*?,\d{4}-\d{2}-\d{2},)')
_DAY = re.compile(r",(\d{4}-\d{2}-\d{2}),")


def publication(file_name: str) -> Publication:
    """Return what a file is by its name: three numbers or four tell a release of candidate events.

    UCDP's file names: `GEDEvent_v25_1.csv`, `ged251-csv.zip`, `GEDEvent_v26_0_1.csv`.
    """
    candidate = re.search(r"v(\d\d(?:[._]\d{1,2}){2,3})(?!\d)", file_name, re.IGNORECASE)
    if candidate:
        name = f"UCDP Candidate Events {candidate[1].replace('_', '.')}"
        return Publication("ucdp-candidate", name, name, _CITE_CANDIDATE, None)
    release = re.search(r"(?:ged|v)(\d\d)[._]?(\d)(?!\d)", file_name, re.IGNORECASE)
    number = f" {release[1]}.{release[2]}" if release else ""
    title = f"UCDP Georeferenced Event Dataset (GED){number}"
    return Publication("ucdp-ged", f"UCDP GED{number}", title, _CITE_GED, "CC BY 4.0")


def references(article: str) -> list[Reference]:
    """Return each reference of a row; one without a day as its title alone."""
    text = article.strip().removeprefix('"').removesuffix('"').replace('""', '"')
    if ";" not in text:
        return [_reference(text)] if text else []
    return list(map(_reference, _BETWEEN_REFERENCES.split(text)))


def _reference(text: str) -> Reference:
    found = _DAY.search(text)
    if not found:
        return None, None, text or None
    return text[: found.start()] or None, _day(found[1]), text[found.end() :] or None


@lru_cache(maxsize=65536)
def _day(text: str) -> str | None:
    """Return a day of the calendar, None for any other text and for the null date."""
    try:
        dates.parse_day(text)
    except DateError:
        return None
    return None if text == NULL_DATE else text


def unknown_codes(row: Row) -> list[str]:
    """Return the columns whose code is not in the codebook."""
    known = {"type_of_violence": _VIOLENCE, "date_prec": {"1": "the day"} | _DATE_PRECISION}
    return [name for name, codes in known.items() if getattr(row, name) not in codes]


def kind(row: Row) -> str:
    """Return the kind of event by its type of violence."""
    return _VIOLENCE.get(row.type_of_violence, "violence")


def actor_kind(name: str) -> ActorKind:
    """Return the kind that UCDP's own naming tells: governments, civilians, else armed groups."""
    if name.startswith("Government of "):
        return "state"
    return "body" if name == "Civilians" else "armed-group"


def days(row: Row) -> str:
    """Return the date: a day, from-to where the days are known, else bounds; raise DateError."""
    return _days(row.date_start[:10], row.date_end[:10], row.date_prec == "1")


@lru_cache(maxsize=65536)
def _days(start: str, end: str, exact: bool) -> str:
    expression = start if start == end else f"{start}/{end}" if exact else f"[{start}..{end}]"
    dates.interval(expression)
    return expression


def date_note(row: Row) -> str | None:
    """Return the date precision, where the day is not known, and what is an aggregate."""
    precision = _DATE_PRECISION.get(row.date_prec)
    notes = [f"UCDP date precision {row.date_prec}: {precision}."] if precision else []
    if row.event_clarity == "2":
        notes.append("UCDP event clarity 2: an aggregate that cannot be split.")
    return " ".join(notes) or None


def place_precision(row: Row) -> str | None:
    """Return how exactly the place is known."""
    return _PLACE_PRECISION.get(row.where_prec)


def place_name(row: Row) -> str:
    """Return the most exact name of the place."""
    return row.where_coordinates or row.adm_1 or row.country or "place not named"


@lru_cache(maxsize=4096)
def killed(low: str, best: str, high: str) -> Estimate:
    """Return the dead, in UCDP's own three numbers; raise ValueError where one is none."""
    return Estimate(low=count(low, "low"), best=count(best, "best"), high=count(high, "high"))


def dead_by_group(row: Row) -> dict[str, int]:
    """Return the dead of side A, side B, civilians and unknown; those of one name are added up."""
    groups = (
        (row.side_a, count(row.deaths_a, "deaths_a")),
        (row.side_b, count(row.deaths_b, "deaths_b")),
        ("civilians", count(row.deaths_civilians, "deaths_civilians")),
        ("unknown", count(row.deaths_unknown, "deaths_unknown")),
    )
    names: dict[str, str] = {}
    dead: dict[str, int] = {}
    for name, number in groups:
        group = names.setdefault(normalized_name(name), name.strip() or "unnamed")
        dead[group] = dead.get(group, 0) + number
    return dead


@lru_cache(maxsize=4096)
def count(number: str, name: str) -> int:
    """Read a number of dead; raise ValueError where it is none."""
    if not number.isdecimal() or not number.isascii() or len(number) > _MOST_DIGITS:
        raise ValueError(f"'{number[:20]}' in {name} is no count")
    return int(number)


def degrees(text: str, most: int) -> float | None:
    """Read degrees, None where they are out of range or no number."""
    try:
        degrees = float("" if "_" in text else text)
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None
