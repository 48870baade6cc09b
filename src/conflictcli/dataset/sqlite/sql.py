"""All SQL: the tables and indexes of a dataset, and what is asked of them.

`dataset`      One row: what a dataset holds besides records.
`records`      Every record: its `type` and `id` as in JSON, the first and last day that it may be
               of (`begins`, `ends`), null where there is none, and itself as JSON without what is
               null or empty (`record`). By `number`, those of a type are in the dataset's order.
`records_id`   finds a record by its type and id, and completes ids.
`records_ends` finds what is of a time.
`events`       Of each event what scopes ask for and totals are grouped by; `begun` is the first day
               by which it had certainly begun, `place` the number of its place.
`events_place` finds the events of a place.
`places`       The places of events: each name with its region and country once.
`counts`       Of each count of casualties its numbers. `newest` sorts the counts of an event.
`counts_event` finds the counts of an event.
`last_counts`  Of each event with a number, its last counts of killed and of injured: how many
               `reports` these are, whether one gives a bound alone (`is_bound`), and the numbers.
`links`        That `record` refers to `other` in a field, by the numbers of all three; a denial
               also `denies` the events that it is about.
`links_other`  finds what refers to a record.
`fields`       The names of the fields, and how many links are of each.
`names`        A full-text index of names and titles (`name`), ids, places and kinds (`other`), all
               normalized. A place or kind of event has the `number` of one event of it.
`words`        A full-text index of all texts of a record by its number; it does not keep them.
"""

import sqlite3
from functools import cache

from conflictcli.errors import DatasetError
from conflictcli.model.scope import Scope

APPLICATION_ID = 0x636F6E66  # "conf"
VERSION = 1

FIELDS = (
    *("source", "actor", "copy_of", "member_of", "part_of", "disagrees_with", "speaker", "about"),
    *("attributes_to", "responds_to", "event", "counted_by", "participants.source", "denies"),
)
NUMBER_OF = {field: number for number, field in enumerate(FIELDS, 1)}
_ESTIMATE = ("low", "best", "high", "approximate")
NUMBERS = tuple(f"{who}_{which}" for who in ("killed", "injured") for which in _ESTIMATE)

_TABLES = f"""
CREATE TABLE dataset (schema_version INTEGER, title TEXT, description TEXT, license TEXT);
CREATE TABLE records (
  number INTEGER PRIMARY KEY, type TEXT, id TEXT, begins TEXT, ends TEXT, record TEXT
);
CREATE TABLE events (
  number INTEGER PRIMARY KEY, kind TEXT, begins TEXT, ends TEXT, begun TEXT, place INTEGER
);
CREATE TABLE places (number INTEGER PRIMARY KEY, name TEXT, region TEXT, country TEXT);
CREATE TABLE counts (
  number INTEGER PRIMARY KEY, event INTEGER, as_of TEXT, newest TEXT,
  {", ".join(f"{name} INTEGER" for name in NUMBERS)}
);
CREATE TABLE last_counts (
  event INTEGER PRIMARY KEY, reports INTEGER, is_bound INTEGER,
  {", ".join(f"{name} INTEGER" for name in NUMBERS)}
);
CREATE TABLE fields (number INTEGER PRIMARY KEY, name TEXT, links INTEGER);
CREATE TABLE links (
  record INTEGER, field INTEGER, other INTEGER, PRIMARY KEY (record, field, other)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE names USING fts5 (
  name, other, type UNINDEXED, number UNINDEXED, columnsize=0, tokenize="ascii"
);
CREATE VIRTUAL TABLE words USING fts5 (
  text, content="", detail="none", columnsize=0, tokenize="ascii"
)
"""
_INDEXES = """
CREATE UNIQUE INDEX records_id ON records (type, id);
CREATE INDEX records_ends ON records (ends, begins);
CREATE INDEX events_place ON events (place);
CREATE INDEX counts_event ON counts (event);
CREATE INDEX links_other ON links (other, field)
"""


def last_counts(condition: str) -> str:
    """Return a query for the last counts of each event, of those that meet a condition.

    Of the rows of a group, SQLite takes all columns from that with the max(newest).
    """
    killed, injured = NUMBERS[:4], NUMBERS[4:]
    last_killed = _last("killed", [*killed, *(f"NULL AS {name}" for name in injured)], condition)
    last_injured = _last("injured", [*(f"NULL AS {name}" for name in killed), *injured], condition)
    return f"""
SELECT event, count(DISTINCT number) AS reports, max(is_bound) AS is_bound,
  {", ".join(f"max({name}) AS {name}" for name in NUMBERS)}
FROM ({last_killed} UNION ALL {last_injured}) GROUP BY event
"""


