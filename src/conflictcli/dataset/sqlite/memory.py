"""A dictionary on disk, for what grows with the records that are written."""

import sqlite3
from hashlib import blake2b
from typing import Any

_AT_ONCE = 20_000
_BITS = 1 << 24


class DiskMemory:
    """Texts and numbers by text; only the newest are in memory, the others in a temporary file."""

    def __init__(self) -> None:
        # SQLite removes a database without a name with its connection.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("CREATE TABLE kept (key BLOB PRIMARY KEY, value) WITHOUT ROWID")
        self._connection.execute("BEGIN")
        self._newest: dict[str, Any] = {}
        # A Bloom filter: two bits for each key on disk, so that what is new is seldom looked for.
        self._bits = bytearray()

    def get(self, key: str, /) -> Any:
        """Return what is kept for a key, None where there is nothing."""
        value = self._newest.get(key)
        if value is not None or not self._bits or not self._may_be_on_disk(key):
            return value
        found = self._connection.execute("SELECT value FROM kept WHERE key = ?", (_short(key),))
        row = found.fetchone()
        if row is None:
            return None
        self[key] = row[0]  # It may soon be asked for again.
        return row[0]

    def __setitem__(self, key: str, value: Any, /) -> None:
        """Keep a text or a number."""
        self._newest[key] = value
        if len(self._newest) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        # In order, so that neighbours are on one page.
        rows = sorted((_short(key), value) for key, value in self._newest.items())
        self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        self._bits = self._bits or bytearray(_BITS // 8)
        for key in self._newest:
            for bit in _bits_of(key):
                self._bits[bit >> 3] |= 1 << (bit & 7)
        self._newest.clear()

    def _may_be_on_disk(self, key: str) -> bool:
        bits = self._bits
        first, second = _bits_of(key)
        return bool(bits[first >> 3] >> (first & 7) & bits[second >> 3] >> (second & 7) & 1)


def _short(key: str) -> bytes:
    """Return a digest: keys may be long, and no two of them have the same."""
    return blake2b(key.encode(), digest_size=16).digest()


def _bits_of(key: str) -> tuple[int, int]:
    number = hash(key)
    return number % _BITS, (number >> 30) % _BITS
