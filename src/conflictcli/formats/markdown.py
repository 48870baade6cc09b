"""Sections as Markdown (GitHub's), to be pasted into an issue."""

import re
from collections.abc import Iterator, Sequence

from rich.style import Style
from rich.text import Text

from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.views.answers import sections
from conflictcli.views.phrases import address, reference
from conflictcli.views.sections import DEEPEST, GAP, WIDE_GAP, Card, Chronicle, Line, Section, Table


def render(result: Result) -> Iterator[str]:
    """Yield each section, then the sources that they name."""
    shown, sources = sections(result)
    for section in shown:
        yield "".join(_section(section))
    if sources:
        yield "### Sources\n\n"
    for source in sources:
        short = f"{source.short}: " if source.short else ""
        named = printable(f"{short}{reference(source)} ({source.id})")
        yield f"- {_escaped(named)} {_cell(address(source))}".rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    if isinstance(section, Line):
        yield from _line(section, "")
    elif isinstance(section, Card):
        yield from _line(Line(section.heading), "### ")
        rows = [
            [_escaped(label), _cell(text)]
            for fields in section.labelled()
            for label, text in fields
        ]
        yield from _grid(["", ""], rows)
    elif isinstance(section, Table):
        yield from _line(section.heading, "### ")
        labels = [_escaped(column.label) for column in section.columns]
        yield from _grid(labels, [[_cell(text) for text in row] for row in section.repeated()])
    else:
        yield from _line(section.heading, "### ")
        yield from _chronicle(section)


def _line(line: Line, prefix: str) -> Iterator[str]:
    if line.text:
        yield f"{prefix}{_cell(line.text).replace(GAP, WIDE_GAP)}\n\n"
    if line.aside:
        yield f"{_cell(line.aside)}\n\n"


def _grid(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table; columns without any text are left out."""
    used = [index for index in range(len(labels)) if any(row[index] for row in rows)]
    for cells in (labels, ["---"] * len(labels), *rows):
        yield f"| {' | '.join(cells[index] for index in used)} |\n"
    yield "\n"


def _chronicle(chronicle: Chronicle) -> Iterator[str]:
    """Yield a list for each month, in which what hangs from an entry is indented under it."""
    month = ""
    for top in chronicle.entries:
        if top.group != month:
            month = top.group
            yield f"\n#### {_escaped(month)}\n\n"
        waiting = [(top, 0)]
        while waiting:
            entry, depth = waiting.pop()
            date = f"**{_escaped(entry.date)}** " if entry.date else ""
            glyph = f"{entry.glyph} " if entry.glyph else ""
            text = f"{glyph}{_cell(entry.text)} {_cell(entry.sources)}".rstrip()
            yield f"{'  ' * depth}- {date}{text}\n"
            waiting += [(child, min(depth + 1, DEEPEST)) for child in reversed(entry.children)]
    yield "\n"


def _cell(text: Text) -> str:
    """Return a text on one line, the addresses in it as links."""
    parts = []
    end = 0
    for span in text.spans:
        target = span.style.meta.get("address") if isinstance(span.style, Style) else None
        if target:
            parts += [_escaped_lines(text.plain[end : span.start]), f"<{target}>"]
            end = span.end
    return "".join([*parts, _escaped_lines(text.plain[end:])])


def _escaped_lines(text: str) -> str:
    return "<br>".join(map(_escaped, text.split("\n")))


def _escaped(text: str) -> str:
    """Return a text that CommonMark and GitHub read as it stands, at the start of a line too.

    A comment after `@` keeps an address from becoming a link and a name from being called, an
    entity `:code:` from an emoji, `www.` from a link and spaces from code.
    """
    inline = re.sub(r"[\\`*_\[\]<>|~$&#]", r"\\\g<0>", text)
    started = re.sub(r"^(?:(\d+)(?=[.)])|(?=[-+=]))", r"\1\\", inline)
    spaced = re.sub(r"^[ \t]+", lambda spaces: "&#32;" * len(spaces[0]), started)
    named = spaced.replace("@", "@<!-- -->")
    return re.sub(r":(?=\w)|:(?=//)|(?<=www)\.", lambda match: f"&#{ord(match[0])};", named)
