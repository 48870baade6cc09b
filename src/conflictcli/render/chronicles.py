"""Dated records as chronicles: what was said and counted hangs from what it belongs to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.records import CasualtyReport, Event, Record, Statement
from conflictcli.model.scope import Dated
from conflictcli.model.text import number
from conflictcli.queries import threads
from conflictcli.render.phrases import GLYPHS, Phrases, joined, styled
from conflictcli.render.sections import Chronicle, Column, Entry, Line, Table

_NAMES = {"event": "event", "statement": "statement", "casualties": "count"}
_MOST_SOURCES = 2
_MOST_WITHOUT_INDEX = 25


def by_month(say: Phrases, records: Sequence[Dated], heading: Line) -> Chronicle:
    """Return records under their months; what has the date of what it belongs to is under it."""
    entries = _nested(say, records, "same date", in_full=False)
    return Chronicle(heading, _dated(entries, records, under_month=True))


def threads_in_full(
    say: Phrases, statements: Sequence[Statement], heading: Line, *, under_month: bool
) -> Chronicle:
    """Return statements with their notes and quotations, each reply under what it answers."""
    entries = _nested(say, statements, "all", in_full=True)
    return Chronicle(heading, _dated(entries, statements, under_month=under_month))


def matches(say: Phrases, records: Sequence[Record]) -> Chronicle:
    """Return records in their order with the words found marked, what comes with one under it."""
    dated = [record for record in records if isinstance(record, Dated)]
    entries = {
        record.id: _entry(say, record) for record in records if not isinstance(record, Dated)
    }
    entries |= _nested(say, dated, "context", in_full=False)
    for record in filter(say.result.is_matched, records):
        entry = entries[record.id]
        entry.text = styled(_marked(say, entry.text), ("  " + record.id, "id"))
        entry.children[:0] = [
            Entry("", _marked(say, styled((text, "quiet"))), Text())
            for text in say.result.texts.get(record.id, [])
        ]
    return Chronicle(Line(Text()), _dated(entries, records, under_month=False))


def plain(say: Phrases, records: Sequence[Record], heading: Line) -> Chronicle:
    """Return records with their dates in full, each on its own."""
    entries = {record.id: _entry(say, record) for record in records}
    return Chronicle(heading, _dated(entries, records, under_month=False))


def index(say: Phrases, records: Sequence[Dated]) -> Table:
    """Return a line for each event, with how much there is of it; none for a short answer."""
    events = [record for record in records if isinstance(record, Event)]
    if not events:
        ids = dict.fromkeys(id for record in records for id in record.event_ids)
        events = sorted((say.dataset.event_by_id[id] for id in ids), key=lambda e: e.sort_key)
    under = Counter(id for r in records if not isinstance(r, Event) for id in r.event_ids)
    rows = [
        (
            styled((dates.in_brief(event.date), "date")),
            styled((event.title, "title")),
            styled(str(under[event.id] or "–")),
            styled((event.id, "id")),
        )
        for event in events
    ]
    columns = (
        Column("date", keeps=True),
        Column("event", share=3),
        Column("records", "right", keeps=True),
        Column("id", keeps=True, spare=True),
    )
    is_long = len(records) > _MOST_WITHOUT_INDEX and len(events) > 1
    return Table(Line(Text()), columns, rows if is_long else [])


def summary(say: Phrases, records: Sequence[Record]) -> Text:
    """Return how many records of each kind match, and how many come with them."""
    matched = [record for record in records if say.result.is_matched(record)]
    times: Counter[str] = Counter(record.type for record in matched)
    kinds = [
        f"{GLYPHS[type]} {number(times[type], name)}"
        for type, name in _NAMES.items()
        if times[type]
    ]
    others = len(records) - len(matched)
    return Text("  ".join([*kinds, *([f"+ {others} with them"] if others else [])]), "quiet")


def _nested(
    say: Phrases,
    records: Sequence[Dated],
    nested: Literal["all", "same date", "context"],
    *,
    in_full: bool,
) -> dict[str, Entry]:
    """Return the entries of records that hang from no other, with the others under them.

    Context always hangs from another; of what answers the question, all or what has its date.
    """
    statements = threads.in_order([r for r in records if isinstance(r, Statement)])
    statements.sort(key=lambda said: not _is_own(say, said))
    above: list[Dated] = sorted(
        (record for record in records if not isinstance(record, Statement)),
        key=lambda record: isinstance(record, CasualtyReport),
    )
    denied_by: dict[str, list[str]] = {}
    for id, denials in say.result.denied.items():
        for denial in denials:
            denied_by.setdefault(denial.id, []).append(id)
    made: dict[str, Entry] = {}
    dated: dict[str, str | None] = {}
    under: set[str] = set()
    for record in (*above, *statements):
        parents = [id for id in _parents(record) if id in made and id != record.id]
        if not _is_own(say, record):
            # It comes with what it answers or denies.
            parents += [id for id in denied_by.get(record.id, ()) if id in made]
        elif nested != "all":
            parents = [id for id in parents if dated[id] == record.when]
            parents = parents if nested == "same date" else []
        parent = parents[0] if parents else None
        other_date = record.when if parent and dated[parent] != record.when else None
        made[record.id] = entry = _entry(say, record, parent, other_date, in_full)
        entry.date = dates.humanize(record.when)
        dated[record.id] = record.when
        if parent:
            under.add(record.id)
            made[parent].children.append(entry)
    return {id: entry for id, entry in made.items() if id not in under}


def _is_own(say: Phrases, record: Dated) -> bool:
    """Return whether a record answers the question itself, and does not come with another."""
    return say.result.is_matched(record) and say.result.scope.is_certain(record)


def _parents(record: Dated) -> list[str]:
    """Return what a record may hang from, the nearest first."""
    if isinstance(record, Event):
        return []
    if isinstance(record, Statement):
        return [*filter(None, [record.responds_to]), *record.about]
    return [record.event]


def _dated(
    entries: dict[str, Entry], records: Iterable[Record], *, under_month: bool
) -> list[Entry]:
    """Return entries in the order of their records, with their dates and months."""
    shown = [record for record in records if record.id in entries]
    for record in shown:
        entry = entries[record.id]
        entry.date = dates.humanize(record.when)
        entry.margin = dates.in_margin(record.when, under_month=under_month)
        entry.brief = dates.in_brief(record.when, under_month=True) if under_month else ""
        entry.group = dates.month_of(record.when) if under_month else ""
    return [entries[record.id] for record in shown]


def _entry(
    say: Phrases,
    record: Record,
    parent: str | None = None,
    other_date: str | None = None,
    in_full: bool = False,
) -> Entry:
    """Return the entry of a record, with its date where that is not the one of its parent."""
    text = say.entry(record)
    if isinstance(record, CasualtyReport) and parent is None:
        text = styled(text, (f" · {say.dataset.event_by_id[record.event].title}", "quiet"))
    if isinstance(record, Statement) and record.responds_to != parent:
        text = styled(text, say.answers(record))
    when = styled((dates.humanize(other_date), "date")) if other_date else Text()
    text = joined([text, say.marks(record), when], "  ")
    glyph = GLYPHS[record.type] if say.result.is_matched(record) else "+"
    if not in_full:
        return Entry(glyph, text, say.of(record, _MOST_SOURCES))
    notes = (getattr(record, "date_note", None), getattr(record, "note", None))
    more = (styled((note, "note")) for note in notes if note)
    text = joined([styled(text, "  ", say.citations(record)), *more], "\n")
    return Entry(glyph, text, Text())


def _marked(say: Phrases, text: Text) -> Text:
    """Return a text with asterisks around the words searched for, those in a row together."""
    spans: list[tuple[int, int]] = []
    for start, stop in say.result.spans(text.plain):
        follows = spans and text.plain[spans[-1][1] : start] == " "
        spans[len(spans) - bool(follows) :] = [(spans[-1][0] if follows else start, stop)]
    marked = Text()
    end = 0
    for start, stop in spans:
        word = styled("*", text[start:stop], "*")
        word.stylize("match")
        marked.append_text(text[end:start]).append_text(word)
        end = stop
    return marked.append_text(text[end:])
