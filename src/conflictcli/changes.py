"""What changed from one dataset to another: records added, withdrawn, and corrected by field."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import msgspec

from conflictcli.answers import Answer
from conflictcli.model import TABLES, Citation, Dataset, RecordType
from conflictcli.records import Record, citations, source_ids, title, type_of

Kind = Literal["added", "withdrawn", "corrected"]


class Field(NamedTuple):
    """A field with its value before and after, as in JSON."""

    field: str
    old: Any
    new: Any


class Change(NamedTuple):
    """A record that is only in the new dataset, only in the old, or that has other fields there.

    `fields` are those that differ, of one added or withdrawn those that hold something. `id` is
    null for the fields of the dataset itself. The citations are those of the new record, then those
    that only the old one has.
    """

    change: Kind
    type: RecordType | Literal["dataset"]
    id: str | None
    title: str
    fields: list[Field]
    citations: tuple[Citation, ...]


def changes(old: Dataset, new: Dataset) -> Answer:
    """Give the changes table by table, in the order of the new dataset, then of the old.

    The answer's dataset holds what either has, the new record where both have one.
    """
    both: dict[str, Any] = {
        table: _joined(getattr(old, table), getattr(new, table)) for table in TABLES
    }
    dataset = replace(new, **both)
    found = [*_in_dataset(old, new), *_in_records(old, new, dataset)]
    return Answer({"changes": found}, dataset)


def _joined(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    ids = {record.id for record in new}
    return (*new, *(record for record in old if record.id not in ids))


def _in_dataset(old: Dataset, new: Dataset) -> Iterator[Change]:
    names = [name for name in Dataset.__dataclass_fields__ if name not in TABLES]
    fields = [Field(n, getattr(old, n), getattr(new, n)) for n in names]
    if differing := [field for field in fields if (field.old or None) != (field.new or None)]:
        yield Change("corrected", "dataset", None, new.title, differing, ())


def _in_records(old: Dataset, new: Dataset, dataset: Dataset) -> Iterator[Change]:
    for table in TABLES:
        before = {record.id: record for record in getattr(old, table)}
        after = {record.id: record for record in getattr(new, table)}
        for record in getattr(dataset, table):
            was, now = before.get(record.id), after.get(record.id)
            fields = _differing(was, now)
            if fields or not (was and now):
                kind: Kind = "corrected" if was and now else "withdrawn" if was else "added"
                cited = _cited([record for record in (now, was) if record])
                named = title(record, dataset)
                yield Change(kind, type_of(record), record.id, named, fields, cited)


def _differing(old: Record | None, new: Record | None) -> list[Field]:
    """Give the fields that differ; of one record alone, those that hold something."""
    before, after = msgspec.to_builtins(old) or {}, msgspec.to_builtins(new) or {}
    names = (name for name in before or after if name != "id")
    fields = [Field(name, before.get(name), after.get(name)) for name in names]
    return [field for field in fields if (field.old or None) != (field.new or None)]


def _cited(records: list[Record]) -> tuple[Citation, ...]:
    """Give the citations of records, each once, and the other sources of participants."""
    found = {(c.source, c.locator, c.quote): c for record in records for c in citations(record)}
    known = {cited.source for cited in found.values()}
    others = dict.fromkeys(id for record in records for id in source_ids(record) if id not in known)
    return (*found.values(), *(Citation(source=id) for id in others))
