"""What a dataset holds, and how well it is supported."""

from collections import Counter

from conflictcli.model import dates
from conflictcli.model.records import RECORD_CLASSES, Dataset
from conflictcli.model.results import Result
from conflictcli.model.rows import Info, Value
from conflictcli.model.scope import Mark
from conflictcli.model.text import printable
from conflictcli.queries.marks import marked
from conflictcli.queries.support import supports

# The marks that tell how well records are supported.
_COUNTED: tuple[Mark, ...] = ("undated", "disputed", "single_source", "differs")


def info(dataset: Dataset, path: str) -> Result:
    """Return what a dataset holds and how well it is supported; its most used sources first."""
    intervals = [dates.interval(fact.when) for fact in dataset.dated]
    found = marked(dataset, dataset, dataset)
    about = Info(
        path=printable(path),
        schema_version=dataset.schema_version,
        title=dataset.title,
        description=dataset.description,
        license=dataset.license,
        earliest=min((span.earliest for span in intervals if span.earliest), default=None),
        latest=max((span.latest for span in intervals if span.latest), default=None),
        **{
            record_class.table: len(getattr(dataset, record_class.table))
            for record_class in RECORD_CLASSES
        },
        **{mark: len(found[mark]) for mark in _COUNTED},
    )
    uses = supports(dataset)
    sources = sorted(dataset.sources, key=lambda source: (-len(uses[source.id]), source.id))
    return Result(question="info", tables={"info": [about], "sources": sources}, dataset=dataset)


def values(dataset: Dataset) -> Result:
    """Return the kinds, places, stances, roles and groups there are, with how many records."""
    events, said = dataset.events, dataset.statements
    every: dict[str, Counter[str]] = {
        "kind": Counter(event.kind for event in events),
        "place": Counter(name for e in events if e.place for name in dict.fromkeys(e.place.names)),
        "stance": Counter(statement.stance for statement in said),
        "role": Counter(part.role for event in events for part in event.participants),
        "group": Counter(part.group for report in dataset.casualties for part in report.breakdown),
    }
    rows = [Value(field, *pair) for field, times in every.items() for pair in times.most_common()]
    return Result(question="values", tables={"values": rows}, dataset=dataset)
