"""Datasets in JSON (RFC 8259): loaded strictly, written one record a line."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from conflictcli.checks.fields import check_dates, strict, version_of
from conflictcli.dataset import files
from conflictcli.errors import DatasetError, DateError
from conflictcli.model.records import RECORD_CLASSES, VERSION, Dataset

BOM = b"\xef\xbb\xbf"
_AT_ONCE = 1024
_LARGE = 32_000_000
_TABLES = {record_class.table for record_class in RECORD_CLASSES}


def load(path: str | None = None) -> Dataset:
    """Load a dataset, None being the bundled one and "-" standard input.

    Raise DatasetError with the file, the place in it, and what was expected there.
    """
    path = files.bundled_path() if path is None else path
    content = files.read(path)
    try:
        return decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, DateError, ValueError):
        import shlex

        from conflictcli.checks import validate

        problem = validate.first_error(content)
        command = shlex.join(["conflictcli", "validate", path])
        raise DatasetError(f"{path}: {problem} See {command}.") from None


def decode(content: bytes) -> Dataset:
    """Return the dataset in JSON after at most one byte order mark.

    Raise msgspec.DecodeError, UnicodeDecodeError, RecursionError, DateError or ValueError for
    anything else: `validate` says what it is.
    """
    text = content.removeprefix(BOM)
    if len(text) > _LARGE:
        bytearray(len(text))  # Raises MemoryError, where msgspec would crash for want of memory.
    # msgspec lets unknown fields of a dataclass pass, so strict structs check the file first.
    version = version_of(text)
    msgspec.json.decode(text, type=strict(Dataset, version))
    dataset = msgspec.json.decode(text, type=Dataset)
    for record_class in RECORD_CLASSES:
        records = getattr(dataset, record_class.table)
        if len(dataset.by_id[record_class.table]) < len(records):
            raise ValueError("two records have one id")
        check_dates(record_class, records, version)
    return dataset


def encoded(head: Mapping[str, Any], tables: Mapping[str, Iterable[Any]]) -> Iterator[bytes]:
    """Yield a dataset of the newest version in UTF-8, some records at a time, one a line.

    `head` has what it holds besides records, like its title.
    """
    head = {**head, "schema_version": VERSION}
    before = b"{"
    for field in Dataset.__dataclass_fields__:
        is_table = field in _TABLES
        yield before + f'\n  "{field}": '.encode()
        yield from _lines(tables[field]) if is_table else [msgspec.json.encode(head.get(field))]
        before = b","
    yield b"\n}\n"


def _lines(records: Iterable[Any]) -> Iterator[bytes]:
    # A line break is only between two records, since JSON escapes it within one.
    encode = msgspec.json.Encoder().encode_lines
    waiting = iter(records)
    before = b"["
    while some := list(islice(waiting, _AT_ONCE)):
        yield before + b"\n" + encode(some)[:-1].replace(b"\n", b",\n")
        before = b","
    yield b"[]" if before == b"[" else b"\n  ]"
