"""Long answers on a terminal go through a pager; nothing is lost where none can start."""

import os
import pty
import re
import subprocess
import sys
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
        while chunk := _read(main):
            shown += chunk
    os.close(main)
    return process.returncode, shown.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
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
