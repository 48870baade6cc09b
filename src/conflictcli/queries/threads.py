"""Statements in threads: each reply after what it answers."""

from collections.abc import Iterable, Mapping, Sequence

from conflictcli.model.denied import DenialGroup, Denied
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


class Threads:
    """The threads of statements, and the denials of these by the id of what is denied."""

    def __init__(self, statements: Sequence[Statement], denied: Mapping[str, Denied]) -> None:
        self._denied = denied
        self._by_id = {statement.id: statement for statement in statements}
        self._replies = _replies(statements)
        self._openings: dict[str, str] = {}
        self._brought: set[str] = set()
        self._brought_whole: set[str | DenialGroup] = set()

    def with_context(self, matched: Iterable[Statement]) -> list[Statement]:
        """Return statements with their whole threads and all denials of what these say, by date."""
        return self.of_ids(self.ids_with_context(matched))

    def ids_with_context(self, matched: Iterable[Statement]) -> set[str]:
        """Return the ids of statements, their whole threads and all denials of what these say."""
        ids = self.with_replies({self._opening(statement) for statement in matched})
        return self.with_denials(ids)

    def new_context(self, statement: Statement) -> list[Statement]:
        """Return what a statement comes with that was not returned before, by date."""
        opening = self._opening(statement)
        if opening in self._brought_whole:
            return []
        ids = self.with_replies([opening])
        groups = self._denial_groups(ids) - self._brought_whole
        ids |= {denial.id for group in groups for denial in group.statements}
        new = ids - self._brought
        self._brought |= new
        self._brought_whole |= {opening, *groups}
        return self.of_ids(new)

    def of_ids(self, ids: Iterable[str]) -> list[Statement]:
        """Return statements of ids by date."""
        return sorted((self._by_id[id] for id in ids), key=lambda said: said.sort_key)

    def with_replies(self, ids: Iterable[str]) -> set[str]:
        """Return ids with those of the replies, and of the replies to these."""
        wanted = set(ids)
        waiting = list(wanted)
        while waiting:
            new = [said.id for said in self._replies.get(waiting.pop(), ())]
            new = [id for id in new if id not in wanted]
            wanted.update(new)
            waiting += new
        return wanted

    def with_denials(self, ids: Iterable[str]) -> set[str]:
        """Return ids of statements with those of the denials of them, whomever these answer."""
        wanted = set(ids)
        groups = self._denial_groups(wanted)
        return wanted | {denial.id for group in groups for denial in group.statements}

    def _denial_groups(self, ids: Iterable[str]) -> set[DenialGroup]:
        return {group for id in ids if id in self._denied for group in self._denied[id].groups}

    def _opening(self, statement: Statement) -> str:
        """Return the id of the first statement of a thread; of a circle, that of any."""
        passed: dict[str, None] = {}
        above: Statement | None = statement
        while above and above.id not in self._openings and above.id not in passed:
            passed[above.id] = None
            statement = above
            above = self._by_id.get(above.responds_to or "")
        first = self._openings.get(above.id if above else "", statement.id)
        self._openings.update(dict.fromkeys(passed, first))
        return first


def _replies(statements: Iterable[Statement]) -> dict[str | None, list[Statement]]:
    replies: dict[str | None, list[Statement]] = {}
    for statement in statements:
        replies.setdefault(statement.responds_to, []).append(statement)
    return replies
