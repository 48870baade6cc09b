"""What the columns of a row of the UCDP Georeferenced Event Dataset (GED) say.

Columns and codes are those of the codebook: Högbladh, Stina (2019), UCDP GED Codebook 19.1.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from conflictcli.imports.coordinates import point_of, why_none
from conflictcli.imports.days import expression
from conflictcli.imports.flat_file import texts_of
from conflictcli.model import dates
from conflictcli.model.records import ActorKind, Place
from conflictcli.model.typed_dates import AmbiguousDayError, point


class Publication(NamedTuple):
    """What a file is: its name with the release, and how it is cited.

    `last_day` is the last of the year of the release: no source of it is newer.
    """

    id: str
    name: str
    title: str
    note: str
    license: str | None
    last_day: str


class Row(NamedTuple):
    """The columns that are read, as text: "" is an empty cell.

    Numbers and codes come first, and those are neighbours that are read together.
    """

    id: str
    type_of_violence: str
    where_prec: str
    event_clarity: str
    date_prec: str
    deaths_a: str
    deaths_b: str
    deaths_civilians: str
    deaths_unknown: str
    low: str
    best: str
    high: str
    side_a: str
    side_b: str
    dyad_name: str
    source_article: str
    where_coordinates: str
    adm_1: str
    country: str
    latitude: str
    longitude: str
    date_start: str
    date_end: str
    source_original: str = ""
    code_status: str = ""


class Days(NamedTuple):
    """The date expression of an event, its last possible day, and how its title says it."""

    expression: str
    last: str
    words: str


class Codes(NamedTuple):
    """What the codes of a row say, and what cannot be said of them."""

    kind: str
    date_note: str | None
    precision: str | None
    note: str | None
    problems: tuple[str, ...]


class Located(NamedTuple):
    """The place of an event, and why it has no point on a map."""

    place: Place
    problems: tuple[str, ...]


REQUIRED = Row._fields[:-2]
OPTIONAL = Row._fields[-2:]
_NUMBERS = 12
# Columns that are read together, in the order in which `codes`, `dead_of`, `parties` and `located`
# take them.
CODES, DEAD, SIDES, PLACE = slice(1, 5), slice(5, 14), slice(12, 15), slice(16, 21)
# The columns of candidate files, in their order; some of these files lack the headings.
IN_ORDER = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id"),
    *("dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id"),
    *("side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates"),
    *("where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
    *("best", "high", "low", "gwnoa", "gwnob"),
)
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
_CLARITY = {"1": "", "2": "an aggregate that cannot be split"}
_CODES = {
    "type_of_violence": _VIOLENCE,
    "date_prec": {"1": "the day"} | _DATE_PRECISION,
    "event_clarity": _CLARITY,
    "where_prec": _PLACE_PRECISION,
}
# How UCDP calls an actor that it has not identified; the number is that of the country.
_PLACEHOLDER = re.compile(r"\bXXX *\d+\b")
UNIDENTIFIED = "unidentified group"
_LINE_BREAK = re.compile(r"\s*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]\s*")


def publication(file_name: str) -> Publication:
    """Return what a file is by its name: three numbers or four tell a release of candidate events.

    UCDP's file names: `GEDEvent_v25_1.csv`, `ged251-csv.zip`, `GEDEvent_v26_0_1.csv`.
    """
    candidate = re.search(r"v(\d\d(?:[._]\d{1,2}){2,3})(?!\d)", file_name, re.IGNORECASE)
    if candidate:
        name = f"UCDP Candidate Events {candidate[1].replace('_', '.')}"
        last_day = f"20{candidate[1][:2]}-12-31"
        return Publication("ucdp-candidate", name, name, _CITE_CANDIDATE, None, last_day)
    release = re.search(r"(?:ged|v)(\d\d)[._]?(\d)(?!\d)", file_name, re.IGNORECASE)
    number = f" {release[1]}.{release[2]}" if release else ""
    title = f"UCDP Georeferenced Event Dataset (GED){number}"
    last_day = f"20{release[1]}-12-31" if release else "9999"
    return Publication("ucdp-ged", f"UCDP GED{number}", title, _CITE_GED, "CC BY 4.0", last_day)


def row_of(cells: Iterable[str]) -> Row:
    """Return a row of cells as programs write them: NA is empty, 1.0 is 1, a line break a space."""
    texts = texts_of(cells)
    together = "".join(texts)  # Where next to no row has a line break.
    if "\t" in together or len(together.splitlines()) > 1:
        texts = [_LINE_BREAK.sub(" ", text) for text in texts]
    if "." in "".join(texts[:_NUMBERS]):
        texts[:_NUMBERS] = map(_without_zeros, texts[:_NUMBERS])
    return Row._make(texts)


def _without_zeros(number: str) -> str:
    whole, _, fraction = number.partition(".")
    return number if fraction.strip("0") else whole


@lru_cache(maxsize=4096)
def codes(type: str, where_prec: str, clarity: str, date_prec: str, status: str) -> Codes:
    """Return what codes say; one that the codebook does not have says nothing."""
    given = (type, date_prec, clarity, where_prec)
    problems = [
        f"a code of {name} that the codebook does not have: not guessed"
        for code, (name, known) in zip(given, _CODES.items(), strict=True)
        if code not in known
    ]
    note = None
    if status.casefold() not in ("", "clear"):
        note = f"UCDP code status “{status}”: not clear yet."
        problems.append("a code status other than Clear: kept in a note")
    return Codes(
        kind=_VIOLENCE.get(type, "violence"),
        date_note=_date_note(date_prec, clarity),
        precision=_PLACE_PRECISION.get(where_prec),
        note=note,
        problems=tuple(problems),
    )


def actor_kind(name: str) -> ActorKind:
    """Return the kind that UCDP's own naming tells: governments, civilians, else armed groups."""
    if name.startswith("Government of "):
        return "state"
    return "body" if name == "Civilians" else "armed-group"


