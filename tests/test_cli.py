"""The command line itself: help, version, wrong usage, exit codes, and what it imports."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from conftest import Conflictcli

import conflictcli as package

TYPER = tuple(map(int, typer.__version__.split(".")[:2]))
COMMANDS = ["timeline", "event", "actor", "statements", "casualties", "search", "sources"]
COMMANDS += ["validate", "schema"]


def installed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command as a shell would."""
    command = str(Path(sys.executable).with_name("conflictcli"))
    return subprocess.run([command, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"]])
def test_alone_or_asked_for_help_it_lists_the_commands(
    conflictcli: Conflictcli, arguments: list[str]
) -> None:
    run = conflictcli(*arguments)
    listed = [line.split()[0] for line in run.out.partition("Commands:")[2].splitlines() if line]
    assert (run.code, [name for name in listed if name in COMMANDS]) == (0, COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(conflictcli: Conflictcli, command: str) -> None:
    run = conflictcli(command, "-h")
    assert (run.code, run.err, f"conflictcli {command}" in run.out) == (0, "", True)


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
            "csv holds one table, and this answer has 5: ask for --format json, markdown, html, svg or table.",
        ),
        (
            ["casualties", "--as-of", "2016/10/09"],
            "Invalid value for '--as-of': '2016/10/09' is not a day: write it as YYYY-MM-DD, "
            "like 2016-10-09. See conflictcli casualties -h.",
        ),
        (
            ["casualties", "--as-of", "206-09-09"],
            "Invalid value for '--as-of': '206-09-09' is not a day: write it as YYYY-MM-DD, "
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

    def interruptible() -> None:  # As in a shell, even where the tests run in the background.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=interruptible
    ) as process:
        time.sleep(2)  # It waits for its standard input by then.
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_the_installed_command_and_the_module_print_the_same(conflictcli: Conflictcli) -> None:
    module = [sys.executable, "-m", "conflictcli", "actor", "Kerry"]
    ran = subprocess.run(module, capture_output=True, text=True, check=True)
    here = conflictcli("actor", "Kerry").out
    assert (installed("actor", "Kerry").stdout, ran.stdout) == (here, here)


IMPORTED = """
import sys
from conflictcli.cli import main
main(sys.argv[1:])
print("rich" in sys.modules, "pydantic" in sys.modules, file=sys.stderr)
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
@pytest.mark.parametrize(("format", "rich"), [("table", True), ("json", False)])
def test_only_a_screen_imports_rich_and_nothing_pydantic(
    query: list[str], format: str, rich: bool
) -> None:
    command = [sys.executable, "-c", IMPORTED, *query, "-f", format]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    # Typer itself imports it from 0.29 on.
    assert ran.stderr == f"{rich} {TYPER >= (0, 29)}\n"
