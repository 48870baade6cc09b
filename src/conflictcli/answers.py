"""What questions return: the records found, and what is to be said about them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from conflictcli.model import Dataset, Estimate

By = Literal["month", "year", "place", "actor", "kind"]
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Total:
    """The last reports of the events of a group, added up; `group` null is not known.

    `without_count` are the events of which no number is known, `without_best` those with a bound
    alone: it is in the sum of low or high, and not in that of best.
    """

    group: str | None
    events: int
    reports: int
    without_count: int
    without_best: int
    killed: Estimate | None
    injured: Estimate | None


class Covered(NamedTuple):
    """What totals cover, each event once: `without_count` are those of which no number is known."""

    events: int
    reports: int
    without_count: int


class Answer(NamedTuple):
    """The records known, by the name of their table, and what goes with them.

    `left_out` is how many more may belong to them but have no certain day, `dataset` what was
    disclosed by the day. By id, and by what is known: `denied` are the events and statements that
    a statement denies, `latest` the casualty reports than which none of the same event has a
    later day, `texts` the texts of a record in which a search found words. `covered` is what
    totals cover.
    """

    tables: dict[str, list[Any]]
    dataset: Dataset
    left_out: int = 0
    denied: Collection[str] = ()
    latest: Collection[str] = ()
    texts: Mapping[str, list[str]] = MappingProxyType({})
    covered: Covered | None = None


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
