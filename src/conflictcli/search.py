"""Find any record by words that stand in it."""

from conflictcli import asof, words
from conflictcli.answers import Hit
from conflictcli.model import Dataset
from conflictcli.records import Record, leaves, order, title

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
    found = [leaf for leaf in leaves(record) if isinstance(leaf[2], str)]
    own = [text for path, field, text in found if path in _NAMES or field == "aliases"]
    texts = [text for _, field, text in found if field in _TEXTS | _NAMES]
    texts += [dataset.actor_by_id[id].name for _, field, id in found if field in _PEOPLE]
    if not terms or not words.holds(terms, [shown, *texts]):
        return None
    others = [text for text in dict.fromkeys(texts) if text not in shown]
    with_any = [text for text in others if any(words.holds([term], [text]) for term in terms)]
    return Hit(record, words.holds(terms, own), with_any)
