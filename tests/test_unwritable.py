"""Standard output that takes nothing: whatever prints says so in a line, and ends with 74."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EVENTS

TOOL = str(Path(sys.executable).with_name("conflictcli"))
DATA = ["--data", str(EVENTS)]
PRINTING = [
    *(["timeline", *DATA], ["event", "aid-convoy", *DATA], ["info", *DATA, "--json"]),
    *(["disputes", *DATA, "-f", format] for format in ("csv", "html", "svg", "markdown")),
    *(["timeline", *DATA, "-f", format] for format in ("ndjson", "geojson", "timelinejs")),
    *(["sources", *DATA, "-f", format] for format in ("csl-json", "bibtex")),
    *([], ["-h"], ["timeline", "-h"], ["import", "-h"], ["--version"], ["schema"]),
    ["diff", str(EVENTS), str(EVENTS), "--json"],
]
LOST = "conflictcli: the answer could not be written"
FULL = (74, f"{LOST} (No space left on device): try another place.\n")
CLOSED = (74, f"{LOST} (standard output is closed).\n")


def ran(command: list[str], stdout: str, **environment: str) -> tuple[int, str]:
    """Run a command in a shell that leads its standard output somewhere; give code and errors."""
    run = subprocess.run(
        ["sh", "-c", f'"$@" {stdout}', "sh", *command],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )
    return run.returncode, run.stderr


named = pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
some = pytest.mark.parametrize("arguments", PRINTING[::4], ids=" ".join)


@named
def test_a_full_device(arguments: list[str]) -> None:
    assert ran([TOOL, *arguments], ">/dev/full") == FULL


@some
def test_a_full_device_without_a_buffer(arguments: list[str]) -> None:
    assert ran([TOOL, *arguments], ">/dev/full", PYTHONUNBUFFERED="1") == FULL


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("instruction", ["source", "complete"])
def test_a_full_device_for_a_shell_that_completes(shell: str, instruction: str) -> None:
    asked = {"_CONFLICTCLI_COMPLETE": f"{instruction}_{shell}", "COMP_WORDS": "conflictcli ti"}
    asked |= {"COMP_CWORD": "1", "_TYPER_COMPLETE_ARGS": "conflictcli ti"}
    asked["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    assert ran([TOOL], ">/dev/full", **asked) == FULL


@named
def test_a_closed_output(arguments: list[str]) -> None:
    assert ran([TOOL, *arguments], ">&-") == CLOSED


@some
def test_a_reader_that_leaves_early(arguments: list[str]) -> None:
    code, err = ran([TOOL, *arguments], "| true")
    assert (code, "Traceback" in err or "written" in err) == (0, False)
