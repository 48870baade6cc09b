"""What the JSON files for other programs share."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conflictcli.formats.records import json_line
from conflictcli.model.addresses import encoded_address
from conflictcli.model.records import Source
from conflictcli.views.phrases import reference


def json_list(before: str, items: Iterable[Any], after: str) -> Iterator[str]:
    """Yield a list with an item a line, between what stands before and after it."""
    comma = "\n"
    yield before
    for item in items:
        yield comma + json_line(item)
        comma = ",\n"
    yield f"\n{after}\n"


def without_empty(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without what is null or empty."""
    return {name: value for name, value in item.items() if value not in (None, "", [], {})}


def reference_with_address(source: Source) -> str:
    """Return a source in full with its address, that too which is none of the web."""
    address = encoded_address(source.url) or source.url
    return ", ".join(filter(None, (reference(source), address)))
