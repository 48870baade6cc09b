"""Which events tell one thing, and which are parts of others: at any depth, in circles too."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from conflictcli.model.records import Event

Links = Mapping[str, Collection[str]]


class Families:
    """Events that differ from each other as one account, and the accounts of which each is a part.

    An account is named by its first event. Accounts that are parts of each other, in a circle, are
    one knot: none of them is the whole.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        self._of_one: Mapping[str, Sequence[Event]] = _accounts(events)
        wholes = self._wholes_of_accounts(events)
        self._knots = _knots(wholes)
        self.wholes = self._without_knots(wholes)

    def account(self, event: Event) -> Sequence[Event]:
        """Return the events that tell what one tells, with itself, in their order."""
        return self._of_one.get(event.id, (event,))

    def name(self, event: Event) -> str:
        """Return the id of the first event of an account."""
        return self.account(event)[0].id

    def knot(self, account: str) -> str:
        """Return the name of the knot that an account is in, else its own."""
        return self._knots.get(account, account)

    def _wholes_of_accounts(self, events: Sequence[Event]) -> dict[str, set[str]]:
        by_id = {event.id: event for event in events}
        wholes: dict[str, set[str]] = {}
        for event in events:
            whole = by_id.get(event.part_of) if event.part_of else None
            if whole and self.name(whole) != self.name(event):
                wholes.setdefault(self.name(event), set()).add(self.name(whole))
        return wholes

    def _without_knots(self, wholes: Links) -> dict[str, set[str]]:
        """Return the wholes of each account or knot, of which none leads back to itself."""
        leading: dict[str, set[str]] = {}
        for account, above in wholes.items():
            knots = {self.knot(whole) for whole in above} - {self.knot(account)}
            leading.setdefault(self.knot(account), set()).update(knots)
        return leading


def _accounts(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Return by id the events that differ from one, directly or through others, with itself."""
    by_id = {event.id: event for event in events}
    pairs = [(e.id, other) for e in events for other in e.disagrees_with if other in by_id]
    accounts: dict[str, list[Event]] = {}
    for group in _joined(pairs).values():
        if group[0] not in accounts:
            account = sorted((by_id[id] for id in group), key=lambda event: event.sort_key)
            accounts |= dict.fromkeys(group, account)
    return accounts


def _knots(wholes: Links) -> dict[str, str]:
    """Return the name of the knot of each account that is in a circle of parts."""
    endless = _endless(wholes)
    parts: dict[str, set[str]] = {}
    for account in endless:
        for whole in wholes.get(account, ()):
            if whole in endless:
                parts.setdefault(whole, set()).add(account)
    in_circles = _endless(parts)
    pairs = [(part, whole) for whole in in_circles for part in parts[whole] & in_circles]
    return {account: min(knot) for account, knot in _joined(pairs).items()}


def _endless(links: Links) -> set[str]:
    """Return the names from which links lead on without end, into a circle."""
    back: dict[str, list[str]] = {}
    onward = {name: len(targets) for name, targets in links.items()}
    for name, targets in links.items():
        for target in targets:
            back.setdefault(target, []).append(name)
    waiting = [name for name in {*links, *back} if not onward.get(name)]
    while waiting:
        for name in back.get(waiting.pop(), ()):
            onward[name] -= 1
            if not onward[name]:
                waiting.append(name)
    return {name for name, number in onward.items() if number}


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return for each name those that pairs join it to, directly or through others, and itself."""
    groups: dict[str, list[str]] = {}
    for one, other in pairs:
        ours, theirs = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        if ours is not theirs:
            fewer, more = sorted((ours, theirs), key=len)
            more.extend(fewer)
            groups.update(dict.fromkeys(fewer, more))
    return groups
