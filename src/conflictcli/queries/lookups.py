"""Pure questions to a dataset: what happened, who said what, and how many, as of a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import attrgetter

from conflictcli.model.clocks import Clocks
from conflictcli.model.records import Actor, CasualtyReport, Dataset, Event, Source, Statement
from conflictcli.model.results import Result
from conflictcli.model.scope import Dated, Scope
from conflictcli.queries import threads
from conflictcli.queries.as_of import (
    Tables,
    answer_as_of,
    as_known,
    first_day,
    known_denials,
    trimmed,
)
from conflictcli.queries.known_by import KnownBy
from conflictcli.queries.marks import marked
from conflictcli.queries.support import cited

_SORT_KEY = attrgetter("sort_key")


def timeline(dataset: Dataset, scope: Scope) -> Result:
    """Return events, statements and casualty reports in date order, undated last.

    Of a window, what lies in it for certain comes first, then what only may. Statements bring
    their threads, and accusations the denials.
    """

    def select(known: Dataset, background: Dataset) -> Tables:
        records = scope.filter(known.dated, background)
        if scope.marks:
            every = marked(known, background, dataset)
            records = [r for r in records if all(r.id in every[mark] for mark in scope.marks)]
        return {"timeline": records}

    result = answer_as_of("timeline", dataset, scope, select)
    matched = result.tables["timeline"]
    found_threads = threads.Threads(result.known.statements, result.denied)
    every = _with_context(matched, found_threads)
    certain = certain_ids(every, dataset, result)
    if certain is None:
        first, rest = every, []
    else:
        first = _with_context([r for r in matched if r.id in certain], found_threads)
        ids = {record.id for record in first}
        rest = [record for record in every if record.id not in ids]
    return replace(
        result,
        tables={"timeline": [*sorted(first, key=_SORT_KEY), *sorted(rest, key=_SORT_KEY)]},
        matched={record.id for record in matched},
        certain=certain,
        shown_first={record.id for record in first},
    )


def certain_ids(records: Iterable[Dated], dataset: Dataset, result: Result) -> set[str] | None:
    """Return the ids of records that lie in the window for certain, None where there is no window.

    As of a day it is told as if a record had no end that comes later: one that has an end in
    `dataset` went on until the day, if that could be read by the day of publication.
    """
    scope = result.scope
    if scope.since is scope.until is None:
        return None
    known = dataset
    if scope.published_by:
        readable = KnownBy(Scope(published_by=scope.published_by), Clocks(dataset))
        known = trimmed(dataset, readable) if scope.as_of else result.dataset
    by_id = known.dated_by_id
    return {record.id for record in records if scope.is_certain(by_id[record.id], known)}


def event(dataset: Dataset, event: Event, clocks: Scope) -> Result:
    """Return all about one event: what was said with the replies, the counts and its parts.

    `clocks` are the days of the question.
    """

    def select(known: Dataset, background: Dataset) -> Tables:
        about = [said for said in known.statements if event.id in said.about]
        said = _threads_of(known, background, dataset).with_context(about)
        counts = [count for count in known.casualties if count.event == event.id]
        parts = [part for part in known.events if part.part_of == event.id]
        return {
            "events": [found for found in known.events if found.id == event.id],
            "statements": threads.in_order(said),
            "casualties": _event_by_event(counts, background),
            "parts": sorted(parts, key=_SORT_KEY),
        }

    result = answer_as_of("event", dataset, replace(clocks, event=event.id), select)
    sources = cited(result.dataset, chain.from_iterable(result.tables.values()))
    return replace(result, tables={**result.tables, "sources": sources}, subject=event.id)


def actor(dataset: Dataset, actor: Actor, clocks: Scope) -> Result:
    """Return all about one actor: its events and statements by earliest day, and the replies."""
    own = Scope(actor=[actor.id])

    def select(known: Dataset, background: Dataset) -> Tables:
        said = sorted(own.filter(known.statements, background), key=_SORT_KEY)
        own_ids = {statement.id for statement in said}
        answering = [
            other
            for other in known.statements
            if other.responds_to in own_ids or not own_ids.isdisjoint(other.disagrees_with)
        ]
        every = _threads_of(known, background, dataset)
        shown = every.with_denials(statement.id for statement in [*said, *answering])
        return {
            "actors": [found for found in known.actors if found.id == actor.id],
            "events": sorted(own.filter(known.events, background), key=_SORT_KEY),
            "statements": threads.in_order(said),
            "replies": every.of_ids(shown - own_ids),
        }

    return replace(answer_as_of("actor", dataset, clocks, select), subject=actor.id)


def actors(dataset: Dataset, clocks: Scope) -> Result:
    """Return all actors, with what was known of them by the days of the question."""

    def select(known: Dataset, background: Dataset) -> Tables:
        return {"actors": [*known.actors]}

    return answer_as_of("actors", dataset, clocks, select)


def statements(dataset: Dataset, scope: Scope) -> Result:
    """Return statements by earliest day, each reply after what it answers.

    They bring their threads, and accusations the denials.
    """

    def select(known: Dataset, background: Dataset) -> Tables:
        return {"statements": scope.filter(known.statements, background)}

    result = answer_as_of("statements", dataset, scope, select)
    matched = result.tables["statements"]
    said = threads.Threads(result.known.statements, result.denied).with_context(matched)
    ids = {statement.id for statement in matched}
    return replace(result, tables={"statements": threads.in_order(said)}, matched=ids)


def casualty_reports(dataset: Dataset, scope: Scope) -> Result:
    """Return casualty reports event by event, each by its as-of day, those without one last."""

    def select(known: Dataset, background: Dataset) -> Tables:
        counts = scope.filter(known.casualties, background)
        return {"casualties": _event_by_event(counts, background)}

    result = answer_as_of("casualties", dataset, scope, select)
    certain = certain_ids(result.tables["casualties"], dataset, result)
    result = replace(result, certain=certain)
    if result.tables["casualties"] or not (scope.as_of or scope.published_by):
        return result
    first = first_day(dataset, scope, scope.filter(dataset.casualties, dataset))
    return replace(result, notes=_first_count(dataset, scope, first) if first else ())


def _first_count(dataset: Dataset, scope: Scope, first: date) -> tuple[str, ...]:
    """Return a sentence about the first count, if there is one on that day for the scope."""
    clocks = {name: first for name in ("as_of", "published_by") if getattr(scope, name)}
    then = replace(scope, **clocks)  # type: ignore[arg-type]
    by_then = KnownBy(then, Clocks(dataset))
    background, known = as_known(dataset, by_then, trimmed(dataset, by_then))
    is_found = bool(then.filter(known.casualties, background))
    since = "is known from" if scope.as_of else "was published by"
    return (f"The first count {since} {first}.",) if is_found else ()


def sources(dataset: Dataset, source: Source | None = None) -> Result:
    """Return one source, or all."""
    found = [source] if source else [*dataset.sources]
    return Result(question="sources", tables={"sources": found}, dataset=dataset)


def _threads_of(known: Dataset, background: Dataset, dataset: Dataset) -> threads.Threads:
    denied = known_denials(known, background, dataset).denied
    return threads.Threads(known.statements, denied)


def _with_context(records: Iterable[Dated], found_threads: threads.Threads) -> list[Dated]:
    """Return records with what their statements bring."""
    records = list(records)
    said = [record for record in records if isinstance(record, Statement)]
    others: list[Dated] = [record for record in records if not isinstance(record, Statement)]
    return [*others, *found_threads.with_context(said)]


def _event_by_event(counts: Iterable[CasualtyReport], dataset: Dataset) -> list[CasualtyReport]:
    return sorted(
        counts, key=lambda count: (dataset.event_by_id[count.event].sort_key, count.sort_key)
    )
