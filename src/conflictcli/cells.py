"""The text of single cells: what a row says, in words, with references to its sources."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from conflictcli import dates
from conflictcli.model import Actor, CasualtyReport, Dataset, Event, Source, Statement
from conflictcli.records import Dated, Record, citations, title, when


class View(NamedTuple):
    """What cells are written with: the dataset, and the format's reference to a source id."""

    dataset: Dataset
    cite: Callable[[str], str]

    def name(self, actor: str | None) -> str:
        """Give the name of an actor, or nothing."""
        return self.dataset.actor_by_id[actor].name if actor else ""


def days(row: Record, view: View) -> list[str]:
    """Write the date for a narrow column, two days on two lines."""
    return re.split(" (?=and|to)", dates.in_words(when(row)))


def date(event: Event, view: View) -> list[str]:
    """Write the date, then the note on it."""
    return [dates.in_words(event.date), event.date_note or ""]


def references(row: Record, view: View) -> str:
    """Refer to each source once."""
    return "".join(map(view.cite, dict.fromkeys(cited.source for cited in citations(row))))


def evidence(row: Record, view: View) -> list[str]:
    """Refer to the sources in one line, then to each place in one with its words, a line each."""
    placed = [cited for cited in citations(row) if cited.locator or cited.quote]
    plain = [view.cite(cited.source) for cited in citations(row) if cited not in placed]
    lines = [
        (view.cite(cited.source), cited.locator, cited.quote and f"“{cited.quote}”")
        for cited in placed
    ]
    return [*(" ".join(filter(None, line)) for line in lines), "".join(plain)]


def place(event: Event, view: View) -> str:
    """Write the place, its region and its country."""
    where = event.place
    return ", ".join(filter(None, (where.name, where.region, where.country))) if where else ""


def participants(event: Event, view: View) -> list[str]:
    """Write who took part, a line for each role and source that says so."""
    names: dict[tuple[str, str | None], list[str]] = {}
    for part in event.participants:
        names.setdefault((part.role, part.source), []).append(view.name(part.actor))
    return [
        f"{role}: {', '.join(actors)}{_says(source, view)}"
        for (role, source), actors in names.items()
    ]


def roles(event: Event, actor: Actor, view: View) -> str:
    """Write one actor's roles in an event, each with the source that says so."""
    own = [part for part in event.participants if part.actor == actor.id]
    return ", ".join(f"{part.role}{_says(part.source, view)}" for part in own)


def who(row: Dated, view: View) -> str:
    """Write who took part, who is answered, or who counted."""
    if isinstance(row, Event):
        return "; ".join(participants(row, view))
    if isinstance(row, Statement):
        answered = view.dataset.statement_by_id[row.responds_to] if row.responds_to else None
        return f"answers {view.name(answered.speaker)}" if answered else ""
    return f"counted by {view.name(row.counted_by)}" if row.counted_by else "counter not named"


def event_ids(row: Dated, view: View) -> str:
    """Give the ids of the events that a record is, is about or counts."""
    if isinstance(row, Event):
        return row.id
    return ", ".join(row.about) if isinstance(row, Statement) else row.event


def differs(row: Event | Statement, view: View) -> list[str]:
    """Write what other sources give differently, a line for each record."""
    by_id = view.dataset.event_by_id if isinstance(row, Event) else view.dataset.statement_by_id
    others: list[Event | Statement] = [by_id[id] for id in row.disagrees_with]
    return [
        f"differs ({dates.in_words(other.date)}): {title(other, view.dataset)} "
        + references(other, view)
        for other in others
    ]


def marks(row: Record, denied: Collection[str]) -> str:
    """Mark what a statement denies, and what another source gives differently."""
    differs = isinstance(row, Event | Statement) and row.disagrees_with
    return " ".join(["disputed"] * (row.id in denied) + ["differs"] * bool(differs))


def denials(event: Event, statements: Iterable[Statement], view: View) -> str:
    """Name who denies an event."""
    denying = [said for said in statements if said.stance == "denies" and event.id in said.about]
    names = dict.fromkeys(view.name(said.speaker) for said in denying)
    return f"denied by {', '.join(names)}" if names else ""


def counted_event(count: CasualtyReport, view: View) -> str:
    """Name the event that is counted, with its id."""
    return f"{view.dataset.event_by_id[count.event].title} ({count.event})"


def members(actor: Actor, view: View) -> str:
    """Name who is on the side of an actor."""
    return ", ".join(other.name for other in view.dataset.actors if other.member_of == actor.id)


def reference(source: Source) -> str:
    """Write a source in full: publisher, title, date."""
    published = dates.in_words(source.published) if source.published else "no date given"
    name = f"“{source.title}”" if source.title else None
    return ", ".join(filter(None, (source.publisher, name, published)))


def _says(source: str | None, view: View) -> str:
    return f" {view.cite(source)}" if source else ""
