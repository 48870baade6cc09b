"""Signals where what is made takes its place, and what others put there: nothing is lost."""

import os
import resource
import signal
import subprocess
from pathlib import Path

import pytest
from conftest import EVENTS, Conflictcli, Dataset, as_in_a_shell, count
from moments import WRITTEN, at, raised, started_with, there_is
from test_attacks import TOOL

STOPPED = "conflictcli: stopped: nothing was written.\n"
STOPS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


def run(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    ran = subprocess.run(
        [TOOL, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        preexec_fn=as_in_a_shell,
    )
    assert ran.stdout == ""
    return ran.returncode, ran.stderr


def example_in(folder: Path, conflictcli: Conflictcli) -> Path:
    """Make the example as a folder in a new folder, and return its path."""
    folder.mkdir()
    assert conflictcli("new", f"{folder}/mine/").code == 0
    return folder / "mine"


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, hidden ones and those of its folders too."""
    paths = folder.rglob("*")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.is_file()}


@pytest.mark.parametrize("number", STOPS)
@pytest.mark.parametrize(
    ("name", "event", "force"),
    [
        ("out.json", "os.link", []),
        ("out.json", "os.rename", ["--force"]),
        ("out.sqlite", "os.rename", ["--force"]),
        ("out", "os.rename", ["--force"]),
        ("out", "shutil.rmtree", ["--force"]),
    ],
)
def test_a_signal_waits_while_what_was_made_takes_its_place(
    conflictcli: Conflictcli,
    tmp_path: Path,
    number: signal.Signals,
    name: str,
    event: str,
    force: list[str],
) -> None:
    made, whole = tmp_path / "made", tmp_path / "whole"
    out = f"{name}/" if name == "out" else name
    for folder in (made, whole):
        folder.mkdir()
        if force:
            assert conflictcli("new", f"{folder}/{out}").code == 0
    assert conflictcli("convert", str(EVENTS), f"{whole}/{out}", *force).code == 0
    stopped = at(tmp_path / "site", f"event == {event!r}", raised(number))
    code, err = run(stopped, "convert", str(EVENTS), f"{made}/{out}", *force)
    assert (code in (-number, 128 + number), err) == (True, "")
    assert content(made) == content(whole)


@pytest.mark.parametrize("number", STOPS)
@pytest.mark.parametrize("name", ["out.json", "out.sqlite", "out.xlsx", "out/"])
def test_more_signals_do_not_keep_it_from_being_tidied(
    tmp_path: Path, number: signal.Signals, name: str
) -> None:
    folder = tmp_path / "made"
    folder.mkdir()
    impatient = f"""
import os, signal, sys

times = 0

def look(event, arguments):
    global times
    if event == "os.listdir":
        return  # Of the next line.
    begun = times or any(name.endswith(".part") for name in os.listdir({str(folder)!r}))
    if begun and times < 20:
        times += 1
        signal.raise_signal({number:d})

sys.addaudithook(look)
"""
    environment = started_with(tmp_path / "site", WRITTEN + impatient)
    told = "" if number == signal.SIGINT else STOPPED
    found = run(environment, "convert", str(EVENTS), f"{folder}/{name}")
    assert (found, list(folder.iterdir())) == ((128 + number, told), [])


def test_a_file_that_others_put_into_a_folder_stays(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    folder = tmp_path / "made"
    out = example_in(folder, conflictcli)
    before = content(folder)
    notes = f"open({str(out / 'notes.txt')!r}, 'w').write('important')"
    environment = at(tmp_path / "site", there_is(folder / ".*.part"), notes)
    told = f"conflictcli: {out} holds another file, notes.txt: give the name of a new folder.\n"
    assert run(environment, "convert", str(EVENTS), f"{out}/", "--force") == (2, told)
    assert content(folder) == {**before, "mine/notes.txt": b"important"}


def test_only_what_a_process_of_this_tool_left_is_removed(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    mine = [tmp_path / name for name in (".2025.part", ".2025.x.old", ".2025.7.x.part")]
    for path in mine:
        path.write_text("mine")
    left = tmp_path / ".2025.999999999.part"
    left.write_text("half")
    assert conflictcli("new", f"{tmp_path}/2025/").code == 0
    assert ([path.read_text() for path in mine], left.exists()) == (["mine"] * 3, False)
    old = tmp_path / ".2024.old"
    old.mkdir()
    assert conflictcli("new", f"{tmp_path}/2024/").code == 0
    assert conflictcli("new", f"{tmp_path}/2024/", "--force").code == 0
    assert old.is_dir()


@pytest.mark.parametrize("number", STOPS)
def test_a_stopped_workbook_leaves_no_temporary_files(
    tmp_path: Path, number: signal.Signals
) -> None:
    room, folder = tmp_path / "room", tmp_path / "made"
    room.mkdir()
    folder.mkdir()
    moment = " or ".join(there_is(room / name) for name in ("openpyxl*", "*/openpyxl*"))
    environment = at(tmp_path / "site", moment, raised(number)) | {"TMPDIR": str(room)}
    told = "" if number == signal.SIGINT else STOPPED
    found = run(environment, "convert", str(EVENTS), str(folder / "out.xlsx"))
    assert (found, content(room), content(folder)) == ((128 + number, told), {}, {})


@pytest.mark.parametrize("name", ["out.xlsx", "out.ods"])
@pytest.mark.parametrize("most", [100, 1_000, 5_000])
def test_a_workbook_on_a_full_disk_is_one_sentence(tmp_path: Path, name: str, most: int) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    out = tmp_path / "made" / name
    out.parent.mkdir()
    ran = subprocess.run([TOOL, "new", str(out)], capture_output=True, text=True, preexec_fn=limit)
    assert (ran.returncode, ran.stdout, list(out.parent.iterdir())) == (74, "", [])
    *_, told = ran.stderr.splitlines()
    assert told.startswith(f"conflictcli: {out}: cannot be written (")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_in_which_nothing_can_be_written_is_replaced_and_goes(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    out = tmp_path / "mine"
    conflictcli("new", f"{out}/")
    out.chmod(0o555)
    assert conflictcli("new", f"{out}/", "--force").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(
    ("name", "event"),
    [("out.sqlite", "os.remove"), ("out.json", "os.remove"), ("out/", "shutil.rmtree")],
)
def test_a_signal_while_it_tidies_after_an_error_leaves_nothing(
    dataset: Dataset, tmp_path: Path, name: str, event: str
) -> None:
    gone = count("c", "gone", counted_by="nobody", killed={"best": 1})
    made = tmp_path / "made"
    made.mkdir()
    broken = dataset(casualties=[gone, {"id": "d"}])
    stopped = at(tmp_path / "site", f"event == {event!r}", raised(signal.SIGTERM))
    code, err = run(stopped, "convert", broken, f"{made}/{name}")
    assert (code in (1, 128 + signal.SIGTERM), err.count("\n"), list(made.iterdir())) == (
        True,
        1,
        [],
    )


def test_a_signal_while_a_check_tidies_leaves_nothing(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    made, room = tmp_path / "made.sqlite", tmp_path / "room"
    room.mkdir()
    assert conflictcli("convert", str(EVENTS), str(made)).code == 0
    stopped = at(tmp_path / "site", "event == 'shutil.rmtree'", raised(signal.SIGTERM))
    code, _ = run(stopped | {"TMPDIR": str(room)}, "validate", str(made))
    assert (code, list(room.iterdir())) == (-signal.SIGTERM, [])


def test_what_a_process_of_the_same_number_had_moved_away_comes_back(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    moved = tmp_path / f".mine.{os.getpid()}.old"
    (tmp_path / f".mine.{os.getpid()}.part").mkdir()
    moved.mkdir()
    (moved / "events.csv").write_text("precious")
    out = f"{tmp_path}/mine/"
    told = f"{out} exists: overwrite it with --force, or give another name."
    assert conflictcli("new", out) == (2, "", f"conflictcli: {told}\n")
    assert content(tmp_path) == {"mine/events.csv": b"precious"}


def test_a_folder_that_cannot_come_back_is_kept_beside_what_took_its_place(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    folder = tmp_path / "made"
    out = example_in(folder, conflictcli)
    (out / "events.csv").write_text("precious")
    other = f"os.makedirs({str(out)!r}), open({str(out / 'other.txt')!r}, 'w').write('other')"
    moment = f"event == 'os.rename' and str(arguments[1]) == {str(out)!r}"
    code, err = run(at(tmp_path / "site", moment, other), "new", f"{out}/", "--force")
    [kept] = [path for path in folder.iterdir() if path != out]
    assert (code, err) == (
        74,
        f"conflictcli: {out}/: cannot be written (something took its place: what was there is "
        f"{kept}).\n",
    )
    assert (kept / "events.csv").read_text() == "precious"
    assert (out / "other.txt").read_text() == "other"


def test_a_link_that_looks_like_a_part_goes_and_what_it_leads_to_stays(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    public.mkdir(mode=0o755)
    (public / "a").write_text("mine")
    link = tmp_path / ".mine.999999999.part"
    link.symlink_to(public)
    assert conflictcli("new", f"{tmp_path}/mine/").code == 0
    assert (link.is_symlink(), content(public)) == (False, {"a": b"mine"})
    assert public.stat().st_mode & 0o777 == 0o755
