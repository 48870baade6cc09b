"""Rules that hold between whole records: one small function a rule, each with what it finds.

A finding is the record, the path in it of what is wrong, and a message.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conflictcli import dates, words
from conflictcli.model import Dataset
from conflictcli.records import Record, when

Finding = tuple[Record, str, str]


def cycles(dataset: Dataset) -> Iterator[Finding]:
    """Find what is part of itself, or answers itself, through others too."""
    yield from _circles({event.id: event for event in dataset.events}, "part_of")
    yield from _circles({said.id: said for said in dataset.statements}, "responds_to")


def shared_names(dataset: Dataset) -> Iterator[Finding]:
    """Find names and aliases by which a second actor is found, case and accents aside."""
    owners: dict[str, str] = {}
    for actor in dataset.actors:
        named = [("name", actor.name)]
        named += [(f"aliases[{place}]", alias) for place, alias in enumerate(actor.aliases)]
        for field, name in named:
            owner = owners.setdefault(words.fold(name) or actor.id, actor.id)
            if owner != actor.id:
                yield actor, field, f"'{name}' is a name of actor '{owner}' too: leave one."


def estimates_in_order(dataset: Dataset) -> Iterator[Finding]:
    """Find estimates whose low, best and high do not rise."""
    for report in dataset.casualties:
        for field in ("killed", "injured"):
            estimate = getattr(report, field)
            numbers = estimate.numbers if estimate else []
            if numbers != sorted(numbers):
                given = ", ".join(map(str, numbers))
                yield report, field, f"low, best and high do not rise: {given}."


def reports_after_events(dataset: Dataset) -> Iterator[Finding]:
    """Find counts that are older than what they count."""
    events = {event.id: event for event in dataset.events}
    for report in dataset.casualties:
        if _before(report, events.get(report.event)):
            yield report, "as_of", f"{report.as_of} is before the event '{report.event}'."


def replies_after_statements(dataset: Dataset) -> Iterator[Finding]:
    """Find replies that are older than what they answer."""
    said = {statement.id: statement for statement in dataset.statements}
    for reply in dataset.statements:
        if _before(reply, said.get(reply.responds_to or "")):
            yield reply, "date", f"{reply.date} is before what it answers, '{reply.responds_to}'."


def parts_within_wholes(dataset: Dataset) -> Iterator[Finding]:
    """Find events that cannot have been while what they are part of was."""
    events = {event.id: event for event in dataset.events}
    for event in dataset.events:
        whole = events.get(event.part_of or "")
        if _before(event, whole) or _before(whole, event):
            yield event, "date", f"{event.date} is outside '{event.part_of}', of which it is part."


ERRORS: dict[str, Callable[[Dataset], Iterator[Finding]]] = {
    "cycle": cycles,
    "shared-name": shared_names,
}
WARNINGS: dict[str, Callable[[Dataset], Iterator[Finding]]] = {
    "estimate-order": estimates_in_order,
    "report-before-event": reports_after_events,
    "reply-before-statement": replies_after_statements,
    "outside-parent": parts_within_wholes,
}


def broken(dataset: Dataset) -> Iterator[tuple[str, Record, str, str]]:
    """Give the rule and the finding of every rule that is broken."""
    for rule, find in (ERRORS | WARNINGS).items():
        yield from ((rule, *found) for found in find(dataset))


def _circles(records: Mapping[str, Any], link: str) -> Iterator[Finding]:
    """Follow each record's links; tell of a circle once, at the record that closes it."""
    done: set[str] = set()
    for start in records:
        path: list[str] = []
        id: Any = start
        while id in records and id not in done:
            done.add(id)
            path.append(id)
            id = getattr(records[id], link)
        if id in path:
            circle = [*path[path.index(id) :], id]
            yield records[id], link, f"leads back to itself: {' → '.join(circle)}."


def _before(one: Record | None, other: Record | None) -> bool:
    """Tell whether the one was certainly over before the other."""
    latest = dates.span(when(one)).latest if one else None
    earliest = dates.span(when(other)).earliest if other else None
    return bool(latest and earliest and latest < earliest)
