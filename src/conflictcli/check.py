"""Every problem of a dataset at once, from its bytes: of JSON, of shape, in and between records."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any

import msgspec

from conflictcli import rules, shape, syntax
from conflictcli.answers import Problem, Severity
from conflictcli.errors import DatasetError
from conflictcli.members import LINKS, Member, Object, Sound, members
from conflictcli.model import SLUG, TABLES, Dataset
from conflictcli.printable import printable
from conflictcli.shape import Misfit
from conflictcli.syntax import BOM

# What stands for a field that must be there and cannot be read.
_BLANK = {
    **dict.fromkeys(("name", "title", "speaker", "text", "event"), ""),
    **{"kind": "person", "stance": "asserts"},
}
_NAMES = {"name", "aliases", "title", "publisher", "region", "country"}
_TABLE_OF = {kind.__name__: table for table, kind in TABLES.items()}
_WARNINGS = {*rules.WARNINGS, "hidden-character"}


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
    with suppress(*syntax.UNSOUND, DatasetError):
        return _problems_beyond_shape(Sound(content))
    value = syntax.decode(content)
    found = shape.misfits(value)
    all = list(members(content)) if isinstance(value, dict) else []
    if not any(misfit.rule == "schema-version" for misfit in found):
        broken = {_field(misfit) for misfit in found}
        records = [member for member in _last(all) if member.key in TABLES]
        known = {
            table: {record.id for record in records if record.key == table} for table in TABLES
        }
        found += _in_dataset(all)
        found += _beyond_shape(records, known)
        found += _between(records, broken)
    return _placed(found, all)


def _problems_beyond_shape(sound: Sound) -> list[Problem]:
    between = list(rules.broken(sound.dataset))
    shared = Counter(chain(*sound.ids.values()))
    named = {id for id in shared if shared[id] > 1}.union(record.id for _, record, *_ in between)
    all = list(sound.members(named))
    records = [member for member in all if member.place is not None]
    places = {(record.key, record.id): record.where for record in records}
    found = [*_in_dataset(all), *_beyond_shape(records, sound.ids)]
    for rule, record, field, message in between:
        found.append(
            Misfit(rule, f"{places[_TABLE_OF[type(record).__name__], record.id]}.{field}", message)
        )
    return _placed(found, all)


def _placed(found: Iterable[Misfit], all: Iterable[Member]) -> list[Problem]:
    places = {member.where: member for member in reversed(list(all))}
    return [_problem(m, places.get(m.where) or places.get(_record(m))) for m in found]


def _in_dataset(all: Iterable[Member]) -> Iterator[Misfit]:
    """Give what is wrong with the keys at the top and their texts."""
    top = [member for member in all if member.place is None]
    keys = Counter(member.key for member in top)
    yield from (_repeated(key) for key in keys if keys[key] > 1)
    for member in top:
        if isinstance(member.value, str):
            yield from _hidden(member.key, member.key, member.value)


def _beyond_shape(
    records: Sequence[Member], known: Mapping[str, Collection[str | None]]
) -> Iterator[Misfit]:
    """Give what is wrong with single records beside the shape."""
    yield from _shared_ids(records)
    for record in records:
        yield from _in_record(record, known)


def _last(members: Iterable[Member]) -> Iterator[Member]:
    """Give the items of each list; of a key that is given twice, of the last, as JSON has it."""
    items: dict[str, list[Member]] = {}
    for member in members:
        if member.place is None:
            items[member.key] = []
        else:
            items[member.key].append(member)
    return chain.from_iterable(items.values())


def _shared_ids(records: Iterable[Member]) -> Iterator[Misfit]:
    owners: dict[str, str] = {}
    for record in records:
        if record.id and owners.setdefault(record.id, record.where) != record.where:
            message = f"'{record.id}' is the id of {owners[record.id]} too: give each its own."
            yield Misfit("duplicate-id", f"{record.where}.id", message)


def _in_record(record: Member, known: Mapping[str, Collection[str | None]]) -> Iterator[Misfit]:
    uncited = isinstance(record.value, dict) and not record.value.get("citations")
    if uncited and record.key != "sources":
        yield Misfit("no-citation", f"{record.where}.citations", "expected who says so, got none.")
    for where, field, value in _nodes(record.value, record.where):
        if isinstance(value, Object):
            yield from (_repeated(f"{where}.{key}") for key in value.repeated)
        elif isinstance(value, str):
            yield from _in_text(record, where, field, value, known)


def _in_text(
    record: Member, where: str, field: str, text: str, known: Mapping[str, Collection[str | None]]
) -> Iterator[Misfit]:
    """Give what is wrong with the text of a field."""
    if field == "id" and where == f"{record.where}.id" and not re.search(SLUG, text):
        need = "expected a-z, 0-9, '.', '_' and '-' after a first letter or digit"
        yield Misfit("bad-id", where, f"{need}, got '{text}'.")
    table = record.key if field == "disagrees_with" else LINKS.get(field)
    if table and text not in known[table]:
        yield Misfit("dangling-reference", where, f"expected an id of {table}, got '{text}'.")
    yield from _hidden(where, field, text)


def _hidden(where: str, field: str, text: str) -> Iterator[Misfit]:
    if field in _NAMES and printable(text) != text:
        yield Misfit("hidden-character", where, f"some of '{text}' would not show.")


def _between(records: Iterable[Member], broken: Collection[str]) -> Iterator[Misfit]:
    """Give what the rules between records find, by as much of each as has its shape."""
    places: dict[Any, str] = {
        _readable(record, broken): record.where for record in records if record.id is not None
    }
    tables: dict[str, Any] = {
        table: tuple(record for record in places if isinstance(record, kind))
        for table, kind in TABLES.items()
    }
    dataset = Dataset(schema_version=1, title="", **tables)
    for rule, record, field, message in rules.broken(dataset):
        yield Misfit(rule, f"{places[record]}.{field}", message)


def _readable(record: Member, broken: Collection[str]) -> Any:
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


def _problem(misfit: Misfit, record: Member | None) -> Problem:
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
