"""The options and arguments that commands share, and how a shell completes them."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from conflictcli.dataset.jsonfile import load
from conflictcli.errors import ConflictcliError, DateError
from conflictcli.model import dates, records
from conflictcli.model.kinds import Group
from conflictcli.render.formats import Color as ColorChoice
from conflictcli.render.formats import Format as FormatChoice


def _day(text: str) -> date:
    try:
        return dates.parse_day(text)
    except DateError as error:
        raise typer.BadParameter(str(error)) from None


def _ids(table: str) -> Callable[[typer.Context, str], list[str]]:
    """Complete ids of a table: slugs alone, since a shell may run whatever else it is given."""

    def complete(context: typer.Context, incomplete: str) -> list[str]:
        data = context.params.get("data") or os.environ.get("CONFLICTCLI_DATA")
        if data == "-":
            return []
        with suppress(ConflictcliError, RuntimeError):
            dataset = load(data and str(Path(data).expanduser()))
            ids = [record.id for record in getattr(dataset, table)]
            return [id for id in ids if id.startswith(incomplete) and re.search(records.SLUG, id)]
        return []

    return complete


def _filter(flag: str, help: str, table: str = "", **more: Any) -> Any:
    """Return an option that takes a name, or an id of a table."""
    ids = _ids(table) if table else None
    return typer.Option(flag, help=help, autocompletion=ids, **{"metavar": "NAME", **more})


def _name(table: str, metavar: str, help: str) -> Any:
    return typer.Argument(metavar=metavar, help=help, autocompletion=_ids(table))


Day = date | None
Text = str | None
_DAY = {"metavar": "YYYY-MM-DD", "parser": _day}
_DATASET: dict[str, Any] = {
    "envvar": "CONFLICTCLI_DATA",
    "metavar": "FILE",
    "help": "Another dataset; - is standard input.",
}
_OR_ALL = ("[NAME...]", "An id, or words of a name; all without.")

AsOf = Annotated[Day, _filter("--as-of", "Only what had certainly begun by this day.", **_DAY)]
Since = Annotated[Day, _filter("--since", "Only what may be of this day or later.", **_DAY)]
Until = Annotated[Day, _filter("--until", "Only what may be of this day or earlier.", **_DAY)]
Actor = Annotated[
    Text, _filter("--actor", "Only where the actor acted, spoke or counted.", "actors")
]
Place = Annotated[Text, _filter("--place", "Only of a place, region or country.")]
Kind = Annotated[Text, _filter("--kind", "Only of this kind of event.")]
Event = Annotated[Text, _filter("--event", "Only counts of this event.", "events")]
About = Annotated[Text, _filter("--about", "Only statements about this event.", "events")]
Source = Annotated[Text, _filter("--source", "Only what this source supports.", "sources")]
EntryType = Annotated[
    records.EntryType | None, typer.Option("--type", help="Only entries of this type.")
]
RecordType = Annotated[
    records.RecordType | None, typer.Option("--type", help="Only records of this type.")
]
Stance = Annotated[records.Stance | None, typer.Option("--stance", help="Only of this stance.")]
By = Annotated[Group | None, typer.Option("--by", help="Add up the last count of each event.")]

Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words or starts of words.")]
EventName = Annotated[list[str], _name("events", "NAME...", "An id, or words of a title.")]
ActorName = Annotated[list[str] | None, _name("actors", *_OR_ALL)]
SourceName = Annotated[list[str] | None, _name("sources", *_OR_ALL)]
DataFile = Annotated[Text, typer.Argument(**_DATASET)]
Old = Annotated[str, typer.Argument(metavar="OLD", help="A dataset; - is standard input.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The dataset to compare with it.")]
GedFile = Annotated[str, typer.Argument(metavar="FILE", help="A UCDP GED file, CSV or zip.")]

Data = Annotated[Text, typer.Option("--data", **_DATASET)]
Format = Annotated[FormatChoice, typer.Option("--format", "-f", help="How to write the answer.")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="Rows of a screen; 0 shows all.")]
Color = Annotated[ColorChoice, typer.Option("--color", help="When to style a screen.")]
Output = Annotated[Text, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")]
Country = Annotated[Text, _filter("--country", "Only the rows of this country.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file that is there.")]


def examples(*commands: str) -> str:
    """Return the end of a help page: examples, in lines that are not to be joined."""
    return "\n".join(["\b", "Examples:", *(f"  conflictcli {command}" for command in commands)])
