"""Write the man page from the help of the commands: python docs/man.py [FILE]."""

import sys
from pathlib import Path
from typing import Any

import typer

from conflictcli import __version__
from conflictcli.cli.app import app_of

EXITS = {
    "0": "Success, even if nothing matched.",
    "1": "A name or a dataset is wrong, or diff found changes.",
    "2": "Wrong usage.",
    "74": "The answer could not be written.",
    "130": "Interrupted.",
}


def man_page() -> str:
    """Return the page in the macros of man(7)."""
    group = typer.main.get_command(app_of())
    context = group.make_context("conflictcli", [], resilient_parsing=True)
    lines = [
        f'.TH CONFLICTCLI 1 "" "conflictcli {__version__}" "User Commands"',
        ".SH NAME",
        "conflictcli \\- look up what happened in a conflict, who said so, and as of when",
        ".SH SYNOPSIS",
        ".B conflictcli",
        "COMMAND [OPTIONS] [ARGUMENTS]",
        ".SH COMMANDS",
    ]
    lines += _commands(group, context)
    lines += [
        ".SH ENVIRONMENT",
        ".TP",
        "\\fBCONFLICTCLI_DATA\\fR",
        "Dataset to use where \\-\\-data is not given.",
        ".TP",
        "\\fBCONFLICTCLI_PAGER\\fR",
        "Pager for long answers, before PAGER; empty for none.",
        ".TP",
        "\\fBNO_COLOR\\fR, \\fBFORCE_COLOR\\fR, \\fBPAGER\\fR, \\fBCOLUMNS\\fR",
        "As other programs use them.",
        ".SH EXIT STATUS",
    ]
    for code, meaning in EXITS.items():
        lines += [".TP", f"\\fB{code}\\fR", meaning]
    return "\n".join(lines) + "\n"


def _commands(group: Any, context: Any) -> list[str]:
    """Return the lines of the commands of a group, and of the groups in it."""
    lines = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.make_context(name, [], parent=context, resilient_parsing=True)
        if hasattr(command, "list_commands"):
            lines += _commands(command, inner)
            continue
        params = command.get_params(inner)
        # How the names of arguments are dressed depends on the version of Typer.
        arguments = {p.name: p.metavar for p in params if p.param_type_name == "argument"}
        taken = [
            p.metavar if p.required else f"[{p.metavar.strip('[]')}]"
            for p in params
            if p.name in arguments
        ]
        usage = " ".join([inner.command_path, "[OPTIONS]", *taken])
        path = inner.command_path.removeprefix("conflictcli ")
        lines += [f".SS {_plain(path)}", f".B {_plain(usage)}", ".PP", _plain(command.help)]
        for param in params:
            if record := param.get_help_record(inner):
                shown = arguments.get(param.name, record[0])
                lines += [".TP", f"\\fB{_plain(shown)}\\fR", _plain(record[1])]
        if command.epilog:
            examples = command.epilog.replace("\b", "").strip().splitlines()
            lines += [".PP", ".nf", *map(_plain, examples), ".fi"]
    return lines


def _plain(text: str | None) -> str:
    """Return a text that troff prints as it stands."""
    escaped = " ".join((text or "").split("\n")).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    page = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).with_name("conflictcli.1")
    page.write_text(man_page(), encoding="utf-8")
