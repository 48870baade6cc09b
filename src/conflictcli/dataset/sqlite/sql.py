"""What is asked of the tables, in SQL."""

from collections.abc import Callable, Sequence

from conflictcli.dataset.sqlite.tables import HEAD_COLUMNS, fields
from conflictcli.model.scope import Scope

HEAD = f"SELECT {', '.join(HEAD_COLUMNS)} FROM dataset"
ALL = "SELECT type, record FROM records ORDER BY number"
DIGEST = "SELECT digest FROM dataset"
OF_TYPE = "SELECT record FROM records WHERE type = :type ORDER BY number"
OF_ID = "SELECT number FROM records WHERE type = :type AND id = :id"
IDS = "SELECT id FROM records WHERE type = :type AND id >= :start AND id < :end ORDER BY id"

# A record is shown with all that it refers to, and of these with the replies, with what differs,
# with the members of an actor, and with the counts of an event, the denials about it and what says
# who did it. By a day an event may be certain from its counts, and an original from its copies.
# Two queries for these let SQLite find each by the index, where an OR reads every link to a source.
WITH_CONTEXT = f"""
WITH RECURSIVE wanted (number) AS (
  {{seeds}}
  UNION SELECT links.other FROM wanted JOIN links ON links.record = wanted.number
  UNION SELECT links.record FROM wanted JOIN links ON links.other = wanted.number
    AND links.field IN {
    fields("responds_to", "disagrees_with", "member_of", "event", "denies", "copy_of")
}
  UNION SELECT links.record FROM wanted JOIN links ON links.other = wanted.number
    AND links.field IN {fields("about")} AND EXISTS (
      SELECT 1 FROM links AS naming
      WHERE naming.record = links.record AND naming.field IN {fields("attributes_to")}
    )
)
SELECT type, record FROM records WHERE number IN wanted ORDER BY number
"""
LISTED = "SELECT value FROM json_each(:list)"
CONTAINING = "SELECT rowid FROM words WHERE words MATCH :words"

NAMED = "SELECT number FROM names WHERE names MATCH :words"
GROUPS = "SELECT DISTINCT other FROM names WHERE type = 'group' ORDER BY other"
ALL_NAMED = "SELECT number FROM names WHERE type = :type"
OF_NAME = f"{NAMED} AND :name IN (name, other)"
OF_WORD = "SELECT DISTINCT number FROM names WHERE names MATCH :words LIMIT 3"
# What may be spelled like something begins as it does. Names are read where their index keeps them,
# in a quarter of the time.
NAMES_BEGUN = """
SELECT c0, c1 FROM names_content
WHERE c2 = :type AND (c0 >= :start AND c0 < :end OR c1 >= :start AND c1 < :end)
"""
WORDS_BEGUN = "SELECT term FROM vocabulary WHERE term >= :start AND term < :end"
NAME_WORDS = "SELECT DISTINCT term FROM columns WHERE col = 'name'"
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, names, row)"
COLUMNS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.columns USING fts5vocab(main, names, col)"

# The records that a filter admits.
_NUMBER_OF_ID = "SELECT number AS record FROM records WHERE type = '{type}' AND id = :{type}"
_SOURCE = _NUMBER_OF_ID.format(type="source")
_CITING = f"""
SELECT record FROM links
WHERE other = ({_SOURCE}) AND field IN {fields("source", "participants.source")}
"""
_ACTORS = """
SELECT number AS record FROM records
WHERE type = 'actor' AND id IN (SELECT value FROM json_each(:actor))
"""
_SHOWN = _ACTORS.replace(":actor", ":shown")
_COUNTER = "SELECT number AS record FROM records WHERE type = 'actor' AND id = :counted_by"
WITH_PART = f"SELECT record FROM links WHERE other IN ({_ACTORS}) AND field IN {fields('actor')}"
_INVOLVING = f"""
SELECT record FROM links
WHERE other IN ({_ACTORS}) AND field IN {fields("actor", "speaker", "counted_by")}
UNION ALL SELECT links.record FROM links
JOIN links AS part ON part.record = links.other AND part.field IN {fields("actor")}
WHERE part.other IN ({_ACTORS}) AND links.field IN {fields("event")}
"""
_UNDATED = f"SELECT number AS record FROM undated WHERE actor IN ({_ACTORS})"
FILL_UNDATED = f"""
INSERT INTO undated
SELECT other, number FROM days JOIN links ON record = number
WHERE begins = '' AND ends = '9999' AND field IN {fields("actor", "speaker", "counted_by")}
UNION SELECT part.other, number FROM days
JOIN links AS of ON of.record = number AND of.field IN {fields("event")}
JOIN links AS part ON part.record = of.other AND part.field IN {fields("actor")}
WHERE begins = '' AND ends = '9999'
"""
_OF_EVENTS = f"""
SELECT number AS record FROM events WHERE {{within}}
UNION ALL SELECT record FROM links JOIN events ON number = other
WHERE field IN {fields("about", "event", "part_of")} AND {{within}}
"""


