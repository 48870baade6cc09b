"""Show a text that is longer than the terminal in a pager."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STYLES = r"\x1b(?:\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)"
_STOPPING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def page(text: str) -> bool:
    """Return whether a pager has shown a text; it is not asked where it would be of no use.

    That is CONFLICTCLI_PAGER, PAGER or `less`; an empty one and `cat` are none. One of another
    program is given no colour, since it may not know any.
    """
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    own, others = (os.environ.get(name) for name in ("CONFLICTCLI_PAGER", "PAGER"))
    command = next(asked for asked in (own, others, "less -FRX") if asked is not None)
    if command.strip() in ("", "cat"):
        return False
    if own is None and others is not None:
        text = re.sub(_STYLES, "", text)
    with _left_to_the_pager() as (pagers, received):
        try:
            process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE)
        except (OSError, ValueError):
            return False
        pagers.append(process)
        # Who leaves early has seen enough: `communicate` minds no broken pipe.
        process.communicate(text.encode(sys.stdout.encoding, "backslashreplace"))
    return process.returncode == 0 or bool(received)


@contextmanager
def _left_to_the_pager() -> Iterator[tuple[list["subprocess.Popen[bytes]"], list[int]]]:
    """Outlive the pager, which alone knows how to put the terminal in order again.

    Ctrl-C reaches it by itself. What would end this process is passed on to the pagers in the list
    given, and ends it after them. The second list has the signals that came.
    """
    pagers: list[subprocess.Popen[bytes]] = []
    received: list[int] = []

    def pass_on(number: int, frame: FrameType | None) -> None:
        received.append(number)
        if number in _STOPPING:
            for process in pagers:
                process.send_signal(number)

    # A handler, unlike SIG_IGN, is not handed down to the pager.
    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, *_STOPPING)}
    try:
        yield pagers, received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number in received:
        if number in _STOPPING:
            signal.raise_signal(number)
