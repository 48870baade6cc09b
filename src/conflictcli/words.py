"""Words as people type them: folded alike, found in steps, suggested when close, marked."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import contains, eq
from typing import TypeVar

_R = TypeVar("_R")

_DELETED = "'’‘ʼʾʿ.ـ"  # The last lengthens Arabic words.
_PLAIN = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(128)).ljust(256)
_LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
# What goes on with a word besides letters and digits: marks of European, Semitic and Indic scripts.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0eff"
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_DELETED}](?=[^\W_]))*+"
_HYPHENS = "-\u2010\u2011"
# Words with hyphens, and numbers with their thousands parted.
_COMPOUND = rf"{_WORD}(?:[{_HYPHENS}]{_WORD})+|\d{{1,3}}(?:,\d{{3}})+"
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"


class _Folding(dict[int, str]):
    """What each character becomes in a folded text."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        deleted = character in _DELETED or unicodedata.category(character).startswith("M")
        self[code] = "" if deleted else character if character.isalnum() else " "
        return self[code]


_FOLDING = _Folding()


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold a text that is likely to come again."""
    return folded(text)


def folded(text: str) -> str:
    """Reduce a text to plain lower-case words parted by single spaces.

    Accents, apostrophes and full stops are deleted, other punctuation is a space:
    "O'Brien" becomes "obrien", "U.S." "us", "al-Nusra" "al nusra".
    """
    if text.isascii():  # As most are: so it takes a tenth of the time.
        return b" ".join(text.encode().translate(_PLAIN, b"'.").split()).decode()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(plain.translate(_FOLDING).split())


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


def plain(text: bytes) -> bytes:
    """Reduce ASCII text for a first glance, in a tenth of the time that `fold` takes."""
    return text.translate(_LOWER, b"'.-,")


def close_words(wanted: "Wanted", texts: Iterable[str]) -> list[str]:
    """Give up to three words of texts for each word that begins none of them, the closest first."""
    from difflib import get_close_matches

    known = dict.fromkeys(word for text in texts for word in folded(text).split())
    every = f" {' '.join(known)}"
    strange = [forms[0].strip() for forms in wanted.terms if not any(f in every for f in forms)]
    long = [word for word in known if len(word) > 2]
    return [near for word in strange for near in get_close_matches(word, long, n=3, cutoff=0.75)]


class Wanted:
    """Words to search for: each begins a word of a text, a hyphen in either being no matter."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        self.terms = [_forms(word) for word in typed.split() if fold(word)]

    @property
    def hints(self) -> list[list[bytes]]:
        """Give for each word what ASCII text has in it, made `plain`, if it holds the word."""
        return [[max(form.split(), key=len).encode() for form in forms] for forms in self.terms]

    def all_in(self, texts: Iterable[str]) -> bool:
        """Tell whether texts hold all the words together."""
        searched = _searched(" \n ".join(texts))
        return all(any(form in searched for form in forms) for forms in self.terms)

    def any_in(self, text: str) -> bool:
        """Tell whether a text holds one of the words."""
        searched = _searched(text)
        return any(form in searched for forms in self.terms for form in forms)

    def mark(self, text: str) -> str:
        """Put asterisks around the words of a text that are searched for."""

        starts = tuple(word for forms in self.terms for form in forms for word in form.split())

        def marked(match: re.Match[str]) -> str:
            if fold(_joined(match[0])).startswith(starts):
                return f"*{match[0]}*"
            if re.fullmatch(_WORD, match[0]):
                return match[0]
            return re.sub(_WORD, marked, match[0])

        return re.sub(rf"{_COMPOUND}|{_WORD}", marked, text)


def _joined(text: str) -> str:
    """Take the hyphens and commas away."""
    return re.sub(f"[{_HYPHENS},]", "", text)


def _forms(word: str) -> list[str]:
    """Give what to look for: starts of words, or where a script has no spaces, the word itself."""
    start = "" if re.search(_UNSPACED, word) else " "
    return [start + form for form in dict.fromkeys((fold(word), fold(_joined(word))))]


def _searched(text: str) -> str:
    """Fold a text, with what has a hyphen once more without it."""
    parted = re.findall(_COMPOUND, text) if any(sign in text for sign in f"{_HYPHENS},") else ()
    return "".join(f" {fold(_joined(word))}" for word in parted) + f" {folded(text)}"
