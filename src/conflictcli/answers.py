"""What questions return: the records found, and what is to be said about them."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from conflictcli.model import Dataset

Severity = Literal["error", "warning"]


class Answer(NamedTuple):
    """The records known, by the name of their table, and what goes with them.

    `left_out` is how many more may belong to them but have no certain day, `dataset` what was
    disclosed by the day. By id, and by what is known: `denied` are the events and statements that
    a statement denies, `latest` the casualty reports than which none of the same event has a
    later day, `texts` the texts of a record in which a search found words.
    """

    tables: dict[str, list[Any]]
    dataset: Dataset
    left_out: int = 0
    denied: Collection[str] = ()
    latest: Collection[str] = ()
    texts: Mapping[str, list[str]] = MappingProxyType({})


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
