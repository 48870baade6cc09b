"""What is said of whole datasets: what one holds, what changed, what is wrong."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.labels import source_name
from conflictcli.model.records import Estimate
from conflictcli.model.rows import Change, Info, Problem
from conflictcli.model.text import printable
from conflictcli.queries.support import supports
from conflictcli.views.numbers import bar
from conflictcli.views.phrases import Phrases, styled
from conflictcli.views.sections import GAP, Card, Column, Line, Section, Table

_MOST_SOURCES = 7
_BAR_WIDTH = 16
_SUPPORT = (
    ("one source alone", "single_source", "--single-source"),
    ("no certain day", "undated", "--undated"),
    ("⇄ denied", "disputed", "--disputed"),
    ("≠ sources differ", "differs", "--differs"),
)


def info(phrases: Phrases) -> Iterator[Section]:
    """Yield what a dataset holds and how well it is supported, on one screen."""
    [about] = phrases.result.tables["info"]
    yield Line(styled((about.title, "title")), Text(_span(about), "date"))
    yield Line(styled((about.description, "quiet")) if about.description else Text())
    sizes = (
        (about.events, "● events"),
        (about.statements, "» statements"),
        (about.casualties, "# counts"),
        (about.actors, "@ actors"),
        (about.sources, "§ sources"),
    )
    yield Line(Text(GAP).join(Text.assemble((f"{n:,}", "count"), f" {name}") for n, name in sizes))
    yield _support(about)
    yield _most_cited(phrases)
    fields = [("licence", styled(about.license)), ("file", styled(about.path))]
    yield Card(Text(), "", fields)


def values(phrases: Phrases) -> Iterator[Section]:
    """Yield the kinds, places, stances, roles and groups that records have."""
    rows = [
        (
            Text(f"{field}s", "title"),
            styled(", ".join(f"{v.value} ({v.records})" for v in of_field)),
        )
        for field, of_field in groupby(phrases.result.tables["values"], lambda value: value.field)
    ]
    heading = Line(
        Text("Kinds, places, stances, roles and groups", "heading"),
        Text("with their number", "quiet"),
    )
    yield Table(heading, (Column("", no_wrap=True), Column("")), rows)


def changes(phrases: Phrases) -> Iterator[Section]:
    """Yield what changed, field by field."""

    def row(change: Change) -> tuple[Text, ...]:
        cited = phrases.sources(citation.source for citation in change.citations)
        return (
            styled((change.change, "verb")),
            styled((change.title, "title"), "  ", cited),
            styled((f"{change.type} {change.id or ''}".strip(), "id")),
            Text("\n").join(styled(text) for text in corrections(change)),
        )

    columns = (
        Column("change", no_wrap=True),
        Column("record"),
        Column("id", under="narrow"),
        Column("fields", under="always"),
    )
    yield Table(Line(Text()), columns, [row(change) for change in phrases.result.tables["changes"]])


def problems(phrases: Phrases) -> Iterator[Section]:
    """Yield the problems of a dataset, with their lines."""

    def row(problem: Problem) -> tuple[Text, ...]:
        where = ": ".join(filter(None, (problem.where, problem.message)))
        rule = f"{problem.severity} {problem.rule}"
        return (
            styled((str(problem.line or "–"), "count")),
            styled(where),
            styled((rule, "id")),
            styled((problem.id, "id")),
        )

    columns = (
        Column("line", "right", no_wrap=True),
        Column("problem"),
        Column("rule", under="narrow"),
        Column("id", under="narrow"),
    )
    yield Table(Line(Text()), columns, [row(p) for p in phrases.result.tables["problems"]])


def _span(about: Info) -> str:
    """Return the earliest and the latest day that a dataset names."""
    ends = [dates.humanize(str(day)) for day in (about.earliest, about.latest) if day]
    return " – ".join(dict.fromkeys(ends)) or "no days"


def _support(about: Info) -> Table:
    columns = (
        Column("", no_wrap=True),
        Column("", "right", no_wrap=True),
        Column("", no_wrap=True),
        Column("", no_wrap=True),
    )
    rows = [
        (
            Text(label),
            Text(f"{getattr(about, field):,}", "count"),
            bar(Estimate(low=getattr(about, field), high=about.facts), about.facts, _BAR_WIDTH),
            Text(option, "quiet"),
        )
        for label, field, option in _SUPPORT
    ]
    aside = f"of {about.facts:,}; to list them: conflictcli timeline --undated"
    heading = Line(Text("How well is it sourced?", "heading"), Text(aside, "quiet"))
    return Table(heading, columns, rows if about.facts else [])


def _most_cited(phrases: Phrases) -> Table:
    sources = phrases.result.tables["sources"]
    uses = supports(phrases.dataset)
    most = max((len(records) for records in uses.values()), default=0)
    columns = (
        Column("cited by", "right", no_wrap=True),
        Column("", no_wrap=True),
        Column("source", no_wrap=True),
        Column("published", no_wrap=True),
    )
    rows = [
        (
            Text(f"{len(uses[source.id]):,}", "count"),
            bar(Estimate(best=len(uses[source.id])), most),
            styled(source_name(source)),
            styled((dates.in_brief(source.published), "date"))
            if source.published
            else Text("no date", "quiet"),
        )
        for source in islice(sources, _MOST_SOURCES)
    ]
    heading = Line(
        Text("Sources cited most", "heading"),
        Text("all of them: conflictcli sources", "quiet"),
    )
    return Table(heading, columns, rows)


def corrections(change: Change) -> list[str]:
    """Return each field before and after; of a list, what it is without and with now."""
    texts: list[str] = []
    for field in change.fields:
        name, old, new = field.field, field.old, field.new
        if change.change != "corrected":
            texts.append(f"{name}: {_value(old if new is None else new)}")
        elif isinstance(old, tuple):
            without = [f"{name}: without {_value(item)}" for item in _rest(old, new)]
            added = [f"{name}: with {_value(item)}" for item in _rest(new, old)]
            texts += [*without, *added] or [f"{name}: in another order"]
        else:
            texts.append(f"{name}: {' → '.join(_told_apart(old, new))}")
    return texts


def _told_apart(old: Any, new: Any) -> tuple[str, str]:
    """Return two values in words, or field by field where the words are the same."""
    before, after = _value(old), _value(new)
    if printable(before) != printable(after):
        return before, after
    return _fields(old), _fields(new)


def _fields(value: Any) -> str:
    if not isinstance(value, dict):
        return ascii(value)
    given = {name: part for name, part in value.items() if part is not None}
    return ", ".join(f"{name} {part}" for name, part in given.items())


def _rest(items: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Return the items that are left when each of the others has taken its like away."""
    left = list(items)
    for other in others:
        if other in left:
            left.remove(other)
    return left


def _value(value: Any) -> str:
    """Return a value of a record in a line."""
    if isinstance(value, tuple):
        return "; ".join(map(_value, value))
    if not isinstance(value, dict):
        return "nothing" if value is None else str(value)
    if value.keys() == Estimate.__dataclass_fields__.keys():
        return str(Estimate(**value))
    parts = {name: part for name, part in value.items() if part not in (None, ())}
    named = (f"{_value(p)} {name}" if isinstance(p, dict) else str(p) for name, p in parts.items())
    return ", ".join(named)
