"""The members of a dataset as they stand in its text, with their lines and repeated keys."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from conflictcli.syntax import BOM

_BETWEEN = re.compile(r"[\s,:]*")


class Object(dict[str, Any]):
    """A JSON object that remembers the keys it has more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs] if len(self) < len(pairs) else []
        self.repeated = sorted({key for key in keys if keys.count(key) > 1})


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


def members_of(content: bytes) -> Iterator[Member]:
    """Give the keys of the object that sound JSON holds, each before the items of its list."""
    text = content.removeprefix(BOM).decode()
    decode = json.JSONDecoder(object_pairs_hook=Object).raw_decode
    line, seen, at = 1, 0, text.index("{") + 1
    while text[at := _next(text, at)] != "}":
        line, seen = line + text.count("\n", seen, at), at
        key, at = decode(text, at)
        yield Member(key, None, line, None)
        at = _next(text, at)
        if text[at] != "[":
            _, at = decode(text, at)
            continue
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
