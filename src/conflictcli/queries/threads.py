"""Statements in threads: each reply after what it answers."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, product

from conflictcli.model.records import Event, Statement

# The roles of those who did something, as a source says or leaves open.
SUSPECTED = ("attacker", "accused")
Denials = Mapping[str, Sequence[Statement]]


def in_order(statements: Sequence[Statement]) -> list[Statement]:
    """Return each reply after what it answers, in the same order otherwise; no circle is lost."""
    replies = _replies(statements)
    ids = {statement.id for statement in statements}
    openings = [statement for statement in statements if statement.responds_to not in ids]
    waiting = [*reversed(statements), *reversed(openings)]
    placed: dict[str, Statement] = {}
    while waiting:
        statement = waiting.pop()
        if statement.id not in placed:
            placed[statement.id] = statement
            waiting += reversed(replies.get(statement.id, []))
    return list(placed.values())


def depths(statements: Iterable[Statement]) -> dict[str, int]:
    """Return by id how deep each statement of ordered threads stands, openings at 0."""
    depth: dict[str, int] = {}
    for statement in statements:
        depth[statement.id] = depth.get(statement.responds_to or "", -1) + 1
    return depth


def with_replies(statements: Sequence[Statement], ids: Iterable[str]) -> list[Statement]:
    """Return the statements of those ids, the replies to them, and the replies to these."""
    wanted = set(ids)
    waiting = list(wanted)
    replies = _replies(statements)
    while waiting:
        new = [said.id for said in replies.get(waiting.pop(), []) if said.id not in wanted]
        wanted.update(new)
        waiting += new
    return [said for said in statements if said.id in wanted]


def in_context(matched: Iterable[Statement], statements: Sequence[Statement]) -> list[Statement]:
    """Return statements with their whole threads, and with all denials of what they accuse of.

    An accusation never stands without the denials about one of its events, whomever they answer.
    """
    by_id = {statement.id: statement for statement in statements}
    openings = {_opening(statement, by_id) for statement in matched}
    return with_denials(with_replies(statements, openings), statements)


def with_denials(some: Iterable[Statement], statements: Sequence[Statement]) -> list[Statement]:
    """Return some statements with the denials about an event of which one accuses."""
    some = list(some)
    ids = {said.id for said in some}
    events = {event for said in some if said.stance == "accuses" for event in said.about}
    return [
        said
        for said in statements
        if said.id in ids or (said.stance == "denies" and not events.isdisjoint(said.about))
    ]


def denials(statements: Sequence[Statement]) -> Denials:
    """Return the denials by the id of what each denies.

    That is each event it is about, the statement it answers, and each accusation about one of
    these events that names one of the same actors.
    """
    denying = [said for said in statements if said.stance == "denies"]
    accusing: dict[tuple[str, str], list[str]] = {}
    for said in statements if denying else ():
        if said.stance == "accuses":
            for pair in product(said.about, said.attributes_to):
                accusing.setdefault(pair, []).append(said.id)
    denied: dict[str, list[Statement]] = {}
    for denial in denying:
        pairs = product(denial.about, denial.attributes_to)
        accused = chain.from_iterable(accusing.get(pair, ()) for pair in pairs)
        for id in dict.fromkeys((*denial.about, *accused, denial.responds_to)):
            if id:
                denied.setdefault(id, []).append(denial)
    return denied


def _opening(statement: Statement, by_id: Mapping[str, Statement]) -> str:
    """Return the id of the first statement of a thread; of a circle, that of any."""
    passed = {statement.id}
    above = by_id.get(statement.responds_to or "")
    while above and above.id not in passed:
        statement = above
        passed.add(statement.id)
        above = by_id.get(statement.responds_to or "")
    return statement.id


def _replies(statements: Iterable[Statement]) -> dict[str | None, list[Statement]]:
    replies: dict[str | None, list[Statement]] = {}
    for statement in statements:
        replies.setdefault(statement.responds_to, []).append(statement)
    return replies


def has_suspect_or_target(event: Event) -> bool:
    """Return whether the event names an attacker, a suspect or a target, or nobody."""
    # Who held a meeting or wrote a report is no question of who did it.
    roles = {part.role for part in event.participants}
    return not roles or not roles.isdisjoint((*SUSPECTED, "target"))
