"""The rows of answers that are no records: totals, disputes, changes, what is known in brief.

They are apart from `results`, since most answers have none, and to make a dataclass takes time.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from conflictcli.model.records import (
    ActorId,
    Citation,
    CountId,
    Date,
    Estimate,
    EventId,
    FactId,
    RecordType,
    SourceId,
)
from conflictcli.model.results import Count

Severity = Literal["error", "warning"]
DisputeKind = Literal[
    "attribution",
    "denial",
    "account",
    "count",
    "many counts",
    "one counter",
    "one counter, many counts",
]
Reason = Literal[
    "part of a counted event",
    "may overlap a counted event",
    "counts of different days",
    "another account of a counted event",
    "of a group alone",
    "not certainly in the window",
    "no count",
]
ChangeKind = Literal["added", "withdrawn", "corrected"]


@dataclass(slots=True, kw_only=True)
class Total:
    """The figures of one counter for the events of a group, added up; both null are not given.

    `events` and `counts` are how many were added. A bound is null where one of the figures has
    none; `best` is null where one has no such number.
    """

    group: str | None
    counter: ActorId | None
    events: int
    counts: int
    killed: Estimate | None
    injured: Estimate | None


@dataclass(slots=True)
class NotAdded:
    """What a total leaves out for one reason: how many events and counts, and their ids.

    `ids` are those of counts where the reason is one of counts, else those of events.
    """

    reason: Reason
    events: int
    counts: int
    ids: list[str]


@dataclass(slots=True)
class Sums:
    """Totals, a row for each group and counter, and what was not added.

    `left_out` is how many records may be later than the as-of day, `numbers` are what was not added
    by reason, where these are some numbers of an event and not all.
    """

    rows: list[Total]
    not_added: list[NotAdded]
    left_out: int
    numbers: Mapping[str, Sequence[Count]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class TimelineEntry:
    """A record of a timeline in brief; `earliest` and `latest` are its first and last day.

    `denied_by` are the ids of the actors who deny it.
    """

    type: RecordType
    id: str
    date: Date | None
    earliest: datetime.date | None
    latest: datetime.date | None
    title: str
    disputed: bool
    denied_by: list[ActorId]
    citations: tuple[Citation, ...]
    matched: bool
    certain: bool


@dataclass(slots=True, kw_only=True)
class Match:
    """A record that a search found, in brief."""

    type: RecordType
    id: str
    date: Date | None
    title: str
    citations: tuple[Citation, ...]
    matched: bool


@dataclass(slots=True, kw_only=True)
class NewRecord:
    """A record that came to be known, in brief.

    `replaces` is the id of the earlier count of the same counter that it replaces, `denies` are
    the ids of the events and statements that it denies. Where these are many, and all that an
    earlier row denies, they are empty, and `denies_same_as` is the id of that row.
    """

    type: RecordType
    id: str
    date: Date | None
    title: str
    replaces: CountId | None
    denies: tuple[FactId, ...]
    denies_same_as: FactId | None
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class FieldChange:
    """A field with its value before and after, as in JSON."""

    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class Change:
    """A record that is only in the new dataset, only in the old, or that has other fields there.

    `fields` are those that differ, of one added or withdrawn those that hold something. `id` is
    null for the fields of the dataset itself. The citations are those of the new record, then those
    that only the old one has.
    """

    change: ChangeKind
    type: RecordType | Literal["dataset"]
    id: str | None
    title: str
    fields: list[FieldChange]
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Side:
    """One side of a dispute: ids of its records, what they say in one line, ids of its sources."""

    records: list[FactId]
    text: str
    sources: list[SourceId]


@dataclass(slots=True)
class Dispute:
    """What sources or actors say differently of an event; `event` is null if it is of none."""

    event: EventId | None
    kind: DisputeKind
    sides: list[Side]


@dataclass(slots=True)
class Info:
    """What a dataset holds: its records, of which those with a date are its facts.

    `earliest` and `latest` are the first and last day that a fact names; of the facts, `undated`
    have no day but bounds at most, `disputed` are denied by a statement, `single_source` cite one,
    `differs` are given differently by another source.
    """

    path: str
    schema_version: int
    title: str
    description: str | None
    license: str | None
    earliest: datetime.date | None
    latest: datetime.date | None
    sources: int
    actors: int
    events: int
    statements: int
    casualties: int
    undated: int
    disputed: int
    single_source: int
    differs: int

    @property
    def facts(self) -> int:
        """Return how many events, statements and counts there are."""
        return self.events + self.statements + self.casualties


@dataclass(slots=True)
class Value:
    """A kind, place, stance, role or group, with the number of records that have it."""

    field: str
    value: str
    records: int


@dataclass(slots=True)
class Problem:
    """A broken rule; `where` is a path like `events[3].citations[0].source`.

    `id` and `line` are those of the record, or the line is that of the break; null where there
    is none.
    """

    rule: str
    severity: Severity
    where: str
    id: str | None
    line: int | None
    message: str
