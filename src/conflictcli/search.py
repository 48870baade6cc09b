"""Find any record by words that stand in it."""

from collections.abc import Iterator
from typing import Any

from conflictcli import asof, words
from conflictcli.answers import Hit
from conflictcli.model import Dataset
from conflictcli.records import Record, order, title

_NAMES = {"title", "name", "aliases", "publisher"}
_TEXTS = {"text", "summary", "note", "date_note", "quote", "role", "kind", "region", "country"}
_PEOPLE = {"actor", "speaker", "counted_by"}


def matches(dataset: Dataset, wanted: str) -> list[Hit]:
    """Give the records in which every word begins a word: by title or name first, then by date."""
    terms = words.fold(wanted).split()
    known = asof.linked(dataset)
    dated: list[Record] = [*known.events, *known.statements, *known.casualties]
    hits = [_hit(dataset, record, terms) for record in (*dated, *dataset.actors, *dataset.sources)]
    return sorted((hit for hit in hits if hit), key=lambda hit: (not hit.named, order(hit.record)))


def _hit(dataset: Dataset, record: Record, terms: list[str]) -> Hit | None:
    shown = title(record, dataset)
    found = list(_texts(record))
    own = [text for field, text, nested in found if field in _NAMES and not nested]
    texts = [text for field, text, _ in found if field in _TEXTS | _NAMES]
    texts += [dataset.actor_by_id[id].name for field, id, _ in found if field in _PEOPLE]
    if not terms or not words.holds(terms, [shown, *texts]):
        return None
    others = [text for text in dict.fromkeys(texts) if text not in shown]
    with_any = [text for text in others if any(words.holds([term], [text]) for term in terms)]
    return Hit(record, words.holds(terms, own), with_any)


def _texts(record: Any, nested: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Give every text in a record, in order, with its field's name and whether it is in a part."""
    for field in record.__dataclass_fields__:
        value = getattr(record, field)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str):
                yield field, item, nested
            elif hasattr(item, "__dataclass_fields__"):
                yield from _texts(item, True)
