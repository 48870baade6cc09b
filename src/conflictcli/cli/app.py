"""The app with its commands, and main(): the only place that catches errors."""

import codecs
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.models import CommandInfo

from conflictcli import __version__
from conflictcli.cli.output import print_note
from conflictcli.errors import ConflictcliError
from conflictcli.model.text import in_encoding

NOT_WRITTEN = 74  # EX_IOERR of sysexits.h.
COMPLETING = "_CONFLICTCLI_COMPLETE" in os.environ
_FIRST = ("timeline", "actor Kerry", "casualties --as-of 2016-10-09")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"conflictcli {__version__}")
        raise typer.Exit


Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
]


def conflictcli(context: typer.Context, version: Version = False) -> None:
    """Look up what happened in a conflict, who said so, and as of when."""
    if context.invoked_subcommand is None:
        tries = "".join(f"\n  conflictcli {command}" for command in _FIRST)
        print(f"{conflictcli.__doc__}\n\nTry first:{tries}\n\nconflictcli -h lists all commands.")


def app_of(name: str = "") -> typer.Typer:
    """Return the app with the command of a name alone; where there is none so named, with all.

    To make all of them takes longer than an answer.
    """
    from conflictcli.cli import lookup

    named = _commands_named(name, lookup.app)
    if not named:
        from conflictcli.cli import curate, imports
        from conflictcli.dataset import signals

        signals.raise_interrupts()  # What is half written is removed.
        named = _commands_named(name, curate.app)
    app = typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=not named,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(conflictcli)
    app.registered_commands = named
    if not named:
        app.add_typer(lookup.app)
        app.add_typer(curate.app)
        app.add_typer(imports.app, name="import")
    return app


def _commands_named(name: str, app: typer.Typer) -> list[CommandInfo]:
    """Return the command of a name in an app; none where it has none."""
    commands = app.registered_commands
    return [command for command in commands if getattr(command.callback, "__name__", "") == name]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; print an error as one line on standard error."""
    if sys.stdout is None:
        print_note("the answer could not be written (standard output is closed).")
        return NOT_WRITTEN
    if hasattr(sys.stdout, "reconfigure"):
        codecs.register_error("conflictcli", in_encoding)
        sys.stdout.reconfigure(errors="conflictcli")
    code = 0
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return code
    except OSError as error:
        print_note(
            f"the answer could not be written ({error.strerror or error}): try another place."
        )
        return NOT_WRITTEN
    except MemoryError:
        print_note(
            "there is not enough memory for this: narrow the question or use a smaller file."
        )
        return 1
    return code


def _run(arguments: Sequence[str] | None) -> int:
    typed = sys.argv[1:] if arguments is None else arguments
    try:
        app = app_of(typed[0] if typed and not COMPLETING else "")
        return int(app(args=arguments, prog_name="conflictcli", standalone_mode=False) or 0)
    except typer.TyperException as error:
        message = error.format_message()
        context = getattr(error, "ctx", None)
        help = f" See {context.command_path} -h." if context else ""
        print_note(message + ("" if message[-1] in ".?" else ".") + help)
        return error.exit_code
    except ConflictcliError as error:
        print_note(str(error), error.details)
        return error.exit_code
    except (KeyError, ValueError):
        if not COMPLETING:
            raise
        return 1  # It was no shell that asked.
    except SystemExit as ended:
        # So Typer ends a completion, or, with 1, a command whose reader has left.
        return int(ended.code or 0) if COMPLETING else 0
