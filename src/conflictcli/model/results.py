"""What questions return: records and rows by the name of their table, and what goes with them."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from conflictcli.errors import UsageError
from conflictcli.model.denied import Denied
from conflictcli.model.records import (
    ActorId,
    CasualtyReport,
    Citation,
    CountId,
    Dataset,
    Date,
    Estimate,
    EventId,
    FactId,
    Record,
    RecordType,
    SourceId,
    Statement,
)
from conflictcli.model.scope import Scope
from conflictcli.model.text import normalized_name, quantity

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
Group = Literal["month", "year", "place", "actor", "kind"]
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


EVERYONE = "everyone"
Figure = Literal["killed", "injured"]
FIGURES: tuple[Figure, ...] = ("killed", "injured")
CountKey = tuple[str, Figure, str]


class Period(NamedTuple):
    """The possible days of a count, the first and the last."""

    first: datetime.date
    last: datetime.date

    def contains(self, other: "Period") -> bool:
        """Return whether all days of another period are in it."""
        return self.first <= other.first and other.last <= self.last

    @property
    def expression(self) -> str:
        """Return the period as a date expression."""
        if self.first == datetime.date.min:
            return f"[..{self.last}]"
        if self.last == datetime.date.max:
            return f"{self.first}/.."
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def length(self) -> int:
        """Return the number of days."""
        return (self.last - self.first).days + 1


class Count(NamedTuple):
    """One number in a casualty report: the killed or the injured of one people.

    The people are everyone, or a group. `period` is None where its days are unknown.
    """

    report: CasualtyReport
    figure: Figure
    people: str
    number: Estimate
    period: Period | None

    @property
    def people_key(self) -> str:
        """Return what tells its people from others, however they are spelled."""
        return normalized_name(self.people) or self.people

    @property
    def key(self) -> CountKey:
        """Return what tells a count from all others."""
        return self.report.id, self.figure, self.people


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class NotAdded:
    """What a total leaves out for one reason: how many events and counts, and their ids.

    `ids` are those of counts where the reason is one of counts, else those of events.
    """

    reason: Reason
    events: int
    counts: int
    ids: list[str]


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals, a row for each group and counter, and what was not added.

    `left_out` is how many records may be later than the as-of day, `numbers` are what was not added
    by reason, where these are some numbers of an event and not all.
    """

    rows: list[Total]
    not_added: list[NotAdded]
    left_out: int
    numbers: Mapping[str, Sequence[Count]] = field(default_factory=dict)


class ToAddUp(NamedTuple):
    """Records to add up: of the `events` with those ids, None being all; `sums` has the others."""

    dataset: Dataset
    events: Collection[str] | None = None
    sums: Sums | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A record that a search found, in brief."""

    type: RecordType
    id: str
    date: Date | None
    title: str
    citations: tuple[Citation, ...]
    matched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its value before and after, as in JSON."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: ids of its records, what they say in one line, ids of its sources."""

    records: list[FactId]
    text: str
    sources: list[SourceId]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What sources or actors say differently of an event; `event` is null if it is of none."""

    event: EventId | None
    kind: DisputeKind
    sides: list[Side]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Value:
    """A kind, place, stance, role or group, with the number of records that have it."""

    field: str
    value: str
    records: int


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, kw_only=True)
class Result:
    """The answer to a question: its records by the name of their table, and what goes with them.

    `question` names the question, `subject` of whom or what it is asked. `dataset` is what was
    said by the days of the scope, to look up what records refer to, `known` what of it was known by
    then; `left_out` is how many more records may be within the scope but have no certain day,
    `may_be_unpublished` how many have no source with one.

    By id: `matched` are the records within the scope, None being all, the others come with them;
    `certain` what lies in the window for certain, with what comes with it; `denied` the events and
    statements that are denied, with who denies them, `withdrawn` the statements that their own
    speakers withdraw, with the withdrawals; `texts` the texts of a record in which a search found
    words, `spans` where these stand in a text; `not_added` the numbers that totals leave out, by
    reason. `only_matched`: what comes with a match is left out; `is_one_of_several`: so are
    the other tables. `notes` are said beside the answer.
    """

    question: str
    subject: str = ""
    scope: Scope = field(default_factory=Scope)
    tables: Mapping[str, list[Any]]
    dataset: Dataset
    known: Dataset = field(default_factory=lambda: Dataset.empty(""))
    matched: Collection[str] | None = None
    certain: Collection[str] | None = None
    left_out: int = 0
    may_be_unpublished: int = 0
    denied: Mapping[str, Denied] = field(default_factory=dict)
    withdrawn: Mapping[str, Sequence[Statement]] = field(default_factory=dict)
    texts: Mapping[str, list[str]] = field(default_factory=dict)
    not_added: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    spans: Callable[[str], Sequence[tuple[int, int]]] = lambda text: ()
    only_matched: bool = False
    is_one_of_several: bool = False
    notes: tuple[str, ...] = ()

    def is_matched(self, record: Record) -> bool:
        """Return whether a record is within the scope, and does not only come with another."""
        return self.matched is None or record.id in self.matched

    def without_context(self) -> "Result":
        """Return the result without what only comes with a match, and a note of how much it is."""
        tables = {
            name: [record for record in rows if self.is_matched(record)]
            for name, rows in self.tables.items()
        }
        left_out = sum(map(len, self.tables.values())) - sum(map(len, tables.values()))
        come = "comes" if left_out == 1 else "come"
        note = f"Left out {quantity(left_out, 'record')} that only {come} with those that match."
        notes = (*self.notes, *([note] if left_out else []))
        return replace(self, tables=tables, only_matched=True, notes=notes)

    def only(self, table: str) -> "Result":
        """Return the result with one of its tables; raise UsageError where it has none so named."""
        if table not in self.tables:
            names = ", ".join(self.tables)
            raise UsageError(f"'{table}' is no table of this answer: choose from {names}.")
        return replace(self, tables={table: self.tables[table]}, is_one_of_several=True)

    def denied_by(self, record: Record) -> list[str]:
        """Return the ids of the actors who deny a record, each once."""
        denied = self.denied.get(record.id)
        return denied.speakers if denied else []
