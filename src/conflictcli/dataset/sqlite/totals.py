"""Totals in SQL, of plain events: those that nothing but their own count can change.

A plain event is no part of another, differs from none and has one count of everyone at most, which
is then its counter's figure. The others are few; those who ask add them up by the rules of counts.
As of a day it is added up here if it was over by then, each count of it too, and no participant of
it is named by a source that may be later. One that certainly begins later is in no sum; the others
are left to those who ask.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import msgspec

from conflictcli.dataset.sqlite.sql import events_within
from conflictcli.dataset.sqlite.tables import NUMBERS, fields
from conflictcli.model import dates
from conflictcli.model.records import Estimate
from conflictcli.model.results import Group
from conflictcli.model.rows import NotAdded, Total
from conflictcli.model.scope import Scope

_JOINED = fields("part_of", "disagrees_with")
_MARK = (
    f"""UPDATE events SET is_plain = 0 WHERE number IN (
      SELECT record FROM links WHERE field IN {_JOINED}
      UNION SELECT other FROM links WHERE field IN {_JOINED}
    )""",
    """UPDATE events SET is_plain = 0 WHERE number IN (
      SELECT event FROM counts GROUP BY event HAVING count(*) > 1 OR min(is_plain) = 0
    )""",
    # SQLite reads names in JSON only up to a NUL. Of an actor or of a place within another they are
    # left to those who ask.
    f"""UPDATE events SET is_plain = 0 WHERE number IN (
      SELECT links.record FROM links JOIN records ON records.number = other
      WHERE field IN {fields("actor")} AND records.record LIKE '%\\u0000%'
    ) OR place IN (SELECT number FROM places WHERE within LIKE '%\\u0000%')""",
    # Actors of one name are one group, under which an event is once.
    f"""UPDATE events SET is_plain = 0 WHERE number IN (
      SELECT record FROM links WHERE field IN {fields("actor")} AND other IN (
        SELECT number FROM records WHERE type = 'actor' AND json_extract(record, '$.name') IN (
          SELECT json_extract(record, '$.name') FROM records WHERE type = 'actor'
          GROUP BY 1 HAVING count(*) > 1
        )
      )
    )""",
)


def _addends(who: str) -> str:
    """Return the columns of a sum: an upper bound, or a best number, is null once one is open."""
    low, best, high, about = (f"{who}_{name}" for name in ("low", "best", "high", "approximate"))
    given = f"count(coalesce({low}, {best}, {high}))"
    most = f"coalesce({high}, {best})"
    return f"""
  sum(CASE WHEN coalesce({low}, {best}, {high}) IS NOT NULL THEN coalesce({low}, {best}, 0) END),
  CASE WHEN count({best}) = {given} THEN sum({best}) END,
  CASE WHEN count({most}) = {given} THEN sum({most}) END,
  max({about})"""


def _of_time(length: int) -> str:
    """Return the month or year in which all possible days of an event lie."""
    first, last = (f"substr({end}, 1, {length})" for end in ("begins", "ends"))
    return f"""CASE WHEN begins IS NULL AND ends IS NULL THEN NULL
    WHEN {first} IS {last} THEN {first} ELSE 'several' END"""


_ACTOR = """(SELECT json_extract(record, '$.name') FROM records WHERE number = part.other)"""
_PARTS = f"LEFT JOIN links AS part ON part.record = events.number AND field IN {fields('actor')}"
# The name of a group, and what parts events into groups where that is found faster.
_GROUPS: Mapping[Group, tuple[str, str]] = {
    "month": (_of_time(len("2016-10")), "name"),
    "year": (_of_time(len("2016")), "name"),
    "kind": ("kind", "kind"),
    "place": ("(SELECT name FROM places WHERE number = place)", "name"),
    "actor": (_ACTOR, "part.other"),
}
_Number = Annotated[int, msgspec.Meta(ge=0)]
_COUNTER = "(SELECT id FROM records WHERE number = counter)"
_COUNTED_BY = "(SELECT number FROM records WHERE type = 'actor' AND id = :counted_by)"
_SETTLED = f"""
  events.ends IS NOT NULL AND events.ends <= :as_of
  AND NOT EXISTS (
    SELECT 1 FROM links JOIN days ON days.number = record
    WHERE other = events.number AND field IN {fields("event")}
    AND days.ends > :as_of
  )
  AND events.number NOT IN (
    SELECT record FROM links WHERE field IN {fields("participants.source")}
    AND other IN (SELECT value FROM json_each(:later))
  )
