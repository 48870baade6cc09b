"""The count that a row gives: its numbers, and what they are of."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from conflictcli.imports.columns import Cells, Columns, code_of
from conflictcli.imports.map_keys import CountKeys, EstimateKeys, GroupKeys, Number
from conflictcli.imports.templates import Template
from conflictcli.model.records import Breakdown, Estimate

_NUMBER = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3}){1,2}", re.ASCII)

ReadEstimate = Callable[[Cells, bool], Estimate | None]


class Figures(NamedTuple):
    """The numbers of a row."""

    killed: Estimate | None
    injured: Estimate | None
    breakdown: tuple[Breakdown, ...]
    note: str | None


def figure_reader(keys: CountKeys, columns: Columns) -> Callable[[Cells], Figures | None]:
    """Return a function that reads the numbers of a row, None where it has none.

    It raises ValueError for what is no number.
    """
    values = keys.values or {}
    read_all = _pair_reader(GroupKeys(killed=keys.killed, injured=keys.injured), columns, values)
    groups = [
        (name, _pair_reader(group, columns, values)) for name, group in (keys.groups or {}).items()
    ]
    approximation = _approximation_reader(keys, columns)
    note_of = columns.fill(keys.note)

    def read(cells: Cells) -> Figures | None:
        approximate = approximation(cells)
        killed, injured = read_all(cells, bool(approximate))
        breakdown = []
        for name, read_group in groups:
            of_group = read_group(cells, bool(approximate))
            if any(of_group):
                breakdown.append(Breakdown(group=name, killed=of_group[0], injured=of_group[1]))
        if not (killed or injured or breakdown):
            return None
        note = " ".join(filter(None, (note_of(cells), approximate)))
        return Figures(killed, injured, tuple(breakdown), note or None)

    return read


def _pair_reader(
    keys: GroupKeys, columns: Columns, values: Mapping[str, Number]
) -> Callable[[Cells, bool], tuple[Estimate | None, Estimate | None]]:
    killed = _estimate_reader(keys.killed, columns, values)
    injured = _estimate_reader(keys.injured, columns, values)
    return lambda cells, approximate: (killed(cells, approximate), injured(cells, approximate))


def _estimate_reader(
    keys: EstimateKeys | None, columns: Columns, values: Mapping[str, Number]
) -> ReadEstimate:
    if keys is None:
        return lambda cells, approximate: None
    low, best, high = (
        _number_reader(template, columns, values) for template in (keys.low, keys.best, keys.high)
    )

    def read(cells: Cells, approximate: bool) -> Estimate | None:
        numbers = low(cells), best(cells), high(cells)
        if numbers == (None, None, None):
            return None
        return Estimate(low=numbers[0], best=numbers[1], high=numbers[2], approximate=approximate)

    return read


def _number_reader(
    template: Template | None, columns: Columns, values: Mapping[str, Number]
) -> Callable[[Cells], int | None]:
    if template is None:
        return lambda cells: None
    text_of = columns.fill_raw(template)
    name = next((field.names[0] for field in template.fields), "the map")

    def read(cells: Cells) -> int | None:
        text = code_of(text_of(cells))
        value = values.get(text)
        if value is not None:
            return None if value == "unknown" else value
        if text and not _NUMBER.fullmatch(text):
            raise ValueError(f"'{text[:20]}' in {name} is no number of people")
        return int(text.replace(",", "")) if text else None

    return read


def _approximation_reader(keys: CountKeys, columns: Columns) -> Callable[[Cells], str]:
    """Return a function that reads why the numbers of a row are approximate, "" if they are not."""
    asked = keys.approximate
    if asked is None:
        return columns.fill(None)
    text_of = columns.fill_raw(asked.column)
    words = [word.casefold() for word in asked.words]
    note = asked.note

    def read(cells: Cells) -> str:
        text = text_of(cells).casefold()
        return note if any(word in text for word in words) else ""

    return read