# Where a filter admits few records, these are read; else those of the days, each tested.
FEW = "SELECT count(*) <= 1000 FROM (SELECT 1 FROM ({query}) LIMIT 1001)"


def seeds(scope: Scope, is_few: Callable[[str], bool]) -> str:
    """Return a query for the numbers of what may be within a scope; "" where that is everything.

    What was known by a day, stances and marks are left to those who ask; other filters too where
    one, by `is_few`, admits little.
    """
    asked = [
        *([_CITING] if scope.source is not None else []),
        *([_INVOLVING] if scope.actor is not None else []),
        *([_OF_EVENTS.format(within=within)] if (within := _within_events(scope)) else []),
    ]
    types = [*([":type"] if scope.type else []), *(["'statement'"] if scope.stance else [])]
    if few := [query for query in asked if is_few(query)]:
        found = " INTERSECT ".join(f"SELECT record FROM ({query})" for query in few)
    elif scope.since or scope.until:
        found = _of_days(scope, asked, types)
    elif asked or types:
        conditions = [*(f"type = {type}" for type in types), *(f"number IN ({q})" for q in asked)]
        found = f"SELECT number FROM records WHERE {' AND '.join(conditions)}"
    else:
        return ""
    # Whom and what a question names is there, even without an answer.
    named = {"source": scope.source, "event": scope.event}
    selves = [_NUMBER_OF_ID.format(type=type) for type, id in named.items() if id is not None]
    selves += [_ACTORS, _SHOWN, _COUNTER]
    return " UNION ALL ".join(f"SELECT * FROM ({query})" for query in [found, *selves])


def _of_days(scope: Scope, asked: Sequence[str], types: Sequence[str]) -> str:
    """Return a query for what may be of the days of a scope, by the index of days.

    No window leaves out what is undated: what involves an actor is found by a table of its own.
    """
    conditions = [
        *(["ends >= :ends_from"] if scope.since else []),
        *(["begins <= :until"] if scope.until else []),
    ]
    tests = [f"EXISTS (SELECT 1 FROM ({query}) WHERE record = days.number)" for query in asked]
    tests += [f"{type} = (SELECT type FROM records WHERE number = days.number)" for type in types]
    of_days = "SELECT number FROM days WHERE "
    if scope.actor is None:
        return of_days + " AND ".join(conditions + tests)
    parts = [
        ["ends < '9999'", *conditions],
        ["ends = '9999' AND begins > ''", *conditions],
        [f"number IN ({_UNDATED})"],
    ]
    return " UNION ALL ".join(of_days + " AND ".join(part + tests) for part in parts)


def events_within(scope: Scope, number: str = "number", since: str = ":since") -> str:
    """Return the condition for an event to be within a scope, whatever was known by a day."""
    within = _within_events(scope, number)
    conditions = [
        *([within] if within else []),
        *([f"(ends >= {since} OR ends IS NULL)"] if scope.since else []),
        *(["(begins <= :until OR begins IS NULL)"] if scope.until else []),
        *([f"{number} IN ({WITH_PART})"] if scope.actor is not None else []),
    ]
    return " AND ".join(conditions) or "true"


def _within_events(scope: Scope, number: str = "number") -> str:
    of_id = f"{number} = (SELECT number FROM records WHERE type = 'event' AND id = :event)"
    names = "(SELECT value FROM json_each(:place))"
    named = " OR ".join(f"{part} IN {names}" for part in ("name", "region", "country"))
    named += f" OR EXISTS (SELECT 1 FROM json_each(within) WHERE value IN {names})"
    at_place = f"place IN (SELECT number FROM places WHERE {named})"
    conditions = [
        *([of_id] if scope.event is not None else []),
        *(["kind IN (SELECT value FROM json_each(:kind))"] if scope.kind is not None else []),
        *([at_place] if scope.place is not None else []),
    ]
    return " AND ".join(conditions)
