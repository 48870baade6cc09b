"""Build the tables of `map_keys` from TOML: every key is known, every value of its type."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from conflictcli.imports.map_keys import CountKeys, EstimateKeys, Skip, SourceKeys
from conflictcli.imports.map_lines import Path
from conflictcli.imports.templates import Template, parse

_LARGEST = 1_000_000_000
_KINDS = {str: "a text", bool: "true or false", int: "a number", list: "a list", dict: "a table"}
# Tables that mean nothing without one of these keys.
_ONE_OF: dict[Any, tuple[str, ...]] = {
    EstimateKeys: ("low", "best", "high"),
    SourceKeys: ("publisher", "title", "url"),
    CountKeys: ("killed", "injured", "groups"),
    Skip: ("equals", "unless"),
}


class MapError(Exception):
    """Raised with what is wrong, and the path of the key at which it is."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


def built(cls: Any, value: object, path: Path, lines: Mapping[Path, int]) -> Any:
    """Return a table of a class; its main key alone may stand for it. Raise MapError."""
    main_key = getattr(cls, "main_key", None)
    if main_key and isinstance(value, str):
        value = {main_key: value}
    if not isinstance(value, dict):
        raise MapError(path, f"expected {'a text or ' if main_key else ''}a table{_got(value)}")
    types = _types(cls)
    for key in value:
        if key not in types:
            raise MapError((*path, key), f"there is no key '{key}'{_suggestion(key, [*types])}")
    where = f"'{_dotted(path)}'" if path else "the map"
    for field in fields(cls):
        if field.default is MISSING and field.name not in value:
            raise MapError(path, f"{where} has no '{field.name}': add one")
    if cls in _ONE_OF and not any(key in value for key in _ONE_OF[cls]):
        raise MapError(path, f"{where} has none of {', '.join(_ONE_OF[cls])}: add one")
    return cls(**{key: _value(types[key], value[key], (*path, key), lines) for key in value})


@cache
def _types(cls: Any) -> dict[str, Any]:
    """Return the type of each key of a table, those that may be left out without None."""
    types = get_type_hints(cls)
    return {field.name: _without_none(types[field.name]) for field in fields(cls)}


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in (Union, UnionType):
        return kind
    return Union[tuple(option for option in get_args(kind) if option is not type(None))]  # noqa: UP007


def _value(kind: Any, value: object, path: Path, lines: Mapping[Path, int]) -> Any:
    """Return what a key holds, if it is of its type."""
    if kind is Template:
        return _template(value, path, lines)
    if is_dataclass(kind):
        return built(kind, value, path, lines)
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], value, path, lines)
    if get_origin(kind) is dict:
        if not isinstance(value, dict):
            raise MapError(path, f"expected a table{_got(value)}")
        item = get_args(kind)[1]
        return {key: _value(item, value[key], (*path, key), lines) for key in value}
    return _scalar(kind, value, path)


def _several(kind: Any, value: object, path: Path, lines: Mapping[Path, int]) -> tuple[Any, ...]:
    """Return the items of a list; what is no list is one item, but for tables."""
    if isinstance(value, list):
        return tuple(_value(kind, item, (*path, i), lines) for i, item in enumerate(value))
    if is_dataclass(kind) and kind is not Template:
        raise MapError(path, f"expected tables under [[{_dotted(path)}]]{_got(value)}")
    return (_value(kind, value, path, lines),)


def _template(value: object, path: Path, lines: Mapping[Path, int]) -> Template:
    text = _scalar(str, value, path)
    line = next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)
    try:
        return parse(text, line)
    except ValueError as error:
        raise MapError(path, str(error)) from None


def _scalar(kind: Any, value: object, path: Path) -> Any:
    """Return a text that is not empty, a boolean, one of some words, or a number of days."""
    options = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    words = [
        word for option in options if get_origin(option) is Literal for word in get_args(option)
    ]
    if isinstance(value, str) and value in words:
        return value
    if int in options and type(value) is int and 0 <= value <= _LARGEST:
        return value
    if words:
        choices = [f'"{word}"' for word in words] + ["a number"] * (int in options)
        raise MapError(path, f"expected {' or '.join(choices)}{_got(value)}")
    if type(value) is not kind:
        raise MapError(path, f"expected {_KINDS[kind]}{_got(value)}")
    return value


def _got(value: object) -> str:
    if isinstance(value, str):
        return f", got '{value}'"
    return f", got {_KINDS.get(type(value), 'something else')}"


def _dotted(path: Path) -> str:
    """Return a path like "count.killed", without the numbers of tables in a list."""
    return ".".join(part for part in path if isinstance(part, str))


def _suggestion(key: str, known: list[str]) -> str:
    close = get_close_matches(key, known, n=1)
    return f": did you mean '{close[0]}'?" if close else f": there are {', '.join(known)}"
