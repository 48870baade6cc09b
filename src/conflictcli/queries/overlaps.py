"""Why figures of one counter are not added: they are of a whole and its parts."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from conflictcli.model.results import Period
from conflictcli.model.rows import Reason
from conflictcli.queries.families import Families

_UNKNOWN = 1  # The bit of unknown days, beside those of days.


class Overlaps:
    """The figures of one counter, of killed or injured, for accounts of events.

    `periods` are the days of the figures of each account. Sets of days are numbers with a bit for
    each stretch between two days on which a period begins or ends.
    """

    def __init__(self, periods: Mapping[str, Sequence[Period | None]], families: Families) -> None:
        self._periods, self._families = periods, families
        self._of_knot: dict[str, list[str]] = {}
        for account in periods:
            self._of_knot.setdefault(families.knot(account), []).append(account)
        self._above: dict[str, int] = {}
        self._edges: list[date] = []

    def reason(self, account: str) -> Reason | None:
        """Return why an account is not added beside others, None where it is."""
        knot = self._families.knot(account)
        if len(self._of_knot[knot]) > 1:
            return "may overlap a counted event"
        if not self._families.wholes.get(knot):
            return None
        counted, own = self._days_above(knot), self._days([account])
        if not counted:
            return None
        if (own | counted) & _UNKNOWN:
            return "may overlap a counted event"
        if not own & ~counted:
            return "part of a counted event"
        return "may overlap a counted event" if own & counted else None

    def _days_above(self, knot: str) -> int:
        """Return the days of all figures of the wholes of a knot, at any depth."""
        waiting = [knot]
        while waiting:
            wholes = self._families.wholes.get(waiting[-1], ())
            missing = [whole for whole in wholes if whole not in self._above]
            if missing:
                waiting += missing
                continue
            days = 0
            for whole in wholes:
                days |= self._above[whole] | self._days(self._of_knot.get(whole, ()))
            self._above[waiting.pop()] = days
        return self._above[knot]

    def _days(self, accounts: Iterable[str]) -> int:
        """Return the days of the figures of accounts."""
        days = 0
        for account in accounts:
            for period in self._periods[account]:
                days |= self._bits(period) if period else _UNKNOWN
        return days

    def _bits(self, period: Period) -> int:
        if not self._edges:
            known = {each for periods in self._periods.values() for each in periods if each}
            self._edges = sorted({day for each in known for day in (each.first, _after(each))})
        first, end = (bisect_left(self._edges, day) for day in (period.first, _after(period)))
        return (1 << end + 1) - (1 << first + 1)


def _after(period: Period) -> date:
    """Return the day after a period; the last of the calendar has none."""
    return period.last + timedelta(days=1) if period.last < date.max else date.max
