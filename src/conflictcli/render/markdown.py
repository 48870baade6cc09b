"""Tables as Markdown (GitHub's), to be pasted into an issue."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.render.cells import Citations, reference
from conflictcli.render.sections import Section
from conflictcli.render.views import sections

_WIDTH = 100  # Bars suit it.


def texts(result: Result) -> Iterator[str]:
    """Return each section with rows, then the sources that they refer to, in one text."""
    made, citations = sections(result, _WIDTH)
    yield "".join([*chain.from_iterable(map(_text, made)), *_sources(citations)])


def _text(section: Section) -> Iterator[str]:
    yield from _heading(section.heading)
    yield f"{_escaped(section.legend)}\n\n" if section.legend else ""
    yield from _cards(section) if section.layout == "card" else _grid(section)


def _cards(section: Section) -> Iterator[str]:
    for row in section.rows:
        titles = (row.cells[c.name] for c in section.columns if c.position == "main")
        yield from _heading(" ".join(chain(*titles)))
        yield from (_line(["field", "value"]), _line(["---", "---"]))
        for column in section.columns:
            if row.cells[column.name] and column.position not in ("rail", "main"):
                yield _line([_escaped(column.label), _cell(row.cells[column.name])])
        yield "\n"


def _grid(section: Section) -> Iterator[str]:
    """Return a table, or one under each heading; columns without any text are left out."""
    used = [c for c in section.columns if any(row.cells[c.name] for row in section.rows)]
    for index, row in enumerate(section.rows):
        if row.heading or not index:
            yield "\n" if index else ""
            yield from _heading(row.heading)
            yield _line([_escaped(column.label) for column in used])
            yield _line(["---"] * len(used))
        yield _line([_cell(row.cells[column.name]) for column in used])
    yield "\n"


def _sources(citations: Citations) -> Iterator[str]:
    cited = list(citations.listed())
    yield from _heading("Sources" if cited else "")
    for number, source in cited:
        url = printable(source.url or "")
        address = f"<{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else _escaped(url)
        text = _escaped(printable(f"{reference(source)} ({source.id})"))
        yield f"{number}. {text} {address}".rstrip() + "\n"


def _heading(heading: str) -> Iterator[str]:
    if heading:
        yield f"### {_escaped(heading)}\n\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(lines: Sequence[str]) -> str:
    return "<br>".join(map(_escaped, lines))


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
