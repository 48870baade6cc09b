"""A dictionary on disk, for what grows with the records that are written."""

import sqlite3
from collections.abc import Hashable, Iterable
from operator import itemgetter
from typing import Any

_AT_ONCE = 20_000
_BYTES = 1 << 21
_MOST_VALUES = 999  # In one question: SQLite before 3.32 takes no more.


class DiskMemory:
    """Texts and numbers by keys; only the newest are in memory, the others in a temporary file.

    There a key is its hash: that two of a million have the same happens in one of 37 million files.
    """

    def __init__(self) -> None:
        # SQLite removes a database without a name with its connection.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("CREATE TABLE kept (hash INTEGER PRIMARY KEY, value)")
        self._connection.execute("BEGIN")
        self._newest: dict[Hashable, Any] = {}
        self._loaded: dict[Hashable, Any] = {}
        # A bit for each hash on disk, and for others, so that what is new is seldom looked for.
        self._bits = bytearray()

    def get(self, key: Hashable, /) -> Any:
        """Return what is kept for a key, None where there is nothing."""
        value = self._newest.get(key, self._loaded.get(key))
        if value is not None or not self._bits:
            return value
        number = hash(key)
        if not self._may_have(number):
            return None
        found = self._connection.execute("SELECT value FROM kept WHERE hash = ?", (number,))
        row = found.fetchone()
        if row is None:
            return None
        self[key] = row[0]  # It may soon be asked for again.
        return row[0]

    def load(self, keys: Iterable[Hashable]) -> None:
        """Take many keys into memory at once, in the place of those that were taken before."""
        self._loaded = {}
        if not self._bits:
            return
        missing = {hash(key): key for key in keys if key not in self._newest}
        numbers = [*filter(self._may_have, missing)]
        for at in range(0, len(numbers), _MOST_VALUES):
            some = numbers[at : at + _MOST_VALUES]
            places = ", ".join("?" * len(some))
            found = self._connection.execute(f"SELECT * FROM kept WHERE hash IN ({places})", some)
            self._loaded.update((missing[number], value) for number, value in found)

    def __setitem__(self, key: Hashable, value: Any, /) -> None:
        """Keep a text or a number."""
        self._newest[key] = value
        if len(self._newest) >= _AT_ONCE:
            self._flush()

    def _may_have(self, number: int) -> bool:
        return bool(self._bits[number % _BYTES] >> (number >> 60 & 7) & 1)

    def _flush(self) -> None:
        # In order, so that neighbours are on one page.
        hashed = zip(map(hash, self._newest), self._newest.values(), strict=True)
        rows = sorted(hashed, key=itemgetter(0))
        self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        self._bits = self._bits or bytearray(_BYTES)
        for number, _ in rows:
            self._bits[number % _BYTES] |= 1 << (number >> 60 & 7)
        self._newest.clear()
