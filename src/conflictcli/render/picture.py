"""A screen as one standalone file, HTML or SVG: no script, nothing loaded from elsewhere."""

import html
import io
import re
import sys
from collections.abc import Collection, Iterator

from rich.cells import cell_len
from rich.color import parse_rgb_hex
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.render import screen
from conflictcli.render.phrases import web_address
from conflictcli.render.sections import Line
from conflictcli.render.views import sections

# By the name of a CSS variable: the colour on white, and the one in the dark. Rich mixes `quiet`,
# that of dim text, from ink and paper.
_COLORS = {
    "ink": ("#242424", "#e3e3e3"),
    "quiet": ("#919191", "#9a9a9a"),
    "date": ("#0b7285", "#66d9e8"),
    "denied": ("#a32aa3", "#e08be0"),
    "differs": ("#8a6100", "#f2cc60"),
}
_INK, _, _CYAN, _MAGENTA, _YELLOW = (parse_rgb_hex(light[1:]) for light, _ in _COLORS.values())
_PALETTE: list[tuple[int, int, int]] = [*[_INK] * 3, _YELLOW, _INK, _MAGENTA, _CYAN, _INK]
_THEME = TerminalTheme((255, 255, 255), _INK, _PALETTE)
_HTML = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>TITLE</title>
<style>
:root {{ color-scheme: light dark; }}
:root {{ --paper: #ffffff; LIGHT }}
@media (prefers-color-scheme: dark) {{
  :root {{ --paper: #16181c; DARK }}
}}
body {{ margin: 1.5em; background: var(--paper); color: var(--ink); }}
pre {{ margin: 0; font: 14px/1.35 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  white-space: break-spaces; overflow-wrap: anywhere; }}
a {{ color: inherit; }}
{stylesheet}
</style>
</head>
<body>
<pre>{code}</pre>
</body>
</html>
"""
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"
  viewBox="0 0 {width} {height}" style="max-width: 100%; height: auto">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas,
  "DejaVu Sans Mono", monospace; }}
a {{ text-decoration: underline; }}
{styles}
</style>
<defs>
{lines}
</defs>
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#d0d0d0"/>
<g transform="translate({terminal_x}, 24)" class="{unique_id}-matrix">
{backgrounds}{matrix}
</g>
</svg>
"""


def texts(result: Result, format: str) -> Iterator[str]:
    """Return all of a result as a picture, 100 columns wide, or as wide as its longest address."""
    made, sources = sections(result)
    console = screen.console(
        io.StringIO(),
        width=screen.PIPE_WIDTH,
        is_styled=True,
        color_system="truecolor",
        record=True,
    )
    screen.draw(console, [Line(Text(_caption(result), "title")), *made], sources, "table")
    lines = console.export_text(clear=False).splitlines()
    console.width = max(cell_len(line.rstrip()) for line in lines)
    every = result.dataset.sources
    links = {address for source in every if (address := web_address(source))}
    yield _held(_html(console, result) if format == "html" else _svg(console, links))


def _html(console: Console, result: Result) -> str:
    title = html.escape(_caption(result)).replace("{", "{{").replace("}", "}}")
    page = console.export_html(theme=_THEME, code_format=_HTML.replace("TITLE", title))
    page = re.sub('href="([^"]*)"', lambda link: f'href="{html.escape(link[1])}"', page)
    for name, (light, _) in _COLORS.items():
        page = re.sub(rf"{light}\b", f"var(--{name})", page)
    for word, place in (("LIGHT", 0), ("DARK", 1)):
        variables = " ".join(f"--{name}: {colors[place]};" for name, colors in _COLORS.items())
        page = page.replace(word, variables, 1)
    return page


def _caption(result: Result) -> str:
    """Return what the picture is of, as it may be seen without anything beside it."""
    asked = filter(None, (f"{result.question} {result.subject}".strip(), str(result.scope or "")))
    return printable(f"{result.dataset.title}: {', '.join(asked)}")


def _svg(console: Console, links: Collection[str]) -> str:
    svg = console.export_svg(theme=_THEME, code_format=_SVG, unique_id="conflictcli")
    return re.sub(r"<text [^>]*>([^<]*)</text>", lambda text: _linked(text, links), svg)


def _held(picture: str) -> str:
    """Return what says of itself that it is UTF-8 so that any other output encoding holds it."""
    if sys.stdout.encoding.lower() == "utf-8":
        return picture
    return picture.encode("ascii", "xmlcharrefreplace").decode()


def _linked(text: re.Match[str], links: Collection[str]) -> str:
    address = html.unescape(text[1])
    return f'<a href="{text[1]}">{text[0]}</a>' if address in links else text[0]
