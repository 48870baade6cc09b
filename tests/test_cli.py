"""The command line itself: help, version, wrong usage, exit codes, and what it imports."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
import typer
from conftest import EVENTS, Conflictcli, Dataset, as_in_a_shell
from tables import airwars

import conflictcli as package
from conflictcli.cli import curate, imports, lookup
from conflictcli.cli.app import main

TYPER = tuple(map(int, typer.__version__.split(".")[:2]))
COMMANDS = [
    *("timeline", "event", "actor", "statements", "casualties", "search", "sources"),
    *("info", "diff", "validate", "schema"),
]


EXAMPLES = {
    command.callback.__name__: re.findall(r"  conflictcli (.+)", command.epilog or "")
    for app in (lookup.app, curate.app, imports.app)
    for command in app.registered_commands
    if command.callback
}
IMPORTS = [c.callback.__name__ for c in imports.app.registered_commands if c.callback]
# Files of the tests, and what examples call them.
INPUTS = {
    "ged_aleppo.csv": "ged.csv",
    "acled_made_up.csv": "acled.csv",
    "schools.csv": "schools.csv",
    "schools.toml": "schools.toml",
}
FIRST = ("timeline", "actor Kerry", "casualties --as-of 2016-10-09")


def installed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command as a shell would."""
    command = str(Path(sys.executable).with_name("conflictcli"))
    return subprocess.run([command, *arguments], capture_output=True, text=True, check=False)


def test_alone_it_shows_three_commands_to_try_first(conflictcli: Conflictcli) -> None:
    assert conflictcli() == (
        0,
        "Look up what happened in a conflict, who said so, and as of when.\n"
        "\n"
        "Try first:\n"
        "  conflictcli timeline\n"
        "  conflictcli actor Kerry\n"
        "  conflictcli casualties --as-of 2016-10-09\n"
        "\n"
        "conflictcli -h lists all commands.\n",
        "",
    )


@pytest.mark.parametrize("command", EXAMPLES)
def test_the_help_of_a_command_names_it_and_ends_with_two_examples(
    conflictcli: Conflictcli, command: str
) -> None:
    words = [*(["import"] if command in IMPORTS else []), command]
    run = conflictcli(*words, "-h")
    shown = [f"    conflictcli {example}" for example in EXAMPLES[command]]
    assert (run.code, run.err, len(shown)) == (0, "", 2)
    assert run.out.splitlines()[-3:] == ["  Examples:", *shown]
    assert f"Usage: conflictcli {' '.join(words)} [OPTIONS]" in run.out


@pytest.mark.parametrize("example", [*FIRST, *chain(*EXAMPLES.values())])
def test_each_example_of_the_help_answers(tmp_path: Path, example: str) -> None:
    shutil.copy(EVENTS, tmp_path / "old.json")
    content = EVENTS.read_text(encoding="utf-8").replace('"best": 338', '"best": 339')
    (tmp_path / "new.json").write_text(content, encoding="utf-8")
    for name, path in INPUTS.items():
        shutil.copy(EVENTS.with_name(name), tmp_path / path)
    airwars(tmp_path / "incidents.csv", {})
    given = {"old.json", "new.json", "incidents.csv", *INPUTS.values()}
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    where = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True}
    if example.startswith("convert"):
        shutil.copy(EVENTS, tmp_path / "ged.json")
        main(["convert", str(tmp_path / "ged.json"), str(tmp_path / "ged.sqlite")])
        example = example.removesuffix(" --force") + " --force"
    ran = subprocess.run(f"conflictcli {example}", shell=True, check=False, **where)  # type: ignore
    written = ran.stdout or [path for path in tmp_path.iterdir() if path.name not in given]
    assert (ran.returncode, bool(written) or example == "validate") == (
        int(example.startswith("diff")),
        True,
    )


@pytest.mark.parametrize("arguments", [["-h"], ["--help"]])
def test_asked_for_help_it_lists_the_commands(
    conflictcli: Conflictcli, arguments: list[str]
) -> None:
    run = conflictcli(*arguments)
    listed = [line.split()[0] for line in run.out.partition("Commands:")[2].splitlines() if line]
    assert (run.code, [name for name in listed if name in COMMANDS]) == (0, COMMANDS)


