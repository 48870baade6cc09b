"""What an import made of a file, and what it left out and why."""

from typing import NamedTuple


class Skipped(NamedTuple):
    """What was left out of rows and why, how often, and the line and id of the first row."""

    reason: str
    times: int
    line: int
    id: str


class Imported(NamedTuple):
    """How many events and sources were made, what was left out of rows, and notes on the file."""

    events: int
    sources: int
    skipped: list[Skipped]
    notes: list[str]


class SkippedRows:
    """Counts the rows of which something was left out, by reason."""

    def __init__(self) -> None:
        self._by_reason: dict[str, Skipped] = {}

    def note(self, reason: str, line: int, id: str) -> None:
        """Count a row."""
        _, times, first, id = self._by_reason.get(reason, Skipped(reason, 0, line, id))
        self._by_reason[reason] = Skipped(reason, times + 1, first, id)

    def all(self) -> list[Skipped]:
        """Return each reason in the order in which it was met."""
        return [*self._by_reason.values()]
