"""The records of a dataset, named as in its JSON.

Dates are date expressions (see `dates`) unless they are said to be days; null is unknown.
Records are told apart by their ids: to generate comparison and repr as well would take some
5 ms of every start.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Meta

from conflictcli.errors import DatasetError

# Letters and digits, then also full stops, underscores and hyphens; Python's $ alone would let a
# line break pass.
SLUG = r"^[a-z0-9][a-z0-9._-]*$(?!\n)"

_Record = TypeVar("_Record")

People = Annotated[int, Meta(ge=0)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]

ActorKind = Literal["person", "state", "organization", "armed-group", "body"]
EntryType = Literal["event", "statement", "casualties"]
RecordType = Literal["event", "statement", "casualties", "actor", "source"]
Stance = Literal[
    "accuses", "denies", "asserts", "demands", "proposes", "objects", "announces", "finds"
]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Source:
    """A publication; `published` is a date expression."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Citation:
    """Where a source says something: `locator` is a place in it, `quote` a few verbatim words."""

    source: str
    locator: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Actor:
    """A person, state, organization, armed group or body; `member_of` is an actor id."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    role: str | None = None
    member_of: str | None = None
    note: str | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Place:
    """A named place; latitude and longitude in decimal degrees."""

    name: str
    region: str | None = None
    country: str | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None

    @property
    def names(self) -> list[str]:
        """Give the names under which it is found, the smallest first."""
        return [name for name in (self.name, self.region, self.country) if name]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Participant:
    """An actor's part in an event; `source` says so where the event's sources differ."""

    actor: str
    role: str
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Event:
    """Something that happened; `part_of` and `disagrees_with` hold event ids."""

    id: str
    title: str
    kind: str
    date: str | None = None
    date_note: str | None = None
    place: Place | None = None
    summary: str | None = None
    note: str | None = None
    participants: tuple[Participant, ...] = ()
    part_of: str | None = None
    disagrees_with: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Statement:
    """What an actor said; `about` holds event ids, the other links statement ids."""

    id: str
    speaker: str
    stance: Stance
    date: str | None = None
    date_note: str | None = None
    text: str
    note: str | None = None
    about: tuple[str, ...] = ()
    responds_to: str | None = None
    disagrees_with: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Estimate:
    """A number of people: `best` as given, `low` and `high` as bounds, null where not given.

    The three are UCDP GED's low, best and high, not all null. `approximate`: the source says
    "about".
    """

    low: People | None = None
    best: People | None = None
    high: People | None = None
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.low is self.best is self.high is None:
            raise ValueError("expected low, best or high, or null for no estimate")

    @property
    def numbers(self) -> list[int]:
        """Give the numbers that are given, in the order of the fields."""
        return [number for number in (self.low, self.best, self.high) if number is not None]

    def __str__(self) -> str:
        """Print as `376`, `about 20`, `at least 376`, `up to 30`, `12–20` or `21 (18–32)`."""
        about = "about " if self.approximate else ""
        low, best, high = (n if n is None else f"{n:,}" for n in (self.low, self.best, self.high))
        bounds = f"{low}–{high}" if low and high else ""
        if low and not high:
            bounds = f"at least {'' if best else about}{low}"
        if high and not low:
            bounds = f"up to {'' if best else about}{high}"
        if best is None:
            return about + bounds if low and high else bounds
        return f"{about}{best}" + (f" ({bounds})" if bounds and {low, high} != {best} else "")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CasualtyReport:
    """A count of an event's casualties; `as_of` is the day it was current or first reported."""

    id: str
    event: str
    as_of: str | None = None
    killed: Estimate | None = None
    injured: Estimate | None = None
    counted_by: str | None = None
    note: str | None = None
    citations: tuple[Citation, ...] = ()


TABLES: dict[str, Any] = {
    "sources": Source,
    "actors": Actor,
    "events": Event,
    "statements": Statement,
    "casualties": CasualtyReport,
}


class _Index(dict[str, Any]):
    """The records of a table by id; raises DatasetError for an id that is not there."""

    def __init__(self, table: str, records: tuple[Any, ...]) -> None:
        super().__init__((record.id, record) for record in records)
        self.table = table

    def __missing__(self, id: str) -> None:
        where = "conflictcli validate tells where"
        raise DatasetError(
            f"A record refers to '{id}' in {self.table}, which is not there: {where}."
        )


def _by_id(table: str, kind: type[_Record]) -> cached_property[dict[str, _Record]]:
    """Give what finds a record of a table by its id; DatasetError where there is none."""
    return cached_property(lambda dataset: _Index(table, getattr(dataset, table)))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Dataset:
    """Everything a file holds, in the file's order."""

    schema_version: Literal[1]
    title: str
    description: str | None = None
    license: str | None = None
    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    casualties: tuple[CasualtyReport, ...] = ()

    source_by_id = _by_id("sources", Source)
    actor_by_id = _by_id("actors", Actor)
    event_by_id = _by_id("events", Event)
    statement_by_id = _by_id("statements", Statement)
