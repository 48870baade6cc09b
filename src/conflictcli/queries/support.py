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


def supports(dataset: Dataset) -> dict[str, list[Record]]:
    """Return, by source id, the records that each source supports, in the dataset's order."""
    supported: dict[str, list[Record]] = {source.id: [] for source in dataset.sources}
    for record in (*dataset.actors, *dataset.dated):
        for source in record.source_ids:
            supported[dataset.source_by_id[source].id].append(record)
    return supported
