"""Add up, for each counter alone, what it counted in events: by month, year, place, actor, kind.

Of an event each counter gives one figure of killed and one of injured. No event is in a sum twice.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from conflictcli.errors import UsageError
from conflictcli.model.records import Dataset, Event
from conflictcli.model.results import EVERYONE, FIGURES, Count, Figure, Group, Result, ToAddUp
from conflictcli.model.rows import NotAdded, Reason, Sums, Total
from conflictcli.model.scope import Scope
from conflictcli.queries.as_of import answer_as_of
from conflictcli.queries.counts import standing
from conflictcli.queries.families import Families
from conflictcli.queries.figures import CounterFigure, counter_figures, range_of, sum_of
from conflictcli.queries.overlaps import Overlaps
from conflictcli.queries.sums import REASONS, SEVERAL, by_size, in_time, joined

_OF_COUNTS = ("counts of different days", "of a group alone")


def totals(to_add_up: ToAddUp, scope: Scope, by: Group) -> Result:
    """Return a total for each group and counter of the events in a scope, and what was not added.

    The window of the scope is that of the events here. By month or year the rows are in order, else
    the most killed come first. Raise UsageError for groups of people: they are never added up.
    """
    if scope.people is not None:
        raise UsageError("--by adds up counts of everyone: leave out --people.")

    def select(known: Dataset, background: Dataset) -> dict[str, list[Any]]:
        begun = _begun(known, background)
        if to_add_up.events is not None:
            begun = [event for event in begun if event.id in to_add_up.events]
        events = scope.filter(begun, background)
        ids = {event.id for event in events}
        reports = [n for n in known.casualties if n.event in ids and scope.admits_counter(n)]
        return {"events": events, "casualties": reports}

    asked = answer_as_of("casualties by", to_add_up.dataset, scope, select)
    sums = _sums(scope, by, asked)
    if to_add_up.sums:
        sums = joined(sums, to_add_up.sums)
    return _result(asked.dataset, scope, by, sums)


def _result(dataset: Dataset, scope: Scope, by: Group, sums: Sums) -> Result:
    """Return totals in their order."""
    rows = in_time(sums.rows) if by in ("month", "year") else by_size(sums.rows)
    uncounted = [each for each in sums.not_added if each.reason == "no count"]
    has_counts = bool(sums.rows) or len(sums.not_added) > len(uncounted)
    return Result(
        question="casualties by",
        subject=by,
        scope=scope,
        tables={
            "totals": rows,
            "not_added": sums.not_added if has_counts else [],
        },
        dataset=dataset,
        left_out=sums.left_out,
        not_added=sums.numbers,
        notes=_notes(sums, uncounted, scope),
    )


def _notes(sums: Sums, uncounted: Sequence[NotAdded], scope: Scope) -> tuple[str, ...]:
    """Return a sentence where nothing is added up.

    By a day, or of one counter, an event without a count may have one all the same.
    """
    if sums.rows or not sums.not_added:
        return ()
    if len(sums.not_added) > len(uncounted):
        return ("No count here can be added up.",)
    if scope.as_of or scope.published_by or scope.counted_by is not None:
        return ()
    number = uncounted[0].events
    return (
        "The event has no count." if number == 1 else f"None of {number:,} events has a count.",
    )


def groups_of(event: Event, by: Group, dataset: Dataset, scope: Scope) -> Sequence[str | None]:
    """Return the groups of an event; one of time only where all its possible days lie in it.

    As of a day it is of no later time.
    """
    if by == "place":
        return [event.place.name if event.place else None]
    if by == "kind":
        return [event.kind]
    if by == "actor":
        actors = dict.fromkeys(part.actor for part in event.participants)
        return list(dict.fromkeys(dataset.actor_by_id[id].name for id in actors)) or [None]
    if event.date is None:
        return [None]
    length = len("2016-10") if by == "month" else len("2016")
    first, last = (str(day)[:length] if day else None for day in scope.days_of(event))
    return [first if first == last else SEVERAL]


def _sums(scope: Scope, by: Group, asked: Result) -> Sums:
    """Return the totals of the events asked for, in no order, and what was not added, by reason."""
    dataset, found = asked.dataset, standing(asked.tables["casualties"], asked.dataset)
    families, left = Families(dataset.events), _Left()
    begun = {event.id for event in _begun(asked.known, dataset)}
    counted = {report.event for report in asked.known.casualties if report.has_number}

    accounts = _Accounts(families, begun, scope)
    of_key: dict[tuple[str | None, Figure], dict[str, CounterFigure]] = {}
    for event in asked.tables["events"]:
        counts = found.of_event(event.id)
        if not counts:
            # What others counted is not without a count.
            if event.id not in counted:
                left.add("no count", event.id, [])
        elif not accounts.lies_in_window(event):
            left.add("not certainly in the window", event.id, counts)
        else:
            left.add("of a group alone", event.id, [c for c in counts if c.people != EVERYONE])
            for key, of_counter in counter_figures(counts).items():
                of_key.setdefault(key, {})[event.id] = of_counter
    parts: dict[tuple[str | None, str | None], dict[Figure, list[_Added]]] = {}
    # In an order of their own: what is in a dataset besides changes none.
    in_order = sorted(of_key, key=lambda key: (key[0] is None, key[0] or "", FIGURES.index(key[1])))
    for counter, figure in in_order:
        of_event = of_key[counter, figure]
        for added in _counted_once(of_event, families, dataset, left):
            for group in accounts.groups(added.events[0], by, dataset):
                row = parts.setdefault((group, counter), {"killed": [], "injured": []})
                row[figure].append(added)
    rows = [_total(group, counter, added) for (group, counter), added in parts.items()]
    return Sums(rows, left.rows(), asked.left_out, left.numbers)


class _Accounts:
    """Events with those that tell one thing differently, each account made up once."""

    def __init__(self, families: Families, begun: Collection[str], scope: Scope) -> None:
        self.families, self.begun, self.scope = families, begun, scope
        self.found: dict[str, tuple[Sequence[Event], bool]] = {}
        self.groups_found: dict[str, Sequence[str | None]] = {}

    def of(self, event: Event) -> Sequence[Event]:
        """Return the events that tell one thing, of those that had begun."""
        return self._found(event)[0]

    def groups(self, event: Event, by: Group, dataset: Dataset) -> Sequence[str | None]:
        """Return the groups of events that tell one thing: `several` where they are not of one."""
        name = self.families.name(event)
        if name not in self.groups_found:
            accounts = self.of(event)
            first, *others = (groups_of(each, by, dataset, self.scope) for each in accounts)
            is_one = all(set(each) == set(first) for each in others)
            self.groups_found[name] = first if is_one else [SEVERAL]
        return self.groups_found[name]

    def lies_in_window(self, event: Event) -> bool:
        """Return whether all possible days of them lie in the window."""
        return self._found(event)[1]

    def _found(self, event: Event) -> tuple[Sequence[Event], bool]:
        name = self.families.name(event)
        if name not in self.found:
            account = [e for e in self.families.account(event) if e.id in self.begun] or [event]
            self.found[name] = account, all(map(self.scope.holds_whole, account))
        return self.found[name]


def _begun(known: Dataset, background: Dataset) -> list[Event]:
    """Return the events that had certainly begun, or of which a count was known.

    A count that was known counts, though its event may have no certain day.
    """
    ids = {event.id for event in known.events} | {report.event for report in known.casualties}
    return [event for event in background.events if event.id in ids]


class _Left:
    """What is not added, by reason: ids of events, and of counts, each once."""

    def __init__(self) -> None:
        self.events: dict[Reason, dict[str, None]] = {reason: {} for reason in REASONS}
        self.counts: dict[Reason, dict[str, None]] = {reason: {} for reason in REASONS}
        self.numbers: dict[str, list[Count]] = {}

    def add(self, reason: Reason, event: str, counts: Iterable[Count]) -> None:
        """Add counts of an event; without any count, the event for a reason of events."""
        counts = list(counts)
        ids = dict.fromkeys(count.report.id for count in counts)
        if counts and reason != "not certainly in the window":
            self.numbers.setdefault(reason, []).extend(counts)
        if ids or reason not in _OF_COUNTS:
            self.events[reason][event] = None
            self.counts[reason].update(ids)

    def rows(self) -> list[NotAdded]:
        """Return a row for each reason that is true of something."""
        return [
            NotAdded(
                reason,
                len(self.events[reason]),
                len(self.counts[reason]),
                sorted((self.counts if reason in _OF_COUNTS else self.events)[reason]),
            )
            for reason in REASONS
            if self.events[reason]
        ]


class _Added(NamedTuple):
    """Events that tell one thing, by its name, and what one counter says of each."""

    account: str
    events: Sequence[Event]
    figures: Sequence[CounterFigure]


def _counted_once(
    of_event: Mapping[str, CounterFigure], families: Families, dataset: Dataset, left: _Left
) -> Iterator[_Added]:
    """Yield what is added of one counter's figures: no part of a whole, of accounts one range."""
    accounts: dict[str, list[Event]] = {}
    for id in of_event:
        event = dataset.event_by_id[id]
        accounts.setdefault(families.name(event), []).append(event)
    overlaps = Overlaps(
        {name: [of_event[e.id].period for e in events] for name, events in accounts.items()},
        families,
    )
    for name, events in accounts.items():
        events.sort(key=lambda event: event.sort_key)
        if reason := overlaps.reason(name):
            for event in events:
                left.add(reason, event.id, of_event[event.id].counts)
                left.add("counts of different days", event.id, of_event[event.id].unused)
            continue
        for event in events[1:]:
            left.add("another account of a counted event", event.id, of_event[event.id].counts)
        for event in events:
            left.add("counts of different days", event.id, of_event[event.id].unused)
        yield _Added(name, events, [of_event[event.id] for event in events])


def _total(
    group: str | None, counter: str | None, parts: Mapping[Figure, Sequence[_Added]]
) -> Total:
    added = [each for figure in FIGURES for each in parts[figure]]
    reports = {c.report.id for each in added for f in each.figures for c in f.counts}
    killed, injured = (
        sum_of([range_of([f.number for f in each.figures]) for each in parts[figure]])
        for figure in FIGURES
    )
    return Total(
        group=group,
        counter=counter,
        events=len({each.account for each in added}),
        counts=len(reports),
        killed=killed,
        injured=injured,
    )
