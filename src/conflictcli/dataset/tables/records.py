"""The rows of all sheets as one dataset in JSON, and where in the sheets each path of it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from conflictcli.dataset.tables.columns import PARTS, POSITION, SOURCES, Sheet, sheets
from conflictcli.dataset.tables.content import Content, MeantRow, SheetReader, error, place
from conflictcli.model.fields import field_types
from conflictcli.model.records import RECORD_CLASSES
from conflictcli.model.rows import Problem

_TABLES = [record_class.table for record_class in RECORD_CLASSES]
_CLASS_OF: Mapping[str, Any] = {record_class.table: record_class for record_class in RECORD_CLASSES}
_RECORD_PATH = re.compile(rf"({'|'.join(_TABLES)})\[(\d+)\]((?:\.\w+|\[\d+\])*)")
_STEP = re.compile(r"\.(\w+)(?:\[(\d+)\])?")


class Origin(NamedTuple):
    """The sheet and the row that something comes from."""

    sheet: str
    row: int


class _Record:
    """A record as JSON has it, with the rows that it and its parts come from."""

    def __init__(self, table: str, row: MeantRow) -> None:
        self.origin = Origin(table, row.number)
        self.values = _nested(sheets()[table], row)
        sources = [{"source": id} for id in row.values.get(SOURCES, ())]
        if sources:
            self.values["citations"] = sources
        self.origins: dict[str, list[Origin]] = {"citations": [self.origin] * len(sources)}

    def add(self, field: str, part: dict[str, Any], origin: Origin, position: int | None) -> None:
        """Add a part: at a position from 1, or else at the end."""
        parts = self.values.setdefault(field, [])
        origins = self.origins.setdefault(field, [])
        at = len(parts) if position is None else position - 1
        parts.insert(at, part)
        origins.insert(at, origin)


class Tables:
    """A dataset in sheets: its JSON, and the problems that keep the sheets from being read."""

    def __init__(self, contents: Mapping[str, Content]) -> None:
        self.labels = {name: content.label for name, content in contents.items()}
        self.problems: list[Problem] = []
        rows = {name: self._rows(sheet, contents[name]) for name, sheet in sheets().items()}
        self.head = rows["dataset"][:1]
        for row in rows["dataset"][1:]:
            self._refuse(Origin("dataset", row.number), None, "a dataset has one row: delete this.")
        self.are_understood = not self.problems or {p.rule for p in self.problems} == {"bad-cell"}
        self.records = {table: [_Record(table, row) for row in rows[table]] for table in _TABLES}
        for name in PARTS if self.are_understood else ():
            self._add_parts(name, rows[name])

    @property
    def json(self) -> bytes:
        """Return the dataset in JSON, whatever its records are."""
        head = dict(self.head[0].values) if self.head else {}
        tables = {
            table: [record.values for record in records]
            for table, records in self.records.items()
            if records
        }
        return msgspec.json.encode({**head, **tables})

    def in_sheets(self, problem: Problem) -> Problem:
        """Return a problem of the JSON as one of the sheets: with sheet, row and column."""
        message = _RECORD_PATH.sub(lambda path: self._where(path[0]), problem.message)
        if message.endswith(("got a text.", "got a number.")):
            message = f"{message.rpartition(' a ')[0]} '{self._value(problem.where)}'."
        where, row = self._where(problem.where), self._origin(problem.where).row
        return replace(problem, where=where, line=row, message=message)

    def _rows(self, sheet: Sheet, content: Content) -> list[MeantRow]:
        reader = SheetReader(sheet, content)
        rows = reader.rows()
        self.problems += reader.problems
        return rows

    def _refuse(
        self, origin: Origin, column: str | None, message: str, rule: str = "bad-sheet"
    ) -> None:
        where = place(self.labels[origin.sheet], origin.row, column)
        self.problems.append(error(rule, where, message, origin.row))

    def _add_parts(self, name: str, rows: list[MeantRow]) -> None:
        """Add the rows of a sheet of parts to their records, those with a position first."""
        field, _, record_column = PARTS[name]
        for row in sorted(rows, key=_position):
            origin = Origin(name, row.number)
            id = row.values.get(record_column)
            record = self._by_field[field].get(id)
            if record is None:
                tables = " or ".join(_tables_with(field))
                given = f"'{id}'" if id else "none"
                message = f"expected an id of {tables}, got {given}."
                self._refuse(origin, record_column, message, "dangling-reference")
                continue
            position = row.values.get(POSITION)
            if position is not None and not (isinstance(position, int) and position > 0):
                message = f"expected a whole number from 1, got '{position}'."
                self._refuse(origin, POSITION, message, "bad-cell")
                position = None
            record.add(field, _nested(sheets()[name], row), origin, position)

    @cached_property
    def _by_field(self) -> Mapping[str, Mapping[Any, _Record]]:
        """Return the records that may have parts, by the field of the parts and by id."""
        return {
            field: {
                record.values.get("id"): record
                for table in reversed(_tables_with(field))
                for record in reversed(self.records[table])
            }
            for field, _, _ in PARTS.values()
        }

    def _origin(self, path: str) -> Origin:
        found = _RECORD_PATH.match(path)
        if not found:
            return Origin("dataset", self.head[0].number if self.head else 1)
        record = self.records[found[1]][int(found[2])]
        field, index = next(_steps(found[3]), ("", ""))
        origins = record.origins.get(field, [])
        return origins[int(index)] if index and origins else record.origin

    def _where(self, path: str) -> str:
        """Return the sheet, row and column of a path like `events[3].citations[0].source`."""
        origin = self._origin(path)
        found = _RECORD_PATH.match(path)
        names = [name for name, _ in _steps(found[3] if found else f".{path}")]
        if found and names and origin.sheet != found[1]:
            names = names[1:]
        column = SOURCES if names[:1] == ["citations"] else "_".join(names)
        columns = sheets()[origin.sheet].columns
        if column not in columns:
            of_object = [name for name in columns if name.startswith(f"{column}_")]
            column = " to ".join([of_object[0], of_object[-1]]) if column and of_object else ""
        return place(self.labels[origin.sheet], origin.row, column)

    def _value(self, path: str) -> Any:
        """Return what stands at a path of the JSON."""
        found = _RECORD_PATH.match(path)
        value: Any = (
            self.records[found[1]][int(found[2])].values if found else dict(self.head[0].values)
        )
        for name, index in _steps(found[3] if found else f".{path}"):
            value = value[name]
            value = value[int(index)] if index else value
        return value


def _steps(path: str) -> Iterator[tuple[str, str]]:
    """Yield the names in a path with the index that follows each, "" where none does."""
    return ((step[1], step[2] or "") for step in _STEP.finditer(path))


def _position(row: MeantRow) -> float:
    position = row.values.get(POSITION)
    return position if isinstance(position, int) else float("inf")


def _tables_with(field: str) -> list[str]:
    """Return the tables whose records have a field."""
    return [table for table in _TABLES if field in field_types(_CLASS_OF[table])]


def _nested(sheet: Sheet, row: MeantRow) -> dict[str, Any]:
    """Return the values of a row by the paths of their columns, as JSON has them."""
    made: dict[str, Any] = {}
    for name, value in row.values.items():
        *outer, last = sheet.columns[name].path or ("",)
        if last and name != SOURCES:
            target = made
            for field in outer:
                target = target.setdefault(field, {})
            target[last] = value
    return made
