"""Show a text that is longer than the terminal in a pager."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress

_STYLES = r"\x1b(?:\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)"


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
    try:
        process = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE)
    except (OSError, ValueError):
        return False
    with suppress(BrokenPipeError):  # Who leaves early has seen enough.
        process.communicate(text.encode(sys.stdout.encoding, "backslashreplace"))
    return process.returncode == 0
