"""The sheets of a dataset and their columns, read off the dataclasses."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from conflictcli.model.fields import FieldType, field_types
from conflictcli.model.records import (
    RECORD_CLASSES,
    Breakdown,
    Citation,
    Dataset,
    Participant,
    Source,
)

Kind = Literal["text", "date", "whole number", "number", "true or false"]
_KINDS: dict[Any, Kind] = {int: "whole number", float: "number", bool: "true or false"}

# What a spreadsheet is to keep as it was typed.
TEXT_KINDS = ("text", "date", "true or false")

# What hangs from a record in sheets of its own: the field, its class, the column of the record.
PARTS: Mapping[str, tuple[str, Any, str]] = {
    "citations": ("citations", Citation, "record"),
    "participants": ("participants", Participant, "event"),
    "breakdowns": ("breakdown", Breakdown, "report"),
}
# The column of main sheets with the sources that are cited without a locator or a quotation.
SOURCES = "sources"
# Where a citation stands among those of its record, from 1; empty is at the end.
POSITION = "position"


class Column(NamedTuple):
    """A heading, the path of its value in a record, and what its cells hold.

    `is_needed`: there is no record or, in a path of two, no object without it. `is_required`: nor
    may the heading be missing.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind = "text"
    is_list: bool = False
    is_needed: bool = False

    @property
    def is_required(self) -> bool:
        """Return whether the heading must be there."""
        return self.is_needed and len(self.path) < 2


class Sheet(NamedTuple):
    """The columns of a sheet by name; `record_column` says which record a row belongs to.

    `record_column` is None where each row is a record, or the dataset itself.
    """

    name: str
    columns: Mapping[str, Column]
    record_column: str | None = None


@cache
def sheets() -> Mapping[str, Sheet]:
    """Return the sheets of a dataset by name, in their order."""
    main = [Sheet("dataset", _by_name(_columns(Dataset)))]
    for record_class in RECORD_CLASSES:
        columns = list(_columns(record_class))
        if record_class is not Source:
            columns.append(Column(SOURCES, ("citations",), is_list=True))
        main.append(Sheet(record_class.table, _by_name(columns)))
    for name, (_, part, record_column) in PARTS.items():
        first = [Column(record_column, (), is_needed=True)]
        if part is Citation:
            first.append(Column(POSITION, (), "whole number"))
        main.append(Sheet(name, _by_name([*first, *_columns(part)]), record_column))
    return {sheet.name: sheet for sheet in main}


def _by_name(columns: Any) -> dict[str, Column]:
    return {column.name: column for column in columns}


def _columns(record_class: Any) -> Iterator[Column]:
    """Yield the columns of the fields of a class; one that is an object has one for each of its."""
    for name, type in field_types(record_class).items():
        if type.part and type.is_list:
            continue
        if not type.part:
            yield Column(name, (name,), _kind(type), type.is_list, type.is_required)
            continue
        for part, part_type in field_types(type.part).items():
            path = (name, part)
            kind, is_list = _kind(part_type), part_type.is_list
            yield Column(f"{name}_{part}", path, kind, is_list, part_type.is_required)


def _kind(type: FieldType) -> Kind:
    if type.parse:
        return "date"
    item = type.item
    while get_origin(item) is Annotated:
        item = get_args(item)[0]
    words = get_args(item)  # Of a Literal.
    return _KINDS.get(words[0].__class__ if words else item, "text")
