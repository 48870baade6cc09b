"""The commands, and main(): the only place that catches errors and ends the process."""

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from conflictcli import __version__, dates, formats, names, query, search, storage, tables
from conflictcli.answers import Answer
from conflictcli.cells import View
from conflictcli.errors import ConflictcliError, DateError
from conflictcli.formats import Color, Format
from conflictcli.layout import Table
from conflictcli.model import SLUG, Dataset, EntryType, Stance
from conflictcli.printable import printable
from conflictcli.scope import Scope

NOT_WRITTEN = 74  # EX_IOERR of sysexits.h.
INTERRUPTED = 130
COMPLETING = "_CONFLICTCLI_COMPLETE" in os.environ

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _day(text: str) -> date:
    try:
        return dates.parse_day(text)
    except DateError as error:
        raise typer.BadParameter(str(error)) from None


def _ids(table: str) -> Callable[[typer.Context, str], list[str]]:
    """Complete the ids of a table: slugs alone, as a shell may run whatever else it is given."""

    def found(context: typer.Context, incomplete: str) -> list[str]:
        data = context.params.get("data") or os.environ.get("CONFLICTCLI_DATA")
        if data == "-":
            return []
        with suppress(ConflictcliError, RuntimeError):
            path = data and str(Path(data).expanduser())
            ids = (record.id for record in getattr(storage.load(path), table))
            return [id for id in ids if id.startswith(incomplete) and re.search(SLUG, id)]
        return []

    return found


def _limit(flag: str, metavar: str, help: str, **more: Any) -> Any:
    return typer.Option(flag, metavar=metavar, help=f"Only {help}.", **more)


def _by_day(flag: str, help: str) -> Any:
    return _limit(flag, "YYYY-MM-DD", help, parser=_day)


def _by_name(flag: str, help: str, table: str) -> Any:
    return _limit(flag, "NAME", help, autocompletion=_ids(table))


def _named(table: str, help: str, metavar: str) -> Any:
    return typer.Argument(metavar=metavar, help=help, autocompletion=_ids(table))


Day = date | None
Name = str | None
AsOf = Annotated[Day, _by_day("--as-of", "what had certainly begun by this day")]
Since = Annotated[Day, _by_day("--since", "what may be of this day or later")]
Until = Annotated[Day, _by_day("--until", "what may be of this day or earlier")]
ByActor = Annotated[Name, _by_name("--actor", "where the actor acted, spoke or counted", "actors")]
AtPlace = Annotated[Name, _limit("--place", "NAME", "of a place, region or country")]
OfKind = Annotated[Name, _limit("--kind", "KIND", "of this kind of event")]
OfEvent = Annotated[Name, _by_name("--event", "counts of this event", "events")]
About = Annotated[Name, _by_name("--about", "statements about this event", "events")]
FromSource = Annotated[Name, _by_name("--source", "what this source supports", "sources")]
OfType = Annotated[EntryType | None, typer.Option("--type", help="Only entries of this type.")]
OfStance = Annotated[Stance | None, typer.Option("--stance", help="Only of this stance.")]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words or starts of words.")]
_ONE, _ALL = "An id, or words of a name.", "An id, or words of a name; all without."
AnEvent = Annotated[list[str], _named("events", _ONE, "NAME...")]
AnActor = Annotated[list[str] | None, _named("actors", _ALL, "[NAME...]")]
ASource = Annotated[list[str] | None, _named("sources", _ALL, "[NAME...]")]
_FROM = {"envvar": "CONFLICTCLI_DATA", "metavar": "FILE"}
Data = Annotated[
    Name, typer.Option("--data", help="Another dataset; - is standard input.", **_FROM)
]
File = Annotated[Name, typer.Argument(help="Another dataset; - is standard input.", **_FROM)]
As = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
Rows = Annotated[int, typer.Option("--limit", min=0, help="Rows of a screen; 0 shows all.")]
Colors = Annotated[Color, typer.Option("--color", help="When to style a screen.")]

Shown = tuple[Answer, list[Table], Iterable[str]]


