"""Words as people type them: folded alike, found in steps, suggested when close, marked."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import contains, eq
from typing import TypeVar

_R = TypeVar("_R")

_DELETED = "'’‘ʼʾʿ."
_PLAIN = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(128)).ljust(256)
_WORD = r"[^\W_](?:[^\W_]|[\u0300-\u036f'’‘ʼʾʿ.](?=[^\W_]))*"


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Reduce a text to plain lower-case words parted by single spaces.

    Accents, apostrophes and full stops are deleted, other punctuation is a space:
    "O'Brien" becomes "obrien", "U.S." "us", "al-Nusra" "al nusra".
    """
    if text.isascii():  # As most are: so it takes a tenth of the time.
        return b" ".join(text.encode().translate(_PLAIN, b"'.").split()).decode()
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        "" if character in _DELETED or unicodedata.combining(character) else character
        for character in plain
    )
    return " ".join("".join(c if c.isalnum() or not c else " " for c in kept).split())


def find(wanted: str, records: Sequence[_R], names: Callable[[_R], Iterable[str]]) -> list[_R]:
    """Give the records that a name stands for, in their order; none where nothing matches.

    A whole name decides first, then a run of whole words of one, then the start of words.
    """
    words = fold(wanted)
    folded = [(record, [f" {fold(name)} " for name in names(record)]) for record in records]
    whole, run, starts = (eq, f" {words} "), (contains, f" {words} "), (contains, f" {words}")
    for holds, form in (whole, run, starts) if words else ():
        if found := [record for record, forms in folded if any(holds(f, form) for f in forms)]:
            return found
    return []


def close(wanted: str, records: Sequence[_R], names: Callable[[_R], Iterable[str]]) -> list[_R]:
    """Give up to three records with a name, or a word of one, close to `wanted`, best first."""
    from difflib import get_close_matches

    owners: dict[str, list[_R]] = {}
    for record in records:
        whole = {fold(name) for name in names(record)} - {""}
        for form in sorted(whole.union(*(name.split() for name in whole))):
            owners.setdefault(form, []).append(record)
    near = get_close_matches(fold(wanted), owners, n=5, cutoff=0.7)
    found: list[_R] = []
    for record in (record for form in near for record in owners[form]):
        if record not in found:
            found.append(record)
    return found[:3]


def holds(words: Iterable[str], texts: Iterable[str]) -> bool:
    """Tell whether each folded word begins a word of one of the texts."""
    folded = f" {' '.join(map(fold, texts))}"
    return all(f" {word}" in folded for word in words)


def mark(words: Iterable[str], text: str) -> str:
    """Put asterisks around the words of a text that begin with one of the folded words."""
    starts = tuple(words)
    return re.sub(_WORD, lambda m: f"*{m[0]}*" if fold(m[0]).startswith(starts) else m[0], text)
