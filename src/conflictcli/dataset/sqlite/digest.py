"""A digest over a dataset: where a byte of a record or of the head has changed, it is another."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from conflictcli.dataset.sqlite.tables import HEAD_COLUMNS
from conflictcli.model.records import RECORD_CLASSES

_SIZE = 32


class Digest:
    """Takes the JSON of every record; those of a type come in the order of the dataset."""

    def __init__(self) -> None:
        self._by_type = {kind.type.encode(): blake2b(digest_size=_SIZE) for kind in RECORD_CLASSES}

    def add(self, type: bytes, record: bytes) -> None:
        """Add a record, as it is in the file."""
        self._by_type[type].update(record + b"\n")

    def hexdigest(self, head: Mapping[str, Any]) -> str:
        """Return the digest of the records so far and of a head: of a line for it and each type."""
        lines = [msgspec.json.encode([head.get(name) for name in HEAD_COLUMNS])]
        lines += [found.hexdigest().encode() for found in self._by_type.values()]
        return blake2b(b"".join(line + b"\n" for line in lines), digest_size=_SIZE).hexdigest()
