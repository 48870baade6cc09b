"""Find any record by words that stand in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from conflictcli import asof
from conflictcli.answers import Answer
from conflictcli.model import Actor, Dataset, Event, RecordType
from conflictcli.records import Keep, Load, Record, counts, dated, order, title, type_of
from conflictcli.words import Wanted, close_words, plain

# The fields of each type that name a record, and those of its other texts.
_NAMES: Mapping[RecordType, tuple[str, ...]] = {
    "event": ("title",),
    "statement": (),
    "casualties": (),
    "actor": ("name",),
    "source": ("title", "publisher"),
}
_TEXTS: Mapping[RecordType, tuple[str, ...]] = {
    "event": ("kind", "summary", "note", "date_note"),
    "statement": ("text", "note", "date_note"),
    "casualties": ("note",),
    "actor": ("kind", "role", "note"),
    "source": ("note",),
}
# What numbers are written with.
_COUNTED = b"about at least up to killed injured no count counted by"


def keep(load: Load, wanted: Wanted) -> Keep:
    """Give what of a dataset to load for a search."""
    actors = load(Keep(("actors",))).actors
    names = {actor.id: actor.name for actor in actors}
    hints = [[*word, *_ids_of_names(actors, word)] for word in wanted.hints]
    hints = [word for word in hints if not any(hint in _COUNTED for hint in word)]
    partly: set[str] = set()  # The events with some of the words.
    encode = msgspec.json.Encoder().encode

    def holds(record: Any, events: Mapping[str, Event]) -> bool:
        of = getattr(record, "event", None)
        text = encode(record)
        seen = len(hints)
        if text.isascii():
            glance = plain(text)
            seen = _seen(hints, glance)
        if (seen or not hints) and type_of(record) == "event":
            partly.add(record.id)
        if of not in partly and seen < len(hints):
            return False
        title = [events[of].title] if of in partly else []
        return wanted.all_in([*title, *_names(record), *_texts(record, names.get)])

    return Keep(holds=holds, sources=True)


def _seen(words: Iterable[Iterable[bytes]], glance: bytes) -> int:
    """Count the words of which a hint is there; plain loops, as it is asked of every record."""
    seen = 0
    for hints in words:
        for hint in hints:
            if hint in glance:
                seen += 1
                break
    return seen


def _ids_of_names(actors: Iterable[Actor], hints: Iterable[bytes]) -> list[bytes]:
    """Give as they stand in JSON the ids of actors whose name may hold a word."""
    named = ((actor.id, actor.name.encode()) for actor in actors)
    return [
        plain(f'"{id}"'.encode())
        for id, name in named
        if not name.isascii() or any(hint in plain(name) for hint in hints)
    ]


def matches(dataset: Dataset, wanted: Wanted, type: RecordType | None = None) -> Answer:
    """Give the records in which every word begins a word: by title or name first, then by date.

    Hyphens, apostrophes and full stops within words are no matter.
    """
    dataset = asof.linked(dataset, dataset)
    found: list[tuple[bool, Any, Record]] = []
    texts: dict[str, list[str]] = {}
    for record in (*dated(dataset), *dataset.actors, *dataset.sources) if wanted.terms else ():
        if type not in (None, type_of(record)):
            continue
        shown, own = title(record, dataset), _names(record)
        others = _texts(record, lambda id: dataset.actor_by_id[id].name)
        if wanted.all_in([shown, *own, *others]):
            found.append((not wanted.all_in(own), order(record), record))
            beside = [text for text in dict.fromkeys([*own, *others]) if text not in shown]
            texts[record.id] = [text for text in beside if wanted.any_in(text)]
    found.sort(key=lambda hit: hit[:2])
    return Answer({"matches": [record for *_, record in found]}, dataset, texts=texts)


def nothing_found(
    load: Load, wanted: Wanted, answer: Answer, type: RecordType | None
) -> Iterator[str]:
    """Say that there are no matches, and what words are close."""
    if not answer.tables["matches"]:
        near = _close(load, wanted)
        hint = f": did you mean {' or '.join(near)}?" if near else "."
        yield f"nothing{f' of type {type}' if type else ''} holds all of: {wanted.typed}{hint}"


def _close(load: Load, wanted: Wanted) -> list[str]:
    """Give words of names and titles that are close to those wanted, where none begins so."""
    fields = {"sources": ("id", "title", "publisher"), "events": ("id", "title")}
    known = load(Keep(("sources", "actors", "events"), fields=fields))
    tables = (known.sources, known.actors, known.events)
    return close_words(wanted, (text for table in tables for r in table for text in _names(r)))


def _names(record: Any) -> list[str]:
    """Give the texts that name a record."""
    found = [getattr(record, field) for field in _NAMES[type_of(record)]]
    return [text for text in (*found, *getattr(record, "aliases", ())) if text]


def _texts(record: Any, name: Callable[[str], str | None]) -> list[str]:
    """Give the other texts of a record and its parts, `name` being what names an actor."""
    type = type_of(record)
    found = [getattr(record, field) for field in _TEXTS[type]]
    if type == "event":
        found += record.place.names if record.place else ()
        found += (f"{part.role}: {name(part.actor) or ''}" for part in record.participants)
    elif type == "casualties":
        counter = name(record.counted_by) if record.counted_by else None
        found += (counts(record), counter and f"counted by {counter}")
    elif type == "statement":
        found.append(name(record.speaker))
    if type != "source":
        found += (f"“{cited.quote}”" for cited in record.citations if cited.quote)
    return [text for text in found if text]
