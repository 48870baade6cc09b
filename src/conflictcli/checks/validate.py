"""Every problem of a dataset in JSON, found in one pass over its text where that is sound."""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from conflictcli.checks import json_blocks, relations, rules, shape
from conflictcli.checks.fields import version_of
from conflictcli.checks.json_reader import (
    BrokenJsonError,
    Member,
    NotAnObjectError,
    members,
    repeated_keys,
    value_of,
)
from conflictcli.checks.record_decoder import record_decoder
from conflictcli.checks.shape import ShapeError
from conflictcli.model.fields import field_types
from conflictcli.model.records import RECORD_CLASSES, Dataset, Source
from conflictcli.model.rows import Problem, Severity

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
# What the last check found, kept until the process ends: to free its records takes a while.
_last_check: list["_Check"] = []


def problems(file: BinaryIO, advance: Callable[[int], None] | None = None) -> list[Problem]:
    """Return every problem in the order of the lines; of an unknown version, nothing but that.

    `advance` is told how many bytes more are checked.
    """
    try:
        check = _Check(json_blocks.outline(file, _CLASS_OF).version)
        file.seek(0)
        batches = json_blocks.members(file, _CLASS_OF)
        check.run(_counted(batches, advance) if advance else batches)
    except (json_blocks.MalformedError, BrokenJsonError, UnicodeDecodeError):
        file.seek(0)
        check = _checked(file.read())
    _last_check[:] = [check]
    found = sorted(check.problems, key=lambda problem: problem.line or 0)
    return [problem for problem in found if problem.rule == "schema-version"] or found


def first_problem(content: bytes) -> Problem:
    """Return the first problem that keeps a dataset from being loaded."""
    found = _checked(content, only_first=True).problems
    return next(problem for problem in found if problem.rule in _SHAPE)


def _checked(content: bytes, *, only_first: bool = False) -> "_Check":
    """Return what was found in a file that is read by a slower reader, which says where it breaks.

    Nothing is read beyond a break of its JSON.
    """
    check = _Check(version_of(content), only_first=only_first)
    try:
        text = content.removeprefix(BOM_UTF8).decode()
        check.run(members(text, _CLASS_OF))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        message = f"column {column}: the file is not UTF-8: save it as UTF-8."
        check.add(ShapeError("broken-json", "", message), line)
    except NotAnObjectError as error:
        check.add_all(shape.shape_errors(error.value, Dataset, "", check.version), "", 1)
    except BrokenJsonError as error:
        check.add(ShapeError("broken-json", "", f"column {error.column}: {error}."), error.line)
    return check


class _Check:
    """One pass over a dataset: the problems so far, and the records that have their shape."""

    def __init__(self, version: int, *, only_first: bool = False) -> None:
        self.version = version
        self.only_first = only_first
        self.is_loadable = True
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.ids: set[str] = set()
        self.decoders = {
            name: record_decoder(record_class, version) for name, record_class in _CLASS_OF.items()
        }
        self.file = relations.File()

    def run(self, batches: Iterable[list[Member]]) -> None:
        """Find the problems of a dataset, of which each batch is a key or items of one table."""
        for batch in batches:
            if batch[0].position is None:
                self.check_key(batch[0])
            else:
                decode = self.decoders[batch[0].key]
                records, _ = decode([member.json for member in batch])
                for member, record in zip(batch, records, strict=True):
                    self.check_record(member, record)
            if self.only_first and not self.is_loadable:
                return
        self.check_keys()
        self.check_records()

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
        if member.json:
            value = value_of(member.json)
            if type:
                self.add_all(shape.in_field(value, type, key, self.version), "", line)
                if type.is_name and isinstance(value, str):
                    self.add_all(rules.hidden(value, key), "", line)

    def check_record(self, member: Member, record: Any) -> None:
        """Check the JSON and the shape of a record, which is None where it could not be decoded.

        What has its shape is kept for the rules.
        """
        record_class, table = _CLASS_OF[member.key], self.file.tables[member.key]
        position = len(table.records)
        errors: list[ShapeError] = []
        if record is None:
            value = value_of(member.json)
            errors += shape.shape_errors(value, record_class, "", self.version)
            given = value if isinstance(value, dict) else {}
            record = _sound_part(given, errors, record_class)
            errors += map(_repeated, repeated_keys(value))
            id = given["id"] if isinstance(given.get("id"), str) else None
            is_uncited = bool(given) and not given.get("citations")
        else:
            id, is_uncited = record.id, record_class is not Source and not record.citations
        if id in self.ids:
            errors += self.ids_given(id)
        if id is not None:
            self.ids.add(id)
            table.first.setdefault(id, position)
        if is_uncited and record_class is not Source:
            errors.append(ShapeError("no-citation", ".citations", "no citation."))
        if errors:
            self.add_all(errors, member.path, member.line, id)
        if record is not None and (broken := rules.broken_rules(record, member.json)):
            table.broken[position] = broken
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
            between = relations.BETWEEN_RECORDS[name]
            for index, record in enumerate(table.records):
                if record is None:
                    continue
                errors = table.broken.pop(index, [])
                for rule in between:
                    errors += rule(record, self.file)
                if errors:
                    self.add_all(errors, f"{name}[{index}]", table.lines[index], record.id)


def _counted(
    batches: Iterable[list[Member]], advance: Callable[[int], None]
) -> Iterator[list[Member]]:
    for batch in batches:
        yield batch
        advance(sum(len(member.json) for member in batch))


def _sound_part(value: Any, errors: Iterable[ShapeError], record_class: Any) -> Any:
    """Return a record of the fields that are right, None where one that must be there is not."""
    wrong = {re.split(r"[.\[]", error.where)[1] for error in errors if error.where}
    try:
        return msgspec.convert({k: v for k, v in value.items() if k not in wrong}, record_class)
    except msgspec.ValidationError:
        return None


def _repeated(path: str) -> ShapeError:
    return ShapeError("duplicate-key", path, "is given more than once: keep one.")
