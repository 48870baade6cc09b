"""Rows of totals: those of some events and of others as one, and their order."""

from collections.abc import Iterable, Sequence
from typing import get_args

from conflictcli.model.rows import NotAdded, Reason, Sums, Total
from conflictcli.queries.figures import sum_of

SEVERAL = "several"
REASONS: Sequence[Reason] = get_args(Reason)


def joined(one: Sums, other: Sums) -> Sums:
    """Return sums of some events and of others as one."""
    rows: dict[tuple[str | None, str | None], list[Total]] = {}
    for row in (*one.rows, *other.rows):
        rows.setdefault((row.group, row.counter), []).append(row)
    reasons: dict[Reason, list[NotAdded]] = {}
    for left in (*one.not_added, *other.not_added):
        reasons.setdefault(left.reason, []).append(left)
    totals = [
        Total(
            group=group,
            counter=counter,
            events=sum(row.events for row in parts),
            counts=sum(row.counts for row in parts),
            killed=sum_of([row.killed for row in parts if row.killed]),
            injured=sum_of([row.injured for row in parts if row.injured]),
        )
        for (group, counter), parts in rows.items()
    ]
    not_added = [
        NotAdded(
            reason,
            sum(part.events for part in reasons[reason]),
            sum(part.counts for part in reasons[reason]),
            sorted(id for part in reasons[reason] for id in part.ids),
        )
        for reason in REASONS
        if reason in reasons
    ]
    return Sums(totals, not_added, one.left_out + other.left_out, one.numbers)


def in_time(rows: Iterable[Total]) -> list[Total]:
    """Return rows in order of time: the last are what lasted, then what has no date."""
    return sorted(
        rows,
        key=lambda row: (
            row.group is None,
            row.group == SEVERAL,
            row.group or "",
            -_size(row),
            *_counter(row),
        ),
    )


def by_size(rows: Iterable[Total]) -> list[Total]:
    """Return rows by group, that with the most killed by any counter first, and so within it."""
    rows = sorted(rows, key=lambda row: (-_size(row), *_counter(row)))
    largest: dict[str | None, int] = {}
    for row in rows:
        largest.setdefault(row.group, _size(row))
    return sorted(rows, key=lambda row: (-largest[row.group], row.group is None, row.group or ""))


def _counter(total: Total) -> tuple[bool, str]:
    return total.counter is None, total.counter or ""


def _size(total: Total) -> int:
    killed = total.killed
    return (killed.best or killed.low or killed.high or 0) if killed else -1
