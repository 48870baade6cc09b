"""Who denies what: statements, and events that somebody did."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from conflictcli.model import dates
from conflictcli.model.denied import DenialGroup, Denied
from conflictcli.model.records import Dataset, Event, Participant, Statement

# The roles of those who did something, as a source says or leaves open.
DOERS = ("attacker", "accused")
_ACT_ROLES = frozenset((*DOERS, "target"))
_KINDS_WITHOUT_DOER = frozenset(
    (
        *("agreement", "law", "vote", "meeting", "report", "inquiry"),
        *("ceasefire", "suspension", "session"),
    )
)
_Grouped = dict[str, list[Statement]]


class Denials(NamedTuple):
    """Who denies each record that is denied, and what a speaker withdraws of its own, by id."""

    denied: Mapping[str, Denied]
    withdrawn: Mapping[str, Sequence[Statement]]


def is_act(event: Event) -> bool:
    """Return whether somebody did the event to others, so that it can be asked who did it.

    Who held a meeting or wrote a report is no such question.
    """
    if not event.participants:
        return event.kind.lower() not in _KINDS_WITHOUT_DOER
    return not _ACT_ROLES.isdisjoint(part.role for part in event.participants)


def is_accusation(statement: Statement) -> bool:
    """Return whether a statement says who did something."""
    return statement.stance != "denies" and bool(statement.attributes_to)


class Members:
    """The actors that are members of others, found once for each of these."""

    def __init__(self, dataset: Dataset) -> None:
        self._of_one: dict[str | None, list[str]] = {}
        for actor in dataset.actors:
            self._of_one.setdefault(actor.member_of, []).append(actor.id)
        self._found: dict[str, set[str]] = {}

    def of(self, actor: str) -> Collection[str]:
        """Return the ids of an actor and of its members, through others too."""
        if actor not in self._found:
            found = {actor}
            waiting = [actor]
            while waiting:
                new = [id for id in self._of_one.get(waiting.pop(), ()) if id not in found]
                found.update(new)
                waiting += new
            self._found[actor] = found
        return self._found[actor]

    def clears_itself(self, denial: Statement) -> bool:
        """Return whether the speaker is, or is a member of, one who by its denial did not do it."""
        return any(denial.speaker in self.of(actor) for actor in denial.attributes_to)


def find_denials(statements: Iterable[Statement], dataset: Dataset) -> Denials:
    """Return what is denied by statements, of these and of events; earlier denials first.

    What they refer to is looked up in `dataset`. A denial denies what it answers, or withdraws it
    if that is its speaker's own; any accusation of the same act that names one whom it clears; and
    the act itself.
    """
    statements = list(statements)
    denying = [said for said in statements if said.stance == "denies"]
    denying.sort(key=lambda said: said.sort_key)
    withdrawn, answers, others = _by_what_they_answer(denying, dataset)
    acts = _acts_that_may_be_denied(others, dataset)
    clearing: dict[tuple[str, str], list[Statement]] = {}
    for denial in others:
        for event, actor in _pairs(denial):
            if event in acts:
                clearing.setdefault((event, actor), []).append(denial)
    groups = {pair: DenialGroup(pair[0], found) for pair, found in clearing.items()}
    denied = {id: [DenialGroup(None, found)] for id, found in answers.items()}
    named = {(act.id, part.actor) for act in acts.values() for part in doers(act)}
    for said in filter(is_accusation, statements if groups else ()):
        if found := [pair for pair in _pairs(said) if pair in groups]:
            named.update(found)
            denied.setdefault(said.id, []).extend(groups[pair] for pair in found)
    of_events = _of_events(others, acts, named, dataset)
    denied |= {id: [DenialGroup(id, found)] for id, found in of_events.items()}
    accused_on = {said.id: dates.interval(said.when).earliest for said in statements}
    return Denials(
        {id: Denied(tuple(found), accused_on.get(id)) for id, found in denied.items()}, withdrawn
    )


def _by_what_they_answer(
    denying: Iterable[Statement], dataset: Dataset
) -> tuple[_Grouped, _Grouped, list[Statement]]:
    """Return withdrawals and answers by the id of what they answer, and all but withdrawals."""
    withdrawn: _Grouped = {}
    answers: _Grouped = {}
    others: list[Statement] = []
    for denial in denying:
        answered = dataset.statement_by_id.get(denial.responds_to)
        is_own = answered is not None and answered.speaker == denial.speaker
        if is_own and answered.id != denial.id:
            withdrawn.setdefault(answered.id, []).append(denial)
            continue
        others.append(denial)
        if denial.responds_to and not is_own:
            answers.setdefault(denial.responds_to, []).append(denial)
    return withdrawn, answers, others


def _acts_that_may_be_denied(denials: Iterable[Statement], dataset: Dataset) -> dict[str, Event]:
    """Return by id the acts that denials are about, but for those that last.

    Of a campaign nobody can tell which part of it a denial means, unless it answers somebody.
    """
    found = (dataset.event_by_id.get(id) for denial in denials for id in denial.about)
    return {e.id: e for e in found if e and is_act(e) and not dates.lasts(e.date)}


def _pairs(said: Statement) -> Iterable[tuple[str, str]]:
    """Return each event with each actor who did it, or did not, by a statement."""
    return product(dict.fromkeys(said.about), dict.fromkeys(said.attributes_to))


def doers(event: Event) -> list[Participant]:
    """Return the participants who are named as having done it."""
    return [part for part in event.participants if part.role in DOERS]


def _of_events(
    denials: Iterable[Statement],
    acts: Mapping[str, Event],
    named: set[tuple[str, str]],
    dataset: Dataset,
) -> _Grouped:
    """Return by event the denials of it; what only denies a denial or a detail is none.

    `named` are the pairs of an event and an actor who is said to have done it.
    """
    denied: _Grouped = {}
    for denial in denials:
        answered = dataset.statement_by_id.get(denial.responds_to)
        if answered and answered.stance == "denies":
            continue
        for id in dict.fromkeys(event for event in denial.about if event in acts):
            clears = any((id, actor) in named for actor in denial.attributes_to)
            if clears or not (denial.attributes_to or denial.responds_to):
                denied.setdefault(id, []).append(denial)
    return denied
