"""Completion in the three shells themselves: what they offer, and that names run nothing."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
MARKER = "ran-what-it-should-not"
NAMES = [f"$(touch {MARKER})", f"`touch {MARKER}`", "it's", 'a "b" c', f"x;touch {MARKER}", "a b"]
SHELLS = {
    "bash": ["bash", "--rcfile", "rc", "-i"],
    "zsh": ["zsh", "-i"],
    "fish": ["fish", "-c", "source rc; complete -C $line"],
}
CONTROL = r"\x1b(\[[0-9;?=>]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\\\)|[=>()][0-9B]?)"
BEFORE = {"bash": "PS1='> '", "zsh": "autoload -U compinit; compinit -u", "fish": ""}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a hostile dataset, whose names and ids are code for a shell."""
    actors = [{"id": f"evil{name}", "name": name, "kind": "person"} for name in NAMES]
    actors += [{"id": id, "name": NAMES[0], "kind": "person"} for id in ("evil-one", "evil-two")]
    events = [{"id": "raid", "title": NAMES[1], "kind": "attack"}]
    sources = [{"id": "gazette", "title": NAMES[0]}]
    content = {"schema_version": 1, "title": "", "sources": sources, "actors": actors}
    (tmp_path / "evil.json").write_text(json.dumps(content | {"events": events}))
    return tmp_path


def script(shell: str) -> str:
    """Return the completion script of a shell, as the tool prints it."""
    environment = {**os.environ, "_CONFLICTCLI_COMPLETE": f"source_{shell}"}
    return subprocess.check_output([str(BIN / "conflictcli")], env=environment, text=True)


def typed(shell: str, home: Path, keys: str, expected: str) -> str:
    """Type into an interactive shell until it shows what is expected, and give what it showed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    rc = home / (".zshrc" if shell == "zsh" else "rc")
    rc.write_text(f"{BEFORE[shell]}\n{script(shell)}\n")
    environment = {"HOME": str(home), "ZDOTDIR": str(home), "TERM": "xterm", "PS1": "> "}
    environment |= {"PATH": f"{BIN}:{os.environ['PATH']}", "XDG_CONFIG_HOME": str(home)}
    if shell == "fish":  # It answers without a terminal.
        line = {"line": keys.rstrip("\t")}
        return subprocess.check_output(SHELLS[shell], cwd=home, env=environment | line, text=True)
    main, replica = pty.openpty()
    with subprocess.Popen(
        SHELLS[shell],
        stdin=replica,
        stdout=replica,
        stderr=replica,
        cwd=home,
        env=environment,
        start_new_session=True,
    ) as process:
        os.close(replica)
        _read(main, "> ", 10)
        os.write(main, keys.encode())
        shown = _read(main, expected, 20)
        process.kill()
    os.close(main)
    return shown


def _read(terminal: int, expected: str, seconds: float) -> str:
    """Read until the text is there, without styles and cursor moves, and a moment longer."""
    shown = ""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        shown += re.sub(CONTROL, "", os.read(terminal, 65536).decode(errors="replace"))
        if re.search(expected, shown):
            end = min(end, time.monotonic() + 0.3)
    return shown


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("conflictcli timel", "timeline"),
        ("conflictcli timeline --unt", "--until"),
        ("conflictcli casualties -f mark", "markdown"),
        ("conflictcli event --data evil.json ra", "raid"),
        ("conflictcli sources --data evil.json gaz", "gazette"),
        ("conflictcli statements --actor john-ke", "john-kerry"),
        ("conflictcli casualties --people chil", "children"),
    ],
)
def test_what_can_only_be_one_thing_is_completed(
    shell: str, home: Path, line: str, whole: str
) -> None:
    assert whole in typed(shell, home, f"{line}\t", whole)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_ids_of_a_hostile_dataset_are_offered_and_nothing_runs(shell: str, home: Path) -> None:
    keys = "conflictcli actor --data evil.json evil\t\t\t"
    shown = typed(shell, home, keys, "evil-one[^$]*evil-two")
    offered = set(re.findall(r"evil-\w+|touch", shown))
    assert (offered, (home / MARKER).exists()) == ({"evil-one", "evil-two"}, False)


@pytest.mark.parametrize(
    "asked", [{}, {"COMP_WORDS": "x", "COMP_CWORD": "abc"}, {"COMP_WORDS": "", "COMP_CWORD": ""}]
)
def test_a_completion_that_no_shell_asked_for_ends_quietly(asked: dict[str, str]) -> None:
    environment = {**os.environ, "_CONFLICTCLI_COMPLETE": "complete_bash", **asked}
    tool = [str(BIN / "conflictcli")]
    ran = subprocess.run(tool, env=environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, b"", b"")


@pytest.mark.parametrize("data", ["fifo", "/dev/zero", "broken.json", "none.json", "-", "."])
def test_a_dataset_that_cannot_be_read_completes_nothing(home: Path, data: str) -> None:
    os.mkfifo(home / "fifo")
    (home / "broken.json").write_text("{")
    asked = {"COMP_WORDS": f"conflictcli actor --data {data} evil", "COMP_CWORD": "4"}
    environment = {**os.environ, "_CONFLICTCLI_COMPLETE": "complete_bash", **asked}
    tool = [str(BIN / "conflictcli")]
    ran = subprocess.run(tool, env=environment, capture_output=True, cwd=home, check=False)
    assert (ran.stdout.strip(), ran.stderr) == (b"", b"")
