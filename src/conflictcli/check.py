"""What is wrong with a dataset whose shape is right: one small function a rule."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from conflictcli import dates
from conflictcli.errors import DateError
from conflictcli.model import Dataset
from conflictcli.records import Leaf, leaves

_REFERENCES = {
    "source": "source",
    "actor": "actor",
    "member_of": "actor",
    "speaker": "actor",
    "counted_by": "actor",
    "event": "event",
    "part_of": "event",
    "about": "event",
    "responds_to": "statement",
}
_DATES: dict[str, Callable[[str], object]] = {
    "published": dates.span,
    "date": dates.span,
    "as_of": dates.parse_day,
}


class Problem(NamedTuple):
    """A broken rule; `where` is the path of the value, like `events[3].citations[0].source`."""

    where: str
    message: str


def problems(dataset: Dataset) -> Iterator[Problem]:
    """Give every problem, rule by rule, in the order of the records."""
    found = list(leaves(dataset))
    yield from _dangling(dataset, found)
    yield from _bad_dates(found)
    yield from _bad_estimates(dataset)


def _dangling(dataset: Dataset, found: Iterable[Leaf]) -> Iterator[Problem]:
    known = {
        "source": dataset.source_by_id.keys(),
        "actor": dataset.actor_by_id.keys(),
        "event": dataset.event_by_id.keys(),
        "statement": dataset.statement_by_id.keys(),
    }
    for path, field, value in found:
        kind = _REFERENCES.get(field)
        if field == "disagrees_with":
            kind = "event" if path.startswith("events") else "statement"
        if kind and value not in known[kind]:
            yield Problem(path, f"expected the id of a known {kind}, got '{value}'.")


def _bad_dates(found: Iterable[Leaf]) -> Iterator[Problem]:
    for path, field, value in found:
        if field in _DATES:
            try:
                _DATES[field](value)
            except DateError as error:
                yield Problem(path, str(error))


def _bad_estimates(dataset: Dataset) -> Iterator[Problem]:
    for place, report in enumerate(dataset.casualties):
        for field, estimate in (("killed", report.killed), ("injured", report.injured)):
            given = [] if estimate is None else [estimate.low, estimate.best, estimate.high]
            numbers = [number for number in given if number is not None]
            if given and (not numbers or min(numbers) < 0):
                where = f"casualties[{place}].{field}"
                yield Problem(where, "expected low, best or high, none below 0; null is not given.")
