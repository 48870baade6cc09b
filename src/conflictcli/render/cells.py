"""The texts of single cells: what a record says, in words, with references to its sources."""

import math
from collections.abc import Collection, Iterable, Iterator

from conflictcli.model import dates, kinds
from conflictcli.model.records import (
    Actor,
    CasualtyReport,
    Dataset,
    Estimate,
    Event,
    Record,
    Source,
    Statement,
)
from conflictcli.model.scope import Dated


class Citations:
    """The sources that an answer refers to, numbered in reading order."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._numbers: dict[str, int] = {}

    def number(self, source: str) -> str:
        """Return the number of a source in brackets."""
        return f"[{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def of(self, record: Record) -> str:
        """Return the numbers of the sources that a record cites, each once."""
        return "".join(map(self.number, dict.fromkeys(c.source for c in record.citations)))

    def in_detail(self, record: Record) -> list[str]:
        """Return each place in a source with its words, a line each, then the whole sources."""
        placed = [
            " ".join(filter(None, (self.number(c.source), c.locator, quoted(c.quote))))
            for c in record.citations
            if c.locator or c.quote
        ]
        whole = [c.source for c in record.citations if not (c.locator or c.quote)]
        return [*placed, "".join(map(self.number, whole))]

    def says(self, source: str | None) -> str:
        """Return the number of who says so, after a space."""
        return f" {self.number(source)}" if source else ""

    def listed(self) -> Iterator[tuple[int, Source]]:
        """Return the sources referred to so far, each with its number."""
        return ((number, self._dataset.source_by_id[id]) for id, number in self._numbers.items())


def quoted(text: str | None) -> str:
    """Return a text in quotation marks."""
    return f"“{text}”" if text else ""


def actor_name(actor: str | None, dataset: Dataset) -> str:
    """Return the name of an actor."""
    return dataset.actor_by_id[actor].name if actor else ""


def days(record: Record) -> list[str]:
    """Return the date for a narrow column, two days on two lines."""
    expression = record.when
    if expression is None and not isinstance(record, Dated):
        return ["no date given"] if isinstance(record, Source) else []
    return dates.humanize(expression, "\n").split("\n")


def participants(event: Event, dataset: Dataset, citations: Citations) -> list[str]:
    """Return who took part, a line for each role and source that says so."""
    names: dict[tuple[str, str | None], list[str]] = {}
    for part in event.participants:
        names.setdefault((part.role, part.source), []).append(actor_name(part.actor, dataset))
    return [
        f"{role}: {', '.join(actors)}{citations.says(source)}"
        for (role, source), actors in names.items()
    ]


def roles(event: Event, actor: Actor, citations: Citations) -> str:
    """Return one actor's roles in an event, each with the source that says so."""
    own = [part for part in event.participants if part.actor == actor.id]
    return ", ".join(f"{part.role}{citations.says(part.source)}" for part in own)


def who(record: Dated, dataset: Dataset, citations: Citations) -> str:
    """Return who took part, who is answered, or who counted."""
    if isinstance(record, Event):
        return "; ".join(participants(record, dataset, citations))
    if isinstance(record, CasualtyReport):
        name = actor_name(record.counted_by, dataset)
        return f"counted by {name}" if name else "counter not named"
    if record.responds_to is None:
        return ""
    return f"answers {actor_name(dataset.statement_by_id[record.responds_to].speaker, dataset)}"


def marks(record: Record, denied: Collection[str]) -> str:
    """Return what marks a record that is denied, or that another source gives differently."""
    differs = isinstance(record, Event | Statement) and record.disagrees_with
    return " ".join(["disputed"] * (record.id in denied) + ["differs"] * bool(differs))


def others(record: Event | Statement, dataset: Dataset, citations: Citations) -> list[str]:
    """Return what other sources give differently, a line for each record."""
    by_id = dataset.event_by_id if isinstance(record, Event) else dataset.statement_by_id
    return [
        f"differs ({dates.humanize(other.when)}): "
        f"{kinds.title(other, dataset)} {citations.of(other)}"
        for other in (by_id[id] for id in record.disagrees_with)
    ]


def denials(
    event: Event, statements: Iterable[Statement], dataset: Dataset, citations: Citations
) -> str:
    """Return who denies an event."""
    denying = [said for said in statements if said.stance == "denies" and event.id in said.about]
    names = dict.fromkeys(
        f"{actor_name(said.speaker, dataset)} {citations.of(said)}" for said in denying
    )
    return f"denied by {', '.join(names)}" if names else ""


def bar(count: Estimate | None, most: int, width: int) -> str:
    """Return a bar of low, best and high, one after the other, where `most` is as wide as that.

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


def reference(source: Source) -> str:
    """Return a source in full: publisher, title, date."""
    published = dates.humanize(source.published) if source.published else "no date given"
    return ", ".join(filter(None, (source.publisher, quoted(source.title), published)))
