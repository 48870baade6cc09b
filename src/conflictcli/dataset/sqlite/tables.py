"""The tables and indexes of a dataset.

`dataset`      One row: what a dataset holds besides records, and a `digest` over all of it.
`records`      Every record: its `type` and `id` as in JSON, and itself as JSON without what is null
               or empty (`record`). By `number`, those of a type are in the dataset's order.
`records_id`   finds a record by its type and id, and completes ids.
`days`         The first and last day that an event, statement or count may be of; "" and "9999"
               where there is none.
`days_ends`    finds what is of a time.
`events`       Of each event what scopes ask for and totals are grouped by: `begins` and `ends`,
               null where there is none, `place` the number of its place. `is_plain`: it is no part
               of another, has none, differs from none, and has one count at most.
`events_place` finds the events of a place.
`places`       The places of events: each name with its region and country once, and with the names
               of the wider places `within` which it lies, as a JSON list.
`counts`       Of each count of casualties its numbers, rising, and the number of its `counter`.
               `is_plain`: they are of everyone.
`counts_event` finds the counts of an event.
`totals`       The counts of all plain events added up for each `counter`: `per` month, year, place,
               kind, actor. The other events are added up by whoever asks.
`links`        That `record` refers to `other` in a field, by the numbers of all three; a denial
               also `denies` the events that it is about. It has no rowid, which would make files of
               many events 4 % larger.
`links_other`  finds what refers to a record.
`fields`       The names of the fields, and how many links are of each.
`undated`      What no window leaves out, having neither a first nor a last day, by the `actor` that
               it involves.
`undated_actor` finds it.
`names`        A full-text index of names and titles (`name`), ids, places and kinds (`other`), all
               normalized, and of the `type` of each, so that a word in the titles of very many
               events finds an actor at once. A place or kind of event has the `number` of one
               event of it.
`words`        A full-text index of all texts of a record by its number; it does not keep them, but
               the sizes of its rows, without which no program can list it.
"""

import sqlite3
from functools import cache
from typing import NamedTuple

from conflictcli.errors import DatasetError

APPLICATION_ID = 0x636F6E66  # "conf"
VERSION = 5

FIELDS = (
    *("source", "actor", "copy_of", "member_of", "part_of", "disagrees_with", "speaker", "about"),
    *("attributes_to", "responds_to", "event", "counted_by", "participants.source", "denies"),
)
NUMBER_OF = {field: number for number, field in enumerate(FIELDS, 1)}
_ESTIMATE = ("low", "best", "high", "approximate")
NUMBERS = tuple(f"{who}_{which}" for who in ("killed", "injured") for which in _ESTIMATE)
SUMMED = ("events", "counts", *NUMBERS)
HEAD_COLUMNS = ("schema_version", "title", "description", "license")
FULL_TEXT = ("names", "words")

_TABLES = f"""
CREATE TABLE dataset (
  schema_version INTEGER, title TEXT, description TEXT, license TEXT, digest TEXT
);
CREATE TABLE records (
  number INTEGER PRIMARY KEY, type TEXT, id TEXT, record TEXT
);
CREATE TABLE days (number INTEGER PRIMARY KEY, begins TEXT, ends TEXT);
CREATE TABLE events (
  number INTEGER PRIMARY KEY, kind TEXT, begins TEXT, ends TEXT, place INTEGER,
  is_plain INTEGER DEFAULT 1
);
CREATE TABLE places (
  number INTEGER PRIMARY KEY, name TEXT, within TEXT, region TEXT, country TEXT
);
CREATE TABLE counts (
  number INTEGER PRIMARY KEY, event INTEGER, counter INTEGER, is_plain INTEGER,
  {", ".join(f"{name} INTEGER" for name in NUMBERS)}
);
CREATE TABLE totals (
  per TEXT, name TEXT, counter TEXT, {", ".join(f"{name} INTEGER" for name in SUMMED)}
);
CREATE TABLE fields (number INTEGER PRIMARY KEY, name TEXT, links INTEGER);
CREATE TABLE links (
  record INTEGER, field INTEGER, other INTEGER, PRIMARY KEY (record, field, other)
) WITHOUT ROWID;
CREATE TABLE undated (actor INTEGER, number INTEGER);
CREATE VIRTUAL TABLE names USING fts5 (
  name, other, type, number UNINDEXED, columnsize=0, tokenize="ascii"
);
CREATE VIRTUAL TABLE words USING fts5 (text, content="", detail="none", tokenize="ascii")
"""
_INDEXES = """
CREATE UNIQUE INDEX records_id ON records (type, id);
CREATE INDEX days_ends ON days (ends, begins);
CREATE INDEX events_place ON events (place);
CREATE INDEX counts_event ON counts (event);
CREATE INDEX links_other ON links (other, field);
CREATE INDEX undated_actor ON undated (actor, number)
"""


class _Object(NamedTuple):
    """A table, index, view or trigger with its definition; SQLite's own indexes have none."""

    type: str
    name: str
    sql: str | None


def fields(*names: str) -> str:
    """Return the numbers of fields, for an IN."""
    return f"({', '.join(str(NUMBER_OF[name]) for name in names)})"


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
        raise DatasetError(
            "it has the tables of a dataset but not its application id, which .dump loses: "
            "copy the file, or use .backup."
            if _expected() <= _schema(connection)
            else "it is an SQLite file, but no dataset: make one with convert."
        )
    if version > VERSION:
        raise DatasetError(f"it is of version {version}: a newer conflictcli reads it.")
    if version < VERSION:
        raise DatasetError(
            f"it is of version {version}, of an earlier release: make it again, with "
            "`conflictcli convert` or `import`, of what it was made of."
        )
    schema = _schema(connection)
    if not _expected() <= schema or not all(map(_is_harmless, schema - _expected())):
        raise DatasetError(
            "its tables are not those of a dataset: recreate it with `conflictcli convert`."
        )


@cache
def _expected() -> set[_Object]:
    connection = sqlite3.connect(":memory:")
    create_tables(connection)
    create_indexes(connection)
    return _schema(connection)


def _schema(connection: sqlite3.Connection) -> set[_Object]:
    """Return all there is in a database."""
    return {
        _Object(*(text.decode() if isinstance(text, bytes) else text for text in row))
        for row in connection.execute("SELECT type, name, sql FROM sqlite_schema")
    }


def _is_harmless(added: _Object) -> bool:
    """Return whether others may add it: an index, or a table in which SQLite keeps statistics."""
    return added.type == "index" or (added.sql or "").startswith("CREATE TABLE sqlite_")
