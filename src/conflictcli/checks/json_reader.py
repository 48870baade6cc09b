"""The members of a dataset in JSON, read strictly (RFC 8259) one by one, each with its line."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import msgspec

_SPACE = re.compile(r"[ \t\n\r]*")
# A text, or as group 1 a number or what JavaScript takes for one.
_NUMBER = r'"(?:[^"\\]|\\.)*+"|(-?(?:Infinity|NaN|\d[\d.eE+-]*))'
# An escape in a string, as group 1 where it is half of a surrogate pair alone.
_ESCAPE = r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)|\\."


class BrokenJsonError(Exception):
    """Raised where a text is not strict JSON, with the line and column of the break."""

    def __init__(self, message: str, text: str, at: int) -> None:
        super().__init__(message)
        self.line = text.count("\n", 0, at) + 1
        self.column = at - text.rfind("\n", 0, at)


class NotAnObjectError(Exception):
    """Raised where a text is sound JSON and holds another value than an object."""

    def __init__(self, value: Any) -> None:
        super().__init__("expected an object")
        self.value = value


class Object(dict[str, Any]):
    """A JSON object that remembers which keys it has more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: list[str] = []
        if len(self) < len(pairs):
            times = Counter(key for key, _ in pairs)
            self.repeated = [key for key in times if times[key] > 1]


class Member(NamedTuple):
    """A key of the top level, or an item of the list under it.

    `position` is that of an item, `json` the text of the value, b"" for a key whose items follow.
    """

    key: str
    position: int | None
    line: int
    json: bytes = b""

    @property
    def path(self) -> str:
        """Return the path of the member, like `events[3]`."""
        return self.key if self.position is None else f"{self.key}[{self.position}]"


def members(text: str, tables: Collection[str]) -> Iterator[list[Member]]:
    """Yield each key of the object in a text, and after that of a table the items of its list.

    Each comes alone. Raise BrokenJsonError where it breaks, NotAnObjectError where it holds another
    value.
    """
    reader = _Reader(text)
    if not reader.peek():
        raise BrokenJsonError("expected a dataset, got an empty file", text, 0)
    if reader.peek() != "{":
        value, _ = reader.value()
        reader.end()
        raise NotAnObjectError(value)
    for _ in reader.items("{", "}"):
        for member in _under_key(reader, tables):
            yield [member]
    reader.end()


def _under_key(reader: "_Reader", tables: Collection[str]) -> Iterator[Member]:
    line = reader.line()
    if reader.peek() != '"':
        raise reader.broken(f"expected a key in quotation marks, got {reader.peek() or 'the end'}")
    key, _ = reader.value()
    reader.take(":")
    if reader.peek() != "[" or key not in tables:
        yield Member(key, None, line, reader.value()[1])
        return
    yield Member(key, None, line)
    for position, _ in enumerate(reader.items("[", "]")):
        yield Member(key, position, reader.line(), reader.value()[1])


def value_of(json: bytes) -> Any:
    """Return the value in a text, its objects being of the class Object; raise BrokenJsonError."""
    reader = _Reader(json.decode())
    value, _ = reader.value()
    reader.end()
    return value


def repeated_keys(value: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of the keys that an object in a value has more than once."""
    if isinstance(value, Object):
        yield from (f"{path}.{key}" for key in value.repeated)
        for key, item in value.items():
            yield from repeated_keys(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from repeated_keys(item, f"{path}[{index}]")


class _Reader:
    """Reads JSON piece by piece."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._line, self._counted = 1, 0
        self._decode = json.JSONDecoder(
            object_pairs_hook=Object,
            parse_constant=_number,
            parse_float=_number,
        ).raw_decode

    def peek(self) -> str:
        """Return the next character after white space, "" at the end."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
        return self.text[self.at : self.at + 1]

    def line(self) -> int:
        """Return the line of the next character after white space."""
        self.peek()
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def take(self, wanted: str) -> str:
        """Return the next character, which must be one of those wanted, and go past it."""
        character = self.peek()
        if not character or character not in wanted:
            raise self.broken(f"expected {' or '.join(wanted)}, got {character or 'the end'}")
        self.at += 1
        return character

    def items(self, opening: str, closing: str) -> Iterator[None]:
        """Stop before each item of an object or a list, then go past its end."""
        self.take(opening)
        if self.peek() == closing:
            self.take(closing)
            return
        yield
        while self.take(f",{closing}") == ",":
            yield

    def end(self) -> None:
        """Raise BrokenJsonError unless only white space is left."""
        if self.peek():
            raise self.broken(f"expected the end, got {self.peek()}")

    def value(self) -> tuple[Any, bytes]:
        """Return the next value and its text."""
        self.peek()
        try:
            value, end = self._decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            raise self.broken(f"expected valid JSON ({error.msg})") from None
        except ValueError:
            raise self._bad_number() from None
        except RecursionError:
            raise self.broken("expected a dataset, got JSON that is nested too deep") from None
        text = self.text[self.at : end]
        if "\\u" in text:
            self._check_surrogates(text)
        self.at = end
        return value, text.encode()

    def broken(self, message: str) -> BrokenJsonError:
        """Return the error for a break at the next character."""
        return BrokenJsonError(message, self.text, self.at)

    def _bad_number(self) -> BrokenJsonError:
        """Return the error for the next number that JSON cannot hold, where it stands."""
        for found in re.compile(_NUMBER, re.DOTALL).finditer(self.text, self.at):
            self.at = found.start()
            try:
                _number(found[1] or "0")
            except ValueError as error:
                return self.broken(str(error))
        return self.broken("expected a number that JSON can hold")

    def _check_surrogates(self, text: str) -> None:
        for escape in re.finditer(_ESCAPE, text, re.DOTALL):
            if escape[1]:
                self.at += escape.start()
                raise self.broken(f"expected a pair of surrogates, got {escape[1]} alone")


def _number(text: str) -> float:
    """Return a number as msgspec has it; raise ValueError for NaN and what is out of range."""
    try:
        number: float = msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise ValueError(f"expected a number that JSON can hold, got {text[:20]}") from None
    return number
