"""Find any record by words that stand in it."""

from collections.abc import Iterator
from typing import Any

from conflictcli import asof, words
from conflictcli.answers import Answer
from conflictcli.model import Dataset
from conflictcli.records import Record, dated, order, title

_NAMES = {"title", "name", "aliases", "publisher"}
_TEXTS = {"text", "summary", "note", "date_note", "quote", "role", "kind", "region", "country"}
_PEOPLE = {"actor", "speaker", "counted_by"}


def matches(dataset: Dataset, wanted: str) -> Answer:
    """Give the records in which every word begins a word: by title or name first, then by date."""
    dataset = asof.linked(dataset, dataset)
    terms = words.fold(wanted).split()
    found: list[tuple[bool, Any, Record]] = []
    texts: dict[str, list[str]] = {}
    for record in (*dated(dataset), *dataset.actors, *dataset.sources) if terms else ():
        shown, own, others = _texts_of(record, dataset)
        if words.holds(terms, [shown, *others]):
            found.append((not words.holds(terms, own), order(record), record))
            beside = [text for text in dict.fromkeys(others) if text not in shown]
            texts[record.id] = [t for t in beside if any(words.holds([x], [t]) for x in terms)]
    found.sort(key=lambda hit: hit[:2])
    return Answer({"matches": [record for *_, record in found]}, dataset, texts=texts)


def _texts_of(record: Record, dataset: Dataset) -> tuple[str, list[str], list[str]]:
    """Give the title of a record, the texts that name it, and all its texts."""
    found = list(_texts(record))
    own = [text for field, text, nested in found if field in _NAMES and not nested]
    texts = [text for field, text, _ in found if field in _TEXTS | _NAMES]
    texts += [dataset.actor_by_id[id].name for field, id, _ in found if field in _PEOPLE]
    return title(record, dataset), own, texts


def _texts(record: Any, nested: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Give every text in a record, in order, with its field's name and whether it is in a part."""
    for field in record.__dataclass_fields__:
        value = getattr(record, field)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                yield field, item, nested
            elif hasattr(item, "__dataclass_fields__"):
                yield from _texts(item, True)
