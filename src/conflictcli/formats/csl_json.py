"""Sources as CSL-JSON 1.0.2, in the forms that pandoc, Zotero and citeproc-js all read."""

import re
from collections.abc import Iterator
from typing import Any

from conflictcli.formats.exchange import json_list, without_empty
from conflictcli.model import dates
from conflictcli.model.records import Source
from conflictcli.model.results import Result
from conflictcli.views import references

# What readers of CSL-JSON may take for markup in a text; they decode no entities.
_MARKUP = re.compile(r"<(?=[/!?a-z])", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def render(result: Result) -> Iterator[str]:
    """Yield a list of references, one a line."""
    return json_list("[", map(_reference, result.tables["sources"]), "]")


def omissions(result: Result) -> list[str]:
    """Return which addresses are no links."""
    ids = [source.id for source in result.tables["sources"] if references.unlinked(source)]
    if not ids:
        return []
    are = "1 address is" if len(ids) == 1 else f"{len(ids):,} addresses are"
    its = "its reference" if len(ids) == 1 else "each reference"
    return [f"{are} none of the web; the note of {its} has it: {', '.join(ids)}."]


def _reference(source: Source) -> dict[str, Any]:
    """Return an item; who published a web page is its container, which every style prints."""
    address, publisher = references.address(source), _text(source.publisher)
    published = dates.citable(source.published) if source.published else None
    return without_empty(
        {
            "id": source.id,
            "type": "webpage" if address else "report" if publisher else "document",
            "title": _text(source.title),
            "container-title": publisher if address else None,
            "publisher": None if address else publisher,
            "author": source.author and [{"literal": _text(source.author)}],
            "language": source.language,
            "URL": address,
            "accessed": source.accessed and {"date-parts": [_parts(source.accessed)]},
            "issued": published and _issued(published),
            "note": _text(references.note(source)),
        }
    )


def _issued(published: dates.Citable) -> dict[str, Any]:
    if not published.points:
        return {}
    circa = {"circa": True} if published.is_circa else {}
    return {"date-parts": [_parts(point) for point in published.points], **circa}


def _parts(point: str) -> list[int]:
    return list(map(int, point.split("-")))


def _text(text: str | None) -> str | None:
    """Return a text in which nothing is markup, by an invisible character that parts it."""
    return _MARKUP.sub(f"<{_WORD_JOINER}", text) if text else None
