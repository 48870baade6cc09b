"""What a map can say: its tables and keys, and what each holds.

A field is a key of the same name. Those of `Template` are filled from the columns of a row, the
others are taken as they stand.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from conflictcli.imports.days import Reach
from conflictcli.imports.templates import Template
from conflictcli.model.typed_dates import Form

# What a number or an empty cell means.
Number = Literal["unknown"] | int


@dataclass(frozen=True, kw_only=True)
class Recorder:
    """Who made the table, how else that is called, its address, and how it is to be cited."""

    main_key: ClassVar = "name"

    name: str
    aliases: tuple[str, ...] = ()
    url: str | None = None
    cite: str | None = None


@dataclass(frozen=True, kw_only=True)
class Precision:
    """How exactly a day is known, by the codes of a column."""

    column: Template
    codes: dict[str, tuple[Reach, ...]]


@dataclass(frozen=True, kw_only=True)
class Days:
    """A day, or two; `lasts`: it went on from the one to the other, else it was on one of them."""

    main_key: ClassVar = "start"

    start: Template
    end: Template | None = None
    lasts: bool = False
    precision: Precision | None = None
    note: Template | None = None


@dataclass(frozen=True, kw_only=True)
class EventKeys:
    """The texts of an event."""

    title: Template
    kind: Template
    summary: Template | None = None
    note: Template | None = None


@dataclass(frozen=True, kw_only=True)
class PlaceKeys:
    """Where an event was."""

    main_key: ClassVar = "name"

    name: Template
    within: tuple[Template, ...] = ()
    region: Template | None = None
    country: Template | None = None
    latitude: Template | None = None
    longitude: Template | None = None
    precision: Template | None = None


@dataclass(frozen=True, kw_only=True)
class ActorKeys:
    """Who took part; `list` parts several in a cell."""

    name: Template
    role: Template
    kind: Template | None = None
    list: str | None = None


@dataclass(frozen=True, kw_only=True)
class SourceKeys:
    """What a row was taken from; `list` parts several in a cell, `items` is a column of JSON."""

    publisher: Template | None = None
    title: Template | None = None
    author: Template | None = None
    published: Template | None = None
    url: Template | None = None
    note: Template | None = None
    compiles: bool = False
    list: str | None = None
    items: Template | None = None


@dataclass(frozen=True, kw_only=True)
class EstimateKeys:
    """A number of people; one text alone is `best`."""

    main_key: ClassVar = "best"

    low: Template | None = None
    best: Template | None = None
    high: Template | None = None


@dataclass(frozen=True, kw_only=True)
class GroupKeys:
    """The killed and injured of one group of people."""

    killed: EstimateKeys | None = None
    injured: EstimateKeys | None = None


@dataclass(frozen=True, kw_only=True)
class Approximate:
    """Words in a column that make a number approximate, and the note that says why."""

    column: Template
    words: tuple[str, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class CountKeys:
    """The killed and injured of a row; `values` says what a number or an empty cell means."""

    killed: EstimateKeys | None = None
    injured: EstimateKeys | None = None
    groups: dict[str, GroupKeys] | None = None
    values: dict[str, Number] | None = None
    approximate: Approximate | None = None
    by: Template | None = None
    as_of: Days | None = None
    covers: Days | None = None
    note: Template | None = None
    series: bool = False


@dataclass(frozen=True, kw_only=True)
class Skip:
    """The rows to leave out: those whose text is one of `equals`, or none of `unless`."""

    column: Template
    equals: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Map:
    """What a table means; `title`, `license` and `description` are those of the dataset.

    `rows` is the path of the list of rows in a JSON file.
    """

    title: str
    license: str | None = None
    description: str | None = None
    prefix: str
    recorder: Recorder
    dates: Form | None = None
    rows: str | None = None
    empty: tuple[str, ...] = ()
    id: Template
    event: EventKeys
    date: Days
    place: PlaceKeys | None = None
    actors: tuple[ActorKeys, ...] = ()
    count: CountKeys | None = None
    sources: tuple[SourceKeys, ...] = ()
    codes: dict[str, dict[str, str]] | None = None
    skip: tuple[Skip, ...] = ()
