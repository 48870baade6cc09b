"""Long answers on a terminal go through a pager; nothing is lost where none can start."""

import os
import pty
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from conftest import Conflictcli

TOOL = str(Path(sys.executable).with_name("conflictcli"))
LONG, SHORT = ["event", "aid-convoy"], ["sources", "further-the-sun"]
STYLES = r"\x1b(\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)"


def on_terminal(arguments: list[str], **environment: str) -> tuple[int, str]:
    """Run the installed command with both ends on a terminal of 24 lines; give code and output."""
    main, replica = pty.openpty()
    left = ("PAGER", "CONFLICTCLI_PAGER", "NO_COLOR", "COLUMNS", "LINES")
    wanted = {name: value for name, value in os.environ.items() if name not in left}
    wanted |= {"TERM": "xterm", "COLUMNS": "100", "LINES": "24", **environment}
    with subprocess.Popen([TOOL, *arguments], stdin=replica, stdout=replica, env=wanted) as process:
        os.close(replica)
        shown = b""
        while chunk := read(main):
            shown += chunk
    os.close(main)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # The other end is closed.
        return b""


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """Return a pager that notes its input beside itself."""
    program = tmp_path / "pager"
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/paged\necho paged\n")
    program.chmod(0o755)
    return program


def paged(pager: Path) -> str:
    return (pager.parent / "paged").read_text(encoding="utf-8")


def test_a_long_answer_is_paged_and_a_short_one_is_not(
    conflictcli: Conflictcli, pager: Path
) -> None:
    assert on_terminal(LONG, CONFLICTCLI_PAGER=str(pager)) == (0, "paged\n")
    assert re.sub(STYLES, "", paged(pager)) == conflictcli(*LONG).out
    code, shown = on_terminal(SHORT, CONFLICTCLI_PAGER=str(pager))
    assert (code, "The Sun" in shown) == (0, True)


def test_only_the_pager_of_the_tool_gets_colour(pager: Path) -> None:
    on_terminal(LONG, CONFLICTCLI_PAGER=str(pager))
    own = paged(pager)
    on_terminal(LONG, PAGER=str(pager))
    assert ("\x1b[1m" in own, "\x1b" in paged(pager)) == (True, False)


@pytest.mark.parametrize(
    "environment",
    [
        {"CONFLICTCLI_PAGER": ""},
        {"PAGER": "cat"},
        {"CONFLICTCLI_PAGER": "no-such-program --at all"},
        {"CONFLICTCLI_PAGER": "'"},
        {"CONFLICTCLI_PAGER": "false"},
    ],
)
def test_without_a_pager_that_starts_all_is_printed(
    conflictcli: Conflictcli, environment: dict[str, str]
) -> None:
    code, shown = on_terminal(LONG, **environment)
    assert (code, re.sub(STYLES, "", shown)) == (0, conflictcli(*LONG).out)


def test_no_pager_turns_it_off(conflictcli: Conflictcli, pager: Path) -> None:
    code, shown = on_terminal([*LONG, "--no-pager"], CONFLICTCLI_PAGER=str(pager))
    assert (code, re.sub(STYLES, "", shown)) == (0, conflictcli(*LONG).out)


def test_who_leaves_the_pager_early_has_an_answer() -> None:
    assert on_terminal([*LONG, "--limit", "0"], CONFLICTCLI_PAGER="head -1")[0] == 0


def test_another_format_is_not_paged(pager: Path) -> None:
    _, shown = on_terminal([*LONG, "--json"], CONFLICTCLI_PAGER=str(pager))
    assert shown.startswith("{")


# It turns the echo off, as pagers do, and needs a moment to turn it on again.
RAW_PAGER = """#!/bin/sh
cat > /dev/null
stty -echo < /dev/tty
leave() { sleep 0.3; stty echo < /dev/tty; echo "$1"; exit 3; }
trap 'leave interrupted' INT
trap 'leave terminated' TERM
echo ready
while :; do sleep 0.05; done
"""


@pytest.mark.parametrize(
    ("stopping", "last", "status"),
    [("^C", "interrupted", 0), ("SIGTERM", "terminated", -signal.SIGTERM)],
)
def test_a_signal_is_the_pager_s_which_leaves_the_terminal_in_order(
    tmp_path: Path, stopping: str, last: str, status: int
) -> None:
    program = tmp_path / "pager"
    program.write_text(RAW_PAGER)
    program.chmod(0o755)
    wanted = {"TERM": "xterm", "COLUMNS": "100", "LINES": "24", "CONFLICTCLI_PAGER": str(program)}
    process, terminal = pty.fork()
    if process == 0:
        os.execve(TOOL, [TOOL, *LONG], {**os.environ, **wanted})
    shown = b""
    while b"ready" not in shown:
        shown += read(terminal)
    if stopping == "^C":
        os.write(terminal, b"\x03")
    else:
        os.kill(process, signal.SIGTERM)
    while chunk := read(terminal):
        shown += chunk
        if last.encode() in shown:
            break
    has_echo = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
    _, ended = os.waitpid(process, 0)
    os.close(terminal)
    lines = shown.decode().replace("^C", "").split()
    assert (lines, has_echo) == (["ready", last], True)
    assert os.waitstatus_to_exitcode(ended) == status
