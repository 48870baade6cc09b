"""The commands that ask a dataset: load it, resolve what was typed, ask, show."""

import typer

from conflictcli.cli import options as opt
from conflictcli.cli.options import examples
from conflictcli.cli.output import load, show
from conflictcli.model.scope import Scope
from conflictcli.queries import lookups
from conflictcli.queries.names import find_actor, find_event, find_source, resolve

app = typer.Typer(rich_markup_mode=None)


@app.command(
    cls=opt.Command,
    epilog=examples("timeline --since 2016-10-07 --actor Russia", "timeline --type event -f csv"),
)
def timeline(
    since: opt.Since = None,
    until: opt.Until = None,
    as_of: opt.AsOf = None,
    published_by: opt.PublishedBy = None,
    actor: opt.Actor = None,
    place: opt.Place = None,
    kind: opt.Kind = None,
    source: opt.Source = None,
    type: opt.EntryType = None,
    disputed: opt.Disputed = False,
    differs: opt.Differs = False,
    single_source: opt.SingleSource = False,
    undated: opt.Undated = False,
    only_matched: opt.OnlyMatched = False,
    located: opt.Located = False,
    data: opt.Data = None,
    format: opt.TimelineFormat = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show events, statements and casualty reports in date order."""
    store = load(data)
    scope = resolve(
        store.named(actor=actor, place=place, kind=kind, source=source),
        as_of=as_of,
        published_by=published_by,
        since=since,
        until=until,
        actor=actor,
        place=place,
        kind=kind,
        source=source,
        type=type,
        marks=opt.marks(
            disputed=disputed,
            differs=differs,
            single_source=single_source,
            undated=undated,
            located=located,
        ),
    )
    result = lookups.timeline(store.within(scope), scope)
    result = result.without_context() if only_matched else result
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(
    cls=opt.Command,
    epilog=examples("event aid-convoy", "event ceasefire agreement --as-of 2016-09-12"),
)
def event(
    name: opt.EventName,
    as_of: opt.AsOf = None,
    published_by: opt.PublishedBy = None,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    table: opt.OneTable = None,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show one event: who took part, what was said, the counts."""
    store = load(data)
    typed = " ".join(name)
    found = find_event(store.named(event=typed), typed)
    clocks = Scope(as_of=as_of, published_by=published_by)
    result = lookups.event(store.within(Scope(event=found.id)), found, clocks)
    result = result.only(table) if table else result
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(cls=opt.Command, epilog=examples("actor Kerry", "actor -f json"))
def actor(
    name: opt.ActorName = None,
    as_of: opt.AsOf = None,
    published_by: opt.PublishedBy = None,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    table: opt.OneTable = None,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show one person or group in full, or list all."""
    store = load(data)
    typed = " ".join(name or [])
    clocks = Scope(as_of=as_of, published_by=published_by)
    if name:
        found = find_actor(store.named(actor=typed), typed)
        result = lookups.actor(store.within(Scope(actor=[found.id])), found, clocks)
    else:
        result = lookups.actors(store.whole(), clocks)
    result = result.only(table) if table else result
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(
    cls=opt.Command, epilog=examples("statements --stance denies", "statements --about aid-convoy")
)
def statements(
    actor: opt.Actor = None,
    about: opt.About = None,
    stance: opt.Stance = None,
    as_of: opt.AsOf = None,
    published_by: opt.PublishedBy = None,
    only_matched: opt.OnlyMatched = False,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show who said what, with the replies."""
    store = load(data)
    named = store.named(actor=actor, event=about)
    scope = resolve(
        named, as_of=as_of, published_by=published_by, actor=actor, event=about, stance=stance
    )
    result = lookups.statements(store.within(scope), scope)
    result = result.without_context() if only_matched else result
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(
    cls=opt.Command, epilog=examples("casualties --as-of 2016-10-09", "casualties --by month")
)
def casualties(
    as_of: opt.AsOf = None,
    published_by: opt.PublishedBy = None,
    event: opt.Event = None,
    actor: opt.Actor = None,
    place: opt.Place = None,
    kind: opt.Kind = None,
    since: opt.Since = None,
    until: opt.Until = None,
    counted_by: opt.CountedBy = None,
    people: opt.People = None,
    by: opt.By = None,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show deaths and injuries as reported up to a day."""
    store = load(data)
    named = store.named(
        event=event, actor=actor, place=place, kind=kind, counter=counted_by, group=people
    )
    scope = resolve(
        named,
        as_of=as_of,
        published_by=published_by,
        since=since,
        until=until,
        event=event,
        actor=actor,
        place=place,
        kind=kind,
        counted_by=counted_by,
        people=people,
    )
    if by is None:
        result = lookups.casualty_reports(store.within(scope), scope)
    else:
        from conflictcli.queries.totals import totals

        result = totals(store.to_add_up(scope, by), scope, by)
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(
    cls=opt.Command, epilog=examples("disputes", "disputes --event aid-convoy --as-of 2016-10-09")
)
def disputes(
    event: opt.Event = None,
    actor: opt.Actor = None,
    as_of: opt.AsOf = None,
    published_by: opt.PublishedBy = None,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show what is contested: both sides, each with its sources."""
    from conflictcli.queries.disputes import disputes

    store = load(data)
    named = store.named(event=event, actor=actor)
    scope = resolve(named, as_of=as_of, published_by=published_by, event=event, actor=actor)
    shown = scope.actor or ()
    result = disputes(store.within(Scope(event=scope.event), shown=shown), scope)
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(
    cls=opt.Command,
    epilog=examples("changes --since 2016-10-07 --until 2016-10-09", "changes --since 2017-01-01"),
)
def changes(
    since: opt.ChangedSince,
    until: opt.ChangedUntil = None,
    published: opt.Published = False,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show what came to be known from one day to another."""
    from conflictcli.queries.changes import changes

    result = changes(load(data).whole(), since, until, by_publication=published)
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(cls=opt.Command, epilog=examples("search war crime", "search el pais --type source"))
def search(
    words: opt.Words,
    type: opt.RecordType = None,
    as_of: opt.AsOf = None,
    published_by: opt.PublishedBy = None,
    only_matched: opt.OnlyMatched = False,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Find records that contain all the words, in any order."""
    from conflictcli.queries.search import SearchQuery, search

    query = SearchQuery(" ".join(words))
    store = load(data)
    clocks = Scope(as_of=as_of, published_by=published_by)
    result = search(store.containing_words(query.words), query, type, clocks, store.name_words)
    result = result.without_context() if only_matched else result
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(cls=opt.Command, epilog=examples("sources", "sources article"))
def sources(
    name: opt.SourceName = None,
    data: opt.Data = None,
    format: opt.SourcesFormat = None,
    json: opt.Json = False,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show the sources, or one and what it is cited for."""
    store = load(data)
    typed = " ".join(name or [])
    if name:
        found = find_source(store.named(source=typed), typed)
        result = lookups.sources(store.within(Scope(source=found.id)), found)
    else:
        result = lookups.sources(store.whole())
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)


@app.command(cls=opt.Command, epilog=examples("info", "info --values"))
def info(
    values: opt.Values = False,
    data: opt.Data = None,
    format: opt.Format = None,
    json: opt.Json = False,
    table: opt.OneTable = None,
    limit: opt.Limit = 1000,
    color: opt.Color = "auto",
    layout: opt.Layout = "table",
    pager: opt.Pager = True,
) -> None:
    """Show what is in the dataset and how well sourced it is."""
    from conflictcli.dataset.files import bundled_path
    from conflictcli.queries import info

    store = load(data)
    path = bundled_path() if data is None else data
    dataset = store.whole()
    result = info.values(dataset) if values else info.info(dataset, path)
    result = result.only(table) if table else result
    show(result, format=format, json=json, limit=limit, color=color, layout=layout, pager=pager)
