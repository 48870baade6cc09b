"""The commands that ask a dataset: load it, resolve what was typed, ask, show."""

import typer

from conflictcli.cli import options as opt
from conflictcli.cli.options import examples
from conflictcli.cli.output import show
from conflictcli.dataset.jsonfile import load
from conflictcli.queries import lookups
from conflictcli.queries.names import find_actor, find_event, find_source, resolve

app = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples("timeline --since 2016-10-07 --actor Russia", "timeline --type event -f csv")
)
def timeline(
    since: opt.Since = None,
    until: opt.Until = None,
    as_of: opt.AsOf = None,
    actor: opt.Actor = None,
    place: opt.Place = None,
    kind: opt.Kind = None,
    source: opt.Source = None,
    type: opt.EntryType = None,
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Show events, statements and casualty reports in date order."""
    dataset = load(data)
    scope = resolve(
        dataset,
        as_of=as_of,
        since=since,
        until=until,
        actor=actor,
        place=place,
        kind=kind,
        source=source,
        type=type,
    )
    show(lookups.timeline(dataset, scope), format=format, limit=limit, color=color)


@app.command(epilog=examples("event aid-convoy", "event ceasefire agreement --as-of 2016-09-12"))
def event(
    name: opt.EventName,
    as_of: opt.AsOf = None,
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Show one event: who took part, what was said, the counts."""
    dataset = load(data)
    event = find_event(dataset, " ".join(name))
    show(lookups.event(dataset, event, as_of), format=format, limit=limit, color=color)


@app.command(epilog=examples("actor Kerry", "actor -f json"))
def actor(
    name: opt.ActorName = None,
    as_of: opt.AsOf = None,
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Show one actor with what it did and said, or all."""
    dataset = load(data)
    actor = find_actor(dataset, " ".join(name)) if name else None
    result = lookups.actor(dataset, actor, as_of) if actor else lookups.actors(dataset, as_of)
    show(result, format=format, limit=limit, color=color)


@app.command(epilog=examples("statements --stance denies", "statements --about aid-convoy"))
def statements(
    actor: opt.Actor = None,
    about: opt.About = None,
    stance: opt.Stance = None,
    as_of: opt.AsOf = None,
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Show who said what, each reply under what it answers."""
    dataset = load(data)
    scope = resolve(dataset, as_of=as_of, actor=actor, event=about, stance=stance)
    show(lookups.statements(dataset, scope), format=format, limit=limit, color=color)


@app.command(epilog=examples("casualties --as-of 2016-10-09", "casualties --by month"))
def casualties(
    as_of: opt.AsOf = None,
    event: opt.Event = None,
    actor: opt.Actor = None,
    place: opt.Place = None,
    kind: opt.Kind = None,
    since: opt.Since = None,
    until: opt.Until = None,
    by: opt.By = None,
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Show the killed and injured reported by a day."""
    from conflictcli.queries.totals import totals

    dataset = load(data)
    scope = resolve(
        dataset,
        as_of=as_of,
        since=since,
        until=until,
        event=event,
        actor=actor,
        place=place,
        kind=kind,
    )
    result = totals(dataset, scope, by) if by else lookups.casualty_reports(dataset, scope)
    show(result, format=format, limit=limit, color=color)


@app.command(epilog=examples("search war crime", "search el pais --type source"))
def search(
    words: opt.Words,
    type: opt.RecordType = None,
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Find any record that holds all the words, in any order."""
    from conflictcli.queries.search import SearchQuery, search

    wanted = SearchQuery(" ".join(words))
    show(search(load(data), wanted, type), format=format, limit=limit, color=color)


@app.command(epilog=examples("sources", "sources article"))
def sources(
    name: opt.SourceName = None,
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Show the sources, or one with all that it supports."""
    dataset = load(data)
    source = find_source(dataset, " ".join(name)) if name else None
    show(lookups.sources(dataset, source), format=format, limit=limit, color=color)


@app.command(epilog=examples("info", "info -f json"))
def info(
    data: opt.Data = None,
    format: opt.Format = "table",
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
) -> None:
    """Show what the dataset holds, and how well it is supported."""
    from conflictcli.dataset.files import bundled_path
    from conflictcli.queries.info import info

    result = info(load(data), bundled_path() if data is None else data)
    show(result, format=format, limit=limit, color=color)
