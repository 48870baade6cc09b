"""What a record is marked for: denied, given differently, with one source, undated, on a map."""

from collections.abc import Iterable

from conflictcli.model import dates
from conflictcli.model.chains import originals
from conflictcli.model.records import Dataset, Record
from conflictcli.model.scope import Mark
from conflictcli.queries.as_of import known_denials, with_disagreements_on_both_sides


def marked(known: Dataset, background: Dataset, dataset: Dataset) -> dict[Mark, set[str]]:
    """Return the ids of the known records that have no day of their own, are denied, and so on.

    `background` has their sources, `dataset` all that they refer to.
    """
    facts = with_disagreements_on_both_sides(known, known).dated
    denied = known_denials(known, background, dataset).denied
    return {
        "undated": {fact.id for fact in facts if not dates.has_day(fact.when)},
        "disputed": {fact.id for fact in facts if fact.id in denied},
        "single_source": _with_single_source(facts, background),
        "located": {event.id for event in known.events if event.is_located},
        "differs": {fact.id for fact in facts if getattr(fact, "disagrees_with", ())},
    }


def _with_single_source(facts: Iterable[Record], background: Dataset) -> set[str]:
    """Return the ids of the facts that cite one source, a copy counting as its original.

    What compiles others is no source beside them: it counts where there is no other.
    """
    copied = {source.id: source.copy_of for source in background.sources if source.copy_of}
    original_of = originals(copied)
    found: set[str] = set()
    for fact in facts:
        cited = list(dict.fromkeys(original_of.get(id, id) for id in fact.source_ids))
        own = [id for id in cited if not background.source_by_id[id].compiles]
        if len(own or cited) == 1:
            found.add(fact.id)
    return found
