"""Who is said to have done it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from conflictcli.model import labels
from conflictcli.model.denied import Denied
from conflictcli.model.records import Dataset, Event, Participant, Record, Statement
from conflictcli.model.rows import Dispute, Side
from conflictcli.queries.denials import doers, is_accusation, is_act
from conflictcli.queries.support import source_ids_of
from conflictcli.queries.threads import Threads


def suspects_by_source(event: Event) -> dict[str | None, list[Participant]]:
    """Return whom each source names as attacker or accused; null are the event's own sources."""
    by_source: dict[str | None, list[Participant]] = {}
    for part in doers(event):
        by_source.setdefault(part.source, []).append(part)
    return by_source


def attribution(event: Event, said: Iterable[Statement], known: Dataset) -> Iterator[Dispute]:
    """Yield who did an act, a side for each set of actors that a source or a statement names."""
    if not is_act(event):
        return
    sides: dict[tuple[str, ...], tuple[dict[str, None], dict[str, None]]] = {}

    def name(actors: Iterable[str], record: Record, sources: Iterable[str]) -> None:
        records, cited = sides.setdefault(tuple(sorted(set(actors))), ({}, {}))
        records[record.id] = None
        cited.update(dict.fromkeys(sources))

    for source, parts in suspects_by_source(event).items():
        sources = [source] if source else [cited.source for cited in event.citations]
        name((part.actor for part in parts), event, sources)
    for statement in filter(is_accusation, sorted(said, key=lambda said: said.sort_key)):
        name(statement.attributes_to, statement, statement.source_ids)
    if len(sides) > 1:
        # Whether it was all or one of them is left open, as it may be by who says so.
        named = [" and/or ".join(known.actor_by_id[id].name for id in actors) for actors in sides]
        found = zip(named, sides.values(), strict=True)
        listed = [Side([*records], names, [*sources]) for names, (records, sources) in found]
        yield Dispute(event.id, "attribution", listed)


def saying_who_did_it(
    event: Event, said: Sequence[Statement], denied: Mapping[str, Denied]
) -> list[Statement]:
    """Return, of what was said, who names somebody for an act or finds, and what answers these.

    What answers or denies them may be about another event.
    """
    if not is_act(event):
        return []
    naming = {each.id for each in said if event.id in each.about and _says_who(each)}
    threads = Threads(said, denied)
    ids = threads.with_replies(threads.with_denials([event.id, *naming]))
    return [each for each in said if each.id in ids]


def _says_who(statement: Statement) -> bool:
    return is_accusation(statement) or statement.stance == "finds"


def side_of(records: Sequence[Record], known: Dataset) -> Side:
    """Return records as one side of a dispute."""
    text = "; ".join(labels.title(record, known) for record in records)
    return Side([record.id for record in records], text, source_ids_of(records))
