"""A dataset that cannot be read gets one line: the file, the place in it, what was expected."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from conftest import Conflictcli, Dataset, event

SOUND = b'{"schema_version": 1, "title": "Small"}'
BROKEN = {
    b"": "line 1, column 1: expected valid JSON (Input data was truncated).",
    b"{": "line 1, column 2: expected valid JSON (Input data was truncated).",
    b'{"schema_version": 1,\n "title" "x"}': "line 2, column 10: expected valid JSON "
    "(JSON is malformed: expected ':' (byte 31)).",
    b'{"schema_version": 1, "title": "\xff"}': "line 1, column 33: expected UTF-8 text.",
    b"[]": "top level: expected `object`, got `array`.",
    b"{}": "top level: object missing required field `schema_version`.",
    b'{"schema_version": 1}': "top level: object missing required field `title`.",
    b'{"schema_version": "1", "title": "x"}': "schema_version: expected `int`, got `str`.",
    b'{"schema_version": 2, "title": "x"}': "schema_version: expected 1, the one this release "
    "reads, got 2.",
    b'{"schema_version": 1, "title": "x", "events": {}}': "events: expected `array`, got `object`.",
    b'{"schema_version": 1, "title": "x", "events": [{"id": 7}]}': "events[0].id: expected `str`, "
    "got `int`.",
    b'{"schema_version": 1, "title": "x", "sources": [{}]}': "sources[0]: object missing required "
    "field `id`.",
    b'{"schema_version": 1, "title": "x", "actors": [{"id": "a", "name": "", "kind": "a king"}]}': (
        "actors[0].kind: expected one of person, state, organization, armed-group, body, "
        "got 'a king'."
    ),
    b'{"schema_version": 1, "title": NaN}': "line 1, column 32: expected valid JSON "
    "(JSON is malformed: invalid character (byte 31)).",
    b'{"schema_version": 1, "title": "x", "deep": '
    + b"[" * 100_000: "expected a dataset, got JSON that is nested too deep.",
}


@pytest.mark.parametrize(("content", "error"), BROKEN.items())
def test_a_broken_dataset_is_refused_in_one_line(
    conflictcli: Conflictcli, tmp_path: Path, content: bytes, error: str
) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    run = conflictcli("timeline", "--data", str(path))
    assert run == (1, "", f"conflictcli: {path}: {error}\n")


@pytest.mark.parametrize(
    ("name", "reason"), [("none.json", "No such file or directory"), ("", "Is a directory")]
)
def test_a_missing_file_and_a_directory_are_named(
    conflictcli: Conflictcli, tmp_path: Path, name: str, reason: str
) -> None:
    path = tmp_path / name
    error = f"{path}: cannot be read ({reason}): give the path of a JSON dataset."
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


def test_a_closed_standard_input_is_said(
    conflictcli: Conflictcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    error = "-: cannot be read (standard input is closed): give the path of a JSON dataset."
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
