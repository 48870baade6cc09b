"""What each kind of record says: its title, its names, its other texts, and its groups."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Literal

from conflictcli.model import dates
from conflictcli.model.records import (
    Actor,
    CasualtyReport,
    Dataset,
    Estimate,
    Event,
    Record,
    Source,
    Statement,
)
from conflictcli.model.text import normalize

# The roles of those who did something, as a source says or leaves open.
SUSPECTED = ("attacker", "accused")
_SINGULARS = {
    **{"children": "child", "women": "woman", "men": "man", "civilians": "civilian"},
    **{"workers": "worker", "soldiers": "soldier", "fighters": "fighter"},
}
Group = Literal["month", "year", "place", "actor", "kind"]


def title(record: Record, dataset: Dataset) -> str:
    """Return what names a record: a statement with its speaker, a count with its event."""
    if isinstance(record, Statement):
        return f"{dataset.actor_by_id[record.speaker].name} {record.stance}: {record.text}"
    if isinstance(record, CasualtyReport):
        return f"{counts(record)}: {dataset.event_by_id[record.event].title}"
    return next(iter(names(record)), record.id)


def counts(report: CasualtyReport) -> str:
    """Return the numbers of a casualty report, like "12 killed, 3 injured"."""
    numbers = [(figure(report, field), field) for field in ("killed", "injured")]
    return ", ".join(f"{number} {field}" for number, field in numbers if number) or "no count"


def figure(report: CasualtyReport, field: str) -> str:
    """Return the killed or injured of a report, "" if unknown.

    Where it counts groups alone, those are the figure: "at least 96 children".
    """
    whole: Estimate | None = getattr(report, field)
    if whole is not None:
        return str(whole)
    return " and ".join(f"{number} {group}" for number, group in broken_down(report, field))


def broken_down(report: CasualtyReport, field: str) -> list[tuple[Estimate, str]]:
    """Return the killed or injured of each group of a report, one of a group in the singular."""
    parts = ((getattr(part, field), part.group) for part in report.breakdown)
    return [(n, _singular(group) if n.numbers == [1] else group) for n, group in parts if n]


def names(record: Record) -> list[str]:
    """Return the texts that name a record, the first one its title."""
    if isinstance(record, Event):
        return [record.title]
    if isinstance(record, Actor):
        return [record.name, *filter(None, (record.short, *record.aliases))]
    if isinstance(record, Source):
        return [text for text in (record.title, record.publisher, record.short) if text]
    return []


def name_words(records: Iterable[Record]) -> list[str]:
    """Return the words of the names of records, normalized, each once."""
    every = (normalize(name).split() for record in records for name in names(record))
    return list(dict.fromkeys(chain.from_iterable(every)))


def texts(record: Record, dataset: Dataset) -> list[str]:
    """Return all texts of a record and its parts, its title first."""
    found: list[str | None] = []
    if isinstance(record, Event):
        found += [record.title, record.kind, record.summary, record.note, record.date_note]
        found += record.place.names if record.place else ()
        for part in record.participants:
            found.append(f"{part.role}: {dataset.actor_by_id[part.actor].name}")
    elif isinstance(record, CasualtyReport):
        found += [title(record, dataset), record.note]
        if record.counted_by:
            found.append(f"counted by {dataset.actor_by_id[record.counted_by].name}")
    elif isinstance(record, Statement):
        found += [title(record, dataset), record.note, record.date_note]
    elif isinstance(record, Actor):
        found += [*names(record), record.kind, record.role, record.note]
    elif isinstance(record, Source):
        return [text for text in (*names(record), record.note) if text]
    found += [f"“{cited.quote}”" for cited in record.citations if cited.quote]
    return [text for text in found if text]


def groups(event: Event, by: Group, dataset: Dataset) -> Sequence[str | None]:
    """Return the groups of an event, by the earliest day of it where that is a time."""
    if by == "month":
        return [_start_of_earliest(event.date, len("2016-10"))]
    if by == "year":
        return [_start_of_earliest(event.date, len("2016"))]
    if by == "place":
        return [event.place.name if event.place else None]
    if by == "kind":
        return [event.kind]
    actors = dict.fromkeys(part.actor for part in event.participants)
    return [dataset.actor_by_id[id].name for id in actors] or [None]


def cited(dataset: Dataset, records: Iterable[Record]) -> list[Source]:
    """Return the sources of records in the order of their first citation."""
    ids = dict.fromkeys(source for record in records for source in record.source_ids)
    return [dataset.source_by_id[id] for id in ids]


def original(source: Source, dataset: Dataset) -> Source:
    """Return the source whose text a source carries, through other copies too, or itself."""
    passed = {source.id}
    while source.copy_of and source.copy_of not in passed:
        passed.add(source.copy_of)
        source = dataset.source_by_id[source.copy_of]
    return source


def originals(record: Record, dataset: Dataset) -> set[str]:
    """Return the ids of the sources of a record, each copy as what it is a copy of."""
    return {original(dataset.source_by_id[id], dataset).id for id in record.source_ids}


def supports(dataset: Dataset) -> dict[str, list[Record]]:
    """Return, by source id, the records that each source supports, in the dataset's order."""
    supported: dict[str, list[Record]] = {source.id: [] for source in dataset.sources}
    for record in (*dataset.actors, *dataset.dated):
        for source in record.source_ids:
            supported[dataset.source_by_id[source].id].append(record)
    return supported


def is_act(event: Event) -> bool:
    """Return whether an event is one that somebody did to others, as far as its participants tell.

    Of a meeting or a report, who did it is no question, though it may be asked what is said there.
    """
    roles = {part.role for part in event.participants}
    return not roles or not roles.isdisjoint((*SUSPECTED, "target"))


def _singular(group: str) -> str:
    """Return one of a group, where its plural is known: a name may end in "s" too."""
    *others, last = group.split(" ")
    return " ".join([*others, _SINGULARS.get(last, last)])


@cache
def _start_of_earliest(expression: str | None, length: int) -> str | None:
    earliest = dates.interval(expression).earliest
    return str(earliest)[:length] if earliest else None
