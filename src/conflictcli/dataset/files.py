"""The files of datasets: the bundled one, what is read, and where something may be written."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from conflictcli.errors import DatasetError, UsageError

_STDIN = ("-", "/dev/stdin")


def bundled_path() -> str:
    """Return the path of the bundled dataset: in the package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data" / "events.json"
    return str(inside if inside.is_file() else package.parents[1] / "data" / "events.json")


def example_path() -> str:
    """Return the path of the example that new datasets begin with."""
    return str(Path(__file__).with_name("example.json"))


def size(path: str) -> int:
    """Return the size of a file in bytes, 0 for what is none."""
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0


def read(path: str) -> bytes:
    """Return the bytes of a file, "-" being standard input; raise DatasetError."""
    with _unreadable_is_told(path):
        if path in _STDIN:
            return _standard_input().read()
        return _regular(path).read_bytes()


@contextmanager
def open_input(path: str) -> Iterator[BinaryIO]:
    """Open a file that can be read again, of standard input a copy on disk; raise DatasetError."""
    with _unreadable_is_told(path):
        if path in _STDIN:
            import tempfile

            file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
            shutil.copyfileobj(_standard_input(), file)
            file.seek(0)
        else:
            file = _regular(path).open("rb")
    with file:
        yield file


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    return sys.stdin.buffer


def _regular(path: str) -> Path:
    """Return a path that can be read to its end; raise OSError or ValueError."""
    if not path:
        raise ValueError("no file is named")
    if _may_be_endless(path):
        raise ValueError(f"this is not a regular file; to read from it, --data - < {path}")
    return Path(path)


@contextmanager
def _unreadable_is_told(path: str) -> Iterator[None]:
    """Raise DatasetError for what keeps a file from being read."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise DatasetError(
            f"{path or repr(path)}: cannot be read ({reason}): give the path of a dataset."
        ) from None


def check_input(path: str) -> None:
    """Raise DatasetError for what cannot be read, or is no file but may never end."""
    try:
        if _may_be_endless(path):
            raise DatasetError(f"{path}: this is not a regular file: save it to one first.")
    except (OSError, ValueError) as error:
        raise DatasetError(f"{path}: {getattr(error, 'strerror', None) or error}.") from None


def check_output(path: str, *, input: str | None = None, force: bool) -> None:
    """Raise UsageError for a file that would be lost: without `force`, or being that `input`."""
    if not path:
        raise UsageError("The output has no name: give a path.")
    if Path(path).exists():
        if input is not None and Path(path).samefile(input):
            raise UsageError(f"{path} is the input: give another name for the output.")
        if not (Path(path).is_file() or Path(path).is_dir()):
            raise UsageError(f"{path} is not a regular file: give the name of one.")
        if not force:
            raise UsageError(f"{path} exists: overwrite it with --force, or give another name.")


def is_folder(path: str) -> bool:
    """Return whether a path to write to stands for a folder: it is one, or ends in a slash."""
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def _may_be_endless(path: str) -> bool:
    """Return whether it is a FIFO, which may wait for ever for a writer, or a device."""
    mode = Path(path).stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or path.startswith("/dev/fd/"))
