"""What a dataset holds, and how well it is supported."""

from conflictcli.model import dates
from conflictcli.model.kinds import originals, supports
from conflictcli.model.records import KINDS, Dataset
from conflictcli.model.results import Info, Result
from conflictcli.model.text import printable
from conflictcli.queries import threads


def info(dataset: Dataset, path: str) -> Result:
    """Return what a dataset holds and how well it is supported; its most used sources first."""
    facts, denied = dataset.dated, threads.denied(dataset.statements)
    intervals = [dates.interval(fact.when) for fact in facts]
    about = Info(
        path=printable(path),
        schema_version=dataset.schema_version,
        title=dataset.title,
        description=dataset.description,
        license=dataset.license,
        earliest=min((span.earliest for span in intervals if span.earliest), default=None),
        latest=max((span.latest for span in intervals if span.latest), default=None),
        **{kind.table: len(getattr(dataset, kind.table)) for kind in KINDS},
        undated=len([fact for fact in facts if not dates.has_day(fact.when)]),
        disputed=len(denied.intersection(fact.id for fact in facts)),
        single_source=len([fact for fact in facts if len(originals(fact, dataset)) == 1]),
    )
    uses = supports(dataset)
    sources = sorted(dataset.sources, key=lambda source: (-len(uses[source.id]), source.id))
    return Result(question="info", tables={"info": [about], "sources": sources}, dataset=dataset)
