"""Find, read and write datasets; the only module that touches their files."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from conflictcli import syntax
from conflictcli.errors import DatasetError, OutputError, UsageError
from conflictcli.model import Dataset
from conflictcli.records import Keep, Load

_AT_ONCE = 1024
_STDIN = ("-", "/dev/stdin")


def shipped() -> str:
    """Give the path of the dataset that comes with the tool: in the package, or beside `src`."""
    package = Path(__file__).resolve().parent
    inside = package / "data" / "events.json"
    return str(inside if inside.is_file() else package.parents[1] / "data" / "events.json")


class Opened(NamedTuple):
    """A dataset that can be loaded, as much of it as is wanted, and the path of its file."""

    path: str
    load: Load

    def __call__(self, keep: Keep) -> Dataset:
        """Load it; raise DatasetError with file, place and need."""
        return self.load(keep)


def opened(path: str | None) -> Opened:
    """Open a dataset, "-" being standard input; raise DatasetError with file, place and need.

    None is the one that ships: it is loaded whole, its shape checked by its tests and not at every
    start.
    """
    if path is None:
        dataset: Dataset = syntax.decode(read(shipped()), Dataset)
        return Opened(shipped(), lambda keep: dataset)
    from conflictcli import selection, shape

    content = read(path)
    with _told(path, content):
        parts = shape.parts(content)

    def load(keep: Keep) -> Dataset:
        with _told(path, content):
            return selection.selected(parts, keep)

    return Opened(path, load)


def read(path: str) -> bytes:
    """Read a file, "-" being standard input; raise DatasetError where there is none to read."""
    try:
        if path in _STDIN and sys.stdin is None:
            raise ValueError("standard input is closed")
        if not path:
            raise ValueError("no file is named")
        content = sys.stdin.buffer.read() if path in _STDIN else _file(path)
    except (OSError, ValueError, MemoryError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error) or "too large"
        raise DatasetError(
            f"{path or repr(path)}: cannot be read ({reason}): give the path of a JSON dataset."
        ) from None
    return content


def encoded(dataset: Dataset) -> Iterator[bytes]:
    """Write a dataset in UTF-8 with every field, one record a line."""
    before = b"{"
    for field in dataset.__dataclass_fields__:
        value = getattr(dataset, field)
        yield before + f'\n  "{field}": '.encode()
        yield from _lines(value) if isinstance(value, tuple) else [msgspec.json.encode(value)]
        before = b","
    yield b"\n}\n"


def _lines(records: tuple[Any, ...]) -> Iterator[bytes]:
    """Write a list, some records at a time; a line break is but between two, as JSON escapes it."""
    encode = msgspec.json.Encoder().encode_lines
    before = b"["
    for start in range(0, len(records), _AT_ONCE):
        lines = encode(records[start : start + _AT_ONCE])
        yield before + b"\n" + lines[:-1].replace(b"\n", b",\n")
        before = b","
    yield b"\n  ]" if records else b"[]"


def check_free(path: str) -> None:
    """Raise UsageError where there is a file already."""
    if Path(path).exists():
        raise UsageError(f"{path} exists: overwrite it with --force, or give another name.")


def save(dataset: Dataset, path: str) -> None:
    """Write a dataset beside the file of that name, then put it in its place, whole or not at all.

    Raise OutputError where it cannot be written; what stood there stands then.
    """
    target = Path(path).resolve()
    beside = target.parent / f".{target.name}.{os.getpid()}.part"
    try:
        with beside.open("wb") as file:
            file.writelines(encoded(dataset))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from None
    finally:
        beside.unlink(missing_ok=True)


def check_file(path: str) -> None:
    """Raise DatasetError for what is there and is no file but may never end."""
    if Path(path).exists() and _may_be_endless(path):
        raise DatasetError(f"{path}: it is no file: save it as one first.")


def _file(path: str) -> bytes:
    if _may_be_endless(path):
        raise ValueError(f"it is no file; to read from it, --data - < {path}")
    return Path(path).read_bytes()


def _may_be_endless(path: str) -> bool:
    """Tell of a FIFO, to open which may wait for ever without a writer, and of a device."""
    mode = Path(path).stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or path.startswith("/dev/fd/"))


@contextmanager
def _told(path: str, content: bytes) -> Iterator[None]:
    """Tell of what is found wrong in a dataset with the file, the place in it and the need."""
    try:
        yield
    except DatasetError as error:
        raise DatasetError(f"{path}: {error} See conflictcli validate.") from None
    except syntax.UNSOUND:
        with _told(path, content):
            raise _first_problem(content) from None


def _first_problem(content: bytes) -> DatasetError:
    from conflictcli import shape

    for _, where, message in shape.misfits(syntax.decode(content)):
        return DatasetError(f"{where or 'top level'}: {message}")
    # Of a key that is given twice, the value that does not fit is not the last.
    return DatasetError("a key is given more than once.")
