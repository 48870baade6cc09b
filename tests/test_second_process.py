"""Many records are written into SQLite by two processes: the same file, and no process is left."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import as_in_a_shell
from moments import HOLD, at, started_with
from test_attacks import TOOL, big_import

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="takes two processors that can be chosen",
)


def one_processor() -> None:
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])


def run(*arguments: str, prepare: Callable[[], None] | None = None) -> tuple[int, str]:
    """Run the installed command, after `prepare` in its process."""
    ran = subprocess.run(
        [TOOL, *arguments], capture_output=True, text=True, check=False, preexec_fn=prepare
    )
    assert ran.stdout == ""
    return ran.returncode, ran.stderr


def children(process: int) -> list[int]:
    """Return the processes that a process has started and that are still there."""
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def with_second(
    command: list[str], tmp_path: Path, prepare: Callable[[], None] = as_in_a_shell
) -> tuple[subprocess.Popen[str], int]:
    """Start a command, and wait until the second process is held where it opens the file."""
    held = at(tmp_path / "site", "event == 'sqlite3.connect'", HOLD, of_second=True)
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=held, preexec_fn=prepare
    )
    while not (found := children(process.pid)) or state(found[0]) != "T":
        assert process.poll() is None
        time.sleep(0.001)
    return process, found[0]


def state(process: int) -> str:
    """Return the letter of what a process does, as `ps` has it; none where it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


def assert_ends(process: int) -> None:
    """Let a held process go on, which has read, or will read, the end of its pipe."""
    ends = time.monotonic() + 60
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGCONT)
    while state(process) not in ("", "Z") and time.monotonic() < ends:
        time.sleep(0.01)
    assert state(process) in ("", "Z")


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """Return an import that takes two processes; it writes into a folder of its own."""
    (tmp_path / "made").mkdir()
    out = tmp_path / "made" / "out.sqlite"
    return [TOOL, "import", "ucdp", big_import(tmp_path, times=25), "-o", str(out)]


def test_two_processes_make_the_same_file_as_one(tmp_path: Path) -> None:
    rows, first = big_import(tmp_path, times=25), str(tmp_path / "first.sqlite")
    commands = [["import", "ucdp", rows, "-o"], ["convert", first]]
    for number, arguments in enumerate(commands):
        told = []
        for processes, prepare in ((1, one_processor), (2, None)):
            out = str(tmp_path / f"{number}-{processes}.sqlite")
            told.append((*run(*arguments, out, prepare=prepare), Path(out).read_bytes()))
        assert told[0] == told[1]
        assert told[0][0] == 0
        Path(out).rename(first)


def test_a_killed_import_takes_the_second_process_with_it(
    command: list[str], tmp_path: Path
) -> None:
    process, second = with_second(command, tmp_path)
    process.kill()
    process.communicate()
    assert_ends(second)


def without_hangups() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def test_an_import_by_nohup_goes_on_when_the_terminal_is_closed(
    command: list[str], tmp_path: Path
) -> None:
    process, second = with_second(command, tmp_path, without_hangups)
    process.send_signal(signal.SIGHUP)
    os.kill(second, signal.SIGCONT)
    process.communicate()
    assert (process.returncode, Path(command[-1]).exists()) == (0, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_import_leaves_no_process_and_no_file(
    command: list[str], tmp_path: Path, number: signal.Signals
) -> None:
    process, second = with_second(command, tmp_path)
    process.send_signal(number)
    _, err = process.communicate()
    told = "" if number == signal.SIGINT else "conflictcli: stopped: nothing was written.\n"
    assert (process.returncode, err) == (128 + number, told)
    assert_ends(second)
    assert list(Path(command[-1]).parent.iterdir()) == []


def test_a_killed_second_process_is_one_sentence(command: list[str], tmp_path: Path) -> None:
    process, second = with_second(command, tmp_path)
    os.kill(second, signal.SIGKILL)
    _, err = process.communicate()
    reason = "the process that writes it has ended"
    told = f"conflictcli: {command[-1]}: cannot be written ({reason}).\n"
    assert (process.returncode, err) == (74, told)
    assert list(Path(command[-1]).parent.iterdir()) == []


def test_a_second_process_that_does_not_start_is_done_without(
    command: list[str], tmp_path: Path
) -> None:
    was_there = tmp_path / "was there"
    ends = f"open({str(was_there)!r}, 'w'), os._exit(3)"
    environment = at(tmp_path / "site", "True", ends, of_second=True)
    assert subprocess.run(command, capture_output=True, env=environment).returncode == 0
    assert was_there.exists()
    alone = str(tmp_path / "alone.sqlite")
    assert run(*command[1:-1], alone, prepare=one_processor)[0] == 0
    assert Path(command[-1]).read_bytes() == Path(alone).read_bytes()


@pytest.mark.parametrize("prepare", [None, one_processor])
def test_a_full_disk_is_the_same_sentence_with_one_process_and_with_two(
    command: list[str], prepare: Callable[[], None] | None
) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
        if prepare:
            prepare()

    out = Path(command[-1])
    out.write_text("mine")
    told = f"conflictcli: {out}: cannot be written (disk I/O error).\n"
    assert run(*command[1:], "--force", prepare=limit) == (74, told)
    assert (out.read_text(), list(out.parent.iterdir())) == ("mine", [out])


def test_what_is_printed_where_python_starts_is_no_answer(
    command: list[str], tmp_path: Path
) -> None:
    assert run(*command[1:-1], str(tmp_path / "whole.sqlite"))[0] == 0
    # As marshal has it, the first letter would begin a text of a length that never comes.
    says = "import sys\nif '-m' in sys.orig_argv:\n    print('string', flush=True)\n"
    ran = subprocess.run(
        command, capture_output=True, text=True, env=started_with(tmp_path / "site", says)
    )
    assert (ran.returncode, ran.stdout) == (0, "")
    assert Path(command[-1]).read_bytes() == (tmp_path / "whole.sqlite").read_bytes()
