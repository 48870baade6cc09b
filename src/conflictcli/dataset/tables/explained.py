"""What each column is for, in the words of the line under the headings of a new dataset."""

from collections.abc import Mapping

from conflictcli.dataset.tables.columns import sheets
from conflictcli.dataset.tables.content import COMMENT
from conflictcli.dataset.tables.rows import Row

_ID = "a short name of your own: a-z, 0-9 and hyphens; it never changes"
_SOURCES = "ids of sources, ; between them; page or quotation: sheet citations"
_DATE = "2024-05-02, or 2024-05, or 2024-05-02/2024-05-09; empty if unknown"
_NOTE = "what else a reader must know"
_LOW = "the least number: of 'at least 12', this alone"
_BEST = "the number as the source gives it"
_HIGH = "the highest number: of 'up to 30', this alone"
_ABOUT = "true if the source says 'about'"

_ESTIMATE = {"low": _LOW, "best": _BEST, "high": _HIGH, "approximate": _ABOUT}
_FIGURES = {
    f"{figure}_{end}": text for figure in ("killed", "injured") for end, text in _ESTIMATE.items()
}
_EXPLAINED: Mapping[str, Mapping[str, str]] = {
    "dataset": {
        "schema_version": "leave it at 3",
        "title": "what the dataset is about",
        "description": "more about it",
        "license": "who may use it, and how",
    },
    "sources": {
        "id": _ID,
        "short": "what screens call it, 18 characters at most",
        "title": "its headline or title",
        "publisher": "who published it",
        "author": "who wrote it",
        "published": _DATE,
        "url": "its address",
        "archived_url": "the address of a copy in an archive",
        "accessed": "the day on which you read it",
        "copy_of": "the id of the source whose text it carries",
        "compiles": "true if it gathers other sources, like a dataset",
        "language": "en, ar, ...",
        "note": _NOTE,
    },
    "actors": {
        "id": _ID,
        "name": "the name in full",
        "short": "what screens call it, 18 characters at most",
        "kind": "person, state, organization, armed-group or body",
        "aliases": "other names, ; between them",
        "role": "like 'foreign minister'",
        "member_of": "the id of the actor that it belongs to",
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "events": {
        "id": _ID,
        "title": "what happened",
        "kind": "attack, agreement, vote, meeting, ... in your words",
        "date": _DATE,
        "date_note": "what the source says of the day",
        "place_name": "where it was",
        "place_within": "wider places, the nearest first, ; between them",
        "place_region": "the province or district",
        "place_country": "the country",
        "place_latitude": "degrees north, like 36.2",
        "place_longitude": "degrees east, like 37.1",
        "place_precision": "exact, town, district, ...",
        "summary": "a sentence or two",
        "note": _NOTE,
        "part_of": "the id of the wider event",
        "disagrees_with": "ids of events of which another source tells differently",
        "sources": _SOURCES,
    },
    "statements": {
        "id": _ID,
        "speaker": "the id of the actor who said it",
        "stance": "accuses, denies, asserts, demands, proposes, objects, announces or finds",
        "date": "the day on which it was said",
        "date_note": "what the source says of the day",
        "text": "what was said, in your words: it follows 'Northland denies:'",
        "note": _NOTE,
        "about": "ids of events, ; between them",
        "attributes_to": "ids of actors who did it, by this statement; of a denial, who did not",
        "responds_to": "the id of the statement that it answers",
        "disagrees_with": "ids of statements that sources give differently",
        "sources": _SOURCES,
    },
    "casualties": {
        "id": _ID,
        "event": "the id of the event",
        "as_of": "the day on which the count stood, or else was published",
        "covers": "the days that it counts, where these are not all of the event",
        **_FIGURES,
        "counted_by": "the id of the actor who counted",
        "note": _NOTE,
        "sources": _SOURCES,
    },
    "citations": {
        "record": "the id of an actor, event, statement or count",
        "position": "leave it empty",
        "source": "the id of the source",
        "locator": "headline, paragraph 2, page 4, ...",
        "quote": "a few words, exactly as printed",
    },
    "participants": {
        "event": "the id of the event",
        "actor": "the id of the actor",
        "role": "party, accused, target, mediator, ...; attacker only if a source says so",
        "source": "the id of the source that says so",
    },
    "breakdowns": {
        "report": "the id of a count in the sheet casualties",
        "group": "children, women, civilians, aid workers, ...",
        **_FIGURES,
    },
}


def explanation(name: str) -> Row:
    """Return the line under the headings of a sheet, which is read as a comment."""
    first, *others = (_EXPLAINED[name][column] for column in sheets()[name].columns)
    return [f"{COMMENT} {first}", *others]