"""
_LATER = "events.begins IS NOT NULL AND events.begins > :as_of"
_SOURCES_NAMING = f"""
SELECT number, json_extract(record, '$.published'), json_extract(record, '$.copy_of') FROM records
WHERE number IN (SELECT other FROM links WHERE field IN {fields("participants.source")})
"""
_OTHERS = """
SELECT number FROM events WHERE {others} AND {within}
UNION SELECT counter FROM counts WHERE counter IS NOT NULL
UNION SELECT number FROM records WHERE type = 'event' AND id IN (SELECT value FROM json_each(:ids))
UNION SELECT number FROM records WHERE type = 'event' AND id = :event
UNION SELECT number FROM records WHERE type = 'actor' AND (
  id = :counted_by OR id IN (SELECT value FROM json_each(:actor))
)
"""


def fill(connection: sqlite3.Connection) -> None:
    """Mark the plain events, and add them up, once the tables are filled and indexed."""
    for statement in _MARK:
        connection.execute(statement)
    for by in _GROUPS:
        connection.execute(f"INSERT INTO totals {_sums(by, _conditions(Scope()))}")


def rows_of(
    connection: sqlite3.Connection, scope: Scope, by: Group, values: Mapping[str, Any]
) -> list[Total]:
    """Return the totals of the plain events that lie whole in the window of a scope."""
    conditions = _conditions(scope)
    query = _sums(by, conditions)
    if conditions == _conditions(Scope()):
        query = "SELECT * FROM totals WHERE per = :by"
    return [_total(row) for row in connection.execute(query, {**values, "by": by})]


def not_added(
    connection: sqlite3.Connection, scope: Scope, values: Mapping[str, Any]
) -> list[NotAdded]:
    """Return the plain events of a scope that have no count, or may be outside the window."""
    within = f"{_is_added_here(scope)} AND {events_within(scope)}"
    counted = f"number IN (SELECT event FROM counts WHERE {_by_counter(scope)})"
    queries = {
        "not certainly in the window": f"{within} AND {counted} AND NOT ({_is_inside(scope)})",
        "no count": f"{within} AND number NOT IN (SELECT event FROM counts)",
    }
    found: list[NotAdded] = []
    for reason, condition in queries.items():
        ids = list(_ids(connection, condition, values))
        counts = 0 if reason == "no count" else len(ids)
        if ids:
            found.append(NotAdded(reason, len(ids), counts, ids))  # type: ignore[arg-type]
    return found


def others(scope: Scope) -> str:
    """Return a query for the events that are not added up here, and for what totals name besides.

    An end that lies after the day is open by then, and so after any day.
    """
    return _OTHERS.format(
        others=_is_left_to_others(scope), within=events_within(scope, since=":ends_from")
    )


def ids_of_others(scope: Scope) -> str:
    """Return a query for the ids of the events that are not added up here."""
    return (
        "SELECT id FROM events JOIN records ON records.number = events.number "
        f"WHERE {_is_left_to_others(scope)}"
    )


def later_sources(connection: sqlite3.Connection, day: date) -> list[int]:
    """Return the numbers of the sources that name participants and may be later than a day.

    A copy may be as late as its original.
    """
    return [
        number
        for number, published, copied in connection.execute(_SOURCES_NAMING)
        if copied or _begins_after(published and bytes.decode(published), day)
    ]


def _begins_after(expression: str | None, day: date) -> bool:
    earliest = dates.interval(expression).earliest
    return earliest is not None and earliest > day


def _is_added_here(scope: Scope) -> str:
    """Return the condition for an event to be added up here."""
    return f"events.is_plain AND {_SETTLED}" if scope.as_of else "events.is_plain"


def _is_left_to_others(scope: Scope) -> str:
    """Return the condition for an event to be neither added up here nor certainly later."""
    if not scope.as_of:
        return "NOT events.is_plain"
    return f"NOT (events.is_plain AND (({_SETTLED}) OR ({_LATER})))"


def _sums(by: Group, conditions: str) -> str:
    name, key = _GROUPS[by]
    joined = _PARTS if by == "actor" else ""
    return f"""
SELECT '{by}', {name} AS name, {_COUNTER}, count(*), count(*),
  {_addends("killed")}, {_addends("injured")}
FROM events JOIN counts ON event = events.number {joined}
WHERE {conditions} GROUP BY {key}, counter
"""


def _conditions(scope: Scope) -> str:
    within = events_within(scope, "events.number")
    asked = [within, _is_inside(scope), _by_counter(scope)]
    return " AND ".join([_is_added_here(scope), *(each for each in asked if each != "true")])


def _is_inside(scope: Scope) -> str:
    """Return the condition for all possible days of an event to lie in the window."""
    asked = [
        *(["begins IS NOT NULL AND begins >= :since"] if scope.since else []),
        *(["ends IS NOT NULL AND ends <= :until"] if scope.until else []),
    ]
    return " AND ".join(asked) or "true"


def _by_counter(scope: Scope) -> str:
    return f"counter = {_COUNTED_BY}" if scope.counted_by is not None else "true"


def _ids(
    connection: sqlite3.Connection, condition: str, values: Mapping[str, Any]
) -> Iterator[str]:
    numbers = f"SELECT number FROM events WHERE {condition}"
    query = f"SELECT id FROM records WHERE number IN ({numbers}) ORDER BY id"
    yield from (bytes.decode(id) for [id] in connection.execute(query, values))


def _total(row: Sequence[Any]) -> Total:
    """Return a total; raise TypeError or msgspec.ValidationError for what is none."""
    _, group, counter, *others = row
    events, counts = msgspec.convert(others[:2], tuple[_Number, _Number])
    numbers = msgspec.convert(others[2:], list[_Number | None])
    half = len(NUMBERS) // 2
    return Total(
        group=None if group is None else bytes.decode(group),
        counter=None if counter is None else bytes.decode(counter),
        events=events,
        counts=counts,
        killed=_estimate(numbers[:half]),
        injured=_estimate(numbers[half:]),
    )


def _estimate(numbers: Sequence[int | None]) -> Estimate | None:
    low, best, high, approximate = numbers
    if low is None:
        return None
    return Estimate(low=low, best=best, high=high, approximate=bool(approximate))
