"""Find any record by words that stand in it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from conflictcli.errors import UsageError
from conflictcli.model.labels import names, searchable_texts, title
from conflictcli.model.records import Dataset, Record, RecordType, Source, Statement
from conflictcli.model.results import Result
from conflictcli.model.scope import Scope
from conflictcli.model.spelling import spelled_like
from conflictcli.model.text import (
    COMPOUND,
    NUMBER,
    WORD,
    joined,
    normalize,
    searchable,
    with_whole_numbers,
    without_final_s,
)
from conflictcli.queries import threads
from conflictcli.queries.as_of import Tables, answer_as_of

_LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"


class SearchQuery:
    """Words to search for: each begins a word of a text, hyphens being no matter.

    A number stands for itself, however its thousands are parted.
    """

    def __init__(self, typed: str) -> None:
        """Raise UsageError where nothing is typed that could be searched for."""
        self.typed = typed
        words = re.findall(rf"{NUMBER}(?!\S)|\S+", typed)
        self.words = [_forms(word) for word in words if normalize(word)]
        self._parts = [
            [max(form.split(), key=len).encode() for form in forms] for forms in self.words
        ]
        if not self.words:
            raise UsageError(f"'{typed}' holds no word to search for: give letters or digits.")

    def all_in(self, texts: Iterable[str]) -> bool:
        """Return whether texts hold all the words together."""
        text = " \n ".join(texts)
        if text.isascii():  # As most are: a glance tells of most that they do not.
            plain = text.encode().translate(_LOWER, b"'.-, ")
            if not all(any(part in plain for part in parts) for parts in self._parts):
                return False
        searched = searchable(text)
        return all(any(form in searched for form in forms) for forms in self.words)

    def any_in(self, text: str) -> bool:
        """Return whether a text holds one of the words."""
        searched = searchable(text)
        return any(form in searched for forms in self.words for form in forms)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words that are searched for stand in a text: from, to."""
        spans: list[tuple[int, int]] = []
        for compound in re.finditer(rf"{COMPOUND}|{WORD}", text):
            if self._is_meant(joined(compound[0])):
                spans.append(compound.span())
            elif not re.fullmatch(NUMBER, compound[0]) or " " in compound[0]:
                parts = re.compile(WORD).finditer(text, *compound.span())
                spans += [part.span() for part in parts if self._is_meant(part[0])]
        return spans

    def _is_meant(self, word: str) -> bool:
        """Return whether a word of a text is, or is begun by, one that is searched for."""
        found = f" {normalize(word)} "
        return any(
            found.startswith(f" {part} " if form.endswith(" ") else f" {part}")
            for forms in self.words
            for form in forms
            for part in form.split()
        )


def search(
    dataset: Dataset,
    query: SearchQuery,
    type: RecordType | None,
    clocks: Scope,
    name_words: Callable[[], Collection[str]],
) -> Result:
    """Return the records in which every word begins a word, by title or name first, then by date.

    Sources come last. Hyphens, apostrophes and full stops within words are no matter. `clocks` are
    the days of the question. Where there are no matches, words of `name_words` may have been meant.
    """

    def select(known: Dataset, background: Dataset) -> Tables:
        return {"matches": _matches(query, type, known, background)}

    result = answer_as_of("search", dataset, clocks, select)
    found = result.tables["matches"]
    found_threads = threads.Threads(result.known.statements, result.denied)
    # Words of what came later would tell of it.
    hints = () if found or str(clocks) else name_words()
    return replace(
        result,
        subject=query.typed,
        tables={"matches": list(_with_context(found, found_threads))},
        matched={record.id for record in found},
        texts={record.id: _texts_found(query, record, result.dataset) for record in found},
        spans=query.spans,
        notes=() if found else (_no_match(query, type, clocks, hints),),
    )


def _matches(
    query: SearchQuery, type: RecordType | None, known: Dataset, background: Dataset
) -> list[Record]:
    """Return the records in which the words are, in order."""
    matches: list[tuple[bool, bool, Any, Record]] = []
    for record in (*known.dated, *known.actors, *known.sources):
        if type in (None, record.type) and query.all_in(searchable_texts(record, background)):
            is_source, is_named = isinstance(record, Source), query.all_in(names(record))
            matches.append((is_source, not is_named, record.sort_key, record))
    matches.sort(key=lambda match: match[:3])
    return [record for *_, record in matches]


def _texts_found(query: SearchQuery, record: Record, dataset: Dataset) -> list[str]:
    """Return the texts of a record in which one of the words is, but for those in its title."""
    shown = title(record, dataset)
    every = dict.fromkeys(searchable_texts(record, dataset))
    return [text for text in every if text not in shown and query.any_in(text)]


def _with_context(found: Iterable[Record], found_threads: threads.Threads) -> Iterator[Record]:
    """Yield records, after each statement what it brings that is not there otherwise."""
    given = {record.id for record in found}
    for record in found:
        yield record
        if isinstance(record, Statement):
            context = found_threads.new_context(record)
            yield from threads.in_order([said for said in context if said.id not in given])


def _no_match(
    query: SearchQuery, type: RecordType | None, clocks: Scope, known: Collection[str]
) -> str:
    """Return a sentence that says so, with words that are like those typed."""
    near = _similar_words(query, known)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    days = f" ({clocks})" if str(clocks) else ""
    return f"No match for '{query.typed}'{f' of type {type}' if type else ''}{days}.{hint}"


def _similar_words(query: SearchQuery, known: Collection[str]) -> list[str]:
    """Return up to three words of names for each word typed that begins none of them."""
    every = f" {' '.join(known)}"

    def is_known(form: str) -> bool:
        start = " " if form.startswith(" ") else ""
        return all(f"{start}{word}" in every for word in form.split())

    strange = [forms[0].strip() for forms in query.words if not any(map(is_known, forms))]
    long = [word for word in known if len(word) > 2]
    near = (islice(spelled_like(word, long, 0.75), 3) for word in strange)
    return list(dict.fromkeys(word for words in near for word in words))[:3]


def _forms(word: str) -> list[str]:
    """Return what to look for: starts of words, or the word itself in a script without spaces.

    A number is looked for between spaces.
    """
    start = "" if re.search(_UNSPACED, word) else " "
    plain = normalize(with_whole_numbers(word))
    forms = dict.fromkeys((plain, normalize(joined(word)), without_final_s(plain)))
    return [start + form + " " * form.replace(" ", "").isdecimal() for form in forms]
