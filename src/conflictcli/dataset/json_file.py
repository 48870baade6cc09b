"""Datasets in JSON (RFC 8259): loaded strictly, written one record a paragraph."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from conflictcli.checks.fields import check_dates, strict, version_of
from conflictcli.dataset import files
from conflictcli.errors import DatasetError, DateError
from conflictcli.model.records import RECORD_CLASSES, VERSION, Dataset

_encode = msgspec.json.Encoder().encode
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_LARGE = 32_000_000
_TABLES = {record_class.table for record_class in RECORD_CLASSES}


def load(path: str | None = None) -> Dataset:
    """Load a dataset, None being the bundled one and "-" standard input.

    Raise DatasetError with the file, the place in it, and what was expected there.
    """
    path = files.bundled_path() if path is None else path
    return load_content(path, files.read(path))


def load_content(path: str, content: bytes) -> Dataset:
    """Load the content of a file; raise DatasetError as `load` does."""
    try:
        return decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, DateError, ValueError):
        import shlex

        from conflictcli.checks import validate

        problem = validate.first_problem(content)
        is_broken = problem.rule == "broken-json"
        where = f"line {problem.line}, " if is_broken else f"{problem.where or 'top level'}: "
        command = shlex.join(["conflictcli", "validate", path])
        raise DatasetError(f"{path}: {where}{problem.message} See {command}.") from None


def decode(content: bytes) -> Dataset:
    """Return the dataset in JSON after at most one byte order mark.

    Raise msgspec.DecodeError, UnicodeDecodeError, RecursionError, DateError or ValueError for
    anything else: `validate` says what it is.
    """
    text = content.removeprefix(BOM_UTF8)
    if len(text) > _LARGE:
        bytes(len(text))  # Raises MemoryError, where msgspec would crash for want of memory.
    # msgspec lets unknown fields of a dataclass pass, so strict structs check the file first.
    version, checked = _checked(text)
    if len(text) > _LARGE:
        del checked  # To decode once more is slower, but takes less memory.
        dataset = msgspec.json.decode(text, type=Dataset)
    else:
        dataset = msgspec.convert(checked, Dataset, from_attributes=True)
    for record_class in RECORD_CLASSES:
        records = getattr(dataset, record_class.table)
        check_dates(record_class, records, version)
        if len(dataset.by_id[record_class.table]) < len(records):
            raise ValueError("two records have one id")
    return dataset


def _checked(text: bytes) -> tuple[int, Any]:
    """Return the version of a dataset and a strict struct of it; raise as `decode` does.

    It is taken to be the one at the start, else the newest: to look for it takes a pass of its own.
    """
    start = re.match(rb'\s*\{\s*"schema_version"\s*:\s*(\d)', text)
    version = int(start[1]) if start else VERSION
    try:
        checked = msgspec.json.decode(text, type=strict(Dataset, version))
        if checked.schema_version == version:
            return version, checked
    except msgspec.ValidationError:
        pass
    version = version_of(text)  # It stands elsewhere, or twice.
    return version, msgspec.json.decode(text, type=strict(Dataset, version))


def encoded(head: Mapping[str, Any], tables: Mapping[str, Iterable[Any]]) -> Iterator[bytes]:
    """Yield a dataset of the newest version in UTF-8, record by record, each a paragraph.

    Without what is null, empty or false; a dataset that was written so is written so again, to the
    byte. `head` has what it holds besides records, like its title.
    """
    yield f'{{\n  "schema_version": {VERSION}'.encode()
    for field in Dataset.__dataclass_fields__:
        if field in _TABLES:
            yield from _table(field, tables[field])
        elif field != "schema_version" and head.get(field) is not None:
            yield f',\n  "{field}": '.encode() + msgspec.json.encode(head[field])
    yield b"\n}\n"


def _table(name: str, records: Iterable[Any]) -> Iterator[bytes]:
    before = f',\n\n  "{name}": [\n'.encode()
    between = b",\n\n"
    for record in records:
        yield before + _paragraph(record)
        before = between
    if before is between:
        yield b"\n  ]"


def _paragraph(record: Any) -> bytes:
    """Return a record in JSON, each field on a line, and each object of a list."""
    record_class: Any = type(record)
    struct = msgspec.convert(record, strict(record_class), from_attributes=True)
    # One pass puts the spaces in; what is decoded to raw JSON then keeps them.
    spaced = msgspec.json.format(_encode(struct), indent=0)
    lines = [
        b'      "%b": %b' % (name.encode(), _lines(bytes(json)))
        for name, json in _fields(spaced).items()
    ]
    return b"    {\n%b\n    }" % b",\n".join(lines)


def _lines(json: bytes) -> bytes:
    if not json.startswith(b"[{"):
        return json
    return b"[\n        %b\n      ]" % b",\n        ".join(map(bytes, _items(json)))
