"""What a record is marked for: denied, given differently, with one source, undated, on a map."""

from conflictcli.model import dates
from conflictcli.model.records import Dataset
from conflictcli.model.scope import Mark
from conflictcli.queries.as_of import known_denials, with_disagreements_on_both_sides
from conflictcli.queries.support import Originals


def marked(known: Dataset, background: Dataset, dataset: Dataset) -> dict[Mark, set[str]]:
    """Return the ids of the known records that have no day of their own, are denied, and so on.

    `background` has their sources, `dataset` all that they refer to. A record has a single source
    if it cites one once copies are taken as what they are copies of, and what compiles others is
    left aside.
    """
    facts = with_disagreements_on_both_sides(known, known).dated
    originals = Originals(background)
    denied = known_denials(known, background, dataset).denied
    return {
        "undated": {fact.id for fact in facts if not dates.has_day(fact.when)},
        "disputed": {fact.id for fact in facts if fact.id in denied},
        "single_source": {fact.id for fact in facts if len(originals.of(fact)) == 1},
        "located": {event.id for event in known.events if event.is_located},
        "differs": {fact.id for fact in facts if getattr(fact, "disagrees_with", ())},
    }
