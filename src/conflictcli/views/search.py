"""What a search found."""

from collections.abc import Iterator, Sequence
from itertools import chain

from rich.text import Text

from conflictcli.model.records import Record
from conflictcli.model.scope import Dated
from conflictcli.model.text import quantity
from conflictcli.views.chronicles import entry_of, nested, with_dates
from conflictcli.views.phrases import Phrases, styled
from conflictcli.views.sections import Chronicle, Entry, Line, Section


def search(phrases: Phrases) -> Iterator[Section]:
    """Yield the records found, with the words marked."""
    matches = phrases.result.tables["matches"]
    found = len(phrases.result.matched or ())
    others = len(phrases.every["matches"]) - found
    size = quantity(found, "record") + (f", + {others} with them" if others else "")
    yield Line(phrases.title(f"Found for “{phrases.result.subject}”"), Text(size, "quiet"))
    yield _matches(phrases, matches)


def _matches(phrases: Phrases, records: Sequence[Record]) -> Chronicle:
    """Return records in their order with the words found marked, what comes with one under it."""
    dated = [record for record in records if isinstance(record, Dated)]
    entries = {
        record.id: entry_of(phrases, record) for record in records if not isinstance(record, Dated)
    }
    entries |= nested(phrases, dated, "context", in_full=False)
    for record in filter(phrases.result.is_matched, records):
        entry = entries[record.id]
        entry.text = styled(_marked(phrases, entry.text), "  ", (record.id, "id"))
        entry.children[:0] = [
            Entry("", _marked(phrases, styled((text, "quiet"))), Text())
            for text in phrases.result.texts.get(record.id, [])
        ]
    return Chronicle(Line(Text()), with_dates(entries, records, under_month=False))


def _marked(phrases: Phrases, text: Text) -> Text:
    """Return a text with asterisks around the words searched for, those in a row together."""
    spans: list[tuple[int, int]] = []
    for start, stop in phrases.result.spans(text.plain):
        follows = spans and text.plain[spans[-1][1] : start] == " "
        spans[len(spans) - bool(follows) :] = [(spans[-1][0] if follows else start, stop)]
    outside, *parts = text.divide(chain.from_iterable(spans))
    marked = Text().append_text(outside)
    for word, after in zip(parts[::2], parts[1::2], strict=True):
        found = styled("*", word, "*")
        found.stylize("match")
        marked.append_text(found).append_text(after)
    return marked
