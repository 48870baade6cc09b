"""A dictionary on disk, for what grows with the rows of a file."""

import sqlite3
from hashlib import blake2b
from typing import Any

_AT_ONCE = 20_000


class DiskMemory:
    """Texts and numbers by text; only the newest are in memory, the others in a temporary file."""

    def __init__(self) -> None:
        # SQLite removes a database without a name with its connection.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA cache_size = -4000")
        self._connection.execute("CREATE TABLE kept (key BLOB PRIMARY KEY, value) WITHOUT ROWID")
        self._connection.execute("BEGIN")
        self._newest: dict[bytes, Any] = {}

    def get(self, key: str, /) -> Any:
        """Return what is kept for a key, None where there is nothing."""
        short = _short(key)
        if short in self._newest:
            return self._newest[short]
        found = self._connection.execute("SELECT value FROM kept WHERE key = ?", (short,))
        row = found.fetchone()
        return row and row[0]

    def __setitem__(self, key: str, value: Any, /) -> None:
        """Keep a text or a number."""
        self._newest[_short(key)] = value
        if len(self._newest) >= _AT_ONCE:
            # In order, so that neighbours are on one page.
            rows = sorted(self._newest.items())
            self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
            self._newest.clear()


def _short(key: str) -> bytes:
    """Return a digest: keys may be long, and no two of them have the same."""
    return blake2b(key.encode(), digest_size=16).digest()
