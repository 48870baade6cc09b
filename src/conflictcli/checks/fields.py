"""The shape of a dataset, read off the dataclasses: checkers, JSON Schema."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import is_dataclass
from functools import cache
from itertools import chain
from operator import attrgetter
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from conflictcli.model.fields import FieldType, field_types
from conflictcli.model.records import VERSION, Dataset

_NUMBERS = ("low", "best", "high")


class _Head(msgspec.Struct):
    schema_version: int


def version_of(content: bytes) -> int:
    """Return the version of the format that a dataset in JSON says it has, else the newest."""
    try:
        return msgspec.json.decode(content.removeprefix(BOM_UTF8), type=_Head).schema_version
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return VERSION


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


def all_values(
    record_class: Any, records: Iterable[Any], trait: str
) -> Iterator[tuple[FieldType, set[Any]]]:
    """Yield each field with a trait of records whose parts have no parts, with all its values.

    One by one, as by `values`, these would take most of the time.
    """
    for name, type in _fields_with(record_class, trait):
        found = map(attrgetter(name), records)
        items = [*chain.from_iterable(found)] if type.is_list else [*filter(None, found)]
        if type.part:
            for inner, inner_type in _fields_with(type.part, trait):
                yield inner_type, {*filter(None, map(attrgetter(inner), items))}
        else:
            yield type, {*items}


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
    for name, parse in dated_fields(record_class, version):
        for expression in set(map(attrgetter(name), records)):
            if expression is not None:
                parse(expression)


@cache
def dated_fields(
    record_class: Any, version: int = VERSION
) -> list[tuple[str, Callable[[str], object]]]:
    """Return the fields of a class that hold a date, each with what reads it."""
    types = field_types(record_class, version)
    return [(name, type.parse) for name, type in types.items() if type.parse]


@cache
def strict(hint: Any, version: int = VERSION, *, as_given: bool = False) -> Any:
    """Return a type with structs in the place of dataclasses, which refuse unknown fields.

    They have the fields of a version of the format. Written, they leave out what is null or empty,
    or `as_given` what is not given. What a dataclass checks itself is left to it.
    """
    parts: tuple[Any, ...] = get_args(hint)
    if get_origin(hint) is Annotated and get_origin(parts[0]) is tuple:
        return strict(parts[0], version, as_given=as_given)
    if get_origin(hint) is tuple:
        return tuple[(strict(parts[0], version, as_given=as_given), ...)]  # type: ignore[misc]
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(strict(part, version, as_given=as_given) for part in parts)]  # noqa: UP007
    if not (isinstance(hint, type) and is_dataclass(hint)):
        return hint
    typed: list[tuple[Any, ...]] = []
    for name, type_ in field_types(hint, version).items():
        item = strict(type_.hint, version, as_given=as_given)
        if type_.is_required:
            typed.append((name, item))
        elif as_given:
            typed.append((name, Union[item, msgspec.UnsetType], msgspec.UNSET))  # noqa: UP007
        else:
            typed.append((name, item, type_.default))
    return msgspec.defstruct(
        hint.__name__,
        typed,
        forbid_unknown_fields=True,
        kw_only=True,
        omit_defaults=True,
        gc=False,  # They are never in a cycle.
    )


def records_of(structs: list[Any], record_class: Any) -> list[Any]:
    """Return dataclasses of strict structs.

    JSON becomes both in half the time of the dataclasses alone: msgspec takes long for each field
    that it leaves out, where a class has slots.
    """
    found: list[Any] = msgspec.convert(structs, list[record_class], from_attributes=True)
    return found


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a dataset, with what its types do not say."""
    schema = msgspec.json.schema(Dataset)
    for record in schema["$defs"].values():
        if "citations" in record["properties"]:
            record["properties"]["citations"]["minItems"] = 1
            record["required"].append("citations")
        record["additionalProperties"] = False
    # Not one of them given: said so that generators of code make one class of it.
    schema["$defs"]["Estimate"]["not"] = {"properties": {n: {"type": "null"} for n in _NUMBERS}}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
