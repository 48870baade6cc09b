"""Which of very many counts of one event cannot hold beside some other: no pair is named."""

from collections.abc import Iterable, Sequence

from conflictcli.model import dates
from conflictcli.model.records import CasualtyReport
from conflictcli.queries.conflicts import Number, Numbers

_Counted = Sequence[tuple[CasualtyReport, Sequence[Number]]]
_NAMED, _UNNAMED = "named", "unnamed"


class _Pools:
    """Numbers by people and pool: in each, whatever is certainly fewer or certainly more."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, ...], list[tuple[Number, str]]] = {}
        self._made: dict[tuple[str, ...], tuple[Numbers[str], Numbers[str]]] = {}

    def add(self, pool: str, numbers: Iterable[Number], whose: str) -> None:
        """Add numbers to a pool."""
        for number in numbers:
            self._numbers.setdefault(_key(pool, number), []).append((number, whose))

    def contest(self, pool: str, numbers: Iterable[Number], but: str | None = None) -> bool:
        """Return whether some number in a pool, but for those of one, cannot hold beside these."""
        for number in numbers:
            key = _key(pool, number)
            if key in self._numbers and key not in self._made:
                every = self._numbers[key]
                self._made[key] = Numbers(every), Numbers(every, is_mirrored=True)
            for others in self._made.get(key, ()):
                if next(others.below(number, but), None) is not None:
                    return True
        return False


def contested_by_others(counted: _Counted) -> set[str]:
    """Return the ids of the reports that another counter contests."""
    pools = _Pools()
    for report, numbers in counted:
        if report.counted_by is not None:
            pools.add(_NAMED, numbers, report.counted_by)
            continue
        pools.add(_UNNAMED, numbers, report.id)
        if pool := unnamed_pool(report, numbers):
            pools.add(pool, numbers, report.id)
    return {
        report.id
        for report, numbers in counted
        if pools.contest(_NAMED, numbers, report.counted_by)
        or (
            pools.contest(unnamed_pool(report, numbers) or "", numbers, report.id)
            if report.counted_by is None
            else pools.contest(_UNNAMED, numbers)
        )
    }


def contested_by_itself(counted: _Counted) -> set[str]:
    """Return the ids of the reports that another of the same counter contests."""
    pools = _Pools()
    named = [(report, numbers) for report, numbers in counted if report.counted_by is not None]
    for report, numbers in named:
        pools.add(str(report.counted_by), numbers, report.id)
    return {
        report.id
        for report, numbers in named
        if pools.contest(str(report.counted_by), numbers, report.id)
    }


def unnamed_pool(report: CasualtyReport, numbers: Sequence[Number]) -> str | None:
    """Return what a count that names nobody shares with those by others, None where none are.

    Two such are by two counters only if both stood on one day, and are compared only if they are
    of the same days.
    """
    is_of_day = report.as_of and dates.is_day(report.as_of)
    return f"{report.as_of} {numbers[0].period}" if is_of_day else None


def _key(pool: str, number: Number) -> tuple[str, ...]:
    return pool, number.figure, number.people
