"""A command that is killed leaves the old file or the new one, and what the next one removes."""

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_attacks import TOOL, big_import

MOMENTS = 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder to write to."""
    path = tmp_path / "made"
    path.mkdir()
    return path


@pytest.fixture(params=["import", "convert"])
def command(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """Return a command that needs the name of its output: into SQLite it takes two processes."""
    rows, source = big_import(tmp_path, times=12), str(tmp_path / "source.json")
    if request.param == "import":
        return [TOOL, "import", "ucdp", rows, "-o"]
    subprocess.run([TOOL, "import", "ucdp", rows, "-o", source], capture_output=True, check=True)
    return [TOOL, "convert", source]


def run(command: list[str], prepare: Callable[[], None] | None = None) -> tuple[int, str]:
    ran = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=prepare)
    assert ran.stdout == ""
    return ran.returncode, ran.stderr


def run_killed(command: list[str], seconds: float) -> None:
    """Run a command, killed after so many seconds if it has not ended before."""
    null = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=null, stderr=null) as process:
        timer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
        timer.start()
        process.wait()
        timer.cancel()


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["json", "sqlite"])
@pytest.mark.parametrize("force", [[], ["--force"]], ids=["new", "force"])
def test_killed_at_twenty_moments_it_leaves_the_old_file_or_the_new(
    command: list[str], folder: Path, suffix: str, force: list[str]
) -> None:
    out, whole = folder / f"out.{suffix}", folder.parent / f"whole.{suffix}"
    start = time.monotonic()
    assert run([*command, str(whole)])[0] == 0
    took = time.monotonic() - start
    new = whole.read_bytes()
    old = b"mine" if force else None
    for moment in range(MOMENTS):
        if old:
            out.write_bytes(old)
        run_killed([*command, str(out), *force], took * (moment + 0.5) / MOMENTS)
        assert (out.read_bytes() if out.exists() else None) in (old, new)
        left = [path.name for path in folder.iterdir() if path != out]
        assert all(name.startswith(f".{out.name}.") for name in left)
        out.unlink(missing_ok=True)
    assert run([*command, str(out)])[0] == 0
    assert (out.read_bytes(), list(folder.iterdir())) == (new, [out])


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["new", "force"])
def test_of_two_that_write_one_file_at_once_both_are_whole(
    tmp_path: Path, folder: Path, force: list[str]
) -> None:
    out = folder / "out.sqlite"
    command = [TOOL, "import", "ucdp", big_import(tmp_path, times=12), "-o"]
    assert run([*command, str(tmp_path / "whole.sqlite")])[0] == 0
    processes = [
        subprocess.Popen([*command, str(out), *force], stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate()[1].splitlines()[-1] for process in processes]
    codes = sorted(process.returncode for process in processes)
    exists = f"conflictcli: {out} exists: overwrite it with --force, or give another name."
    assert codes == ([0, 0] if force else [0, 2])
    assert (exists in told) is not bool(force)
    assert out.read_bytes() == (tmp_path / "whole.sqlite").read_bytes()
    assert list(folder.iterdir()) == [out]


@pytest.mark.parametrize("suffix", ["json", "sqlite"])
def test_a_full_disk_is_one_sentence_and_the_old_file_stays(
    command: list[str], folder: Path, suffix: str
) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    out = folder / f"out.{suffix}"
    out.write_text("mine")
    code, err = run([*command, str(out), "--force"], limit)
    reason = {"json": "File too large", "sqlite": "disk I/O error"}[suffix]
    assert (code, err) == (74, f"conflictcli: {out}: cannot be written ({reason}).\n")
    assert (out.read_text(), list(folder.iterdir())) == ("mine", [out])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(command: list[str], folder: Path) -> None:
    out = folder / "out.sqlite"
    out.write_text("mine")
    folder.chmod(0o555)
    told = f"conflictcli: {out}: cannot be written (Permission denied).\n"
    assert run([*command, str(out), "--force"]) == (74, told)
    assert out.read_text() == "mine"
    folder.chmod(0o755)
