"""One source in full, or all of them."""

from collections.abc import Iterator

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.labels import source_name
from conflictcli.model.text import quantity
from conflictcli.queries.support import supports
from conflictcli.views.phrases import (
    GLYPHS,
    Phrases,
    address,
    joined,
    published,
    reference,
    styled,
)
from conflictcli.views.references import bibtex
from conflictcli.views.sections import Card, Column, Line, Section, Table


def _card(phrases: Phrases) -> Iterator[Section]:
    """Yield a source with a reference to paste, and all that it supports."""
    [source] = phrases.result.tables["sources"]
    supported = supports(phrases.dataset)[source.id]
    original = phrases.sources([source.copy_of]) if source.copy_of else Text()
    # With the address on a line of its own, where it is never broken.
    cite = joined([styled(reference(source)), address(source)], ",\n")
    fields = {
        "publisher": source.publisher,
        "author": source.author,
        "published": published(source),
        "language": source.language,
        "archived": source.archived_url,
        "accessed": source.accessed and dates.humanize(source.accessed),
        "note": source.note,
        "cited by": quantity(len(supported), "record"),
    }
    card = [(label, styled(text)) for label, text in fields.items()]
    title = styled((source.title or source_name(source), "title"))
    yield Card(title, source.id, [*card, ("copy of", original), ("cite", cite)])
    yield Line(Text("BibTeX", "heading"))
    yield Line(Text(bibtex(source).rstrip()))
    columns = (Column("record"), Column("id"))
    rows = [
        (
            styled(GLYPHS[record.type], " ", phrases.entry(record)),
            styled((record.id, "id")),
        )
        for record in supported[: phrases.limit or None]
    ]
    yield Table(Line(Text("Supports", "heading")), columns, rows)


def sources(phrases: Phrases) -> Iterator[Section]:
    """Yield a row for each source; the card of a source where there is but one."""
    sources = phrases.result.tables["sources"]
    if len(sources) == 1:
        yield from _card(phrases)
        return
    uses = supports(phrases.dataset)
    columns = (
        Column("cited by", "right", no_wrap=True),
        Column("source"),
        Column("publisher, title, date"),
        Column("address", under="always"),
    )
    rows = [
        (
            Text(str(len(uses[source.id]))),
            styled((source_name(source), "title")),
            styled(reference(source)),
            joined([address(source), styled((source.note, "note"))], "\n"),
        )
        for source in sources
    ]
    yield Table(Line(phrases.title("Sources"), Text(f"{len(sources)}", "quiet")), columns, rows)
