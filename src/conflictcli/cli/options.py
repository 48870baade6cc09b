"""The options and arguments that commands share, and how a shell completes them."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

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


def _filter(flag: str, help: str, table: str = "", **more: Any) -> Any:
    """Return an option that takes a name, or an id of a table."""
    ids = _ids(table) if table else None
    options = {"metavar": "NAME", "rich_help_panel": FILTERS, "autocompletion": ids, **more}
    return typer.Option(flag, help=help, **options)


def _choice(flag: str, help: str) -> Any:
    return typer.Option(flag, help=help, rich_help_panel=FILTERS)


def _output(*flags: str, help: str, **more: Any) -> Any:
    return typer.Option(*flags, help=help, rich_help_panel=OUTPUT, **more)


def _format(choices: Any) -> Any:
    help = f"{', '.join(get_args(choices))} (default: table)."
    return _output("--format", "-f", metavar="FORMAT", help=help)


def _name(table: str, metavar: str, help: str) -> Any:
    return typer.Argument(metavar=metavar, help=help, autocompletion=_ids(table))


Day = date | None
Text = str | None
_DAY = {"metavar": "YYYY-MM-DD", "parser": _day}
_DATASET: dict[str, Any] = {"envvar": "CONFLICTCLI_DATA", "metavar": "FILE", "parser": _file}
_OR_ALL = ("[NAME...]", "An id or part of a name. Leave out to list all.")

AsOf = Annotated[
    Day, _filter("--as-of", "Only what had happened, been said or counted by this day.", **_DAY)
]
PublishedBy = Annotated[
    Day, _filter("--published-by", "Only what a source published by this day says.", **_DAY)
]
Since = Annotated[Day, _filter("--since", "This day or later, including uncertain dates.", **_DAY)]
Until = Annotated[
    Day, _filter("--until", "This day or earlier, including uncertain dates.", **_DAY)
]
ChangedSince = Annotated[date, _filter("--since", "The first day of what is new.", **_DAY)]
ChangedUntil = Annotated[
    Day, _filter("--until", "The last day of it (default: to the end of the dataset).", **_DAY)
]
Published = Annotated[bool, _choice("--published", "By the days on which sources were published.")]
Actor = Annotated[Text, _filter("--actor", "Only what involves this person or group.", "actors")]
Place = Annotated[Text, _filter("--place", "Only in this place, region or country.")]
Kind = Annotated[
    Text, _filter("--kind", "Only this kind of event (conflictcli info --values lists them).")
]
Event = Annotated[Text, _filter("--event", "Only this event.", "events")]
About = Annotated[Text, _filter("--about", "Only statements about this event.", "events")]
Source = Annotated[Text, _filter("--source", "Only what this source says.", "sources")]
EntryType = Annotated[records.EntryType | None, _choice("--type", "Only this type of record.")]
RecordType = Annotated[records.RecordType | None, _choice("--type", "Only this type of record.")]
Stance = Annotated[records.Stance | None, _choice("--stance", "Only this kind of statement.")]
By = Annotated[Group | None, typer.Option("--by", help="Show totals, each of one counter.")]
CountedBy = Annotated[Text, _filter("--counted-by", "Only what this actor counted.", "actors")]
People = Annotated[
    Text,
    _filter(
        "--people",
        "Only counts of this group, like children or civilians.",
        autocompletion=_slugs(lambda store, start: store.groups(start)),
    ),
]
Disputed = Annotated[bool, _choice("--disputed", "Only what someone denies.")]
Differs = Annotated[bool, _choice("--differs", "Only what another source reports differently.")]
SingleSource = Annotated[bool, _choice("--single-source", "Only what one source alone says.")]
Values = Annotated[
    bool,
    typer.Option("--values", help="List the kinds, places, stances, roles and groups there are."),
]
Located = Annotated[bool, _choice("--located", "Only events with coordinates, for maps.")]
Undated = Annotated[bool, _choice("--undated", "Only what has no exact date.")]
OnlyMatched = Annotated[
    bool, _choice("--only-matched", "Without the replies and denials that come with a match.")
]

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words or starts of words.")]
EventName = Annotated[list[str], _name("events", "NAME...", "An id or part of a title.")]
ActorName = Annotated[list[str] | None, _name("actors", *_OR_ALL)]
SourceName = Annotated[list[str] | None, _name("sources", *_OR_ALL)]
DataFile = Annotated[
    Text, typer.Argument(**_DATASET, help="Dataset to check (- reads standard input).")
]
Old = Annotated[str, typer.Argument(metavar="OLD", help="A dataset (- reads standard input).")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The dataset to compare it with.")]
ConvertInput = Annotated[
    str,
    typer.Argument(
        metavar="IN", help="A dataset of any of these kinds; - is standard input, in JSON."
    ),
]
DatasetOutput = Annotated[
    str,
    typer.Argument(
        metavar="OUT",
        help="What to make: .json, .sqlite, .db, .xlsx, .ods, or FOLDER/ for CSV files.",
    ),
]
GedFile = Annotated[str, typer.Argument(metavar="FILE", help="A UCDP GED file, CSV or zip.")]
AcledFile = Annotated[str, typer.Argument(metavar="FILE", help="An export of ACLED, CSV or zip.")]
TableFile = Annotated[str, typer.Argument(metavar="FILE", help="A table, CSV or JSON.")]
MapFile = Annotated[
    str,
    typer.Option(
        "--map", metavar="MAP", help="What its columns mean: acled, airwars, bellingcat or a file."
    ),
]
Dates = Annotated[
    Literal["dmy", "mdy"] | None,
    typer.Option("--dates", help="Which comes first in 5/3/2020: the day or the month."),
]

Data = Annotated[
    Text, typer.Option("--data", **_DATASET, help="Dataset to use (- reads standard input).")
]
Format = Annotated[choices.Format | None, _format(choices.Format)]
TimelineFormat = Annotated[choices.TimelineFormat | None, _format(choices.TimelineFormat)]
SourcesFormat = Annotated[choices.SourcesFormat | None, _format(choices.SourcesFormat)]
Json = Annotated[bool, _output("--json", help="The same as --format json.")]
OneTable = Annotated[
    Text, _output("--table", metavar="NAME", help="Only this table of a json, ndjson or csv.")
]
Limit = Annotated[
    int, _output("--limit", parser=_rows, metavar="N", help="Most rows to show (0 = all).")
]
Color = Annotated[choices.Color, _output("--color", help="When to use colour.")]
Layout = Annotated[
    choices.Layout, _output("--layout", help="Tables, or a list that a screen reader can read.")
]
Pager = Annotated[
    bool, _output("--pager/--no-pager", help="Use a pager for long answers on a terminal.")
]
Output = Annotated[Text, _output("--output", "-o", metavar="FILE", help="File to write.")]
Country = Annotated[Text, _filter("--country", "Only rows of this country, or part of its name.")]
Keep = Annotated[
    Literal["last"] | None,
    _choice("--keep", "Of rows with one id, take the last (default: refuse them)."),
]
Strict = Annotated[bool, typer.Option("--strict", help="End with exit code 1 for warnings too.")]
Force = Annotated[bool, _output("--force", help="Overwrite an existing file.")]


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