def days(row: Row) -> Days:
    """Return the days of an event; raise ValueError or DateError for what is none.

    It lasted where the days are known, or it is an aggregate; else it was on one unknown day.
    """
    return _days(row.date_start, row.date_end, row.date_prec, row.event_clarity)


@lru_cache(maxsize=4096)
def _days(start: str, end: str, date_prec: str, clarity: str) -> Days:
    lasted = date_prec == "1" or clarity == "2"
    first, last = _day(start, "date_start"), _day(end, "date_end")
    when = expression(first, last, lasts=lasted, reaches=("day",))
    return Days(when, last, dates.humanize(when))


def _day(cell: str, column: str) -> str:
    try:
        day = point(cell, None)
    except AmbiguousDayError:
        raise ValueError(
            f"'{cell}' in {column}: is the day or the month first? Write it as YYYY-MM-DD"
        ) from None
    except ValueError:
        day = ""
    if len(day) != len("YYYY-MM-DD"):
        raise ValueError(f"'{cell}' in {column} is no day: write it as YYYY-MM-DD")
    return day


def _date_note(date_prec: str, clarity: str) -> str | None:
    """Return the date precision, where the day is not known, and what is an aggregate."""
    precision = _DATE_PRECISION.get(date_prec)
    notes = [f"UCDP date precision {date_prec}: {precision}."] if precision else []
    if aggregate := _CLARITY.get(clarity):
        notes.append(f"UCDP event clarity {clarity}: {aggregate}.")
    return " ".join(notes) or None


def is_placeholder(side: str) -> bool:
    """Return whether a side has the name of an actor that is not identified."""
    return side.startswith("XXX") and bool(_PLACEHOLDER.fullmatch(side))


def parties(side_a: str, side_b: str, dyad_name: str) -> str:
    """Return the sides as a title has them, those that are not identified without a name."""
    if is_placeholder(side_a) and is_placeholder(side_b):
        return f"Violence between {UNIDENTIFIED}s"
    named = dyad_name or " - ".join(filter(None, (side_a, side_b))) or "Unnamed sides"
    text = _PLACEHOLDER.sub(UNIDENTIFIED, named)
    return text if text == named else text[0].upper() + text[1:]


@lru_cache(maxsize=4096)
def located(
    name: str, adm_1: str, country: str, latitude: str, longitude: str, precision: str | None
) -> Located:
    """Return a place under the most exact name that is given."""
    point = point_of(latitude, longitude)
    north, east = point or (None, None)
    place = Place(
        name=name or adm_1 or country or "place not named",
        region=adm_1 or None,
        country=country or None,
        latitude=north,
        longitude=east,
        precision=precision,
    )
    return Located(place, () if point else (why_none(latitude, longitude),))
