"""What changed from one dataset to another: records added, withdrawn, and corrected by field."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from typing import Any

import msgspec

from conflictcli.model.labels import title
from conflictcli.model.records import RECORD_CLASSES, Citation, Dataset, Record
from conflictcli.model.results import Result
from conflictcli.model.rows import Change, ChangeKind, FieldChange


def diff(old: Dataset, new: Dataset) -> Result:
    """Return the changes table by table, in the order of the new dataset, then of the old.

    The dataset of the result holds what either has, the new record where both have one.
    """
    either: dict[str, Any] = {
        record_class.table: _joined(
            getattr(old, record_class.table), getattr(new, record_class.table)
        )
        for record_class in RECORD_CLASSES
    }
    dataset = replace(new, **either)
    changes = [*_in_dataset(old, new), *_in_records(old, new, dataset)]
    return Result(question="diff", tables={"changes": changes}, dataset=dataset)


def _joined(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    ids = {record.id for record in new}
    return (*new, *(record for record in old if record.id not in ids))


def _in_dataset(old: Dataset, new: Dataset) -> Iterator[Change]:
    tables = {record_class.table for record_class in RECORD_CLASSES}
    names = [name for name in Dataset.__dataclass_fields__ if name not in tables]
    fields = [FieldChange(name, getattr(old, name), getattr(new, name)) for name in names]
    if changed := [field for field in fields if (field.old or None) != (field.new or None)]:
        yield Change("corrected", "dataset", None, new.title, changed, ())


def _in_records(old: Dataset, new: Dataset, dataset: Dataset) -> Iterator[Change]:
    for record_class in RECORD_CLASSES:
        before = {record.id: record for record in getattr(old, record_class.table)}
        after = {record.id: record for record in getattr(new, record_class.table)}
        for record in getattr(dataset, record_class.table):
            was, now = before.get(record.id), after.get(record.id)
            fields = _changed_fields(was, now) if was != now else []
            if fields or not (was and now):
                change: ChangeKind = "corrected" if was and now else "withdrawn" if was else "added"
                cited = _citations([found for found in (now, was) if found])
                named = title(record, dataset)
                yield Change(change, record.type, record.id, named, fields, cited)


def _changed_fields(old: Record | None, new: Record | None) -> list[FieldChange]:
    """Return the fields that differ; of one record alone, those that hold something."""
    before, after = msgspec.to_builtins(old) or {}, msgspec.to_builtins(new) or {}
    names = (name for name in before or after if name != "id")
    fields = [FieldChange(name, before.get(name), after.get(name)) for name in names]
    return [field for field in fields if (field.old or None) != (field.new or None)]


def _citations(records: list[Record]) -> tuple[Citation, ...]:
    """Return the citations of records, each once, and the other sources of participants."""
    cited = {astuple(citation): citation for r in records for citation in r.citations}
    known = {citation.source for citation in cited.values()}
    others = dict.fromkeys(id for r in records for id in r.source_ids if id not in known)
    return (*cited.values(), *(Citation(source=id) for id in others))
