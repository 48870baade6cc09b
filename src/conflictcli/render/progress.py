"""How far a file is read, on standard error where that is a terminal."""

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import IO, BinaryIO, cast

from rich.console import Console
from rich.progress import wrap_file


def watched(stream: IO[bytes], size: int) -> AbstractContextManager[IO[bytes]]:
    """Show a bar while a stream of so many bytes is read."""
    if sys.stderr is None or not sys.stderr.isatty():
        return nullcontext(stream)
    console = Console(stderr=True)
    file = cast(BinaryIO, stream)
    return wrap_file(file, size, description="Reading", console=console, transient=True)