def _last(who: str, numbers: list[str], condition: str) -> str:
    return f"""
SELECT event, number, {who}_best IS NULL AS is_bound, {", ".join(numbers)}, max(newest)
FROM counts WHERE coalesce({who}_low, {who}_best, {who}_high) IS NOT NULL AND {condition}
GROUP BY event
"""


def fields(*names: str) -> str:
    """Return the numbers of fields, for an IN."""
    return f"({', '.join(str(NUMBER_OF[name]) for name in names)})"


ALL = "SELECT type, record FROM records ORDER BY number"
OF_TYPE = "SELECT record FROM records WHERE type = :type ORDER BY number"
OF_ID = "SELECT number FROM records WHERE type = :type AND id = :id"
IDS = "SELECT id FROM records WHERE type = :type AND id >= :start AND id < :end ORDER BY id"
LINKS = "SELECT name, links FROM fields"

# A record is shown with all that it refers to, and of these with the replies, with what differs,
# with the members of an actor, and with the denials of an event.
WITH_CONTEXT = f"""
WITH RECURSIVE wanted (number) AS (
  {{seeds}}
  UNION SELECT links.other FROM wanted JOIN links ON links.record = wanted.number
  UNION SELECT links.record FROM wanted JOIN links ON links.other = wanted.number
    AND links.field IN {fields("responds_to", "disagrees_with", "member_of", "denies")}
)
SELECT type, record FROM records WHERE number IN wanted ORDER BY number
"""
LISTED = "SELECT value FROM json_each(:list)"
HOLDING = "SELECT rowid FROM words WHERE words MATCH :words"

NAMED = "SELECT number FROM names WHERE names MATCH :words AND type = :type"
ALL_NAMED = "SELECT number FROM names WHERE type = :type"
OF_NAME = f"{NAMED} AND :name IN (name, other)"
OF_WORD = "SELECT DISTINCT number FROM names WHERE names MATCH :words AND type = :type LIMIT 3"
NAMES_OF_LENGTH = """
SELECT name FROM names WHERE type = :type AND length(name) BETWEEN :least AND :most
UNION SELECT other FROM names WHERE type = :type AND length(other) BETWEEN :least AND :most
"""
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, names, col)"

_SINCE, _UNTIL = "(ends >= :since OR ends IS NULL)", "(begins <= :until OR begins IS NULL)"
_CITING = f"""
WITH asked AS (SELECT number FROM records WHERE type = 'source' AND id = :source)
SELECT number FROM asked
UNION SELECT record FROM links
  WHERE other IN asked AND field IN {fields("source", "participants.source")}
"""
_ACTORS = """
SELECT number FROM records
WHERE type = 'actor' AND id IN (SELECT value FROM json_each(:actor))
"""
_WITH_PART = f"SELECT record FROM links WHERE other IN ({_ACTORS}) AND field IN {fields('actor')}"
_INVOLVED = f"""
{_ACTORS} UNION {_WITH_PART}
UNION SELECT record FROM links
  WHERE other IN ({_ACTORS}) AND field IN {fields("speaker", "counted_by")}
UNION SELECT record FROM links WHERE other IN ({_WITH_PART}) AND field IN {fields("event")}
"""
_ABOUT_EVENTS = f"""
WITH theirs AS (SELECT number FROM events WHERE {{within}})
SELECT number FROM theirs
UNION SELECT record FROM links
  WHERE other IN theirs AND field IN {fields("about", "event", "part_of")}
"""


