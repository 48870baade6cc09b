"""An answer as a picture of the screen, in one SVG file: no script, nothing loaded."""

import html
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import ceil

from rich.cells import cell_len
from rich.color import blend_rgb, parse_rgb_hex
from rich.color_triplet import ColorTriplet
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from conflictcli.formats.terminal.lines import PIPE_WIDTH, Pieces
from conflictcli.formats.terminal.screen import drawn, parts_of
from conflictcli.formats.terminal.styles import styled_runs
from conflictcli.model.addresses import link
from conflictcli.model.records import Source
from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.views.answers import sections
from conflictcli.views.phrases import caption
from conflictcli.views.sections import Line

_COLORS = ("#242424", "#0b7285", "#a32aa3", "#8a6100")
_INK, _CYAN, _MAGENTA, _YELLOW = (parse_rgb_hex(color[1:]) for color in _COLORS)
_PAPER = ColorTriplet(255, 255, 255)
_PALETTE: list[tuple[int, int, int]] = [*[_INK] * 3, _YELLOW, _INK, _MAGENTA, _CYAN, _INK]
_THEME = TerminalTheme(_PAPER, _INK, _PALETTE)
_PLAIN = Style()
_LETTER_HEIGHT = 20
_LETTER_WIDTH = _LETTER_HEIGHT * 0.61
_LINE_HEIGHT = _LETTER_HEIGHT * 1.22
# CairoSVG, LibreOffice and librsvg draw it as browsers do: it has no style of the root, no clip
# paths, no `font` in one, a first family that Linux has, in the size in which its letters are as
# wide as Rich's cells (not all know textLength), and keeps blanks at the start of a text.
_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"
  viewBox="0 0 {width} {height}" role="img" aria-labelledby="conflictcli-title conflictcli-desc">
<title id="conflictcli-title">{title}</title>
<desc id="conflictcli-desc">An answer of conflictcli as text, 100 columns wide or more.</desc>
<style>
.conflictcli-matrix {{ font-family: "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace;
  font-size: 20.27px; }}
a {{ text-decoration: underline; }}
{styles}
</style>
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#d0d0d0"/>
<g transform="translate(9, 24)" class="conflictcli-matrix" xml:space="preserve">
"""
_END = "\n</g>\n</svg>\n"


def render(result: Result) -> Iterator[str]:
    """Yield all of a result as a drawing of the screen.

    That is 100 columns wide, or as wide as its longest address.
    """
    shown, sources = sections(result, shortens=True)
    title = Line(Text(caption(result), "title"))
    lines = list(drawn([title, *shown], sources, PIPE_WIDTH, "table", is_picture=True))
    width = max(cell_len("".join(piece.plain for piece in line).rstrip()) for line in lines)
    classes: dict[str, str] = {}
    texts = "".join(_texts(lines, _links(result.dataset.sources), classes))
    yield _HEAD.format(
        width=ceil(width * _LETTER_WIDTH + 16) + 2,
        height=_number(len(lines) * _LINE_HEIGHT + 50),
        title=html.escape(caption(result)),
        styles="\n".join(f".{name} {{ {css} }}" for css, name in classes.items()),
    )
    yield texts
    yield _END


def _texts(
    lines: Iterable[Pieces], links: Mapping[str, str], classes: dict[str, str]
) -> Iterator[str]:
    """Yield each line as texts, each a link where it is an address; add the classes they have."""
    for number, line in enumerate(lines):
        y = _number(number * _LINE_HEIGHT + _LETTER_HEIGHT)
        x = 0
        for piece in line:
            for words, style in styled_runs(piece):
                name = _class_of(style, classes)
                if not words.isspace():
                    text = _text(words, name, _across(x), y)
                    address = links.get(words)
                    yield f'<a href="{html.escape(address)}">{text}</a>' if address else text
                x += cell_len(words)
        _class_of(_PLAIN, classes)
        yield "\n"


def _text(words: str, name: str, x: str, y: str) -> str:
    escaped = html.escape(words).replace(" ", "&#160;")
    length = _across(len(words))
    return f'<text class="{name}" x="{x}" y="{y}" textLength="{length}">{escaped}</text>'


@cache
def _across(columns: int) -> str:
    """Return the width of so many columns."""
    return _number(columns * _LETTER_WIDTH)


def _number(value: float) -> str:
    """Return a number as short as it can be, exact to the tenth in the longest picture."""
    return f"{value:.10g}"


def _class_of(style: Style, classes: dict[str, str]) -> str:
    css = _css(style)
    if css not in classes:
        classes[css] = f"conflictcli-r{len(classes) + 1}"
    return classes[css]


@cache
def _css(style: Style) -> str:
    color = style.color.get_truecolor(_THEME) if style.color else _INK
    color = blend_rgb(color, _PAPER, 0.4) if style.dim else color
    rules = [f"fill: {color.hex}"]
    rules += ["font-weight: bold"] * bool(style.bold)
    rules += ["font-style: italic;"] * bool(style.italic)
    rules += ["text-decoration: underline;"] * bool(style.underline)
    return ";".join(rules)


def _links(sources: Iterable[Source]) -> dict[str, str]:
    """Return where an address that is shown leads, or a part of one that no other address has."""
    links: dict[str, str] = {}
    shared: set[str] = set()
    shown = {printable(source.url or ""): link(source.url) for source in sources}
    whole = {address: target for address, target in shown.items() if target}
    for address, target in whole.items():
        for part in parts_of(address, PIPE_WIDTH):
            shared.update([part] if part in links else [])
            links[part] = target
    return {part: links[part] for part in links.keys() - shared} | whole
