"""What is contested, with one side beside the other."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rich.text import Text

from conflictcli.model.denied import DenialGroup, Denied
from conflictcli.model.records import Event, Record, Statement
from conflictcli.model.rows import Dispute, DisputeKind, Side
from conflictcli.model.text import quantity
from conflictcli.queries.disputes import accounts
from conflictcli.views.phrases import Phrases, joined, styled
from conflictcli.views.sections import Column, Line, Section, Table

_LABELS: dict[DisputeKind, str] = {
    "attribution": "who did it",
    "denial": "denied",
    "count": "counts",
    "account": "accounts",
    "many counts": "counts",
    "one counter": "one counter, two figures",
    "one counter, many counts": "one counter, many figures",
}
# Those who name others are not joined by a sign: the dataset does not say that they differ.
_SIGNS: dict[DisputeKind, tuple[str, str]] = {
    "attribution": ("", ""),
    "denial": ("⇄ ", "denied"),
    "count": ("≠ ", "differs"),
    "many counts": ("≠ ", "differs"),
    "account": ("≠ ", "differs"),
    # What one counter says twice is listed, and is no dispute.
    "one counter": ("", ""),
    "one counter, many counts": ("", ""),
}
_FEW = 3
_NO_EVENT = "About no event"
# It may be about one that was not known by the day.
_NO_KNOWN_EVENT = "About no event known by then"


def disputes(phrases: Phrases) -> Iterator[Section]:
    """Yield what is contested event by event, after a line for each event where there are many."""
    contested: Sequence[Dispute] = phrases.result.tables["disputes"]
    by_event: dict[str | None, list[Dispute]] = {}
    for dispute in contested:
        by_event.setdefault(dispute.event, []).append(dispute)
    size = f"{quantity(len(contested), 'dispute')} about {quantity(len(by_event), 'event')}"
    yield Line(phrases.title("What is contested"), Text(size if contested else "", "quiet"))
    if len(by_event) > _FEW:
        yield _overview(phrases, by_event)
    columns = (Column("contested", no_wrap=True), Column("one side"), Column("the other"))
    for event, of_event in by_event.items():
        rows = [
            (styled((_LABELS[dispute.kind], "quiet")), *_two_sides(phrases, dispute))
            for dispute in of_event
        ]
        yield Table(Line(_title(phrases, event)), columns, rows, is_spaced=True)


def accounts_of(phrases: Phrases, event: Event, shown: Collection[str]) -> Table:
    """Return the accounts of an event that differ, but for pairs of statements shown elsewhere."""
    known = phrases.result.known
    about = {event.id, *(said.id for said in known.statements if event.id in said.about)}
    rows = []
    for dispute in accounts(known):
        first, *others = dispute.sides
        pairs = [({*first.records, *side.records}, side) for side in others]
        others = [side for ids, side in pairs if ids & about and not ids <= {*shown}]
        if others:
            rows.append(_two_sides(phrases, replace(dispute, sides=[first, *others])))
    columns = (Column("one account"), Column("another"))
    return Table(Line(Text("Accounts differ", "heading")), columns, rows, is_spaced=True)


def _overview(phrases: Phrases, by_event: Mapping[str | None, Sequence[Dispute]]) -> Table:
    rows = []
    for event, of_event in by_event.items():
        times = Counter(_LABELS[dispute.kind] for dispute in of_event)
        named = ", ".join(label if n == 1 else f"{label} ({n})" for label, n in times.items())
        title = phrases.dataset.event_by_id[event].title if event else _no_event(phrases)
        rows.append((styled((title, "title")), styled(named), styled((event or "", "id"))))
    columns = (
        Column("event", share=3),
        Column("contested", share=2),
        Column("id", no_wrap=True, optional=True),
    )
    return Table(Line(Text()), columns, rows)


def _no_event(phrases: Phrases) -> str:
    scope = phrases.result.scope
    return _NO_KNOWN_EVENT if scope.as_of or scope.published_by else _NO_EVENT


def _title(phrases: Phrases, event: str | None) -> Text:
    if event is None:
        return Text(_no_event(phrases), "heading")
    return styled((phrases.dataset.event_by_id[event].title, "heading"), "  ", (event, "id"))


def _two_sides(phrases: Phrases, dispute: Dispute) -> tuple[Text, Text]:
    """Return the first side, and the others under each other."""
    sign = _SIGNS[dispute.kind]
    if dispute.kind == "denial":
        accusing, denying = dispute.sides
        return _records(phrases, accusing), styled(sign, _denying(phrases, accusing, denying))
    side_text = _attribution if dispute.kind == "attribution" else _records
    first, *others = (side_text(phrases, side) for side in dispute.sides)
    return first, joined((styled(sign, other) for other in others), "\n")


def _records(phrases: Phrases, side: Side) -> Text:
    records = (phrases.dataset.dated_by_id[id] for id in side.records)
    return joined((_named(phrases, record) for record in records), "\n")


def _denying(phrases: Phrases, accusing: Side, denying: Side) -> Text:
    """Return denials, those marked that came before all that they deny."""
    denials = [phrases.dataset.statement_by_id[id] for id in denying.records]
    earlier = _earlier([phrases.result.denied[id] for id in accusing.records])
    return joined(
        (
            styled(
                ("earlier: " * (denial.speaker in earlier), "quiet"),
                _named(phrases, denial),
            )
            for denial in denials
        ),
        "\n",
    )


def _earlier(denied: Iterable[Denied]) -> set[str]:
    """Return the speakers all of whose denials certainly came before all that they deny."""
    first: dict[DenialGroup, date] = {}
    alone: list[set[str]] = []
    for each in denied:
        if each.accused_on is None:
            return set()
        if len(each.groups) > 1:
            alone.append(each.earlier_speakers)
            continue
        # Many accusations share one group: only the earliest of them matters.
        [group] = each.groups
        first[group] = min(each.accused_on, first.get(group, each.accused_on))
    shared = [Denied((group,), day).earlier_speakers for group, day in first.items()]
    return set.intersection(*alone, *shared)


def _attribution(phrases: Phrases, side: Side) -> Text:
    """Return who is named, and by whom: each speaker with the sources of what was said."""
    records = [phrases.dataset.dated_by_id[id] for id in side.records]
    said = [record for record in records if isinstance(record, Statement)]
    by_speaker: dict[str, list[Statement]] = {}
    for statement in said:
        by_speaker.setdefault(statement.speaker, []).append(statement)
    by = [
        joined(
            [
                _speaker(phrases, own),
                phrases.sources(source for said in own for source in said.source_ids),
            ]
        )
        for own in by_speaker.values()
    ]
    spoken = {source for statement in said for source in statement.source_ids}
    alone = phrases.sources(source for source in side.sources if source not in spoken)
    named = joined([joined(by, ", "), alone], ", ")
    return styled((side.text, "speaker"), ", as said by ", named)


def _speaker(phrases: Phrases, said: Sequence[Statement]) -> Text:
    """Return who said something, and that it withdrew all of it."""
    is_withdrawn = all(statement.id in phrases.result.withdrawn for statement in said)
    return styled(phrases.actor(said[0].speaker), " (withdrawn)" * is_withdrawn)


def _named(phrases: Phrases, record: Record) -> Text:
    """Return a record of a side, marked if its speaker withdrew it.

    Of an event it is no more than that it is reported.
    """
    if isinstance(record, Event):
        return styled(("as reported ", "quiet"), phrases.source_names(record))
    is_withdrawn = record.id in phrases.result.withdrawn
    return styled(("withdrawn: " * is_withdrawn, "quiet"), phrases.dated(record, in_full=True))
