"""Commands to which something happens at a known moment of their work, however slow a machine is.

What happens is Python in a `sitecustomize`, which a process runs where it starts.
"""

import os
import signal
from pathlib import Path

# An event more: once a file is written, and before it takes its place, there may be no other.
WRITTEN = """
import os, sys

def fsync(file, real=os.fsync):
    sys.audit("os.fsync", file)
    real(file)

os.fsync = fsync
"""
# It asks at each event of Python's own audit (files opened, modules imported, processes started).
AT_A_MOMENT = """
import glob, os, signal, sys

is_over = False

def look(event, arguments):
    global is_over
    if is_over:
        return
    is_over = True  # To look raises events as well.
    is_over = bool({moment})
    if is_over:
        {act}

if ("conflictcli.dataset.sqlite.second_process" in sys.orig_argv) is {of_second}:
    sys.addaudithook(look)
"""
HOLD = "os.kill(os.getpid(), signal.SIGSTOP)"


def started_with(folder: Path, code: str) -> dict[str, str]:
    """Return an environment in which Python runs code, kept in that folder, before all else."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(code)
    return {**os.environ, "PYTHONPATH": str(folder)}


def at(folder: Path, moment: str, act: str = HOLD, *, of_second: bool = False) -> dict[str, str]:
    """Return an environment in which a command does something once, at a moment: an expression.

    It has the `event` and its `arguments`.
    """
    code = AT_A_MOMENT.format(moment=moment, act=act, of_second=of_second)
    return started_with(folder, WRITTEN + code)


def there_is(pattern: Path) -> str:
    """Return the moment at which a file is found."""
    return f"glob.glob({str(pattern)!r})"


def dropped(number: signal.Signals) -> str:
    """Return code that gets a signal, and drops what its handler raises, as C code does."""
    return f"""try:
            signal.raise_signal({number:d})
        except BaseException:
            pass"""


def raised(number: signal.Signals) -> str:
    """Return code that gets a signal."""
    return f"signal.raise_signal({number:d})"
