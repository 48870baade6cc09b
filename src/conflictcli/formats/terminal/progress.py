"""What is done of a long piece of work, on standard error where that is a terminal."""

import io
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from rich.progress import Progress

_SECONDS_BEFORE, _SECONDS_BETWEEN = 1.0, 0.1


@contextmanager
def reading(size: int) -> Iterator[None]:
    """Show that so many bytes are read; they are decoded in one step, so there is no bar."""
    print(f"Reading {size // 1_000_000:,} MB…", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


@contextmanager
def bar(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Yield what is told, in the units of `total`, how much more is done.

    It draws a bar once that takes longer than a second, with the number done where the total is not
    known; at the end the bar goes.
    """
    shown = _Bar(what, total)
    try:
        yield shown.advance if is_shown() else _ignore
    finally:
        shown.stop()


@contextmanager
def watched(stream: IO[bytes], size: int) -> Iterator[IO[bytes]]:
    """Yield a stream of so many bytes that shows a bar while it is read."""
    if not is_shown():
        yield stream
        return
    with bar("Reading", size) as advance:
        yield cast(IO[bytes], _Watched(stream, advance))


def counted(records: Iterable[Any], what: str) -> Iterator[Any]:
    """Yield records, and show how many are done while they are gone through."""
    with bar(what) as advance:
        for record in records:
            yield record
            advance(1)


class _Bar:
    """A bar that is drawn by whoever advances it, never by a thread."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total = what, total
        self._done = 0
        self._next = time.monotonic() + _SECONDS_BEFORE
        self._progress: Progress | None = None

    def advance(self, more: int) -> None:
        """Count what is done, and draw it ten times a second."""
        self._done += more
        if (now := time.monotonic()) < self._next:
            return
        self._next = now + _SECONDS_BETWEEN
        if self._progress is None:
            self._progress = _begun(self._what, self._total, self._done)
        [task] = self._progress.task_ids
        self._progress.update(task, completed=self._done, refresh=True)

    def stop(self) -> None:
        """Take the bar away."""
        if self._progress:
            self._progress.stop()


class _Watched(io.RawIOBase):
    """A stream that tells how many bytes are read from it."""

    def __init__(self, stream: IO[bytes], advance: Callable[[int], None]) -> None:
        super().__init__()
        self._stream, self._advance = stream, advance

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, and return how many bytes that were."""
        read = self._stream.read(len(buffer))
        buffer[: len(read)] = read
        self._advance(len(read))
        return len(read)


def _begun(what: str, total: int | None, done: int) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    how_far = TextColumn("{task.completed:,}") if total is None else TaskProgressColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), how_far)
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True, auto_refresh=False)
    progress.add_task(what, total=total, completed=done)
    progress.start()
    return progress


def _ignore(more: int) -> None:
    """Show nothing."""


def is_shown() -> bool:
    """Return whether standard error is a terminal, where somebody may look."""
    return sys.stderr is not None and sys.stderr.isatty()
