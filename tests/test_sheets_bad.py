"""A folder or a workbook with a mistake gets one sentence: the sheet, the row, the column."""

import csv
import datetime
import os
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from conftest import EVENTS, Conflictcli, Dataset, event
from odfdo import Document

Change = Callable[[str], str]


@pytest.fixture
def folder(conflictcli: Conflictcli, tmp_path: Path) -> Path:
    """Make the example that new datasets begin with."""
    assert conflictcli("new", f"{tmp_path}/mine/").code == 0
    return tmp_path / "mine"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(conflictcli: Conflictcli, path: Path) -> list[tuple[str, int, str, str]]:
    run = conflictcli("validate", str(path), "--json")
    assert run.code == 1
    found = run.json["problems"]
    return [tuple(p[field] for field in ("rule", "line", "where", "message")) for p in found]


CELLS = {
    "3/4/2020": "'3/4/2020' may be 2020-03-04 or 2020-04-03: write the one that is meant.",
    "2-May-24": "'2-May-24' may be 2024-05-02: write the one that is meant.",
    "12/31/24": "'12/31/24' may be 2024-12-31: write the one that is meant.",
    "2024-05-02 14:30": "'2024-05-02 14:30' has a time of day: dates have days alone.",
}


@pytest.mark.parametrize(("cell", "message"), CELLS.items())
def test_a_date_that_may_be_two_is_refused_with_its_cell(
    conflictcli: Conflictcli, folder: Path, cell: str, message: str
) -> None:
    change(folder, "events", "2024-05-02,,", f"{cell},,")
    where = "events.csv, row 3, column date"
    assert problems(conflictcli, folder) == [("bad-cell", 3, where, message)]
    run = conflictcli("timeline", "--data", str(folder))
    told = f"{folder}: {where}: {message} See conflictcli validate {folder}."
    assert run == (1, "", f"conflictcli: {told}\n")


READ = {
    "2024-5-2": "2024-05-02",
    "2024/05/02": "2024-05-02",
    "2024-05-02 00:00:00": "2024-05-02",
    "13/5/2024": "2024-05-13",
    "5/13/2024": "2024-05-13",
    "13.05.2024": "2024-05-13",
    "2/2/2024": "2024-02-02",
    "2 May 2024": "2024-05-02",
    "May 2, 2024": "2024-05-02",
    "2-May-2024": "2024-05-02",
    "May 2024": "2024-05",
    " 2024-05 ": "2024-05",
    "2024.0": "2024",
}


@pytest.mark.parametrize(("cell", "date"), READ.items())
def test_a_date_of_one_meaning_is_read_however_it_is_written(
    conflictcli: Conflictcli, folder: Path, cell: str, date: str
) -> None:
    change(folder, "events", "2024-05-02,,", f'"{cell}",,')
    run = conflictcli("timeline", "--type", "event", "--data", str(folder), "--json")
    assert (run.json["timeline"][0]["date"], run.code) == (date, 0)


NUMBERS = {"12": 12, "12.0": 12, " 12 ": 12, '"1,200"': 1200, "1 200": 1200}


@pytest.mark.parametrize(("cell", "number"), NUMBERS.items())
def test_a_number_is_read_as_it_is_meant(
    conflictcli: Conflictcli, folder: Path, cell: str, number: int
) -> None:
    change(folder, "casualties", ",,,12,", f",,,{cell},")
    counts = conflictcli("casualties", "--data", str(folder), "--json").json["casualties"]
    assert counts[0]["killed"]["best"] == number


