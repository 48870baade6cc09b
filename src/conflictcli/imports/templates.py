"""Templates of a map: texts in which `{column}` stands for the cell of a column.

`{a|b}` is the first of several columns that is not empty, `{a?}` a column that need not be there.
What stands in square brackets is left out where a column in it is empty. `#` in the name of a
column stands for the numbers of columns like `actor1` and `actor2`. A name with such signs is in
quotes: `{'killed?'}`. `{{` and `[[` are signs themselves.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

_Row = TypeVar("_Row")
_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{[^{}]*\}|[\[\]{}]|[^\[\]{}]+")
_NAME = re.compile(r"'[^']*'|[^|]+")
_NUMBER = "\0"  # Stands for the # in a name.
_DOUBLED = {"{{": "{", "}}": "}", "[[": "[", "]]": "]"}


class Field(NamedTuple):
    """The columns of which the first that is not empty is meant; `optional`: none need be there."""

    names: tuple[str, ...]
    optional: bool

    @property
    def shown(self) -> str:
        """Return the name of the first column, as a map has it."""
        return self.names[0].replace(_NUMBER, "#")


Part = str | Field


@dataclass(frozen=True, slots=True)
class Template:
    """A text with fields, in groups of which those in brackets go where a field is empty.

    `line` is where it stands in its map.
    """

    groups: tuple[tuple[bool, tuple[Part, ...]], ...]
    line: int = 0

    @property
    def fields(self) -> Iterator[Field]:
        """Yield the fields in the order of the text."""
        for _, parts in self.groups:
            yield from (part for part in parts if isinstance(part, Field))

    @property
    def names(self) -> Iterator[str]:
        """Yield the names of columns as they are written, but for quotes."""
        yield from (name.replace(_NUMBER, "#") for field in self.fields for name in field.names)

    @property
    def is_numbered(self) -> bool:
        """Return whether a field stands for columns with numbers."""
        return any(_NUMBER in name for field in self.fields for name in field.names)

    def numbered(self, number: str) -> "Template":
        """Return the template of the columns with a number."""
        groups = tuple(
            (is_bracketed, tuple(_numbered(part, number) for part in parts))
            for is_bracketed, parts in self.groups
        )
        return replace(self, groups=groups)

    def number_patterns(self) -> list[str]:
        """Return what the names of columns with numbers match, the number being a group."""
        names = (name.casefold() for field in self.fields for name in field.names)
        return [re.escape(name).replace(re.escape(_NUMBER), r"(\d+)") for name in names]

    def of_lists(self) -> "Template":
        """Return the template of the same columns, of which a JSON file has lists as `name[]`."""
        groups = tuple(
            (is_bracketed, tuple(_of_list(part) for part in parts))
            for is_bracketed, parts in self.groups
        )
        return replace(self, groups=groups)

    def bound(self, getter: Callable[[Field, int], Callable[[_Row], str]]) -> Callable[[_Row], str]:
        """Return a function that fills the template from a row.

        It returns "" where all fields are empty, unless all of them are in brackets. `getter`
        gives for each field, and the line, the function that reads it from a row.
        """
        groups = [
            (
                is_bracketed,
                [part if isinstance(part, str) else getter(part, self.line) for part in parts],
            )
            for is_bracketed, parts in self.groups
        ]
        if [len(parts) for _, parts in groups] == [1] and not isinstance(groups[0][1][0], str):
            return groups[0][1][0]
        needs_one = any(
            isinstance(part, Field)
            for is_bracketed, parts in self.groups
            for part in parts
            if not is_bracketed
        )

        def fill(row: _Row) -> str:
            texts: list[str] = []
            is_filled = not needs_one
            for is_bracketed, parts in groups:
                filled = [part if isinstance(part, str) else part(row) for part in parts]
                is_filled = is_filled or any(map(_is_filled, parts, filled))
                if not is_bracketed or all(filled):
                    texts += filled
            return " ".join("".join(texts).split()) if is_filled else ""

        return fill


def parse(text: str, line: int = 0) -> Template:
    """Return the template that a text is; raise ValueError where a brace or bracket is wrong."""
    groups: list[tuple[bool, list[Part]]] = [(False, [])]
    for token in _TOKEN.findall(text):
        if token in _DOUBLED:
            groups[-1][1].append(_DOUBLED[token])
        elif token == "[" and not groups[-1][0]:
            groups.append((True, []))
        elif token == "]" and groups[-1][0]:
            groups.append((False, []))
        elif len(token) == 1 and token in "[]{}":
            raise ValueError(f"'{token}' in '{text}' has no partner: double it to mean the sign")
        else:
            groups[-1][1].append(_field(token) if token.startswith("{") else token)
    if groups[-1][0]:
        raise ValueError(f"'[' in '{text}' has no partner: double it to mean the sign")
    return Template(tuple((b, tuple(parts)) for b, parts in groups if parts), line)


def _is_filled(part: object, text: str) -> bool:
    return bool(text) and not isinstance(part, str)


def _field(token: str) -> Field:
    written = [name.strip() for name in _NAME.findall(token[1:-1])]
    names = tuple(map(_name, written))
    if not names or not all(names):
        raise ValueError(f"'{token}' names no column")
    return Field(names, any(name.endswith("?") for name in written))


def _name(written: str) -> str:
    """Return the name of a column, taken as it stands in quotes."""
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].strip()
    name = written.removesuffix("?").strip()
    return name if name == "#" else name.replace("#", _NUMBER)


def _of_list(part: Part) -> Part:
    if isinstance(part, str):
        return part
    return part._replace(names=(*(f"{name}[]" for name in part.names), *part.names))


def _numbered(part: Part, number: str) -> Part:
    if isinstance(part, str):
        return part
    return part._replace(names=tuple(name.replace(_NUMBER, number) for name in part.names))
