"""A source as other programs cite it: what CSL-JSON and BibTeX have in common, and BibTeX."""

import re
from collections.abc import Mapping

from conflictcli.model import dates
from conflictcli.model.addresses import encoded_address
from conflictcli.model.records import Source
from conflictcli.model.text import printable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# For "^" and "~" Zotero knows the short names alone; what is not here, as "<" and "|", needs none.
_LATEX = {
    "\\": r"\textbackslash{}",
    "^": r"\^{}",
    "~": r"\~{}",
    "\0": "{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}
# BibTeX counts the braces of a text too: in one where they are no pairs, each has a name.
_UNPAIRED = {**_LATEX, "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# Between signs that LaTeX draws as one: a dash, a quotation mark, a mark of Spanish.
_LIGATURE = r"(?<=-)(?=-)|(?<=[`?!])(?=`)|(?<=')(?=')|(?<=,)(?=,)"


def address(source: Source) -> str | None:
    """Return where a source is read: at its own address, else in an archive."""
    return encoded_address(source.url) or encoded_address(source.archived_url)


def unlinked(source: Source) -> str | None:
    """Return the address of a source where it is none of the web."""
    return source.url if source.url and not encoded_address(source.url) else None


def note(source: Source) -> str:
    """Return what no other field of a reference holds, in sentences."""
    archived = encoded_address(source.archived_url)
    parts = [
        f"Published {dates.humanize(source.published)}" if _loses_words(source) else "",
        f"Archived at {archived}" if archived and archived != address(source) else "",
        f"Address as given: {unlinked(source)}" if unlinked(source) else "",
    ]
    return ". ".join(filter(None, parts))


def _loses_words(source: Source) -> bool:
    """Return whether programs for references know less of its date than the source says."""
    return source.published is not None and not dates.citable(source.published).is_whole


def bibtex(source: Source) -> str:
    """Return a source as an entry that BibTeX, biber, pandoc and Zotero read.

    `@misc` and `howpublished` are the type and the field for who published it that styles of BibTeX
    and of biblatex both print. Doubled braces keep capitals, and names in one piece.
    """
    publisher = _kept(source.publisher)
    values = {
        "author": _kept(source.author),
        "title": _kept(source.title),
        "howpublished": publisher,
        # What BibTeX sorts by.
        "key": "" if source.author else publisher,
        **_bibtex_dates(source),
        "url": _field(address(source)),
        "urldate": _field(source.accessed),
        "note": _field(_latex(note(source))),
    }
    fields = "".join(f"  {name} = {value},\n" for name, value in values.items() if value)
    return f"@misc{{{source.id},\n{fields}}}\n"


def _bibtex_dates(source: Source) -> Mapping[str, str]:
    """Return `date`, which biber, pandoc and Zotero read, and the year and month for BibTeX."""
    if source.published is None:
        return {}
    points, is_circa, _ = dates.citable(source.published)
    year, month, *_ = [*dates.common_parts(points), "", ""]
    return {
        "date": _field("/".join(points) + "~" * (is_circa and bool(points))),
        "year": _field(year),
        "month": _MONTHS[int(month) - 1] if month else "",
    }


def _kept(text: str | None) -> str:
    """Return a text as a value whose capitals and words no style changes."""
    return _field(f"{{{_latex(text)}}}") if text else ""


def _field(value: str | None) -> str:
    return f"{{{value}}}" if value else ""


def _latex(text: str) -> str:
    """Return a text that LaTeX prints as it stands; only ASCII is special to it."""
    shown = re.sub(_LIGATURE, "\0", printable(text))
    signs = _LATEX if _has_paired_braces(shown) else _UNPAIRED
    return "".join(signs.get(sign, sign) for sign in shown)


def _has_paired_braces(text: str) -> bool:
    depth = 0
    for sign in re.findall("[{}]", text):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0
