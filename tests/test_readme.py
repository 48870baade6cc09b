"""The README promises what the tool does: its examples are run, its tables compared."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Conflictcli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUICK_START = README.partition("## Quick start\n")[2].partition("\n## ")[0]
EXAMPLES = [
    tuple(f"{example.rstrip()}\n".split("\n", 1))
    for block in re.findall(r"```console\n(.*?)\n```", README, re.DOTALL)
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]
COMMANDS = re.findall(r"`conflictcli ([^`]+)`", README)


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_every_console_example_prints_what_it_shows(command: str, output: str) -> None:
    folder = Path(sys.executable).parent
    environment = {**os.environ, "COLUMNS": "80", "PATH": f"{folder}:{os.environ['PATH']}"}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    ran = subprocess.run(command, shell=True, env=environment, check=False, **both)  # type: ignore
    shown = doctest.OutputChecker().check_output(output, ran.stdout, doctest.ELLIPSIS)
    assert shown, ran.stdout


@pytest.mark.parametrize("command", [c for c in COMMANDS if "NAME" not in c and "COMMAND" not in c])
def test_every_command_that_is_named_answers(conflictcli: Conflictcli, command: str) -> None:
    run = conflictcli(*shlex.split(command))
    assert (run.code, bool(run.out), run.err) == (0, True, "")


def test_the_quick_start_is_two_lines_under_one_heading() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", QUICK_START, re.DOTALL)
    assert ([block.count("\n") for block in blocks], "#" in QUICK_START) == ([1, 1], False)


def test_the_tests_run_in_ci_as_the_readme_says() -> None:
    tests = re.findall(r"```sh\n(.*?)\n```", QUICK_START, re.DOTALL)[1]
    assert tests in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_is_linked_to_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
