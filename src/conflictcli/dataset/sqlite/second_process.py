"""A second process that inserts rows while the first one reads a file and makes them.

Rows go there in messages of `marshal`, each after its length, and at the end what became of them
comes back: in a line, since what others run where Python starts may print before it. It inserts as
the first process would, so that the file is the same to the byte. Where the first is killed, the
second reads the end of the pipe, and ends too.
"""

import errno
import marshal
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any, cast

from conflictcli.dataset.sqlite.insert import Inserter
from conflictcli.dataset.sqlite.rows import Batch

_PLAIN = 2  # The version of marshal that looks for no object that is met twice: the fastest.
_LENGTH = 8  # Bytes before a message. `marshal` would read it from a file item by item: slowly.
_READY, _DONE, _NO_MEMORY = "ready", "done", "no memory"


def is_of_use() -> bool:
    """Return whether there is a second processor, and a Python that can be started on it."""
    if hasattr(os, "sched_getaffinity"):
        processors = len(os.sched_getaffinity(0))
    else:
        processors = os.cpu_count() or 1
    return processors > 1 and bool(sys.executable) and not getattr(sys, "frozen", False)


class SecondProcess:
    """Takes rows as an `Inserter` does, and passes them on; OSError where one cannot be started."""

    def __init__(self, path: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl-C goes to the first process alone, which ends this one.
        )
        self._to = cast(IO[bytes], self._process.stdin)
        self._from = cast(IO[bytes], self._process.stdout)

    def has_started(self) -> bool:
        """Return whether it can take rows, once that is known."""
        return self._answer() == _READY

    def insert(self, batch: Batch) -> None:
        """Pass on rows; raise OSError where earlier ones could not be inserted."""
        self._send(batch)

    def finish(self, head: Mapping[str, Any]) -> None:
        """Wait until the file is finished; raise OSError or MemoryError where it is not."""
        self._send({"head": {**head}})
        self._check_answer()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        for pipe in (self._to, self._from):
            with suppress(OSError):
                pipe.close()
        self._process.wait()

    def _send(self, message: dict[str, Any]) -> None:
        content = marshal.dumps(message, _PLAIN)
        try:
            self._to.write(len(content).to_bytes(_LENGTH, "big"))
            self._to.write(content)
            self._to.flush()
        except BrokenPipeError:  # It has said why, if it could.
            self._check_answer()

    def _answer(self) -> str:
        line = self._from.readline().decode(errors="replace")
        return line.removesuffix("\n") or "the process that writes it has ended"

    def _check_answer(self) -> None:
        answer = self._answer()
        if answer == _NO_MEMORY:
            raise MemoryError
        if answer != _DONE:
            raise OSError(errno.EIO, answer)


def main() -> None:
    """Insert the rows that come on standard input into the file that is named."""
    import gc

    gc.disable()
    answers = sys.stdout.buffer

    def answer(text: str) -> None:
        with suppress(OSError):  # Whoever started it may have ended.
            answers.write(text.encode() + b"\n")
            answers.flush()

    def next_message() -> Any:
        length = int.from_bytes(sys.stdin.buffer.read(_LENGTH), "big")
        return marshal.loads(sys.stdin.buffer.read(length))

    try:
        answer(_READY)
        with suppress(EOFError):  # Whoever started it has ended.
            message = next_message()
            inserter = Inserter(sys.argv[1])  # Not before: who waits no longer writes the file.
            while "head" not in message:
                inserter.insert(message)
                message = next_message()
            inserter.finish(message["head"])
            inserter.connection.close()
            answer(_DONE)
    except sqlite3.Error as error:
        answer(str(error))
    except MemoryError:
        answer(_NO_MEMORY)
    os._exit(0)


if __name__ == "__main__":
    main()
