"""What records of rows share: unique ids, one actor for a name, one source for a reference."""

import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2s
from typing import Any, NamedTuple, Protocol

from conflictcli.model.records import Actor, ActorKind, Citation, Record, Source
from conflictcli.model.text import normalized_name

_NUMBERED = re.compile(r"(.+)-([1-9]\d{0,8})")


class Memory(Protocol):
    """A dictionary by texts, or by tuples of them, in memory or on disk."""

    def get(self, key: Hashable, /) -> Any:
        """Return what is kept for a key, None where there is nothing."""

    def __setitem__(self, key: Hashable, value: Any, /) -> None:
        """Keep a text or a number."""


Remember = Callable[[], Memory]


class Reference(NamedTuple):
    """What a row says of a source."""

    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    note: str | None = None
    compiles: bool = False


class Made:
    """The actors and sources of an import; `write` is given each as soon as it is made.

    Ids of rows start with `prefix` and a hyphen; no other record has such an id. `remember` makes
    the memories of what grows with the rows. Actors, who may be written again, stay in memory.
    """

    def __init__(
        self, prefix: str, write: Callable[[Record], None], remember: Remember = dict
    ) -> None:
        self.prefix = f"{prefix}-"
        self.write = write
        self.actors: dict[str, Actor] = {}
        self.source_ids = remember()
        self.times_wanted = remember()
        self.sources = 0

    def add_source(self, source: Source) -> None:
        """Write a source with an id of its own."""
        self.times_wanted[source.id] = 1
        self.sources += 1
        self.write(source)

    def add_actor(self, actor: Actor) -> None:
        """Write an actor with an id of its own, for whom all its names stand."""
        self.times_wanted[actor.id] = 1
        self.actors |= {_key(name): actor for name in (actor.name, *actor.aliases)}
        self.write(actor)

    def actor(self, name: str, kind: ActorKind, citations: tuple[Citation, ...]) -> str:
        """Return the id of the actor of a name; what is the same once normalized is an alias.

        An actor is written again for each alias that it gets.
        """
        key = _key(name)
        actor = self.actors.get(key)
        if actor is None:
            id = self._id(slug(key) or "unnamed")
            actor = Actor(id=id, name=name, kind=kind, citations=citations)
        elif key == _key(actor.name) and name not in (actor.name, *actor.aliases):
            actor = replace(actor, aliases=(*actor.aliases, name))
        if actor is not self.actors.get(key):
            self.actors[key] = actor
            self.write(actor)
        return actor.id

    def source(self, reference: Reference) -> str:
        """Return the id of the source that a reference names."""
        id: str | None = self.source_ids.get(reference)
        if id is None:
            publisher, title, author, published, url, note, compiles = reference
            id = self._id(_source_slug(publisher or title or "", published or ""))
            self.source_ids[reference] = id
            self.sources += 1
            self.write(
                Source(
                    id=id,
                    publisher=publisher,
                    title=title,
                    author=author,
                    published=published,
                    url=url,
                    note=note,
                    compiles=compiles,
                )
            )
        return id

    def _id(self, wanted: str) -> str:
        """Return a slug that no record has yet, nor a row will."""
        is_like_a_row = f"{wanted}-".startswith(self.prefix)
        base = f"s-{wanted}" if is_like_a_row else wanted
        times = self.times_wanted.get(base)
        if times is None and not self._is_numbered(base):
            self.times_wanted[base] = 1
            return base
        times = (times or 1) + 1
        while self.times_wanted.get(id := f"{base}-{times}"):
            times += 1
        self.times_wanted[base] = times
        return id

    def _is_numbered(self, id: str) -> bool:
        """Return whether an id was made from a wanted one by adding a number."""
        found = _NUMBERED.fullmatch(id)
        return found is not None and 1 < int(found[2]) <= (self.times_wanted.get(found[1]) or 0)


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Return the letters and digits of a name for an id, "" where it has no Latin ones."""
    return re.sub(r"[^a-z0-9]+", "-", normalized_name(name)).strip("-")


@lru_cache(maxsize=4096)
def _source_slug(name: str, date: str) -> str:
    day = re.sub(r"[^0-9-]+", "-", date).strip("-")
    return "-".join(filter(None, (slug(name)[:60].strip("-"), day))) or "source"


def row_slug(text: str) -> str:
    """Return what stands for the id of a row, in letters, digits, hyphens and underscores.

    Where more than the case is lost, a checksum keeps it apart from others.
    """
    bare = re.sub(r"[^a-z0-9_]+", "-", text.lower()).strip("-_")
    if bare == text.lower():
        return bare
    return f"{bare[:60]}-{blake2s(text.encode(), digest_size=4).hexdigest()}".strip("-")


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return normalized_name(name) or name
