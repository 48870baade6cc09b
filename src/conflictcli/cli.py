"""The commands, and main(): the only place that catches errors and ends the process."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Annotated

import typer

from conflictcli import __version__, names, query, search, storage, tables
from conflictcli.answering import Shown, command, notes, number, tell, write
from conflictcli.answers import Answer
from conflictcli.errors import ConflictcliError
from conflictcli.examples import FIRST, epilog
from conflictcli.model import Dataset, RecordType
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
    File,
    Force,
    FromSource,
    GedFile,
    New,
    OfEvent,
    OfKind,
    OfRecord,
    OfStance,
    OfType,
    Old,
    Output,
    Rows,
    Since,
    Until,
    Words,
)
from conflictcli.printable import json_escaped
from conflictcli.records import WHOLE, Load
from conflictcli.scope import Scope, scope_of
from conflictcli.storage import Opened
from conflictcli.words import Wanted

NOT_WRITTEN = 74  # EX_IOERR of sysexits.h.
COMPLETING = "_CONFLICTCLI_COMPLETE" in os.environ

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _question(ask: Callable[..., Shown]) -> None:
    command(app, ask)


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
        tries = "".join(f"\n  conflictcli {command}" for command in FIRST)
        print(f"{conflictcli.__doc__}\n\nTry first:{tries}\n\nconflictcli -h lists all commands.")


@_question
def timeline(
    load: Load,
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
    scope = scope_of(load, as_of=as_of, since=since, until=until, type=type, **limits)
    answer = query.timeline(load(scope.keep), scope)
    return answer, tables.timeline(answer), notes(scope, answer)


@_question
def event(load: Load, name: AnEvent, as_of: AsOf = None) -> Shown:
    """Show one event: who took part, what was said, the counts."""
    event = names.event(load(names.named("event")), " ".join(name))
    scope = Scope(as_of=as_of, event=event.id)
    answer = query.event(load(scope.keep_with_parts), event, as_of=as_of)
    return answer, tables.event(answer), notes(scope, answer)


@_question
def actor(load: Load, name: AnActor = None, as_of: AsOf = None) -> Shown:
    """Show one actor with what it did and said, or all."""
    if not name:
        answer = query.actors(load(WHOLE), as_of=as_of)
        return answer, tables.actors(answer), ()
    actor = names.actor(load(names.named("actor")), " ".join(name))
    answer = query.actor(load(Scope(actor=[actor.id]).keep), actor, as_of=as_of)
    return answer, tables.actor(answer), notes(Scope(as_of=as_of), answer)


@_question
def statements(
    load: Load,
    actor: ByActor = None,
    about: About = None,
    stance: OfStance = None,
    as_of: AsOf = None,
) -> Shown:
    """Show who said what, each reply under what it answers."""
    scope = scope_of(load, stance=stance, as_of=as_of, actor=actor, event=about)
    answer = query.statements(load(scope.keep), scope)
    return answer, tables.statements(answer), notes(scope, answer)


@_question
def casualties(
    load: Load,
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
    scope = scope_of(load, as_of=as_of, since=since, until=until, **limits)
    if by:
        answer = query.totals(load(scope.keep_counted(by)), scope, by)
        return answer, tables.totals(answer, by), notes(scope, answer)
    dataset = load(scope.keep)
    answer = query.casualties(dataset, scope)
    first = None if answer.tables["casualties"] else query.first_count(dataset, scope)
    first_note = [f"the first count is of {first}."] if first else []
    return answer, tables.casualties(answer), chain(notes(scope, answer), first_note)


@_question
def search_(load: Load, words: Words, type: OfRecord = None) -> Shown:
    """Find any record that holds all the words, in any order."""
    wanted = Wanted(" ".join(words))
    answer = search.matches(load(search.keep(load, wanted)), wanted, type)
    return answer, tables.matches(answer, wanted), _nothing_found(load, wanted, answer, type)


def _nothing_found(
    load: Load, wanted: Wanted, answer: Answer, type: RecordType | None
) -> Iterator[str]:
    if not answer.tables["matches"]:
        near = search.close(load, wanted)
        hint = f": did you mean {' or '.join(near)}?" if near else "."
        yield f"nothing{f' of type {type}' if type else ''} holds all of: {wanted.typed}{hint}"


@_question
def sources(load: Load, name: ASource = None) -> Shown:
    """Show the sources, or one with all that it supports."""
    wanted = names.source(load(names.named("source")), " ".join(name)) if name else None
    answer = query.sources(load(WHOLE), wanted)
    return answer, tables.sources(answer), ()


@_question
def info(file: Opened) -> Shown:
    """Show what the dataset holds, and how well it is supported."""
    from conflictcli import about

    answer = about.info(file(WHOLE), file.path)
    return answer, tables.info(answer), ()


@app.command(epilog=epilog("diff"))
def diff(
    old: Old, new: New, format: As = "table", limit: Rows = 200, color: Colors = "auto"
) -> int:
    """Show what was added, withdrawn and corrected from one dataset to another; 1 if anything."""
    from conflictcli.changes import changes

    answer = changes(*(storage.opened(path)(WHOLE) for path in (old, new)))
    query.check_links(answer)
    found = answer.tables["changes"]
    write(tables.changes(answer), answer.dataset, format, limit, color)
    kinds = Counter(change.change for change in found)
    tell(", ".join(f"{kinds[kind]} {kind}" for kind in ("added", "withdrawn", "corrected")) + ".")
    return 1 if found else 0


@app.command(epilog=epilog("validate"))
def validate(
    file: File = None, format: As = "table", limit: Rows = 200, color: Colors = "auto"
) -> int:
    """Show every problem of a dataset with its line."""
    from conflictcli import check

    path = storage.shipped() if file is None else file
    found = check.problems(storage.read(path))
    errors = sum(problem.severity == "error" for problem in found)
    write(tables.problems(found), Dataset(schema_version=1, title=path), format, limit, color)
    warnings = len(found) - errors
    tell(f"{path}: {number(errors, 'error')}, {number(warnings, 'warning')}.")
    return 1 if errors else 0


@app.command("schema", epilog=epilog("schema"))
def schema_() -> None:
    """Print the JSON Schema of a dataset, for editors."""
    import json

    from conflictcli import shape

    print(json.dumps(shape.schema(), indent=2))


imports = typer.Typer(help="Make a dataset from a file of others.", rich_markup_mode=None)
app.add_typer(imports, name="import")


@imports.command(epilog=epilog("ucdp"))
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
        for part in storage.encoded(made):
            sys.stdout.write(json_escaped(part.decode(), sys.stdout.encoding))
    for reason, times, line, id in set_aside:
        tell(f"{number(times, 'row')}: {reason} (first: line {line}, id {id}).")
    tell(f"{number(len(made.events), 'event')}, {number(len(made.sources), 'source')}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code; print an error as one line on standard error."""
    if sys.stdout is None:
        tell("the answer could not be written (standard output is closed).")
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
        tell(f"the answer could not be written ({error.strerror or error}): try another place.")
        return NOT_WRITTEN
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        return int(app(args=arguments, prog_name="conflictcli", standalone_mode=False) or 0)
    except typer.TyperException as error:
        message = error.format_message()
        context = getattr(error, "ctx", None)
        help = f" See {context.command_path} -h." if context else ""
        tell(message + ("" if message[-1] in ".?" else ".") + help)
        return error.exit_code
    except ConflictcliError as error:
        tell(str(error))
        return error.exit_code
    except (KeyError, ValueError):
        if not COMPLETING:
            raise
        return 1  # It was no shell that asked.
    except SystemExit as ended:
        # So Typer ends a completion, or, with 1, a command whose reader has left.
        return int(ended.code or 0) if COMPLETING else 0
