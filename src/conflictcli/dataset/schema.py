"""The shape of a dataset, read off the dataclasses: types of fields, checkers, JSON Schema."""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from conflictcli.model.records import Dataset

_NUMBERS = ("low", "best", "high")


class FieldType(NamedTuple):
    """What a field of a record may hold.

    `item` is its type, that of each item where it is a list; `part` is the dataclass of an object.
    `table` holds the ids that it refers to, `parse` reads its date, `is_name` tells a name.
    """

    hint: Any
    default: Any
    item: Any
    is_list: bool
    is_optional: bool
    part: type[Any] | None
    table: str | None
    parse: Callable[[str], object]
    is_name: bool

    @property
    def is_required(self) -> bool:
        """Return whether the field must be there."""
        return self.default is MISSING


@cache
def field_types(kind: Any) -> dict[str, FieldType]:
    """Return the types of the fields of a dataclass by name."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: _field_type(hints[field.name], field.default) for field in fields(kind)}


def check_date(kind: Any, expression: str | None) -> None:
    """Raise DateError for what does not date a record of a kind."""
    if expression is not None:
        parse = field_types(kind)[kind.date_field].parse
        parse(expression)


@cache
def strict(kind: Any) -> Any:
    """Return a struct with the fields of a dataclass, its checks too, that refuses any other field.

    Of another type, return it with such structs in the place of its dataclasses.
    """
    parts: tuple[Any, ...] = get_args(kind)
    if get_origin(kind) is tuple:
        return tuple[(strict(parts[0]), ...)]  # type: ignore[misc]
    if get_origin(kind) in (Union, UnionType):
        return Union[tuple(map(strict, parts))]  # noqa: UP007
    if not (isinstance(kind, type) and is_dataclass(kind)):
        return kind
    typed = [
        (name, strict(type.hint), *(() if type.is_required else (type.default,)))
        for name, type in field_types(kind).items()
    ]
    checks = {name: vars(kind)[name] for name in ("__post_init__",) if name in vars(kind)}
    return msgspec.defstruct(
        kind.__name__,
        typed,
        namespace=checks,
        forbid_unknown_fields=True,
        kw_only=True,
    )


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a dataset, with what its types do not say."""
    schema = msgspec.json.schema(Dataset)
    for record in schema["$defs"].values():
        if "citations" in record["properties"]:
            record["properties"]["citations"]["minItems"] = 1
            record["required"].append("citations")
        record["additionalProperties"] = False
    numbers = [{"required": [n], "properties": {n: {"type": "integer"}}} for n in _NUMBERS]
    schema["$defs"]["Estimate"]["anyOf"] = numbers
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _field_type(hint: Any, default: Any) -> FieldType:
    choices = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    item = next(choice for choice in choices if choice is not type(None))
    is_list = get_origin(item) is tuple
    item = get_args(item)[0] if is_list else item
    extra = _extra(item)
    return FieldType(
        hint=hint,
        default=default,
        item=item,
        is_list=is_list,
        is_optional=type(None) in choices,
        part=item if is_dataclass(item) else None,  # type: ignore[arg-type]
        table=extra.get("table"),
        parse=extra.get("parse", str),
        is_name=extra.get("is_name", False),
    )


def _extra(hint: Any) -> dict[str, Any]:
    """Return what the annotation of a type says beyond it."""
    if get_origin(hint) is not Annotated:
        return {}
    return next((meta.extra for meta in get_args(hint)[1:] if meta.extra), {})
