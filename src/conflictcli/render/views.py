"""Results as sections: a view for each question."""

from collections.abc import Callable, Iterator

from rich.text import Text

from conflictcli.model import kinds
from conflictcli.model.records import Actor, Record, Source
from conflictcli.model.results import Result
from conflictcli.model.text import number
from conflictcli.render import chronicles, counts, datasets, profiles, sides
from conflictcli.render.phrases import (
    Phrases,
    address,
    joined,
    reference,
    source_name,
    styled,
)
from conflictcli.render.sections import Column, Line, Section, Table

_SIGNS = {
    "⇄": "⇄ denied",
    "≠": "≠ another source differs",
    "?": "? at some time between the two",
    "+": "+ comes with what it answers or denies",
}


def sections(
    result: Result, *, limit: int = 0, shortens: bool = False
) -> tuple[list[Section], list[Source]]:
    """Return the sections of a result, and the sources that they name, by date.

    What a source supports is in no table of the result: `limit` is how much of it to show, 0 all.
    A screen `shortens` lists of names.
    """
    say = Phrases(result, limit=limit, shortens=shortens)
    made = [section for section in _VIEWS[result.question](say) if _holds(section)]
    if all(isinstance(section, Line) for section in made):
        return [], []  # Titles alone are no answer.
    return made, say.listed()


def _holds(section: Section) -> bool:
    return bool(section.text) if isinstance(section, Line) else any(section.labelled())


def _timeline(say: Phrases) -> Iterator[Section]:
    records = say.result.tables["timeline"]
    certain = say.result.certain
    first = [record for record in records if certain is None or record.id in certain]
    rest = [record for record in records if not (certain is None or record.id in certain)]
    yield Line(say.title(say.dataset.title), chronicles.summary(say, records))
    yield chronicles.index(say, first)
    yield chronicles.by_month(say, first, Line(Text()))
    perhaps = Line(Text("May be of these days, not certain", "heading"))
    yield chronicles.by_month(say, rest, perhaps)
    yield _legend(say, records)


def _legend(say: Phrases, records: list[Record]) -> Line:
    """Return what the signs mean that stand in a chronicle."""
    is_used = {
        "⇄": any(record.id in say.result.denied for record in records),
        "≠": any(say.others(record) for record in records),
        "?": any((record.when or "").startswith("[") for record in records),
        "+": not all(map(say.result.is_matched, records)),
    }
    return Line(Text("   ".join(_SIGNS[sign] for sign in _SIGNS if is_used[sign]), "quiet"))


def _statements(say: Phrases) -> Iterator[Section]:
    said = say.result.tables["statements"]
    yield Line(say.title("Who said what"), chronicles.summary(say, said))
    yield chronicles.index(say, said)
    yield chronicles.threads_in_full(say, said, Line(Text()), under_month=True)
    yield _legend(say, said)


def _actors(say: Phrases) -> Iterator[Section]:
    def row(actor: Actor) -> tuple[Text, ...]:
        of = f", {say.actor(actor.member_of)}" if actor.member_of else ""
        return (
            styled((actor.name, "title")),
            styled(f"{actor.role or actor.kind}{of}  ", say.of(actor, 1)),
            styled((actor.id, "id")),
        )

    columns = (Column("name"), Column("who"), Column("id"))
    yield Table(Line(say.title("Actors")), columns, [row(a) for a in say.result.tables["actors"]])


def _search(say: Phrases) -> Iterator[Section]:
    matches = say.result.tables["matches"]
    found = len(say.result.matched or ())
    others = len(matches) - found
    size = number(found, "record") + (f", + {others} with them" if others else "")
    yield Line(say.title(f"Found for “{say.result.subject}”"), Text(size, "quiet"))
    yield chronicles.matches(say, matches)


def _sources(say: Phrases) -> Iterator[Section]:
    sources = say.result.tables["sources"]
    if len(sources) == 1:
        yield from profiles.source(say)
        return
    uses = kinds.supports(say.dataset)
    columns = (
        Column("cited by", "right", keeps=True),
        Column("source"),
        Column("publisher, title, date"),
        Column("address", under="always"),
    )
    rows = [
        (
            Text(str(len(uses[source.id]))),
            styled((source_name(source), "title")),
            styled(reference(source)),
            joined([address(source), styled((source.note, "note"))], "\n"),
        )
        for source in sources
    ]
    yield Table(Line(say.title("Sources"), Text(f"{len(sources)}", "quiet")), columns, rows)


_VIEWS: dict[str, Callable[[Phrases], Iterator[Section]]] = {
    "timeline": _timeline,
    "event": profiles.event,
    "actor": profiles.actor,
    "actors": _actors,
    "statements": _statements,
    "casualties": counts.casualties,
    "casualties by": counts.totals,
    "disputes": sides.disputes,
    "search": _search,
    "sources": _sources,
    "info": datasets.info,
    "values": datasets.values,
    "diff": datasets.changes,
    "validate": datasets.problems,
}
