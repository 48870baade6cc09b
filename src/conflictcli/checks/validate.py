"""Every problem of a dataset in JSON, found in one pass over its text."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any

import msgspec

from conflictcli.checks import relations, rules, shape
from conflictcli.checks.fields import check_dates, strict, version_of
from conflictcli.checks.json_reader import (
    BrokenJsonError,
    Member,
    NotAnObjectError,
    Object,
    members,
)
from conflictcli.checks.shape import ShapeError
from conflictcli.errors import DateError
from conflictcli.model.fields import field_types
from conflictcli.model.records import RECORD_CLASSES, Dataset, Source
from conflictcli.model.results import Problem, Severity

_WARNINGS = {
    *("estimate-order", "report-before-event", "reply-before-statement", "outside-parent"),
    *("breakdown-over-count", "covers-after-as-of", "accessed-before-published"),
    *("hidden-character", "later-than-source", "repeated-event", "mixed-precision"),
}
# A breach of these keeps a dataset from being loaded.
_SHAPE = {
    *("broken-json", "schema-version", "wrong-type", "unknown-field", "missing-field"),
    *("duplicate-key", "bad-date", "duplicate-id", "bad-estimate", "bad-coordinate"),
}
_CLASS_OF: dict[str, Any] = {record_class.table: record_class for record_class in RECORD_CLASSES}


def problems(content: bytes) -> list[Problem]:
    """Return every problem in the order of the lines; of an unknown version, nothing but that."""
    check = _Check(version_of(content))
    text = check.decoded(content)
    del content  # It may be large, and is not held beside its text.
    check.run(text)
    found = sorted(check.problems, key=lambda problem: problem.line or 0)
    return [problem for problem in found if problem.rule == "schema-version"] or found


def first_problem(content: bytes) -> Problem:
    """Return the first problem that keeps a dataset from being loaded."""
    check = _Check(version_of(content), only_first=True)
    check.run(check.decoded(content))
    return next(problem for problem in check.problems if problem.rule in _SHAPE)


class _Check:
    """One pass over a dataset: the problems so far, and the records that have their shape."""

    def __init__(self, version: int, *, only_first: bool = False) -> None:
        self.version = version
        self.only_first = only_first
        self.is_loadable = True
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.file = relations.File()

    def decoded(self, content: bytes) -> str | None:
        """Return the text of a file, None where it is not UTF-8."""
        try:
            return content.removeprefix(BOM_UTF8).decode()
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - content.rfind(b"\n", 0, error.start)
            message = f"column {column}: the file is not UTF-8: save it as UTF-8."
            self.add(ShapeError("broken-json", "", message), line)
            return None

    def run(self, text: str | None) -> None:
        """Find the problems of a dataset; nothing is read beyond a break of its JSON."""
        try:
            for member in members(text, _CLASS_OF) if text is not None else ():
                if member.position is None:
                    self.check_key(member)
                else:
                    self.check_record(member, member.position)
                if self.only_first and not self.is_loadable:
                    return
            if text is not None:
                self.check_keys()
                self.check_records()
        except NotAnObjectError as error:
            self.add_all(shape.shape_errors(error.value, Dataset, "", self.version), "", 1)
        except BrokenJsonError as error:
            self.add(ShapeError("broken-json", "", f"column {error.column}: {error}."), error.line)

    def add(self, error: ShapeError, line: int, id: str | None = None, path: str = "") -> None:
        """Add a problem of what stands at a path."""
        self.is_loadable = self.is_loadable and error.rule not in _SHAPE
        severity: Severity = "warning" if error.rule in _WARNINGS else "error"
        where = f"{path}{error.where}"
        self.problems.append(Problem(error.rule, severity, where, id, line, error.message))

    def add_all(
        self, errors: Iterable[ShapeError], path: str, line: int, id: str | None = None
    ) -> None:
        """Add the problems of what stands at a path."""
        for error in errors:
            self.add(error, line, id, path)

    def check_key(self, member: Member) -> None:
        """Check a key of the top level with its value, where no records follow."""
        key, line = member.key, member.line
        if key in self.lines:
            self.add(_repeated(key), self.lines[key])
        self.lines.setdefault(key, line)
        if key in _CLASS_OF:
            self.file.tables[key] = relations.Table()
        type = field_types(Dataset).get(key)
        if type and member.json:
            self.add_all(shape.in_field(member.value, type, key, self.version), "", line)
            if type.is_name and isinstance(member.value, str):
                self.add_all(rules.hidden(member.value, key), "", line)

    def check_record(self, member: Member, position: int) -> None:
        """Check the JSON and the shape of a record; keep what has its shape for the rules."""
        record_class, table = _CLASS_OF[member.key], self.file.tables[member.key]
        value = member.value if isinstance(member.value, dict) else {}
        id = value["id"] if isinstance(value.get("id"), str) else None
        record = _record(member, record_class, self.version)
        errors: list[ShapeError] = []
        if record is None:
            errors += shape.shape_errors(member.value, record_class, "", self.version)
            record = _sound_part(value, errors, record_class)
        if member.has_repeats:
            errors += _repeated_keys(value, "")
        if id is not None:
            errors += self.ids_given(id)
            table.first.setdefault(id, position)
        if value and record_class is not Source and not value.get("citations"):
            errors.append(ShapeError("no-citation", ".citations", "no citation."))
        self.add_all(errors, member.path, member.line, id)
        table.records.append(record)
        table.lines.append(member.line)

    def ids_given(self, id: str) -> Iterator[ShapeError]:
        """Report an id that a record before has."""
        for name, table in self.file.tables.items():
            if id in table.first:
                message = f"'{id}' is the id of {name}[{table.first[id]}] too: give each its own."
                yield ShapeError("duplicate-id", ".id", message)
                return

    def check_keys(self) -> None:
        """Check that the keys of the top level are those of a dataset."""
        for error in shape.unknown_keys(self.lines, Dataset, self.version):
            self.add(error, self.lines[error.where])
        self.add_all(shape.missing_keys(self.lines, Dataset), "", 1)

    def check_records(self) -> None:
        """Check each record by itself and beside the others."""
        for name, table in self.file.tables.items():
            for index, record in enumerate(table.records):
                if record is not None:
                    errors = [rule(record) for rule in rules.OF_RECORD[name]]
                    errors += [rule(record, self.file) for rule in relations.BETWEEN_RECORDS[name]]
                    path, line = f"{name}[{index}]", table.lines[index]
                    self.add_all(chain.from_iterable(errors), path, line, record.id)


@cache
def _decoders(record_class: Any, version: int) -> tuple[msgspec.json.Decoder[Any], ...]:
    """Return what refuses JSON that is no such record, and what reads one."""
    types = strict(record_class, version), record_class
    return tuple(map(msgspec.json.Decoder, types))


def _record(member: Member, record_class: Any, version: int) -> Any:
    """Return the record that a member is, None where it has not its shape."""
    check, read = _decoders(record_class, version)
    try:
        check.decode(member.json)
        record = read.decode(member.json)
        check_dates(record_class, [record], version)
    except (msgspec.ValidationError, DateError):
        return None
    return record


def _sound_part(value: Any, errors: Iterable[ShapeError], record_class: Any) -> Any:
    """Return a record of the fields that are right, None where one that must be there is not."""
    wrong = {re.split(r"[.\[]", error.where)[1] for error in errors if error.where}
    try:
        return msgspec.convert({k: v for k, v in value.items() if k not in wrong}, record_class)
    except msgspec.ValidationError:
        return None


def _repeated_keys(value: Any, path: str) -> Iterator[ShapeError]:
    """Yield the keys that an object in a value has more than once."""
    if isinstance(value, Object):
        for key in value.repeated:
            yield _repeated(f"{path}.{key}")
        for key, item in value.items():
            yield from _repeated_keys(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _repeated_keys(item, f"{path}[{index}]")


def _repeated(path: str) -> ShapeError:
    return ShapeError("duplicate-key", path, "is given more than once: keep one.")
