"""Sources as a file of BibTeX."""

from collections.abc import Iterator

from conflictcli.formats.csl_json import omissions
from conflictcli.model.results import Result
from conflictcli.views.references import bibtex

__all__ = ["omissions", "render"]


def render(result: Result) -> Iterator[str]:
    """Yield the sources as entries, a blank line between them."""
    for index, source in enumerate(result.tables["sources"]):
        yield ("\n" if index else "") + bibtex(source)
