"""An answer as one HTML document: headings, tables and lists; citations lead to its sources."""

import re
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from itertools import chain, groupby
from string import Template

from rich.style import Style
from rich.text import Text

from conflictcli.formats.runs import runs
from conflictcli.model import dates
from conflictcli.model.addresses import link
from conflictcli.model.records import Dataset, Source
from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.views.answers import sections
from conflictcli.views.phrases import caption, reference_parts
from conflictcli.views.sections import (
    GAP,
    WIDE_GAP,
    Card,
    Chronicle,
    Column,
    Entry,
    Labelled,
    Line,
    Section,
    Table,
)

_CLASSES = {"date", "denied", "differs", "quiet", "id", "note", "count", "bar", "source", "quote"}
_ISOLATED = {"title", "speaker", "said"}
_SHORT = 24


def render(result: Result) -> Iterator[str]:
    """Yield the head, each section, then the sources in a list that leads back."""
    shown, sources = sections(result)
    template = resources.files("conflictcli.formats").joinpath("page.html").read_text("utf-8")
    head, _, end = template.partition("$answer\n")
    yield Template(head).substitute(title=escape(caption(result)))
    page = _Page(sources, result.dataset)
    for section in shown:
        yield page.section(section)
    if sources:
        yield f"<section>\n<h2>Sources</h2>\n<ol>\n{''.join(map(page.source, sources))}</ol>\n"
        yield "</section>\n"
    yield end


