"""One event in full."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.records import Event, Participant, Record, Statement
from conflictcli.queries import threads
from conflictcli.queries.attribution import saying_who_did_it, suspects_by_source
from conflictcli.queries.counts import standing_of
from conflictcli.queries.denials import DOERS, is_act
from conflictcli.views import casualties, chronicles, disputes
from conflictcli.views.objections import denied_by, withdrawn_by
from conflictcli.views.phrases import (
    Phrases,
    joined,
    styled,
)
from conflictcli.views.sections import DEEPEST, Card, Column, Line, Section, Table
from conflictcli.views.toll import others_text, toll_text

Row = tuple[Text, ...]
_VOTES = ("voted ", "abstained", "vetoed")


def event(phrases: Phrases) -> Iterator[Section]:
    """Yield an event: who did it, the counts, accounts that differ, what else was said."""
    tables = phrases.result.tables
    said: Sequence[Statement] = tables["statements"]
    naming: list[Statement] = []
    if not tables["events"]:
        yield Line(phrases.title(phrases.dataset.event_by_id[phrases.result.subject].title))
    for shown in tables["events"]:
        naming = saying_who_did_it(shown, said, phrases.result.denied)
        yield _event_card(phrases, shown)
        if is_act(shown):
            yield _who_did_it(phrases, shown, naming)
        yield _votes(phrases, shown)
    reports = tables["casualties"]
    found = standing_of(phrases.result)
    heading = Line(Text("Killed and injured", "heading"))
    yield casualties.counts_table(
        phrases, reports, heading, found, casualties.largest(reports, found)
    )
    yield casualties.legend(reports, found)
    naming_ids = {statement.id for statement in naming}
    for shown in tables["events"]:
        yield disputes.accounts_of(phrases, shown, naming_ids)
    yield from _what_was_said(phrases, [each for each in said if each.id not in naming_ids])
    yield chronicles.plain(phrases, tables["parts"], Line(Text("Parts of it", "heading")))


def _what_was_said(phrases: Phrases, said: Sequence[Statement]) -> Iterator[Section]:
    """Yield what else was said, denials apart that deny neither the event nor what is shown."""
    ids = {statement.id for statement in said}
    others = [
        each.id
        for each in said
        if each.stance == "denies"
        and phrases.result.subject in each.about
        and each.responds_to not in ids
    ]
    apart = threads.Threads(said, {}).with_replies(others)
    for words, is_apart in (("What was said", False), ("Other denials about this event", True)):
        shown = [each for each in said if (each.id in apart) is is_apart]
        heading = Line(Text(words, "heading"))
        yield chronicles.threads_in_full(phrases, shown, heading, under_month=False)


def _event_card(phrases: Phrases, event: Event) -> Card:
    # What had not begun by the as-of day is not told.
    whole = phrases.result.known.event_by_id.get(event.part_of)
    shown_below = (*DOERS, *_VOTES) if event.kind == "vote" else DOERS
    told = casualties.event_toll(phrases, event, standing_of(phrases.result))
    fields = [
        ("when", styled((dates.humanize(event.date), "date"), "  ", (event.date_note, "note"))),
        ("where", styled(", ".join(event.place.names) if event.place else "")),
        ("what", styled(event.summary)),
        ("denied", joined(denied_by(phrases, event), "\n")),
        ("toll", toll_text(phrases, told)),
        # Days that are unknown may be those of the event.
        ("of other days" if told.are_others_dated else "other counts", others_text(phrases, told)),
        *(
            (role, phrases.participants(parts))
            for role, parts in _by_role(event).items()
            if not role.startswith(shown_below)
        ),
        ("part of", styled(whole and whole.title)),
        ("note", styled((event.note, "note"))),
        *(("differs", _other(phrases, other)) for other in phrases.others(event)),
        ("sources", phrases.citations(event)),
    ]
    return Card(phrases.title(event.title), event.id, fields)


def _other(phrases: Phrases, other: Record) -> Text:
    return joined(
        [
            styled(dates.humanize(other.when), ": ", phrases.entry(other)),
            phrases.source_names(other),
        ]
    )


def _who_did_it(phrases: Phrases, event: Event, named: Sequence[Statement]) -> Table:
    """Return who says who did it, by date; each reply under what it answers."""
    depths = threads.depths(named)
    dated: list[tuple[Any, list[Row]]] = []
    for statement in named:
        row = _said_row(phrases, statement, depths[statement.id])
        if depths[statement.id] and dated:
            dated[-1][1].append(row)
        else:
            dated.append((dates.sort_key(statement.when), [row]))
    every = saying_who_did_it(event, phrases.every["statements"], phrases.result.denied)
    parts = _named_parts(event, every)
    for (source, role), actors in parts.items():
        cited = [source] if source else [citation.source for citation in event.citations]
        when = phrases.dataset.source_by_id[cited[0]].published if cited else None
        dated.append((dates.sort_key(when), [_named_row(phrases, when, role, actors, cited)]))
    rows = [row for _, rows in sorted(dated, key=lambda pair: pair[0]) for row in rows]
    withdrawals = {said.id for every in phrases.result.withdrawn.values() for said in every}
    times = Counter("withdraws" if s.id in withdrawals else s.stance for s in every)
    tally = [
        _verb(stance, n)
        for stance, n in (*times.items(), *([("names", len(parts))] if parts else []))
    ]
    heading = Line(Text("Who did it?", "heading"), Text(" · ".join(tally), "quiet"))
    return Table(
        heading, (Column("said on"), Column("who says what", share=3), Column("source")), rows
    )


def _named_parts(
    event: Event, said: Sequence[Statement]
) -> dict[tuple[str | None, str], list[str]]:
    """Return whom each source names as attacker or accused, unless a statement in it does so."""
    parts: dict[tuple[str | None, str], list[str]] = {}
    said_in: dict[str | None, set[str]] = {}
    for statement in said:
        for id in statement.source_ids:
            said_in.setdefault(id, set()).update(statement.attributes_to)
    for source, named in suspects_by_source(event).items():
        # Whom a source names together stay together: it may say that it was one of them.
        if not said_in.get(source, set()).issuperset(part.actor for part in named):
            for part in named:
                parts.setdefault((source, part.role), []).append(part.actor)
    return parts


def _verb(stance: str, times: int) -> str:
    plural = {"denies": "deny", "asserts": "say"}.get(stance, stance.removesuffix("s"))
    singular = "says" if stance == "asserts" else stance
    return f"{times} {singular if times == 1 else plural}"


def _said_row(phrases: Phrases, said: Statement, depth: int) -> Row:
    branch = f"{'  ' * min(depth - 1, DEEPEST)}└ " if depth else ""
    to = Text() if depth else phrases.answers(said)
    marks = denied_by(phrases, said) if _is_denied_elsewhere(phrases, said) else []
    marks += [withdrawn_by(phrases, said), phrases.about_another(said)]
    what = joined([styled(branch, phrases.statement(said), to), *marks], "  ")
    return (styled((dates.in_brief(said.when), "date")), what, phrases.source_names(said))


def _is_denied_elsewhere(phrases: Phrases, said: Statement) -> bool:
    """Return whether a denial of a statement does not stand right under it."""
    denied = phrases.result.denied.get(said.id)
    groups = denied.groups if denied else ()
    return any(denial.responds_to != said.id for group in groups for denial in group.statements)


def _named_row(
    phrases: Phrases, when: str | None, role: str, actors: Sequence[str], cited: Sequence[str]
) -> Row:
    names = ", ".join(map(phrases.actor, actors))
    what = styled((names, "speaker"), (f" named as {role}", "verb"))
    return styled((dates.in_brief(when), "date")), what, phrases.sources(cited)


def _by_role(event: Event) -> dict[str, list[Participant]]:
    """Return who took part in an event by their role, in the order of the first of each."""
    parts: dict[str, list[Participant]] = {}
    for part in event.participants:
        parts.setdefault(part.role, []).append(part)
    return parts


def _votes(phrases: Phrases, event: Event) -> Table:
    rows = [
        (styled((role, "verb")), phrases.participants(parts))
        for role, parts in _by_role(event).items()
        if event.kind == "vote" and role.startswith(_VOTES)
    ]
    columns = (Column("vote", no_wrap=True), Column("by"))
    return Table(
        Line(Text("How they voted", "heading"), phrases.source_names(event, 2)), columns, rows
    )
