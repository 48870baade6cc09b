"""Files that all imports read alike, however they were saved; here by `import ucdp`."""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Conflictcli

EVENTS = Path(__file__).parent / "data" / "ucdp" / "two_events.csv"
TEXT = EVENTS.read_text(encoding="utf-8")
TAGS = "#event+id,,,,#date+year" + "," * 44


def upper_headings(text: str) -> str:
    headings, *rows = text.splitlines()
    return "\n".join([headings.upper(), *rows])


def padded_headings(text: str) -> str:
    headings, *rows = text.splitlines()
    return "\n".join([headings.replace(",", " , "), *rows])


def cells_of_more_delimiters(text: str) -> str:
    """Return rows of which each cell is quoted, and some hold more delimiters than the headings."""
    headings, *rows = text.splitlines()
    return "\n".join([headings, *(row.replace("near Town X", f'"{";" * 99}"') for row in rows)])


def parted_by(delimiter: str) -> Callable[[str], str]:
    def part(text: str) -> str:
        made = io.StringIO()
        writer = csv.writer(made, delimiter=delimiter, lineterminator="\n")
        writer.writerows(csv.reader(text.splitlines()))
        return made.getvalue()

    return part


SAVED: dict[str, Callable[[str], str]] = {
    "semicolons": parted_by(";"),
    "tabs": parted_by("\t"),
    "pipes": parted_by("|"),
    "more delimiters in cells than in headings": cells_of_more_delimiters,
    "the first line of Excel": lambda text: "sep=;\r\n" + parted_by(";")(text),
    "upper-case headings": upper_headings,
    "headings with blanks": padded_headings,
    "line ends of old Macs": lambda text: text.replace("\n", "\r"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "no line end at the end": str.rstrip,
    "a byte order mark": lambda text: "\ufeff" + text,
    "empty lines and rows of empty cells": lambda text: text + "\n\r\n" + "," * 48 + "\n",
    "empty cells at the end of rows": lambda text: text.replace(",475,\n", ",475,,,,\n"),
    "rows that end early": lambda text: text.replace(",475,\n", ",475\n"),
}


@pytest.mark.parametrize("saved", SAVED)
def test_rows_are_read_alike_however_they_were_saved(
    conflictcli: Conflictcli, tmp_path: Path, saved: str
) -> None:
    path = tmp_path / "events.csv"
    content = SAVED[saved](TEXT)
    assert content != TEXT
    path.write_bytes(content.encode())
    assert conflictcli("import", "ucdp", str(path)) == conflictcli("import", "ucdp", str(EVENTS))


@pytest.mark.parametrize("name", ["events.csv.gz", "events.zip"])
def test_a_packed_file_is_read(conflictcli: Conflictcli, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("gz"):
        path.write_bytes(gzip.compress(TEXT.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("events.csv", TEXT)
            archive.writestr("README.txt", "Read me.")
    assert conflictcli("import", "ucdp", str(path)) == conflictcli("import", "ucdp", str(EVENTS))


def test_a_row_of_hxl_tags_is_skipped_with_a_note(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    headings, *rows = TEXT.splitlines()
    path.write_text("\n".join([headings, TAGS, *rows]))
    plain = conflictcli("import", "ucdp", str(EVENTS))
    note = "conflictcli: line 2 was skipped: it has HXL tags.\n"
    assert conflictcli("import", "ucdp", str(path)) == plain._replace(err=note + plain.err)


def archive_of(path: Path, *names: str) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path.read_bytes()


SAVE = "open it in a spreadsheet program and save the sheet as CSV in UTF-8."
WORKBOOK = f"this is a workbook: {SAVE}"
PARQUET = (
    "this is a Parquet file: write it as CSV, for example with "
    "pandas.read_parquet(FILE).to_csv(OUT, index=False)."
)
IN_R = "write it as CSV in R, with write.csv(DATA, OUT, row.names = FALSE)."
PAGE = "this is a web page, not a table: download the CSV file itself."
UTF_16 = "the file is UTF-16: save it as UTF-8."
OTHER = {
    "empty": (b"", "the file is empty."),
    "utf-16": (TEXT.encode("utf-16"), UTF_16),
    "utf-16, no mark": (TEXT.encode("utf-16-le"), UTF_16),
    "utf-16, big end": (TEXT.encode("utf-16-be"), UTF_16),
    "parquet": (b"PAR1\x15\x04\x15", PARQUET),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        f"this is an old or an encrypted workbook: {SAVE}",
    ),
    "r": (gzip.compress(b"RDX3\nX\n\0\0\0\3"), f"this is a file of R: {IN_R}"),
    "stata": (
        b"<stata_dta><header>",
        "this is a Stata file: write it as CSV in Stata, with export delimited.",
    ),
    "geojson": (
        b'\n{"type": "FeatureCollection", "features": []}',
        "this is GeoJSON: write it as CSV, for example with ogr2ogr -f CSV OUT FILE.",
    ),
    "json": (b'[{"id": 1}]', "this is JSON, not a table: give the CSV file."),
    "page": (b"\xef\xbb\xbf<!DOCTYPE html>\n<html>", PAGE),
    "xml": (b"<?xml version='1.0'?><rows/>", PAGE.replace("a web page", "XML")),
    "cut off": (
        gzip.compress(TEXT.encode())[:-200],
        "the file is damaged or cut off: download it again.",
    ),
    "damaged": (
        gzip.compress(TEXT.encode())[:-8] + b"\0" * 8,
        "the file is damaged or cut off: download it again.",
    ),
    "empty lines": (TEXT.encode() + b"\n" * 2000, "line 1004 and the 1,000 lines before it are "),
    "empty lines first": (b"\n" * 2000, "line 1002 and the 1,000 lines before it are empty: "),
    "nul": (TEXT.replace("Town X", "Town\0X").encode(), "line 2 has NUL characters: "),
    "latin 1": (TEXT.replace("Town X", "Tôwn").encode("latin-1"), "line 2 is not UTF-8: "),
    "surrogate": (
        b"id\n\xed\xa0\x80",
        "line 2 is not ",
    ),
    "long line": (b"id\n" + b"x" * 1_000_001, "line 2 is too long to be a row."),
    "open quote": (
        TEXT.encode() + b'900003,"AAA\n900004,AAA\n',
        "a quote that line 4 opens is not closed: close it.",
    ),
    "open quote, long": (
        TEXT.encode() + b'900003,"AAA\n' + b"900004,AAA\n" * 100_000,
        "a cell of line 4 is too long: is a quote not closed?",
    ),
}


@pytest.mark.parametrize("what", OTHER)
def test_what_is_no_table_is_told_in_one_sentence(
    conflictcli: Conflictcli, tmp_path: Path, what: str
) -> None:
    content, sentence = OTHER[what]
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    out = tmp_path / "out.json"
    run = conflictcli("import", "ucdp", str(path), "-o", str(out))
    assert (run.code, run.out, run.err.count("\n"), out.exists()) == (1, "", 1, False)
    assert run.err.startswith(f"conflictcli: {path}: {sentence}")


ZIPS = {
    ("[Content_Types].xml", "xl/workbook.xml"): WORKBOOK,
    ("[Content_Types].xml", "xl/workbook.bin"): WORKBOOK,
    ("mimetype", "content.xml"): WORKBOOK,
    ("readme.txt",): "the zip holds no CSV file: give a zip of one, or the CSV itself.",
    ("a.csv", "b.csv", "c.csv", "d.csv"): (
        "the zip holds a.csv and b.csv and 2 more: give a zip of one, or the CSV itself."
    ),
    tuple(f"{'x' * 500}-{number}.csv" for number in range(2000)): (
        f"the zip holds {'x' * 54}-0.csv and {'x' * 54}-1.csv and 1,998 more: give a zip of "
        "one, or the CSV itself."
    ),
}


@pytest.mark.parametrize("names", ZIPS, ids=lambda names: names[-1][:20])
def test_a_zip_that_is_no_zip_of_one_table_is_told_in_one_sentence(
    conflictcli: Conflictcli, tmp_path: Path, names: tuple[str, ...]
) -> None:
    path = tmp_path / "events.zip"
    archive_of(path, *names)
    run = conflictcli("import", "ucdp", str(path))
    assert run == (1, "", f"conflictcli: {path}: {ZIPS[names]}\n")


@pytest.mark.parametrize(
    ("times", "first", "more"),
    [(900, "", 880), (1000, "the first ", 980), (1200, "the first ", 980)],
)
def test_of_rows_that_cannot_be_read_twenty_are_listed_and_the_others_counted_to_a_thousand(
    conflictcli: Conflictcli, tmp_path: Path, times: int, first: str, more: int
) -> None:
    path = tmp_path / "events.csv"
    headings, row, _ = TEXT.splitlines()
    path.write_text("\n".join([headings, *[row.replace("900001", "no")] * times]))
    run = conflictcli("import", "ucdp", str(path))
    listed = "; ".join(f"line {line}: 'no' is no id" for line in range(2, 22))
    told = f"{path}: {first}{more + 20:,} rows cannot be read: {listed}; {more:,} more rows"
    assert run == (1, "", f"conflictcli: {told}\n")


def test_an_empty_line_after_each_row_and_a_whole_sheet_of_empty_cells_are_passed_over(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path, spaced = tmp_path / "events.csv", tmp_path / "spaced.csv"
    headings, row, _ = TEXT.splitlines()
    rows = [row.replace("900001", str(number)) for number in range(1500)]
    path.write_text("\n".join([headings, *rows]))
    spaced.write_text("\n\n".join([headings, *rows, ""]) + ("," * 48 + "\n") * 5000)
    assert conflictcli("import", "ucdp", str(spaced)) == conflictcli("import", "ucdp", str(path))


def test_a_row_is_told_by_the_line_on_which_it_begins(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    headings, row, _ = TEXT.splitlines()
    rows = [row.replace("near Town X", '"near\n\nTown X"'), "", row.replace("900001", "no")]
    path.write_text("\n".join([headings, *rows]))
    told = f"{path}: 1 row cannot be read: line 6: 'no' is no id"
    assert conflictcli("import", "ucdp", str(path)) == (1, "", f"conflictcli: {told}\n")
