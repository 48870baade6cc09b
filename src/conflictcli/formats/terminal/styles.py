"""The styles of texts by their names: which parts have which, and the codes for a terminal."""

from collections.abc import Iterator
from functools import cache

from rich.color import ColorSystem
from rich.style import Style
from rich.text import Text

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
    parts = runs(text)
    return "".join([style.render(part, color_system=ColorSystem.STANDARD) for part, style in parts])


def runs(text: Text) -> Iterator[tuple[str, Style]]:
    """Yield the parts of a text between which its styles change, each with its own together."""
    plain, spans = text.plain, text.spans
    edges = [(span.start, False, index) for index, span in enumerate(spans)]
    edges += [(span.end, True, index) for index, span in enumerate(spans)]
    on: set[int] = set()
    at = 0
    for offset, ends, index in [*sorted(edges), (len(plain), True, -1)]:
        if offset > at:
            yield (
                plain[at:offset],
                _style((text.style, *(spans[each].style for each in sorted(on)))),
            )
            at = offset
        if ends:
            on.discard(index)
        else:
            on.add(index)


@cache
def _style(names: tuple[str | Style, ...]) -> Style:
    """Return styles together, later ones over earlier ones."""
    return Style.combine(
        Style.parse(STYLES.get(name, name)) if isinstance(name, str) else name for name in names
    )
