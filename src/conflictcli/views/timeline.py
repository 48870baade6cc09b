"""What happened and what was said, in order of date."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.records import Event, Record
from conflictcli.model.scope import Dated
from conflictcli.model.text import quantity
from conflictcli.views import chronicles
from conflictcli.views.phrases import GLYPHS, Phrases, styled
from conflictcli.views.sections import GAP, Column, Line, Section, Table

_NAMES = {"event": "event", "statement": "statement", "casualties": "count"}
_MOST_WITHOUT_INDEX = 25
_SIGNS = {
    "⇄": "⇄ denied",
    "≠": "≠ another source differs",
    "?": "? at some time between the two",
    "+": "+ comes with what it answers or denies",
}


def timeline(phrases: Phrases) -> Iterator[Section]:
    """Yield the records month by month; of a window, those that only may lie in it apart."""
    records = phrases.result.tables["timeline"]
    ids = phrases.result.shown_first
    first = [record for record in records if ids is None or record.id in ids]
    rest = [record for record in records if not (ids is None or record.id in ids)]
    yield Line(phrases.title(phrases.dataset.title), _summary(phrases, records))
    yield _index(phrases, first)
    yield _legend(phrases, records)
    yield chronicles.by_month(phrases, first, Line(Text()))
    perhaps = Line(Text("May be of these days, not certain", "heading"))
    yield chronicles.by_month(phrases, rest, perhaps)


def statements(phrases: Phrases) -> Iterator[Section]:
    """Yield the statements month by month, each reply under what it answers."""
    said = phrases.result.tables["statements"]
    yield Line(phrases.title("Who said what"), _summary(phrases, said))
    yield _index(phrases, said)
    yield _legend(phrases, said)
    yield chronicles.threads_in_full(phrases, said, Line(Text()), under_month=True)


def _legend(phrases: Phrases, records: list[Record]) -> Line:
    """Return what the signs mean that stand in a chronicle."""
    is_used = {
        "⇄": any(record.id in phrases.result.denied for record in records),
        "≠": any(phrases.others(record) for record in records),
        "?": any((record.when or "").startswith("[") for record in records),
        "+": not all(map(phrases.result.is_matched, records)),
    }
    return Line(Text(GAP.join(_SIGNS[sign] for sign in _SIGNS if is_used[sign]), "quiet"))


def _index(phrases: Phrases, records: Sequence[Dated]) -> Table:
    """Return a line for each event, with how much there is of it; none for a short answer."""
    events = [record for record in records if isinstance(record, Event)]
    if not events:
        ids = dict.fromkeys(id for record in records for id in record.event_ids)
        events = sorted((phrases.dataset.event_by_id[id] for id in ids), key=lambda e: e.sort_key)
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
        Column("date", no_wrap=True),
        Column("event", share=3),
        Column("records", "right", no_wrap=True),
        Column("id", no_wrap=True, optional=True),
    )
    is_long = len(records) > _MOST_WITHOUT_INDEX and len(events) > 1
    return Table(Line(Text()), columns, rows if is_long else [])


def _summary(phrases: Phrases, records: Sequence[Record]) -> Text:
    """Return how many records of each kind match, and how many come with them."""
    matched = [record for record in records if phrases.result.is_matched(record)]
    times: Counter[str] = Counter(record.type for record in matched)
    kinds = [
        f"{GLYPHS[type]} {quantity(times[type], name)}"
        for type, name in _NAMES.items()
        if times[type]
    ]
    others = len(records) - len(matched)
    return Text("  ".join([*kinds, *([f"+ {others} with them"] if others else [])]), "quiet")
