"""The README promises what the tool does: its examples are run, its tables compared."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import Conflictcli, assert_golden

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUICK_START = README.partition("## Quick start\n")[2].partition("\n## ")[0]
EXAMPLES = [
    tuple(f"{example.rstrip()}\n".split("\n", 1))
    for block in re.findall(r"```console\n(.*?)\n```", README, re.DOTALL)
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]
IMPORT = next(command for command, _ in EXAMPLES if "import ucdp" in command)
COMMANDS = re.findall(r"`conflictcli ([^`]+)`", README)


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_every_console_example_prints_what_it_shows(
    tmp_path: Path, command: str, output: str
) -> None:
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "data").symlink_to(ROOT / "data")
    folder = Path(sys.executable).parent
    environment = {**os.environ, "COLUMNS": "80", "PATH": f"{folder}:{os.environ['PATH']}"}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    where = {"cwd": tmp_path, "env": environment}
    if "aleppo.json" in command and command != IMPORT:
        subprocess.run(IMPORT, shell=True, check=True, **where)  # type: ignore
    ran = subprocess.run(command, shell=True, check=False, **where, **both)  # type: ignore
    shown = doctest.OutputChecker().check_output(output, ran.stdout, doctest.ELLIPSIS)
    assert shown, ran.stdout


@pytest.mark.parametrize("command", [c for c in COMMANDS if not re.search("NAME|COMMAND|OLD", c)])
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


SHELL, SQL = (
    re.search(rf"```{language}\n((?:(?!```).)*?counts.ndjson.*?)```", README, re.DOTALL)[1]  # type: ignore[index]
    for language in ("sh", "sql")
)


def test_duckdb_gives_the_same_totals_as_the_tool(conflictcli: Conflictcli, tmp_path: Path) -> None:
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    script = f"{IMPORT}\n{SHELL}"
    subprocess.run(script, shell=True, cwd=tmp_path, env=environment, check=True)
    found = duckdb.execute(
        SQL.replace("FROM '", f"FROM '{tmp_path}/").replace("JOIN '", f"JOIN '{tmp_path}/")
    )
    data = str(tmp_path / "aleppo.json")
    totals = conflictcli("casualties", "--by", "month", "--data", data, "-f", "json").json["totals"]
    expected = [
        (t["group"], t["events"], *(t["killed"][name] for name in ("low", "best", "high")))
        for t in totals
    ]
    assert [tuple(row) for row in found.fetchall()] == expected


def test_the_picture_in_the_readme_is_the_one_that_the_command_beside_it_makes(
    conflictcli: Conflictcli,
) -> None:
    command, picture = re.findall(
        r"made by `conflictcli ([^`]+)`.*?\]\(([^)]+)\)", README, re.DOTALL
    )[0]
    made = conflictcli(*shlex.split(command)).out
    assert_golden(Path(picture).name, made)
