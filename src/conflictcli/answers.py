"""What questions return: the records found, and what is to be said about them."""

from typing import Generic, Literal, NamedTuple, TypeVar

from conflictcli.model import CasualtyReport, Event, Statement
from conflictcli.records import Record

_T = TypeVar("_T")

Severity = Literal["error", "warning"]

# The event where it had certainly begun, what was said, the counts, the parts.
AboutEvent = tuple[list[Event], list[Statement], list[CasualtyReport], list[Event]]
# Its events, its statements, what answers or disagrees with them, the counts that it gave.
AboutActor = tuple[list[Event], list[Statement], list[Statement], list[CasualtyReport]]


class Answer(NamedTuple, Generic[_T]):
    """What is known, and how many more records may belong to it but have no certain day.

    By id, and by what is known: `denied` are the events and statements that a statement denies,
    `latest` the casualty reports than which none of the same event has a later day.
    """

    known: _T
    left_out: int
    denied: set[str]
    latest: set[str]


class Hit(NamedTuple):
    """A record found, whether its title or name has all the words, other texts with any."""

    record: Record
    named: bool
    texts: list[str]


class Problem(NamedTuple):
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
