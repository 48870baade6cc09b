"""Pure questions to a dataset: what happened, who said what, and how many, as of a day."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any

from conflictcli.model import kinds
from conflictcli.model.records import Actor, CasualtyReport, Dataset, Event, Source, Statement
from conflictcli.model.results import Result
from conflictcli.model.scope import Dated, Scope
from conflictcli.queries import threads
from conflictcli.queries.as_of import (
    begun_by,
    with_disagreements_on_both_sides,
    without_later_sources,
)
from conflictcli.queries.info import marked

Tables = dict[str, list[Any]]
_SORT_KEY = attrgetter("sort_key")
_OF_NO_RECORDS = ("totals", "disputes", "info", "values", "changes", "problems")


def timeline(dataset: Dataset, scope: Scope) -> Result:
    """Return events, statements and casualty reports in date order, undated last.

    Of a window, what lies in it for certain comes first, then what only may. Statements bring
    their threads, and accusations the denials.
    """

    def ask(known: Dataset, background: Dataset) -> Tables:
        records = scope.filter(known.dated, background)
        if scope.marks:
            every = marked(known)
            records = [r for r in records if all(r.id in every[mark] for mark in scope.marks)]
        return {"timeline": records}

    result = as_known("timeline", dataset, scope, ask)
    matched = result.tables["timeline"]
    certain = [record for record in matched if scope.is_certain(record)]
    first = _with_context(certain, result.known)
    ids = {record.id for record in first}
    rest = [record for record in _with_context(matched, result.known) if record.id not in ids]
    rows = [*sorted(first, key=_SORT_KEY), *sorted(rest, key=_SORT_KEY)]
    matched_ids = {record.id for record in matched}
    return replace(result, tables={"timeline": rows}, matched=matched_ids, certain=ids)


def event(dataset: Dataset, event: Event, as_of: date | None = None) -> Result:
    """Return all about one event: what was said with the replies, the counts and its parts."""

    def ask(known: Dataset, background: Dataset) -> Tables:
        about = [said for said in known.statements if event.id in said.about]
        said = sorted(threads.in_context(about, known.statements), key=_SORT_KEY)
        counts = [count for count in known.casualties if count.event == event.id]
        parts = [part for part in known.events if part.part_of == event.id]
        return {
            "events": [found for found in known.events if found.id == event.id],
            "statements": threads.in_order(said),
            "casualties": _event_by_event(counts, background),
            "parts": sorted(parts, key=_SORT_KEY),
        }

    result = as_known("event", dataset, Scope(as_of=as_of, event=event.id), ask)
    sources = kinds.cited(result.dataset, chain.from_iterable(result.tables.values()))
    return replace(result, tables={**result.tables, "sources": sources}, subject=event.id)


def actor(dataset: Dataset, actor: Actor, as_of: date | None = None) -> Result:
    """Return all about one actor: its events and statements by earliest day, and the replies."""
    own = Scope(actor=[actor.id])

    def ask(known: Dataset, background: Dataset) -> Tables:
        said = sorted(own.filter(known.statements, background), key=_SORT_KEY)
        own_ids = {statement.id for statement in said}
        answering = [
            other
            for other in known.statements
            if other.responds_to in own_ids or not own_ids.isdisjoint(other.disagrees_with)
        ]
        replies = threads.with_denials([*said, *answering], known.statements)
        return {
            "actors": [background.actor_by_id[actor.id]],
            "events": sorted(own.filter(known.events, background), key=_SORT_KEY),
            "statements": threads.in_order(said),
            "replies": sorted((r for r in replies if r.id not in own_ids), key=_SORT_KEY),
        }

    return replace(as_known("actor", dataset, Scope(as_of=as_of), ask), subject=actor.id)


def actors(dataset: Dataset, as_of: date | None = None) -> Result:
    """Return all actors, with what was known of them by a day."""

    def ask(known: Dataset, background: Dataset) -> Tables:
        return {"actors": [*background.actors]}

    return as_known("actors", dataset, Scope(as_of=as_of), ask)


def statements(dataset: Dataset, scope: Scope) -> Result:
    """Return statements by earliest day, each reply after what it answers.

    They bring their threads, and accusations the denials.
    """

    def ask(known: Dataset, background: Dataset) -> Tables:
        return {"statements": scope.filter(known.statements, background)}

    result = as_known("statements", dataset, scope, ask)
    matched = result.tables["statements"]
    said = sorted(threads.in_context(matched, result.known.statements), key=_SORT_KEY)
    ids = {statement.id for statement in matched}
    return replace(result, tables={"statements": threads.in_order(said)}, matched=ids)


def casualty_reports(dataset: Dataset, scope: Scope) -> Result:
    """Return casualty reports event by event, each by its as-of day, those without one last."""

    def ask(known: Dataset, background: Dataset) -> Tables:
        counts = scope.filter(known.casualties, background)
        return {"casualties": _event_by_event(counts, background)}

    result = as_known("casualties", dataset, scope, ask)
    if scope.as_of and not result.tables["casualties"]:
        counts = scope.filter(dataset.casualties, dataset)
        first = min((count.as_of for count in counts if count.as_of), default=None)
        return replace(result, notes=(f"The first count is of {first}.",) if first else ())
    return result


def sources(dataset: Dataset, source: Source | None = None) -> Result:
    """Return one source, or all."""
    found = [source] if source else [*dataset.sources]
    return Result(question="sources", tables={"sources": found}, dataset=dataset)


def check_references(result: Result) -> None:
    """Raise DatasetError where a record has no source, speaker, event or counterpart to show."""
    dataset = result.dataset
    tables = (records for name, records in result.tables.items() if name not in _OF_NO_RECORDS)
    for record in chain.from_iterable(tables):
        for source in record.source_ids:
            dataset.source_by_id[source]
        if isinstance(record, Event | Statement):
            by_id = dataset.event_by_id if isinstance(record, Event) else dataset.statement_by_id
            for other in record.disagrees_with:
                by_id[other]
        for id in record.event_ids:
            dataset.event_by_id[id]
        kinds.title(record, dataset)


def as_known(
    question: str,
    dataset: Dataset,
    scope: Scope,
    ask: Callable[[Dataset, Dataset], Tables],
) -> Result:
    """Return the answer to a question as of the day of a scope, None being today.

    `ask` is given what was known by the day, and all that was published by it, to look things up.
    """
    day = scope.as_of
    by_then = without_later_sources(dataset, day) if day else dataset
    background = with_disagreements_on_both_sides(by_then, by_then)
    known, perhaps = background, background
    if day:
        known, perhaps = (
            with_disagreements_on_both_sides(begun_by(background, day, perhaps=more), background)
            for more in (False, True)
        )
    tables = ask(known, background)
    with_more = ask(perhaps, background) if day else tables
    reports = [r for r in chain.from_iterable(tables.values()) if isinstance(r, CasualtyReport)]
    return Result(
        question=question,
        scope=scope,
        tables=tables,
        dataset=background,
        known=known,
        left_out=sum(map(len, with_more.values())) - sum(map(len, tables.values())),
        denied=threads.denials(known.statements),
        latest_killed={report.id for report in latest("killed", reports).values()},
        latest_injured={report.id for report in latest("injured", reports).values()},
    )


def latest(field: str, reports: Iterable[CasualtyReport]) -> dict[str, CasualtyReport]:
    """Return by event its last report that gives the killed, or the injured.

    Of several of one day, and of several without a day, it is the one with the last id.
    """
    found: dict[str, CasualtyReport] = {}
    for report in reports:
        before = found.get(report.event)
        if getattr(report, field) and (
            before is None or (before.as_of or "", before.id) < (report.as_of or "", report.id)
        ):
            found[report.event] = report
    return found


def _with_context(records: Iterable[Dated], known: Dataset) -> list[Dated]:
    """Return records with what their statements bring."""
    records = list(records)
    said = [record for record in records if isinstance(record, Statement)]
    others: list[Dated] = [record for record in records if not isinstance(record, Statement)]
    return [*others, *threads.in_context(said, known.statements)] if said else others


def _event_by_event(counts: Iterable[CasualtyReport], dataset: Dataset) -> list[CasualtyReport]:
    return sorted(
        counts, key=lambda count: (dataset.event_by_id[count.event].sort_key, count.sort_key)
    )
