"""What takes longer than a second shows a bar on a terminal, and nothing anywhere else."""

import os
import pty
import subprocess
from pathlib import Path

from moments import started_with
from test_attacks import TOOL
from test_pager import read
from test_ucdp import SAMPLE

ERASED = "\x1b[1A\x1b[2K"  # The line before, as the bar goes.


# Time goes by a million times as fast: whatever takes a moment takes long.
FAST = """
import time

def monotonic(clock=time.monotonic):
    return clock() * 1_000_000

time.monotonic = monotonic
"""


def on_terminal(command: list[str], folder: Path) -> str:
    """Run a command with standard error on a terminal; give what it shows there."""
    main, replica = pty.openpty()
    environment = {**started_with(folder, FAST), "TERM": "xterm", "COLUMNS": "80"}
    null = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=null, stderr=replica, env=environment) as process:
        os.close(replica)
        shown = b""
        while chunk := read(main):
            shown += chunk
    os.close(main)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def test_import_convert_and_validate_show_a_bar_that_goes(tmp_path: Path) -> None:
    made, json = str(tmp_path / "ged.sqlite"), str(tmp_path / "ged.json")
    for what, command in (
        ("Reading", ["import", "ucdp", str(SAMPLE), "-o", made]),
        ("Converting", ["convert", made, json]),
        ("Checking", ["validate", json]),
        ("Checking", ["validate", made]),
    ):
        shown = on_terminal([TOOL, *command], tmp_path / "site")
        before, found, after = shown.rpartition(ERASED)
        assert (what in before, found, what in after) == (True, ERASED, False)


def test_without_a_terminal_there_is_no_bar(tmp_path: Path) -> None:
    command = [TOOL, "import", "ucdp", str(SAMPLE), "-o", str(tmp_path / "ged.sqlite")]
    fast = started_with(tmp_path / "site", FAST)
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=fast)
    assert all(line.startswith("conflictcli: ") for line in ran.stderr.splitlines())
