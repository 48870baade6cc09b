"""What a dataset holds, and how well it is supported."""

from collections import Counter

from conflictcli.model import dates
from conflictcli.model.kinds import originals, supports
from conflictcli.model.records import KINDS, Dataset
from conflictcli.model.results import Info, Result, Value
from conflictcli.model.scope import Mark
from conflictcli.model.text import printable
from conflictcli.queries import threads
from conflictcli.queries.as_of import with_disagreements_on_both_sides


def info(dataset: Dataset, path: str) -> Result:
    """Return what a dataset holds and how well it is supported; its most used sources first."""
    intervals = [dates.interval(fact.when) for fact in dataset.dated]
    about = Info(
        path=printable(path),
        schema_version=dataset.schema_version,
        title=dataset.title,
        description=dataset.description,
        license=dataset.license,
        earliest=min((span.earliest for span in intervals if span.earliest), default=None),
        latest=max((span.latest for span in intervals if span.latest), default=None),
        **{kind.table: len(getattr(dataset, kind.table)) for kind in KINDS},
        **{mark: len(ids) for mark, ids in marked(dataset).items()},
    )
    uses = supports(dataset)
    sources = sorted(dataset.sources, key=lambda source: (-len(uses[source.id]), source.id))
    return Result(question="info", tables={"info": [about], "sources": sources}, dataset=dataset)


def values(dataset: Dataset) -> Result:
    """Return the kinds, places, stances and roles there are, each with its number of records."""
    events, said = dataset.events, dataset.statements
    every: dict[str, Counter[str]] = {
        "kind": Counter(event.kind for event in events),
        "place": Counter(name for e in events if e.place for name in e.place.names),
        "stance": Counter(statement.stance for statement in said),
        "role": Counter(part.role for event in events for part in event.participants),
    }
    rows = [Value(field, *pair) for field, times in every.items() for pair in times.most_common()]
    return Result(question="values", tables={"values": rows}, dataset=dataset)


def marked(dataset: Dataset) -> dict[Mark, set[str]]:
    """Return the ids of the dated records that have no day of their own, are denied, and so on.

    A record has a single source if it cites one once copies are taken as what they are copies of.
    """
    facts = with_disagreements_on_both_sides(dataset, dataset).dated
    denied = threads.denials(dataset.statements).keys()
    return {
        "undated": {fact.id for fact in facts if not dates.has_day(fact.when)},
        "disputed": {fact.id for fact in facts if fact.id in denied},
        "single_source": {fact.id for fact in facts if len(originals(fact, dataset)) == 1},
        "differs": {fact.id for fact in facts if getattr(fact, "disagrees_with", ())},
    }
