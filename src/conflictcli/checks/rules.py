"""The rules of one record that has its shape, one function each; `where` is a path within it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from conflictcli.checks.fields import dated_fields, values
from conflictcli.checks.shape import ShapeError
from conflictcli.model import dates
from conflictcli.model.records import SLUG, CasualtyReport, Event, Record, Source, Statement
from conflictcli.model.text import normalized_name, printable

# Joiners mean something in Semitic, Indic and South-East Asian scripts and in emoji alone.
_JOINED = (
    "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ufb50-\ufeff\u2600-\u27ff\ufe0f\U0001f000-\U0001faff"
)
_STRAY_JOINER = f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"
_FIGURES = ("killed", "injured")
_IS_SLUG = re.compile(SLUG).fullmatch


def broken_rules(record: Record, json: bytes) -> list[ShapeError]:
    """Return every rule of one record that a record breaks; `json` is its text."""
    found: list[ShapeError] = []
    # What would not show is no ASCII, or is escaped, but for one character.
    may_hide = not json.isascii() or b"\\" in json or b"\x7f" in json
    for rule in _OF_RECORD[record.table]:
        if may_hide or rule is not hidden_characters:
            found += rule(record)
    return found


def slug(record: Record) -> Sequence[ShapeError]:
    """Report an id that is no slug."""
    if _IS_SLUG(record.id):
        return ()
    need = "expected a-z, 0-9, '.', '_' and '-' after a first letter or digit"
    return (ShapeError("bad-id", ".id", f"{need}, got '{record.id}'."),)


def hidden_characters(record: Record) -> Iterator[ShapeError]:
    """Yield the names in a record with characters that would not show."""
    for path, name, _ in values(record, "is_name"):
        yield from hidden(name, path)


def hidden(name: str, path: str) -> Iterator[ShapeError]:
    """Report a name with characters that would not show."""
    if name.isascii() and name.isprintable():
        return
    if printable(name) != name or re.search(_STRAY_JOINER, name):
        yield ShapeError("hidden-character", path, f"'{name}' contains invisible characters.")


def differs_from_itself(record: Event | Statement) -> Sequence[ShapeError]:
    """Report a record that gives itself as one that differs from it."""
    if record.id not in record.disagrees_with:
        return ()
    where = f".disagrees_with[{record.disagrees_with.index(record.id)}]"
    return (ShapeError("differs-from-itself", where, "a record cannot differ from itself."),)


def mixed_precision(record: Record) -> Iterator[ShapeError]:
    """Yield the dates of a record whose bounds are, say, a day and a month."""
    record_class: Any = record.__class__
    for name, _ in dated_fields(record_class):
        written = getattr(record, name)
        if written and (plain := dates.in_one_precision(written)) != written:
            need = f"which other programs refuse: write {plain}."
            message = f"'{written}' has ends of two precisions, {need}"
            yield ShapeError("mixed-precision", f".{name}", message)


def estimate_order(report: CasualtyReport) -> Iterator[ShapeError]:
    """Yield the estimates of a count and of its groups whose low, best and high do not rise."""
    for index, part in enumerate((report, *report.breakdown), -1):
        for name in _FIGURES:
            estimate = getattr(part, name)
            if estimate and not estimate.rises:
                message = (
                    f"low, best and high do not rise: {', '.join(map(str, estimate.numbers))}."
                )
                path = "" if part is report else f".breakdown[{index}]"
                yield ShapeError("estimate-order", f"{path}.{name}", message)


def repeated_groups(report: CasualtyReport) -> Iterator[ShapeError]:
    """Yield the groups of a count that are given twice."""
    groups: set[str] = set()
    for index, part in enumerate(report.breakdown):
        group = normalized_name(part.group)
        if group in groups:
            where = f".breakdown[{index}].group"
            yield ShapeError("repeated-group", where, f"'{part.group}' is given twice: keep one.")
        groups.add(group)


def groups_over_count(report: CasualtyReport) -> Iterator[ShapeError]:
    """Yield the groups of a count that are larger than the count."""
    counts = [(name, count) for name in _FIGURES if (count := getattr(report, name))]
    most = [(name, max(count.numbers)) for name, count in counts]
    for index, part in enumerate(report.breakdown):
        for name, number in most:
            group = getattr(part, name)
            least = group and (group.best if group.low is None else group.low)
            if least is not None and least > number:
                message = f"{least:,} {part.group} are more than the {number:,} {name} in all."
                yield ShapeError("breakdown-over-count", f".breakdown[{index}].{name}", message)


def covers_by_as_of(report: CasualtyReport) -> Sequence[ShapeError]:
    """Report a count that covers days after the last on which it may have stood."""
    last, day = dates.interval(report.covers).latest, dates.interval(report.as_of).latest
    if not (last and day and last > day):
        return ()
    message = f"{report.covers} ends after {report.as_of}, on which the count stood."
    return (ShapeError("covers-after-as-of", ".covers", message),)


def accessed_after_published(source: Source) -> Sequence[ShapeError]:
    """Report a source that was accessed before it was published."""
    if not dates.ends_before(source.accessed, source.published):
        return ()
    message = f"{source.accessed} is before {source.published}, when it was published."
    return (ShapeError("accessed-before-published", ".accessed", message),)


_OF_RECORD: Mapping[str, Sequence[Callable[[Any], Iterable[ShapeError]]]] = {
    "sources": (slug, hidden_characters, mixed_precision, accessed_after_published),
    "actors": (slug, hidden_characters),
    "events": (slug, hidden_characters, mixed_precision, differs_from_itself),
    "statements": (slug, mixed_precision, differs_from_itself),
    "casualties": (
        *(slug, hidden_characters, mixed_precision, estimate_order, repeated_groups),
        *(groups_over_count, covers_by_as_of),
    ),
}
