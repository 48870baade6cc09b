"""Every command in every format, wherever it may be made to write: an answer or one plain line."""

import json
import os
import pty
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import HOSTILE, Dataset, count, event, said

TOOL = str(Path(sys.executable).with_name("conflictcli"))
COMMANDS = {
    "timeline": ["timeline"],
    "event": ["event", "raid"],
    "actor": ["actor", "ann"],
    "actors": ["actor"],
    "statements": ["statements"],
    "casualties": ["casualties"],
    "totals": ["casualties", "--by", "place"],
    "disputes": ["disputes"],
    "search": ["search", "raid"],
    "sources": ["sources"],
    "info": ["info"],
    "values": ["info", "--values"],
    "validate": ["validate"],
    "wrong name": ["actor", "\x1b[31m\u202e"],
}
FORMATS = ["table", "json", "ndjson", "csv", "markdown", "html", "svg"]
FORMATS += ["csl-json", "geojson", "timelinejs"]
EXCHANGED = {"csl-json": "sources", "geojson": "timeline", "timelinejs": "timeline"}
JSON = ("json", "ndjson", "csl-json", "geojson", "timelinejs")
PLACES: dict[str, dict[str, str]] = {
    "pipe": {},
    "terminal": {"TERM": "xterm"},
    "dumb terminal": {"TERM": "dumb"},
    "terminal, NO_COLOR": {"TERM": "xterm", "NO_COLOR": "1"},
    "terminal, FORCE_COLOR=0": {"TERM": "xterm", "FORCE_COLOR": "0"},
    "COLUMNS=0": {"COLUMNS": "0"},
    "COLUMNS=nonsense": {"COLUMNS": "wide"},
    "COLUMNS=20": {"COLUMNS": "20"},
    "COLUMNS=80": {"COLUMNS": "80"},
    "COLUMNS=500": {"COLUMNS": "500"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "/dev/full": {},
    "closed pipe": {},
    "closed": {},
}
STYLE = rb"\x1b\[[0-9;]*m"


@pytest.fixture
def hostile(dataset: Dataset) -> str:
    """Return a dataset whose every free text is hostile."""
    cited = [{"source": "paper", "locator": HOSTILE, "quote": HOSTILE}]
    notes = {"note": HOSTILE, "date_note": HOSTILE, "citations": cited}
    return dataset(
        title=HOSTILE,
        sources=[{"id": "paper", "title": HOSTILE, "publisher": HOSTILE, "url": HOSTILE}],
        actors=[
            {"id": "ann", "name": HOSTILE, "kind": "person", "role": HOSTILE, "citations": cited},
            {"id": "bob", "name": "Bob", "aliases": [f"=1+1{HOSTILE}"], "kind": "person"},
        ],
        events=[
            event(
                "raid",
                title=HOSTILE,
                kind=HOSTILE,
                place={"name": HOSTILE, "latitude": -1.5},
                participants=[{"actor": "ann", "role": HOSTILE}],
                summary="شمال حلب 阿勒颇 e\u0301 é “x”",
                **notes,
            )
        ],
        statements=[
            said("boast", text=HOSTILE, about=["raid"], **notes),
            said("no", text=HOSTILE, stance="denies", speaker="bob", responds_to="boast", **notes),
        ],
        casualties=[
            count("toll", "raid", killed={"low": 2, "best": 3}, counted_by="ann", note=HOSTILE)
        ],
    )


def run(place: str, arguments: list[str]) -> tuple[int, bytes, bytes]:
    """Run the installed command in one of the places, and give its code and both outputs."""
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    environment |= PLACES[place]
    command = [TOOL, *arguments]
    if "terminal" in place:
        return _in_terminal(command, environment)
    if place == "closed":
        command = ["sh", "-c", '"$@" >&-', "sh", *command]
    stdout = subprocess.PIPE
    if place == "/dev/full":
        stdout = os.open("/dev/full", os.O_WRONLY)
    if place == "closed pipe":
        reading, stdout = os.pipe()
        os.close(reading)
    ran = subprocess.run(
        command, stdout=stdout, stderr=subprocess.PIPE, env=environment, check=False
    )
    if stdout != subprocess.PIPE:
        os.close(stdout)
    return ran.returncode, ran.stdout or b"", ran.stderr


def _in_terminal(command: list[str], environment: dict[str, str]) -> tuple[int, bytes, bytes]:
    main, replica = pty.openpty()
    shown = b""
    with subprocess.Popen(
        command, stdout=replica, stderr=subprocess.PIPE, env=environment
    ) as process:
        os.close(replica)
        while True:
            try:
                shown += os.read(main, 65536)
            except OSError:  # The other end is closed.
                break
        _, err = process.communicate()
    os.close(main)
    return process.returncode, shown.replace(b"\r\n", b"\n"), err


def holds(name: str, format: str) -> bool:
    """Return whether a format can hold an answer: some hold one table, some that of a command."""
    if format in ("csv", "ndjson"):
        return name not in ("event", "actor", "info")
    return EXCHANGED.get(format, name) == name


def codes(place: str, name: str, format: str) -> set[int]:
    """Return the exit codes that may be: 1 for a wrong name, 2 for several tables in one file."""
    if place == "closed":
        return {74}
    if not holds(name, format):
        return {2}
    if name == "wrong name":
        return {1}
    if place == "/dev/full":
        return {74}
    return {1} if name == "validate" else {0}


def wrong(place: str, name: str, format: str, data: str) -> list[str]:
    """Return what is wrong with an answer."""
    arguments = [*COMMANDS[name], *([] if name == "validate" else ["--data"]), data, "-f", format]
    code, out, err = run(place, arguments)
    styled = place == "terminal"
    plain = re.sub(STYLE, b"", out) if styled else out
    found = []
    if code not in codes(place, name, format):
        found.append(f"code {code}")
    if b"Traceback" in err or b"Exception" in err or err.count(b"\n") > 1:
        found.append(f"stderr {err!r}")
    if re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", plain + err):
        found.append(f"control {plain!r}")
    # JSON is UTF-8 everywhere (RFC 8259).
    is_latin = place == "latin-1" and format not in JSON
    text = plain.decode("latin-1" if is_latin else "utf-8")
    if re.search("[\x7f-\x9f\u200b\u202e\ud800-\udfff]", text):
        found.append(f"hidden {text!r}")
    if out and code in (0, 1) and not _parses(text, format):
        found.append(f"not {format}: {text}")
    return [f"{place}, {name}, {format}: {what}" for what in found]


def _parses(text: str, format: str) -> bool:
    if format not in JSON:
        return True
    try:
        return all(map(json.loads, text.splitlines() if format == "ndjson" else [text]))
    except ValueError:
        return False


def formats(place: str) -> list[str]:
    """Return the formats that a place may touch: a picture asks no terminal, no environment."""
    return FORMATS[:5] if "terminal" in place or "COLUMNS" in place else FORMATS


def cases(place: str) -> set[tuple[str, str]]:
    """Return each command in a format, each format for a command, and two that are refused.

    The formats of a command change from place to place.
    """
    turn = list(PLACES).index(place)
    asked = {("event", "csv"), ("timeline", "csl-json")}
    for row, name in enumerate(COMMANDS):
        held = [format for format in formats(place) if holds(name, format)]
        asked.add((name, held[(turn + row) % len(held)]))
    for row, format in enumerate(formats(place)):
        held = [name for name in COMMANDS if holds(name, format) and name != "wrong name"]
        if not any((name, format) in asked for name in held):
            asked.add((held[(turn + row) % len(held)], format))
    return asked


@pytest.mark.parametrize("place", PLACES)
def test_everywhere_there_is_an_answer_or_one_plain_line(place: str, hostile: str) -> None:
    asked = [(place, name, format, hostile) for name, format in sorted(cases(place))]
    with ThreadPoolExecutor(4) as pool:
        assert [line for found in pool.map(lambda c: wrong(*c), asked) for line in found] == []
