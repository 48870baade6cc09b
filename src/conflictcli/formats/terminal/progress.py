"""That a large file is read, on standard error where that is a terminal."""

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

# What takes longer than a second to read.
_LARGE = 20_000_000


@contextmanager
def reading(path: str | None) -> Iterator[None]:
    """Show that a file is read while it is; it is decoded in one step, so there is no bar."""
    size = 0
    with suppress(OSError, ValueError):
        size = Path(path).stat().st_size if path else 0
    shows_progress = size >= _LARGE and _is_terminal()
    if shows_progress:
        raise_interrupts()
        print(f"Reading {size // 1_000_000:,} MB…", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if shows_progress:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def watched(stream: IO[bytes], size: int) -> AbstractContextManager[IO[bytes]]:
    """Show a bar while a stream of so many bytes is read."""
    if size < _LARGE or not _is_terminal():
        return nullcontext(stream)
    from rich.console import Console
    from rich.progress import wrap_file

    console = Console(stderr=True)
    file = cast(BinaryIO, stream)
    return wrap_file(file, size, description="Reading", console=console, transient=True)


def counted(records: Iterable[Any], what: str) -> Iterator[Any]:
    """Show how many records are done while they are gone through."""
    if not _is_terminal():
        yield from records
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    with progress:
        yield from progress.track(records, description=what)


def raise_interrupts() -> None:
    """Let Ctrl-C raise KeyboardInterrupt, not end the process on the spot, so that all is tidied.

    Where it is ignored it stays so.
    """
    if callable(signal.getsignal(signal.SIGINT)):
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
