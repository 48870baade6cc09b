"""Input made to exhaust time or memory, and processes stopped half-way: one line, nothing lost."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from conftest import Conflictcli, Dataset, as_in_a_shell, count, event
from moments import at, dropped, raised, there_is
from test_ucdp import SAMPLE, written

TOOL = str(Path(sys.executable).with_name("conflictcli"))


# Of the processor: a slow machine needs less, what grows quadratically hours.
MOST_SECONDS = 600


def run(*arguments: str, memory: int = 2_000_000_000) -> tuple[int, bytes, str]:
    """Run the installed command within so many bytes of memory and MOST_SECONDS."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))

    ran = subprocess.run([TOOL, *arguments], capture_output=True, check=False, preexec_fn=limit)
    return ran.returncode, ran.stdout, ran.stderr.decode()


@pytest.mark.slow
def test_a_zip_that_unfolds_to_one_endless_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ged.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("ged.csv", "w") as file,
    ):
        for _ in range(300):
            file.write(b"a" * 1_000_000)
    told = f"conflictcli: {path}: line 1 is too long to be a row.\n"
    assert run("import", "ucdp", str(path), memory=400_000_000) == (1, b"", told)


def test_a_field_without_an_end_is_refused(tmp_path: Path) -> None:
    path = Path(written(tmp_path / "ged.csv"))
    path.write_text(path.read_text() + '"' + "a,\n" * 1_000_000)
    code, out, err = run("import", "ucdp", str(path), memory=400_000_000)
    told = f"conflictcli: {path}: a cell of line 3 is too long: is a quote not closed?\n"
    assert (code, out, err) == (1, b"", told)


@pytest.mark.slow
@pytest.mark.parametrize("command", [["validate"], ["info", "--data"], ["timeline", "--data"]])
def test_a_dataset_larger_than_the_memory_is_one_line(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "large.json"
    text = "a" * 150_000_000
    path.write_text(f'{{"schema_version": 1, "title": "", "description": "{text}"}}')
    code, out, err = run(*command, str(path), memory=300_000_000)
    remedy = "narrow the question or use a smaller file."
    told = f"conflictcli: there is not enough memory for this: {remedy}\n"
    assert (code, out, err) == (1, b"", told)


@pytest.mark.slow
@pytest.mark.parametrize("command", [["validate"], ["timeline", "--data"]])
@pytest.mark.parametrize(
    "content",
    [
        '"events": [' + "1," * 200_000 + "1]",
        ", ".join(f'"k{n}": 1' for n in range(200_000)),
        '"sources": [{"id": "a", "titel": "' + "b " * 5_000_000 + '"}]',
    ],
    ids=["items of a wrong type", "unknown keys", "a long text"],
)
def test_many_faults_are_told_in_linear_time(
    tmp_path: Path, command: list[str], content: str
) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(f'{{"schema_version": 1, "title": "", {content}}}')
    code, _, err = run(*command, str(path))
    assert (code, "Traceback" in err) == (1, False)


@pytest.mark.slow
@pytest.mark.parametrize("command", [["validate"], ["timeline", "--data"]])
def test_a_title_of_many_megabytes_is_answered_in_linear_time(
    dataset: Dataset, command: list[str]
) -> None:
    path = dataset(events=[event("raid", title="long word " * 2_000_000)])
    code, _, err = run(*command, path)
    assert (code, "Traceback" in err) == (0, False)


@pytest.mark.slow
@pytest.mark.parametrize("by", ["month", "actor"])
def test_a_long_chain_of_parts_is_added_up_in_linear_time(dataset: Dataset, by: str) -> None:
    chain = [event(f"e{n}", part_of=f"e{n - 1}" if n else None) for n in range(50_000)]
    path = dataset(events=chain, casualties=[count("c", "e0", killed={"best": 1})])
    code, out, _ = run("casualties", "--by", by, "--data", path, "-f", "json")
    [total] = json.loads(out)["totals"]
    assert (code, total["events"], total["killed"]["best"]) == (0, 1, 1)


def big_import(tmp_path: Path, times: int = 60) -> str:
    """Write a GED file that takes a second or two to import: the sample so many times."""
    header, *rows = SAMPLE.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "big.csv"
    lines = (f"{n}{row}" if row[:1].isdigit() else row for n in range(1, times) for row in rows)
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return str(path)


STOPPED = b"conflictcli: stopped: nothing was written.\n"


@pytest.mark.parametrize("name", ["out.json", "out.sqlite"])
@pytest.mark.parametrize(
    ("number", "act", "code", "told"),
    [
        (signal.SIGTERM, raised, 128 + signal.SIGTERM, STOPPED),
        (signal.SIGTERM, dropped, 128 + signal.SIGTERM, STOPPED),
        (signal.SIGHUP, raised, 128 + signal.SIGHUP, STOPPED),
        (signal.SIGINT, raised, 128 + signal.SIGINT, b""),
        (signal.SIGINT, dropped, 128 + signal.SIGINT, b""),
        (signal.SIGKILL, raised, -signal.SIGKILL, b""),
    ],
)
def test_a_stopped_import_leaves_the_old_file_and_the_next_one_nothing_beside_it(
    tmp_path: Path,
    name: str,
    number: signal.Signals,
    act: Callable[[signal.Signals], str],
    code: int,
    told: bytes,
) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    out = folder / name
    out.write_text("mine")
    command = [TOOL, "import", "ucdp", written(tmp_path / "ged.csv"), "-o", str(out), "--force"]
    environment = at(tmp_path / "site", there_is(folder / ".*.part"), act(number))
    ran = subprocess.run(command, capture_output=True, env=environment, preexec_fn=as_in_a_shell)
    assert (ran.returncode, ran.stderr, out.read_text()) == (code, told, "mine")
    assert (list(folder.iterdir()) == [out]) is (number != signal.SIGKILL)
    assert subprocess.run(command, capture_output=True).returncode == 0
    assert list(folder.iterdir()) == [out]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_an_overwritten_file_keeps_its_permissions(
    conflictcli: Conflictcli, tmp_path: Path, mode: int
) -> None:
    out = tmp_path / "out.json"
    out.write_text("mine")
    out.chmod(mode)
    conflictcli("import", "ucdp", written(tmp_path / "ged.csv"), "-o", str(out), "--force")
    assert (stat.S_IMODE(out.stat().st_mode), "UCDP" in out.read_text()) == (mode, True)


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_the_input_is_never_the_output(
    conflictcli: Conflictcli, tmp_path: Path, force: list[str]
) -> None:
    path = written(tmp_path / "ged.csv")
    (tmp_path / "link.csv").symlink_to(path)
    before = Path(path).read_text()
    out = str(tmp_path / "link.csv")
    run = conflictcli("import", "ucdp", path, "-o", out, *force)
    told = f"conflictcli: {out} is the input: give another name for the output.\n"
    assert (run, Path(path).read_text()) == ((2, "", told), before)


def test_an_empty_output_name_is_wrong_usage(conflictcli: Conflictcli, tmp_path: Path) -> None:
    run = conflictcli("import", "ucdp", written(tmp_path / "ged.csv"), "-o", "")
    assert run == (2, "", "conflictcli: The output has no name: give a path.\n")


def test_a_full_disk_is_told_in_one_line_whatever_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [TOOL, "validate", str(path)], stdout=full, stderr=subprocess.PIPE, env=environment
        )
    told = b"the answer could not be written (No space left on device): try another place.\n"
    assert (ran.returncode, ran.stderr) == (74, b"conflictcli: " + told)


