"""The one record, or the spellings in a dataset, that a typed name stands for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from conflictcli import words
from conflictcli.errors import NotFoundError
from conflictcli.model import Actor, Dataset, Event, Source
from conflictcli.records import Keep, Load, title

_R = TypeVar("_R", Actor, Event, Source)

_MOST = 12


def actor(dataset: Dataset, name: str) -> Actor:
    """Find an actor by id, name or alias; raise NotFoundError unless it is one."""
    return _one("actor", name, dataset, dataset.actors, "conflictcli actor")


def event(dataset: Dataset, name: str) -> Event:
    """Find an event by id or title; raise NotFoundError unless it is one."""
    return _one("event", name, dataset, dataset.events, "conflictcli timeline --type event")


def source(dataset: Dataset, name: str) -> Source:
    """Find a source by id, title or publisher; raise NotFoundError unless it is one."""
    return _one("source", name, dataset, dataset.sources, "conflictcli sources")


def with_members(dataset: Dataset, actor: Actor) -> list[str]:
    """Give the ids of an actor, its members and theirs, itself first."""
    members: dict[str | None, list[str]] = {}
    for other in dataset.actors:
        members.setdefault(other.member_of, []).append(other.id)
    found = {actor.id: None}
    waiting = [actor.id]
    for id in waiting:
        new = [member for member in members.get(id, []) if member not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return waiting


def found(load: Load, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Give, for each name that was typed as a limit, what it stands for."""
    finders: dict[str, Callable[[Dataset, str], Any]] = {
        "actor": lambda known, name: with_members(known, actor(known, name)),
        "event": lambda known, name: event(known, name).id,
        "source": lambda known, name: source(known, name).id,
        "place": lambda known, name: _spellings("place", name, places(known.events)),
        "kind": lambda known, name: _spellings("kind of event", name, _kinds(known)),
    }
    given = {what: typed[what] for what in finders if typed.get(what) is not None}
    known = load(named(*given))
    return {what: finders[what](known, name) for what, name in given.items()}


def named(*kinds: str) -> Keep:
    """Give what to load to find actors, events, sources, places or kinds by their names."""
    tables = dict.fromkeys(_TABLES[kind] for kind in kinds)
    return Keep(tuple(tables), fields={"events": ("id", "title", "kind", "place")})


_TABLES = {
    "actor": "actors",
    "source": "sources",
    **dict.fromkeys(("event", "place", "kind"), "events"),
}


def places(events: Iterable[Event]) -> set[str]:
    """Give the names of the places, regions and countries of events."""
    return {name for event in events if event.place for name in event.place.names}


def _kinds(dataset: Dataset) -> set[str]:
    return {event.kind for event in dataset.events}


def _one(what: str, name: str, dataset: Dataset, records: Sequence[_R], all_of: str) -> _R:
    def names(record: _R) -> tuple[str, ...]:
        if isinstance(record, Actor):
            return record.name, record.id, *record.aliases
        publisher = record.publisher or "" if isinstance(record, Source) else ""
        return title(record, dataset), record.id, publisher

    found = [record for record in records if record.id == name]
    found = found or words.find(name, records, names)
    if len(found) == 1:
        return found[0]
    near = found or words.close(name, records, names)
    shown = [f"{title(record, dataset)} ({record.id})" for record in near]
    if found:
        raise NotFoundError(f"'{name}' may be {_either(shown)}: give one of these ids.")
    raise _nothing(what, name, shown, f"see {all_of}")


def _spellings(what: str, name: str, spellings: set[str]) -> list[str]:
    known = sorted(spellings)
    found = words.find(name, known, lambda spelling: [spelling])
    if found:
        return found
    near = words.close(name, known, lambda spelling: [spelling])
    some = f"ask for {_either(known)}" if known else "leave it out, as this dataset has none"
    raise _nothing(what, name, near, some)


def _nothing(what: str, name: str, near: Sequence[str], else_: str) -> NotFoundError:
    hint = f"did you mean {_either(near)}?" if near else f"{else_}."
    return NotFoundError(f"There is no {what} '{name}': {hint}")


def _either(choices: Sequence[str]) -> str:
    more = [f"{len(choices) - _MOST:,} more"] if len(choices) > _MOST else []
    *others, last = [*choices[:_MOST], *more]
    return " or ".join(filter(None, (", ".join(others), last)))
