"""The rules of a dataset beyond its shape: one small function a rule.

A rule of one record takes it as it stands in the JSON; rules between records need of each no more
than `Kept`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from conflictcli.dataset.members import Member, Object
from conflictcli.dataset.shape import Misfit, values
from conflictcli.errors import DateError
from conflictcli.model import dates
from conflictcli.model.records import SLUG, Actor, CasualtyReport, Source
from conflictcli.model.text import normalize, printable

# Joiners mean something in Semitic, Indic and South-East Asian scripts and in emoji alone.
_JOINED = (
    "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ufb50-\ufeff\u2600-\u27ff\ufe0f\U0001f000-\U0001faff"
)
_STRAY_JOINER = f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"


class Link(NamedTuple):
    """An id in a record: its path, the table that it refers to, and itself."""

    path: str
    table: str
    id: str


class Kept(NamedTuple):
    """What is kept of a record once it is passed.

    `parent` is the id of what it hangs from, `names` are those by which it is found, by their path,
    `links` those to records that were not read before.
    """

    table: str
    path: str
    line: int
    id: str | None
    date: str | None
    parent: str | None
    names: Mapping[str, str]
    links: Sequence[Link]


ById = Mapping[str, Mapping[str, Kept]]
Broken = Iterator[tuple[Kept, Misfit]]


def keep(record: Member, kind: Any, known: Mapping[str, Collection[str]]) -> Kept:
    """Return what rules between records need of a record; `known` are the ids read before."""
    texts = [
        (path, text, type)
        for path, text, type in values(record.value, kind, record.path)
        if isinstance(text, str)
    ]
    return Kept(
        table=kind.table,
        path=record.path,
        line=record.line,
        id=record.id,
        date=_date(record, kind.date_field),
        parent=_text(record.value.get(kind.parent_field)),
        names={
            path: text
            for path, text, type in texts
            if type.is_name and (kind is Actor or path.endswith(".short"))
        },
        links=[
            Link(path, type.table, id)
            for path, id, type in texts
            if type.table and id not in known[type.table]
        ],
    )


def repeated_keys(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return the keys that an object in a record has more than once."""
    if record.has_repeats:
        yield from repeated_in(record.value, record.path)


