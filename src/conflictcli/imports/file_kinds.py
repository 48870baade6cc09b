"""What a file is by its first bytes, where it is no CSV file, and what to do with it."""

import re
from codecs import BOM_UTF8

from conflictcli.errors import DatasetError

FIRST_BYTES = 4096
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
SAVE_AS_CSV = "open it in a spreadsheet program and save the sheet as CSV in UTF-8."
_UTF_16 = "the file is UTF-16: save it as UTF-8."
_UNPACK = "unpack it and give the CSV file."
_PARQUET = "write it as CSV, for example with pandas.read_parquet(FILE).to_csv(OUT, index=False)."
_R = "write it as CSV in R, with write.csv(DATA, OUT, row.names = FALSE)."
_STATA = "write it as CSV in Stata, with export delimited."

# The longer of two beginnings comes first.
_BINARY = {
    b"PAR1": f"this is a Parquet file: {_PARQUET}",
    b"ARROW1": "this is an Arrow file: write it as CSV.",
    b"\xd0\xcf\x11\xe0": f"this is an old or an encrypted workbook: {SAVE_AS_CSV}",
    b"SQLite format 3\0": "this is an SQLite file: export the table as CSV.",
    b"%PDF": "this is a PDF document: give the table as CSV.",
    b"RDX": f"this is a file of R: {_R}",
    b"X\n\0\0": f"this is a file of R: {_R}",
    b"<stata_dta>": f"this is a Stata file: {_STATA}",
    b"BZh": f"this is a bzip2 file: {_UNPACK}",
    b"\xfd7zXZ": f"this is an xz file: {_UNPACK}",
    b"7z\xbc\xaf": f"this is a 7-Zip file: {_UNPACK}",
    b"\x28\xb5\x2f\xfd": f"this is a Zstandard file: {_UNPACK}",
    b"Rar!": f"this is a RAR file: {_UNPACK}",
    b"\xff\xfe\0\0": "the file is UTF-32: save it as UTF-8.",
    b"\xff\xfe": _UTF_16,
    b"\xfe\xff": _UTF_16,
    ZIP: "the zip is damaged: download it again.",
}


def begins_as_json(start: bytes) -> bool:
    """Return whether a file that begins so is an object or a list in JSON."""
    return _without_mark(start).startswith((b"{", b"["))


def check_is_text(start: bytes) -> None:
    """Raise DatasetError where a file that begins so is no table in text, with what it is."""
    if not start:
        raise DatasetError("the file is empty.")
    for beginning, sentence in _BINARY.items():
        if start.startswith(beginning):
            raise DatasetError(sentence)
    if start[1:2] == b"\0" or (start[:1] == b"\0" and len(start) > 1):
        raise DatasetError(_UTF_16)
    if begins_as_json(start):
        raise DatasetError(_json_sentence(start))
    text = _without_mark(start)
    if text.startswith(b"<"):
        is_page = re.match(rb"<(!doctype html|html|head|body)", text, re.IGNORECASE)
        what = "a web page" if is_page else "XML"
        raise DatasetError(f"this is {what}, not a table: download the CSV file itself.")


def _without_mark(start: bytes) -> bytes:
    return start.removeprefix(BOM_UTF8).lstrip()


def _json_sentence(start: bytes) -> str:
    if b'"FeatureCollection"' in start or b'"Feature"' in start:
        return "this is GeoJSON: write it as CSV, for example with ogr2ogr -f CSV OUT FILE."
    return "this is JSON, not a table: give the CSV file."
