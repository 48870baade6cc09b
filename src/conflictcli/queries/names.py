"""What a typed name stands for: one record, or spellings in a dataset."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from conflictcli.errors import NotFoundError
from conflictcli.model.labels import names, title
from conflictcli.model.records import Actor, Dataset, EntryType, Event, Source, Stance
from conflictcli.model.scope import Mark, Scope
from conflictcli.model.text import normalized_name, without_final_s

_T = TypeVar("_T")
_F = TypeVar("_F")
_R = TypeVar("_R", Actor, Event, Source)

_MOST_LISTED = 12
_MOST_SUGGESTED = 3


def find_actor(dataset: Dataset, name: str) -> Actor:
    """Return the actor of an id, name or alias; raise NotFoundError unless it is one."""
    return _find_one("actor", name, dataset, dataset.actors, "conflictcli actor")


def find_event(dataset: Dataset, name: str) -> Event:
    """Return the event of an id or title; raise NotFoundError unless it is one."""
    return _find_one("event", name, dataset, dataset.events, "conflictcli timeline --type event")


def find_source(dataset: Dataset, name: str) -> Source:
    """Return the source of an id, title or publisher; raise NotFoundError unless it is one."""
    return _find_one("source", name, dataset, dataset.sources, "conflictcli sources")


def resolve(
    dataset: Dataset,
    *,
    as_of: date | None = None,
    published_by: date | None = None,
    since: date | None = None,
    until: date | None = None,
    actor: str | None = None,
    event: str | None = None,
    source: str | None = None,
    place: str | None = None,
    kind: str | None = None,
    counted_by: str | None = None,
    people: str | None = None,
    stance: Stance | None = None,
    type: EntryType | None = None,
    marks: Sequence[Mark] = (),
) -> Scope:
    """Return the scope of filters as they were typed, each name as what it stands for.

    An actor stands for its members too. Raise NotFoundError for a name of nothing or of several,
    UsageError for a window that ends before it begins.
    """
    return Scope(
        marks=marks or None,
        as_of=as_of,
        published_by=published_by,
        since=since,
        until=until,
        stance=stance,
        type=type,
        actor=_found(actor, lambda name: with_members(dataset, find_actor(dataset, name))),
        event=_found(event, lambda name: find_event(dataset, name).id),
        source=_found(source, lambda name: find_source(dataset, name).id),
        counted_by=_found(counted_by, lambda name: find_actor(dataset, name).id),
        place=_found(place, lambda name: _spellings("place", name, _places(dataset))),
        people=_found(people, lambda name: _spellings("group", name, _groups(dataset))),
        kind=_found(kind, lambda name: _spellings("kind of event", name, _kinds(dataset))),
    )


def _found(name: str | None, find: Callable[[str], _F]) -> _F | None:
    return None if name is None else find(name)


def with_members(dataset: Dataset, actor: Actor) -> list[str]:
    """Return the ids of an actor, its members and theirs, itself first."""
    members: dict[str | None, list[str]] = {}
    for other in dataset.actors:
        members.setdefault(other.member_of, []).append(other.id)
    ids = {actor.id: None}
    waiting = [actor.id]
    for id in waiting:
        new = [member for member in members.get(id, []) if member not in ids]
        ids.update(dict.fromkeys(new))
        waiting += new
    return waiting


def also_matched(scope: Scope) -> Iterator[str]:
    """Yield, of a place and a kind that stand for several, a sentence that lists which."""
    for spellings in (scope.place, scope.kind):
        first, *others = [f"'{name}'" if "," in name else name for name in spellings or [""]]
        if others:
            yield f"{first}: also {_listed(others, '')}."


def _places(dataset: Dataset) -> set[str]:
    return {name for event in dataset.events if event.place for name in event.place.names}


def _kinds(dataset: Dataset) -> set[str]:
    return {event.kind for event in dataset.events}


def _groups(dataset: Dataset) -> set[str]:
    return {part.group for report in dataset.casualties for part in report.breakdown}


def _find_one(what: str, name: str, dataset: Dataset, records: Sequence[_R], all_of: str) -> _R:
    def known_as(record: _R) -> list[str]:
        return [*names(record), record.id]

    found = [record for record in records if record.id == name]
    found = found or _match(name, records, known_as)
    if len(found) == 1:
        return found[0]
    if found:
        width = max(len(record.id) for record in found)
        listed = [f"{r.id:{width}}  {title(r, dataset)}" for r in found[:_MOST_LISTED]]
        more = len(found) - _MOST_LISTED
        listed += [f"and {more:,} more"] if more > 0 else []
        raise NotFoundError(f"'{name}' matches {len(found):,} {what}s:", *listed)
    near = _similar(name, records, known_as)
    shown = [f"{title(record, dataset)} ({record.id})" for record in near]
    raise _not_found(what, name, shown, f"{all_of} lists all.")


def _spellings(what: str, name: str, spellings: Iterable[str]) -> list[str]:
    """Return the spellings in which words stand, the name as it was typed first.

    Where there are none, those in which the words begin others.
    """
    known = sorted(spellings)
    words = normalized_name(name)
    if found := words and (_with_whole_words(words, known) or _with_start(words, known)):
        return sorted(found, key=lambda spelling: normalized_name(spelling) != words)
    near = _similar(name, known, lambda spelling: [spelling])
    all_of = f"There are {_listed(known, 'and')}." if known else "This dataset has none."
    raise _not_found(what, name, near, all_of)


def _with_whole_words(words: str, known: Iterable[str]) -> list[str]:
    forms = (f" {words} ", f" {without_final_s(words)} ")
    return [name for name in known if any(form in f" {normalized_name(name)} " for form in forms)]


def _with_start(words: str, known: Iterable[str]) -> list[str]:
    return [name for name in known if f" {words}" in f" {normalized_name(name)}"]


def _match(wanted: str, choices: Sequence[_T], names: Callable[[_T], Iterable[str]]) -> list[_T]:
    """Return the choices that a name stands for, in their order; none where nothing matches.

    A whole name decides first, then whole words of the title, then of other names, then starts of
    words. A typed word with a final s also stands for itself without it.
    """
    words = normalized_name(wanted)
    if not words:
        return []
    known = [(choice, list(map(normalized_name, names(choice)))) for choice in choices]
    whole = {f" {words} ", f" {without_final_s(words)} "}
    steps: list[Callable[[list[str]], bool]] = [
        lambda names: words in names,
        lambda names: any(form in f" {names[0]} " for form in whole),
        lambda names: any(form in f" {name} " for name in names for form in whole),
        lambda names: any(f" {words}" in f" {name}" for name in names),
    ]
    for fits in steps:
        if found := [choice for choice, names in known if fits(names)]:
            return found
    return []


def _similar(wanted: str, choices: Sequence[_T], names: Callable[[_T], Iterable[str]]) -> list[_T]:
    """Return up to three choices with a name, or a word of one, like `wanted`, best first."""
    from conflictcli.model.spelling import CLOSE, MOST_CLOSE, spelled_like

    owners: dict[str, list[_T]] = {}
    for choice in choices:
        whole = {normalized_name(name) for name in names(choice)} - {""}
        for form in sorted(whole.union(*(name.split() for name in whole))):
            owners.setdefault(form, []).append(choice)
    near = islice(spelled_like(normalized_name(wanted), owners, CLOSE), MOST_CLOSE)
    found: list[_T] = []
    for choice in (choice for form in near for choice in owners[form]):
        if choice not in found:
            found.append(choice)
    return found[:_MOST_SUGGESTED]


def _not_found(what: str, name: str, near: Sequence[str], all_of: str) -> NotFoundError:
    hint = f"Did you mean {_listed(near)}?" if near else all_of
    return NotFoundError(f"No {what} matches '{name}'. {hint}")


def _listed(choices: Sequence[str], last_word: str = "or") -> str:
    """Return choices in a row, with a word before the last of them, "" being none."""
    more = [f"{len(choices) - _MOST_LISTED:,} more"] if len(choices) > _MOST_LISTED else []
    shown = [*choices[:_MOST_LISTED], *more]
    *others, last = shown if last_word else [", ".join(shown)]
    return f" {last_word} ".join(filter(None, (", ".join(others), last)))
