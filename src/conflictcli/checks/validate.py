"""Every problem of a dataset in JSON, found in one pass over its text."""

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any

import msgspec

from conflictcli.checks import relations, rules, shape
from conflictcli.checks.fields import check_dates, field_types, strict, version_of
from conflictcli.checks.json_reader import BrokenJsonError, Member, NotAnObjectError, members
from conflictcli.checks.relations import RecordSummary
from conflictcli.checks.shape import ShapeError
from conflictcli.errors import DateError
from conflictcli.model.records import RECORD_CLASSES, VERSION, Dataset
from conflictcli.model.results import Problem, Severity

_WARNINGS = {
    *("estimate-order", "report-before-event", "reply-before-statement", "outside-parent"),
    *("breakdown-over-count", "covers-after-as-of", "accessed-before-published"),
    "hidden-character",
}
# A breach of these keeps a dataset from being loaded.
_SHAPE = {
    *("broken-json", "schema-version", "wrong-type", "unknown-field", "missing-field"),
    *("duplicate-key", "bad-date", "duplicate-id", "bad-estimate", "bad-coordinate"),
}
_KIND_OF: dict[str, Any] = {record_class.table: record_class for record_class in RECORD_CLASSES}


def problems(content: bytes) -> list[Problem]:
    """Return every problem in the order of the lines; of an unknown version, nothing but that."""
    check = _Check()
    check.run(content)
    found = sorted(check.problems, key=lambda problem: problem.line or 0)
    return [problem for problem in found if problem.rule == "schema-version"] or found


def first_error(content: bytes) -> str:
    """Return the first problem that keeps a dataset from being loaded, as a sentence."""
    check = _Check(only_first=True)
    check.run(content)
    problem = next(problem for problem in check.problems if problem.rule in _SHAPE)
    if problem.rule == "broken-json":
        return f"line {problem.line}, {problem.message}"
    return f"{problem.where or 'top level'}: {problem.message}"


class _Check:
    """One pass over a dataset: the problems so far, and what later rules need of each record."""

    def __init__(self, *, only_first: bool = False) -> None:
        self.only_first = only_first
        self.version = VERSION
        self.is_loadable = True
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.summaries: dict[str, list[RecordSummary]] = {table: [] for table in _KIND_OF}
        self.paths: dict[str, dict[str, str]] = {table: {} for table in _KIND_OF}

    def run(self, content: bytes) -> None:
        """Find the problems of a dataset; nothing is read beyond a break of its JSON."""
        try:
            text = content.removeprefix(b"\xef\xbb\xbf").decode()
            self.version = version_of(text)
            for member in members(text, _KIND_OF):
                if member.position is None:
                    self.check_key(member)
                else:
                    self.check_record(member, _KIND_OF[member.key])
                if self.only_first and not self.is_loadable:
                    return
            self.check_keys()
            self.check_between_records()
        except NotAnObjectError as error:
            for misfit in shape.shape_errors(error.value, Dataset, "", self.version):
                self.add(misfit, 1)
        except BrokenJsonError as error:
            self.add(ShapeError("broken-json", "", f"column {error.column}: {error}."), error.line)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            column = error.start - content.rfind(b"\n", 0, error.start)
            message = f"column {column}: the file is not UTF-8: save it as UTF-8."
            self.add(ShapeError("broken-json", "", message), line)

    def add(self, error: ShapeError, line: int, id: str | None = None) -> None:
        """Add a problem."""
        self.is_loadable = self.is_loadable and error.rule not in _SHAPE
        severity: Severity = "warning" if error.rule in _WARNINGS else "error"
        problem = Problem(error.rule, severity, error.where, id, line, error.message)
        self.problems.append(problem)

    def add_all(self, member: Member, errors: Iterable[ShapeError]) -> None:
        """Add the problems of a member."""
        for error in errors:
            self.add(error, member.line, member.id)

    def check_key(self, member: Member) -> None:
        """Check a key of the top level with its value, where no records follow."""
        if member.key in self.lines:
            self.add(rules.repeated(member.key), self.lines[member.key])
            if member.key in _KIND_OF:
                self.summaries[member.key], self.paths[member.key] = [], {}
        self.lines.setdefault(member.key, member.line)
        type = field_types(Dataset).get(member.key)
        if type and member.json:
            self.add_all(member, shape.in_field(member.value, type, member.key, self.version))
            if type.is_name and isinstance(member.value, str):
                self.add_all(member, rules.hidden(member.value, member.key))

    def check_record(self, member: Member, record_class: Any) -> None:
        """Check a record by itself, and keep what rules between records need of it."""
        if not _has_shape(member, record_class, self.version):
            errors = shape.shape_errors(member.value, record_class, member.path, self.version)
            self.add_all(member, errors)
        if not isinstance(member.value, dict):
            return
        if member.id is not None:
            self.check_id(member, member.id)
        for rule in rules.OF_ONE_RECORD:
            self.add_all(member, rule(member, record_class))
        self.summaries[member.key].append(relations.summary(member, record_class, self.paths))

    def check_id(self, member: Member, id: str) -> None:
        """Check that no record before has the id."""
        paths = (self.paths[table][id] for table in _KIND_OF if id in self.paths[table])
        for other in paths:
            message = f"'{id}' is the id of {other} too: give each its own."
            self.add_all(member, [ShapeError("duplicate-id", f"{member.path}.id", message)])
            break
        self.paths[member.key].setdefault(id, member.path)

    def check_keys(self) -> None:
        """Check that the keys of the top level are those of a dataset."""
        for error in shape.unknown_keys(self.lines, Dataset, self.version):
            self.add(error, self.lines[error.where])
        for error in shape.missing_keys(self.lines, Dataset):
            self.add(error, 1)

    def check_between_records(self) -> None:
        """Check each record beside the others."""
        records = list(chain.from_iterable(self.summaries.values()))
        by_id: dict[str, dict[str, RecordSummary]] = {table: {} for table in _KIND_OF}
        for record in records:
            if record.id is not None:
                by_id[record.table].setdefault(record.id, record)
        for rule in relations.BETWEEN_RECORDS:
            for record, error in rule(records, by_id):
                self.add(error, record.line, record.id)


@cache
def _decoder(record_class: Any, version: int) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(strict(record_class, version))


def _has_shape(member: Member, record_class: Any, version: int) -> bool:
    """Return whether a record would be loaded, quickly."""
    try:
        check_dates(record_class, [_decoder(record_class, version).decode(member.json)])
    except (msgspec.ValidationError, DateError):
        return False
    return True