def _command(ask: Callable[..., Shown]) -> None:
    """Make a question a command: load its dataset, write the answer, tell what is to be said."""

    def run(
        *,
        data: Data = None,
        format: As = "table",
        limit: Rows = 200,
        color: Colors = "auto",
        **asked: Any,
    ) -> None:
        answer, shown, notes = ask(storage.load(data), **asked)
        query.check_links(answer.dataset, chain(*answer.tables.values()))
        _write(shown, answer.dataset, format, limit, color)
        for note in notes:
            _tell(note)

    _, *own = inspect.signature(ask).parameters.values()
    *shared, _ = inspect.signature(run).parameters.values()
    parameters = [parameter.replace(kind=parameter.KEYWORD_ONLY) for parameter in (*own, *shared)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    app.command(ask.__name__.strip("_"), help=ask.__doc__)(run)


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


@_command
def timeline(
    dataset: Dataset,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    actor: ByActor = None,
    place: AtPlace = None,
    kind: OfKind = None,
    source: FromSource = None,
    type: OfType = None,
) -> Shown:
    """Show events, statements and casualty reports in date order."""
    named = names.found(dataset, actor=actor, place=place, kind=kind, source=source)
    scope = Scope(as_of=as_of, type=type, **_window(since, until), **named)
    answer = query.timeline(dataset, scope)
    return answer, tables.timeline(answer), _notes(scope, answer)


@_command
def event(dataset: Dataset, name: AnEvent, as_of: AsOf = None) -> Shown:
    """Show one event: who took part, what was said, the counts."""
    event = names.event(dataset, " ".join(name))
    answer = query.event(dataset, event, as_of=as_of)
    return answer, tables.event(answer), _notes(Scope(as_of=as_of, event=event.id), answer)


@_command
def actor(dataset: Dataset, name: AnActor = None, as_of: AsOf = None) -> Shown:
    """Show one actor with what it did and said, or all."""
    if not name:
        answer = query.actors(dataset, as_of=as_of)
        return answer, tables.actors(answer), ()
    answer = query.actor(dataset, names.actor(dataset, " ".join(name)), as_of=as_of)
    return answer, tables.actor(answer), _notes(Scope(as_of=as_of), answer)


@_command
def statements(
    dataset: Dataset,
    actor: ByActor = None,
    about: About = None,
    stance: OfStance = None,
    as_of: AsOf = None,
) -> Shown:
    """Show who said what, each reply under what it answers."""
    scope = Scope(stance=stance, as_of=as_of, **names.found(dataset, actor=actor, event=about))
    answer = query.statements(dataset, scope)
    return answer, tables.statements(answer), _notes(scope, answer)


@_command
def casualties(
    dataset: Dataset,
    as_of: AsOf = None,
    event: OfEvent = None,
    actor: ByActor = None,
    place: AtPlace = None,
    since: Since = None,
    until: Until = None,
) -> Shown:
    """Show the killed and injured reported by a day."""
    named = names.found(dataset, event=event, actor=actor, place=place)
    scope = Scope(as_of=as_of, **_window(since, until), **named)
    answer = query.casualties(dataset, scope)
    first = None if answer.tables["casualties"] else query.first_count(dataset, scope)
    first_note = [f"the first count is of {first}."] if first else []
    return answer, tables.casualties(answer), chain(_notes(scope, answer), first_note)


@_command
def search_(dataset: Dataset, words: Words) -> Shown:
    """Find any record that holds all the words, in any order."""
    wanted = " ".join(words)
    answer = search.matches(dataset, wanted)
    none = [] if answer.tables["matches"] else [f"nothing holds all of: {wanted}."]
    return answer, tables.matches(answer, wanted), none


@_command
def sources(dataset: Dataset, name: ASource = None) -> Shown:
    """Show the sources, or one with all that it supports."""
    wanted = names.source(dataset, " ".join(name)) if name else None
    answer = query.sources(dataset, wanted)
    return answer, tables.sources(answer), ()


@app.command()
def validate(
    file: File = None, format: As = "table", limit: Rows = 200, color: Colors = "auto"
) -> int:
    """Show every problem of a dataset with its line."""
    from conflictcli import check

    path = storage.shipped() if file is None else file
    found = check.problems(storage.read(path))
    errors = sum(problem.severity == "error" for problem in found)
    _write(tables.problems(found), Dataset(schema_version=1, title=path), format, limit, color)
    warnings = len(found) - errors
    _tell(f"{path}: {_number(errors, 'error')}, {_number(warnings, 'warning')}.")
    return 1 if errors else 0


@app.command("schema")
def schema_() -> None:
    """Print the JSON Schema of a dataset, for editors."""
    import json

    from conflictcli import shape

    print(json.dumps(shape.schema(), indent=2))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code; print an error as one line on standard error."""
    if sys.stdout is None:
        _tell("the answer could not be written (standard output is closed).")
        return NOT_WRITTEN
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return 0  # The reader has had enough, like `head`.
    except OSError as error:
        _tell(f"the answer could not be written ({error.strerror or error}): try another place.")
        return NOT_WRITTEN
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return int(app(args=arguments, prog_name="conflictcli", standalone_mode=False) or 0)
    except typer.TyperException as error:
        message = error.format_message()
        context = getattr(error, "ctx", None)
        help = f" See {context.command_path} -h." if context else ""
        _tell(message + ("" if message[-1] in ".?" else ".") + help)
        return error.exit_code
    except ConflictcliError as error:
        _tell(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:
        # So Typer ends a completion, or, with 1, a command whose reader has left.
        return int(ended.code or 0) if COMPLETING else 0


def _window(since: Day, until: Day) -> dict[str, Any]:
    if since and until and until < since:
        raise typer.BadParameter(f"--since {since} is after --until {until}: swap the two days.")
    return {"since": since, "until": until}


def _write(answer: list[Table], dataset: Dataset, format: Format, limit: int, color: Color) -> None:
    formats.write(answer, format, View(dataset), limit=limit, color=color)
    longest = max(table.height for table in answer)
    if format == "table" and 0 < limit < longest:
        rest = f"--limit 0 shows all, --format {'csv' if len(answer) == 1 else 'json'} writes all"
        _tell(f"the first {limit:,} of {longest:,} rows are shown: {rest}.")


def _notes(scope: Scope, answer: Answer) -> Iterator[str]:
    """Say that nothing matched, and what was left out."""
    if not any(answer.tables.values()):
        yield f"nothing matched ({scope})." if str(scope) else "nothing matched."
    if answer.left_out:
        records = _number(answer.left_out, "record")
        yield f"{records} without a certain day by {scope.as_of} left out."


def _number(n: int, what: str) -> str:
    return f"{n or 'no'} {what}{'' if n == 1 else 's'}"


def _tell(message: str) -> None:
    """Print a line on standard error, if it is open; what becomes of it changes nothing."""
    with suppress(OSError):
        sys.stdout and sys.stdout.flush()
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"conflictcli: {printable(message)}", file=sys.stderr, flush=True)
