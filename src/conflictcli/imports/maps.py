"""Read a map: a TOML file that says what the columns of a table mean."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from importlib.resources import files
from pathlib import Path

from conflictcli.errors import DatasetError, UsageError
from conflictcli.imports.map_keys import Map
from conflictcli.imports.map_lines import key_lines
from conflictcli.imports.map_shape import MapError, built
from conflictcli.imports.templates import Template

_PREFIX = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TAKEN = ("s", "source")  # So ids of other records start.
_PREFIX_HELP = "use another word, of a-z, 0-9 and -"
_FOLDER = files("conflictcli.imports") / "maps"


def shipped() -> list[str]:
    """Return the names of the maps that come with this package."""
    names = [file.name for file in _FOLDER.iterdir()]
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def load(name: str) -> tuple[str, Map]:
    """Return the name of a map's file and the map: one that comes with this package, or a file.

    Raise UsageError where there is none, DatasetError with the line of a mistake.
    """
    if name in shipped():
        file = f"{name}.toml"
        return file, read(file, (_FOLDER / file).read_text(encoding="utf-8"))
    try:
        if "\0" in name:
            raise ValueError("no file has such a name")
        if not (Path(name).is_file() or name.startswith("/dev/fd/")):
            Path(name).stat()
            raise ValueError("it is not a regular file")
        return name, read(name, Path(name).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise DatasetError(f"{name}: the map is not UTF-8: save it as UTF-8.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"--map {name or repr(name)} cannot be read ({reason}): "
            f"give a TOML file, or one of {', '.join(shipped())}."
        ) from None


def read(file: str, text: str) -> Map:
    """Return the map in a text; raise DatasetError with the line of the first mistake."""
    text = text.replace("\r\n", "\n")
    try:
        content = tomllib.loads(text)
        lines = key_lines(text)
    except tomllib.TOMLDecodeError as error:
        raise DatasetError(f"{file}: {_toml_sentence(str(error), text)}") from None
    except RecursionError:
        raise DatasetError(f"{file}: the tables lie too deep in each other.") from None
    try:
        made: Map = built(Map, content, (), lines)
        _check_codes(made)
        for template in _templates(replace(made, actors=(), sources=())):
            if template.is_numbered:
                what = "'#' stands for numbers in actors and sources alone"
                raise DatasetError(f"{file}: line {template.line}: {what}.")
        if not _PREFIX.fullmatch(made.prefix) or made.prefix in _TAKEN:
            raise MapError(("prefix",), f"'{made.prefix}' is no start of ids: {_PREFIX_HELP}")
    except MapError as error:
        known = (error.path[:end] for end in range(len(error.path), 0, -1))
        line = next((lines[path] for path in known if path in lines), 1)
        raise DatasetError(f"{file}: line {line}: {_with_full_stop(str(error))}") from None
    return made


def _check_codes(made: Map) -> None:
    """Raise MapError for codes of a column that no template reads."""
    read = {name.casefold() for template in _templates(made) for name in template.names}
    for column in made.codes or {}:
        if column.casefold() not in read:
            raise MapError(("codes", column), f"no text of the map reads a column '{column}'")


def _templates(value: object) -> Iterator[Template]:
    """Yield all templates in a table of a map."""
    if isinstance(value, Template):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _templates(getattr(value, field.name))
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _templates(item)


def _toml_sentence(problem: str, text: str) -> str:
    """Return what tomllib says, its line first."""
    found = re.fullmatch(r"(.*?) \(at (?:line (\d+), column \d+|end of document)\)", problem)
    what = found[1] if found else problem
    line = int(found[2]) if found and found[2] else text.rstrip().count("\n") + 1
    return f"line {line}: this is not TOML: {what[:1].lower()}{what[1:]}."


def _with_full_stop(sentence: str) -> str:
    return sentence if sentence.endswith("?") else f"{sentence}."
