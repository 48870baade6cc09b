"""What is denied of each event, beside those who deny it."""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from conflictcli.model.denied import DenialGroup, Denied
from conflictcli.model.records import Dataset, Event, Statement
from conflictcli.model.results import Result
from conflictcli.queries.denials import is_act

_Heading = str | None  # The id of the event to list denials under, None being no event.


class DeniedBy(NamedTuple):
    """Records with the denials of each of them, both by date."""

    denied: list[Event | Statement]
    denials: list[Statement]


def denied_by_event(result: Result) -> dict[_Heading, list[DeniedBy]]:
    """Return what is denied of each event, together what the same denials deny, by date.

    That the event itself is denied is told where nobody in the dataset says what is denied.
    """
    found: dict[_Heading, dict[frozenset[int], DeniedBy]] = {}
    numbers: dict[tuple[str, ...], int] = {}
    number_of: dict[DenialGroup, int] = {}
    for said in sorted(result.known.statements, key=lambda said: said.sort_key):
        denied = result.denied.get(said.id)
        for id, groups in _denials_by_event(said, denied, result.dataset).items() if denied else ():
            for group in groups:
                if group not in number_of:
                    number_of[group] = numbers.setdefault((*group.ids,), len(numbers))
            key = frozenset(number_of[group] for group in groups)
            pairs = found.setdefault(id, {})
            if key not in pairs:
                pairs[key] = DeniedBy([], Denied((*groups,)).statements)
            pairs[key].denied.append(said)
    by_event = {id: [*pairs.values()] for id, pairs in found.items()}
    for event in result.known.events:
        if event.id in result.denied:
            every = result.denied[event.id].statements
            pairs_of_event = by_event.setdefault(event.id, [])
            beside = {said.id for pair in pairs_of_event for said in pair.denials}
            if alone := [denial for denial in every if denial.id not in beside]:
                pairs_of_event.append(DeniedBy([event], alone))
    return by_event


def _denials_by_event(
    said: Statement, denied: Denied, dataset: Dataset
) -> dict[_Heading, list[DenialGroup]]:
    """Return the denials of a statement by the events under which they are told."""
    found: dict[_Heading, list[DenialGroup]] = {}
    for group in denied.groups:
        if group.event:
            found.setdefault(group.event, []).append(group)
    answers = chain.from_iterable(group.statements for group in denied.groups if not group.event)
    for id, denials in _answers_by_event(said, answers, dataset).items():
        told = found.get(id, [])
        new = [d for d in denials if not any(d.id in group.ids for group in told)]
        if new:
            found.setdefault(id, []).append(DenialGroup(None, new))
    return found


def _answers_by_event(
    said: Statement, answers: Iterable[Statement], dataset: Dataset
) -> dict[_Heading, list[Statement]]:
    """Return denials that answer a statement by the events that both are about, acts alone if any.

    What was said in a meeting is told of what it was said of.
    """
    found: dict[_Heading, list[Statement]] = {}
    for denial in answers:
        about = set(denial.about)
        shared = [id for id in said.about if id in about] or [*said.about]
        events = (dataset.event_by_id.get(id) for id in shared)
        acts = [event.id for event in events if event and is_act(event)]
        for id in dict.fromkeys(acts or shared or [None]):
            found.setdefault(id, []).append(denial)
    return found
