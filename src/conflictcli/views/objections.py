"""Who denies a record, who withdraws it, and who tells it differently, in words."""

import re
from collections.abc import Sequence

from rich.text import Text

from conflictcli.model.denied import MOST_DENYING
from conflictcli.model.records import Event, Record, Statement
from conflictcli.views.phrases import MOST_NAMED, Phrases, joined, styled


def objections(phrases: Phrases, record: Record) -> Text:
    """Return who denies a record or withdraws it, and who gives it differently."""
    denials = [*denied_by(phrases, record), withdrawn_by(phrases, record)]
    separator = "\n" if isinstance(record, Event) else "  "
    return joined([joined(denials, separator), phrases.differs_from(record)], "  ")


def denied_by(phrases: Phrases, record: Record) -> list[Text]:
    """Return who denies a record, like "⇄ denied by Russia, earlier by Syria"."""
    return [styled((f"⇄ {line}", "denied")) for line in denial_lines(phrases, record)]


def denial_lines(phrases: Phrases, record: Record) -> list[str]:
    """Return who denies a record; of an event, a line for each set of actors who did not do it."""
    if record.id not in phrases.result.denied:
        return []
    return _of_event(phrases, record) if isinstance(record, Event) else [_by(phrases, record)]


def withdrawn_by(phrases: Phrases, record: Record) -> Text:
    """Return that a statement was withdrawn by its own speaker, if it was."""
    if not isinstance(record, Statement) or record.id not in phrases.result.withdrawn:
        return Text()
    return styled((f"withdrawn by {phrases.actor(record.speaker)}", "denied"))


def _by(phrases: Phrases, record: Record) -> str:
    """Return who denies a statement, those apart who did so only before it was said."""
    denied = phrases.result.denied[record.id]
    speakers = denied.speakers
    if len(speakers) > MOST_DENYING:
        return f"denied by {len(speakers):,} actors"
    earlier, took_back = denied.earlier_speakers, phrases.who_took_back(denied.groups)
    called = {id: f"{phrases.actor(id)}{' (withdrawn)' * (id in took_back)}" for id in speakers}
    names = [called[speaker] for speaker in speakers if speaker not in earlier]
    names_earlier = [called[speaker] for speaker in speakers if speaker in earlier]
    by = [phrases.names(names)] if names else []
    by += [f"earlier by {phrases.names(names_earlier)}"] if earlier else []
    return f"denied {'by ' * bool(names)}{', '.join(by)}"


def _of_event(phrases: Phrases, event: Event) -> list[str]:
    """Return who denies an event, like "Lavrov denies that Syria did it"."""
    speakers: dict[tuple[frozenset[str], bool, bool], list[str]] = {}
    cleared: dict[frozenset[str], Sequence[str]] = {}
    denied = phrases.result.denied[event.id]
    took_back = phrases.who_took_back(denied.groups)
    for denial in denied.statements:
        is_withdrawn = denial.id in phrases.result.withdrawn
        if is_withdrawn and denial.speaker not in took_back:
            continue  # Another denial of the speaker stands.
        actors = frozenset(denial.attributes_to)
        cleared.setdefault(actors, denial.attributes_to)
        is_own = phrases.members.clears_itself(denial)
        key = (actors, is_own, is_withdrawn)
        speakers.setdefault(key, []).append(phrases.actor(denial.speaker))
    return [
        f"{_deny(phrases, names)} {_what(phrases, cleared[actors], is_own)}"
        f"{' (withdrawn)' * is_withdrawn}"
        for (actors, is_own, is_withdrawn), names in speakers.items()
    ]


def _deny(phrases: Phrases, speakers: Sequence[str]) -> str:
    names = list(dict.fromkeys(speakers))
    if phrases.shortens and len(names) > MOST_NAMED + 1:
        names = [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED} others"]
    # A name like "Syrian rebels" is one of many; one like "United States" is not.
    is_one = len(names) == 1 and not re.search(r"\b[a-z]+s$", names[0])
    return f"{_in_words(names, 'and')} {'denies' if is_one else 'deny'}"


def _what(phrases: Phrases, cleared: Sequence[str], is_own: bool) -> str:
    """Return what is denied: that one did it oneself, that others did, or that it happened."""
    if is_own:
        return "having done it"
    names = [phrases.actor(actor) for actor in dict.fromkeys(cleared)]
    return f"that {_in_words(names, 'or')} did it" if names else "that it happened"


def _in_words(names: Sequence[str], word: str) -> str:
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last
