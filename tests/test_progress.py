"""What takes longer than a second shows a bar on a terminal, and nothing anywhere else."""

import os
import pty
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from test_attacks import TOOL
from test_pager import read
from test_ucdp import SAMPLE

ERASED = "\x1b[1A\x1b[2K"  # The line before, as the bar goes.


@pytest.fixture(scope="module")
def many_rows(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a GED file of 30,000 rows, which no machine reads at once."""
    header, row, *_ = SAMPLE.read_text(encoding="utf-8").splitlines()
    id = row.partition(",")[0]
    path = tmp_path_factory.mktemp("rows") / "ged.csv"
    rows = (row.replace(id, str(number), 1) for number in range(1_000_000, 1_030_000))
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return str(path)


def has_begun(process: int, name: str) -> bool:
    """Return whether a process has read, or written, some of a file of that name or its part."""
    with suppress(FileNotFoundError):  # A file was closed meanwhile, or the process has ended.
        for file in Path(f"/proc/{process}/fd").iterdir():
            if name in file.readlink().name:
                info = Path(f"/proc/{process}/fdinfo/{file.name}").read_text()
                return int(info.split()[1]) > 0  # The position in it comes first.
    return False


def on_terminal(command: list[str], name: str) -> str:
    """Run a command with standard error on a terminal; give what it shows there.

    Once it has begun with the file of that name it is held for longer than a second.
    """
    main, replica = pty.openpty()
    null = subprocess.DEVNULL
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=null, stderr=replica, env=environment) as process:
        os.close(replica)
        while process.poll() is None and not has_begun(process.pid, name):
            time.sleep(0.001)
        process.send_signal(signal.SIGSTOP)
        time.sleep(1.1)
        process.send_signal(signal.SIGCONT)
        shown = b""
        while chunk := read(main):
            shown += chunk
    os.close(main)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fdinfo").exists(), reason="sees no files of processes")
def test_import_convert_and_validate_show_a_bar_that_goes(many_rows: str, tmp_path: Path) -> None:
    made, json = str(tmp_path / "ged.sqlite"), str(tmp_path / "ged.json")
    for what, command, name in (
        ("Reading", ["import", "ucdp", many_rows, "-o", made], "ged.csv"),
        ("Converting", ["convert", made, json], "ged.json"),
        ("Checking", ["validate", json], "ged.json"),
    ):
        before, found, after = on_terminal([TOOL, *command], name).rpartition(ERASED)
        assert (what in before, found, what in after) == (True, ERASED, False)


@pytest.mark.slow
def test_without_a_terminal_there_is_no_bar(many_rows: str, tmp_path: Path) -> None:
    command = [TOOL, "import", "ucdp", many_rows, "-o", str(tmp_path / "ged.sqlite")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert all(line.startswith("conflictcli: ") for line in ran.stderr.splitlines())
