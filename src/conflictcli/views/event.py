"""One event in full."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.records import Event, Record, Statement
from conflictcli.queries import threads
from conflictcli.queries.counts import standing_of
from conflictcli.views import casualties, chronicles, disputes
from conflictcli.views.phrases import (
    Phrases,
    joined,
    styled,
)
from conflictcli.views.sections import Card, Column, Line, Section, Table
from conflictcli.views.toll import toll_text

Row = tuple[Text, ...]
_VOTES = ("voted ", "abstained", "vetoed")


def event(phrases: Phrases) -> Iterator[Section]:
    """Yield an event: who did it, the counts, accounts that differ, what else was said."""
    tables = phrases.result.tables
    said: Sequence[Statement] = tables["statements"]
    naming = _naming(said) if all(map(threads.has_suspect_or_target, tables["events"])) else []
    for shown in tables["events"]:
        yield _event_card(phrases, shown)
        if threads.has_suspect_or_target(shown):
            yield _who_did_it(phrases, shown, naming)
        yield _votes(phrases, shown)
    reports = tables["casualties"]
    found = standing_of(phrases.result)
    heading = Line(Text("Killed and injured", "heading"))
    yield casualties.counts_table(
        phrases, reports, heading, found, casualties.largest(reports, found)
    )
    yield casualties.legend(reports, found)
    for shown in tables["events"]:
        yield disputes.accounts_of(phrases, shown, [each.id for each in naming])
    rest = [statement for statement in said if statement not in naming]
    heading = Line(Text("What was said", "heading"))
    yield chronicles.threads_in_full(phrases, rest, heading, under_month=False)
    yield chronicles.plain(phrases, tables["parts"], Line(Text("Parts of it", "heading")))


def _event_card(phrases: Phrases, event: Event) -> Card:
    # What had not begun by the as-of day is not told.
    whole = phrases.result.known.event_by_id.get(event.part_of)
    shown_below = (*threads.SUSPECTED, *_VOTES) if event.kind == "vote" else threads.SUSPECTED
    fields = [
        ("when", styled((dates.humanize(event.date), "date"), "  ", (event.date_note, "note"))),
        ("where", styled(", ".join(event.place.names) if event.place else "")),
        ("what", styled(event.summary)),
        ("toll", _toll(phrases, event)),
        ("", phrases.objections(event)),
        *(
            (role, phrases.participants(event, role))
            for role in dict.fromkeys(part.role for part in event.participants)
            if not role.startswith(shown_below)
        ),
        ("part of", styled(whole and whole.title)),
        ("note", styled((event.note, "note"))),
        *(("differs", _other(phrases, other)) for other in phrases.others(event)),
        ("sources", phrases.citations(event)),
    ]
    return Card(styled((event.title, "title")), event.id, fields)


def _toll(phrases: Phrases, event: Event) -> Text:
    reports = phrases.result.tables["casualties"]
    found = standing_of(phrases.result)
    return toll_text(phrases, casualties.event_toll(phrases, event, reports, found))


def _other(phrases: Phrases, other: Record) -> Text:
    return joined(
        [
            styled(dates.humanize(other.when), ": ", phrases.entry(other)),
            phrases.source_names(other),
        ]
    )


def _naming(said: Sequence[Statement]) -> list[Statement]:
    """Return the statements that say who did it or did not, and those that tell it otherwise."""
    naming = [each for each in said if each.attributes_to or each.stance == "denies"]
    ids = {each.id for each in naming}
    return [each for each in said if each.id in ids or not ids.isdisjoint(each.disagrees_with)]


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
    parts = _named_parts(event, named)
    for (source, role), actors in parts.items():
        cited = [source] if source else [citation.source for citation in event.citations]
        when = phrases.dataset.source_by_id[cited[0]].published if cited else None
        dated.append((dates.sort_key(when), [_named_row(phrases, when, role, actors, cited)]))
    rows = [row for _, rows in sorted(dated, key=lambda pair: pair[0]) for row in rows]
    times = Counter(statement.stance for statement in named)
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
    for part in event.participants:
        is_said = any(part.actor in s.attributes_to and part.source in s.source_ids for s in said)
        if part.role in threads.SUSPECTED and not is_said:
            parts.setdefault((part.source, part.role), []).append(part.actor)
    return parts


def _verb(stance: str, times: int) -> str:
    plural = {"denies": "deny", "asserts": "say"}.get(stance, stance.removesuffix("s"))
    singular = "says" if stance == "asserts" else stance
    return f"{times} {singular if times == 1 else plural}"


def _said_row(phrases: Phrases, said: Statement, depth: int) -> Row:
    branch = f"{'  ' * (depth - 1)}└ " if depth else ""
    to = Text() if depth else phrases.answers(said)
    apart = [
        denial for denial in phrases.result.denied.get(said.id, ()) if denial.responds_to != said.id
    ]
    mark = phrases.denied_by(said) if apart else Text()
    what = joined([styled(branch, phrases.statement(said), to), mark], "  ")
    return (styled((dates.in_brief(said.when), "date")), what, phrases.source_names(said))


def _named_row(
    phrases: Phrases, when: str | None, role: str, actors: Sequence[str], cited: Sequence[str]
) -> Row:
    names = ", ".join(map(phrases.actor, actors))
    what = styled((names, "speaker"), (f" named as {role}", "verb"))
    return styled((dates.in_brief(when), "date")), what, phrases.sources(cited)


def _votes(phrases: Phrases, event: Event) -> Table:
    roles = dict.fromkeys(part.role for part in event.participants if event.kind == "vote")
    rows = [
        (styled((role, "verb")), phrases.participants(event, role))
        for role in roles
        if role.startswith(_VOTES)
    ]
    columns = (Column("vote", no_wrap=True), Column("by"))
    return Table(
        Line(Text("How they voted", "heading"), phrases.source_names(event, 2)), columns, rows
    )