@pytest.mark.parametrize("place", [*range(0, 40, 2), *range(40, 280, 8)])
def test_an_interrupt_at_any_place_of_the_imports_prints_no_traceback(place: int) -> None:
    """Ctrl-C comes after so many modules are imported, however fast the machine is."""
    code = "from conflictcli.__main__ import start; start()"
    command = [sys.executable, "-X", "importtime", "-c", code, "timeline"]

    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=as_in_a_shell,
    ) as process:
        assert process.stderr
        told = iter(process.stderr)
        next(line for line in told if line.endswith("conflictcli.__main__\n"))
        list(islice(told, place))
        process.send_signal(signal.SIGINT)
        rest = [line for line in told if not line.startswith("import time:")]
    assert (rest, process.returncode in (0, 130)) == ([], True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline", "--as-of", "9" * 100_000],
        ["actor", "x" * 100_000],
        ["timeline", "--place", "y " * 50_000],
        ["z" * 100_000],
        ["timeline", "--data", "/tmp/" + "a" * 100_000],
        ["search", *(f"word{number}" for number in range(10_000))],
        ["search", "." * 100_000],
        ["event", *("raid" for _ in range(10_000))],
        ["sources", "\x00" * 100_000],
        ["casualties", "--by", "x" * 100_000],
        ["statements", "--about", "x" * 100_000],
        ["import", "ucdp", "x" * 100_000],
    ],
)
def test_long_arguments_are_repeated_without_their_middle(
    conflictcli: Conflictcli, arguments: list[str]
) -> None:
    run = conflictcli(*arguments)
    assert (run.out, run.err.count("\n"), "…" in run.err) == ("", 1, True)
    assert len(run.err) < 1000
