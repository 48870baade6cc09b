"""The options and arguments of commands that ask, and how a shell completes them."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from conflictcli.dataset.open import open_store
from conflictcli.dataset.store import Store
from conflictcli.errors import ConflictcliError, DateError
from conflictcli.formats import choices
from conflictcli.model import dates, records
from conflictcli.model.results import Group
from conflictcli.model.scope import Mark

FILTERS, OUTPUT = "Filters", "Output"


def _day(text: str) -> date:
    try:
        return dates.parse_day(text)
    except DateError as error:
        raise typer.BadParameter(str(error)) from None


def _file(text: str) -> str:
    """Return a path with the home folder in place of `~`, which no shell opens in a variable."""
    with suppress(RuntimeError):
        return str(Path(text).expanduser()) if text.startswith("~") else text
    return text


def _rows(text: str) -> int:
    if not (number := str(text)).isascii() or not number.isdigit():
        raise typer.BadParameter(f"'{text}' is not a number of rows: give 0 or more.")
    return int(number)


def _slugs(find: Callable[[Store, str], list[str]]) -> Callable[[typer.Context, str], list[str]]:
    """Complete what is found: slugs alone, since a shell may run whatever else it is given."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        data = context.params.get("data") or os.environ.get("CONFLICTCLI_DATA")
        if data == "-":
            return []
        with suppress(ConflictcliError, RuntimeError):
            store = open_store(data and str(Path(data).expanduser()))
            return [word for word in find(store, incomplete) if re.fullmatch(records.SLUG, word)]
        return []

    return complete


def _ids(table: str) -> Callable[[typer.Context, str], list[str]]:
    """Complete ids of a table."""
    return _slugs(lambda store, start: store.ids(table, start))


def filter_by(flag: str, help: str, table: str = "", **more: Any) -> Any:
    """Return a filter that takes a name, an id of a table, or what `more` says."""
    ids = _ids(table) if table else None
    options = {"metavar": "NAME", "rich_help_panel": FILTERS, "autocompletion": ids, **more}
    return typer.Option(flag, help=help, **options)


def choice(flag: str, help: str) -> Any:
    """Return a filter that is on or off, or takes one of the words of its type."""
    return typer.Option(flag, help=help, rich_help_panel=FILTERS)


def output_option(*flags: str, help: str, **more: Any) -> Any:
    """Return an option that says how an answer or a file is written."""
    return typer.Option(*flags, help=help, rich_help_panel=OUTPUT, **more)


def _format(choices: Any) -> Any:
    help = f"{', '.join(get_args(choices))} (default: table)."
    return output_option("--format", "-f", metavar="FORMAT", help=help)


def _name(table: str, metavar: str, help: str) -> Any:
    return typer.Argument(metavar=metavar, help=help, autocompletion=_ids(table))


Day = date | None
Text = str | None
_DAY = {"metavar": "YYYY-MM-DD", "parser": _day}
DATASET: dict[str, Any] = {"envvar": "CONFLICTCLI_DATA", "metavar": "FILE", "parser": _file}
_OR_ALL = ("[NAME...]", "An id or part of a name. Leave out to list all.")

