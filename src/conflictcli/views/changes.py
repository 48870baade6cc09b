"""What came to be known: each new record beside what it replaces or denies."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from conflictcli.model.records import Event, Statement
from conflictcli.model.rows import NewRecord
from conflictcli.model.text import quantity
from conflictcli.queries.changes import replaced_part
from conflictcli.queries.counts import standing_of
from conflictcli.views import chronicles
from conflictcli.views.phrases import Phrases, joined, styled
from conflictcli.views.sections import Column, Line, Section, Table


def changes(phrases: Phrases) -> Iterator[Section]:
    """Yield the new counts, events, statements and denials."""
    rows: Sequence[NewRecord] = phrases.result.tables["changes"]
    new = {row.id: phrases.dataset.dated_by_id[row.id] for row in rows}
    events = [record for record in new.values() if isinstance(record, Event)]
    said = [record for record in new.values() if isinstance(record, Statement)]
    yield Line(
        phrases.title(f"New {phrases.result.subject}"),
        Text(quantity(len(rows), "record") if rows else "", "quiet"),
    )
    yield _counts(phrases, [row for row in rows if row.type == "casualties"])
    yield chronicles.plain(phrases, events, Line(Text("Events", "heading")))
    others = [record for record in said if record.stance != "denies"]
    yield chronicles.plain(phrases, others, Line(Text("What was said", "heading")))
    ids = {record.id for record in said if record.stance == "denies"}
    yield _denials(phrases, [row for row in rows if row.id in ids])


def _counts(phrases: Phrases, rows: Sequence[NewRecord]) -> Table:
    """Return each count beside that of the same counter which it replaces."""
    columns = (Column("new count"), Column("of"), Column("in place of"))
    found = standing_of(phrases.result)
    cells = []
    for row in rows:
        count = phrases.dataset.dated_by_id[row.id]
        events = [phrases.dataset.event_by_id[id].title for id in count.event_ids]
        before = replaced_part(found, row) if row.replaces else None
        old = phrases.dated(before) if before else Text()
        cells.append((phrases.dated(count), styled((", ".join(events), "title")), old))
    return Table(Line(Text("Counts", "heading")), columns, cells, is_spaced=True)


def _denials(phrases: Phrases, rows: Sequence[NewRecord]) -> Table:
    """Return each denial beside what it denies."""
    withdraws = any(row.id in phrases.withdraws for row in rows)
    label = "what it denies, or withdraws" if withdraws else "what it denies"
    columns = (Column("denial"), Column(label))
    cells = [
        (phrases.dated(phrases.dataset.dated_by_id[row.id]), _what_is_denied(phrases, row))
        for row in rows
    ]
    return Table(Line(Text("Denials", "heading")), columns, cells, is_spaced=True)


def _what_is_denied(phrases: Phrases, row: NewRecord) -> Text:
    by_id = phrases.dataset.dated_by_id
    sign = ("⇄ ", "denied")
    if row.denies_same_as:
        first = phrases.entry(by_id[row.denies_same_as])
        return styled(sign, ("the same as above: ", "quiet"), first)
    denied = [styled(sign, phrases.dated(by_id[id])) for id in row.denies]
    own = phrases.withdraws.get(row.id, ())
    withdrawn = [styled(("withdraws: ", "quiet"), phrases.dated(by_id[id])) for id in own]
    return joined([*denied, *withdrawn], "\n")
