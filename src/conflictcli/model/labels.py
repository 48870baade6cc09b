"""What each kind of record says: its title, its names, its numbers, its other texts."""

import re
from collections.abc import Iterable
from functools import lru_cache
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
from conflictcli.model.text import normalize, normalized_name

# Who counted, where a source does not say so.
UNNAMED = "counter not named"
_SINGULARS = {
    **{"children": "child", "women": "woman", "men": "man", "civilians": "civilian"},
    **{"workers": "worker", "soldiers": "soldier", "fighters": "fighter", "drivers": "driver"},
    **{"rebels": "rebel", "doctors": "doctor", "patients": "patient", "journalists": "journalist"},
}


def title(record: Record, dataset: Dataset) -> str:
    """Return what names a record: a statement with its speaker, a count with its event."""
    if isinstance(record, Statement):
        return f"{dataset.actor_by_id[record.speaker].name} {record.stance}: {record.text}"
    if isinstance(record, CasualtyReport):
        return (
            f"{counts(record)}, {whose(record, dataset)}: {dataset.event_by_id[record.event].title}"
        )
    if isinstance(record, Source):
        return next(iter(names(record)), source_name(record))
    return next(iter(names(record)), record.id)


def whose(report: CasualtyReport, dataset: Dataset) -> str:
    """Return who counted, as the end of a sentence."""
    counter = report.counted_by
    return f"says {dataset.actor_by_id[counter].name}" if counter else UNNAMED


def source_name(source: Source) -> str:
    """Return what a screen calls a source: who published it, else its title, else its domain."""
    return source.short or source.publisher or source.title or _domain(source.url) or source.id


def _domain(url: str | None) -> str | None:
    """Return the host of an address without "www.", None where it has none."""
    found = re.match(r"https?://(?![^/?#]*@)([^/?#:\s]+)", url or "", re.IGNORECASE)
    return found and found[1].lower().removeprefix("www.")


def counts(report: CasualtyReport) -> str:
    """Return the numbers of a casualty report, like "12 killed, 3 injured"."""
    numbers = [(number_text(report, field), field) for field in ("killed", "injured")]
    return ", ".join(f"{number} {field}" for number, field in numbers if number) or "no count"


def counts_in_full(report: CasualtyReport) -> str:
    """Return the numbers of a report with those of its groups: "376 (120 children) killed"."""
    texts: list[str] = []
    for field in ("killed", "injured"):
        if number := number_text(report, field):
            parts = counts_by_group(report, field) if getattr(report, field) else []
            groups = "; ".join(f"{n} {group}" for n, group in parts)
            texts.append(f"{number}{f' ({groups})' if groups else ''} {field}")
    return ", ".join(texts) or "no count"


def number_text(report: CasualtyReport, field: str) -> str:
    """Return the killed or injured of a report, "" if unknown.

    Where it counts groups alone, those are the figure: "at least 96 children".
    """
    whole: Estimate | None = getattr(report, field)
    if whole is not None:
        return str(whole)
    return "; ".join(f"{number} {group}" for number, group in counts_by_group(report, field))


def counts_by_group(report: CasualtyReport, field: str) -> list[tuple[Estimate, str]]:
    """Return the killed or injured of each group of a report, one of a group in the singular."""
    found: list[tuple[Estimate, str]] = []
    for part in report.breakdown:
        number: Estimate | None = getattr(part, field)
        if number:
            found.append((number, people_of(number, part.group)))
    return found


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
    """Return all texts of a record and its parts that a screen shows, those of its title first."""
    if isinstance(record, Source):
        return [*names(record), *filter(None, (record.author, record.note))]
    found = [*_own_texts(record, dataset), record.note]  # type: ignore[attr-defined]
    for cited in record.citations:
        if cited.quote:
            found.append(f"“{cited.quote}”")
        if cited.locator:
            found.append(cited.locator)
    return [*filter(None, found)]


def _own_texts(record: Record, dataset: Dataset) -> list[str | None]:
    """Return the texts of a record that only its kind has."""
    if isinstance(record, Event):
        return _texts_of_event(record, dataset)
    if isinstance(record, Statement):
        to = "cleared" if record.stance == "denies" else "attributed to"
        named = [text for id in record.attributes_to for text in _actor_texts(to, id, dataset)]
        speaker = _actor_texts("speaker", record.speaker, dataset)
        return [title(record, dataset), *speaker[1:], record.date_note, *named]
    if isinstance(record, CasualtyReport):
        counter = record.counted_by
        groups = [
            f"{number} {group} {field}"
            for field in ("killed", "injured")
            for number, group in counts_by_group(record, field)
        ]
        named = _actor_texts("counted by", counter, dataset) if counter else []
        event_title = dataset.event_by_id[record.event].title
        return [counts(record), whose(record, dataset), event_title, *groups, *named]
    if isinstance(record, Actor):
        group = record.member_of and dataset.actor_by_id[record.member_of].name
        member = f"member of {group}" if group else None
        return [*names(record), record.kind, record.role, member]
    return []


def _texts_of_event(event: Event, dataset: Dataset) -> list[str | None]:
    texts = [event.title, event.kind, event.summary, event.date_note]
    if event.place:
        texts += [*event.place.names, event.place.precision]
    for part in event.participants:
        texts += _actor_texts(part.role, part.actor, dataset)
    return texts


def _actor_texts(role: str, id: str, dataset: Dataset) -> list[str]:
    """Return an actor in a role, and on its own what else it is called."""
    actor: Actor = dataset.actor_by_id[id]
    texts = [f"{role}: {actor.name}"]
    if (actor.short or actor.aliases) and (also := _also(actor.name, (*names(actor)[1:],))):
        texts.append(also)
    return texts


@lru_cache(maxsize=4096)
def _also(name: str, others: tuple[str, ...]) -> str | None:
    """Return what else an actor is called, None where others are but spellings of its name.

    Imports find spellings when what refers to the actor is written.
    """
    called = {normalized_name(other): other for other in others}
    called.pop(normalized_name(name), None)
    return f"{name}, also {', '.join(called.values())}" if called else None


def people_of(number: Estimate, group: str) -> str:
    """Return a group as it stands after a number of it: "1 child", "at least 1 child"."""
    return _singular(group) if number.numbers == [1] else group


def _singular(group: str) -> str:
    """Return one of a group, where its plural is known: a name may end in "s" too."""
    *others, last = group.split(" ")
    return " ".join([*others, _SINGULARS.get(last, last)])
