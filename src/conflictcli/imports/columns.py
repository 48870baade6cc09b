"""The columns of a table, read as the templates of a map ask."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from difflib import get_close_matches
from operator import itemgetter
from typing import Any, TypeVar

from conflictcli.errors import DatasetError
from conflictcli.imports.flat_file import text_of
from conflictcli.imports.map_keys import ActorKeys, SourceKeys
from conflictcli.imports.maps import shipped
from conflictcli.imports.templates import Field, Template

Cells = list[str]
Fill = Callable[[Cells], str]
_E = TypeVar("_E", ActorKeys, SourceKeys)
_MOST_NAMED = 3


class Columns:
    """Fills templates from the cells of rows, which are first to be `cleaned`.

    `remarks` gathers what of a row was left out, by reason; who reads a row empties it.
    """

    def __init__(
        self, names: list[str], empty: Iterable[str], codes: dict[str, dict[str, str]] | None
    ) -> None:
        self.names = names
        self.empty = frozenset(empty)
        self.codes = {name.casefold(): words for name, words in (codes or {}).items()}
        self.remarks: list[str] = []
        self._folded = [name.casefold() for name in names]
        self._used: set[int] = set()
        self._missing: dict[str, int] = {}
        self._twice: dict[str, int] = {}

    def cleaned(self, cells: Cells) -> Cells:
        """Return a row with the texts of the cells that templates read."""
        for index in self._used:
            if cells[index]:
                cells[index] = self.text_of(cells[index])
        return cells

    def text_of(self, cell: str) -> str:
        """Return a cell as one line without blanks at its ends, "" if it says nothing."""
        text = text_of(cell)
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        return "" if text in self.empty else text

    def fill(self, template: Template | None) -> Fill:
        """Return a function that fills a template, codes in words."""
        return template.bound(self._in_words) if template else _nothing

    def fill_raw(self, template: Template | None) -> Fill:
        """Return a function that fills a template, codes as they stand."""
        return template.bound(self._as_it_stands) if template else _nothing

    def indexes(self, templates: Iterable[Template | None]) -> list[int]:
        """Return where the columns of templates are."""
        used = [field for template in templates if template for field in template.fields]
        return sorted({index for field in used for index in self._indexes(field)})

    def numbered(self, entries: Iterable[_E]) -> Iterator[_E]:
        """Yield entries, those for columns with numbers once for each number that there is."""
        for entry in entries:
            held: dict[str, Any] = {f.name: getattr(entry, f.name) for f in fields(entry)}
            templates = {k: t for k, t in held.items() if isinstance(t, Template) and t.is_numbered}
            if not templates:
                yield entry
                continue
            for number in self._numbers(templates.values()) or ["1"]:
                numbered: dict[str, Any] = {k: t.numbered(number) for k, t in templates.items()}
                yield replace(entry, **numbered)

    def check(self, path: str, map_file: str) -> None:
        """Raise DatasetError where the file lacks columns of the map, or has one of them twice."""
        for name, line in self._twice.items():
            raise DatasetError(
                f"{path}: the column '{name}' is there twice ({map_file}, line {line}): "
                "leave one of them."
            )
        if not self._missing:
            return
        named = [f"'{name}' (line {line})" for name, line in self._missing.items()]
        if len(named) > _MOST_NAMED:
            named = [*named[: _MOST_NAMED - 1], f"{len(named) - _MOST_NAMED + 1} more"]
        listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
        first = next(iter(self._missing))
        close = get_close_matches(first.casefold(), self._folded, n=1, cutoff=0.7)
        meant = f", but '{self.names[self._folded.index(close[0])]}'" if close else ""
        advice = "correct the map, or give a file that it fits"
        if map_file.removesuffix(".toml") in shipped():
            advice = "give the recorder's own export, or write a map for this file"
        raise DatasetError(f"{map_file}: {path} has no column {listed}{meant}: {advice}.")

    def _numbers(self, templates: Iterable[Template]) -> list[str]:
        patterns = {pattern for template in templates for pattern in template.number_patterns()}
        found = [re.fullmatch(pattern, name) for pattern in patterns for name in self._folded]
        numbers = {match[1] for match in found if match and match.groups()}
        return sorted(numbers, key=lambda number: (int(number), number))

    def _indexes(self, field: Field) -> list[int]:
        return [
            self._folded.index(name.casefold())
            for name in field.names
            if name.casefold() in self._folded
        ]

    def _getters(self, field: Field, line: int, get: Callable[[int], Fill]) -> Fill:
        """Return what reads the first column of a field that is not empty."""
        indexes = self._indexes(field)
        for index in indexes:
            if self._folded.count(self._folded[index]) > 1:
                self._twice.setdefault(self.names[index], line)
        if not indexes and not field.optional:
            self._missing.setdefault(field.shown, line)
        getters = [get(index) for index in indexes]
        if len(getters) == 1:
            return getters[0]
        return lambda cells: next(filter(None, (getter(cells) for getter in getters)), "")

    def _as_it_stands(self, field: Field, line: int) -> Fill:
        return self._getters(field, line, self._text)

    def _in_words(self, field: Field, line: int) -> Fill:
        return self._getters(field, line, self._word)

    def _text(self, index: int) -> Fill:
        self._used.add(index)
        return itemgetter(index)

    def _word(self, index: int) -> Fill:
        name = self.names[index]
        text = self._text(index)
        folded = name.casefold()
        codes = self.codes.get(folded) or self.codes.get(re.sub(r"\d+", "#", folded))
        if codes is None:
            return text

        def word(cells: Cells) -> str:
            code = code_of(text(cells))
            if code and code not in codes:
                self.remarks.append(f"a {name} that the map does not have: not guessed")
            return codes.get(code, "")

        return word


def code_of(text: str) -> str:
    """Return a code as a map has it: 1 for the 1.0 that programs write."""
    return text.removesuffix(".0")


def _nothing(cells: Cells) -> str:
    return ""
