"""What came to be known from one day to another, or came to be published."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from conflictcli.model import dates, labels
from conflictcli.model.clocks import Clocks
from conflictcli.model.denied import DenialGroup
from conflictcli.model.records import CasualtyReport, Dataset
from conflictcli.model.results import EVERYONE, FIGURES, Count, Figure, Result
from conflictcli.model.rows import NewRecord
from conflictcli.model.scope import Dated, Scope, check_window
from conflictcli.model.text import quantity
from conflictcli.queries.as_of import Tables, answer_as_of
from conflictcli.queries.counts import Standing, replaces, standing_of

_MANY_DENIED = 20  # More than these are told once, by the first that denies them.


def changes(
    dataset: Dataset, since: date, until: date | None, *, by_publication: bool = False
) -> Result:
    """Return the records that were known on a day, and not before another; by the day of each.

    They are known by their own dates, or by the days on which their sources were published.
    """
    check_window(since, until)
    clocks = Clocks(dataset)
    day_of = clocks.published_from if by_publication else clocks.certain_from
    days = {record.id: day_of(record) for record in dataset.dated}
    scope = Scope(published_by=until) if by_publication else Scope(as_of=until)

    def select(known: Dataset, background: Dataset) -> Tables:
        # Of what has no certain day one cannot say whether it is new: it is left out.
        return {"changes": [r for r in known.dated if (day := days[r.id]) is None or day >= since]}

    result = answer_as_of("changes", dataset, scope, select)
    found = [record for record in result.tables["changes"] if days[record.id]]
    found.sort(key=lambda record: (days[record.id], record.sort_key))
    undated = len(result.tables["changes"]) - len(found)
    return replace(
        result,
        subject=_window(since, by_publication=by_publication),
        tables={"changes": _rows(found, result)},
        notes=(*_undated(undated), *([] if found else ["Nothing is new in these days."])),
    )


def _replaced_counts(found: Standing) -> dict[str, str]:
    """Return by id of a report the newest earlier one of which it replaces a number."""
    series: dict[tuple[str, str, Figure, str], list[Count]] = {}
    for counts in found.of_reports.values():
        for count in counts:
            if counter := count.report.counted_by:
                key = (count.report.event, counter, count.figure, count.people_key)
                series.setdefault(key, []).append(count)
    newest: dict[str, CasualtyReport] = {}
    is_replaced = {id for id, _, _ in found.replaced_by}
    for of_people in series.values():
        of_people.sort(key=lambda count: count.report.sort_key)
        passed: list[Count] = []
        for count in of_people:
            report = count.report
            before = next((c.report for c in reversed(passed) if replaces(count, c)), None)
            known = newest.get(report.id, before)
            if before and known:
                newest[report.id] = max(before, known, key=lambda each: each.sort_key)
            passed += [count] if report.id in is_replaced else []
    return {id: report.id for id, report in newest.items()}


def replaced_part(found: Standing, row: NewRecord) -> CasualtyReport:
    """Return the report that a new one replaces, with the numbers alone that it replaces."""
    new, old = found.of_reports[row.id], found.of_reports[str(row.replaces)]
    gone = [count for count in old if any(replaces(later, count) for later in new)]
    report = gone[0].report
    people = {figure: {c.people for c in gone if c.figure == figure} for figure in FIGURES}

    def is_replaced(figure: Figure, group: str) -> bool:
        # The groups of a number of everyone go with it.
        return EVERYONE in people[figure] or group in people[figure]

    parts = [
        replace(
            part,
            killed=part.killed if is_replaced("killed", part.group) else None,
            injured=part.injured if is_replaced("injured", part.group) else None,
        )
        for part in report.breakdown
    ]
    return replace(
        report,
        killed=report.killed if EVERYONE in people["killed"] else None,
        injured=report.injured if EVERYONE in people["injured"] else None,
        breakdown=tuple(part for part in parts if part.killed or part.injured),
    )


def _rows(found: Sequence[Dated], result: Result) -> list[NewRecord]:
    replaced = _replaced_counts(standing_of(result))
    denies = _denied_records(found, result)
    return [
        NewRecord(
            type=record.type,
            id=record.id,
            date=record.when,
            title=labels.title(record, result.dataset),
            replaces=replaced.get(record.id),
            denies=denies[record.id].ids,
            denies_same_as=denies[record.id].same_as,
            citations=record.citations,
        )
        for record in found
    ]


class _Denies(NamedTuple):
    """What a record denies: ids, or the id of an earlier record that denies the same."""

    ids: tuple[str, ...] = ()
    same_as: str | None = None


def _denied_records(found: Sequence[Dated], result: Result) -> dict[str, _Denies]:
    """Return by id what each record denies; many that several deny, once."""
    known = result.known.dated_by_id
    by_date = sorted(filter(known.__contains__, result.denied), key=lambda id: known[id].sort_key)
    order = {id: number for number, id in enumerate(by_date)}
    denied: dict[DenialGroup, list[str]] = {}
    for id in by_date:
        for group in result.denied[id].groups:
            denied.setdefault(group, []).append(id)
    groups_of: dict[str, list[DenialGroup]] = {}
    for group in denied:
        for denial in group.statements:
            groups_of.setdefault(denial.id, []).append(group)
    first: dict[tuple[DenialGroup, ...], str] = {}
    denies: dict[str, _Denies] = {}
    for record in found:
        groups = tuple(groups_of.get(record.id, ()))
        if groups in first:
            same = denies[first[groups]].ids
            many = len(same) > _MANY_DENIED
            denies[record.id] = _Denies((), first[groups]) if many else _Denies(same)
            continue
        ids = {id for group in groups for id in denied[group]}
        denies[record.id] = _Denies(tuple(sorted(ids, key=lambda id: order[id])))
        first[groups] = record.id
    return denies


def _window(since: date, *, by_publication: bool) -> str:
    by = ", by day of publication" if by_publication else ""
    return f"from {dates.humanize_day(since)}{by}"


def _undated(records: int) -> list[str]:
    return [f"Left out {quantity(records, 'record')} without a certain day."] if records else []
