"""Write datasets, each as its name says: JSON, SQLite, CSV files in a folder, or a workbook."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Any, Protocol

from conflictcli.dataset import files, json_file
from conflictcli.dataset.kinds import kind_of_output
from conflictcli.errors import OutputError, UsageError
from conflictcli.model.records import RECORD_CLASSES, Record

Tables = Mapping[str, Iterable[Record]]
Watch = Callable[[Iterable[Any], str], Iterable[Any]]


class WithJson:
    """Records to be gone through once, each with its JSON.

    That is without white space, and without what is null, empty or false.
    """

    def __init__(self, pairs: Iterable[tuple[Record, bytes]]) -> None:
        self.pairs = pairs

    def __iter__(self) -> Iterator[Record]:
        """Yield the records alone."""
        return (record for record, _ in self.pairs)


class WriteRecord(Protocol):
    """A function that writes a record, with its JSON as `WithJson` has it, where that is known."""

    def __call__(self, record: Record, json: bytes | None = None, /) -> None:
        """Write it."""


class Output(Protocol):
    """A binary file to write a dataset to, or a folder, which has a name alone."""

    @property
    def name(self) -> str:
        """Return the name of the file."""

    def writelines(self, parts: Iterable[bytes], /) -> None:
        """Write bytes."""


def check_output(path: str, *, input: str | None = None, force: bool) -> None:
    """Raise UsageError for what no dataset is written to, and for what would be lost.

    That is a file or a folder without `force`, the `input`, and a folder with other files. Raise
    DatasetError for a workbook whose package is not there, OutputError for a name that cannot be.
    """
    try:
        _check_output(path, input, force)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from None


def _check_output(path: str, input: str | None, force: bool) -> None:
    if path and files.is_folder(path):
        from conflictcli.dataset.tables.folder import check_folder

        check_folder(path, input=input, force=force)
        return
    files.check_output(path, input=input, force=force)
    kind = kind_of_output(path)
    if kind == "workbook":
        from conflictcli.dataset.tables.workbook import package_for

        package_for(path)
    elif kind == "sqlite":
        from conflictcli.dataset.sqlite.beside import unfinished

        if beside := unfinished(path):
            raise UsageError(
                f"{beside} holds changes that another program has not finished, which SQLite would "
                f"play into the new file: remove {beside}, or give another name."
            )


@contextmanager
def open_writer(path: str, out: Output, head: Mapping[str, Any]) -> Iterator[WriteRecord]:
    """Yield a function that writes records to what a path stands for, "" being JSON.

    `head` is what the dataset holds besides records, like its title. A record that is written again
    takes the place of the first.
    """
    if path and kind_of_output(path) == "sqlite":
        from conflictcli.dataset.sqlite.write import open_database

        with open_database(out.name, head) as write_record:
            yield write_record
        return
    tables: dict[str, dict[str, Record]] = {
        record_class.table: {} for record_class in RECORD_CLASSES
    }

    def remember(record: Record, json: bytes | None = None) -> None:
        tables[record.table][record.id] = record

    yield remember
    write(path, out, head, {name: tables[name].values() for name in tables})


def memory_for(path: str) -> Callable[[], Any]:
    """Return what makes dictionaries for an import: on disk where it is written into SQLite.

    The others are written from memory anyway.
    """
    if not path or kind_of_output(path) != "sqlite":
        return dict
    from conflictcli.dataset.sqlite.memory import DiskMemory

    return DiskMemory


def write(
    path: str,
    out: Output,
    head: Mapping[str, Any],
    tables: Tables,
    *,
    watch: Watch = lambda records, _: records,
    explained: bool = False,
) -> list[str]:
    """Write a dataset to what a path stands for, "" being JSON; return notes.

    `watch` is given all that is written, records or pairs of `WithJson`, and what is done with it.
    Sheets are `explained` by a line under their headings. Raise DatasetError for what a sheet
    cannot hold.
    """
    kind = kind_of_output(path) if path else "json"
    if kind == "json":
        watched = {name: watch(records, "Converting") for name, records in tables.items()}
        out.writelines(json_file.encoded(head, watched))
        return []
    if kind == "sqlite":
        pairs = chain.from_iterable(map(_with_json, tables.values()))
        with open_writer(path, out, head) as write_record:
            for record, json in watch(pairs, "Converting"):
                write_record(record, json)
        return []
    records = watch(chain.from_iterable(tables.values()), "Converting")
    from conflictcli.dataset.tables.write import write_folder, write_workbook

    write_sheets = write_folder if kind == "folder" else write_workbook
    return write_sheets(path, out, head, records, explained=explained)


def _with_json(records: Iterable[Record]) -> Iterable[tuple[Record, bytes | None]]:
    return records.pairs if isinstance(records, WithJson) else zip(records, repeat(None))


def write_example(path: str, out: Output) -> None:
    """Write a small dataset to type over; in sheets a line explains the columns."""
    example = json_file.load(files.example_path())
    head = {"title": example.title, "description": example.description}
    tables = {kind.table: getattr(example, kind.table) for kind in RECORD_CLASSES}
    write(path, out, head, tables, explained=True)
