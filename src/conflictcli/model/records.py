"""The records of a dataset, named as in its JSON; null means unknown.

No record is changed once it is made: a query that says less of one makes another (`replace`).
The type of a field says what it holds: an id of another record, a date, a name, or a number.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

from conflictcli.errors import DatasetError
from conflictcli.model import dates

SLUG = r"^[a-z0-9][a-z0-9._-]*$"


def _form(pattern: str, words: str) -> dict[str, Any]:
    """Return what JSON Schema says of a text: its form, for programs and in words for people.

    `errorMessage` is what editors show of a text that has not the form.
    """
    # In some programs $ matches before a line break at the end.
    no_break = {"pattern": r"\n"}
    told = {"description": words, "errorMessage": f"Expected {words[:1].lower()}{words[1:]}."}
    return {"pattern": pattern, "not": no_break, **told}


_SLUG_FORM = "An id: a-z, 0-9, '.', '_' and '-' after a first letter or digit"
_DATE_FORM = f"A date: the forms are {dates.FORMS}"
_DAY_FORM = f"A day: {dates.DAY_FORM}"

Id = Annotated[str, Meta(extra_json_schema=_form(SLUG, _SLUG_FORM))]
SourceId = Annotated[str, Meta(extra={"table": "sources"})]
ActorId = Annotated[str, Meta(extra={"table": "actors"})]
EventId = Annotated[str, Meta(extra={"table": "events"})]
StatementId = Annotated[str, Meta(extra={"table": "statements"})]
CountId = Annotated[str, Meta(extra={"table": "casualties"})]
# Of an event, a statement or a casualty report.
FactId = Annotated[str, Meta(extra={"table": "dated"})]
Date = Annotated[
    str,
    Meta(extra={"parse": dates.interval}, extra_json_schema=_form(dates.PATTERN, _DATE_FORM)),
]
Day = Annotated[
    str,
    Meta(extra={"parse": dates.parse_day}, extra_json_schema=_form(dates.DAY_PATTERN, _DAY_FORM)),
]
Name = Annotated[str, Meta(extra={"is_name": True})]
# What a screen calls a source or an actor; unique in its table.
Short = Annotated[str, Meta(min_length=1, max_length=18, extra={"is_name": True})]
# No count of people is larger; sums of them fit into 64 bits.
People = Annotated[int, Meta(ge=0, le=10_000_000_000)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]

VERSION = 3
# Fields that earlier versions of the format do not have.
SINCE_2 = Meta(extra={"since": 2})
SINCE_3 = Meta(extra={"since": 3})
DAY_BEFORE_3 = Meta(extra={"parse_before_3": dates.parse_day})

ActorKind = Literal["person", "state", "organization", "armed-group", "body"]
EntryType = Literal["event", "statement", "casualties"]
RecordType = Literal["event", "statement", "casualties", "actor", "source"]
Stance = Literal[
    "accuses", "denies", "asserts", "demands", "proposes", "objects", "announces", "finds"
]


class _WithRepr:
    """Gives a dataclass with slots its `repr`: to make one for each class takes time at start."""

    __slots__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Return its class with the fields."""
        fields = (f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({', '.join(fields)})"


@dataclass(slots=True, kw_only=True, repr=False)
class Citation(_WithRepr):
    """Where a source says something: `locator` is a place in it, `quote` a few verbatim words."""

    source: SourceId
    locator: str | None = None
    quote: str | None = None


class Record(_WithRepr):
    """What records of every kind share."""

    __slots__ = ()

    type: ClassVar[RecordType]
    table: ClassVar[str]
    # The field that dates the record, and the one that hangs it from another record.
    date_field: ClassVar[str | None] = None
    parent_field: ClassVar[str | None] = None

    id: str
    citations: tuple[Citation, ...]

    # The date expression that the record is filed under.
    when = property(lambda record: None)

    @property
    def sort_key(self) -> tuple[tuple[bool, date, date], str]:
        """Return what sorts records: first bound, last bound, id; undated last."""
        return dates.sort_key(self.when), self.id

    @property
    def source_ids(self) -> list[str]:
        """Return the ids of the record's sources, each once, in the order of citation."""
        return list(dict.fromkeys(citation.source for citation in self.citations))

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Return the ids of the events that the record is, is about or counts."""
        return ()


@dataclass(slots=True, kw_only=True, repr=False)
class Source(Record):
    """A publication; `copy_of` is the source whose text it carries.

    `compiles`: it codes or gathers other sources, as a dataset or an aggregator does.
    """

    type: ClassVar[RecordType] = "source"
    table: ClassVar[str] = "sources"
    date_field: ClassVar[str | None] = "published"
    parent_field: ClassVar[str | None] = "copy_of"
    when = property(attrgetter("published"))

    id: Id
    short: Annotated[Short, SINCE_2] | None = None
    title: Name | None = None
    publisher: Name | None = None
    author: Annotated[Name, SINCE_2] | None = None
    published: Date | None = None
    url: str | None = None
    archived_url: Annotated[str, SINCE_2] | None = None
    accessed: Annotated[Day, SINCE_2] | None = None
    copy_of: Annotated[SourceId, SINCE_2] | None = None
    compiles: Annotated[bool, SINCE_3] = False
    language: str | None = None
    note: str | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:  # type: ignore[override]
        """Return a citation of the source itself."""
        return (Citation(source=self.id),)


@dataclass(slots=True, kw_only=True, repr=False)
class Actor(Record):
    """A person, state, organization, armed group or body; `member_of` is an actor id."""

    type: ClassVar[RecordType] = "actor"
    table: ClassVar[str] = "actors"

    id: Id
    name: Name
    short: Annotated[Short, SINCE_2] | None = None
    kind: ActorKind
    aliases: tuple[Name, ...] = ()
    role: str | None = None
    member_of: ActorId | None = None
    note: str | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(slots=True, kw_only=True, repr=False)
class Place(_WithRepr):
    """A named place; latitude and longitude in decimal degrees, `precision` in words.

    `within` are the names of the wider places that it lies in, the nearest first.
    """

    name: Name
    within: Annotated[tuple[Name, ...], SINCE_3] = ()
    region: Name | None = None
    country: Name | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    precision: Annotated[str, SINCE_2] | None = None

    @property
    def names(self) -> list[str]:
        """Return the names of the place and of what it lies in, each once, the nearest first."""
        every = (self.name, *self.within, self.region, self.country)
        return [name for name in dict.fromkeys(every) if name]


@dataclass(slots=True, kw_only=True, repr=False)
class Participant(_WithRepr):
    """An actor's part in an event; `source` says so where the event's sources differ."""

    actor: ActorId
    role: str
    source: SourceId | None = None


@dataclass(slots=True, kw_only=True, repr=False)
class Event(Record):
    """Something that happened; `part_of` and `disagrees_with` hold event ids."""

    type: ClassVar[RecordType] = "event"
    table: ClassVar[str] = "events"
    date_field: ClassVar[str | None] = "date"
    when = property(attrgetter("date"))
    parent_field: ClassVar[str | None] = "part_of"

    id: Id
    title: Name
    kind: str
    date: Date | None = None
    date_note: str | None = None
    place: Place | None = None
    summary: str | None = None
    note: str | None = None
    participants: tuple[Participant, ...] = ()
    part_of: EventId | None = None
    disagrees_with: tuple[EventId, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def source_ids(self) -> list[str]:
        """Return the ids of the sources of the event, then those of its participants."""
        cited = [citation.source for citation in self.citations]
        named = [part.source for part in self.participants if part.source]
        return list(dict.fromkeys(cited + named))

    @property
    def is_located(self) -> bool:
        """Return whether its place is a point on a map."""
        place = self.place
        return place is not None and None not in (place.latitude, place.longitude)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Return the event's own id."""
        return (self.id,)


@dataclass(slots=True, kw_only=True, repr=False)
class Statement(Record):
    """What an actor said.

    `attributes_to` are the actors who did what it is about; with the stance "denies", who did not.
    """

    type: ClassVar[RecordType] = "statement"
    table: ClassVar[str] = "statements"
    date_field: ClassVar[str | None] = "date"
    when = property(attrgetter("date"))
    parent_field: ClassVar[str | None] = "responds_to"

    id: Id
    speaker: ActorId
    stance: Stance
    date: Date | None = None
    date_note: str | None = None
    text: str
    note: str | None = None
    about: tuple[EventId, ...] = ()
    attributes_to: Annotated[tuple[ActorId, ...], SINCE_2] = ()
    responds_to: StatementId | None = None
    disagrees_with: tuple[StatementId, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Return the ids of the events that the statement is about."""
        return self.about


@dataclass(slots=True, kw_only=True, repr=False)
class Estimate(_WithRepr):
    """A number of people: `best` as given, `low` and `high` as bounds.

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
        """Return low, best and high, those that are known."""
        return [number for number in (self.low, self.best, self.high) if number is not None]

    @property
    def rises(self) -> bool:
        """Return whether low, best and high, those that are known, do not fall."""
        low, best, high = self.low, self.best, self.high
        if best is None:
            return low is None or high is None or low <= high
        return (low is None or low <= best) and (high is None or best <= high)

    @property
    def is_open(self) -> bool:
        """Return whether there is no upper bound."""
        return self.best is self.high is None

    @property
    def rising(self) -> "Estimate":
        """Return it with a low, best and high that rise, equal bounds being one number.

        Where the numbers given do not rise, the smallest is the low and the largest the high.
        """
        low, best, high = self.low, self.best, self.high
        if not self.rises:
            low, high = min(self.numbers), max(self.numbers)
        if low is not None and low == high:
            best = low
        if {low, high} <= {best, None}:
            low = high = None
        if (low, best, high) == (self.low, self.best, self.high):
            return self
        return Estimate(low=low, best=best, high=high, approximate=self.approximate)

    def __str__(self) -> str:
        """Return it like `376`, `about 20`, `at least 376`, `up to 30`, `12–20`, `21 (18–32)`."""
        return _estimate_text(self.low, self.best, self.high, self.approximate)


@lru_cache(maxsize=4096)
def _estimate_text(
    lowest: int | None, given: int | None, highest: int | None, approximate: bool
) -> str:
    about = "about " if approximate else ""
    low, best, high = (n if n is None else f"{n:,}" for n in (lowest, given, highest))
    if best is None and low == high:
        return f"{about}{low}"
    bounds = f"{low}–{high}" if low and high else ""
    if low and not high:
        bounds = f"at least {'' if best else about}{low}"
    if high and not low:
        bounds = f"up to {'' if best else about}{high}"
    if best is None:
        return about + bounds if low and high else bounds
    return f"{about}{best}" + (f" ({bounds})" if bounds and {low, high} != {best} else "")


@dataclass(slots=True, kw_only=True, repr=False)
class Breakdown(_WithRepr):
    """The part of a count that is of one group of people, like children; never added to it."""

    group: Name
    killed: Estimate | None = None
    injured: Estimate | None = None


@dataclass(slots=True, kw_only=True, repr=False)
class CasualtyReport(Record):
    """A count of an event's casualties.

    `as_of` is the day on which it stood or, where its source does not say, was published;
    `covers` the period that it counts.
    """

    type: ClassVar[RecordType] = "casualties"
    table: ClassVar[str] = "casualties"
    date_field: ClassVar[str | None] = "as_of"
    when = property(attrgetter("as_of"))
    parent_field: ClassVar[str | None] = "event"

    id: Id
    event: EventId
    as_of: Annotated[Date, DAY_BEFORE_3] | None = None
    covers: Annotated[Date, SINCE_2] | None = None
    killed: Estimate | None = None
    injured: Estimate | None = None
    breakdown: Annotated[tuple[Breakdown, ...], SINCE_2] = ()
    counted_by: ActorId | None = None
    note: str | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def has_number(self) -> bool:
        """Return whether it gives a number of anybody."""
        if self.killed or self.injured:
            return True
        return any(part.killed or part.injured for part in self.breakdown)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Return the id of the event that is counted."""
        return (self.event,)


RECORD_CLASSES: tuple[type[Any], ...] = (Source, Actor, Event, Statement, CasualtyReport)


class ById(dict[str, Any]):
    """What there is of a table by id; raises DatasetError for an unknown id."""

    def __init__(self, table: str, records: tuple[Any, ...] = ()) -> None:
        super().__init__(zip(map(attrgetter("id"), records), records, strict=True))
        self.table = table

    def __missing__(self, id: str) -> Any:
        raise DatasetError(
            f"A record refers to '{id}' in {self.table}, which is not there: "
            "conflictcli validate FILE tells where."
        )


@dataclass(kw_only=True)
class Dataset:
    """Everything a file holds, in the file's order."""

    schema_version: Literal[1, 2, 3]
    title: Name
    description: str | None = None
    license: str | None = None
    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    casualties: tuple[CasualtyReport, ...] = ()

    @classmethod
    def empty(cls, title: str) -> "Dataset":
        """Return a dataset without records."""
        return cls(schema_version=3, title=title)

    @property
    def dated(self) -> list[Event | Statement | CasualtyReport]:
        """Return the events, the statements and the casualty reports."""
        return [*self.events, *self.statements, *self.casualties]

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """Return the records of each table by id; an unknown id raises DatasetError."""
        return {
            record_class.table: ById(record_class.table, getattr(self, record_class.table))
            for record_class in RECORD_CLASSES
        }

    source_by_id = property(lambda dataset: dataset.by_id["sources"])
    actor_by_id = property(lambda dataset: dataset.by_id["actors"])
    event_by_id = property(lambda dataset: dataset.by_id["events"])
    statement_by_id = property(lambda dataset: dataset.by_id["statements"])

    @cached_property
    def dated_by_id(self) -> dict[str, Event | Statement | CasualtyReport]:
        """Return the events, statements and casualty reports by id."""
        return {record.id: record for record in self.dated}
