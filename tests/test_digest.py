"""A dataset in SQLite ends with a digest over its records, as docs/sqlite.md says it is made."""

import json
import sqlite3
from hashlib import blake2b
from pathlib import Path

import pytest
from conftest import EVENTS, Conflictcli

SAMPLE = Path(__file__).parent / "data" / "ged_aleppo.csv"
TYPES = ("source", "actor", "event", "statement", "casualties")


def digest(lines: list[bytes]) -> str:
    return blake2b(b"".join(line + b"\n" for line in lines), digest_size=32).hexdigest()


def digests(path: Path) -> tuple[str, str]:
    """Return the digest in a file, and that of what is in the file."""
    with sqlite3.connect(path) as connection:
        [row] = connection.execute("SELECT * FROM dataset").fetchall()
        lines = [json.dumps(row[:4], ensure_ascii=False, separators=(",", ":"))]
        ordered = "SELECT record FROM records WHERE type = ? ORDER BY number"
        for type in TYPES:
            texts = connection.execute(ordered, [type]).fetchall()
            lines.append(digest([text.encode() for [text] in texts]))
    connection.close()
    return row[4], digest([line.encode() for line in lines])


@pytest.fixture(params=["convert", "import"])
def made(request: pytest.FixtureRequest, conflictcli: Conflictcli, tmp_path: Path) -> Path:
    """Return a file of each command that makes one."""
    path = tmp_path / "made.sqlite"
    commands = {
        "convert": ["convert", str(EVENTS), str(path)],
        "import": ["import", "ucdp", str(SAMPLE), "-o", str(path)],
    }
    assert conflictcli(*commands[request.param]).code == 0
    return path


def test_a_file_holds_the_digest_of_its_records(made: Path) -> None:
    held, found = digests(made)
    assert (len(held), held) == (64, found)


def test_there_and_back_the_digest_is_the_same(conflictcli: Conflictcli, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("first.sqlite", "back.json", "second.sqlite")]
    for start, end in zip([EVENTS, *paths], paths, strict=False):
        assert conflictcli("convert", str(start), str(end)).code == 0
    assert digests(paths[0]) == digests(paths[2])
