"""A file is replaced with --force alone, and never with what another program left beside it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EVENTS, Conflictcli
from moments import HOLD, at, there_is
from test_attacks import TOOL, big_import

# Changes a file in a transaction of another program that ends before it is finished.
CRASH = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("PRAGMA journal_mode = " + sys.argv[2])
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("BEGIN")
connection.execute("UPDATE records SET record = replace(record, 'Aleppo', 'ATLANTIS')")
if sys.argv[2] == "WAL":
    connection.execute("COMMIT")
os._exit(0)
"""


def crash(path: Path, mode: str) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(path), mode], check=True)


@pytest.mark.parametrize(("mode", "suffix"), [("WAL", "-wal"), ("DELETE", "-journal")])
def test_what_another_program_left_beside_a_file_is_never_played_into_it(
    conflictcli: Conflictcli, tmp_path: Path, mode: str, suffix: str
) -> None:
    path = tmp_path / "data.sqlite"
    assert conflictcli("convert", str(EVENTS), str(path)).code == 0
    sound = path.read_bytes()
    crash(path, mode)
    beside = Path(f"{path}{suffix}")
    left = beside.read_bytes()
    assert left
    what = f"{beside} holds changes that another program has not finished"
    run = conflictcli("convert", str(EVENTS), str(path), "--force")
    told = (
        f"{what}, which SQLite would play into the new file: remove {beside}, or give another name."
    )
    assert run == (2, "", f"conflictcli: {told}\n")
    for command in (["timeline", "--data", str(path)], ["validate", str(path)]):
        told = f"{path}: {what}: open {path} with that program, or remove the one that you do not"
        told += " need."
        assert conflictcli(*command) == (1, "", f"conflictcli: {told}\n")
    assert beside.read_bytes() == left
    path.unlink()
    path.write_bytes(sound)
    Path(f"{path}{suffix}").unlink()
    assert conflictcli("validate", str(path)).code == 0


def test_an_empty_file_beside_a_dataset_is_passed_over(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "data.sqlite"
    for suffix in ("-wal", "-journal"):
        Path(f"{path}{suffix}").touch()
    assert conflictcli("convert", str(EVENTS), str(path)).code == 0
    assert conflictcli("validate", str(path)).code == 0


def test_a_file_that_reading_would_write_beside_is_told_how_to_be_read(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "data.sqlite"
    conflictcli("convert", str(EVENTS), str(path))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    run = conflictcli("info", "--data", str(path))
    told = (
        f"{path}: in its mode, WAL, reading it would write beside it: run PRAGMA journal_mode = "
        "DELETE on it, or recreate it with `conflictcli convert`."
    )
    assert run == (1, "", f"conflictcli: {told}\n")
    assert [found.name for found in tmp_path.iterdir()] == ["data.sqlite"]


@pytest.mark.parametrize("name", ["new.json", "new.sqlite"])
def test_a_file_that_appears_while_the_tool_works_stays(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    out = folder / name
    command = [TOOL, "import", "ucdp", big_import(tmp_path, times=2), "-o", str(out)]
    held = at(tmp_path / "site", there_is(folder / ".*.part"), HOLD)
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=held) as process:
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        out.open("x").write("mine")
        process.send_signal(signal.SIGCONT)
        err = process.communicate()[1].decode()
    told = f"conflictcli: {out} exists: overwrite it with --force, or give another name.\n"
    assert (process.returncode, err, out.read_text()) == (2, told, "mine")
    assert list(folder.iterdir()) == [out]


def test_a_folder_that_a_killed_process_had_moved_away_comes_back(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    conflictcli("new", f"{tmp_path}/mine/")
    shutil.move(tmp_path / "mine", tmp_path / ".mine.999999999.old")
    (tmp_path / ".mine.999999999.part").mkdir()
    run = conflictcli("new", f"{tmp_path}/mine/")
    told = f"{tmp_path}/mine/ exists: overwrite it with --force, or give another name."
    assert run == (2, "", f"conflictcli: {told}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("command", [["new"], ["convert", str(EVENTS)]])
def test_a_name_that_is_too_long_is_one_sentence_that_names_the_file(
    conflictcli: Conflictcli, tmp_path: Path, command: list[str]
) -> None:
    out = f"{tmp_path}/{'a' * 300}.json"
    told = f"conflictcli: {out}: cannot be written (File name too long).\n"
    assert conflictcli(*command, out) == (74, "", told)


@pytest.mark.parametrize("name", ["ged.csv", "ged.TSV"])
@pytest.mark.parametrize("command", [["timeline", "--data"], ["validate"], ["info", "--data"]])
def test_a_table_is_told_how_it_becomes_a_dataset(
    conflictcli: Conflictcli, tmp_path: Path, name: str, command: list[str]
) -> None:
    path = tmp_path / name
    path.write_text("id,year\n1,2016\n")
    told = (
        f"conflictcli: {path}: one table is no dataset: make a dataset of it with `conflictcli "
        "import`, or give the folder in which it is one of the CSV files.\n"
    )
    assert conflictcli(*command, str(path)) == (1, "", told)
    path.write_bytes(EVENTS.read_bytes())  # Whatever it is called.
    assert conflictcli(*command, str(path)).code == 0
