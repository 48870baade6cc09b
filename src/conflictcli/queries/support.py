"""The sources of records, and the records of sources."""

from collections.abc import Iterable

from conflictcli.model.records import Dataset, Record, Source


def cited(dataset: Dataset, records: Iterable[Record]) -> list[Source]:
    """Return the sources of records in the order of their first citation."""
    ids = dict.fromkeys(source for record in records for source in record.source_ids)
    return [dataset.source_by_id[id] for id in ids]


def source_ids_of(records: Iterable[Record]) -> list[str]:
    """Return the ids of the sources that records cite, each once."""
    return list(dict.fromkeys(cited.source for record in records for cited in record.citations))


def original(source: Source, dataset: Dataset) -> Source:
    """Return the source whose text a source carries, through other copies too, or itself."""
    passed = {source.id}
    while source.copy_of and source.copy_of not in passed:
        passed.add(source.copy_of)
        source = dataset.source_by_id[source.copy_of]
    return source


def originals(record: Record, dataset: Dataset) -> set[str]:
    """Return the ids of the sources of a record, each copy as what it is a copy of.

    What compiles others is no source beside them: it counts where there is no other.
    """
    found = {original(dataset.source_by_id[id], dataset).id for id in record.source_ids}
    return {id for id in found if not dataset.source_by_id[id].compiles} or found


def supports(dataset: Dataset) -> dict[str, list[Record]]:
    """Return, by source id, the records that each source supports, in the dataset's order."""
    supported: dict[str, list[Record]] = {source.id: [] for source in dataset.sources}
    for record in (*dataset.actors, *dataset.dated):
        for source in record.source_ids:
            supported[dataset.source_by_id[source].id].append(record)
    return supported
