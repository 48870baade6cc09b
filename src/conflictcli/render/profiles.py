"""One event, actor or source in full."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rich.text import Text

from conflictcli.model import dates, kinds
from conflictcli.model.records import Actor, Event, Record, Statement
from conflictcli.model.text import number
from conflictcli.queries import threads
from conflictcli.render import chronicles, counts, sides
from conflictcli.render.numbers import ranges
from conflictcli.render.phrases import (
    GLYPHS,
    Phrases,
    address,
    joined,
    published,
    reference,
    styled,
)
from conflictcli.render.sections import Card, Column, Line, Section, Table

Row = tuple[Text, ...]
_VOTES = ("voted ", "abstained", "vetoed")


def event(say: Phrases) -> Iterator[Section]:
    """Return an event: who did it, the counts, accounts that differ, what else was said."""
    tables = say.result.tables
    said: Sequence[Statement] = tables["statements"]
    naming = _naming(said) if all(map(kinds.is_act, tables["events"])) else []
    for shown in tables["events"]:
        yield _event_card(say, shown)
        if kinds.is_act(shown):
            yield _who_did_it(say, shown, naming)
        yield _votes(say, shown)
    reports = tables["casualties"]
    heading = Line(Text("Killed and injured", "heading"))
    yield counts.reports(say, reports, heading)
    yield counts.legend(say, reports)
    for shown in tables["events"]:
        yield sides.accounts_of(say, shown, [each.id for each in naming])
    rest = [statement for statement in said if statement not in naming]
    heading = Line(Text("What was said", "heading"))
    yield chronicles.threads_in_full(say, rest, heading, under_month=False)
    yield chronicles.plain(say, tables["parts"], Line(Text("Parts of it", "heading")))


def actor(say: Phrases) -> Iterator[Section]:
    """Return an actor: what it took part in, and what it said beside how that was answered."""
    tables = say.result.tables
    [actor] = tables["actors"]
    said: Sequence[Statement] = tables["statements"]
    yield _actor_card(say, actor, said)
    took_part = Line(Text("Took part in", "heading"))
    chronicle = chronicles.plain(say, tables["events"], took_part)
    for entry, event in zip(chronicle.entries, tables["events"], strict=True):
        own = dict.fromkeys(part.role for part in event.participants if part.actor == actor.id)
        entry.text = styled(entry.text, (f"  role: {', '.join(own)}", "quiet"))
    yield chronicle
    columns = (Column(f"{say.actor(actor.id)} said"), Column("answered, or told differently"))
    rows = [
        (_said(say, each), _answers(say, each, tables["replies"], said[:place]))
        for place, each in enumerate(said)
    ]
    yield Table(Line(Text("What was said", "heading")), columns, rows, is_airy=True)


def source(say: Phrases) -> Iterator[Section]:
    """Return a source with a reference to paste, and all that it supports."""
    [source] = say.result.tables["sources"]
    supported = kinds.supports(say.dataset)[source.id]
    original = say.sources([source.copy_of]) if source.copy_of else Text()
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
        "cited by": number(len(supported), "record"),
    }
    card = [(label, styled(text)) for label, text in fields.items()]
    title = styled((source.title or source.publisher or source.id, "title"))
    yield Card(title, source.id, [*card, ("copy of", original), ("cite", cite)])
    columns = (Column("record"), Column("id"))
    rows = [
        (
            styled(GLYPHS[record.type], " ", say.entry(record)),
            styled((record.id, "id")),
        )
        for record in supported[: say.limit or None]
    ]
    yield Table(Line(Text("Supports", "heading")), columns, rows)


def _event_card(say: Phrases, event: Event) -> Card:
    # What had not begun by the as-of day is not told.
    whole = say.result.known.event_by_id.get(event.part_of)
    shown_below = (*kinds.SUSPECTED, *_VOTES) if event.kind == "vote" else kinds.SUSPECTED
    fields = [
        ("when", styled((dates.humanize(event.date), "date"), "  ", (event.date_note, "note"))),
        ("where", styled(", ".join(event.place.names) if event.place else "")),
        ("what", styled(event.summary)),
        ("toll", ranges(say.result.tables["casualties"])),
        ("", say.marks(event)),
        *(
            (role, say.participants(event, role))
            for role in dict.fromkeys(part.role for part in event.participants)
            if not role.startswith(shown_below)
        ),
        ("part of", styled(whole and whole.title)),
        ("note", styled((event.note, "note"))),
        *(("differs", _other(say, other)) for other in say.others(event)),
        ("sources", say.citations(event)),
    ]
    return Card(styled((event.title, "title")), event.id, fields)


def _other(say: Phrases, other: Record) -> Text:
    return joined([styled(dates.humanize(other.when), ": ", say.entry(other)), say.of(other)])


def _naming(said: Sequence[Statement]) -> list[Statement]:
    """Return the statements that say who did it or did not, and those that tell it otherwise."""
    naming = [each for each in said if each.attributes_to or each.stance == "denies"]
    ids = {each.id for each in naming}
    return [each for each in said if each.id in ids or not ids.isdisjoint(each.disagrees_with)]


def _who_did_it(say: Phrases, event: Event, named: Sequence[Statement]) -> Table:
    """Return who says who did it, by date; each reply under what it answers."""
    depths = threads.depths(named)
    dated: list[tuple[Any, list[Row]]] = []
    for statement in named:
        row = _said_row(say, statement, depths[statement.id])
        if depths[statement.id] and dated:
            dated[-1][1].append(row)
        else:
            dated.append((dates.sort_key(statement.when), [row]))
    parts = _named_parts(event, named)
    for (source, role), actors in parts.items():
        cited = [source] if source else [citation.source for citation in event.citations]
        when = say.dataset.source_by_id[cited[0]].published if cited else None
        dated.append((dates.sort_key(when), [_named_row(say, when, role, actors, cited)]))
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
        if part.role in kinds.SUSPECTED and not is_said:
            parts.setdefault((part.source, part.role), []).append(part.actor)
    return parts


def _verb(stance: str, times: int) -> str:
    plural = {"denies": "deny", "asserts": "say"}.get(stance, stance.removesuffix("s"))
    singular = "says" if stance == "asserts" else stance
    return f"{times} {singular if times == 1 else plural}"


def _said_row(say: Phrases, said: Statement, depth: int) -> Row:
    branch = f"{'  ' * (depth - 1)}└ " if depth else ""
    to = Text() if depth else say.answers(said)
    apart = [
        denial for denial in say.result.denied.get(said.id, ()) if denial.responds_to != said.id
    ]
    mark = say.denied_by(said) if apart else Text()
    what = joined([styled(branch, say.statement(said), to), mark], "  ")
    return (styled((dates.in_brief(said.when), "date")), what, say.of(said))


def _named_row(
    say: Phrases, when: str | None, role: str, actors: Sequence[str], cited: Sequence[str]
) -> Row:
    names = ", ".join(map(say.actor, actors))
    what = styled((names, "speaker"), (f" named as {role}", "verb"))
    return styled((dates.in_brief(when), "date")), what, say.sources(cited)


def _votes(say: Phrases, event: Event) -> Table:
    roles = dict.fromkeys(part.role for part in event.participants if event.kind == "vote")
    rows = [
        (styled((role, "verb")), say.participants(event, role))
        for role in roles
        if role.startswith(_VOTES)
    ]
    columns = (Column("vote", keeps=True), Column("by"))
    return Table(Line(Text("How they voted", "heading"), say.of(event, 2)), columns, rows)


def _actor_card(say: Phrases, actor: Actor, said: Sequence[Statement]) -> Card:
    day = say.result.scope.as_of
    members = [say.actor(other.id) for other in say.dataset.actors if other.member_of == actor.id]
    own_counts = [
        count
        for count in say.dataset.casualties
        if count.counted_by == actor.id and (not day or dates.known_by(count.as_of, day))
    ]
    command = f"conflictcli casualties --actor {actor.id}{f' --as-of {day}' if day else ''}"
    fields = {
        "who": ", ".join(filter(None, (actor.role, actor.kind))),
        "of": say.actor(actor.member_of) if actor.member_of else None,
        "members": ", ".join(members),
        "": f"what they said: conflictcli statements --actor {actor.id}" if members else None,
        "also": ", ".join(actor.aliases),
        "note": actor.note,
        "counts": f"{number(len(own_counts), 'count')}: {command}" if own_counts else None,
    }
    texts = [(label, styled(text)) for label, text in fields.items()]
    named = ("said", _tally(say, said) if said else Text())
    return Card(
        styled((actor.name, "title")), actor.id, [*texts, named, ("sources", say.citations(actor))]
    )


def _tally(say: Phrases, said: Sequence[Statement]) -> Text:
    """Return how much an actor said, and how much of it was answered, denied or differs."""
    answered = {reply.responds_to for reply in say.result.tables["replies"]}
    denied = len([s for s in said if s.id in say.result.denied])
    differs = len([s for s in said if s.disagrees_with])
    return styled(
        number(len(said), "statement"),
        f", {len([s for s in said if s.id in answered])} answered",
        ", " * bool(denied),
        (f"⇄ {denied} denied" if denied else "", "denied"),
        ", " * bool(differs),
        (f"≠ {differs} told differently" if differs else "", "differs"),
    )


def _said(say: Phrases, said: Statement) -> Text:
    words = say.words(said)
    words.stylize("speaker", 0, words.plain.index(":"))
    dated = styled((dates.humanize(said.when), "date"), " ", say.citations(said))
    return joined([styled(words, say.answers(said)), dated, styled((said.note, "note"))], "\n")


def _answers(
    say: Phrases, said: Statement, replies: Sequence[Statement], above: Sequence[Statement]
) -> Text:
    """Return who answered a statement, denied it or tells otherwise."""
    signs = {other.id: ("≠ ", "differs") for other in say.others(said)}
    for reply in replies:
        if reply.responds_to == said.id:
            signs[reply.id] = ("← ", "quiet")
    signs |= {denial.id: ("⇄ ", "denied") for denial in say.result.denied.get(said.id, ())}
    if not signs:
        return Text("no answer here", "quiet")
    by_id = say.dataset.statement_by_id
    told = {statement.id for statement in above}
    return joined(
        (
            styled(sign, ("see above", "quiet"))
            if id in told
            else joined([styled(sign, say.dated(by_id[id])), say.denied_by(by_id[id])], "  ")
            for id, sign in signs.items()
        ),
        "\n",
    )
