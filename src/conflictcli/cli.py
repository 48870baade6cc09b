"""The commands, and main(): the only place that catches errors and ends the process."""

import sys
from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Annotated, Any

import typer

from conflictcli import __version__, check, dates, formats, names, query, search, storage, tables
from conflictcli.answers import Answer
from conflictcli.errors import ConflictcliError, DatasetError, DateError
from conflictcli.formats import Format
from conflictcli.model import Dataset, EntryType, Stance
from conflictcli.printable import printable
from conflictcli.scope import Scope

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _day(text: str) -> date:
    try:
        return dates.parse_day(text)
    except DateError as error:
        raise typer.BadParameter(str(error)) from None


def _limit(flag: str, metavar: str, help: str, parser: Any = None) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"Only {help}.", parser=parser)


def _by_day(flag: str, help: str) -> Any:
    return _limit(flag, "YYYY-MM-DD", help, _day)


Day = date | None
Name = str | None
AsOf = Annotated[Day, _by_day("--as-of", "what had certainly begun by this day")]
Since = Annotated[Day, _by_day("--since", "what may be of this day or later")]
Until = Annotated[Day, _by_day("--until", "what may be of this day or earlier")]
ByActor = Annotated[Name, _limit("--actor", "NAME", "where the actor acted, spoke or counted")]
AtPlace = Annotated[Name, _limit("--place", "NAME", "of a place, region or country")]
OfKind = Annotated[Name, _limit("--kind", "KIND", "of this kind of event")]
OfEvent = Annotated[Name, _limit("--event", "NAME", "counts of this event")]
About = Annotated[Name, _limit("--about", "NAME", "statements about this event")]
FromSource = Annotated[Name, _limit("--source", "NAME", "what this source supports")]
OfType = Annotated[EntryType | None, typer.Option("--type", help="Only entries of this type.")]
OfStance = Annotated[Stance | None, typer.Option("--stance", help="Only of this stance.")]
Data = Annotated[
    Name, typer.Option("--data", envvar="CONFLICTCLI_DATA", metavar="FILE", help="Another dataset.")
]
As = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words or starts of words.")]
Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="An id, or words of a name.")]
Maybe = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME...]", help="An id, or words of a name; all without."),
]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"conflictcli {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
]


@app.callback(invoke_without_command=True)
def conflictcli(context: typer.Context, version: Version = False) -> None:
    """Look up what happened in a conflict, who said so, and as of when."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def timeline(
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    actor: ByActor = None,
    place: AtPlace = None,
    kind: OfKind = None,
    source: FromSource = None,
    type: OfType = None,
    data: Data = None,
    format: As = "table",
) -> None:
    """Show events, statements and casualty reports in date order."""
    dataset = _load(data)
    named = names.found(dataset, actor=actor, place=place, kind=kind, source=source)
    scope = Scope(as_of=as_of, type=type, **_window(since, until), **named)
    answer = query.timeline(dataset, scope)
    formats.write(tables.timeline(answer, dataset), format, dataset)
    _note(scope, answer, found=bool(answer.known))


@app.command()
def event(name: Names, as_of: AsOf = None, data: Data = None, format: As = "table") -> None:
    """Show one event: who took part, what was said, the counts."""
    dataset = _load(data)
    event = names.event(dataset, " ".join(name))
    answer = query.event(dataset, event, as_of=as_of)
    cited = query.cited(dataset, chain(*answer.known))
    formats.write(tables.event(answer, cited), format, dataset)
    _note(Scope(as_of=as_of, event=event.id), answer, found=any(answer.known))


@app.command()
def actor(name: Maybe = None, as_of: AsOf = None, data: Data = None, format: As = "table") -> None:
    """Show one actor with what it did and said, or all."""
    dataset = _load(data)
    if not name:
        formats.write(tables.actors(dataset.actors), format, dataset)
        return
    actor = names.actor(dataset, " ".join(name))
    answer = query.actor(dataset, actor, as_of=as_of)
    formats.write(tables.actor(actor, answer), format, dataset)
    _note(Scope(as_of=as_of), answer, found=True)


@app.command()
def statements(
    actor: ByActor = None,
    about: About = None,
    stance: OfStance = None,
    as_of: AsOf = None,
    data: Data = None,
    format: As = "table",
) -> None:
    """Show who said what, each reply under what it answers."""
    dataset = _load(data)
    named = names.found(dataset, actor=actor, event=about)
    scope = Scope(stance=stance, as_of=as_of, **named)
    answer = query.statements(dataset, scope)
    formats.write(tables.statements(answer), format, dataset)
    _note(scope, answer, found=bool(answer.known))


@app.command()
def casualties(
    as_of: AsOf = None,
    event: OfEvent = None,
    actor: ByActor = None,
    place: AtPlace = None,
    since: Since = None,
    until: Until = None,
    data: Data = None,
    format: As = "table",
) -> None:
    """Show the killed and injured reported by a day."""
    dataset = _load(data)
    named = names.found(dataset, event=event, actor=actor, place=place)
    scope = Scope(as_of=as_of, **_window(since, until), **named)
    answer = query.casualties(dataset, scope)
    formats.write(tables.casualties(answer), format, dataset)
    _note(scope, answer, found=bool(answer.known))
    if not answer.known and (first := query.first_count(dataset, scope)):
        _tell(f"the first count is of {first}.")


@app.command(name="search")
def search_(words: Words, data: Data = None, format: As = "table") -> None:
    """Find any record that holds all the words, in any order."""
    dataset = _load(data)
    hits = search.matches(dataset, " ".join(words))
    formats.write(tables.matches(hits, " ".join(words), dataset), format, dataset)
    if not hits:
        _tell(f"nothing holds all of: {' '.join(words)}.")


@app.command()
def sources(name: Maybe = None, data: Data = None, format: As = "table") -> None:
    """Show the sources, or one with all that it supports."""
    dataset = _load(data)
    wanted = [names.source(dataset, " ".join(name))] if name else dataset.sources
    formats.write(tables.sources(wanted, query.supports(dataset)), format, dataset)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code; print an error as one line on standard error."""
    try:
        return int(app(args=arguments, prog_name="conflictcli", standalone_mode=False) or 0)
    except typer.TyperException as error:
        _tell(error.format_message())
        return error.exit_code
    except ConflictcliError as error:
        _tell(str(error))
        return error.exit_code


def _load(data: str | None) -> Dataset:
    """Read a dataset and refuse its first problem; the one that ships is checked by its tests."""
    if data is None:
        return storage.load(storage.shipped())
    dataset = storage.load(data)
    for problem in check.problems(dataset):
        raise DatasetError(f"{data}: {problem.where}: {problem.message}")
    return dataset


def _window(since: Day, until: Day) -> dict[str, Any]:
    if since and until and until < since:
        raise typer.BadParameter(f"--since {since} is after --until {until}: swap the two days.")
    return {"since": since, "until": until}


def _note(scope: Scope, answer: Answer[Any], *, found: bool) -> None:
    """Say on standard error that nothing matched, and what was left out."""
    if not found:
        _tell(f"nothing matched ({scope})." if str(scope) else "nothing matched.")
    if answer.left_out:
        records = "1 record" if answer.left_out == 1 else f"{answer.left_out} records"
        _tell(f"{records} without a certain day by {scope.as_of} left out.")


def _tell(message: str) -> None:
    sys.stdout.flush()
    print(f"conflictcli: {printable(message)}", file=sys.stderr)