# What is added up: for each group of the events that meet a condition their last counts.
_EACH = ", ".join(
    f"sum(coalesce({who}_low, {who}_best)) AS {who}_low, sum({who}_best) AS {who}_best, "
    f"sum(coalesce({who}_high, {who}_best)) AS {who}_high, "
    f"max({who}_approximate) AS {who}_approximate"
    for who in ("killed", "injured")
)
SUMS = f"""
SELECT {{group}} AS name, count(*) AS events, coalesce(sum(reports), 0) AS reports,
  count(*) - count(last.event) AS without_count, coalesce(sum(is_bound), 0) AS without_best, {_EACH}
FROM (SELECT * FROM events WHERE {{within}}) AS event
LEFT JOIN {{counts}} AS last ON last.event = event.number {{joined}} GROUP BY 1
"""
_TIMES = ("events", "reports", "without_count", "without_best")
_ALL = [f"coalesce(sum({name}), 0)" for name in _TIMES]
_ALL += [f"{'max' if name.endswith('approximate') else 'sum'}({name})" for name in NUMBERS]
# Each group, then all of them, where no event is in two.
SUMS_AND_ALL = (
    f"WITH sums AS ({SUMS}) SELECT * FROM sums UNION ALL SELECT NULL, {', '.join(_ALL)} FROM sums"
)
GROUPS = {
    "month": "substr(begins, 1, 7)",
    "year": "substr(begins, 1, 4)",
    "place": "(SELECT name FROM places WHERE number = event.place)",
    "kind": "kind",
    "actor": "actor.name",
}
ACTORS_OF_EVENTS = f"""
LEFT JOIN links ON links.record = event.number AND field IN {fields("actor")}
LEFT JOIN (
  SELECT number, json_extract(record, '$.name') AS name FROM records WHERE type = 'actor'
) AS actor ON actor.number = other
"""
# Of the events within a scope, those that had begun by a day or been counted; and how many records
# these are with their counts.
BEGUN = "(begun <= :as_of OR number IN (SELECT event FROM counts WHERE as_of <= :as_of))"
_PERHAPS_BEGUN = """(begins <= :as_of OR begins IS NULL OR number IN (
  SELECT event FROM counts WHERE as_of <= :as_of OR as_of IS NULL
))"""
_RECORDS = """
SELECT (SELECT count(*) FROM events WHERE {{within}} AND {begun}) + (
  SELECT count(*) FROM counts
  WHERE {counted} AND event IN (SELECT number FROM events WHERE {{within}})
)
"""
KNOWN = _RECORDS.format(begun=BEGUN, counted="as_of <= :as_of")
PERHAPS = _RECORDS.format(begun=_PERHAPS_BEGUN, counted="(as_of <= :as_of OR as_of IS NULL)")
LATER_NAMES_ACTORS = f"""
SELECT EXISTS (
  SELECT 1 FROM records JOIN links ON other = number AND field IN {fields("participants.source")}
  WHERE type = 'source' AND begins > :as_of
)
"""


def seeds(scope: Scope) -> str:
    """Return a query for the numbers of what may be within a scope; "" where that is everything.

    What was known by a day, stances and marks are left to those who ask.
    """
    has_window = scope.since is not None or scope.until is not None
    conditions = [
        *(["type IN ('event', 'statement', 'casualties')"] if has_window else []),
        *([_SINCE] if scope.since else []),
        *([_UNTIL] if scope.until else []),
        *(["type = :type"] if scope.type else []),
        *(["type = 'statement'"] if scope.stance else []),
        *([f"number IN ({_CITING})"] if scope.source is not None else []),
        *([f"number IN ({_INVOLVED})"] if scope.actor is not None else []),
    ]
    if of_events := _of_events(scope):
        conditions.append(f"number IN ({_ABOUT_EVENTS.format(within=' AND '.join(of_events))})")
    return f"SELECT number FROM records WHERE {' AND '.join(conditions)}" if conditions else ""


def events_within(scope: Scope) -> str:
    """Return the condition for an event to be within a scope, whatever was known by a day."""
    conditions = [
        *_of_events(scope),
        *([_SINCE] if scope.since else []),
        *([_UNTIL] if scope.until else []),
        *([f"number IN ({_WITH_PART})"] if scope.actor is not None else []),
    ]
    return " AND ".join(conditions) or "true"


def _of_events(scope: Scope) -> list[str]:
    of_id = "number = (SELECT number FROM records WHERE type = 'event' AND id = :event)"
    names = "(SELECT value FROM json_each(:place))"
    named = " OR ".join(f"{part} IN {names}" for part in ("name", "region", "country"))
    at_place = f"place IN (SELECT number FROM places WHERE {named})"
    return [
        *([of_id] if scope.event is not None else []),
        *(["kind IN (SELECT value FROM json_each(:kind))"] if scope.kind is not None else []),
        *([at_place] if scope.place is not None else []),
    ]


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables in an empty database."""
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def create_indexes(connection: sqlite3.Connection) -> None:
    """Create the indexes, once the tables are filled."""
    for statement in _INDEXES.split(";"):
        connection.execute(statement)


def check(connection: sqlite3.Connection) -> None:
    """Raise DatasetError for a database that is not a dataset of this version."""
    [application], [version] = (
        connection.execute(f"PRAGMA {name}").fetchone()
        for name in ("application_id", "user_version")
    )
    if application != APPLICATION_ID:
        raise DatasetError("it is an SQLite file, but no dataset: make one with convert.")
    if version > VERSION:
        raise DatasetError(f"it is of version {version}: a newer conflictcli reads it.")
    if version != VERSION or _schema(connection) != _expected():
        raise DatasetError("its tables are not those of a dataset: make it again with convert.")


@cache
def _expected() -> set[tuple[str, str, str | None]]:
    connection = sqlite3.connect(":memory:")
    create_tables(connection)
    create_indexes(connection)
    return _schema(connection)


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    """Return the type, name and definition of all there is."""
    return {
        tuple(text.decode() if isinstance(text, bytes) else text for text in row)  # type: ignore[misc]
        for row in connection.execute("SELECT type, name, sql FROM sqlite_schema")
    }
