"""What a question is asked of: a file of records, loaded whole or looked up as far as needed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from conflictcli.model.labels import name_words
from conflictcli.model.records import RECORD_CLASSES, Dataset, Record
from conflictcli.model.results import Group, ToAddUp
from conflictcli.model.scope import Scope


class Store:
    """A dataset that is asked for some of its records; in memory it gives all of them.

    What it returns are datasets, in part or whole, in the file's order.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    def whole(self) -> Dataset:
        """Return all records."""
        return self.dataset

    def named(self, **names: str | None) -> Dataset:
        """Return at least what names stand for; if that is nothing, what is spelled like them.

        Each is that of an `actor`, `counter`, `event`, `source`, `place`, `kind` or `group` of
        people. An actor brings its members and theirs.
        """
        return self.dataset

    def within(self, scope: Scope, *, shown: Collection[str] = ()) -> Dataset:
        """Return at least the records within a scope and all that they are shown with.

        Whom and what a scope names is among them, and the actors of the ids `shown`.
        """
        return self.dataset

    def containing_words(self, words: Sequence[Sequence[str]]) -> Dataset:
        """Return at least the records in which, of each word, one form stands, and their context.

        A form that begins with a space begins a word.
        """
        return self.dataset

    def name_words(self) -> Collection[str]:
        """Return the words of all names and titles."""
        dataset = self.dataset
        return name_words(chain(dataset.sources, dataset.actors, dataset.events))

    def to_add_up(self, scope: Scope, by: Group) -> ToAddUp:
        """Return the records to add up and, where there are any, sums of others in a scope."""
        return ToAddUp(self.dataset)

    def ids(self, table: str, start: str) -> list[str]:
        """Return ids of a table that start so."""
        records: Iterable[Record] = getattr(self.dataset, table)
        return [record.id for record in records if record.id.startswith(start)]

    def groups(self, start: str) -> list[str]:
        """Return the groups of people in counts that start so."""
        parts = (part for report in self.dataset.casualties for part in report.breakdown)
        return sorted({part.group for part in parts if part.group.startswith(start)})

    def head(self) -> Mapping[str, Any]:
        """Return what the dataset holds besides records, like its title."""
        names = [name for name in Dataset.__dataclass_fields__ if name not in self.tables()]
        return {name: getattr(self.dataset, name) for name in names}

    def tables(self) -> Mapping[str, Iterable[Any]]:
        """Return the records of each table, which need not be in memory."""
        return {
            record_class.table: getattr(self.dataset, record_class.table)
            for record_class in RECORD_CLASSES
        }
