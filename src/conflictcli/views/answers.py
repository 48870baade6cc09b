"""The answer to each question: the view that shows it, and the rows that programs read."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from conflictcli.model.records import Actor, CasualtyReport, Event, Record, Source, Statement
from conflictcli.model.results import (
    Change,
    Dispute,
    Info,
    Match,
    NewRecord,
    NotAdded,
    Problem,
    Result,
    TimelineEntry,
    Total,
    Value,
)

if TYPE_CHECKING:
    from conflictcli.views.sections import Section


class Rows(NamedTuple):
    """The dataclass of the rows of a table, and the fields that an answer adds to each."""

    kind: type[Any]
    added: Sequence[str] = ()

    @property
    def are_records(self) -> bool:
        """Return whether each row is a record, in full or in brief."""
        return issubclass(self.kind, Record | TimelineEntry | Match)


class Answer(NamedTuple):
    """How the answer to one question is shown and written.

    `view` is the function that makes its sections, with its module in this package. `tables` are
    the rows of each table by its name. `has_scope`: filters may leave nothing of it.
    """

    view: str
    tables: Mapping[str, Rows]
    has_scope: bool = False


_COUNTS = Rows(CasualtyReport, ("people", "stands", "toll", "replaced_by"))
_SUPPORTING = Rows(Source, ("supports",))

ANSWERS: Mapping[str, Answer] = {
    "timeline": Answer("timeline.timeline", {"timeline": Rows(TimelineEntry)}, has_scope=True),
    "event": Answer(
        "event.event",
        {
            "events": Rows(Event),
            "statements": Rows(Statement),
            "casualties": _COUNTS,
            "parts": Rows(Event),
            "sources": Rows(Source),
        },
        has_scope=True,
    ),
    "actor": Answer(
        "actor.actor",
        {
            "actors": Rows(Actor),
            "events": Rows(Event),
            "statements": Rows(Statement),
            "replies": Rows(Statement),
        },
    ),
    "actors": Answer("actor.actors", {"actors": Rows(Actor)}),
    "statements": Answer(
        "timeline.statements", {"statements": Rows(Statement, ("matched",))}, has_scope=True
    ),
    "casualties": Answer("casualties.casualties", {"casualties": _COUNTS}, has_scope=True),
    "casualties by": Answer(
        "totals.totals",
        {"totals": Rows(Total), "not_added": Rows(NotAdded)},
        has_scope=True,
    ),
    "disputes": Answer("disputes.disputes", {"disputes": Rows(Dispute)}, has_scope=True),
    "search": Answer("search.search", {"matches": Rows(Match)}),
    "changes": Answer("changes.changes", {"changes": Rows(NewRecord)}),
    "sources": Answer("sources.sources", {"sources": _SUPPORTING}),
    "info": Answer("reports.info", {"info": Rows(Info), "sources": _SUPPORTING}),
    "values": Answer("reports.values", {"values": Rows(Value)}),
    "diff": Answer("reports.changes", {"changes": Rows(Change)}),
    "validate": Answer("reports.problems", {"problems": Rows(Problem)}),
}


def sections(
    result: Result,
    *,
    every: Mapping[str, Sequence[Any]] | None = None,
    limit: int = 0,
    shortens: bool = False,
) -> "tuple[list[Section], list[Source]]":
    """Return the sections of a result, and the sources that they name, by date.

    `every` holds the tables before a limit left rows out, None being those of the result.
    What a source supports is in no table of the result: `limit` is how much of it to show, 0 all.
    A screen `shortens` lists of names.
    """
    # Imported here, since an answer in JSON needs no view, and a view needs Rich.
    from conflictcli.views.phrases import Phrases
    from conflictcli.views.sections import Line

    module, _, name = ANSWERS[result.question].view.partition(".")
    view = getattr(import_module(f"conflictcli.views.{module}"), name)
    phrases = Phrases(result, every=every, limit=limit, shortens=shortens)
    made = [section for section in view(phrases) if section.has_content]
    if all(isinstance(section, Line) for section in made):
        return [], []  # Titles alone are no answer.
    return made, phrases.listed()
