"""Counts of one event that cannot both hold."""

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import NamedTuple

from conflictcli.model import dates
from conflictcli.model.labels import title
from conflictcli.model.records import CasualtyReport, Dataset, Estimate
from conflictcli.model.results import FIGURES, Dispute, DisputeKind, Figure, Period, Side
from conflictcli.model.text import normalized_name
from conflictcli.queries.counts import Standing, rising
from conflictcli.queries.support import source_ids_of

_ABOUT = 0.2  # "About 20" may be a fifth more or less.


class _Number(NamedTuple):
    """The killed or injured of one people in a report that stands, with its least and most."""

    figure: Figure
    people: str
    words: str
    least: float
    most: float
    period: Period | None


def count_disputes(event: str, found: Standing, dataset: Dataset) -> Iterator[Dispute]:
    """Yield the counts of an event that cannot both hold, the most contested first.

    Counts of one number and period stand on one side; each pair of sides stands once. What one
    counter brought up or down is replaced, and no dispute; two of its standing figures that do not
    fit are a dispute of their own kind.
    """
    alike: dict[tuple[_Number, ...], list[CasualtyReport]] = {}
    reports = {count.report.id: count.report for count in found.of_event(event)}
    for report in sorted(reports.values(), key=lambda report: report.sort_key):
        alike.setdefault(tuple(_numbers(report, found)), []).append(report)
    groups = list(alike.items())
    yield from _of_kind("count", groups, event, dataset)
    yield from _of_kind("one counter", groups, event, dataset)


def _of_kind(
    kind: DisputeKind,
    groups: Sequence[tuple[Sequence[_Number], Sequence[CasualtyReport]]],
    event: str,
    dataset: Dataset,
) -> Iterator[Dispute]:
    of_one = kind == "one counter"
    against: dict[int, dict[int, list[CasualtyReport]]] = {n: {} for n in range(len(groups))}
    for n, (numbers, reports) in enumerate(groups):
        for m, (other_numbers, other_reports) in enumerate(groups[:n]):
            pairs = _pairs(reports, other_reports, of_one)
            if pairs and any(_conflict(a, b) for a in numbers for b in other_numbers):
                against[n][m] = _once(other for _, other in pairs)
                against[m][n] = _once(one for one, _ in pairs)
    done: set[frozenset[int]] = set()
    for n in sorted(against, key=lambda n: (-len(against[n]), n)):
        others = {m: side for m, side in against[n].items() if frozenset((n, m)) not in done}
        done.update(frozenset((n, m)) for m in others)
        if others:
            own = _once(report for m in others for report in against[m][n])
            sides = [own, *(others[m] for m in sorted(others))]
            yield Dispute(event, kind, [_side(side, dataset) for side in sides])


def _pairs(
    one_side: Sequence[CasualtyReport], other_side: Sequence[CasualtyReport], of_one: bool
) -> list[tuple[CasualtyReport, CasualtyReport]]:
    """Return the pairs of reports by one counter, or by two."""
    return [
        (one, other)
        for one in one_side
        for other in other_side
        if (_is_one_counter(one, other) if of_one else _are_two_counters(one, other))
    ]


def _is_one_counter(one: CasualtyReport, other: CasualtyReport) -> bool:
    return one.counted_by is not None and one.counted_by == other.counted_by


def _are_two_counters(one: CasualtyReport, other: CasualtyReport) -> bool:
    """Return whether two counted: where nobody is named, only if both stood on the same day."""
    if one.counted_by is None and other.counted_by is None:
        return one.as_of == other.as_of and dates.is_day(one.as_of)
    return one.counted_by != other.counted_by


def _numbers(report: CasualtyReport, found: Standing) -> Iterator[_Number]:
    """Yield the numbers of a report that stand: of everyone, and of each group."""
    counts = [count for count in found.of_reports[report.id] if found.stands(count)]
    for figure in FIGURES:
        of_figure = [count for count in counts if count.figure == figure]
        for count in of_figure:
            yield _number(figure, count.people, count.number, count.period)
        if getattr(report, figure) is not None and of_figure:
            for part in report.breakdown:
                number: Estimate | None = getattr(part, figure)
                if number is not None:
                    yield _number(figure, part.group, rising(number), of_figure[0].period)


def _number(figure: Figure, people: str, number: Estimate, period: Period | None) -> _Number:
    numbers = number.numbers
    least: float = 0 if number.low is number.best is None else numbers[0]
    most: float = inf if number.is_open else numbers[-1]
    if number.approximate:
        least, most = least * (1 - _ABOUT), most * (1 + _ABOUT)
    return _Number(figure, normalized_name(people), str(number), least, most, period)


def _conflict(one: _Number, other: _Number) -> bool:
    """Return whether numbers of one people cannot both hold.

    They are of the same days and differ, or one has certainly more people in days that lie within
    those of the other.
    """
    if (one.figure, one.people) != (other.figure, other.people):
        return False
    if one.period is None or other.period is None:
        return False
    is_more = one.least > other.most and other.period.contains(one.period)
    is_fewer = other.least > one.most and one.period.contains(other.period)
    return is_more or is_fewer


def _once(reports: Iterable[CasualtyReport]) -> list[CasualtyReport]:
    return list({report.id: report for report in reports}.values())


def _side(reports: Sequence[CasualtyReport], dataset: Dataset) -> Side:
    return Side(
        [report.id for report in reports],
        "; ".join(title(report, dataset) for report in reports),
        source_ids_of(reports),
    )
