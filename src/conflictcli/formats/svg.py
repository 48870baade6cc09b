"""An answer as a picture of the screen, in one SVG file: no script, nothing loaded."""

import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len
from rich.color import parse_rgb_hex
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from conflictcli.formats.terminal import screen
from conflictcli.formats.terminal.lines import PIPE_WIDTH
from conflictcli.model.addresses import link
from conflictcli.model.records import Source
from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.views.answers import sections
from conflictcli.views.phrases import caption
from conflictcli.views.sections import Line

_COLORS = ("#242424", "#0b7285", "#a32aa3", "#8a6100")
_INK, _CYAN, _MAGENTA, _YELLOW = (parse_rgb_hex(color[1:]) for color in _COLORS)
_PALETTE: list[tuple[int, int, int]] = [*[_INK] * 3, _YELLOW, _INK, _MAGENTA, _CYAN, _INK]
_THEME = TerminalTheme((255, 255, 255), _INK, _PALETTE)
# CairoSVG, LibreOffice and librsvg draw it as browsers do: it has no style of the root, no clip
# paths, no `font` in one, a first family that Linux has, in the size in which its letters are as
# wide as Rich's cells (not all know textLength), and keeps blanks at the start of a text.
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"
  viewBox="0 0 {width} {height}" role="img" aria-labelledby="conflictcli-title conflictcli-desc">
<title id="conflictcli-title">TITLE</title>
<desc id="conflictcli-desc">An answer of conflictcli as text, 100 columns wide or more.</desc>
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace;
  font-size: 20.27px; }}
a {{ text-decoration: underline; }}
{styles}
</style>
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#d0d0d0"/>
<g transform="translate({terminal_x}, 24)" class="{unique_id}-matrix" xml:space="preserve">
{backgrounds}{matrix}
</g>
</svg>
"""
_TEXT = r'(<text [^>]*?) clip-path="[^"]*">([^<]*)</text>'


def render(result: Result) -> Iterator[str]:
    """Yield all of a result as a drawing of the screen.

    That is 100 columns wide, or as wide as its longest address.
    """
    shown, sources = sections(result, shortens=True)
    console = screen.console(
        io.StringIO(),
        width=PIPE_WIDTH,
        is_styled=True,
        color_system="truecolor",
        record=True,
    )
    title = Line(Text(caption(result), "title"))
    screen.draw(console, [title, *shown], sources, "table", is_picture=True)
    lines = console.export_text(clear=False).splitlines()
    console.width = max(cell_len(line.rstrip()) for line in lines)
    yield _svg(console, result, _links(result.dataset.sources))


def _links(sources: Iterable[Source]) -> dict[str, str]:
    """Return where an address that is shown leads, or a piece of one that no other address has."""
    links: dict[str, str] = {}
    shared: set[str] = set()
    shown = {printable(source.url or ""): link(source.url) for source in sources}
    whole = {address: target for address, target in shown.items() if target}
    for address, target in whole.items():
        for piece in screen.pieces(address, PIPE_WIDTH):
            shared.update([piece] if piece in links else [])
            links[piece] = target
    return {piece: links[piece] for piece in links.keys() - shared} | whole


def _svg(console: Console, result: Result, links: Mapping[str, str]) -> str:
    title = html.escape(caption(result)).replace("{", "{{").replace("}", "}}")
    code = _SVG.replace("TITLE", title)
    svg = console.export_svg(theme=_THEME, code_format=code, unique_id="conflictcli")
    return re.sub(_TEXT, lambda text: _linked(text[1], text[2], links), svg)


def _linked(start: str, words: str, links: Mapping[str, str]) -> str:
    """Return a text, as a link where it is an address; of the end of a line that end alone."""
    if words == "\n":
        return words
    text = f"{start}>{words}</text>"
    address = links.get(html.unescape(words))
    return f'<a href="{html.escape(address)}">{text}</a>' if address else text
