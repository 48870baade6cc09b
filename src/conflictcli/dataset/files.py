"""The files of datasets: the bundled one, what is read, and what is written in one step."""

import stat
import sys
from pathlib import Path

from conflictcli.errors import DatasetError, UsageError

STDIN = ("-", "/dev/stdin")


def bundled_path() -> str:
    """Return the path of the bundled dataset: in the package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data" / "events.json"
    return str(inside if inside.is_file() else package.parents[1] / "data" / "events.json")


def read(path: str) -> bytes:
    """Return the bytes of a file, "-" being standard input; raise DatasetError."""
    try:
        if path in STDIN:
            return _standard_input()
        if not path:
            raise ValueError("no file is named")
        if may_be_endless(path):
            raise ValueError(f"it is no file; to read from it, --data - < {path}")
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        raise DatasetError(
            f"{path or repr(path)}: cannot be read ({reason}): give the path of a JSON dataset."
        ) from None


def may_be_endless(path: str) -> bool:
    """Return whether it is a FIFO, which may wait for ever for a writer, or a device."""
    mode = Path(path).stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or path.startswith("/dev/fd/"))


def check_file(path: str) -> None:
    """Raise DatasetError for what is there and is no file but may never end."""
    if Path(path).exists() and may_be_endless(path):
        raise DatasetError(f"{path}: it is no file: save it as one first.")


def check_free(path: str) -> None:
    """Raise UsageError where there is a file already."""
    if Path(path).exists():
        raise UsageError(f"{path} exists: overwrite it with --force, or give another name.")


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ValueError("standard input is closed")
    return sys.stdin.buffer.read()