def repeated_in(value: Any, path: str) -> Iterator[Misfit]:
    """Return the keys that an object in a value has more than once."""
    if isinstance(value, Object):
        for key in value.repeated:
            yield repeated(f"{path}.{key}")
        for key, item in value.items():
            yield from repeated_in(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from repeated_in(item, f"{path}[{index}]")


def repeated(path: str) -> Misfit:
    """Return the misfit of a key that is given more than once."""
    return Misfit("duplicate-key", path, "is given more than once: keep one.")


def citation(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return that nobody is cited for a record other than a source."""
    if kind is not Source and not record.value.get("citations"):
        yield Misfit("no-citation", f"{record.path}.citations", "expected who says so, got none.")


def slug(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return an id that is no slug."""
    if record.id is not None and not re.search(SLUG, record.id):
        need = "expected a-z, 0-9, '.', '_' and '-' after a first letter or digit"
        yield Misfit("bad-id", f"{record.path}.id", f"{need}, got '{record.id}'.")


def hidden_characters(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return the names in a record with characters that would not show."""
    if _may_hide(record.json):
        for path, name, type in values(record.value, kind, record.path):
            if type.is_name and isinstance(name, str):
                yield from hidden(name, path)


def hidden(name: str, path: str) -> Iterator[Misfit]:
    """Return a name with characters that would not show."""
    if printable(name) != name or re.search(_STRAY_JOINER, name):
        yield Misfit("hidden-character", path, f"some of '{name}' would not show.")


def estimate_order(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return the estimates of a count whose low, best and high do not rise."""
    for name in ("killed", "injured") if kind is CasualtyReport else ():
        numbers = _numbers(record.value, name)
        if numbers != sorted(numbers):
            message = f"low, best and high do not rise: {', '.join(map(str, numbers))}."
            yield Misfit("estimate-order", f"{record.path}.{name}", message)


def breakdown(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return the groups of a count that are given twice, or are larger than the count."""
    parts = record.value.get("breakdown")
    groups: set[Any] = set()
    for index, part in enumerate(parts if isinstance(parts, list) else ()):
        path = f"{record.path}.breakdown[{index}]"
        group = part.get("group") if isinstance(part, dict) else None
        if isinstance(group, str) and (normalize(group) in groups):
            yield Misfit("repeated-group", f"{path}.group", f"'{group}' is given twice: keep one.")
        groups.add(normalize(group) if isinstance(group, str) else None)
        for name in ("killed", "injured") if isinstance(part, dict) else ():
            all, certain = _numbers(record.value, name), _numbers(part, name, "low", "best")
            if all and certain and certain[0] > max(all):
                message = f"{certain[0]:,} {group} are more than the {max(all):,} {name} in all."
                yield Misfit("breakdown-over-count", f"{path}.{name}", message)


def covers_by_as_of(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return a count that covers days after the one on which it stood."""
    covers, as_of = (_date(record, name) for name in ("covers", "as_of"))
    if _ends_before(as_of, dates.interval(covers).latest):
        message = f"{covers} ends after {as_of}, on which the count stood."
        yield Misfit("covers-after-as-of", f"{record.path}.covers", message)


def accessed_after_published(record: Member, kind: Any) -> Iterator[Misfit]:
    """Return a source that was accessed before it was published."""
    accessed, published = (_date(record, name) for name in ("accessed", "published"))
    if _ends_before(accessed, dates.interval(published).earliest):
        message = f"{accessed} is before {published}, when it was published."
        yield Misfit("accessed-before-published", f"{record.path}.accessed", message)


def dangling_references(records: Sequence[Kept], by_id: ById) -> Broken:
    """Return the ids in records that are those of no record."""
    for record in records:
        for path, table, id in record.links:
            if id not in by_id[table]:
                message = f"expected an id of {table}, got '{id}'."
                yield record, Misfit("dangling-reference", path, message)


def shared_names(records: Sequence[Kept], by_id: ById) -> Broken:
    """Return names by which an earlier record of a table is found, case and accents aside."""
    owners: dict[tuple[str, str], str | None] = {}
    for record in records:
        for path, name in record.names.items():
            key = record.table, normalize(name) or str(record.id)
            owner = owners.setdefault(key, record.id)
            if owner != record.id:
                message = f"'{name}' is a name of {record.table[:-1]} '{owner}' too: leave one."
                yield record, Misfit("shared-name", path, message)


def cycles(records: Sequence[Kept], by_id: ById) -> Broken:
    """Return what is part of itself, or answers itself, through others too."""
    yield from _cycles(by_id["sources"], "copy_of")
    yield from _cycles(by_id["events"], "part_of")
    yield from _cycles(by_id["statements"], "responds_to")


def reports_before_events(records: Sequence[Kept], by_id: ById) -> Broken:
    """Return counts that are older than what they count."""
    for report in by_id["casualties"].values():
        if _is_before(report, by_id["events"].get(report.parent or "")):
            message = f"{report.date} is before the event '{report.parent}'."
            yield report, Misfit("report-before-event", f"{report.path}.as_of", message)


def replies_before_statements(records: Sequence[Kept], by_id: ById) -> Broken:
    """Return replies that are older than what they answer."""
    for reply in by_id["statements"].values():
        if _is_before(reply, by_id["statements"].get(reply.parent or "")):
            message = f"{reply.date} is before what it answers, '{reply.parent}'."
            yield reply, Misfit("reply-before-statement", f"{reply.path}.date", message)


def parts_outside_wholes(records: Sequence[Kept], by_id: ById) -> Broken:
    """Return events that cannot have been while what they are part of was."""
    for event in by_id["events"].values():
        whole = by_id["events"].get(event.parent or "")
        if _is_before(event, whole) or _is_before(whole, event):
            message = f"{event.date} is outside '{event.parent}', of which it is part."
            yield event, Misfit("outside-parent", f"{event.path}.date", message)


OF_ONE_RECORD: Sequence[Callable[[Member, Any], Iterator[Misfit]]] = (
    repeated_keys,
    citation,
    slug,
    hidden_characters,
    estimate_order,
    breakdown,
    covers_by_as_of,
    accessed_after_published,
)
BETWEEN_RECORDS: Sequence[Callable[[Sequence[Kept], ById], Broken]] = (
    dangling_references,
    cycles,
    shared_names,
    reports_before_events,
    replies_before_statements,
    parts_outside_wholes,
)


def _numbers(value: Any, name: str, *bounds: str) -> list[int]:
    """Return low, best and high of an estimate in a record, or those bounds, where given."""
    estimate = value.get(name)
    given = estimate if isinstance(estimate, dict) else {}
    numbers = (given.get(bound) for bound in bounds or ("low", "best", "high"))
    return [number for number in numbers if isinstance(number, int)]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _date(record: Member, field: str | None) -> str | None:
    """Return the date in a field of a record, if it is one."""
    expression = _text(record.value.get(field))
    try:
        dates.interval(expression)
    except DateError:
        return None
    return expression


def _may_hide(json: str) -> bool:
    return "\\" in json or "\x7f" in json or not json.isascii()


def _cycles(records: Mapping[str, Kept], field: str) -> Broken:
    """Follow the parents of each record; return a circle once, at the record that closes it."""
    followed: set[str] = set()
    for start in records:
        path: dict[str, None] = {}
        id: str | None = start
        while id is not None and id in records and id not in followed:
            followed.add(id)
            path[id] = None
            id = records[id].parent
        if id is not None and id in path:
            ids = list(path)
            circle = " → ".join([*ids[ids.index(id) :], id])
            where = f"{records[id].path}.{field}"
            yield records[id], Misfit("cycle", where, f"leads back to itself: {circle}.")


def _is_before(one: Kept | None, other: Kept | None) -> bool:
    """Return whether the one was certainly over before the other began."""
    return bool(one and other and _ends_before(one.date, dates.interval(other.date).earliest))


def _ends_before(expression: str | None, day: date | None) -> bool:
    latest = dates.interval(expression).latest
    return bool(latest and day and latest < day)
