"""Statements in threads: each reply after what it answers."""

from collections.abc import Iterable, Sequence

from conflictcli.model import Statement


def in_order(statements: Sequence[Statement]) -> list[Statement]:
    """Put each reply after what it answers, keeping the order otherwise; lose none in a circle."""
    replies = _replies(statements)
    ids = {statement.id for statement in statements}
    starts = [statement for statement in statements if statement.responds_to not in ids]
    waiting = [*reversed(statements), *reversed(starts)]
    placed: dict[str, Statement] = {}
    while waiting:
        statement = waiting.pop()
        if statement.id not in placed:
            placed[statement.id] = statement
            waiting += reversed(replies.get(statement.id, []))
    return list(placed.values())


def depths(statements: Iterable[Statement]) -> dict[str, int]:
    """Tell how deep each statement of an ordered thread stands, 0 where its opening is absent."""
    found: dict[str, int] = {}
    for statement in statements:
        found[statement.id] = found.get(statement.responds_to or "", -1) + 1
    return found


def with_replies(statements: Sequence[Statement], ids: set[str]) -> list[Statement]:
    """Give the statements of those ids, the replies to them, and the replies to these."""
    found = set(ids)
    waiting = list(ids)
    replies = _replies(statements)
    while waiting:
        new = [said.id for said in replies.get(waiting.pop(), []) if said.id not in found]
        found.update(new)
        waiting += new
    return [said for said in statements if said.id in found]


def denied(statements: Iterable[Statement]) -> set[str]:
    """Give the ids of the events that a denial is about, and of the statements that it answers."""
    denials = [statement for statement in statements if statement.stance == "denies"]
    links = (link for denial in denials for link in (*denial.about, denial.responds_to))
    return {link for link in links if link}


def answers(statements: Iterable[Statement], own: set[str]) -> list[Statement]:
    """Give the statements outside `own` that respond to one of them or disagree with it."""
    others = [statement for statement in statements if statement.id not in own]
    return [
        other
        for other in others
        if other.responds_to in own or not own.isdisjoint(other.disagrees_with)
    ]


def _replies(statements: Iterable[Statement]) -> dict[str | None, list[Statement]]:
    """Give the statements by what they respond to."""
    found: dict[str | None, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.responds_to, []).append(statement)
    return found
