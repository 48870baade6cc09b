"""What the types of the fields of a dataclass say: ids of which table, dates, lists, parts."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from conflictcli.model.records import VERSION


class FieldType(NamedTuple):
    """What a field of a record may hold.

    `item` is its type, that of each item where it is a list; `part` is the dataclass of an object.
    `table` holds the ids that it refers to, `parse` reads its date, `is_name` tells a name, `since`
    is the first version of the format that has it.
    """

    hint: Any
    default: Any
    item: Any
    is_list: bool
    is_optional: bool
    part: Any
    table: str | None
    parse: Callable[[str], object] | None
    is_name: bool
    since: int

    @property
    def is_required(self) -> bool:
        """Return whether the field must be there."""
        return self.default is MISSING


@cache
def field_types(record_class: Any, version: int = VERSION) -> dict[str, FieldType]:
    """Return the types of the fields that a dataclass has in a version of the format, by name."""
    types = {
        field.name: field_type(field.type, field.default, version) for field in fields(record_class)
    }
    return {name: type for name, type in types.items() if type.since <= version}


def field_type(hint: Any, default: Any = MISSING, version: int = VERSION) -> FieldType:
    """Return what the type of a field says in a version of the format."""
    choices = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    item = next(choice for choice in choices if choice is not type(None))
    extra = _extra(item)
    if get_origin(item) is Annotated and get_origin(get_args(item)[0]) is tuple:
        item = get_args(item)[0]
    is_list = get_origin(item) in (tuple, list)
    if is_list:
        item = get_args(item)[0]
        extra = _extra(item) | extra
    parse = extra.get("parse")
    return FieldType(
        hint=hint,
        default=default,
        item=item,
        is_list=is_list,
        is_optional=type(None) in choices,
        part=item if is_dataclass(item) else None,
        table=extra.get("table"),
        parse=extra.get("parse_before_3", parse) if version < 3 else parse,
        is_name=extra.get("is_name", False),
        since=extra.get("since", 1),
    )


def _extra(hint: Any) -> dict[str, Any]:
    """Return what the annotations of a type say beyond it."""
    found: dict[str, Any] = {}
    for meta in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        found |= meta.extra or {}
    return found
