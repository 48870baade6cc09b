"""The commands that ask a dataset: load, ask one question, name the columns, write."""

from collections.abc import Iterator
from itertools import chain

from conflictcli import count_tables, names, options, query, tables
from conflictcli.answering import Shown, notes, question
from conflictcli.answers import Answer
from conflictcli.errors import UsageError
from conflictcli.records import WHOLE, Load
from conflictcli.scope import Scope, scope_of
from conflictcli.storage import Opened
from conflictcli.words import Wanted


@question
def timeline(
    load: Load,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    actor: options.ByActor = None,
    place: options.AtPlace = None,
    kind: options.OfKind = None,
    source: options.FromSource = None,
    type: options.OfType = None,
) -> Shown:
    """Show events, statements and casualty reports in date order."""
    limits = {"actor": actor, "place": place, "kind": kind, "source": source}
    scope = scope_of(load, as_of=as_of, since=since, until=until, type=type, **limits)
    answer = query.timeline(load(scope.keep), scope)
    return answer, tables.timeline(answer), notes(scope, answer)


@question
def event(load: Load, name: options.AnEvent, as_of: options.AsOf = None) -> Shown:
    """Show one event: who took part, what was said, the counts."""
    event = names.event(load(names.named("event")), " ".join(name))
    scope = Scope(as_of=as_of, event=event.id)
    answer = query.event(load(scope.keep_with_parts), event, as_of=as_of)
    return answer, tables.event(answer), notes(scope, answer)


@question
def actor(load: Load, name: options.AnActor = None, as_of: options.AsOf = None) -> Shown:
    """Show one actor with what it did and said, or all."""
    if not name:
        answer = query.actors(load(WHOLE), as_of=as_of)
        return answer, tables.actors(answer), ()
    actor = names.actor(load(names.named("actor")), " ".join(name))
    answer = query.actor(load(Scope(actor=[actor.id]).keep), actor, as_of=as_of)
    return answer, tables.actor(answer, as_of), notes(Scope(as_of=as_of), answer)


@question
def statements(
    load: Load,
    actor: options.ByActor = None,
    about: options.About = None,
    stance: options.OfStance = None,
    as_of: options.AsOf = None,
) -> Shown:
    """Show who said what, each reply under what it answers."""
    scope = scope_of(load, stance=stance, as_of=as_of, actor=actor, event=about)
    answer = query.statements(load(scope.keep), scope)
    return answer, tables.statements(answer), notes(scope, answer)


@question
def casualties(
    load: Load,
    as_of: options.AsOf = None,
    event: options.OfEvent = None,
    actor: options.ByActor = None,
    place: options.AtPlace = None,
    kind: options.OfKind = None,
    since: options.Since = None,
    until: options.Until = None,
    by: options.ByGroup = None,
) -> Shown:
    """Show the killed and injured reported by a day."""
    limits = {"event": event, "actor": actor, "place": place, "kind": kind}
    scope = scope_of(load, as_of=as_of, since=since, until=until, **limits)
    if by:
        answer = query.totals(load(scope.keep_counted(by)), scope, by)
        return (
            answer,
            count_tables.totals(answer, by),
            chain(notes(scope, answer), _no_count(answer)),
        )
    dataset = load(scope.keep)
    answer = query.casualties(dataset, scope)
    first = None if answer.tables["casualties"] else query.first_count(dataset, scope)
    first_note = [f"the first count is of {first}."] if first else []
    return answer, count_tables.casualties(answer), chain(notes(scope, answer), first_note)


def _no_count(answer: Answer) -> Iterator[str]:
    all = answer.covered
    if all and all.events and all.events == all.without_count:
        yield f"none of the {all.events:,} events has a count."


@question
def search_(load: Load, words: options.Words, type: options.OfRecord = None) -> Shown:
    """Find any record that holds all the words, in any order."""
    from conflictcli import search

    wanted = Wanted(" ".join(words))
    if not wanted.terms:
        raise UsageError(f"'{wanted.typed}' holds no word to search for: give letters or digits.")
    answer = search.matches(load(search.keep(load, wanted)), wanted, type)
    return answer, tables.matches(answer, wanted), search.nothing_found(load, wanted, answer, type)


@question
def sources(load: Load, name: options.ASource = None) -> Shown:
    """Show the sources, or one with all that it supports."""
    wanted = names.source(load(names.named("source")), " ".join(name)) if name else None
    answer = query.sources(load(WHOLE), wanted)
    return answer, tables.sources(answer), ()


@question
def info(file: Opened) -> Shown:
    """Show what the dataset holds, and how well it is supported."""
    from conflictcli import about, dataset_tables

    answer = about.info(file(WHOLE), file.path)
    return answer, dataset_tables.info(answer), ()
