"""README and docs promise what the tool does: their examples are run, their links followed."""

import doctest
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import Conflictcli

pytestmark = pytest.mark.usefixtures("shipped")
ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
README = TEXTS["README.md"]
INSTALL = README.partition("## Install\n")[2].partition("\n## ")[0]
EXAMPLES = [
    tuple(f"{example.rstrip()}\n".split("\n", 1))
    for text in TEXTS.values()
    for block in re.findall(r"```console\n(.*?)\n```", text, re.DOTALL)
    for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
]
IMPORT = next(command for command, _ in EXAMPLES if "import ucdp" in command)
# What an example needs that another one makes.
MADE = {"aleppo.json": IMPORT, "mine/": "conflictcli new mine/"}
COMMANDS = sorted(
    {c for text in TEXTS.values() for c in re.findall(r"`conflictcli ([^`]+)`", text)}
)


@pytest.mark.parametrize(("command", "output"), EXAMPLES)
def test_every_console_example_prints_what_it_shows(
    tmp_path: Path, command: str, output: str
) -> None:
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    folder = Path(sys.executable).parent
    environment = {**os.environ, "COLUMNS": "80", "PATH": f"{folder}:{os.environ['PATH']}"}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    where = {"cwd": tmp_path, "env": environment}
    for name, making in MADE.items():
        if name in command and command != making:
            subprocess.run(making, shell=True, check=True, **where)  # type: ignore
    ran = subprocess.run(command, shell=True, check=False, **where, **both)  # type: ignore
    shown = doctest.OutputChecker().check_output(output, ran.stdout, doctest.ELLIPSIS)
    assert shown, f"{_documents(command)}: it no longer prints\n{_missing(output, ran.stdout)}"


def _documents(command: str) -> str:
    """Return the files that show a command."""
    return ", ".join(name for name, text in TEXTS.items() if f"$ {command}\n" in text)


def _missing(example: str, printed: str) -> str:
    """Return the first lines of an example that do not follow what stood before."""
    at = 0
    for part in example.split("...\n"):
        for line in part.splitlines(keepends=True):
            found = printed.find(line, at)
            if found < 0:
                return line
            at = found + len(line)
    return "(the lines are there, with others between them)"


@pytest.mark.parametrize("command", [c for c in COMMANDS if not re.search("NAME|COMMAND|OLD", c)])
def test_every_command_that_is_named_answers(conflictcli: Conflictcli, command: str) -> None:
    run = conflictcli(*shlex.split(command))
    assert (run.code, bool(run.out)) == (0, True)
    left_out = "Left out [0-9]+ records? that may (be|have been published) later than"
    assert re.fullmatch(f"(conflictcli: {left_out} .*\n)?", run.err)


def test_the_install_is_two_lines_and_then_one_to_have_it_everywhere() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", INSTALL, re.DOTALL)
    assert [block.count("\n") for block in blocks] == [1, 1]


def test_the_tests_run_in_ci_as_the_readme_says() -> None:
    tests = re.findall(r"```sh\n(.*?)\n```", INSTALL, re.DOTALL)[1]
    assert tests in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_is_short() -> None:
    assert README.count("\n") <= 150


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"])
def test_every_file_and_heading_that_is_linked_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^):]+)\)", page.read_text(encoding="utf-8"))
    broken = []
    for link in links:
        path, _, heading = link.partition("#")
        target = page.parent / path if path else page
        text = target.read_text(encoding="utf-8") if target.is_file() else ""
        headings = [line.strip("# \n").lower() for line in re.findall("^#+ .*$", text, re.M)]
        if not target.is_file() or (heading and heading.replace("-", " ") not in headings):
            broken.append(link)
    assert broken == []


def test_the_query_for_larger_engines_gives_the_totals_of_the_tool(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    larger = TEXTS["sqlite.md"].partition("## Larger still\n")[2]
    [shell], [query, views] = (
        re.findall(rf"```{language}\n(.*?)```", larger, re.DOTALL) for language in ("sh", "sql")
    )
    script = f"{IMPORT}\n{shell}"
    subprocess.run(script, shell=True, cwd=tmp_path, env=environment, check=True)
    connection = duckdb.connect()
    connection.execute(f"SET file_search_path = '{tmp_path}'")
    view = views.partition(";")[0]
    for name in ("events", "counts"):
        connection.execute(view.replace("events", name))
    data = str(tmp_path / "aleppo.json")
    totals = conflictcli("casualties", "--by", "month", "--data", data, "-f", "json").json["totals"]
    assert connection.execute(query).fetchall() == [
        (t["group"], t["counter"], t["events"], *(t["killed"][n] for n in ("low", "best", "high")))
        for t in totals
    ]


def test_the_picture_in_the_readme_is_the_one_that_the_command_beside_it_makes(
    conflictcli: Conflictcli,
) -> None:
    [picture] = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    [command] = re.findall(r"made by `conflictcli ([^`]+)`", README)
    made = conflictcli(*shlex.split(command)).out
    told = f"draw it again: conflictcli {command} > {picture}"
    assert made == (ROOT / picture).read_text(encoding="utf-8"), told


def test_the_queries_of_an_sqlite_file_find_what_the_tool_finds(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    data = str(tmp_path / "aleppo.sqlite")
    conflictcli("import", "ucdp", str(ROOT / "tests" / "data" / "ged_aleppo.csv"), "-o", data)
    of_place, totals, *_ = re.findall(r"```sql\n(.*?)```", TEXTS["sqlite.md"], re.DOTALL)
    # DuckDB fetches what reads SQLite from the network: here SQLite runs its query.
    in_sqlite = re.sub(r"sqlite_scan\('aleppo.sqlite', '(\w+)'\)", r"\1", totals)
    connection = sqlite3.connect(data)
    shown = conflictcli("casualties", "--by", "month", "--data", data, "--json").json["totals"]
    assert connection.execute(in_sqlite).fetchall() == [
        (t["group"], t["counter"], t["events"], *(t["killed"][n] for n in ("low", "best", "high")))
        for t in shown
    ]
    place = ["--place", "Marea town", "--type", "event"]
    events = conflictcli("timeline", *place, "--data", data, "--json").json["timeline"]
    assert {row[0] for row in connection.execute(of_place)} == {event["id"] for event in events}
    connection.close()
