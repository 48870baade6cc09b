"""What each kind of record says: its title, its names, its numbers, its other texts."""

from collections.abc import Iterable
from itertools import chain

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

# Who counted, where a source does not say so.
UNNAMED = "counter not named"
_SINGULARS = {
    **{"children": "child", "women": "woman", "men": "man", "civilians": "civilian"},
    **{"workers": "worker", "soldiers": "soldier", "fighters": "fighter"},
}


def title(record: Record, dataset: Dataset) -> str:
    """Return what names a record: a statement with its speaker, a count with its event."""
    if isinstance(record, Statement):
        return f"{dataset.actor_by_id[record.speaker].name} {record.stance}: {record.text}"
    if isinstance(record, CasualtyReport):
        counter = record.counted_by
        whose = f"says {dataset.actor_by_id[counter].name}" if counter else UNNAMED
        return f"{counts(record)}, {whose}: {dataset.event_by_id[record.event].title}"
    return next(iter(names(record)), record.id)


def counts(report: CasualtyReport) -> str:
    """Return the numbers of a casualty report, like "12 killed, 3 injured"."""
    numbers = [(number_text(report, field), field) for field in ("killed", "injured")]
    return ", ".join(f"{number} {field}" for number, field in numbers if number) or "no count"


def number_text(report: CasualtyReport, field: str) -> str:
    """Return the killed or injured of a report, "" if unknown.

    Where it counts groups alone, those are the figure: "at least 96 children".
    """
    whole: Estimate | None = getattr(report, field)
    if whole is not None:
        return str(whole)
    return " and ".join(f"{number} {group}" for number, group in counts_by_group(report, field))


def counts_by_group(report: CasualtyReport, field: str) -> list[tuple[Estimate, str]]:
    """Return the killed or injured of each group of a report, one of a group in the singular."""
    parts = ((getattr(part, field), part.group) for part in report.breakdown)
    return [(n, singular(group) if n.numbers == [1] else group) for n, group in parts if n]


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


def searchable_texts(record: Record, dataset: Dataset) -> list[str]:
    """Return all texts of a record and its parts, its title first."""
    found: list[str | None] = []
    if isinstance(record, Event):
        found += [record.title, record.kind, record.summary, record.note, record.date_note]
        found += record.place.names if record.place else ()
        for part in record.participants:
            found.append(f"{part.role}: {dataset.actor_by_id[part.actor].name}")
    elif isinstance(record, CasualtyReport):
        found += [title(record, dataset), record.note]
    elif isinstance(record, Statement):
        found += [title(record, dataset), record.note, record.date_note]
    elif isinstance(record, Actor):
        found += [*names(record), record.kind, record.role, record.note]
    elif isinstance(record, Source):
        return [text for text in (*names(record), record.note) if text]
    found += [f"“{cited.quote}”" for cited in record.citations if cited.quote]
    return [text for text in found if text]


def singular(group: str) -> str:
    """Return one of a group, where its plural is known: a name may end in "s" too."""
    *others, last = group.split(" ")
    return " ".join([*others, _SINGULARS.get(last, last)])
