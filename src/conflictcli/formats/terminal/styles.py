"""The styles of texts by their names, and the codes for a terminal."""

from collections.abc import Iterator
from functools import cache

from rich.color import ColorSystem
from rich.style import Style
from rich.text import Text

from conflictcli.formats.runs import runs

# The eight colours of a terminal; each repeats a word or a sign.
STYLES = {
    **dict.fromkeys(("title", "heading", "count", "speaker", "latest"), "bold"),
    **dict.fromkeys(("source", "id", "quiet", "verb", "note", "guide"), "dim"),
    "date": "cyan",
    **dict.fromkeys(("bar", "said"), ""),
    "quote": "italic",
    "match": "bold underline",
    "name": "not dim bold",
    "denied": "bold magenta",
    "differs": "yellow",
}


def ansi(text: Text) -> str:
    """Return a text with the codes of its styles, of the eight colours alone."""
    parts = styled_runs(text)
    return "".join([style.render(part, color_system=ColorSystem.STANDARD) for part, style in parts])


def styled_runs(text: Text) -> Iterator[tuple[str, Style]]:
    """Yield the parts of a text between which its styles change, each with all of its own."""
    for words, names in runs(text):
        yield words, _style(names)


@cache
def _style(names: tuple[str | Style, ...]) -> Style:
    """Return styles together, later ones over earlier ones."""
    return Style.combine(
        Style.parse(STYLES.get(name, name)) if isinstance(name, str) else name for name in names
    )
