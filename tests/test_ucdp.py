"""A UCDP GED file becomes a dataset: nothing invented, nothing lost in silence."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli, Dataset, event
from tables import made

SAMPLE = Path(__file__).parent / "data" / "ged_aleppo.csv"
TOOL = str(Path(sys.executable).with_name("conflictcli"))
ROW = {
    "id": "1",
    "type_of_violence": "1",
    "side_a": "Government of X",
    "side_b": "Rebels",
    "dyad_name": "Government of X - Rebels",
    "source_article": '"AFP,2016-09-02,One; or two, ""quoted""";"BBC,2016-09-03,Three"',
    "where_prec": "1",
    "where_coordinates": "Y town",
    "adm_1": "Z province",
    "country": "X",
    "latitude": "36.5",
    "longitude": "-37.25",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2016-09-01",
    "date_end": "2016-09-01",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "3",
    "deaths_unknown": "4",
    "low": "8",
    "best": "10",
    "high": "12",
}


def written(path: Path, *rows: dict[str, str], without: str = "", encoding: str = "utf-8") -> str:
    """Write rows, each the usual one but for what is given; extra columns, another order."""
    columns = ["gwnob", *reversed([name for name in ROW if name != without])]
    columns += sorted({name for row in rows for name in row} - {*ROW})
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows([{**ROW, "id": str(n + 1), **row} for n, row in enumerate(rows or [{}])])
    path.write_text(text.getvalue(), encoding=encoding, newline="")
    return str(path)


def imported(conflictcli: Conflictcli, path: str, *options: str) -> Any:
    """Return the dataset made of a file, which validate accepts."""
    return made(conflictcli, "ucdp", path, *options)


def exactly(number: int) -> dict[str, Any]:
    return {"best": number}


