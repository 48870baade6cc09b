"""What questions return: records and rows by the name of their table, and what goes with them."""

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from conflictcli.errors import UsageError
from conflictcli.model.denied import Denied
from conflictcli.model.records import CasualtyReport, Dataset, Estimate, Record, Statement
from conflictcli.model.scope import Scope
from conflictcli.model.text import normalized_name, quantity

if TYPE_CHECKING:
    from conflictcli.model.rows import Sums

Group = Literal["month", "year", "place", "actor", "kind"]
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


class ToAddUp(NamedTuple):
    """Records to add up: of the `events` with those ids, None being all; `sums` has the others."""

    dataset: Dataset
    events: Collection[str] | None = None
    sums: "Sums | None" = None


@dataclass(kw_only=True, eq=False)
class Result:
    """The answer to a question: its records by the name of their table, and what goes with them.

    `question` names the question, `subject` of whom or what it is asked. `dataset` is what was
    said by the days of the scope, to look up what records refer to, `known` what of it was known by
    then; `left_out` is how many more records may be within the scope but have no certain day,
    `may_be_unpublished` how many have no source with one.

    By id: `matched` are the records within the scope, None being all, the others come with them;
    `certain` what lies in the window for certain, None being all, `shown_first` that with what
    comes with it; `denied` the events and statements that are denied, with who denies them;
    `withdrawn` the statements that their own speakers withdraw, with the withdrawals; `texts` the
    texts of a record in which a search found words, `spans` where these stand in a text;
    `not_added` the numbers that totals leave out, by reason. `only_matched`: what comes with a
    match is left out; `is_one_of_several`: so are the other tables. `notes` are said beside the
    answer.
    """

    question: str
    subject: str = ""
    scope: Scope = field(default_factory=Scope)
    tables: Mapping[str, list[Any]]
    dataset: Dataset
    known: Dataset = field(default_factory=lambda: Dataset.empty(""))
    matched: Collection[str] | None = None
    certain: Collection[str] | None = None
    shown_first: Collection[str] | None = None
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

    def is_certain(self, record: Record) -> bool:
        """Return whether a record lies in the window for certain."""
        return self.certain is None or record.id in self.certain

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
