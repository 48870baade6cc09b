"""The members of a dataset in JSON, read block by block: fast, and as far as the JSON is sound.

Where it is not, `json_reader` says where and why.
"""

import re
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Collection, Iterator
from itertools import count
from typing import BinaryIO, NamedTuple

import msgspec

from conflictcli.checks.json_reader import Member
from conflictcli.model.records import VERSION

_BLOCK = 1 << 16
_SPACE = re.compile(rb"[ \t\n\r]*+")
_BETWEEN = re.compile(rb"[ \t\n\r]*+(?:,[ \t\n\r]*+)?")
# A text, with an empty group 1 where it is cut off; a bracket; or a number or a word.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+("?)|[\[\]{}]|[^\s"\[\]{},:]++', re.DOTALL)
_FIRST_KEY = re.compile(rb'\{[ \t\n\r]*+"[^"\\]*+"')
_decode_items = msgspec.json.Decoder(list[msgspec.Raw]).decode


class MalformedError(Exception):
    """Raised where a file is not strict JSON, or no object."""


def members(file: BinaryIO, tables: Collection[str]) -> Iterator[list[Member]]:
    """Yield each key of the object in a file, and after that of a table the items of its list.

    Items come many at once. Raise MalformedError where the file breaks; whoever reads the items
    finds what is broken there.
    """
    blocks = _Blocks(file)
    for key, line in _keys(blocks):
        if key not in tables or blocks.peek() != b"[":
            yield [Member(key, None, line, blocks.value())]
            continue
        yield [Member(key, None, line)]
        positions = count()
        for items in blocks.items():
            lines = blocks.with_lines(items)
            yield [Member(key, next(positions), line, item) for line, item in lines]


def items_at(file: BinaryIO, start: int) -> Iterator[list[bytes]]:
    """Yield the items of the list that begins at an offset, many at once; raise MalformedError."""
    file.seek(start)
    for items in _Blocks(file).items():
        yield [*map(bytes, items)]


class Outline(NamedTuple):
    """The values under the keys of a dataset, but of each table where its list begins.

    `has_repeats`: a key is given more than once, of which the last is here.
    """

    values: dict[str, bytes]
    starts: dict[str, int]
    has_repeats: bool

    @property
    def version(self) -> int:
        """Return the version of the format that the dataset says it has, else the newest."""
        try:
            return msgspec.json.decode(self.values.get("schema_version", b""), type=int)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return VERSION


def outline(file: BinaryIO, tables: Collection[str]) -> Outline:
    """Return the outline of a dataset; raise MalformedError where the file breaks."""
    blocks = _Blocks(file)
    number = 0
    values: dict[str, bytes] = {}
    starts: dict[str, int] = {}
    for key, _ in _keys(blocks):
        number += 1
        if key in tables and blocks.peek() == b"[":
            starts[key] = blocks.offset
            deque(blocks.items(), maxlen=0)
        else:
            values[key] = blocks.value()
    return Outline(values, starts, number > len({*values, *starts}))


def _keys(blocks: "_Blocks") -> Iterator[tuple[str, int]]:
    """Yield the keys of the object in a file with their lines, each before its value."""
    blocks.take(b"{")
    if blocks.peek() == b"}":
        blocks.take(b"}")
    else:
        sign = b","
        while sign == b",":
            blocks.peek()
            line = blocks.line_at(blocks.at)
            try:
                key = msgspec.json.decode(blocks.value(), type=str)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise MalformedError(str(error)) from None
            blocks.take(b":")
            yield key, line
            sign = blocks.take(b",}")
    if blocks.peek():
        raise MalformedError("something follows the dataset")


class _Blocks:
    """The blocks of a file: `text` from `at` on is read and not yet gone past."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.text = file.read(_BLOCK)
        self.at = len(BOM_UTF8) if self.text.startswith(BOM_UTF8) else 0
        self._before = 0
        self._line, self._counted = 1, 0
        self._is_near_end = False

    def more(self) -> bool:
        """Read on, as much again where a value is long; return whether there was more."""
        self.line_at(self.at)
        self._before += self.at
        block = self.file.read(max(_BLOCK, len(self.text) - self.at))
        self.text = self.text[self.at :] + block
        self.at = self._counted = 0
        self._is_near_end = False
        return bool(block)

    @property
    def offset(self) -> int:
        """Return where in the file the text goes on."""
        return self._before + self.at

    def line_at(self, at: int) -> int:
        """Return the line of a place in the text; no later call may go back."""
        self._line += self.text.count(b"\n", self._counted, at)
        self._counted = at
        return self._line

    def peek(self) -> bytes:
        """Return the next character after white space, which is gone past; b"" at the end."""
        while True:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self.text) or not self.more():
                return self.text[self.at : self.at + 1]

    def take(self, wanted: bytes) -> bytes:
        """Return the next character, which must be one of those wanted, and go past it."""
        sign = self.peek()
        if not sign or sign not in wanted:
            raise MalformedError(f"expected {wanted!r}, got {sign!r}")
        self.at += 1
        return sign

    def value(self) -> bytes:
        """Return the text of the next value, and go past it."""
        self.peek()
        end = self._end_of_value()
        text = self.text[self.at : end]
        self.at = end
        return text

    def items(self) -> Iterator[list[msgspec.Raw]]:
        """Yield the items of a list, many at once, and go past them when the next are asked for."""
        self.take(b"[")
        if self.peek() == b"]":
            self.take(b"]")
            return
        sign = b","
        while sign == b",":
            self.peek()
            items, end = self._whole_items()
            yield items
            self.at = end
            sign = self.take(b",]")

    def with_lines(self, items: list[msgspec.Raw]) -> Iterator[tuple[int, bytes]]:
        """Yield the items that come next, each with its line."""
        at = self.at
        for item in items:
            at = _BETWEEN.match(self.text, at).end()  # type: ignore[union-attr]
            yield self.line_at(at), bytes(item)
            at += len(item)

    def _whole_items(self) -> tuple[list[msgspec.Raw], int]:
        """Return the next items, at least one, and where they end.

        Records begin alike, so the last beginning in the text parts whole records from one that is
        cut off. Near the end of a list that is wrong, and they are taken one by one.
        """
        begin = None if self._is_near_end else _FIRST_KEY.match(self.text, self.at)
        while begin:
            cut = self.text.rfind(begin[0], self.at + 1)
            end = self.text.rfind(b",", self.at, max(cut, self.at))
            if end > 0:
                try:
                    found = _decode_items(b"[%b]" % self.text[self.at : end])
                    return found, end
                except (msgspec.DecodeError, RecursionError):
                    self._is_near_end = True
                    break
            if not self.more():
                break
        end = self._end_of_value()
        return [msgspec.Raw(self.text[self.at : end])], end

    def _end_of_value(self) -> int:
        """Return where the next value ends, as far as its brackets and texts tell."""
        while True:
            end = _end(self.text, self.at)
            if end not in (None, len(self.text)) or not self.more():
                break
        if end is None:
            raise MalformedError("a value is cut off")
        return end


def _end(text: bytes, at: int) -> int | None:
    """Return where a value ends, None where it is cut off."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        if token[1] == b"":
            return None
        first = text[token.start()]
        depth += (first in b"[{") - (first in b"]}")
        if depth <= 0:
            return token.end()
    return None
