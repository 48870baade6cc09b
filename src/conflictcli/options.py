"""The options and arguments of the commands, and how a shell completes them."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from conflictcli import dates, storage
from conflictcli.answers import By
from conflictcli.errors import ConflictcliError, DateError
from conflictcli.formats import Color, Format
from conflictcli.model import SLUG, EntryType, RecordType, Stance
from conflictcli.records import Keep


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
            load = storage.opened(data and str(Path(data).expanduser()))
            ids = (record.id for record in getattr(load(Keep((table,))), table))
            return [id for id in ids if id.startswith(incomplete) and re.search(SLUG, id)]
        return []

    return found


def _limit(flag: str, help: str, table: str = "", **more: Any) -> Any:
    """Limit an answer by a name, or by an id of a table."""
    ids = _ids(table) if table else None
    return typer.Option(
        flag, help=f"Only {help}.", autocompletion=ids, **{"metavar": "NAME", **more}
    )


def _named(table: str, metavar: str, help: str) -> Any:
    return typer.Argument(metavar=metavar, help=help, autocompletion=_ids(table))


Day = date | None
Name = str | None
_DAY = {"metavar": "YYYY-MM-DD", "parser": _day}
AsOf = Annotated[Day, _limit("--as-of", "what had certainly begun by this day", **_DAY)]
Since = Annotated[Day, _limit("--since", "what may be of this day or later", **_DAY)]
Until = Annotated[Day, _limit("--until", "what may be of this day or earlier", **_DAY)]
ByActor = Annotated[Name, _limit("--actor", "where the actor acted, spoke or counted", "actors")]
AtPlace = Annotated[Name, _limit("--place", "of a place, region or country")]
OfKind = Annotated[Name, _limit("--kind", "of this kind of event")]
OfEvent = Annotated[Name, _limit("--event", "counts of this event", "events")]
About = Annotated[Name, _limit("--about", "statements about this event", "events")]
FromSource = Annotated[Name, _limit("--source", "what this source supports", "sources")]
OfType = Annotated[EntryType | None, typer.Option("--type", help="Only entries of this type.")]
OfRecord = Annotated[RecordType | None, typer.Option("--type", help="Only records of this type.")]
OfStance = Annotated[Stance | None, typer.Option("--stance", help="Only of this stance.")]
Words = Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words or starts of words.")]
AnEvent = Annotated[list[str], _named("events", "NAME...", "An id, or words of a title.")]
_MAYBE = ("[NAME...]", "An id, or words of a name; all without.")
AnActor = Annotated[list[str] | None, _named("actors", *_MAYBE)]
ASource = Annotated[list[str] | None, _named("sources", *_MAYBE)]
_FROM: dict[str, Any] = {"envvar": "CONFLICTCLI_DATA", "metavar": "FILE"}
_FROM["help"] = "Another dataset; - is standard input."
Data = Annotated[Name, typer.Option("--data", **_FROM)]
File = Annotated[Name, typer.Argument(**_FROM)]
Old = Annotated[str, typer.Argument(metavar="OLD", help="A dataset; - is standard input.")]
New = Annotated[str, typer.Argument(metavar="NEW", help="The dataset to compare with it.")]
As = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
Rows = Annotated[int, typer.Option("--limit", min=0, help="Rows of a screen; 0 shows all.")]
Colors = Annotated[Color, typer.Option("--color", help="When to style a screen.")]
ByGroup = Annotated[By | None, typer.Option("--by", help="Add up the last count of each event.")]
GedFile = Annotated[str, typer.Argument(metavar="FILE", help="A UCDP GED file, CSV or zip.")]
Output = Annotated[Name, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")]
Country = Annotated[Name, _limit("--country", "the rows of this country")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file that is there.")]
