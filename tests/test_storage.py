"""A dataset that cannot be read gets one line: the file, the place in it, what was expected."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Conflictcli, Dataset, event

SOUND = b'{"schema_version": 1, "title": "Small"}'
BEFORE = b'{"schema_version": 1, "title": "x", '
BROKEN = {
    b"{": "line 1, column 2: expected a key in quotation marks, got the end.",
    b'{"schema_version": 1,\n "title" "x"}': 'line 2, column 10: expected :, got ".',
    b'{"schema_version": 1, "title": "\xff"}': "line 1, column 33: "
    "the file is not UTF-8: save it as UTF-8.",
    b"[]": "top level: expected an object, got a list.",
    b"{}": "schema_version: expected a field 'schema_version', got none.",
    b'{"schema_version": 1}': "title: expected a field 'title', got none.",
    b'{"schema_version": "1", "title": "x"}': "schema_version: expected 1 or 2 or 3, got '1'.",
    b'{"schema_version": 4, "titel": "x"}': "schema_version: expected 1 or 2 or 3, got 4.",
    BEFORE + b'"events": {}}': "events: expected a list, got an object.",
    BEFORE + b'"events": [{"id": 7, "title": "", "kind": ""}]}': "events[0].id: expected a text, "
    "got a whole number.",
    BEFORE + b'"sources": [{}]}': "sources[0].id: expected a field 'id', got none.",
    BEFORE + b'"sources": [{"id": "a", "titel": "x"}]}': "sources[0].titel: there is no field "
    "'titel': did you mean 'title'?",
    BEFORE + b'"zebra": []}': "zebra: there is no field 'zebra': the fields are schema_version, "
    "title, description, license, sources, actors, events, statements, casualties.",
    BEFORE + b'"actors": [{"id": "a", "name": "", "kind": "a king"}]}': "actors[0].kind: "
    "expected person or state or organization or armed-group or body, got 'a king'.",
    BEFORE + b'"sources": [{"id": "a", "published": "May 2016"}]}': "sources[0].published: "
    "'May 2016' is not a date: the forms are YYYY-MM-DD, YYYY-MM, YYYY, FROM/TO, FROM/.., "
    "[FROM..TO], [..TO] and [FROM..], and a year has four digits, 1000 to 2999.",
    b'{"schema_version": 1,\n"title": NaN}': "line 2, column 10: expected a number "
    "that JSON can hold, got NaN.",
    b'{"schema_version": 1, "title":\n-Infinity}': "line 2, column 1: expected a number "
    "that JSON can hold, got -Infinity.",
    b'{"schema_version": 1,\n"title": "a \\\\ \\ud83d\\ude00 \\ud800 b"}': "line 2, column 29: "
    "expected a pair of surrogates, got \\ud800 alone.",
    b'{"schema_version": 1,\n"title": "\\udc00"}': "line 2, column 11: expected a pair of "
    "surrogates, got \\udc00 alone.",
    b'{"schema_version": 1, "title": "x",\n"deep": ' + b"[" * 100_000: "line 2, column 9: "
    "expected a dataset, got JSON that is nested too deep.",
    b"\xef\xbb\xbf\xef\xbb\xbf{}": "line 1, column 1: expected valid JSON (Expecting value).",
    BEFORE + b'"x": 1e999}': "line 1, column 42: expected a number that JSON can hold, got 1e999.",
}


@pytest.mark.parametrize(("content", "error"), BROKEN.items())
def test_a_broken_dataset_is_refused_in_one_line(
    conflictcli: Conflictcli, tmp_path: Path, content: bytes, error: str
) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    run = conflictcli("timeline", "--data", str(path))
    assert run == (1, "", f"conflictcli: {path}: {error} See conflictcli validate {path}.\n")


@pytest.mark.parametrize(("content", "error"), BROKEN.items())
def test_validate_tells_of_it_too(
    conflictcli: Conflictcli, tmp_path: Path, content: bytes, error: str
) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    run = conflictcli("validate", str(path), "-f", "json")
    problem = run.json["problems"][0]
    place = problem["where"] or f"line {problem['line']}"
    separator = ", " if problem["rule"] == "broken-json" else ": "
    told = f"{place}{separator}{problem['message']}".replace("line 1: ", "top level: ")
    assert (run.code, told) == (1, error)


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_file_is_named(conflictcli: Conflictcli, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.json"
    path.write_bytes(content)
    run = conflictcli("timeline", "--data", str(path))
    error = "line 1, column 1: expected a dataset, got an empty file."
    assert run == (1, "", f"conflictcli: {path}: {error} See conflictcli validate {path}.\n")


@pytest.mark.parametrize("command", [["timeline", "--data"], ["validate"]])
def test_a_fifo_without_a_writer_and_a_device_are_not_waited_for(
    conflictcli: Conflictcli, tmp_path: Path, command: list[str]
) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    runs = [conflictcli(*command, path) for path in (str(fifo), "/dev/zero")]
    assert [(run.code, run.out, "this is not a regular file" in run.err) for run in runs] == [
        (1, "", True)
    ] * 2


def test_a_pipe_of_the_shell_is_read(dataset: Dataset) -> None:
    command = f"{Path(sys.executable).with_name('conflictcli')} timeline -f csv --data <(cat {{}})"
    path = dataset(events=[event("raid")])
    ran = subprocess.run(["bash", "-c", command.format(path)], capture_output=True, check=True)
    assert ran.stdout.count(b"\n") == 2


def test_a_missing_file_is_named(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    error = f"{path}: cannot be read (No such file or directory): give the path of a dataset."
    assert conflictcli("timeline", "--data", str(path)) == (1, "", f"conflictcli: {error}\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = Path(dataset())
    path.chmod(0)
    run = conflictcli("timeline", "--data", str(path))
    assert "cannot be read (Permission denied)" in run.err


@pytest.mark.parametrize(("name", "reason"), [("x" * 300, "File name too long"), ("\0", "null")])
def test_a_name_that_no_file_can_have_is_refused(
    conflictcli: Conflictcli, name: str, reason: str
) -> None:
    run = conflictcli("timeline", "--data", name)
    assert (run.code, run.err.count("\n"), reason in run.err) == (1, 1, True)


def test_an_empty_name_is_said(conflictcli: Conflictcli) -> None:
    error = "'': cannot be read (no file is named): give the path of a dataset."
    assert conflictcli("timeline", "--data", "") == (1, "", f"conflictcli: {error}\n")


def test_a_closed_standard_input_is_said(
    conflictcli: Conflictcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    error = "-: cannot be read (standard input is closed): give the path of a dataset."
    assert conflictcli("timeline", "--data", "-") == (1, "", f"conflictcli: {error}\n")


def test_one_byte_order_mark_is_read_over(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND)
    assert conflictcli("timeline", "--data", str(path), "-f", "json").json == {"timeline": []}


def test_a_reader_accepts_the_absence_of_what_may_be_null_or_empty(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(events=[event("raid")])
    (found,) = conflictcli("event", "raid", "--data", path, "-f", "json").json["events"]
    assert found == {
        "id": "raid",
        "title": "Raid",
        "kind": "attack",
        "date": None,
        "date_note": None,
        "place": None,
        "summary": None,
        "note": None,
        "participants": [],
        "part_of": None,
        "disagrees_with": [],
        "citations": [{"source": "paper", "locator": None, "quote": None}],
    }


def test_the_dataset_comes_from_the_environment_or_from_standard_input(
    conflictcli: Conflictcli, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dataset(events=[event("raid")])
    stdin = io.TextIOWrapper(io.BytesIO(Path(path).read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    piped = conflictcli("timeline", "--data", "-", "-f", "json")
    monkeypatch.setattr("os.environ", {"CONFLICTCLI_DATA": path})
    named = conflictcli("timeline", "-f", "json")
    assert [json.loads(run.out)["timeline"][0]["id"] for run in (piped, named)] == ["raid", "raid"]
