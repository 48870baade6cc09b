"""Dated records as chronicles: what was said and counted hangs from what it belongs to."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.denied import DenialGroup
from conflictcli.model.records import CasualtyReport, Event, Record, Statement
from conflictcli.model.scope import Dated
from conflictcli.queries import threads
from conflictcli.views.objections import objections
from conflictcli.views.phrases import GLYPHS, Phrases, joined, styled
from conflictcli.views.sections import Chronicle, Entry, Line

_MOST_SOURCES = 2


def by_month(phrases: Phrases, records: Sequence[Dated], heading: Line) -> Chronicle:
    """Return records under their months; what has the date of what it belongs to is under it."""
    entries = nested(phrases, records, "same date", in_full=False)
    return Chronicle(heading, with_dates(entries, records, under_month=True))


def threads_in_full(
    phrases: Phrases, statements: Sequence[Statement], heading: Line, *, under_month: bool
) -> Chronicle:
    """Return statements with their notes and quotations, each reply under what it answers."""
    entries = nested(phrases, statements, "all", in_full=True)
    return Chronicle(heading, with_dates(entries, statements, under_month=under_month))


def plain(phrases: Phrases, records: Sequence[Record], heading: Line) -> Chronicle:
    """Return records with their dates in full, each on its own."""
    entries = {record.id: entry_of(phrases, record) for record in records}
    return Chronicle(heading, with_dates(entries, records, under_month=False))


def nested(
    phrases: Phrases,
    records: Sequence[Dated],
    nested: Literal["all", "same date", "context"],
    *,
    in_full: bool,
) -> dict[str, Entry]:
    """Return the entries of records that hang from no other, with the others under them.

    Context always hangs from another; of what answers the question, all or what has its date.
    """
    statements = threads.in_order([r for r in records if isinstance(r, Statement)])
    statements.sort(key=lambda said: not _is_direct_match(phrases, said))
    above: list[Dated] = sorted(
        (record for record in records if not isinstance(record, Statement)),
        key=lambda record: isinstance(record, CasualtyReport),
    )
    denied_by: dict[str, str] = {}  # Of what stands already, the first that each denies.
    groups: set[DenialGroup] = set()
    made: dict[str, Entry] = {}
    dated: dict[str, str | None] = {}
    under: set[str] = set()
    for record in (*above, *statements):
        parents = [id for id in _parents(record) if id in made and id != record.id]
        if not _is_direct_match(phrases, record):
            # It comes with what it answers or denies.
            parents += [id for id in [denied_by.get(record.id)] if id in made]
        elif nested != "all":
            parents = [id for id in parents if dated[id] == record.when]
            parents = parents if nested == "same date" else []
        parent = parents[0] if parents else None
        other_date = record.when if parent and dated[parent] != record.when else None
        made[record.id] = entry = entry_of(phrases, record, parent, other_date, in_full)
        entry.date = dates.humanize(record.when)
        dated[record.id] = record.when
        for denial in _new_denials(phrases, record, groups):
            denied_by.setdefault(denial.id, record.id)
        if parent:
            under.add(record.id)
            made[parent].children.append(entry)
    return {id: entry for id, entry in made.items() if id not in under}


def _new_denials(phrases: Phrases, record: Record, groups: set[DenialGroup]) -> Iterator[Statement]:
    """Yield the denials of a record, but for groups that another has too; add its groups."""
    denied = phrases.result.denied.get(record.id)
    for group in denied.groups if denied else ():
        if group not in groups:
            groups.add(group)
            yield from group.statements


def _is_direct_match(phrases: Phrases, record: Dated) -> bool:
    """Return whether a record answers the question itself, and does not come with another."""
    return phrases.result.is_matched(record) and phrases.result.is_certain(record)


def _parents(record: Dated) -> list[str]:
    """Return what a record may hang from, the nearest first."""
    if isinstance(record, Event):
        return []
    if isinstance(record, Statement):
        return [*filter(None, [record.responds_to]), *record.about]
    return [record.event]


def with_dates(
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


def entry_of(
    phrases: Phrases,
    record: Record,
    parent: str | None = None,
    other_date: str | None = None,
    in_full: bool = False,
) -> Entry:
    """Return the entry of a record, with its date where that is not the one of its parent."""
    text = phrases.entry(record)
    if isinstance(record, CasualtyReport) and parent is None:
        text = styled(text, (f" · {phrases.dataset.event_by_id[record.event].title}", "quiet"))
    if isinstance(record, Statement) and record.responds_to != parent:
        text = styled(text, phrases.answers(record))
    if isinstance(record, Statement):
        text = joined([text, phrases.about_another(record)], "  ")
    when = styled((dates.humanize(other_date), "date")) if other_date else Text()
    marks = objections(phrases, record)
    text = joined([text, marks], "\n" if "\n" in marks.plain else "  ")
    text = joined([text, when], "  ")
    glyph = GLYPHS[record.type] if phrases.result.is_matched(record) else "+"
    if not in_full:
        return Entry(glyph, text, phrases.source_names(record, _MOST_SOURCES))
    notes = (getattr(record, "date_note", None), getattr(record, "note", None))
    more = (styled((note, "note")) for note in notes if note)
    text = joined([styled(text, "  ", phrases.citations(record)), *more], "\n")
    return Entry(glyph, text, Text())
