"""Ask an SQLite file for the records that a question needs."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from conflictcli.checks.fields import check_dates, records_of, strict
from conflictcli.dataset import json_file
from conflictcli.dataset.sqlite import sql, tables, totals
from conflictcli.dataset.sqlite.beside import is_in_wal_mode, unfinished
from conflictcli.dataset.sqlite.names import column, numbers_of, text
from conflictcli.dataset.store import Store
from conflictcli.errors import DatasetError, DateError
from conflictcli.model.records import RECORD_CLASSES, VERSION, Dataset
from conflictcli.model.results import Group, ToAddUp
from conflictcli.model.rows import Sums
from conflictcli.model.scope import Scope

_TYPE_OF: dict[str, str] = {
    record_class.table: record_class.type for record_class in RECORD_CLASSES
}
# A counter is named as any actor.
_TYPE_OF_NAME = {"counter": "actor"}
_MOST_COMPLETED = 1000
_AGAIN = "recreate it with `conflictcli convert`."
_TELLS = "conflictcli validate FILE tells what."
# For what is no fault of the file, in SQLite's words.
_REMEDIES = {
    "locked": "another program is writing it: ask again once it has finished.",
    "unable to open": "is it still there?",
}


class SqliteStore(Store):
    """A dataset in an SQLite file, opened only to be read; every answer is of one moment."""

    def __init__(self, path: str) -> None:
        self.path = path
        _check_alone(path)
        with self._reading():
            uri = f"{Path(path).resolve().as_uri()}?mode=ro"
            self.connection = sqlite3.connect(uri, uri=True, isolation_level=None)
            self.connection.text_factory = bytes
            self.connection.execute("PRAGMA trusted_schema = OFF")
            self.connection.execute("PRAGMA cell_size_check = ON")
            self.connection.execute("BEGIN")
            tables.check(self.connection)

    def whole(self) -> Dataset:
        """Return all records."""
        return self._dataset(sql.ALL)

    def named(self, **names: str | None) -> Dataset:
        """Return what each name stands for; if that is nothing, what is spelled like it."""
        numbers: set[int] = set()
        with self._reading():
            for type, name in names.items():
                if name is not None:
                    numbers.update(numbers_of(self.connection, _TYPE_OF_NAME.get(type, type), name))
        return self._dataset(sql.WITH_CONTEXT.format(seeds=sql.LISTED), {"list": str([*numbers])})

    def within(self, scope: Scope, *, shown: Collection[str] = ()) -> Dataset:
        """Return the records that may be within a scope, with what they are shown with."""
        if _names_nul(scope, shown):
            return self.whole()
        values = _values(scope, shown)
        with self._reading():
            seeds = sql.seeds(
                scope, lambda query: self._column(sql.FEW.format(query=query), values) == [1]
            )
        if not seeds:
            return self.whole()
        return self._dataset(sql.WITH_CONTEXT.format(seeds=seeds), values)

    def containing_words(self, words: Sequence[Sequence[str]]) -> Dataset:
        """Return the records in which words stand; all, where none of these begins a word."""
        spaced = [forms for forms in words if all(form.startswith(" ") for form in forms)]
        if not spaced:
            return self.whole()
        every = " AND ".join(f"({' OR '.join(map(_begun, forms))})" for forms in spaced)
        return self._dataset(sql.WITH_CONTEXT.format(seeds=sql.CONTAINING), {"words": every})

    def name_words(self) -> Collection[str]:
        """Return the words of all names and titles."""
        with self._reading():
            self.connection.execute(sql.COLUMNS)
            return self._texts(sql.NAME_WORDS)

    def to_add_up(self, scope: Scope, by: Group) -> ToAddUp:
        """Return what is added up already, and the events of a scope that are not."""
        # What could be read by a day hangs on every source.
        if scope.published_by or _names_nul(scope):
            return ToAddUp(self.whole())
        values = _values(scope)
        with self._reading():
            if scope.as_of:
                later = totals.later_sources(self.connection, scope.as_of)
                values["later"] = msgspec.json.encode(later).decode()
            rows = totals.rows_of(self.connection, scope, by, values)
            not_added = totals.not_added(self.connection, scope, values)
            ids = msgspec.json.encode([id for each in not_added for id in each.ids]).decode()
            asked = {**values, "ids": ids}
            events = set(self._texts(totals.ids_of_others(scope), values))
        query = sql.WITH_CONTEXT.format(seeds=totals.others(scope))
        dataset = self._dataset(query, asked)
        with self._reading():
            if not {id for each in not_added for id in each.ids} <= dataset.event_by_id.keys():
                raise KeyError  # A record has another id than is beside it.
        return ToAddUp(dataset, events, Sums(rows, not_added, 0))

    def ids(self, table: str, start: str) -> list[str]:
        """Return the first ids of a table that start so, in the order of ids."""
        values = {"type": _TYPE_OF[table], "start": start, "end": f"{start}\U0010ffff"}
        with self._reading():
            return self._texts(f"{sql.IDS} LIMIT {_MOST_COMPLETED}", values)

    def groups(self, start: str) -> list[str]:
        """Return the groups of people in counts that start so, as names are normalized."""
        with self._reading():
            return [group for group in self._texts(sql.GROUPS) if group.startswith(start)]

    def head(self) -> dict[str, Any]:
        """Return what the dataset holds besides records."""
        with self._reading():
            head = self._head()
            json_file.decode(msgspec.json.encode(head))  # Or it is none.
            return head

    def _head(self) -> dict[str, Any]:
        [row] = self.connection.execute(sql.HEAD).fetchall()
        texts = (value.decode() if isinstance(value, bytes) else value for value in row)
        return dict(zip(tables.HEAD_COLUMNS, texts, strict=True))

    def tables(self) -> Mapping[str, Iterable[Any]]:
        """Return the records of each table, read as they are asked for."""
        return {record_class.table: self._table(record_class) for record_class in RECORD_CLASSES}

    def json(self) -> bytes:
        """Return the dataset in JSON, whatever its records are, once the file is sound."""
        with self._reading(_AGAIN):
            [problem] = self._texts("PRAGMA integrity_check(1)")
            if problem != "ok":
                raise sqlite3.DatabaseError(problem)
            return self._json(sql.ALL)

    def altered(self, advance: Callable[[int], None]) -> Iterator[str]:
        """Yield the tables in which something is not as it was written, where that can be told.

        That is told by the digest over the records, and by making the other tables again of them.
        `advance` is told the bytes of each record that is in these.
        """
        from conflictcli.dataset.sqlite.digest import Digest
        from conflictcli.dataset.sqlite.rebuilt import altered_tables

        with self._reading(_AGAIN):
            digest, head = Digest(), self._head()
            for type, record in self.connection.execute(sql.ALL):
                digest.add(type, record)
            if self._column(sql.DIGEST, {}) != [digest.hexdigest(head).encode()]:
                yield "records"
                return
            try:
                yield from altered_tables(self.path, self.connection, head, advance)
            except OSError as error:
                raise DatasetError(
                    "its tables cannot be made again to compare them "
                    f"({error.strerror or error}): make room for temporary files, or name another "
                    "folder for them with TMPDIR."
                ) from None
            except (DatasetError, msgspec.DecodeError, DateError):
                return  # As the problems tell.

    def _table(self, record_class: Any) -> Iterator[Any]:
        decode = msgspec.json.Decoder(strict(record_class)).decode
        with self._reading():
            for [json] in self.connection.execute(sql.OF_TYPE, {"type": record_class.type}):
                records = records_of([decode(json)], record_class)
                check_dates(record_class, records, VERSION)
                yield from records

    def _dataset(self, query: str, values: Mapping[str, Any] | None = None) -> Dataset:
        """Return a dataset of the records of a query, decoded as strictly as a JSON file."""
        with self._reading():
            return json_file.decode(self._json(query, values))

    def _json(self, query: str, values: Mapping[str, Any] | None = None) -> bytes:
        records: dict[bytes, list[bytes]] = {type.encode(): [] for type in _TYPE_OF.values()}
        for type, record in self.connection.execute(query, values or {}):
            records[type].append(record)
        tables = (
            f',\n"{table}": [\n'.encode() + b",\n".join(records[type.encode()]) + b"\n]"
            for table, type in _TYPE_OF.items()
        )
        return msgspec.json.encode(self._head())[:-1] + b"".join(tables) + b"\n}\n"

    @contextmanager
    def _reading(self, advice: str = _TELLS) -> Iterator[None]:
        """Raise DatasetError where the file is damaged, in use, or made by others."""
        try:
            yield
        except DatasetError as error:
            names_the_file = str(error).startswith(self.path)
            raise error if names_the_file else DatasetError(f"{self.path}: {error}") from None
        except sqlite3.Error as error:
            remedy = next((_REMEDIES[told] for told in _REMEDIES if told in str(error)), _AGAIN)
            raise DatasetError(f"{self.path}: cannot be read ({error}): {remedy}") from None
        except (msgspec.DecodeError, DateError, RecursionError, ValueError, KeyError, TypeError):
            raise DatasetError(
                f"{self.path}: it contains something that is not a valid record: {advice}"
            ) from None

    def _column(self, query: str, values: Mapping[str, Any]) -> list[Any]:
        return column(self.connection, query, values)

    def _texts(self, query: str, values: Mapping[str, Any] | None = None) -> list[str]:
        return [text(value) for value in self._column(query, values or {})]


def _check_alone(path: str) -> None:
    """Raise DatasetError where opening a file would change it, or what is beside it."""
    if beside := unfinished(path):
        raise DatasetError(
            f"{path}: {beside} holds changes that another program has not finished: open {path} "
            "with that program, or remove the one that you do not need."
        )
    if is_in_wal_mode(path):
        raise DatasetError(
            f"{path}: in its mode, WAL, reading it would write beside it: run PRAGMA journal_mode "
            f"= DELETE on it, or {_AGAIN}"
        )


def _values(scope: Scope, shown: Collection[str] = ()) -> dict[str, str | None]:
    """Return the values of the names that begin with a colon in the queries."""
    days = {name: getattr(scope, name) for name in ("since", "until", "as_of")}
    # An end that lies after the day of a clock is open by then, and so after any day.
    ends = filter(None, (scope.since, scope.as_of, scope.published_by))
    days["ends_from"] = min(ends) if scope.since else None
    lists = {name: getattr(scope, name) for name in ("actor", "place", "kind")} | {"shown": shown}
    return {
        **{name: day and str(day) for name, day in days.items()},
        **{name: msgspec.json.encode([*(some or ())]).decode() for name, some in lists.items()},
        **{name: getattr(scope, name) for name in ("event", "source", "type", "counted_by")},
    }


def _names_nul(scope: Scope, shown: Collection[str] = ()) -> bool:
    """Return whether a name that is asked for holds a NUL: SQLite reads JSON only up to it."""
    asked = (scope.actor, scope.place, scope.kind, shown)
    return any("\0" in name for names in asked for name in names or ())


def _begun(form: str) -> str:
    """Return what finds words, of which the last is begun."""
    return "(" + " AND ".join(f'"{word}"' for word in form.split()) + " *)"
