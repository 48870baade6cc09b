"""What `validate` finds in an SQLite file that SQLite itself does not: no byte changes unseen."""

import json
import random
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EVENTS, Conflictcli, as_in_a_shell
from moments import at, dropped, raised, there_is
from test_attacks import TOOL

ASKED = (
    ["timeline", "-f", "json"],
    ["timeline", "--actor", "Kerry", "--since", "2016-09-10", "--place", "Aleppo", "-f", "ndjson"],
    ["event", "aid-convoy-strike", "-f", "json"],
    ["event", "aid-convoy-stryke"],
    ["casualties", "--by", "actor", "-f", "json"],
    ["search", "convoy", "-f", "json"],
    ["search", "Alepo"],
    ["sources", "-f", "csv"],
)
ALTERED = {
    "UPDATE records SET record = replace(record, '2016-09-19', '2016-09-18')": "records",
    "UPDATE dataset SET title = 'Another title'": "records",
    "UPDATE dataset SET digest = NULL": "records",
    "DELETE FROM records WHERE number = (SELECT max(number) FROM records)": "records",
    "UPDATE records SET id = 'x' WHERE id = 'aid-convoy-strike'": "records",
    "UPDATE days SET ends = '2016-01-01' WHERE number = (SELECT max(number) FROM days)": "days",
    "UPDATE events SET kind = 'x' WHERE number = (SELECT min(number) FROM events)": "events",
    "UPDATE places SET region = 'x' WHERE number = 1": "places",
    "UPDATE counts SET event = 1 WHERE number = (SELECT min(number) FROM counts)": "counts",
    "INSERT INTO totals (per, events, counts, killed_low) VALUES ('month', 1, 1, 5)": "totals",
    "UPDATE fields SET links = 0 WHERE number = 1": "fields",
    "DELETE FROM links WHERE record = (SELECT max(record) FROM links)": "links",
    "UPDATE names SET other = 'x' WHERE rowid = 1": "names",
    "INSERT INTO words (rowid, text) VALUES (9999, 'x')": "words",
}


@pytest.fixture
def made(conflictcli: Conflictcli, tmp_path: Path) -> Path:
    """Return the bundled dataset as an SQLite file."""
    path = tmp_path / "made.sqlite"
    assert conflictcli("convert", str(EVENTS), str(path)) == (0, "", "")
    return path


@pytest.mark.parametrize(("change", "table"), ALTERED.items())
@pytest.mark.parametrize("is_of_this_sqlite", [True, False])
def test_a_table_that_is_not_what_the_records_give_is_named(
    conflictcli: Conflictcli, made: Path, change: str, table: str, is_of_this_sqlite: bool
) -> None:
    with sqlite3.connect(made, isolation_level=None) as connection:
        connection.execute(change)
    connection.close()
    if not is_of_this_sqlite:
        _name_another_sqlite(made)
    assert _validated(conflictcli, made) == [table]


def test_how_an_index_is_laid_out_is_the_business_of_its_release_of_sqlite(
    conflictcli: Conflictcli, made: Path
) -> None:
    with sqlite3.connect(made, isolation_level=None) as connection:
        connection.execute("INSERT INTO names_data VALUES (99, x'00')")
    connection.close()
    assert _validated(conflictcli, made) == ["names"]
    _name_another_sqlite(made)
    assert _validated(conflictcli, made) == []


def test_what_was_altered_is_one_sentence(conflictcli: Conflictcli, made: Path) -> None:
    with sqlite3.connect(made, isolation_level=None) as connection:
        connection.execute("UPDATE fields SET links = 0")
    connection.close()
    assert conflictcli("validate", str(made), "-f", "csv") == (
        1,
        "rule,severity,where,id,line,message\n"
        "altered,error,fields,,,"
        '"is not as it was written: make the file again, with `conflictcli convert` or `import`, '
        'of what it was made of."\n',
        f"conflictcli: {made}: 1 error, no warnings.\n",
    )


def test_no_room_to_compare_is_one_sentence(
    conflictcli: Conflictcli, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert conflictcli("validate", str(made)) == (
        1,
        "",
        f"conflictcli: {made}: its tables cannot be made again to compare them (No such file or "
        "directory): make room for temporary files, or name another folder for them with "
        "TMPDIR.\n",
    )


def test_any_of_20_flipped_bytes_is_found_or_changes_no_answer(
    conflictcli: Conflictcli, made: Path
) -> None:
    _flip(conflictcli, made, 20, seed=24)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [25, 26, 27, 28, 29])
def test_any_of_200_more_is_too(conflictcli: Conflictcli, made: Path, seed: int) -> None:
    _flip(conflictcli, made, 200, seed)


def _flip(conflictcli: Conflictcli, made: Path, times: int, seed: int) -> None:
    """Change a byte of a file, ask it, and put it back, so many times."""
    whole, chance = made.read_bytes(), random.Random(seed)
    answers = [conflictcli(*asked, "--data", str(made)) for asked in ASKED]
    found = 0
    for _ in range(times):
        # A new name each time: what was opened before is still open.
        made.unlink()
        at, bits = chance.randrange(len(whole)), chance.randrange(1, 256)
        made.write_bytes(whole[:at] + bytes([whole[at] ^ bits]) + whole[at + 1 :])
        checked = conflictcli("validate", str(made))
        assert (checked.code in (0, 1), checked.err.count("\n")) == (True, 1), (at, bits)
        asked = ASKED if checked.code == 0 else chance.sample(ASKED, 2)
        now = [conflictcli(*each, "--data", str(made)) for each in asked]
        found += checked.code
        assert checked.code or now == answers, (at, bits)
        assert all(run.code in (0, 1) for run in now), (at, bits)
    assert found


def _validated(conflictcli: Conflictcli, path: Path) -> list[str]:
    problems = json.loads(conflictcli("validate", str(path), "-f", "json").out)["problems"]
    return [problem["where"] for problem in problems if problem["rule"] == "altered"]


def _name_another_sqlite(path: Path) -> None:
    """Write into the header of a file that another release of SQLite wrote it."""
    content = bytearray(path.read_bytes())
    content[96:100] = (3_030_000).to_bytes(4, "big")
    path.write_bytes(content)


@pytest.mark.parametrize("act", [raised, dropped])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_stopped_check_leaves_no_temporary_file(
    made: Path, tmp_path: Path, number: signal.Signals, act: Callable[[signal.Signals], str]
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    environment = at(tmp_path / "site", there_is(room / "*" / "again.sqlite"), act(number))
    ran = subprocess.run(
        [TOOL, "validate", str(made)],
        capture_output=True,
        env={**environment, "TMPDIR": str(room)},
        preexec_fn=as_in_a_shell,
    )
    told = b"" if number == signal.SIGINT else b"conflictcli: stopped: nothing was written.\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (128 + number, b"", told)
    assert list(room.iterdir()) == []
