"""The answer to each question: the view that shows it, and the rows that programs read."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from conflictcli.model.results import Result

if TYPE_CHECKING:
    from conflictcli.model.records import Source
    from conflictcli.views.sections import Section


class Rows(NamedTuple):
    """The rows of a table: their dataclass, and the fields that an answer adds to each.

    `path` is its name with its module in `model`, which is loaded only where it is asked for.
    """

    path: str
    added: Sequence[str] = ()

    @property
    def row_class(self) -> Any:
        """Return the dataclass."""
        return _named("model", self.path)


class Answer(NamedTuple):
    """How the answer to one question is shown and written.

    `view` is the function that makes its sections, with its module in this package. `tables` are
    the rows of each table by its name. `has_scope`: filters may leave nothing of it.
    """

    view: str
    tables: Mapping[str, Rows]
    has_scope: bool = False


_COUNTS = Rows("records.CasualtyReport", ("people", "stands", "toll", "replaced_by", "certain"))
_SUPPORTING = Rows("records.Source", ("supports",))

ANSWERS: Mapping[str, Answer] = {
    "timeline": Answer(
        "timeline.timeline", {"timeline": Rows("rows.TimelineEntry")}, has_scope=True
    ),
    "event": Answer(
        "event.event",
        {
            "events": Rows("records.Event"),
            "statements": Rows("records.Statement"),
            "casualties": _COUNTS,
            "parts": Rows("records.Event"),
            "sources": Rows("records.Source"),
        },
        has_scope=True,
    ),
    "actor": Answer(
        "actor.actor",
        {
            "actors": Rows("records.Actor"),
            "events": Rows("records.Event"),
            "statements": Rows("records.Statement"),
            "replies": Rows("records.Statement"),
        },
    ),
    "actors": Answer("actor.actors", {"actors": Rows("records.Actor")}),
    "statements": Answer(
        "timeline.statements",
        {"statements": Rows("records.Statement", ("matched",))},
        has_scope=True,
    ),
    "casualties": Answer("casualties.casualties", {"casualties": _COUNTS}, has_scope=True),
    "casualties by": Answer(
        "totals.totals",
        {"totals": Rows("rows.Total"), "not_added": Rows("rows.NotAdded")},
        has_scope=True,
    ),
    "disputes": Answer("disputes.disputes", {"disputes": Rows("rows.Dispute")}, has_scope=True),
    "search": Answer("search.search", {"matches": Rows("rows.Match")}),
    "changes": Answer("changes.changes", {"changes": Rows("rows.NewRecord")}),
    "sources": Answer("sources.sources", {"sources": _SUPPORTING}),
    "info": Answer("reports.info", {"info": Rows("rows.Info"), "sources": _SUPPORTING}),
    "values": Answer("reports.values", {"values": Rows("rows.Value")}),
    "diff": Answer("reports.changes", {"changes": Rows("rows.Change")}),
    "validate": Answer("reports.problems", {"problems": Rows("rows.Problem")}),
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

    view = _named("views", ANSWERS[result.question].view)
    phrases = Phrases(result, every=every, limit=limit, shortens=shortens)
    made = [section for section in view(phrases) if section.has_content]
    if all(isinstance(section, Line) for section in made):
        return [], []  # Titles alone are no answer.
    return made, phrases.listed()


def _named(room: str, path: str) -> Any:
    """Return what a room has under a path like "timeline.statements"."""
    module, _, name = path.partition(".")
    return getattr(import_module(f"conflictcli.{room}.{module}"), name)