class _Page:
    """Sections in HTML; it counts the citations of each source."""

    def __init__(self, sources: Sequence[Source], dataset: Dataset) -> None:
        self.dataset = dataset
        self.numbers = {source.id: number for number, source in enumerate(sources, 1)}
        self.cited: Counter[int] = Counter()
        self.shown_events: set[str] = set()

    def section(self, section: Section) -> str:
        """Return what a section holds under its heading, if it has one."""
        if isinstance(section, Line):
            return "".join(self.line(section))
        if isinstance(section, Card):
            heading = f"<h2>{self.inline(section.heading)}</h2>\n" if section.heading else ""
            body = "".join(chain.from_iterable(map(self.fields, section.labelled())))
        else:
            heading = "".join(self.line(section.heading))
            drawn = self.table(section) if isinstance(section, Table) else self.chronicle(section)
            body = "".join(drawn)
        is_headed = heading.startswith("<h2>")
        return f"<section>\n{heading}{body}</section>\n" if is_headed else heading + body

    def line(self, line: Line) -> Iterator[str]:
        """Yield a title or heading as one, another line as a paragraph."""
        is_heading = any(span.style in ("title", "heading") for span in line.text.spans)
        if line.text:
            name = "h2" if is_heading or line.text.style == "heading" else "p"
            yield f"<{name}>{self.inline(line.text).replace(GAP, WIDE_GAP)}</{name}>\n"
        if line.aside:
            yield f"<p>{self.inline(line.aside)}</p>\n"

    def fields(self, fields: Labelled) -> Iterator[str]:
        """Yield what has labels as a description list, the rest as paragraphs."""
        for is_labelled, group in groupby(fields, key=lambda field: bool(field[0])):
            yield "<dl>\n" if is_labelled else ""
            for label, text in group:
                shown = self.inline(text)
                yield (
                    f"<dt>{escape(label)}</dt><dd>{shown}</dd>\n" if label else f"<p>{shown}</p>\n"
                )
            yield "</dl>\n" if is_labelled else ""

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table; columns without any text are left out."""
        used = [n for n in range(len(table.columns)) if any(row[n] for row in table.rows)]
        columns = [table.columns[n] for n in used]
        heads = (
            f'<th scope="col"{_aligned(column)}>{escape(column.label)}</th>'
            if column.label
            else "<td></td>"
            for column in columns
        )
        yield f"<table>\n<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n"
        for row in table.repeated():
            yield "<tr>"
            for index, (column, n) in enumerate(zip(columns, used, strict=True)):
                tag = "td" if index else 'th scope="row"'
                # On a phone a number or a date has its label before it; a text needs none.
                is_named = column.no_wrap and column.label and row[n]
                label = f' data-label="{escape(column.label)}"' if is_named else ""
                is_short = column.no_wrap and max(map(len, row[n].plain.split("\n"))) <= _SHORT
                short = ' class="short"' if is_short and row[n] else ""
                attributes = f"{label}{short}{_aligned(column)}"
                yield f"<{tag}{attributes}>{self.inline(row[n])}</{tag[:2]}>"
            yield "</tr>\n"
        yield "</tbody>\n</table>\n"

    def chronicle(self, chronicle: Chronicle) -> Iterator[str]:
        """Yield a list for each month, in which what hangs from an entry is a list in it."""
        group: str | None = None
        for top in chronicle.entries:
            if top.group != group:
                yield "</ol>\n" if group is not None else ""
                group = top.group
                yield f"<h3>{escape(group)}</h3>\n" if group else ""
                yield '<ol class="entries">\n'
            waiting: list[Entry | str] = [top]
            while waiting:
                entry = waiting.pop()
                if isinstance(entry, str):
                    yield entry
                    continue
                yield f"<li>{self.entry(entry)}"
                waiting += ["</ol></li>\n", *reversed(entry.children)] if entry.children else []
                yield "\n<ol>\n" if entry.children else "</li>\n"
        yield "</ol>\n" if group is not None else ""

    def entry(self, entry: Entry) -> str:
        """Return the date, text and sources of an entry."""
        glyph = Text(entry.glyph, "quiet")
        parts = (Text(entry.date, "date"), glyph, entry.text, entry.sources)
        return " ".join(self.inline(part) for part in parts if part)

    def inline(self, text: Text) -> str:
        """Return a text with its styles as elements, and its citations as links."""
        parts = []
        for words, (whole, *own) in runs(text):
            styles = [style for style in (whole, *own) if isinstance(style, str)]
            about = [style.meta for style in own if isinstance(style, Style)]
            parts.append(self.part(words, styles, dict(ChainMap(*about))))
        return "".join(parts)

    def part(self, words: str, styles: Sequence[str], about: Mapping[str, str]) -> str:
        """Return words of one style; `about` has the id of the source that they name or quote."""
        shown = escape(words).replace("\n", "<br>")
        number = self.numbers.get(about.get("source", ""))
        links = [style.removeprefix("link ") for style in styles if style.startswith("link ")]
        classes = [style for style in styles if style in _CLASSES | _ISOLATED]
        kind = f' class="{classes[-1]}"' if classes else ""
        if "match" in styles:  # Marked on a screen with asterisks.
            shown = shown.strip("*")
            return f"<mark>{shown}</mark>" if shown else ""
        if number:
            self.cited[number] += 1
            here = f"cite-{number}-{self.cited[number]}"
            anchor = f'<a href="#source-{number}"><bdi>{shown}</bdi></a>'
            return f'<span id="{here}"{kind}>{anchor}</span>'
        if "id" in classes and words in self.dataset.event_by_id:
            anchor = f'<a href="#event-{shown}">{shown}</a>'
            return f"<span{self.event_target(words)}{kind}>{anchor}</span>"
        if links:
            return f'<a href="{escape(links[-1])}"{kind}>{shown}</a>'
        if "date" in classes and (point := dates.point_in_words(words)):
            return f'<time datetime="{point}"{kind}>{shown}</time>'
        if "quoted" in about:
            return f"<span{_lang(self.dataset.source_by_id[about['quoted']])}{kind}>{shown}</span>"
        if _ISOLATED.intersection(classes):
            return f"<bdi{kind}>{shown}</bdi>"
        return f"<span{kind}>{shown}</span>" if kind else shown

    def event_target(self, id: str) -> str:
        """Return the attribute by which others link to an event, where its id is shown first."""
        is_first = id not in self.shown_events
        self.shown_events.add(id)
        return f' id="event-{escape(id)}"' if is_first else ""

    def source(self, source: Source) -> str:
        """Return a source with its address, and links back to where it is cited."""
        number = self.numbers[source.id]
        short, id = (escape(printable(text)) for text in (source.short or "", source.id))
        *parts, title, day = (escape(printable(part or "")) for part in reference_parts(source))
        title = f"<cite{_lang(source)}><bdi>{title}</bdi></cite>" if title else ""
        named = f"{', '.join(filter(None, (*parts, title, day)))} ({id})"
        named = f"{short}: {named}" if short else named
        target, url = link(source.url), escape(printable(source.url or ""))
        address = f'<a href="{escape(target)}">{url}</a>' if target else url
        times = range(1, self.cited[number] + 1)
        back = " ".join(
            f'<a href="#cite-{number}-{n}" aria-label="Back to citation {n}">↩{n}</a>'
            for n in times
        )
        return f'<li id="source-{number}">{named} {address} {back}</li>\n'


def _aligned(column: Column) -> str:
    """Return the attribute of a column of numbers: pandoc reads no style sheet."""
    return ' style="text-align: right"' if column.justify == "right" else ""


def _lang(source: Source) -> str:
    """Return the attribute of a source's language, if that is a tag of BCP 47."""
    language = source.language or ""
    is_tag = re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", language)
    return f' lang="{language}"' if is_tag else ""