AsOf = Annotated[
    Day, filter_by("--as-of", "Only what had happened, been said or counted by this day.", **_DAY)
]
PublishedBy = Annotated[
    Day, filter_by("--published-by", "Only what a source published by this day says.", **_DAY)
]
Since = Annotated[
    Day, filter_by("--since", "This day or later, including uncertain dates.", **_DAY)
]
Until = Annotated[
    Day, filter_by("--until", "This day or earlier, including uncertain dates.", **_DAY)
]
ChangedSince = Annotated[date, filter_by("--since", "The first day of what is new.", **_DAY)]
ChangedUntil = Annotated[
    Day, filter_by("--until", "The last day of it (default: to the end of the dataset).", **_DAY)
]
Published = Annotated[bool, choice("--published", "By the days on which sources were published.")]
Actor = Annotated[Text, filter_by("--actor", "Only what involves this person or group.", "actors")]
Place = Annotated[Text, filter_by("--place", "Only in this place, region or country.")]
Kind = Annotated[
    Text, filter_by("--kind", "Only this kind of event (conflictcli info --values lists them).")
]
Event = Annotated[Text, filter_by("--event", "Only this event.", "events")]
About = Annotated[Text, filter_by("--about", "Only statements about this event.", "events")]
Source = Annotated[Text, filter_by("--source", "Only what this source says.", "sources")]
EntryType = Annotated[records.EntryType | None, choice("--type", "Only this type of record.")]
RecordType = Annotated[records.RecordType | None, choice("--type", "Only this type of record.")]
Stance = Annotated[records.Stance | None, choice("--stance", "Only this kind of statement.")]
By = Annotated[Group | None, typer.Option("--by", help="Show totals, each of one counter.")]
CountedBy = Annotated[Text, filter_by("--counted-by", "Only what this actor counted.", "actors")]
People = Annotated[
    Text,
    filter_by(
        "--people",
        "Only counts of this group, like children or civilians.",
        autocompletion=_slugs(lambda store, start: store.groups(start)),
    ),
]
Disputed = Annotated[bool, choice("--disputed", "Only what someone denies.")]
Differs = Annotated[bool, choice("--differs", "Only what another source reports differently.")]
SingleSource = Annotated[bool, choice("--single-source", "Only what one source alone says.")]
Values = Annotated[
    bool,
    typer.Option("--values", help="List the kinds, places, stances, roles and groups there are."),
]
Located = Annotated[bool, choice("--located", "Only events with coordinates, for maps.")]
Undated = Annotated[bool, choice("--undated", "Only what has no exact date.")]
OnlyMatched = Annotated[
    bool, choice("--only-matched", "Without the replies and denials that come with a match.")
]

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words or starts of words.")]
EventName = Annotated[list[str], _name("events", "NAME...", "An id or part of a title.")]
ActorName = Annotated[list[str] | None, _name("actors", *_OR_ALL)]
SourceName = Annotated[list[str] | None, _name("sources", *_OR_ALL)]

Data = Annotated[
    Text, typer.Option("--data", **DATASET, help="Dataset to use (- reads standard input).")
]
Format = Annotated[choices.Format | None, _format(choices.Format)]
TimelineFormat = Annotated[choices.TimelineFormat | None, _format(choices.TimelineFormat)]
SourcesFormat = Annotated[choices.SourcesFormat | None, _format(choices.SourcesFormat)]
Json = Annotated[bool, output_option("--json", help="The same as --format json.")]
OneTable = Annotated[
    Text, output_option("--table", metavar="NAME", help="Only this table of a json, ndjson or csv.")
]
Limit = Annotated[
    int, output_option("--limit", parser=_rows, metavar="N", help="Most rows to show (0 = all).")
]
Color = Annotated[choices.Color, output_option("--color", help="When to use colour.")]
Layout = Annotated[
    choices.Layout,
    output_option("--layout", help="Tables, or a list that a screen reader can read."),
]
Pager = Annotated[
    bool, output_option("--pager/--no-pager", help="Use a pager for long answers on a terminal.")
]


def marks(**asked: bool) -> list[Mark]:
    """Return the marks that are asked for, by the names of their options."""
    return [mark for mark in get_args(Mark) if asked[mark]]


class Command(typer.core.TyperCommand):
    """A command whose help lists its options in groups."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, then each group of options under its name."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if record := param.get_help_record(ctx):
                is_argument = param.param_type_name == "argument"
                group = getattr(param, "rich_help_panel", None)
                name = "Arguments" if is_argument else group or "Options"
                groups.setdefault(name, []).append(record)
        for name in ("Arguments", FILTERS, OUTPUT, "Options"):
            if name in groups:
                with formatter.section(name):
                    formatter.write_dl(groups[name])


def examples(*commands: str) -> str:
    """Return the end of a help page: examples, in lines that are not to be joined."""
    return "\n".join(["\b", "Examples:", *(f"  conflictcli {command}" for command in commands)])
