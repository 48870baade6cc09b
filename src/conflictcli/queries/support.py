"""The sources of records, and the records of sources."""

from collections.abc import Iterable, Mapping

from conflictcli.model.records import Dataset, Record, Source


def cited(dataset: Dataset, records: Iterable[Record]) -> list[Source]:
    """Return the sources of records in the order of their first citation."""
    ids = dict.fromkeys(source for record in records for source in record.source_ids)
    return [dataset.source_by_id[id] for id in ids]


def source_ids_of(records: Iterable[Record]) -> list[str]:
    """Return the ids of the sources that records cite, each once."""
    return list(dict.fromkeys(cited.source for record in records for cited in record.citations))


class Originals:
    """What sources are copies of, each source looked up once: copies may be a long chain."""

    def __init__(self, dataset: Dataset) -> None:
        self._by_id: Mapping[str, Source] = dataset.source_by_id
        self._found: dict[str, str] = {}

    def of(self, record: Record) -> set[str]:
        """Return the ids of the sources of a record, each copy as what it is a copy of.

        What compiles others is no source beside them: it counts where there is no other.
        """
        found = {self._original(id) for id in record.source_ids}
        return {id for id in found if not self._by_id[id].compiles} or found

    def _original(self, id: str) -> str:
        """Return the source whose text a source carries, through other copies too, or itself.

        Of sources that copy each other in a circle that is the last before it closes.
        """
        passed: dict[str, None] = {}
        following: str | None = id
        while following and following not in passed and following not in self._found:
            passed[following] = None
            following = self._by_id[following].copy_of
        if following in passed:
            circle = [*passed][[*passed].index(following) :]
            self._found |= zip(circle, [circle[-1], *circle], strict=False)
        first = self._found.get(following or "", [*passed][-1] if passed else id)
        for each in passed:
            self._found.setdefault(each, first)
        return self._found[id]


def supports(dataset: Dataset) -> dict[str, list[Record]]:
    """Return, by source id, the records that each source supports, in the dataset's order."""
    supported: dict[str, list[Record]] = {source.id: [] for source in dataset.sources}
    for record in (*dataset.actors, *dataset.dated):
        for source in record.source_ids:
            supported[dataset.source_by_id[source].id].append(record)
    return supported
