"""The commands, and main(): the only place that catches errors and ends the process."""

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from typing import Annotated, Any

import typer

from conflictcli import __version__, formats, names, query, search, storage, tables
from conflictcli.answers import Answer
from conflictcli.cells import View
from conflictcli.errors import ConflictcliError
from conflictcli.formats import Color, Format
from conflictcli.layout import Table
from conflictcli.model import Dataset
from conflictcli.options import (
    About,
    AnActor,
    AnEvent,
    As,
    AsOf,
    ASource,
    AtPlace,
    ByActor,
    ByGroup,
    Colors,
    Country,
    Data,
    File,
    Force,
    FromSource,
    GedFile,
    OfEvent,
    OfKind,
    OfStance,
    OfType,
    Output,
    Rows,
    Since,
    Until,
    Words,
)
from conflictcli.printable import json_escaped, printable
from conflictcli.scope import Scope, scope_of

NOT_WRITTEN = 74  # EX_IOERR of sysexits.h.
INTERRUPTED = 130
MOST = 10**9
COMPLETING = "_CONFLICTCLI_COMPLETE" in os.environ

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
        query.check_links(answer)
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
    limits = {"actor": actor, "place": place, "kind": kind, "source": source}
    scope = scope_of(dataset, as_of=as_of, since=since, until=until, type=type, **limits)
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
    scope = scope_of(dataset, stance=stance, as_of=as_of, actor=actor, event=about)
    answer = query.statements(dataset, scope)
    return answer, tables.statements(answer), _notes(scope, answer)


@_command
def casualties(
    dataset: Dataset,
    as_of: AsOf = None,
    event: OfEvent = None,
    actor: ByActor = None,
    place: AtPlace = None,
    kind: OfKind = None,
    since: Since = None,
    until: Until = None,
    by: ByGroup = None,
) -> Shown:
    """Show the killed and injured reported by a day."""
    limits = {"event": event, "actor": actor, "place": place, "kind": kind}
    scope = scope_of(dataset, as_of=as_of, since=since, until=until, **limits)
    if by:
        answer = query.totals(dataset, scope, by)
        return answer, tables.totals(answer, by), _notes(scope, answer)
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


imports = typer.Typer(help="Make a dataset from a file of others.", rich_markup_mode=None)
app.add_typer(imports, name="import")


@imports.command()
def ucdp(
    file: GedFile,
    output: Output = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    force: Force = False,
) -> None:
    """Make a dataset from a UCDP GED file, as CSV or in the zip that UCDP publishes."""
    from conflictcli import ucdp
    from conflictcli.formats.progress import watched

    if output and not force:
        storage.check_free(output)
    made, set_aside = ucdp.load(file, ucdp.Scope(country, since, until), watched)
    if output:
        storage.save(made, output)
    else:
        sys.stdout.write(json_escaped(storage.encode(made).decode(), sys.stdout.encoding))
    for reason, times, line, id in set_aside:
        _tell(f"{_number(times, 'row')}: {reason} (first: line {line}, id {id}).")
    _tell(f"{_number(len(made.events), 'event')}, {_number(len(made.sources), 'source')}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code; print an error as one line on standard error."""
    if sys.stdout is None:
        _tell("the answer could not be written (standard output is closed).")
        return NOT_WRITTEN
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    code = 0
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return code
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
    except (KeyError, ValueError):
        if not COMPLETING:
            raise
        return 1  # It was no shell that asked.
    except SystemExit as ended:
        # So Typer ends a completion, or, with 1, a command whose reader has left.
        return int(ended.code or 0) if COMPLETING else 0


def _write(answer: list[Table], dataset: Dataset, format: Format, limit: int, color: Color) -> None:
    with suppress(BrokenPipeError):  # The reader has had enough, like `head`.
        formats.write(answer, format, View(dataset), limit=min(limit, MOST), color=color)
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
