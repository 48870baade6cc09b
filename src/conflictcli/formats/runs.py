"""The parts of a text between which its styles change."""

from collections.abc import Iterator

from rich.style import Style
from rich.text import Text


def runs(text: Text) -> Iterator[tuple[str, tuple[str | Style, ...]]]:
    """Yield the parts of a text, each with the style of the whole and then its own, in order."""
    plain, spans = text.plain, text.spans
    if plain and not spans:
        yield plain, (text.style,)
        return
    edges = [(span.start, False, index) for index, span in enumerate(spans)]
    edges += [(span.end, True, index) for index, span in enumerate(spans)]
    on: set[int] = set()
    at = 0
    for edge, ends, index in [*sorted(edges), (len(plain), True, -1)]:
        offset = min(edge, len(plain))  # A span may end beyond a text that was cut.
        if offset > at:
            yield plain[at:offset], (text.style, *(spans[each].style for each in sorted(on)))
            at = offset
        if ends:
            on.discard(index)
        else:
            on.add(index)
