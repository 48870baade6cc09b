"""Counts of one event that cannot both hold."""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from conflictcli.model.labels import counts_in_full, whose
from conflictcli.model.records import CasualtyReport, Dataset, Estimate
from conflictcli.model.results import FIGURES, Figure, Period
from conflictcli.model.rows import Dispute, DisputeKind, Side
from conflictcli.model.text import normalized_name
from conflictcli.queries.conflicts import Number, Numbers
from conflictcli.queries.contested import (
    contested_by_itself,
    contested_by_others,
    unnamed_pool,
)
from conflictcli.queries.counts import Standing
from conflictcli.queries.support import source_ids_of

_ABOUT = 0.2  # "About 20" may be a fifth more or less.
_NAMED, _UNNAMED = "named", "unnamed"
_MOST_PAIRS = 1_000  # Counts that all differ are pairs half as many as their square.


class _Alike:
    """Reports that give the same numbers of the same days, and who may dispute them."""

    def __init__(self, numbers: Sequence[Number], reports: Sequence[CasualtyReport]) -> None:
        self.numbers, self.reports = numbers, reports
        self.counters = {r.counted_by for r in reports if r.counted_by is not None}
        unnamed = [report for report in reports if report.counted_by is None]
        self.has_unnamed = bool(unnamed)
        pools = (unnamed_pool(report, numbers) for report in unnamed)
        self.unnamed_pools = {pool for pool in pools if pool}

    @property
    def kinds(self) -> list[str]:
        """Return under what it is found: as named, as unnamed, and by the pools of unnamed ones."""
        named = [_NAMED] if self.counters else []
        return [*named, *([_UNNAMED] if self.has_unnamed else []), *self.unnamed_pools]

    @property
    def compared_with(self) -> set[str]:
        """Return under what that is found which may be by another counter, or by the same."""
        others = {_NAMED, _UNNAMED} if self.counters else {_NAMED}
        return others | self.unnamed_pools

    def disputing(self, other: "_Alike", of_one: bool) -> list[CasualtyReport]:
        """Return the reports that have another by the same counter there, or by a second one."""
        numbers = self.numbers
        return [report for report in self.reports if other._is_beside(report, numbers, of_one)]

    def _is_beside(self, report: CasualtyReport, numbers: Sequence[Number], of_one: bool) -> bool:
        counter = report.counted_by
        if of_one:
            return counter in self.counters
        if counter is None:
            pool = unnamed_pool(report, numbers)
            return bool(self.counters) or pool in self.unnamed_pools
        return self.has_unnamed or bool(self.counters - {counter})


def count_disputes(event: str, found: Standing, dataset: Dataset) -> Iterator[Dispute]:
    """Yield the counts of an event that cannot both hold, the most contested first.

    Counts of one number and period stand on one side; each pair of sides stands once. What one
    counter brought up or down is replaced, and no dispute; two of its standing figures that do not
    fit are a dispute of their own kind. Where there are very many pairs, all that are in one are
    told once, in one dispute.
    """
    reports = {count.report.id: count.report for count in found.of_event(event)}
    if len(reports) < 2:  # As most events have.
        return
    by_numbers: dict[tuple[Number, ...], list[CasualtyReport]] = {}
    for report in sorted(reports.values(), key=lambda report: report.sort_key):
        by_numbers.setdefault(tuple(_numbers(report, found)), []).append(report)
    groups = [_Alike(numbers, alike) for numbers, alike in by_numbers.items()]
    pairs = _conflicting(groups)
    if len(pairs) <= _MOST_PAIRS:
        yield from _of_kind("count", groups, pairs, event, dataset)
        yield from _of_kind("one counter", groups, pairs, event, dataset)
        return
    numbers = [(report, group.numbers) for group in groups for report in group.reports]
    listed: dict[DisputeKind, set[str]] = {
        "many counts": contested_by_others(numbers),
        "one counter, many counts": contested_by_itself(numbers),
    }
    for kind, contested in listed.items():
        told = ([r for r in group.reports if r.id in contested] for group in groups)
        if sides := [_side(reports, dataset) for reports in told if reports]:
            yield Dispute(event, kind, sides)


def _conflicting(groups: Sequence[_Alike]) -> list[tuple[int, int]]:
    """Return the indices of groups of which numbers of one people cannot both hold, in order.

    They are of the same days and differ, or one has certainly more people in days that lie within
    those of the other. Beyond the most pairs that are told, only one more is returned.
    """
    numbers: dict[tuple[Figure, str, str], list[tuple[Number, int]]] = {}
    for index, group in enumerate(groups):
        for number in group.numbers:
            for kind in group.kinds:
                key = (number.figure, number.people, kind)
                numbers.setdefault(key, []).append((number, index))
    by_key = {key: Numbers(of_key) for key, of_key in numbers.items()}
    found = (
        (max(index, other), min(index, other))
        for index, group in enumerate(groups)
        for number in group.numbers
        for kind in group.compared_with
        if (others := by_key.get((number.figure, number.people, kind)))
        for other in others.below(number, index)
    )
    pairs: set[tuple[int, int]] = set()
    for pair in found:
        pairs.add(pair)
        if len(pairs) > _MOST_PAIRS:
            break
    return sorted(pairs)


def _of_kind(
    kind: DisputeKind,
    groups: Sequence[_Alike],
    pairs: Iterable[tuple[int, int]],
    event: str,
    dataset: Dataset,
) -> Iterator[Dispute]:
    """Yield a dispute for each group with those that it is against and that are not yet told."""
    of_one = kind == "one counter"
    against: dict[int, dict[int, list[CasualtyReport]]] = {}
    for n, m in pairs:
        if theirs := groups[m].disputing(groups[n], of_one):
            against.setdefault(n, {})[m] = theirs
            against.setdefault(m, {})[n] = groups[n].disputing(groups[m], of_one)
    done: set[frozenset[int]] = set()
    for n in sorted(against, key=lambda n: (-len(against[n]), n)):
        others = {m: side for m, side in against[n].items() if frozenset((n, m)) not in done}
        done.update(frozenset((n, m)) for m in others)
        if others:
            own = _once(report for m in others for report in against[m][n])
            sides = [own, *(others[m] for m in sorted(others))]
            yield Dispute(event, kind, [_side(side, dataset) for side in sides])


def _numbers(report: CasualtyReport, found: Standing) -> Iterator[Number]:
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
                    yield _number(figure, part.group, number.rising, of_figure[0].period)


def _number(figure: Figure, people: str, number: Estimate, period: Period | None) -> Number:
    numbers = number.numbers
    least: float = 0 if number.low is number.best is None else numbers[0]
    most: float = inf if number.is_open else numbers[-1]
    if number.approximate:
        least, most = least * (1 - _ABOUT), most * (1 + _ABOUT)
    return Number(figure, normalized_name(people) or people, str(number), least, most, period)


def _once(reports: Iterable[CasualtyReport]) -> list[CasualtyReport]:
    return list({report.id: report for report in reports}.values())


def _side(reports: Sequence[CasualtyReport], dataset: Dataset) -> Side:
    return Side(
        [report.id for report in reports],
        "; ".join(f"{counts_in_full(r)}, {whose(r, dataset)}" for r in reports),
        source_ids_of(reports),
    )
