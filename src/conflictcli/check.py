"""Every problem of a dataset at once, from its bytes: of JSON, of shape, in and between records."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from conflictcli import rules, shape, syntax
from conflictcli.answers import Problem, Severity
from conflictcli.errors import DatasetError
from conflictcli.model import SLUG, TABLES, Dataset
from conflictcli.printable import printable
from conflictcli.shape import Misfit
from conflictcli.syntax import BOM

_LINKS = {
    "source": "sources",
    "actor": "actors",
    "member_of": "actors",
    "speaker": "actors",
    "counted_by": "actors",
    "event": "events",
    "part_of": "events",
    "about": "events",
    "responds_to": "statements",
}
# What stands for a field that must be there and cannot be read.
_BLANK = {
    **dict.fromkeys(("name", "title", "speaker", "text", "event"), ""),
    **{"kind": "person", "stance": "asserts"},
}
_BETWEEN = re.compile(r"[\s,:]*")
_NAMES = {"name", "aliases", "title", "publisher", "region", "country"}
_WARNINGS = {*rules.WARNINGS, "hidden-character"}


class _Object(dict[str, Any]):
    """A JSON object that remembers the keys it has more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: tuple[str, ...] = ()
        if len(self) < len(pairs):
            keys = Counter(key for key, _ in pairs)
            self.repeated = tuple(key for key in keys if keys[key] > 1)


class _Member(NamedTuple):
    """A key at the top level (`place` null), or an item of the list there, with its first line."""

    key: str
    place: int | None
    line: int
    value: Any

    @property
    def where(self) -> str:
        """Write its path."""
        return self.key if self.place is None else f"{self.key}[{self.place}]"

    @property
    def id(self) -> str | None:
        """Give its id, if it is an object that has one."""
        id = self.value.get("id") if isinstance(self.value, dict) else None
        return id if isinstance(id, str) else None


def problems(content: bytes) -> list[Problem]:
    """Give every problem in the order of the lines.

    Of broken JSON nothing else can be told, nor of a `schema_version` that is unknown.
    """
    try:
        return sorted(_problems(content), key=lambda problem: problem.line or 0)
    except (DatasetError, RecursionError) as error:
        broken = (
            error if isinstance(error, DatasetError) else syntax.too_deep(content.removeprefix(BOM))
        )
        _, _, message = str(broken).partition(", ")  # The line is told apart.
        return [Problem("broken-json", "error", "", None, broken.line, message)]


def _problems(content: bytes) -> list[Problem]:
    sound = shape.is_dataset(content)
    value = {} if sound else syntax.decode(content)
    found = [] if sound else shape.misfits(value)
    members = list(_members(content)) if isinstance(value, dict) else []
    if not any(misfit.rule == "schema-version" for misfit in found):
        found += _beyond_shape(members, {_field(misfit) for misfit in found})
    places = {member.where: member for member in reversed(members)}
    return [_problem(m, places.get(m.where) or places.get(_record(m))) for m in found]


def _beyond_shape(members: Sequence[_Member], broken: Collection[str]) -> Iterator[Misfit]:
    """Give what is wrong beside the shape, `broken` being the fields that do not have theirs."""
    keys = Counter(member.key for member in members if member.place is None)
    yield from (_repeated(key) for key in keys if keys[key] > 1)
    records = [member for member in _last(members) if member.key in TABLES]
    yield from _shared_ids(records)
    known = {table: {record.id for record in records if record.key == table} for table in TABLES}
    for record in records:
        yield from _in_record(record, known)
    yield from _between(records, broken)


def _last(members: Iterable[_Member]) -> Iterator[_Member]:
    """Give the items of each list; of a key that is given twice, of the last, as JSON has it."""
    items: dict[str, list[_Member]] = {}
    for member in members:
        if member.place is None:
            items[member.key] = []
        else:
            items[member.key].append(member)
    return chain.from_iterable(items.values())


def _shared_ids(records: Iterable[_Member]) -> Iterator[Misfit]:
    owners: dict[str, str] = {}
    for record in records:
        if record.id and owners.setdefault(record.id, record.where) != record.where:
            message = f"'{record.id}' is the id of {owners[record.id]} too: give each its own."
            yield Misfit("duplicate-id", f"{record.where}.id", message)


