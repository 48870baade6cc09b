"""What a dataset holds, and how well it is supported."""

from datetime import date
from typing import NamedTuple

from conflictcli import dates, threads
from conflictcli.answers import Answer
from conflictcli.model import TABLES, Dataset
from conflictcli.printable import printable
from conflictcli.records import dated, source_ids, supports, when


class Info(NamedTuple):
    """What a dataset holds: its records, of which those with a date are its facts.

    `earliest` and `latest` are the first and last day that a fact names; of the facts, `undated`
    have no day but bounds at most, `disputed` are denied by a statement, `single_source` cite one.
    """

    path: str
    schema_version: int
    title: str
    description: str | None
    license: str | None
    earliest: date | None
    latest: date | None
    sources: int
    actors: int
    events: int
    statements: int
    casualties: int
    undated: int
    disputed: int
    single_source: int

    @property
    def facts(self) -> int:
        """Count the events, statements and counts."""
        return self.events + self.statements + self.casualties


def info(dataset: Dataset, path: str) -> Answer:
    """Give what a dataset holds and how well it is supported, then its most used sources first."""
    facts, denied = dated(dataset), threads.denied(dataset.statements)
    spans = [dates.span(when(fact)) for fact in facts]
    single = [fact for fact in facts if len(source_ids(fact)) == 1]
    about = Info(
        path=printable(path),
        schema_version=dataset.schema_version,
        title=dataset.title,
        description=dataset.description,
        license=dataset.license,
        earliest=min((span.earliest for span in spans if span.earliest), default=None),
        latest=max((span.latest for span in spans if span.latest), default=None),
        **{table: len(getattr(dataset, table)) for table in TABLES},
        undated=len([fact for fact in facts if (when(fact) or "[").startswith("[")]),
        disputed=len(denied.intersection(fact.id for fact in facts)),
        single_source=len(single),
    )
    uses = supports(dataset)
    in_order = sorted(dataset.sources, key=lambda source: (-len(uses[source.id]), source.id))
    return Answer({"info": [about], "sources": in_order}, dataset)
