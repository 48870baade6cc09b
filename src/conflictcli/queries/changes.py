"""What came to be known from one day to another, or came to be published."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from conflictcli.model import dates, labels
from conflictcli.model.clocks import Clocks
from conflictcli.model.records import CasualtyReport, Dataset
from conflictcli.model.results import NewRecord, Result
from conflictcli.model.scope import Dated, Scope, check_window
from conflictcli.model.text import quantity
from conflictcli.queries.as_of import Tables, answer_as_of


def changes(
    dataset: Dataset, since: date, until: date | None, *, by_publication: bool = False
) -> Result:
    """Return the records that were known on a day, and not before another; by the day of each.

    They are known by their own dates, or by the days on which their sources were published.
    """
    check_window(since, until)
    clocks = Clocks(dataset)
    day_of = clocks.readable_from if by_publication else clocks.certain_from
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


def replaced_counts(counts: Iterable[CasualtyReport]) -> dict[str, str]:
    """Return by id of a count the newest earlier one of the same counter that it replaces.

    Both are of one event and of the same people; of the same days, or the newer of more.
    """
    series: dict[tuple[str, str], list[CasualtyReport]] = {}
    for count in counts:
        if count.counted_by:
            series.setdefault((count.event, count.counted_by), []).append(count)
    replaced: dict[str, str] = {}
    for each in series.values():
        each.sort(key=lambda count: count.sort_key)
        for index, count in enumerate(each):
            earlier = (each[before] for before in range(index - 1, -1, -1))
            if found := next((other for other in earlier if _replaces(count, other)), None):
                replaced[count.id] = found.id
    return replaced


def _replaces(count: CasualtyReport, earlier: CasualtyReport) -> bool:
    is_newer = dates.ends_before(earlier.as_of, count.as_of)
    return is_newer and not _people(earlier).isdisjoint(_people(count)) and _covers(count, earlier)


def _rows(found: Sequence[Dated], result: Result) -> list[NewRecord]:
    replaced = replaced_counts(result.known.casualties)
    denies: dict[str, list[str]] = {}
    known = result.known.dated_by_id
    for id in sorted(filter(known.__contains__, result.denied), key=lambda id: known[id].sort_key):
        for denial in result.denied[id].statements:
            denies.setdefault(denial.id, []).append(id)
    return [
        NewRecord(
            type=record.type,
            id=record.id,
            date=record.when,
            title=labels.title(record, result.dataset),
            replaces=replaced.get(record.id),
            denies=tuple(denies.get(record.id, ())),
            citations=record.citations,
        )
        for record in found
    ]


def _people(report: CasualtyReport) -> set[tuple[str, str]]:
    """Return who was counted, as killed and as injured: everyone, or groups alone."""
    return {
        (field, people)
        for field in ("killed", "injured")
        for people in (
            ["everyone"]
            if getattr(report, field)
            else [part.group for part in report.breakdown if getattr(part, field)]
        )
    }


def _covers(report: CasualtyReport, earlier: CasualtyReport) -> bool:
    if report.covers is None or earlier.covers is None:
        return report.covers == earlier.covers
    return dates.contains(report.covers, earlier.covers)


def _window(since: date, *, by_publication: bool) -> str:
    by = ", by day of publication" if by_publication else ""
    return f"from {dates.humanize_day(since)}{by}"


def _undated(records: int) -> list[str]:
    return [f"Left out {quantity(records, 'record')} without a certain day."] if records else []
