"""Statements in threads: each reply after what it answers."""

from collections.abc import Collection, Iterable, Sequence

from conflictcli.model.records import Statement


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


def denied(statements: Iterable[Statement]) -> set[str]:
    """Return the ids of the events that a denial is about, and of the statements it answers."""
    denials = [statement for statement in statements if statement.stance == "denies"]
    ids = (id for denial in denials for id in (*denial.about, denial.responds_to))
    return {id for id in ids if id}


def answers(statements: Iterable[Statement], own: Collection[str]) -> list[Statement]:
    """Return the statements outside `own` that respond to one of them or disagree with it."""
    return [
        said
        for said in statements
        if said.id not in own
        and (said.responds_to in own or any(other in own for other in said.disagrees_with))
    ]


def _replies(statements: Iterable[Statement]) -> dict[str | None, list[Statement]]:
    replies: dict[str | None, list[Statement]] = {}
    for statement in statements:
        replies.setdefault(statement.responds_to, []).append(statement)
    return replies
