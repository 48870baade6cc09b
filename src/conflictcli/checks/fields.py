"""The shape of a dataset, read off the dataclasses: types of fields, checkers, JSON Schema."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from conflictcli.model.records import VERSION, Dataset

_NUMBERS = ("low", "best", "high")


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


class _Head(msgspec.Struct):
    schema_version: int


def version_of(content: bytes) -> int:
    """Return the version of the format that a dataset in JSON says it has, else the newest."""
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_Head).schema_version
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return VERSION


@cache
def field_types(record_class: Any, version: int = VERSION) -> dict[str, FieldType]:
    """Return the types of the fields that a dataclass has in a version of the format, by name."""
    hints = get_type_hints(record_class, include_extras=True)
    types = {
        field.name: _field_type(hints[field.name], field.default, version)
        for field in fields(record_class)
    }
    return {name: type for name, type in types.items() if type.since <= version}


def values(record: Any, trait: str, where: str = "") -> Iterator[tuple[str, Any, FieldType]]:
    """Yield the values in a record and its parts whose fields have a trait: `table` or `is_name`.

    Each comes with its path, like `.citations[0].source`, and the type of its field.
    """
    for name, type in _fields_with(record.__class__, trait):
        value = getattr(record, name)
        if not value:
            continue
        items = (
            [(f"[{n}]", item) for n, item in enumerate(value)] if type.is_list else [("", value)]
        )
        for index, item in items:
            if type.part:
                yield from values(item, trait, f"{where}.{name}{index}")
            else:
                yield f"{where}.{name}{index}", item, type


@cache
def _fields_with(record_class: Any, trait: str) -> list[tuple[str, FieldType]]:
    """Return the fields of a class that have a trait, and those whose parts have such a field."""
    return [
        (name, type)
        for name, type in field_types(record_class).items()
        if getattr(type, trait) or (type.part and _fields_with(type.part, trait))
    ]


def check_dates(record_class: Any, records: Iterable[Any], version: int) -> None:
    """Raise DateError for a date of records that is none; their parts have no dates."""
    for name, type in field_types(record_class, version).items():
        if type.parse:
            for expression in {getattr(record, name, None) for record in records}:
                if expression is not None:
                    type.parse(expression)


@cache
def strict(hint: Any, version: int = VERSION) -> Any:
    """Return a type with structs in the place of dataclasses, which refuse unknown fields.

    They have the fields of a version of the format, and the dataclasses' own checks; written, they
    leave out what is null or empty.
    """
    parts: tuple[Any, ...] = get_args(hint)
    if get_origin(hint) is Annotated and get_origin(parts[0]) is tuple:
        return strict(parts[0], version)
    if get_origin(hint) is tuple:
        return tuple[(strict(parts[0], version), ...)]  # type: ignore[misc]
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(strict(part, version) for part in parts)]  # noqa: UP007
    if not (isinstance(hint, type) and is_dataclass(hint)):
        return hint
    typed = [
        (name, strict(type.hint, version), *(() if type.is_required else (type.default,)))
        for name, type in field_types(hint, version).items()
    ]
    checks = {name: vars(hint)[name] for name in ("__post_init__",) if name in vars(hint)}
    return msgspec.defstruct(
        hint.__name__,
        typed,
        namespace=checks,
        forbid_unknown_fields=True,
        kw_only=True,
        omit_defaults=True,
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


def _field_type(hint: Any, default: Any, version: int) -> FieldType:
    choices = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    item = next(choice for choice in choices if choice is not type(None))
    extra = _extra(item)
    if get_origin(item) is Annotated and get_origin(get_args(item)[0]) is tuple:
        item = get_args(item)[0]
    is_list = get_origin(item) is tuple
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
