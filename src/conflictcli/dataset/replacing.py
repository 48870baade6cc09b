"""Write files and folders in one step: whole they take their place, or nothing has changed."""

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from conflictcli.dataset.files import is_folder
from conflictcli.dataset.signals import Stopping, stopped_by_signals
from conflictcli.errors import OutputError, UsageError


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
        with (
            stopped_by_signals() as stopping,
            replace(target, beside, force, stopping) as made,
        ):
            yield made
    except FileExistsError:
        raise UsageError(
            f"{path} exists: overwrite it with --force, or give another name."
        ) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: such a loop, before.
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path}: cannot be written ({reason}).") from None


@contextmanager
def _replacing_file(
    target: Path, beside: Path, force: bool, stopping: Stopping
) -> Iterator[IO[bytes]]:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "Is a directory")
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    try:
        private = partial(os.open, mode=0o666 if mode is None else 0o600)
        with open(beside, "xb", opener=private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        stopping.check_and_hold()
        if mode is not None:
            beside.chmod(mode)
        _put(beside, target, force)
    finally:
        stopping.hold()
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
def _replacing_folder(
    target: Path, beside: Path, force: bool, stopping: Stopping
) -> Iterator[NewFolder]:
    """Make a folder beside another, which stays until the new one takes its place."""
    before = beside.with_suffix(".old")
    is_moved = False
    stopping.hold()
    beside.mkdir()
    try:
        stopping.release()
        yield NewFolder(str(beside))
        stopping.check_and_hold()
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        if force and target.exists():
            target.rename(before)
            is_moved = True
        try:
            _check_alone(before, beside, target)
            beside.rename(target)  # Over an empty folder, never over one with files.
        except (OSError, UsageError) as error:
            if is_moved:
                is_moved = False
                _bring_back(before, target)
            if getattr(error, "errno", None) in (errno.ENOTEMPTY, errno.ENOTDIR):
                raise FileExistsError from None
            raise
    finally:
        stopping.hold()
        _remove_folder(beside)
        if is_moved:
            _remove_folder(before)


def _bring_back(before: Path, target: Path) -> None:
    """Move a folder back; where others have put something in its place, under a name beside it."""
    try:
        before.rename(target)
    except OSError:
        kept = target.with_name(f"{target.name}-before-{os.getpid()}")
        before.rename(kept)
        raise OSError(errno.EBUSY, f"something took its place: what was there is {kept}") from None


def _check_alone(before: Path, beside: Path, target: Path) -> None:
    """Raise UsageError where a folder has got a file that the new one has not."""
    names = [
        {entry.name for entry in each.iterdir()} if each.exists() else set[str]()
        for each in (before, beside)
    ]
    if others := names[0] - names[1]:
        raise UsageError(
            f"{target} holds another file, {min(others)}: give the name of a new folder."
        )


def _remove_folder(path: Path) -> None:
    """Remove a folder, also one in which nothing could be written."""
    with suppress(OSError):
        path.chmod(0o700)
    shutil.rmtree(path, ignore_errors=True)


def _remove_parts_of_the_dead(target: Path) -> None:
    """Remove what processes left beside a file that were killed while they wrote it.

    A folder that one had moved away, and not yet replaced, comes back.
    """
    import glob

    for part in target.parent.glob(f".{glob.escape(target.name)}.*"):
        process, _, suffix = part.name.removeprefix(f".{target.name}.").partition(".")
        is_ours = suffix in ("part", "old") and process.isdecimal() and os.name == "posix"
        # One of our own number is of a process before, as in a container that has started again.
        if is_ours and (int(process) == os.getpid() or not _is_alive(int(process))):
            with suppress(OSError):
                if suffix == "old" and not target.exists():
                    part.rename(target)
                elif part.is_dir() and not part.is_symlink():
                    _remove_folder(part)
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
