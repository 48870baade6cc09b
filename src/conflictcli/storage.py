"""Find and decode a dataset; the only module that reads JSON datasets."""

import re
import sys
from pathlib import Path
from typing import TypeVar, get_args

import msgspec

from conflictcli.errors import DatasetError
from conflictcli.model import SCHEMA_VERSION, ActorKind, Dataset, Stance

_T = TypeVar("_T")

_BOM = b"\xef\xbb\xbf"
_VALUES = {"kind": get_args(ActorKind), "stance": get_args(Stance)}


class _Version(msgspec.Struct):
    schema_version: int


def shipped() -> str:
    """Give the path of the dataset that comes with the tool: in the package, or beside `src`."""
    package = Path(__file__).resolve().parent
    inside = package / "data" / "events.json"
    return str(inside if inside.is_file() else package.parents[1] / "data" / "events.json")


def load(path: str) -> Dataset:
    """Read a dataset, "-" being standard input; raise DatasetError with file, place and need."""
    content = _read(path).removeprefix(_BOM)
    version = _decoded(path, content, _Version).schema_version
    if version != SCHEMA_VERSION:
        raise DatasetError(
            f"{path}: schema_version: expected {SCHEMA_VERSION}, the one this release reads, "
            f"got {version}."
        )
    return _decoded(path, content, Dataset)


def _read(path: str) -> bytes:
    try:
        if path == "-" and sys.stdin is None:
            raise ValueError("standard input is closed")
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or error
        raise DatasetError(
            f"{path}: cannot be read ({reason}): give the path of a JSON dataset."
        ) from None


def _decoded(path: str, content: bytes, kind: type[_T]) -> _T:
    try:
        content.decode()
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        wrong = _misfit(str(error))
    except UnicodeDecodeError as error:
        wrong = f"{_line_and_column(content, error.start)}: expected UTF-8 text."
    except msgspec.DecodeError as error:
        wrong = f"{_break(content, str(error))}: expected valid JSON ({error})."
    except RecursionError:
        wrong = "expected a dataset, got JSON that is nested too deep."
    raise DatasetError(f"{path}: {wrong}")


def _misfit(message: str) -> str:
    need, _, place = message.partition(" - at `$")
    place = place.strip(".`")
    values = _VALUES.get(place.rpartition(".")[2])
    if values and need.startswith("Invalid enum value"):
        given = need.removeprefix("Invalid enum value ")
        need = f"Expected one of {', '.join(values)}, got {given}"
    return f"{place or 'top level'}: {need[0].lower()}{need[1:]}."


def _break(content: bytes, message: str) -> str:
    found = re.search(r"\(byte (\d+)\)", message)
    return _line_and_column(content, int(found[1]) if found else len(content))


def _line_and_column(content: bytes, offset: int) -> str:
    before = content[:offset]
    return f"line {before.count(10) + 1}, column {offset - before.rfind(10)}"
