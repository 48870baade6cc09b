"""One actor in full, or all of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.clocks import Clocks
from conflictcli.model.denied import DenialGroup, Denied
from conflictcli.model.records import Actor, Statement
from conflictcli.model.text import quantity
from conflictcli.views import chronicles
from conflictcli.views.objections import denied_by
from conflictcli.views.phrases import Phrases, joined, styled
from conflictcli.views.sections import Card, Column, Line, Section, Table

_MANY = 20  # More denials than these are listed once, under the first that they deny.


def actor(phrases: Phrases) -> Iterator[Section]:
    """Yield an actor: what it took part in, and what it said beside how that was answered."""
    tables = phrases.result.tables
    actor: Actor = phrases.dataset.actor_by_id[phrases.result.subject]
    said: Sequence[Statement] = tables["statements"]
    if tables["actors"]:
        yield _actor_card(phrases, tables["actors"][0], phrases.every["statements"])
    else:
        yield Line(phrases.title(actor.name))
    took_part = Line(Text("Took part in", "heading"))
    chronicle = chronicles.plain(phrases, tables["events"], took_part)
    for entry, event in zip(chronicle.entries, tables["events"], strict=True):
        own = [part for part in event.participants if part.actor == actor.id]
        entry.text = styled(entry.text, ("  role: ", "quiet"), phrases.roles(own))
    yield chronicle
    columns = (Column(f"{phrases.actor(actor.id)} said"), Column("answered, or told differently"))
    replies: dict[str | None, list[Statement]] = {}
    for reply in tables["replies"]:
        replies.setdefault(reply.responds_to, []).append(reply)
    shown_above: set[str] = set()
    denials_above: set[DenialGroup] = set()
    rows = []
    for each in said:
        denials, again = _denials(phrases, each, denials_above)
        answers = _answers(phrases, each, replies.get(each.id, []), denials, shown_above)
        rows.append((_said(phrases, each), joined([answers, *again], "\n")))
        shown_above.add(each.id)
    yield Table(Line(Text("What was said", "heading")), columns, rows, is_spaced=True)


def _actor_card(phrases: Phrases, actor: Actor, said: Sequence[Statement]) -> Card:
    scope = phrases.result.scope
    members = [phrases.actor(other.id) for other in _members(phrases, actor)]
    own_counts = [c for c in phrases.result.known.casualties if c.counted_by == actor.id]
    days = {"--as-of": scope.as_of, "--published-by": scope.published_by}
    options = [f"{option} {day}" for option, day in days.items() if day]
    command = " ".join(["conflictcli casualties --counted-by", actor.id, *options])
    fields = {
        "who": ", ".join(filter(None, (actor.role, actor.kind))),
        "of": phrases.actor(actor.member_of) if actor.member_of else None,
        "members": ", ".join(members),
        "": f"what they said: conflictcli statements --actor {actor.id}" if members else None,
        "also": ", ".join(actor.aliases),
        "note": actor.note,
        "counts": f"{quantity(len(own_counts), 'count')}: {command}" if own_counts else None,
    }
    texts = [(label, styled(text)) for label, text in fields.items()]
    named = ("said", _tally(phrases, said) if said else Text())
    return Card(
        phrases.title(actor.name),
        actor.id,
        [*texts, named, ("sources", phrases.citations(actor))],
    )


def _members(phrases: Phrases, actor: Actor) -> list[Actor]:
    """Return the members of an actor, of which a source had been published by the day."""
    members = [other for other in phrases.dataset.actors if other.member_of == actor.id]
    if (day := phrases.result.scope.published_by) is None:
        return members
    clocks = Clocks(phrases.dataset)
    return [other for other in members if (out := clocks.readable_from(other)) and out <= day]


def _tally(phrases: Phrases, said: Sequence[Statement]) -> Text:
    """Return how much an actor said, and how much of it was answered, denied or differs."""
    answered = {reply.responds_to for reply in phrases.result.tables["replies"]}
    denied = len([s for s in said if s.id in phrases.result.denied])
    withdrawn = len([s for s in said if s.id in phrases.result.withdrawn])
    differs = len([s for s in said if s.disagrees_with])
    return styled(
        quantity(len(said), "statement"),
        f", {len([s for s in said if s.id in answered])} answered",
        ", " * bool(denied),
        (f"⇄ {denied} denied" if denied else "", "denied"),
        f", {withdrawn} withdrawn" if withdrawn else "",
        ", " * bool(differs),
        (f"≠ {differs} told differently" if differs else "", "differs"),
    )


def _said(phrases: Phrases, said: Statement) -> Text:
    words = phrases.words(said)
    words.stylize("speaker", 0, words.plain.index(":"))
    dated = styled((dates.humanize(said.when), "date"), " ", phrases.citations(said))
    return joined([styled(words, phrases.answers(said)), dated, styled((said.note, "note"))], "\n")


def _denials(
    phrases: Phrases, said: Statement, above: set[DenialGroup]
) -> tuple[Sequence[Statement], list[Text]]:
    """Return the denials of a statement to show, and a line for each many that stand above."""
    denied = phrases.result.denied.get(said.id)
    groups = denied.groups if denied else ()
    again = [group for group in groups if group in above and len(group.statements) > _MANY]
    above.update(groups)
    new = Denied(tuple(group for group in groups if group not in again))
    lines = (f"the {len(group.statements):,} denials above" for group in again)
    return new.statements, [styled(("⇄ ", "denied"), (line, "quiet")) for line in lines]


def _answers(
    phrases: Phrases,
    said: Statement,
    replies: Sequence[Statement],
    denials: Iterable[Statement],
    shown_above: Collection[str],
) -> Text:
    """Return who answered a statement, denied it or tells otherwise."""
    signs = {other.id: ("≠ ", "differs") for other in phrases.others(said)}
    signs |= {reply.id: ("← ", "quiet") for reply in replies}
    withdrawals = phrases.result.withdrawn.get(said.id, ())
    signs |= {denial.id: ("withdrawn: ", "denied") for denial in withdrawals}
    signs |= {denial.id: ("⇄ ", "denied") for denial in denials}
    if not signs and said.id not in phrases.result.denied:
        return Text("no answer here", "quiet")
    by_id = phrases.dataset.statement_by_id
    return joined(
        (
            styled(sign, ("see above", "quiet"))
            if id in shown_above
            else joined(
                [styled(sign, phrases.dated(by_id[id])), *denied_by(phrases, by_id[id])], "  "
            )
            for id, sign in signs.items()
        ),
        "\n",
    )


def actors(phrases: Phrases) -> Iterator[Section]:
    """Yield a row for each actor."""

    def row(actor: Actor) -> tuple[Text, ...]:
        of = f", {phrases.actor(actor.member_of)}" if actor.member_of else ""
        return (
            styled((actor.name, "title")),
            styled(f"{actor.role or actor.kind}{of}  ", phrases.source_names(actor, 1)),
            styled((actor.id, "id")),
        )

    columns = (Column("name"), Column("who"), Column("id"))
    yield Table(
        Line(phrases.title("Actors")), columns, [row(a) for a in phrases.result.tables["actors"]]
    )
