"""What a name stands for in an SQLite file, or what is spelled like it."""

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from conflictcli.dataset.sqlite import sql
from conflictcli.model.records import RECORD_CLASSES
from conflictcli.model.spelling import CLOSE, MOST_CLOSE, spelled_like
from conflictcli.model.text import normalized_name, without_final_s

_TYPES = {record_class.type for record_class in RECORD_CLASSES}
_MOST_COMPARED = 20_000


def numbers_of(connection: sqlite3.Connection, type: str, name: str) -> list[int]:
    """Return the numbers of what a name stands for, or of what is spelled like it.

    Of a place or a kind, these are events that have it; in the end one of each.
    """
    words = normalized_name(name)
    is_record = type in _TYPES
    found = column(connection, sql.OF_ID, {"type": type, "id": name}) if is_record else []
    if words and not found:
        phrases = f'"{words}" * OR "{without_final_s(words)}"'
        found = column(connection, sql.NAMED, {"words": _of_type(type, phrases)})
        found = found or _similar(connection, type, words)
    return found or ([] if is_record else column(connection, sql.ALL_NAMED, {"type": type}))


def _of_type(type: str, phrases: str) -> str:
    """Return what matches phrases in the names of one type."""
    return f"type : {type} AND {{name other}} : ({phrases})"


def _similar(connection: sqlite3.Connection, type: str, words: str) -> list[int]:
    """Return the numbers of what has a name, or a word of one, that is spelled like some."""
    found: list[int] = []
    for name in islice(_like(connection, words, sql.NAMES_BEGUN, type), MOST_CLOSE):
        values = {"words": _of_type(type, f'"{name}"'), "name": name}
        found += column(connection, sql.OF_NAME, values)
    connection.execute(sql.VOCABULARY)
    times = 0
    for word in _like(connection, words, sql.WORDS_BEGUN, type):
        having = column(connection, sql.OF_WORD, {"words": _of_type(type, f'"{word}"')})
        found += having
        times += bool(having)
        if times == MOST_CLOSE:
            break
    return found


def _like(connection: sqlite3.Connection, words: str, query: str, type: str) -> Iterator[str]:
    """Return the texts of a query that are spelled like words, best first.

    Of very many, only those that begin as the words do are compared.
    """
    texts: set[str] = set()
    for start in (words[:length] for length in range(len(words) + 1)):
        texts = {found for found in texts if found.startswith(start)}
        if len(texts) <= _MOST_COMPARED:  # Else there are certainly too many with that start.
            texts = _beginning(connection, query, type, start, len(words))
            if len(texts) <= _MOST_COMPARED:
                break
    return spelled_like(words, texts, CLOSE)


def _beginning(
    connection: sqlite3.Connection, query: str, type: str, start: str, length: int
) -> set[str]:
    """Return the texts with a start whose length is near another; one too many at most."""
    least, most = length * CLOSE / 2, length * 2 / CLOSE
    values = {"type": type, "start": start, "end": f"{start}\U0010ffff"}
    found: set[str] = set()
    for row in connection.execute(query, values):
        for name in map(text, filter(None, row)):
            if name.startswith(start) and least <= len(name) <= most:
                found.add(name)
        if len(found) > _MOST_COMPARED:
            break
    return found


def column(connection: sqlite3.Connection, query: str, values: Mapping[str, Any]) -> list[Any]:
    """Return what a query of one column finds."""
    return [value for [value] in connection.execute(query, values)]


def text(value: Any) -> str:
    """Return a text from the file; raise TypeError for what is none."""
    return bytes.decode(value)
