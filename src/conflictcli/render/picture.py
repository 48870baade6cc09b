"""A screen as one standalone file, HTML or SVG: no script, nothing loaded from elsewhere."""

import html
import io
import re
import sys
from collections.abc import Collection, Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.render import screen
from conflictcli.render.views import sections

_WHITE, _INK, _PURPLE, _MARK = (255, 255, 255), (36, 36, 36), (163, 42, 163), "#a32aa3"
_THEME = TerminalTheme(_WHITE, _INK, [_INK] * 5 + [_PURPLE] + [_INK] * 2)
_HTML = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>TITLE</title>
<style>
:root {{ color-scheme: light dark; }}
:root {{ --ink: {foreground}; --paper: {background}; --mark: #a32aa3; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #e3e3e3; --paper: #16181c; --mark: #e08be0; }}
}}
body {{ margin: 1.5em; background: var(--paper); color: var(--ink); }}
pre {{ margin: 0; font: 14px/1.35 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }}
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
    """Return all of a result as a picture, 100 columns wide, or as wide as its longest line."""
    console = _console(screen.PIPE_WIDTH)
    made, citations = sections(result, console.width)
    asked = Text(_caption(result), "bold").wrap(console, console.width)
    lines = [*asked, Text(), *screen.lines(made, citations, console)]
    addresses = {source.url for source in result.dataset.sources if source.url}
    links = {address for line in lines if (address := _link(line, addresses))}
    console = _console(max([screen.PIPE_WIDTH, *(cell_len(line.plain) for line in lines)]))
    console.print(Text("\n").join(lines), soft_wrap=True)
    yield _held(_html(console, result) if format == "html" else _svg(console, links))


def _html(console: Console, result: Result) -> str:
    title = html.escape(_caption(result)).replace("{", "{{").replace("}", "}}")
    page = console.export_html(theme=_THEME, code_format=_HTML.replace("TITLE", title))
    return page.replace(f": {_MARK}; text-decoration-color: {_MARK}", ": var(--mark)")


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


def _link(line: Text, addresses: Collection[str]) -> str | None:
    """Make a link of the address of a source that ends a line; return it, escaped."""
    address = line.plain.rpartition(" ")[2]
    if address in addresses and re.fullmatch(r"https?://[^\s<>\"]+", address):
        line.stylize(Style(link=html.escape(address)), len(line.plain) - len(address))
        return address
    return None


def _linked(text: re.Match[str], links: Collection[str]) -> str:
    return f'<a href="{text[1]}">{text[0]}</a>' if html.unescape(text[1]) in links else text[0]


def _console(width: int) -> Console:
    return Console(
        file=io.StringIO(),
        record=True,
        width=width,
        height=25,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
        markup=False,
        emoji=False,
        highlight=False,
    )