PROBLEMS: dict[str, tuple[str, str, str, tuple[str, int, str, str]]] = {
    "a number that is none": (
        *("casualties", ",,,12,", ",,,about 12,"),
        (
            *("wrong-type", 3, "casualties.csv, row 3, column killed_best"),
            "expected a whole number, got 'about 12'.",
        ),
    ),
    "a heading that is not known": (
        *("events", "date_note", "datenote"),
        (
            *("bad-sheet", 1, "events.csv, row 1"),
            "there is no column 'datenote': did you mean 'date_note'?",
        ),
    ),
    "a heading that is doubled": (
        *("events", "date_note", "date"),
        ("bad-sheet", 1, "events.csv, row 1", "the heading 'date' is given 2 times: keep one."),
    ),
    "a heading that is missing": (
        *("events", "title,kind", ",kind"),
        (
            *("bad-sheet", 1, "events.csv, row 1"),
            "the column 'title' is missing: add its heading.",
        ),
    ),
    "an id of nothing": (
        *("statements", "norrin-market,northland,,", "norin,northland,,"),
        (
            *("dangling-reference", 3, "statements.csv, row 3, column about"),
            "expected an id of events, got 'norin'.",
        ),
    ),
    "a part of nothing": (
        *("participants", "norrin-market,", "norin,"),
        (
            *("dangling-reference", 3, "participants.csv, row 3, column event"),
            "expected an id of events, got 'norin'.",
        ),
    ),
    "a role in a participant that is missing": (
        *("participants", ",accused,", ",,"),
        (
            *("missing-field", 3, "participants.csv, row 3, column role"),
            "expected a field 'role', got none.",
        ),
    ),
    "a source of a citation that is unknown": (
        *("citations", "river-news,paragraph 3", "paper,paragraph 3"),
        (
            *("dangling-reference", 5, "citations.csv, row 5, column source"),
            "expected an id of sources, got 'paper'.",
        ),
    ),
    "a source in a list that is unknown": (
        *("events", "river-news; harbour-radio", "river-news; radio"),
        (
            *("dangling-reference", 3, "events.csv, row 3, column sources"),
            "expected an id of sources, got 'radio'.",
        ),
    ),
    "a cell without a heading": (
        *("dataset", 'made up.",', 'made up.",,stray'),
        (
            *("bad-cell", 3, "dataset.csv, row 3, column E"),
            "'stray' stands under no heading: name its column, or delete it.",
        ),
    ),
    "an id that is given twice": (
        *("sources", "harbour-radio,,", "river-news,,"),
        (
            *("duplicate-id", 4, "sources.csv, row 4, column id"),
            "'river-news' is the id of sources.csv, row 3 too: give each its own.",
        ),
    ),
    "a group without a name": (
        *("breakdowns", ",children,", ",,"),
        (
            *("missing-field", 3, "breakdowns.csv, row 3, column group"),
            "expected a field 'group', got none.",
        ),
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "problem"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_a_mistake_is_told_with_its_file_row_and_column(
    conflictcli: Conflictcli,
    folder: Path,
    name: str,
    old: str,
    new: str,
    problem: tuple[str, int, str, str],
) -> None:
    change(folder, name, old, new)
    assert problem in problems(conflictcli, folder)


def test_a_formula_that_failed_is_no_comment(conflictcli: Conflictcli, folder: Path) -> None:
    change(folder, "actors", "southland,Southland,", "#REF!,Southland,")
    where = "actors.csv, row 4, column id"
    need = "expected a-z, 0-9, '.', '_' and '-' after a first letter or digit, got '#REF!'."
    assert ("bad-id", 4, where, need) in problems(conflictcli, folder)


def test_what_can_be_read_is_checked_beside_what_cannot(
    conflictcli: Conflictcli, folder: Path
) -> None:
    change(folder, "events", "2024-05-02,,", "3/4/2020,,")
    change(folder, "events", "10.25", "ten")
    found = [(rule, where) for rule, _, where, _ in problems(conflictcli, folder)]
    assert found == [
        ("bad-cell", "events.csv, row 3, column date"),
        ("wrong-type", "events.csv, row 3, column place_latitude"),
    ]


def test_empty_rows_comments_and_blanks_are_passed_over(
    conflictcli: Conflictcli, folder: Path, tmp_path: Path
) -> None:
    before = shutil.copytree(folder, tmp_path / "before")
    change(folder, "events", "norrin-market,", "\r\n,,\r\n  norrin-market ,")
    change(folder, "actors", "southland,Southland,", "# ask again,\r\nsouthland,Southland  ,")
    assert conflictcli("diff", str(before), str(folder)).code == 0


def test_other_delimiters_are_read(conflictcli: Conflictcli, folder: Path, tmp_path: Path) -> None:
    before = shutil.copytree(folder, tmp_path / "before")
    for delimiter, name in ((";", "actors"), ("\t", "breakdowns")):
        path = folder / f"{name}.csv"
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        with path.open("w", encoding="utf-8") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
    assert conflictcli("diff", str(before), str(folder)).code == 0


def one_line(conflictcli: Conflictcli, path: Path, told: str) -> None:
    for command in (["validate", str(path)], ["timeline", "--data", str(path)]):
        assert conflictcli(*command) == (1, "", f"conflictcli: {path}{told}\n")


FILES = ", ".join(
    f"{name}.csv"
    for name in (
        *("dataset", "sources", "actors", "events", "statements", "casualties"),
        *("citations", "participants", "breakdowns"),
    )
)


def test_a_folder_that_is_no_dataset_gets_one_line(
    conflictcli: Conflictcli, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    one_line(conflictcli, tmp_path / "empty", f": the folder holds no dataset: it needs {FILES}.")
    (folder / "mine.csv").touch()
    one_line(conflictcli, folder, f": mine.csv is no part of a dataset: the files are {FILES}.")
    (folder / "mine.csv").unlink()
    (folder / "events.csv").write_bytes("id".encode("utf-16"))
    told = "/events.csv: line 1 is not UTF-8: save the file as UTF-8."
    one_line(conflictcli, folder, told)
    (folder / "events.csv").write_text('id,"open')
    told = "/events.csv: row 1 is broken (unexpected end of data): save it as CSV again."
    one_line(conflictcli, folder, told)
    (folder / "events.csv").unlink()
    there = "add it, with its headings alone if there is nothing to tell."
    one_line(conflictcli, folder, f": the file events.csv is missing: {there}")


def test_a_folder_with_other_files_is_not_written_over(
    conflictcli: Conflictcli, folder: Path
) -> None:
    (folder / "notes.txt").write_text("mine")
    for command in (["new"], ["convert", str(folder)]):
        run = conflictcli(*command, f"{folder}/", "--force")
        told = f"{folder}/ holds another file, notes.txt: give the name of a new folder."
        assert run == (2, "", f"conflictcli: {told}\n")
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_folder_is_written_over_with_force_alone_and_nothing_is_left_beside_it(
    conflictcli: Conflictcli, folder: Path
) -> None:
    change(folder, "events", "2024-05-02,,", "2024-05-01,,")
    refused = conflictcli("new", f"{folder}/")
    told = f"{folder}/ exists: overwrite it with --force, or give another name."
    assert refused == (2, "", f"conflictcli: {told}\n")
    assert conflictcli("new", f"{folder}/", "--force").code == 0
    assert "2024-05-02" in (folder / "events.csv").read_text(encoding="utf-8")
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


def test_a_folder_is_converted_over_itself(conflictcli: Conflictcli, folder: Path) -> None:
    before = conflictcli("timeline", "--data", str(folder)).out
    assert conflictcli("convert", str(folder), f"{folder}/", "--force").code == 0
    assert conflictcli("timeline", "--data", str(folder)).out == before


def book(conflictcli: Conflictcli, tmp_path: Path, name: str = "mine.xlsx") -> Path:
    assert conflictcli("new", str(tmp_path / name), "--force").code == 0
    return tmp_path / name


def test_a_formula_in_a_workbook_is_refused(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["casualties"]["F3"] = "=6*2"
    workbook.save(path)
    message = "the cell has a formula (=6*2): put its value there."
    where = "sheet 'casualties', row 3, column killed_best"
    assert problems(conflictcli, path) == [("bad-cell", 3, where, message)]


def test_merged_cells_a_missing_and_a_strange_sheet_get_one_line(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["events"].merge_cells("A3:B3")
    workbook.save(path)
    one_line(conflictcli, path, ": sheet 'events': the cells A3:B3 are merged: part them.")
    workbook["events"].unmerge_cells("A3:B3")
    workbook.create_sheet("Sheet1")["A1"] = "mine"
    workbook.save(path)
    names = FILES.replace(".csv", "")
    told = f": the sheet 'Sheet1' is no part of a dataset: the sheets are {names}."
    one_line(conflictcli, path, told)
    del workbook["Sheet1"], workbook["events"]
    workbook.save(path)
    there = "add it, with its headings alone if there is nothing to tell."
    one_line(conflictcli, path, f": the sheet 'events' is missing: {there}")


def test_the_dates_of_a_workbook_are_as_precise_as_it_shows_them(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    cell = workbook["events"]["D3"]
    for shown, date in (("d/m/yyyy", "2024-05-01"), ("mmm-yy", "2024-05"), ("yyyy", "2024")):
        cell.value, cell.number_format = datetime.datetime(2024, 5, 1), shown
        workbook.save(path)
        run = conflictcli("timeline", "--type", "event", "--data", str(path), "--json")
        assert run.json["timeline"][0]["date"] == date


def test_a_date_where_a_text_belongs_and_a_time_of_day_are_refused(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["citations"]["D3"] = datetime.date(2024, 3, 4)
    workbook["events"]["D3"] = datetime.datetime(2024, 3, 4, 14, 30)
    workbook.save(path)
    assert [(where, message) for _, _, where, message in problems(conflictcli, path)] == [
        (
            "sheet 'events', row 3, column date",
            "the cell has a time of day (2024-03-04 14:30:00): dates have days alone.",
        ),
        (
            "sheet 'citations', row 3, column locator",
            "the spreadsheet made a date of it (2024-03-04): format the column as text, and type "
            "it again.",
        ),
    ]


@pytest.mark.parametrize("cell", ["F3", "H3"])
def test_a_date_where_a_number_or_a_word_belongs_is_refused(
    conflictcli: Conflictcli, tmp_path: Path, cell: str
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["casualties"][cell] = datetime.date(2024, 12, 15)
    workbook.save(path)
    told = (
        "the spreadsheet made a date of it (2024-12-15): format the column as text, and type it "
        "again."
    )
    column = workbook["casualties"][f"{cell[0]}1"].value
    where = f"sheet 'casualties', row 3, column {column}"
    assert problems(conflictcli, path) == [("bad-cell", 3, where, told)]


def test_a_part_of_a_person_is_refused_as_it_was_typed(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["casualties"]["F3"] = 12.5
    workbook.save(path)
    where = "sheet 'casualties', row 3, column killed_best"
    told = "expected a whole number, got '12.5'."
    assert problems(conflictcli, path) == [("wrong-type", 3, where, told)]


def test_numbers_that_a_spreadsheet_made_of_texts_are_read_back(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["sources"]["C3"], workbook["sources"]["F3"] = 2024.0, 2024
    workbook["casualties"]["F3"] = 12.0
    workbook.save(path)
    source = conflictcli("sources", "river", "--data", str(path), "--json").json["sources"][0]
    assert (source["title"], source["published"]) == ("2024", "2024")


def test_an_ods_file_that_libreoffice_would_save_is_read(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = book(conflictcli, tmp_path, "mine.ods")
    document = Document(path)
    table = next(table for table in document.body.tables if table.name == "events")
    table.set_value("D3", datetime.date(2024, 5, 1))
    document.save(path)
    run = conflictcli("timeline", "--type", "event", "--data", str(path), "--json")
    assert run.json["timeline"][0]["date"] == "2024-05-01"


NO_WORKBOOKS = {
    b"PK\x03\x04broken": "the workbook is damaged: save it again.",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "this workbook has a password, or is an old .xls: save "
    "it without one, as .xlsx.",
}


@pytest.mark.parametrize(("content", "told"), NO_WORKBOOKS.items())
def test_a_file_that_is_no_workbook_gets_one_line(
    conflictcli: Conflictcli, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "book.xlsx").write_bytes(content)
    one_line(conflictcli, tmp_path / "book.xlsx", f": {told}")


def test_a_zip_of_other_things_or_of_too_much_gets_one_line(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    for name, content, told in (
        ("a.txt", "x", "this zip is no workbook: give a .xlsx or .ods file."),
        ("xl/workbook.xml", "<x>", "the workbook is damaged: save it again, as .xlsx."),
        ("content.xml", "<x>", "the workbook is damaged: save it again, as .ods."),
        (
            *("xl/workbook.xml", "0" * 200_000_000),
            "the workbook holds 200 MB, more than 100: keep so much in .sqlite, or in a folder of "
            "CSV files.",
        ),
    ):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        one_line(conflictcli, path, f": {told}")


def test_a_cell_far_off_is_told_without_all_the_cells_before_it(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["events"]["XFD1048576"] = "z"
    workbook["sources"]["XFD1048576"].number_format = "0"
    workbook.save(path)
    tracemalloc.start()
    found = problems(conflictcli, path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    where = "sheet 'events', row 1048576, column XFD"
    message = "'z' stands under no heading: name its column, or delete it."
    assert found[0] == ("bad-cell", 1_048_576, where, message)
    assert peak < 100_000_000


ZZ = '<table:table-cell office:value-type="string"{}><text:p>zz</text:p></table:table-cell>'
REPEATED = {
    # 20 million rows.
    f'<table:table-row table:number-rows-repeated="9999">{ZZ.format("")}</table:table-row>'
    * 2000: (
        ": the workbook holds 101 MB, more than 100: keep so much in .sqlite, or in a folder of "
        "CSV files."
    ),
    "<table:table-row>"
    + '<table:table-cell table:number-columns-repeated="9999"/>' * 100_000
    + f"{ZZ.format('')}</table:table-row>": (
        ": sheet 'events', row 4: there are more cells than the 16,384 of a row: delete them."
    ),
    "<table:table-row>"
    + ZZ.format(' table:number-columns-repeated="999999999"')
    + "</table:table-row>": (
        ": sheet 'events', row 4: there are more cells than the 16,384 of a row: delete them."
    ),
}


@pytest.mark.parametrize(("rows", "told"), REPEATED.items(), ids=["rows", "columns", "cells"])
def test_rows_and_cells_that_are_repeated_without_end_get_one_line(
    conflictcli: Conflictcli, tmp_path: Path, rows: str, told: str
) -> None:
    path, bomb = book(conflictcli, tmp_path, "mine.ods"), tmp_path / "bomb.ods"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(bomb, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "content.xml":
                before, events, after = content.decode().partition('table:name="events"')
                content = (
                    before + events + after.replace("</table:table>", rows + "</table:table>", 1)
                ).encode()
            bad.writestr(name, content)
    one_line(conflictcli, bomb, told)


def test_what_no_cell_can_hold_is_refused_before_anything_is_written(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    data = tmp_path / "data.json"
    for note, told in (
        ("a\x07b", "a workbook cannot hold the character \\x07: remove it."),
        (
            "x" * 32_768,
            "32,768 characters are more than the 32,767 of a cell: shorten it, or convert to a "
            "folder of CSV files.",
        ),
    ):
        assert conflictcli("new", str(data), "--force").code == 0
        text = data.read_text().replace("2024-05-02", '2024-05-02", "note": "' + note, 1)
        data.write_text(text.replace("\x07", "\\u0007"))
        for name in ("out.xlsx", "out.ods"):
            run = conflictcli("convert", str(data), str(tmp_path / name))
            where = f"{tmp_path / name}: events, 'norrin-market', note"
            assert run == (1, "", f"conflictcli: {where}: {told}\n")
        assert [path.name for path in tmp_path.iterdir()] == ["data.json"]


@pytest.mark.parametrize("suffix", [".txt", ".csv", ""])
def test_another_suffix_is_refused_with_those_there_are(
    conflictcli: Conflictcli, tmp_path: Path, suffix: str
) -> None:
    out = f"{tmp_path}/out{suffix}"
    told = (
        f"{out}: give a name that ends in .json, .sqlite, .db, .xlsx or .ods, or in / for a folder "
        "of CSV files."
    )
    assert conflictcli("new", out) == (2, "", f"conflictcli: {told}\n")


def test_a_date_that_is_none_in_any_form_is_told_as_such(
    conflictcli: Conflictcli, folder: Path
) -> None:
    change(folder, "events", "2024-05-02,,", "31/31/24,,")
    (rule, _, where, message) = problems(conflictcli, folder)[0]
    assert (rule, where) == ("bad-date", "events.csv, row 3, column date")
    assert message.startswith("'31/31/24' is not a date: the forms are YYYY-MM-DD, ")


def test_a_file_of_a_folder_that_may_never_end_gets_one_line(
    conflictcli: Conflictcli, folder: Path
) -> None:
    (folder / "events.csv").unlink()
    (folder / "events.csv").symlink_to("/dev/zero")
    one_line(conflictcli, folder, "/events.csv: this is not a regular file: save it to one first.")
    (folder / "events.csv").unlink()
    os.mkfifo(folder / "events.csv")
    one_line(conflictcli, folder, "/events.csv: this is not a regular file: save it to one first.")


def test_two_files_of_one_sheet_get_one_line(conflictcli: Conflictcli, folder: Path) -> None:
    shutil.copy(folder / "events.csv", folder / "events.CSV")
    if len(list(folder.glob("events.*"))) == 1:
        pytest.skip("this file system knows no capitals")
    one_line(conflictcli, folder, ": events.CSV and events.csv are both there: keep one.")


def test_a_text_of_blanks_that_must_be_there_is_refused_before_anything_is_written(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    data = dataset(events=[event("raid", participants=[{"actor": "ann", "role": " "}])])
    for name in ("out/", "out.xlsx", "out.ods"):
        path = f"{tmp_path}/{name}"
        told = f"{path}: participants, 'raid', role: an empty text cannot be kept in a sheet."
        assert conflictcli("convert", data, path) == (1, "", f"conflictcli: {told}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["small.json"]


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_workbook_for_which_there_is_no_room_gets_one_line(tmp_path: Path, suffix: str) -> None:
    resource = pytest.importorskip("resource")
    out = tmp_path / f"out.{suffix}"
    run = subprocess.run(
        [sys.executable, "-m", "conflictcli", "new", str(out)],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)),
    )
    told = f"conflictcli: {out}: cannot be written (File too large).\n"
    assert (run.returncode, run.stdout, run.stderr) == (74, "", told)
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_an_ods_file_is_read_as_it_is_shown(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    """LibreOffice makes a link of each address that is typed."""
    path, linked = book(conflictcli, tmp_path, "mine.ods"), tmp_path / "linked.ods"
    url = "https://example.org/market"
    link = f'<text:a xlink:href="{url}" xlink:type="simple">{url}</text:a>'
    spans = "<text:span>River</text:span><text:s/>News<text:line-break/>"
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(linked, "w") as made:
        for name in good.namelist():
            content = good.read(name).decode("latin-1")
            if name == "content.xml":
                assert f"<text:p>{url}</text:p>" in content
                content = content.replace(f"<text:p>{url}</text:p>", f"<text:p>{link}</text:p>")
                content = content.replace("<text:p>River News", f"<text:p>{spans}")
            made.writestr(name, content.encode("latin-1"))
    run = conflictcli("diff", str(path), str(linked), "--json")
    assert (run.code, run.json["changes"]) == (0, [])


@pytest.mark.parametrize("cell", ["D3", "J3"])
def test_a_number_without_end_is_refused(
    conflictcli: Conflictcli, tmp_path: Path, cell: str
) -> None:
    path = book(conflictcli, tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook["events"][cell] = 7.25
    workbook.save(path)
    endless = path.with_name("endless.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(endless, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>7.25</v>", b"<v>1e999</v>"))
    column = workbook["events"][f"{cell[0]}1"].value
    where = f"sheet 'events', row 3, column {column}"
    message = "inf is no number that can be kept: type another."
    assert problems(conflictcli, endless) == [("bad-cell", 3, where, message)]


def test_an_import_does_not_replace_the_folder_of_its_input(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    ged = tmp_path / "mine" / "events.csv"
    shutil.copy(EVENTS.with_name("ged_aleppo.csv"), ged)
    before = ged.read_bytes()
    run = conflictcli("import", "ucdp", str(ged), "-o", f"{tmp_path}/mine/", "--force")
    told = f"{tmp_path}/mine/ holds the input: give another name for the output."
    assert (run, ged.read_bytes()) == ((2, "", f"conflictcli: {told}\n"), before)