def test_the_version_is_printed(conflictcli: Conflictcli) -> None:
    assert conflictcli("--version") == (0, f"conflictcli {package.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["bogus"], "No such command 'bogus'. See conflictcli -h."),
        (["timelin"], "No such command 'timelin'. Did you mean 'timeline'? See conflictcli -h."),
        (["timeline", "--zebra"], "No such option: --zebra. See conflictcli timeline -h."),
        (["event"], "Missing argument 'NAME...'. See conflictcli event -h."),
        (["search"], "Missing argument 'WORDS...'. See conflictcli search -h."),
        (
            ["event", "ceasefire-agreement", "-f", "csv"],
            "CSV can hold one table; this answer has 5: events, statements, casualties, parts, "
            "sources. Choose one with --table, or use json.",
        ),
        (
            ["info", "--json", "-f", "csv"],
            "--json and --format csv name two formats. Leave one out.",
        ),
        (
            ["info", "--limit", "-1"],
            "Invalid value for '--limit': '-1' is not a number of rows: give 0 or more. "
            "See conflictcli info -h.",
        ),
        (
            ["casualties", "--as-of", "2016/10/09"],
            "Invalid value for '--as-of': '2016/10/09' is not a day: write it as YYYY-MM-DD, "
            "like 2016-10-09. See conflictcli casualties -h.",
        ),
        (
            ["casualties", "--as-of", "2016-02-30"],
            "Invalid value for '--as-of': '2016-02-30' is not in the calendar: write YYYY-MM-DD. "
            "See conflictcli casualties -h.",
        ),
    ],
)
def test_wrong_usage_gets_one_line_and_exit_code_2(
    conflictcli: Conflictcli, arguments: list[str], error: str
) -> None:
    assert conflictcli(*arguments) == (2, "", f"conflictcli: {error}\n")


@pytest.mark.parametrize(
    ("arguments", "right"),
    [
        (["timeline", "-f", "xml"], "'markdown'"),
        (["statements", "--stance", "x"], "'accuses'"),
        (["timeline", "--limit", "-1"], "0"),
        (["timeline", "--limit", "x"], "--limit"),
    ],
)
def test_a_wrong_choice_is_answered_with_the_right_ones(
    conflictcli: Conflictcli, arguments: list[str], right: str
) -> None:
    run = conflictcli(*arguments)
    assert (run.code, run.out, run.err.count("\n"), right in run.err) == (2, "", 1, True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["actor", "Kerry"], 0), (["actor", "Kery"], 1), (["timeline", "--as-of", "x"], 2)],
)
def test_the_installed_command_ends_with_the_exit_code(arguments: list[str], code: int) -> None:
    assert installed(*arguments).returncode == code


def test_an_interrupted_command_ends_with_130_and_without_a_traceback() -> None:
    command = [str(Path(sys.executable).with_name("conflictcli")), "timeline", "--data", "-"]
    pipe = subprocess.PIPE

    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=as_in_a_shell
    ) as process:
        assert process.stdin
        process.stdin.write(b" " * 2**20)  # More than a pipe holds: it has begun to read.
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_the_installed_command_and_the_module_print_the_same(conflictcli: Conflictcli) -> None:
    module = [sys.executable, "-m", "conflictcli", "actor", "Kerry"]
    ran = subprocess.run(module, capture_output=True, text=True, check=True)
    here = conflictcli("actor", "Kerry").out
    assert (installed("actor", "Kerry").stdout, ran.stdout) == (here, here)


SELDOM = ["rich", "rich.console", "sqlite3", "pydantic", "json", "conflictcli.queries.totals"]
SELDOM += [f"conflictcli.cli.{module}" for module in ("curate", "imports")]
IMPORTED = f"""
import sys
from conflictcli.cli.app import main
main(sys.argv[1:])
print([module for module in {SELDOM} if module in sys.modules], file=sys.stderr)
"""
QUERIES = [
    ["timeline"],
    ["event", "aid-convoy-strike"],
    ["actor", "Kerry"],
    ["statements"],
    ["casualties"],
    ["search", "hospital"],
    ["sources"],
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("format", ["table", "json"])
def test_only_what_an_answer_needs_is_imported(query: list[str], format: str) -> None:
    # Only cards are drawn by Rich's console.
    of_a_screen = ["rich", "rich.console"] if query[0] in ("event", "actor") else ["rich"]
    modules = of_a_screen if format == "table" else []
    command = [sys.executable, "-c", IMPORTED, *query, "-f", format]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    # Typer itself imports pydantic, and with it json, from 0.29 on.
    its_own = {"pydantic", "json"} if TYPER >= (0, 29) else set()
    assert [module for module in ast.literal_eval(ran.stderr) if module not in its_own] == modules


def test_the_home_folder_is_opened_in_the_variable_as_in_the_shell(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset(title="At home")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CONFLICTCLI_DATA", "~/small.json")
    assert conflictcli("info", "-f", "json").json["info"][0]["title"] == "At home"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_signs_are_ascii_where_the_encoding_lacks_them(encoding: str) -> None:
    tool = Path(sys.executable).with_name("conflictcli")
    ran = subprocess.run(
        [tool, "disputes", "--event", "deir-ez-zor"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    out = ran.stdout.decode(encoding)
    assert "\n-----" in out
    assert "! 83 killed, at least 120 injured, says SOHR" in out
    assert not re.search(r"\\u2[0-9a-f]{3}", out)
