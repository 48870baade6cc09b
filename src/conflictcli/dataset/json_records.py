"""Datasets in JSON, read record by record, without the whole of them in memory."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from conflictcli.checks import json_blocks
from conflictcli.checks.fields import strict
from conflictcli.checks.record_decoder import record_decoder
from conflictcli.dataset.json_file import load_content
from conflictcli.dataset.write import WithJson
from conflictcli.errors import DatasetError
from conflictcli.model.fields import field_types
from conflictcli.model.records import RECORD_CLASSES, Dataset

_TABLES = {record_class.table for record_class in RECORD_CLASSES}
_HEAD = [name for name in Dataset.__dataclass_fields__ if name not in _TABLES]


class JsonRecords:
    """A dataset that is read record by record, as strictly as `load`; no key may be there twice.

    `head` has what it holds besides records. DatasetError is raised by then for what is wrong with
    that, and by a table once its turn comes. One table is read after another, in any order.
    """

    def __init__(self, path: str, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        try:
            outline = json_blocks.outline(file, _TABLES)
            keys = {key: msgspec.Raw(value) for key, value in outline.values.items()}
            self._starts, self._version = outline.starts, outline.version
            head = msgspec.json.decode(
                msgspec.json.encode(keys), type=strict(Dataset, self._version)
            )
        except (json_blocks.MalformedError, msgspec.DecodeError, RecursionError):
            raise self._refused() from None
        if outline.has_repeats or _TABLES & keys.keys():
            raise self._refused()
        self.head = {name: getattr(head, name) for name in _HEAD}
        self.tables = {
            record_class.table: WithJson(self._records(record_class))
            for record_class in RECORD_CLASSES
        }

    def _records(self, record_class: Any) -> Iterator[tuple[Any, bytes | None]]:
        start = self._starts.get(record_class.table)
        decode = record_decoder(record_class, self._version)
        defaults = _defaults(record_class)
        ids: set[str] = set()
        try:
            for items in json_blocks.items_at(self._file, start) if start else ():
                for record, text in zip(*decode(items), strict=True):
                    if record is None or record.id in ids:
                        raise self._refused()
                    ids.add(record.id)
                    # What may hold a default is not as it is written, which leaves defaults out.
                    yield record, None if any(default in text for default in defaults) else text
        except json_blocks.MalformedError:
            raise self._refused() from None

    def _refused(self) -> DatasetError:
        """Return the first thing that is wrong, which takes the whole file."""
        self._file.seek(0)
        content = self._file.read()
        try:
            load_content(self._path, content)
            _check_repeats(self._path, content)
        except DatasetError as error:
            return error
        return DatasetError(f"{self._path}: it was changed while it was read: try again.")


def _check_repeats(path: str, content: bytes) -> None:
    """Raise DatasetError for a key that is given twice: of what it holds, one would be lost."""

    def pairs(found: list[tuple[str, Any]]) -> None:
        keys = [key for key, _ in found]
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise DatasetError(f"{path}: '{twice}' is given more than once: keep one.")

    json.loads(content.removeprefix(BOM_UTF8), object_pairs_hook=pairs)


def _defaults(record_class: Any) -> set[bytes]:
    """Return how the defaults of the fields of a class and its parts look in JSON, like `:null`."""
    found: set[bytes] = set()
    for type in field_types(record_class).values():
        if not type.is_required:
            found.add(b":" + msgspec.json.encode(type.default))
        if type.part:
            found |= _defaults(type.part)
    return found
