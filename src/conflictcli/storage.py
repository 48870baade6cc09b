"""Find, read and write datasets; the only module that touches their files."""

import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import cast

import msgspec

from conflictcli import syntax
from conflictcli.errors import DatasetError, OutputError, UsageError
from conflictcli.model import Dataset

_STDIN = ("-", "/dev/stdin")


def shipped() -> str:
    """Give the path of the dataset that comes with the tool: in the package, or beside `src`."""
    package = Path(__file__).resolve().parent
    inside = package / "data" / "events.json"
    return str(inside if inside.is_file() else package.parents[1] / "data" / "events.json")


def load(path: str | None) -> Dataset:
    """Read a dataset, "-" being standard input; raise DatasetError with file, place and need.

    None is the one that ships: its shape is checked by its tests, not at every start.
    """
    if path is None:
        return cast(Dataset, syntax.decode(read(shipped()), Dataset))
    content = read(path)
    try:
        return _checked(content)
    except DatasetError as error:
        raise DatasetError(f"{path}: {error} See conflictcli validate.") from None


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


def encode(dataset: Dataset) -> bytes:
    """Write a dataset as it ships: every field, two spaces of indent, UTF-8, one line end."""
    return msgspec.json.format(msgspec.json.encode(dataset), indent=2) + b"\n"


def check_free(path: str) -> None:
    """Raise UsageError where there is a file already."""
    if Path(path).exists():
        raise UsageError(f"{path} exists: overwrite it with --force, or give another name.")


def save(dataset: Dataset, path: str) -> None:
    """Write a dataset beside the file of that name, then put it in its place, whole or not at all.

    Raise OutputError where it cannot be written; what stood there stands then.
    """
    target = Path(path).resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(encode(dataset))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from None
    finally:
        beside.unlink(missing_ok=True)


def _file(path: str) -> bytes:
    mode = Path(path).stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or path.startswith("/dev/fd/")):
        # To open a FIFO without a writer waits for ever, and a device may never end.
        raise ValueError(f"it is no file; to read from it, --data - < {path}")
    return Path(path).read_bytes()


def _checked(content: bytes) -> Dataset:
    """Decode a dataset, or raise DatasetError with the first problem of its shape."""
    from conflictcli import shape

    if shape.is_dataset(content):
        dataset: Dataset = syntax.decode(content, Dataset)
        _refuse_shared_ids(dataset)
        return dataset
    for _, where, message in shape.misfits(syntax.decode(content)):
        raise DatasetError(f"{where or 'top level'}: {message}")
    # Of a key that is given twice, the value that does not fit is not the last.
    raise DatasetError("a key is given more than once.")


def _refuse_shared_ids(dataset: Dataset) -> None:
    """Raise DatasetError where one record of a table would hide another."""
    for table in ("sources", "actors", "events", "statements", "casualties"):
        ids = Counter(record.id for record in getattr(dataset, table))
        for id, times in ids.most_common(1):
            if times > 1:
                raise DatasetError(f"{table}: {times} records have the id '{id}'.")