def test_a_row_becomes_an_event_a_count_two_actors_and_its_sources(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    made = imported(conflictcli, written(tmp_path / "GEDEvent_v25_1.csv"))
    assert made["title"] == "UCDP GED 25.1"
    assert made["events"] == [
        {
            "id": "ged-1",
            "title": "Government of X - Rebels, Y town, 1 Sep 2016",
            "kind": "state-based violence",
            "date": "2016-09-01",
            "place": {
                "name": "Y town",
                "region": "Z province",
                "country": "X",
                "latitude": 36.5,
                "longitude": -37.25,
                "precision": "exact",
            },
            "participants": [
                {"actor": "government-of-x", "role": "party"},
                {"actor": "rebels", "role": "party"},
            ],
            "citations": [
                {"source": "ucdp-ged", "locator": "event 1"},
                {"source": "afp-2016-09-02"},
                {"source": "bbc-2016-09-03"},
            ],
        }
    ]
    assert made["casualties"] == [
        {
            "id": "ged-1-deaths",
            "event": "ged-1",
            "as_of": "2016-09-02",
            "killed": {"low": 8, "best": 10, "high": 12},
            "breakdown": [
                {"group": group, "killed": exactly(number)}
                for group, number in [
                    *(("Government of X", 1), ("Rebels", 2), ("civilians", 3), ("unknown", 4)),
                ]
            ],
            "counted_by": "ucdp",
            "note": "As of the first source that is not older than the event; "
            "another may have given the number.",
            "citations": [{"source": "ucdp-ged", "locator": "event 1"}],
        }
    ]
    assert [(actor["id"], actor["kind"]) for actor in made["actors"]] == [
        ("ucdp", "organization"),
        ("government-of-x", "state"),
        ("rebels", "armed-group"),
    ]
    assert [
        (source["publisher"], source["published"], source["title"], source.get("url"))
        for source in made["sources"][1:]
    ] == [
        ("AFP", "2016-09-02", 'One; or two, "quoted"', None),
        ("BBC", "2016-09-03", "Three", None),
    ]


def test_one_sided_violence_has_an_attacker_and_a_target_says_ucdp(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = written(tmp_path / "x.csv", {"type_of_violence": "3", "side_b": "Civilians"})
    made = imported(conflictcli, path)
    assert [tuple(part.values()) for part in made["events"][0]["participants"]] == [
        ("government-of-x", "attacker", "ucdp-ged"),
        ("civilians", "target", "ucdp-ged"),
    ]


DATES = {
    ("2016-09-01", "2016-09-01", "1"): "2016-09-01",
    ("2016-09-01 00:00:00.000", "2016-09-01 00:00:00.000", "1"): "2016-09-01",
    ("2016-09-01", "2016-09-03", "1"): "2016-09-01/2016-09-03",
    ("2016-09-01", "2016-09-03", "2"): "[2016-09-01..2016-09-03]",
    ("2016-01-01", "2016-12-31", "5"): "[2016-01-01..2016-12-31]",
}


@pytest.mark.parametrize(("given", "date"), DATES.items())
def test_a_date_is_a_day_a_span_or_bounds(
    conflictcli: Conflictcli, tmp_path: Path, given: tuple[str, str, str], date: str
) -> None:
    row = dict(zip(("date_start", "date_end", "date_prec"), given, strict=True))
    made = imported(conflictcli, written(tmp_path / "x.csv", row))
    noted = given[2] in made["events"][0].get("date_note", "")
    assert (made["events"][0]["date"], noted) == (date, given[2] != "1")


def test_a_reference_that_rows_share_is_one_source_and_a_name_one_actor(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    rows = [{}, {"side_b": "Rébels"}, {"side_b": "rebels."}, {"side_b": "Others"}]
    made = imported(conflictcli, written(tmp_path / "x.csv", *rows))
    assert (len(made["sources"]), [a["id"] for a in made["actors"][1:]]) == (
        3,
        ["government-of-x", "rebels", "others"],
    )
    assert made["actors"][2]["aliases"] == ["Rébels", "rebels."]


DEAD = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "low", "best", "high")
ASIDE = {
    "no as-of date, since UCDP names no source": {"source_article": ""},
    "no as-of date, since no source has a day that can be read": {
        "source_article": "Reuters, undated"
    },
    "a source dated 1753-01-01, a placeholder: undated": {
        "source_article": '"AFP,1753-01-01,Old";"BBC,2016-09-03,New"'
    },
    "a source of a day that the calendar does not have: undated": {
        "source_article": '"AFP,2016-02-30,Old";"BBC,2016-09-03,New"'
    },
    "no as-of date, since every source is older than the event's last day": {
        "source_article": '"AFP,2016-08-31,Before"'
    },
    "no as-of date, since every source with a day is older than the event's last day": {
        "source_article": '"AFP,2016-08-31,Before";"BBC,1753-01-01,Undated"'
    },
    "a side without a name": {"side_b": " "},
    "a side that UCDP has not identified: no actor": {"side_b": "XXX645"},
    "a code status other than Clear: kept in a note": {"code_status": "Check dyad"},
    "invalid coordinates": {"latitude": "97"},
    "no coordinates": {"latitude": "NA"},
    "a low, best or high number of dead that is not given: unknown": {"high": "nan"},
    "no number of dead: no count": dict.fromkeys(DEAD, "NA"),
    "a code of where_prec that the codebook does not have: not guessed": {"where_prec": "9"},
    "a code of event_clarity that the codebook does not have: not guessed": {"event_clarity": "3"},
}


@pytest.mark.parametrize(("reason", "row"), ASIDE.items())
def test_what_is_set_aside_is_counted_with_its_first_row(
    conflictcli: Conflictcli, tmp_path: Path, reason: str, row: dict[str, str]
) -> None:
    path = written(tmp_path / "x.csv", {}, row, row)
    imported(conflictcli, path)
    run = conflictcli("import", "ucdp", path)
    assert f"conflictcli: 2 rows: {reason} (first: line 3, id 2).\n" in run.err


def test_counts_out_of_order_stay_as_they_are(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", {"low": "9", "best": "7", "high": "0"})
    made = imported(conflictcli, path)
    killed = {"low": 9, "best": 7, "high": 0}
    assert made["casualties"][0]["killed"] == killed


def test_rows_that_cannot_be_read_stop_it_and_are_listed_together(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    rows = [
        {},
        {"id": ""},
        {"date_start": "soon"},
        {"best": "-1"},
        {"id": "1"},
        {"date_end": "2015-01-01"},
    ]
    path = written(tmp_path / "x.csv", *rows)
    out = tmp_path / "out.json"
    run = conflictcli("import", "ucdp", path, "-o", str(out))
    assert (run.code, run.out, out.exists(), run.err.count("\n")) == (1, "", False, 1)
    told = run.err.partition("rows cannot be read: ")[2]
    assert [part.partition(":")[0] for part in told.split("; ")] == [
        f"line {n}" for n in (3, 4, 5, 6, 7)
    ]


@pytest.mark.parametrize("column", ["id", "best", "source_article"])
def test_a_missing_column_is_named(conflictcli: Conflictcli, tmp_path: Path, column: str) -> None:
    path = written(tmp_path / "x.csv", without=column)
    error = f"{path}: the column {column} is missing: give a UCDP GED file."
    assert conflictcli("import", "ucdp", path) == (1, "", f"conflictcli: {error}\n")


def test_line_breaks_a_byte_order_mark_and_crlf_are_read(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    row = {"source_article": '"AFP,2016-09-02,One \r\n\tline; and ""more"""'}
    path = written(tmp_path / "x.csv", row, {}, encoding="utf-8-sig")
    made = imported(conflictcli, path)
    assert made["sources"][1]["title"] == 'One line; and "more"'


def test_the_zip_of_a_release_is_read(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = tmp_path / "ged191-csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(SAMPLE, "ged191.csv")
    run = conflictcli("import", "ucdp", str(path))
    assert (run.code, run.json["title"], len(run.json["events"])) == (0, "UCDP GED 19.1", 327)


def test_the_sample_loses_no_row_and_tells_what_it_set_aside(
    conflictcli: Conflictcli,
) -> None:
    run = conflictcli("import", "ucdp", str(SAMPLE))
    assert len(run.json["events"]) == 327
    assert run.err == (
        "conflictcli: 13 rows: no as-of date, since every source is older than the "
        "event's last day (first: line 43, id 227608).\n"
        "conflictcli: 4 rows: a source dated 1753-01-01, a placeholder: undated "
        "(first: line 293, id 232816).\n"
        "conflictcli: 4 rows: no as-of date, since no source has a day that can be read "
        "(first: line 293, id 232816).\n"
        "conflictcli: 327 events, 263 sources.\n"
    )


def test_country_and_window_limit_the_rows(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", {}, {"country": "W"}, {"date_start": "2016-08-30"})
    runs = [
        conflictcli("import", "ucdp", path, *limits)
        for limits in (["--country", "w"], ["--until", "2016-08-31"], ["--since", "2016-09-02"])
    ]
    assert [[event["id"] for event in run.json["events"]] for run in runs[:2]] == [
        ["ged-2"],
        ["ged-3"],
    ]
    error = "no row is within the limits: leave one out."
    assert runs[2] == (1, "", f"conflictcli: {path}: {error}\n")


@pytest.mark.parametrize("name", ["none.csv", "."])
def test_a_file_that_cannot_be_read_is_named(
    conflictcli: Conflictcli, tmp_path: Path, name: str
) -> None:
    run = conflictcli("import", "ucdp", str(tmp_path / name))
    assert (run.code, run.out, run.err.count("\n"), name.strip(".") in run.err) == (1, "", 1, True)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"PK\x03\x04broken", b'id\n"', b"\0"])
def test_a_file_of_something_else_gets_one_line(
    conflictcli: Conflictcli, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    run = conflictcli("import", "ucdp", str(path))
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)


def test_a_file_that_is_there_is_overwritten_only_with_force(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    out.write_text("mine")
    refused = conflictcli("import", "ucdp", str(SAMPLE), "-o", str(out))
    error = f"{out} exists: overwrite it with --force, or give another name."
    assert (refused, out.read_text()) == ((2, "", f"conflictcli: {error}\n"), "mine")
    conflictcli("import", "ucdp", str(SAMPLE), "-o", str(out), "--force")
    assert len(json.loads(out.read_text())["events"]) == 327


def test_where_it_cannot_be_written_is_told(conflictcli: Conflictcli, tmp_path: Path) -> None:
    out = tmp_path / "no" / "out.json"
    run = conflictcli("import", "ucdp", str(SAMPLE), "-o", str(out))
    error = f"{out}: cannot be written (No such file or directory)."
    assert run == (74, "", f"conflictcli: {error}\n")


def test_a_terminal_is_told_that_a_large_file_is_read(tmp_path: Path, dataset: Dataset) -> None:
    large = dataset(events=[event("raid", note="x" * 21_000_000)])
    main, replica = pty.openpty()
    command = [TOOL, "info", "--data", large]
    subprocess.run(command, stdout=subprocess.PIPE, stderr=replica, check=True)
    os.close(replica)
    shown = os.read(main, 65536)
    os.close(main)
    assert shown == "Reading 21 MB…\r\x1b[K".encode()


def test_a_damaged_or_an_encrypted_zip_gets_one_line(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "ged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ged.csv", "id,best\n" * 1000)
    sound = path.read_bytes()
    encrypted = bytearray(sound)
    encrypted[6] |= 1
    encrypted[sound.index(b"PK\x01\x02") + 8] |= 1
    unknown = bytearray(sound)
    unknown[8] = unknown[sound.index(b"PK\x01\x02") + 10] = 99
    for damaged in (sound[:60] + b"\xff" * 20 + sound[80:], bytes(encrypted), bytes(unknown)):
        path.write_bytes(damaged)
        run = conflictcli("import", "ucdp", str(path))
        assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)


def test_of_a_zip_the_first_csv_file_that_is_not_hidden_is_read(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    rows = Path(written(tmp_path / "a.csv")).read_bytes()
    with zipfile.ZipFile(tmp_path / "ged.zip", "w") as archive:
        archive.writestr("__MACOSX/._a.csv", b"\0\1")
        archive.writestr("a.csv", rows)
    assert len(imported(conflictcli, str(tmp_path / "ged.zip"))["events"]) == 1


def test_a_pipe_that_nobody_writes_to_is_refused(conflictcli: Conflictcli, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    run = conflictcli("import", "ucdp", str(tmp_path / "pipe"))
    told = f"conflictcli: {tmp_path / 'pipe'}: this is not a regular file: save it to one first.\n"
    assert run == (1, "", told)


@pytest.mark.parametrize("folder", ["/", "."])
def test_a_folder_is_not_written_over(
    conflictcli: Conflictcli, tmp_path: Path, folder: str
) -> None:
    path = written(tmp_path / "ged.csv")
    run = conflictcli("import", "ucdp", path, "-o", folder, "--force")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)


def test_a_row_of_more_cells_than_columns_stops_it(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = Path(written(tmp_path / "ged.csv", {}, {}))
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], f"{lines[2]},more", '""', ""]))
    told = f"{path}: 1 row cannot be read: line 3: 25 cells under 24 columns"
    assert conflictcli("import", "ucdp", str(path)) == (1, "", f"conflictcli: {told}\n")


def test_a_column_that_is_given_twice_is_named(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = Path(written(tmp_path / "ged.csv"))
    path.write_text(path.read_text().replace("gwnob", "best"))
    told = f"{path}: the column best is there twice: leave one of each."
    assert conflictcli("import", "ucdp", str(path)) == (1, "", f"conflictcli: {told}\n")


def test_a_side_of_the_name_of_ucdp_is_ucdp(conflictcli: Conflictcli, tmp_path: Path) -> None:
    made = imported(conflictcli, written(tmp_path / "ged.csv", {"side_b": "UCDP"}))
    assert made["events"][0]["participants"][1]["actor"] == "ucdp"


def test_a_window_that_ends_before_it_begins_is_wrong_usage(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    days = ["--since", "2017-01-01", "--until", "2016-01-01"]
    told = "--since 2017-01-01 is after --until 2016-01-01: swap the two days."
    run = conflictcli("import", "ucdp", written(tmp_path / "ged.csv"), *days)
    assert run == (2, "", f"conflictcli: {told}\n")


def test_a_zip_of_two_csv_files_is_refused_with_both_names(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "ged.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("one.csv", "two.csv"):
            archive.write(written(tmp_path / name), name)
    told = f"{path}: the zip holds one.csv and two.csv: give a zip of one, or the CSV itself."
    assert conflictcli("import", "ucdp", str(path)) == (1, "", f"conflictcli: {told}\n")


def test_a_truncated_zip_is_called_damaged(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = tmp_path / "ged.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(SAMPLE, "ged.csv")
    path.write_bytes(path.read_bytes()[:-100])
    told = f"{path}: the zip is damaged: download it again."
    assert conflictcli("import", "ucdp", str(path)) == (1, "", f"conflictcli: {told}\n")


def test_what_is_not_utf_8_is_told_with_its_line(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = Path(written(tmp_path / "ged.csv", {}, {"side_b": "Rebellen"}))
    path.write_bytes(path.read_bytes().replace(b"Rebellen", b"Reb\xe9l"))
    told = f"{path}: line 3 is not UTF-8: save the file as UTF-8."
    assert conflictcli("import", "ucdp", str(path)) == (1, "", f"conflictcli: {told}\n")


@pytest.mark.parametrize("limits", [[], ["--country", "X"]])
def test_a_header_alone_has_no_rows(
    conflictcli: Conflictcli, tmp_path: Path, limits: list[str]
) -> None:
    path = Path(written(tmp_path / "ged.csv"))
    path.write_text(path.read_text().splitlines()[0] + "\n")
    told = f"{path}: the file has no rows."
    assert conflictcli("import", "ucdp", str(path), *limits) == (1, "", f"conflictcli: {told}\n")


def test_a_name_that_no_file_can_have_is_an_input_that_cannot_be_read(
    conflictcli: Conflictcli,
) -> None:
    name = "x" * 300
    told = f"conflictcli: {name}: File name too long.\n"
    assert conflictcli("import", "ucdp", name) == (1, "", told)


@pytest.mark.parametrize("column", ["date_prec", "type_of_violence"])
def test_a_code_that_the_codebook_does_not_have_is_counted_and_not_guessed(
    conflictcli: Conflictcli, tmp_path: Path, column: str
) -> None:
    days = {"date_start": "2016-09-01", "date_end": "2016-09-03"}
    path = written(tmp_path / "ged.csv", {column: "9", **days}, {column: "", **days})
    run = conflictcli("import", "ucdp", path)
    told = f"2 rows: a code of {column} that the codebook does not have: not guessed (first: line 2"
    (event, _) = run.json["events"]
    assert (run.code, told in run.err) == (0, True)
    assert (event["date"], event["kind"]) == {
        "date_prec": ("[2016-09-01..2016-09-03]", "state-based violence"),
        "type_of_violence": ("2016-09-01/2016-09-03", "violence"),
    }[column]


def test_deaths_of_sides_of_one_name_are_added_up_and_zeros_kept(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    row = {"type_of_violence": "3", "side_b": "Civilians", "deaths_b": "0", "deaths_unknown": "0"}
    made = imported(conflictcli, written(tmp_path / "ged.csv", row))
    groups = [(g["group"], g["killed"]["best"]) for g in made["casualties"][0]["breakdown"]]
    assert groups == [("Government of X", 1), ("Civilians", 3), ("unknown", 0)]


@pytest.mark.parametrize(
    ("name", "title", "source"),
    [
        ("GEDEvent_v26_1.csv", "UCDP GED 26.1", "ucdp-ged"),
        ("ged171.csv", "UCDP GED 17.1", "ucdp-ged"),
        ("GEDEvent_v26_0_1.csv", "UCDP Candidate Events 26.0.1", "ucdp-candidate"),
        ("GEDEvent_v26_01_26_06.csv", "UCDP Candidate Events 26.01.26.06", "ucdp-candidate"),
    ],
)
def test_candidate_events_are_never_cited_as_ged(
    conflictcli: Conflictcli, tmp_path: Path, name: str, title: str, source: str
) -> None:
    made = imported(conflictcli, written(tmp_path / name, {"type_of_violence": "3"}))
    cited = {cited["source"] for record in made["casualties"] for cited in record["citations"]}
    assert (made["title"], made["sources"][0]["id"], cited) == (title, source, {source})
    is_ged = source == "ucdp-ged"
    assert ("GED" in json.dumps(made), "10.1177/2053168020935257" in json.dumps(made)) == (
        is_ged,
        not is_ged,
    )


def test_a_fifo_is_not_replaced(conflictcli: Conflictcli, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ran = conflictcli("import", "ucdp", str(SAMPLE), "-o", str(tmp_path / "pipe"), "--force")
    told = f"conflictcli: {tmp_path / 'pipe'} is not a regular file: give the name of one.\n"
    assert ran == (2, "", told)
    assert (tmp_path / "pipe").is_fifo()
