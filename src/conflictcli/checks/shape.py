"""What in decoded JSON does not have the shape of a record, each with its rule, path and need."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from conflictcli.errors import DateError
from conflictcli.model.fields import FieldType, field_types

_RULES = {
    "schema_version": "schema-version",
    **dict.fromkeys(("low", "best", "high", "killed", "injured"), "bad-estimate"),
    **dict.fromkeys(("latitude", "longitude"), "bad-coordinate"),
}
_MOST_SUGGESTED = 20
# What msgspec calls the types of JSON.
_TYPES = {
    "object": "an object",
    "array": "a list",
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}


class ShapeError(NamedTuple):
    """A broken rule, the path of what breaks it, and what is wrong with that."""

    rule: str
    where: str
    message: str


def shape_errors(value: Any, record_class: Any, where: str, version: int) -> Iterator[ShapeError]:
    """Yield every place where a value is not a record of a class: its keys, then its fields."""
    if not isinstance(value, dict):
        yield from _type_error(value, record_class, where)
        return
    yield from unknown_keys(value, record_class, version, f"{where}.")
    missing = list(missing_keys(value, record_class, f"{where}."))
    yield from missing
    fits = not missing
    for name, type in field_types(record_class, version).items():
        if name in value:
            for error in in_field(value[name], type, f"{where}.{name}", version):
                fits = False
                yield error
    if fits:
        yield from _type_error(value, record_class, where)


def unknown_keys(
    keys: Collection[str], record_class: Any, version: int, prefix: str = ""
) -> Iterator[ShapeError]:
    """Yield the keys that a record of a class does not have in a version of the format."""
    names, newest = field_types(record_class, version), field_types(record_class)
    unknown = [key for key in keys if key not in names]
    for key in unknown:
        near = get_close_matches(key, names, n=1) if len(unknown) <= _MOST_SUGGESTED else ()
        hint = f"did you mean '{near[0]}'?" if near else f"the fields are {', '.join(names)}."
        if key in newest:
            hint = f"version {newest[key].since} of the format has it."
        yield ShapeError("unknown-field", f"{prefix}{key}", f"there is no field '{key}': {hint}")


def missing_keys(
    keys: Collection[str], record_class: Any, prefix: str = ""
) -> Iterator[ShapeError]:
    """Yield the keys that a record of a class must have and that are not there."""
    for name, type in field_types(record_class).items():
        if type.is_required and name not in keys:
            message = f"expected a field '{name}', got none."
            yield ShapeError("missing-field", f"{prefix}{name}", message)


def in_field(value: Any, type: FieldType, where: str, version: int) -> Iterator[ShapeError]:
    """Yield every error of the value of a field."""
    if value is None and type.is_optional:
        return
    if not type.is_list:
        yield from _in_item(value, type, where, version)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_item(item, type, f"{where}[{index}]", version)
    else:
        yield from _type_error(value, list[Any], where)


def _in_item(value: Any, type: FieldType, where: str, version: int) -> Iterator[ShapeError]:
    if type.part:
        yield from shape_errors(value, type.part, where, version)
        return
    yield from _type_error(value, type.item, where)
    if type.parse and isinstance(value, str):
        try:
            type.parse(value)
        except DateError as error:
            yield ShapeError("bad-date", where, str(error))


def _type_error(value: Any, record_class: Any, where: str) -> Iterator[ShapeError]:
    """Yield what msgspec finds wrong with a value whose parts, if it has any, are right."""
    try:
        msgspec.convert(value, record_class)
    except msgspec.ValidationError as error:
        need, _, _ = str(error).partition(" - at `")
        has_wrong_type = ", got `" in need
        need = _in_plain_words(need)
        rule = (
            "wrong-type" if has_wrong_type else _RULES.get(where.rpartition(".")[2], "wrong-type")
        )
        if get_origin(record_class) is Literal:
            need = f"expected {' or '.join(map(str, get_args(record_class)))}, got {value!r}"
        elif not has_wrong_type and not isinstance(value, dict):
            need += f", got {value!r}"
        yield ShapeError(rule, where, f"{need[0].lower()}{need[1:]}.")


def _in_plain_words(message: str) -> str:
    """Return a message of msgspec with the types that it names as users know them."""
    names = re.findall(r"`([^`]*)`", message)
    types = (" or ".join(_TYPES.get(type, type) for type in name.split(" | ")) for name in names)
    return re.sub(r"`[^`]*`", lambda _: next(types), message)
