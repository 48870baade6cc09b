"""The text of single cells: what a row says, in words, with references to its sources."""

import math
import re
from collections.abc import Collection, Iterable, Iterator

from conflictcli import dates
from conflictcli.model import (
    Actor,
    CasualtyReport,
    Dataset,
    Estimate,
    Event,
    Source,
    Statement,
)
from conflictcli.records import Dated, Record, citations, event_ids, title, type_of, when


class View:
    """Writes cells about a dataset; numbers its sources in the order of their first citation."""

    def __init__(self, dataset: Dataset, asked: str = "", width: int = 100) -> None:
        self.dataset = dataset
        self.asked = asked
        self.width = width
        self._numbers: dict[str, int] = {}

    def cite(self, source: str) -> str:
        """Refer to a source by its number."""
        return f"[{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def cited(self) -> Iterator[tuple[int, Source]]:
        """Give the sources referred to so far, each with its number."""
        return ((number, self.dataset.source_by_id[id]) for id, number in self._numbers.items())

    def name(self, actor: str | None) -> str:
        """Give the name of an actor, or nothing."""
        return self.dataset.actor_by_id[actor].name if actor else ""

    def type(self, row: Record) -> str:
        """Tell what kind of record it is."""
        return type_of(row)

    def title(self, row: Record) -> str:
        """Name a record of any kind."""
        return title(row, self.dataset)

    def days(self, row: Record) -> list[str]:
        """Write the date for a narrow column, two days on two lines."""
        if type_of(row) in ("actor", "source") and when(row) is None:
            return ["no date given" if type_of(row) == "source" else ""]
        return re.split(" (?=and|to)", dates.in_words(when(row)))

    def date(self, event: Event) -> list[str]:
        """Write the date, then the note on it."""
        return [dates.in_words(event.date), event.date_note or ""]

    def references(self, row: Record) -> str:
        """Refer to each source once."""
        return "".join(map(self.cite, dict.fromkeys(cited.source for cited in citations(row))))

    def evidence(self, row: Record) -> list[str]:
        """Refer to each place in a source with its words, a line each, then to whole sources."""
        placed = [cited for cited in citations(row) if cited.locator or cited.quote]
        whole = [self.cite(cited.source) for cited in citations(row) if cited not in placed]
        lines = [
            (self.cite(cited.source), cited.locator, cited.quote and f"“{cited.quote}”")
            for cited in placed
        ]
        return [*(" ".join(filter(None, line)) for line in lines), "".join(whole)]

    def place(self, event: Event) -> str:
        """Write the place, its region and its country."""
        return ", ".join(event.place.names) if event.place else ""

    def participants(self, event: Event) -> list[str]:
        """Write who took part, a line for each role and source that says so."""
        names: dict[tuple[str, str | None], list[str]] = {}
        for part in event.participants:
            names.setdefault((part.role, part.source), []).append(self.name(part.actor))
        return [
            f"{role}: {', '.join(actors)}{self._says(source)}"
            for (role, source), actors in names.items()
        ]

    def roles(self, event: Event, actor: Actor) -> str:
        """Write one actor's roles in an event, each with the source that says so."""
        own = [part for part in event.participants if part.actor == actor.id]
        return ", ".join(f"{part.role}{self._says(part.source)}" for part in own)

    def who(self, row: Dated) -> str:
        """Write who took part, who is answered, or who counted."""
        if isinstance(row, Event):
            return "; ".join(self.participants(row))
        if isinstance(row, CasualtyReport):
            return (
                f"counted by {self.name(row.counted_by)}" if row.counted_by else "counter not named"
            )
        if row.responds_to is None:
            return ""
        return f"answers {self.name(self.dataset.statement_by_id[row.responds_to].speaker)}"

    def event_ids(self, row: Dated) -> str:
        """Name the events that a record is, is about or counts, by their ids."""
        return ", ".join(event_ids(row))

    def differs(self, row: Event | Statement) -> list[str]:
        """Write what other sources give differently, a line for each record."""
        by_id = self.dataset.event_by_id if isinstance(row, Event) else self.dataset.statement_by_id
        others: list[Event | Statement] = [by_id[id] for id in row.disagrees_with]
        return [
            f"differs ({dates.in_words(other.date)}): {self.title(other)} {self.references(other)}"
            for other in others
        ]

    def denials(self, event: Event, statements: Iterable[Statement]) -> str:
        """Name who denies an event."""
        denying = [
            said for said in statements if said.stance == "denies" and event.id in said.about
        ]
        names = dict.fromkeys(
            f"{self.name(said.speaker)} {self.references(said)}" for said in denying
        )
        return f"denied by {', '.join(names)}" if names else ""

    def bar(self, count: Estimate | None, most: int, width: int) -> str:
        """Draw low, best and high, one after the other, where `most` is as wide as that.

        Best stands in for a low that is not given; what has no upper bound ends in a tip.
        """
        if count is None:
            return ""
        scale = max(8, width) / max(most, 1)
        low = count.best if count.low is None else count.low
        ends = [0, *(math.ceil((n or 0) * scale) for n in (low, count.best, count.high))]
        drawn = "".join(
            sign * (end - max(ends[: place + 1]))
            for place, (sign, end) in enumerate(zip("█▓░", ends[1:], strict=True))
        )
        return drawn + ("▸" if count.best is count.high is None else "")

    def counted_event(self, count: CasualtyReport) -> str:
        """Name the event that is counted, with its id."""
        return f"{self.dataset.event_by_id[count.event].title} ({count.event})"

    def members(self, actor: Actor) -> str:
        """Name who is on the side of an actor."""
        return ", ".join(other.name for other in self.dataset.actors if other.member_of == actor.id)

    def reference(self, source: Source) -> str:
        """Write a source in full: publisher, title, date."""
        published = dates.in_words(source.published) if source.published else "no date given"
        name = f"“{source.title}”" if source.title else None
        return ", ".join(filter(None, (source.publisher, name, published)))

    def cite_in_full(self, source: Source) -> str:
        """Write a source to be pasted: publisher, title, date, address."""
        return ", ".join(filter(None, (self.reference(source), source.url)))

    def _says(self, source: str | None) -> str:
        return f" {self.cite(source)}" if source else ""


def marks(row: Record, denied: Collection[str]) -> str:
    """Mark what a statement denies, and what another source gives differently."""
    differs = isinstance(row, Event | Statement) and row.disagrees_with
    return " ".join(["disputed"] * (row.id in denied) + ["differs"] * bool(differs))
