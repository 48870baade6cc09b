"""The rules of a record beyond its shape, one function each; it is taken as its JSON has it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from conflictcli.checks.json_reader import Member, Object
from conflictcli.checks.shape import ShapeError, values
from conflictcli.errors import DateError
from conflictcli.model import dates
from conflictcli.model.records import SLUG, CasualtyReport, Source
from conflictcli.model.text import normalize, printable

# Joiners mean something in Semitic, Indic and South-East Asian scripts and in emoji alone.
_JOINED = (
    "\u0600-\u08ff\u0900-\u109f\u1780-\u18af\ufb50-\ufeff\u2600-\u27ff\ufe0f\U0001f000-\U0001faff"
)
_STRAY_JOINER = f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])"


def repeated_keys(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Yield the keys that an object in a record has more than once."""
    if record.has_repeats:
        yield from repeated_in(record.value, record.path)


def repeated_in(value: Any, path: str) -> Iterator[ShapeError]:
    """Yield the keys that an object in a value has more than once."""
    if isinstance(value, Object):
        for key in value.repeated:
            yield repeated(f"{path}.{key}")
        for key, item in value.items():
            yield from repeated_in(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from repeated_in(item, f"{path}[{index}]")


def repeated(path: str) -> ShapeError:
    """Return the error of a key that is given more than once."""
    return ShapeError("duplicate-key", path, "is given more than once: keep one.")


def citation(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Report a record without a citation; a source needs none."""
    if record_class is not Source and not record.value.get("citations"):
        yield ShapeError("no-citation", f"{record.path}.citations", "no citation.")


def slug(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Yield an id that is no slug."""
    if record.id is not None and not re.search(SLUG, record.id):
        need = "expected a-z, 0-9, '.', '_' and '-' after a first letter or digit"
        yield ShapeError("bad-id", f"{record.path}.id", f"{need}, got '{record.id}'.")


def hidden_characters(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Yield the names in a record with characters that would not show."""
    if _may_hide(record.json):
        for path, name, type in values(record.value, record_class, record.path):
            if type.is_name and isinstance(name, str):
                yield from hidden(name, path)


def hidden(name: str, path: str) -> Iterator[ShapeError]:
    """Yield a name with characters that would not show."""
    if printable(name) != name or re.search(_STRAY_JOINER, name):
        yield ShapeError("hidden-character", path, f"'{name}' contains invisible characters.")


def estimate_order(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Yield the estimates of a count whose low, best and high do not rise."""
    for name in ("killed", "injured") if record_class is CasualtyReport else ():
        numbers = _numbers(record.value, name)
        if numbers != sorted(numbers):
            message = f"low, best and high do not rise: {', '.join(map(str, numbers))}."
            yield ShapeError("estimate-order", f"{record.path}.{name}", message)


def breakdown(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Yield the groups of a count that are given twice, or are larger than the count."""
    parts = record.value.get("breakdown")
    groups: set[Any] = set()
    for index, part in enumerate(parts if isinstance(parts, list) else ()):
        path = f"{record.path}.breakdown[{index}]"
        group = part.get("group") if isinstance(part, dict) else None
        if isinstance(group, str) and (normalize(group) in groups):
            yield ShapeError(
                "repeated-group", f"{path}.group", f"'{group}' is given twice: keep one."
            )
        groups.add(normalize(group) if isinstance(group, str) else None)
        for name in ("killed", "injured") if isinstance(part, dict) else ():
            all, certain = _numbers(record.value, name), _numbers(part, name, "low", "best")
            if all and certain and certain[0] > max(all):
                message = f"{certain[0]:,} {group} are more than the {max(all):,} {name} in all."
                yield ShapeError("breakdown-over-count", f"{path}.{name}", message)


def covers_by_as_of(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Yield a count that covers days after the one on which it stood."""
    covers, as_of = (date_in(record, name) for name in ("covers", "as_of"))
    last, day = dates.interval(covers).latest, dates.interval(as_of).latest
    if last and day and last > day:
        message = f"{covers} ends after {as_of}, on which the count stood."
        yield ShapeError("covers-after-as-of", f"{record.path}.covers", message)


def accessed_after_published(record: Member, record_class: Any) -> Iterator[ShapeError]:
    """Yield a source that was accessed before it was published."""
    accessed, published = (date_in(record, name) for name in ("accessed", "published"))
    if dates.ends_before(accessed, published):
        message = f"{accessed} is before {published}, when it was published."
        yield ShapeError("accessed-before-published", f"{record.path}.accessed", message)


OF_ONE_RECORD: Sequence[Callable[[Member, Any], Iterator[ShapeError]]] = (
    repeated_keys,
    citation,
    slug,
    hidden_characters,
    estimate_order,
    breakdown,
    covers_by_as_of,
    accessed_after_published,
)


def _numbers(value: Any, name: str, *bounds: str) -> list[int]:
    """Return low, best and high of an estimate in a record, or those bounds, where given."""
    estimate = value.get(name)
    given = estimate if isinstance(estimate, dict) else {}
    numbers = (given.get(bound) for bound in bounds or ("low", "best", "high"))
    return [number for number in numbers if isinstance(number, int)]


def text_in(record: Member, field: str | None) -> str | None:
    """Return the text in a field of a record, if it is one."""
    text = record.value.get(field)
    return text if isinstance(text, str) else None


def date_in(record: Member, field: str | None) -> str | None:
    """Return the date in a field of a record, if it is one."""
    expression = text_in(record, field)
    try:
        dates.interval(expression)
    except DateError:
        return None
    return expression


def _may_hide(json: str) -> bool:
    return "\\" in json or "\x7f" in json or not json.isascii()