def _in_record(record: _Member, known: Mapping[str, set[str | None]]) -> Iterator[Misfit]:
    uncited = isinstance(record.value, dict) and not record.value.get("citations")
    if uncited and record.key != "sources":
        yield Misfit("no-citation", f"{record.where}.citations", "expected who says so, got none.")
    for where, field, value in _nodes(record.value, record.where):
        if isinstance(value, _Object):
            yield from (_repeated(f"{where}.{key}") for key in value.repeated)
        elif isinstance(value, str):
            yield from _in_text(record, where, field, value, known)


def _in_text(
    record: _Member, where: str, field: str, text: str, known: Mapping[str, set[str | None]]
) -> Iterator[Misfit]:
    """Give what is wrong with the text of a field."""
    if field == "id" and where == f"{record.where}.id" and not re.search(SLUG, text):
        need = "expected a-z, 0-9, '.', '_' and '-' after a first letter or digit"
        yield Misfit("bad-id", where, f"{need}, got '{text}'.")
    table = record.key if field == "disagrees_with" else _LINKS.get(field)
    if table and text not in known[table]:
        yield Misfit("dangling-reference", where, f"expected an id of {table}, got '{text}'.")
    if field in _NAMES and printable(text) != text:
        yield Misfit("hidden-character", where, f"some of '{text}' would not show.")


def _between(records: Iterable[_Member], broken: Collection[str]) -> Iterator[Misfit]:
    """Give what the rules between records find, by as much of each as has its shape."""
    places: dict[Any, str] = {
        _readable(record, broken): record.where for record in records if record.id is not None
    }
    tables: dict[str, Any] = {
        table: tuple(record for record in places if isinstance(record, kind))
        for table, kind in TABLES.items()
    }
    dataset = Dataset(schema_version=1, title="", **tables)
    for rule, find in (rules.ERRORS | rules.WARNINGS).items():
        for record, field, message in find(dataset):
            yield Misfit(rule, f"{places[record]}.{field}", message)


def _readable(record: _Member, broken: Collection[str]) -> Any:
    """Give the record, with the fields absent that do not have their shape."""
    kind = TABLES[record.key]
    fields = (field for field in kind.__dataclass_fields__ if field in record.value)
    sound = {f: record.value[f] for f in fields if f"{record.where}.{f}" not in broken}
    return msgspec.convert(_BLANK | sound, kind)


def _repeated(where: str) -> Misfit:
    return Misfit("duplicate-key", where, "is given more than once: keep one.")


def _record(misfit: Misfit) -> str:
    """Give the place of the record in which something is wrong."""
    return misfit.where.partition(".")[0]


def _field(misfit: Misfit) -> str:
    """Give the place of the field of a record in which something is wrong."""
    return re.sub(r"^([^.]*\.[^.\[]*).*", r"\1", misfit.where, flags=re.DOTALL)


def _problem(misfit: Misfit, record: _Member | None) -> Problem:
    severity: Severity = "warning" if misfit.rule in _WARNINGS else "error"
    id, line = (record.id, record.line) if record else (None, 1)
    return Problem(misfit.rule, severity, misfit.where, id, line, misfit.message)


def _nodes(value: Any, where: str, field: str = "") -> Iterator[tuple[str, str, Any]]:
    """Give a value and all that is in it: its path, the name of its field, itself."""
    yield where, field, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _nodes(item, f"{where}.{key}", key)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _nodes(item, f"{where}[{place}]", field)


def _members(content: bytes) -> Iterator[_Member]:
    """Give the keys of the object that sound JSON holds, each before the items of its list."""
    text = content.removeprefix(BOM).decode()
    decode = json.JSONDecoder(object_pairs_hook=_Object).raw_decode
    line, seen, at = 1, 0, text.index("{") + 1
    while text[at := _next(text, at)] != "}":
        line, seen = line + text.count("\n", seen, at), at
        key, at = decode(text, at)
        yield _Member(key, None, line, None)
        at = _next(text, at)
        if text[at] != "[":
            _, at = decode(text, at)
            continue
        at, place = at + 1, 0
        while text[at := _next(text, at)] != "]":
            line, seen = line + text.count("\n", seen, at), at
            value, at = decode(text, at)
            yield _Member(key, place, line, value)
            place += 1
        at += 1


def _next(text: str, at: int) -> int:
    """Skip the space and the punctuation between two values."""
    return _BETWEEN.match(text, at).end()  # type: ignore[union-attr]
