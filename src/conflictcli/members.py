"""The members of a dataset's JSON, each with its line: all, or those that may break a rule."""

import json
import re
from collections import Counter
from collections.abc import Collection, Generator, Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from conflictcli import shape
from conflictcli.errors import DatasetError
from conflictcli.model import SLUG, TABLES
from conflictcli.printable import printable
from conflictcli.records import Keep, source_ids
from conflictcli.selection import selected
from conflictcli.syntax import BOM

_BETWEEN = re.compile(r"[\s,:]*")
# Escapes but those of a quotation mark, a backslash or a slash.
_STEERING = re.compile(rb'[\x7f]|\\[^"\\/]')
_ESCAPED_KEY = re.compile(rb'"[^"\\]*\\u[^"]*"\s*:')
_KEY = re.compile(rb'"\s*:')
# The tables that fields refer to.
LINKS = {
    "source": "sources",
    "actor": "actors",
    "member_of": "actors",
    "speaker": "actors",
    "counted_by": "actors",
    "event": "events",
    "part_of": "events",
    "about": "events",
    "responds_to": "statements",
}
# What the rules between records need of each.
_FIELDS = {
    "sources": ("id", "published"),
    "events": ("id", "date", "part_of"),
    "casualties": ("id", "event", "as_of", "killed", "injured"),
}


class Object(dict[str, Any]):
    """A JSON object that remembers the keys it has more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: tuple[str, ...] = ()
        if len(self) < len(pairs):
            keys = Counter(key for key, _ in pairs)
            self.repeated = tuple(key for key in keys if keys[key] > 1)


class Member(NamedTuple):
    """A key at the top level (`place` null), or an item of the list there, with its first line."""

    key: str
    place: int | None
    line: int
    value: Any

    @property
    def where(self) -> str:
        """Write its path."""
        return self.key if self.place is None else f"{self.key}[{self.place}]"

    @property
    def id(self) -> str | None:
        """Give its id, if it is an object that has one."""
        id = self.value.get("id") if isinstance(self.value, dict) else None
        return id if isinstance(id, str) else None


def members(content: bytes) -> Iterator[Member]:
    """Give the keys of the object that sound JSON holds, each before the items of its list."""
    text = content.removeprefix(BOM).decode()
    decode = json.JSONDecoder(object_pairs_hook=Object).raw_decode
    line, seen, at = 1, 0, text.index("{") + 1
    while text[at := _next(text, at)] != "}":
        line, seen = line + text.count("\n", seen, at), at
        key, at = decode(text, at)
        at = _next(text, at)
        if text[at] != "[":
            value, at = decode(text, at)
            yield Member(key, None, line, value)
            continue
        yield Member(key, None, line, None)
        at, place = at + 1, 0
        while text[at := _next(text, at)] != "]":
            line, seen = line + text.count("\n", seen, at), at
            value, at = decode(text, at)
            yield Member(key, place, line, value)
            place += 1
        at += 1


def _next(text: str, at: int) -> int:
    """Skip the space and the punctuation between two values."""
    return _BETWEEN.match(text, at).end()  # type: ignore[union-attr]


class Sound:
    """A dataset of sound shape, however many records: only what is looked for has its line."""

    def __init__(self, content: bytes) -> None:
        """Raise DatasetError where two records of a table have one id."""
        self.content = content.removeprefix(BOM)
        self.parts = shape.parts(content)
        self.dataset = selected(self.parts, Keep(tuple(TABLES), fields=_FIELDS))
        self.ids = {t: {record.id for record in getattr(self.dataset, t)} for t in TABLES}

    def members(self, named: Collection[str]) -> Iterator[Member]:
        """Give the top-level keys, the records of these ids, and what may break a rule alone."""
        rest, seen = b"", 0
        for table, at in self._starts():
            rest += self.content[seen:at]
            seen = yield from self._records(table, at, named)
            rest += b"\n" * self.content.count(b"\n", at, seen)
        yield from members(rest + self.content[seen:])

    def _starts(self) -> list[tuple[str, int]]:
        """Give where the lists begin; raise DatasetError where there are two of one table."""
        tables = "|".join(TABLES).encode()
        found = re.finditer(rb'"(' + tables + rb')"\s*:\s*\[', self.content)
        starts = [(match[1].decode(), match.end()) for match in found]
        if len(dict(starts)) < len(starts) or self._has_escaped_key():
            raise DatasetError("a table may be given twice.")
        return starts

    def _has_escaped_key(self) -> bool:
        return b"\\u" in self.content and bool(_ESCAPED_KEY.search(self.content))

    def _records(self, table: str, at: int, named: Collection[str]) -> Generator[Member, None, int]:
        """Give such records of a list that starts there; return where it ends."""
        raws = getattr(self.parts, table)
        line = 1 + self.content.count(b"\n", 0, at)
        for place, record in enumerate(chain.from_iterable(shape.records(table, raws))):
            text = bytes(raws[place])
            start = self.content.index(text, at)
            line += self.content.count(b"\n", at, start)
            if record.id in named or self._may_be_wrong(table, record, text):
                value = json.loads(text, object_pairs_hook=Object)
                yield Member(table, place, line, value)
            line += text.count(b"\n")
            at = start + len(text)
        return at

    def _may_be_wrong(self, table: str, record: Any, text: bytes) -> bool:
        """Tell whether a rule may be broken by a record, and in doubt that it may."""
        return bool(
            not re.search(SLUG, record.id)
            or (table != "sources" and not record.citations)
            or any(id not in self.ids[to] for to, id in _links(table, record))
            or _STEERING.search(text)
            or not (text.isascii() or printable(text.decode()) == text.decode())
            or len(_KEY.findall(text)) > _keys(msgspec.json.decode(text))
        )


def _links(table: str, record: Any) -> Iterator[tuple[str, str]]:
    """Give the tables and ids to which a record refers."""
    if table == "sources":
        return
    yield from (("sources", id) for id in source_ids(record))
    yield from (("actors", part.actor) for part in getattr(record, "participants", ()))
    for field, to in _links_of(table):
        ids = getattr(record, field) or ()
        yield from ((to, id) for id in ([ids] if isinstance(ids, str) else ids))


@cache
def _links_of(table: str) -> list[tuple[str, str]]:
    """Give the fields of a table's records that hold ids, each with the table of these."""
    links = {**LINKS, "disagrees_with": table}
    return [(f, to) for f, to in links.items() if f in TABLES[table].__dataclass_fields__]


def _keys(record: dict[str, Any]) -> int:
    """Count the keys of a record and of its parts, which have no parts, each once."""
    found = len(record)
    for value in record.values():
        if type(value) is dict:
            found += len(value)
        elif type(value) is list and value and type(value[0]) is dict:
            found += sum(map(len, value))
    return found
