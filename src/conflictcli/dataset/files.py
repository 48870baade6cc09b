"""The files of datasets: the bundled one, what is read, and what is written in one step."""

import errno
import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO, BinaryIO, NamedTuple, cast

from conflictcli.errors import DatasetError, OutputError, StoppedError, UsageError

_STDIN = ("-", "/dev/stdin")
_STOPPING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


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


class NewFolder(NamedTuple):
    """A folder that is filled before it takes its place; it has a name as an open file has."""

    name: str

    def writelines(self, parts: Iterable[bytes]) -> None:
        """Raise IsADirectoryError, as no folder has bytes."""
        raise IsADirectoryError(errno.EISDIR, "Is a directory")


@contextmanager
def replacing(path: str, *, force: bool) -> Iterator[IO[bytes] | NewFolder]:
    """Open a file, or make a folder, that takes the place of what is at a path once it is whole.

    Without `force` nothing is replaced, what appeared meanwhile included: raise UsageError. Raise
    OutputError where it cannot be written, StoppedError for a signal to stop: what stood there
    stands then, and nothing beside it.
    """
    try:
        target = Path(path).resolve()
        if target.is_symlink():  # A loop of links, for which resolve() raises before Python 3.13.
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        _remove_parts_of_the_dead(target)
        beside = target.parent / f".{target.name}.{os.getpid()}.part"
        replace = _replacing_folder if is_folder(path) else _replacing_file
        with stopped_by_signals() as check, replace(target, beside, force) as made:
            yield made
            check()
    except FileExistsError:
        raise UsageError(
            f"{path} exists: overwrite it with --force, or give another name."
        ) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: such a loop, before.
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path}: cannot be written ({reason}).") from None


@contextmanager
def _replacing_file(target: Path, beside: Path, force: bool) -> Iterator[IO[bytes]]:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "Is a directory")
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    try:
        private = partial(os.open, mode=0o666 if mode is None else 0o600)
        with open(beside, "xb", opener=private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        _put(beside, target, force)
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, target: Path, force: bool) -> None:
    """Put a file in its place; without `force`, raise FileExistsError where one is there."""
    if force:
        beside.replace(target)
        return
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:  # A file system without links: an empty file holds the place for a moment.
        target.touch(exist_ok=False)
        beside.replace(target)


@contextmanager
def _replacing_folder(target: Path, beside: Path, force: bool) -> Iterator[NewFolder]:
    """Make a folder beside another, which stays until the new one takes its place."""
    before = beside.with_suffix(".old")
    beside.mkdir()
    try:
        yield NewFolder(str(beside))
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        if force and target.exists():
            target.rename(before)
        try:
            beside.rename(target)  # Over an empty folder, never over one with files.
        except OSError as error:
            if before.exists():
                before.rename(target)
            if error.errno in (errno.ENOTEMPTY, errno.ENOTDIR):
                raise FileExistsError from None
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)


def _may_be_endless(path: str) -> bool:
    """Return whether it is a FIFO, which may wait for ever for a writer, or a device."""
    mode = Path(path).stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or path.startswith("/dev/fd/"))


def _remove_parts_of_the_dead(target: Path) -> None:
    """Remove what processes left beside a file that were killed while they wrote it.

    A folder that one had moved away, and not yet replaced, comes back.
    """
    import glob

    for part in target.parent.glob(f".{glob.escape(target.name)}.*"):
        *_, process, suffix = part.name.split(".")
        is_ours = suffix in ("part", "old") and process.isdecimal() and os.name == "posix"
        if is_ours and not _is_alive(int(process)):
            with suppress(OSError):
                if suffix == "old" and not target.exists():
                    part.rename(target)
                elif part.is_dir():
                    shutil.rmtree(part)
                else:
                    part.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def raise_interrupts() -> None:
    """Let Ctrl-C raise KeyboardInterrupt, not end the process on the spot, so that all is tidied.

    Where it is ignored it stays so.
    """
    if callable(signal.getsignal(signal.SIGINT)):
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def stopped_by_signals() -> Iterator[Callable[[], None]]:
    """Raise StoppedError where a signal would end the process, so that what is made is removed.

    Ctrl-C raises KeyboardInterrupt, if it does so before. Yield a function that raises again for a
    signal that has come: C code may drop what a handler raises, as msgspec does while it hashes a
    type. One that is ignored stays so: `nohup` lets a process outlive its terminal.
    """
    came: list[int] = []

    def check() -> None:
        if came:
            raise KeyboardInterrupt if came[0] == signal.SIGINT else StoppedError(came[0])

    def stop(number: int, frame: FrameType | None) -> None:
        came.append(number)
        check()

    ending = [number for number in _STOPPING if signal.getsignal(number) != signal.SIG_IGN]
    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
        ending.append(signal.SIGINT)
    before = {number: signal.signal(number, stop) for number in ending}
    try:
        yield check
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
