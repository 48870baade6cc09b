"""The shape of a dataset: what in decoded JSON does not have it, and its JSON Schema."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from conflictcli import dates, syntax
from conflictcli.errors import DateError
from conflictcli.model import SLUG, TABLES, Dataset

_DATES: dict[str, Callable[[str], object]] = {
    "published": dates.span,
    "date": dates.span,
    "as_of": dates.parse_day,
}
_DATE_FIELDS = {"sources": "published", "casualties": "as_of", "actors": "id"}
_RULES = {
    "schema_version": "schema-version",
    **dict.fromkeys(("low", "best", "high", "killed", "injured"), "bad-estimate"),
    **dict.fromkeys(("latitude", "longitude"), "bad-coordinate"),
}
_POINT = r"[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?"
_DAY = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$(?!\n)"
_DATE = rf"^({_POINT}(/({_POINT}|\.\.))?|\[{_POINT}\.\.({_POINT})?\]|\[\.\.{_POINT}\])$(?!\n)"
_PATTERNS = {"id": SLUG, "date": _DATE, "published": _DATE, "as_of": _DAY}
_AT_ONCE = 32  # So few that memory is used again while it is near.
_NUMBERS = ("low", "best", "high")


class Misfit(NamedTuple):
    """A broken rule of shape, the path of the value and what was expected there."""

    rule: str
    where: str
    message: str


def parts(content: bytes) -> Any:
    """Decode strict JSON into the fields of a dataset, the records of each table as JSON still."""
    return syntax.decode(content, _envelope())


@cache
def decoder(table: str) -> Callable[[Any], Any]:
    """Give what decodes a record of a table; it raises ValidationError.

    It makes msgspec's own structs, which alone can refuse unknown fields.
    """
    return msgspec.json.Decoder(_strict(TABLES[table])).decode


def records(table: str, raws: Sequence[Any]) -> Iterator[list[Any]]:
    """Decode the records of a table, some at a time; raise ValidationError or DateError."""
    decode = decoder(table)
    field = _DATE_FIELDS.get(table, "date")
    check = _DATES.get(field, str)
    for start in range(0, len(raws), _AT_ONCE):
        found = list(map(decode, raws[start : start + _AT_ONCE]))
        for date in set(map(attrgetter(field), found)) - {None}:
            check(date)
        yield found


def misfits(value: Any) -> list[Misfit]:
    """Give every place where JSON is no dataset; of an unknown version, nothing but that."""
    found = list(_misfits(value, Dataset, ""))
    return [misfit for misfit in found if misfit.rule == "schema-version"] or found


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the model, with what its types do not say."""
    made = msgspec.json.schema(Dataset)
    for record in made["$defs"].values():
        fields = record["properties"]
        for name in _PATTERNS.keys() & fields:
            fields[name]["pattern"] = _PATTERNS[name]
        if "citations" in fields:
            fields["citations"]["minItems"] = 1
            record["required"].append("citations")
        record["additionalProperties"] = False
    numbers = [{"required": [n], "properties": {n: {"type": "integer"}}} for n in _NUMBERS]
    made["$defs"]["Estimate"]["anyOf"] = numbers
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _misfits(value: Any, kind: Any, where: str) -> Iterator[Misfit]:
    kinds = [alternative for alternative in _kinds(kind) if alternative is not type(None)]
    if value is None and len(kinds) < len(_kinds(kind)):
        return
    if is_dataclass(kinds[0]) and isinstance(value, dict):
        yield from _in_record(value, kinds[0], where)
    elif get_origin(kinds[0]) is tuple and isinstance(value, list):
        for place, item in enumerate(value):
            yield from _misfits(item, get_args(kinds[0])[0], f"{where}[{place}]")
    else:
        yield from _unfit(value, kinds[0], where)


def _in_record(value: dict[str, Any], kind: Any, where: str) -> Iterator[Misfit]:
    within = f"{where}." if where else ""
    hints, required = _shape(kind)
    for key in [key for key in value if key not in hints]:
        near = get_close_matches(key, hints, n=1)
        hint = f"did you mean '{near[0]}'?" if near else f"the fields are {', '.join(hints)}."
        yield Misfit("unknown-field", f"{within}{key}", f"there is no field '{key}': {hint}")
    for key in [key for key in required if key not in value]:
        yield Misfit("missing-field", f"{within}{key}", f"expected a field '{key}', got none.")
    given = [key for key in hints if key in value]
    found = [wrong for key in given for wrong in _misfits(value[key], hints[key], within + key)]
    found += [wrong for key in given for wrong in _bad_date(key, value[key], within + key)]
    yield from found
    if not found and all(key in value for key in required):
        yield from _unfit(value, kind, where)


def _bad_date(field: str, value: Any, where: str) -> Iterator[Misfit]:
    if field in _DATES and isinstance(value, str):
        try:
            _DATES[field](value)
        except DateError as error:
            yield Misfit("bad-date", where, str(error))


def _unfit(value: Any, kind: Any, where: str) -> Iterator[Misfit]:
    """Give what msgspec finds wrong with a value whose parts, if it has any, are right."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        need, _, _ = str(error).partition(" - at `")
        typed = ", got `" in need  # Else it has the type, but not a value that is allowed.
        rule = "wrong-type" if typed else _RULES.get(where.rpartition(".")[2], "wrong-type")
        if get_origin(kind) is Literal:
            need = f"expected {' or '.join(map(str, get_args(kind)))}, got {value!r}"
        elif not typed and not isinstance(value, dict):
            need += f", got {value!r}"
        yield Misfit(rule, where, f"{need[0].lower()}{need[1:]}.")


def _kinds(kind: Any) -> tuple[Any, ...]:
    """Give the alternatives of a union, or the type itself."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


@cache
def _strict(kind: Any) -> Any:
    """Give the struct with the fields of a record that refuses others, or a type of such parts."""
    parts: tuple[Any, ...] = get_args(kind)
    if get_origin(kind) is tuple:
        return tuple[(_strict(parts[0]), ...)]  # type: ignore[misc]
    if get_origin(kind) in (Union, UnionType):
        return Union[tuple(map(_strict, parts))]  # noqa: UP007
    if not isinstance(kind, type) or not is_dataclass(kind):
        return kind
    hints, _ = _shape(kind)
    typed = [(field.name, _strict(hints[field.name]), *_default(field)) for field in fields(kind)]
    also = {
        name: vars(kind)[name]
        for name in ("__post_init__", "__str__", "names", "numbers")
        if name in vars(kind)
    }
    return msgspec.defstruct(
        kind.__name__, typed, namespace=also, forbid_unknown_fields=True, kw_only=True
    )


@cache
def _envelope() -> Any:
    hints, _ = _shape(Dataset)
    kinds = hints | dict.fromkeys(TABLES, list[msgspec.Raw])
    typed = [(field.name, kinds[field.name], *_default(field)) for field in fields(Dataset)]
    return msgspec.defstruct("Dataset", typed, forbid_unknown_fields=True, kw_only=True)


def _default(field: Field[Any]) -> tuple[Any, ...]:
    return () if field.default is MISSING else (field.default,)


@cache
def _shape(kind: Any) -> tuple[dict[str, Any], list[str]]:
    """Give the types of a record's fields, and which of them must be there."""
    hints = get_type_hints(kind, include_extras=True)
    return hints, [field.name for field in fields(kind) if field.default is MISSING]
