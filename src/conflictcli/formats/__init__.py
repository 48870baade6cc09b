"""Write an answer in a format; nothing outside this package imports Rich."""

import sys
from typing import Literal

import msgspec

from conflictcli.model import Dataset
from conflictcli.tables import Table

Format = Literal["table", "json"]


def write(answer: Table | list[Table], format: Format, dataset: Dataset) -> None:
    """Write an answer to standard output; cells find names and sources in the dataset."""
    tables = [answer] if isinstance(answer, Table) else answer
    if format == "json":
        records = {table.name: table.records for table in tables}
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(records), indent=2).decode())
        sys.stdout.write("\n")
        return
    from conflictcli.formats.screen import Screen

    Screen(dataset).show(tables)
