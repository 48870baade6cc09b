"""Who denies a record, and what it was that they denied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from conflictcli.model import dates
from conflictcli.model.records import Statement

# More who deny a record are told in each place by their number, or listed in one place.
MOST_DENYING = 100


@dataclass(eq=False)
class DenialGroup:
    """Denials that deny the same, by date: shared by all accusations that they deny.

    They clear one actor of one act, or all deny this; or, `event` being null, answer one statement.
    """

    event: str | None
    statements: Sequence[Statement]

    @cached_property
    def ids(self) -> dict[str, None]:
        """Return the ids of the denials, in their order."""
        return dict.fromkeys(denial.id for denial in self.statements)

    @cached_property
    def speakers(self) -> list[str]:
        """Return the ids of who denies, by their first denial."""
        return list(dict.fromkeys(denial.speaker for denial in self.statements))

    @cached_property
    def first_by_speaker(self) -> dict[str, Statement]:
        """Return the first denial of each speaker."""
        return {denial.speaker: denial for denial in reversed(self.statements)}

    @cached_property
    def last_day_by_speaker(self) -> dict[str, date]:
        """Return the last possible day of the denials of each speaker."""
        days: dict[str, date] = {}
        for denial in self.statements:
            day = dates.interval(denial.when).latest or date.max
            days[denial.speaker] = max(day, days.get(denial.speaker, day))
        return days


@dataclass(eq=False)
class Denied:
    """Who denies a record; `accused_on` is the first possible day of an accusation."""

    groups: tuple[DenialGroup, ...]
    accused_on: date | None = None

    @property
    def statements(self) -> list[Statement]:
        """Return the denials, each once, by date."""
        every = chain.from_iterable(group.statements for group in self.groups)
        return sorted({said.id: said for said in every}.values(), key=lambda said: said.sort_key)

    @property
    def speakers(self) -> list[str]:
        """Return the ids of who denies it, by their first denial."""
        return _speakers(self.groups)

    @cached_property
    def earlier_speakers(self) -> set[str]:
        """Return the ids of those all of whose denials certainly came before the accusation."""
        is_earlier: dict[str, bool] = {}
        for group in self.groups:
            for speaker, last in group.last_day_by_speaker.items():
                is_so = bool(group.event and self.accused_on and last < self.accused_on)
                is_earlier[speaker] = is_so and is_earlier.get(speaker, True)
        return {speaker for speaker, is_so in is_earlier.items() if is_so}


@lru_cache(maxsize=256)  # Many accusations share their groups.
def _speakers(groups: tuple[DenialGroup, ...]) -> list[str]:
    if len(groups) == 1:
        return groups[0].speakers
    firsts: dict[str, Any] = {}
    for group in groups:
        for speaker, denial in group.first_by_speaker.items():
            firsts[speaker] = min(denial.sort_key, firsts.get(speaker, denial.sort_key))
    return sorted(firsts, key=lambda speaker: firsts[speaker])
