"""How far a file is read, on standard error where that is a terminal."""

import sys
from typing import IO, BinaryIO, cast

from rich.console import Console
from rich.progress import wrap_file


def watched(stream: IO[bytes], size: int) -> IO[bytes]:
    """Show a bar while a stream of so many bytes is read."""
    if sys.stderr is None or not sys.stderr.isatty():
        return stream
    console = Console(stderr=True)
    bar = wrap_file(cast(BinaryIO, stream), size, description="Reading", console=console)
    return bar.__enter__()
