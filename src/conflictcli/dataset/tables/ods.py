"""Workbooks of LibreOffice (OpenDocument), read and written with odfdo."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document

from conflictcli.dataset.tables.cells import CellContent, Day, Unreadable, of_formula
from conflictcli.dataset.tables.columns import TEXT_KINDS, sheets
from conflictcli.dataset.tables.content import Content
from conflictcli.dataset.tables.rows import Row
from conflictcli.errors import DatasetError

# Rows and cells that are alike are written once, with how many there are; more than these are
# the empty rest of a sheet, or an attack.
_MOST_REPEATED = 10_000
_MOST_COLUMNS = 16_384
_BREAKS = {"text:tab": "\t", "text:line-break": "\n"}
_STYLES = (
    '<number:text-style style:name="NText"><number:text-content/></number:text-style>',
    '<style:style style:name="text" style:family="table-cell" style:data-style-name="NText"/>',
    '<style:style style:name="heading" style:family="table-cell" style:data-style-name="NText">'
    '<style:text-properties fo:font-weight="bold"/></style:style>',
)


def read(path: str) -> dict[str, Content]:
    """Return the sheets by name; raise DatasetError for merged cells."""
    document = Document(path)
    dates = _DateStyles(document)
    return {
        str(table.name): Content(f"sheet '{table.name}'", _rows(path, table, dates))
        for table in document.body.tables
    }


def _rows(
    path: str, table: Any, dates: "_DateStyles"
) -> Iterator[tuple[int, Sequence[CellContent]]]:
    number = 0
    for row in table.xpath(".//table:table-row"):
        times = _times(row, "rows")
        cells = _cells(path, table.name, number + 1, row, dates)
        if cells:
            if times > _MOST_REPEATED:
                raise DatasetError(
                    f"{path}: sheet '{table.name}', row {number + 1}: {times:,} rows are the same: "
                    "delete them."
                )
            for repeated in range(times):
                yield number + 1 + repeated, cells
        number += times


def _cells(path: str, sheet: str, number: int, row: Any, dates: "_DateStyles") -> list[CellContent]:
    """Return the cells of a row up to the last that has content."""
    cells: list[CellContent] = []
    column = 0
    for cell in row.xpath("table:table-cell|table:covered-table-cell"):
        times = _times(cell, "columns")
        spans = (cell.get_attribute(f"table:number-{way}-spanned") for way in ("columns", "rows"))
        if any(span not in (None, "1") for span in spans):
            raise DatasetError(
                f"{path}: sheet '{sheet}', row {number}: cells are merged: part them."
            )
        content = _content(cell, dates)
        if content is not None:
            if times > _MOST_REPEATED or column > _MOST_COLUMNS:
                raise DatasetError(
                    f"{path}: sheet '{sheet}', row {number}: there are more cells than the "
                    f"{_MOST_COLUMNS:,} of a row: delete them."
                )
            cells += [None] * (column - len(cells)) + [content] * times
        column += times
    return cells


def _times(element: Any, what: str) -> int:
    return int(element.get_attribute(f"table:number-{what}-repeated") or 1)


def _content(cell: Any, dates: "_DateStyles") -> CellContent:
    if formula := cell.get_attribute("table:formula"):
        return of_formula(str(formula).removeprefix("of:"))
    if cell.type == "string":
        return "\n".join(map(_shown, cell.xpath("text:p"))) or cell.get_attribute(
            "office:string-value"
        )
    type, value = cell.type, cell.value
    if type == "date" and isinstance(value, date):
        return _day(value, dates.shows(cell))
    if type == "time" or isinstance(value, timedelta):
        return Unreadable("the cell has a time of day: dates have days alone.")
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, str | int | float | bool) else None


def _shown(element: Any) -> str:
    """Return the text of a paragraph as it is shown; of a link odfdo would add the address."""
    text = element.text or ""
    for child in element.children:
        if child.tag == "text:s":
            text += " " * int(child.get_attribute("text:c") or 1)
        elif child.tag != "office:annotation":
            text += _BREAKS.get(child.tag) or _shown(child)
        text += child.tail or ""
    return text


def _day(value: date, shown: str) -> Day | Unreadable:
    """Return a date as precisely as its style shows it: a day, a month or a year."""
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            return Unreadable(f"the cell has a time of day ({value}): dates have days alone.")
        value = value.date()
    return Day(str(value)[: {"day": 10, "month": 7, "year": 4}[shown]])


class _DateStyles:
    """What the styles of cells show of a date."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.known: dict[str, str] = {}

    def shows(self, cell: Any) -> str:
        """Return "day", "month" or "year"; a style that is not known shows the day."""
        name = str(cell.get_attribute("table:style-name") or "")
        if name not in self.known:
            self.known[name] = self._shows(name)
        return self.known[name]

    def _shows(self, name: str) -> str:
        style = self.document.get_style("table-cell", name) if name else None
        number = style and style.get_attribute("style:data-style-name")
        parts = (
            (f"//number:date-style[@style:name={quoteattr(str(number))}]/number:{part}", part)
            for part in ("day", "month", "year")
        )
        roots = (self.document.content, self.document.styles)
        for path, part in parts if number else ():
            if any(root.root.xpath(path) for root in roots):
                return part
        return "day"


def write(rows: Mapping[str, Sequence[Row]], out: IO[bytes]) -> None:
    """Write the rows of sheets under their headings; texts and dates are cells of text."""
    document = Document("spreadsheet")
    container = document.container
    assert container
    content = document.content.serialize().decode()
    # As one text: elements that are moved into a document one by one take minutes.
    tables = "".join(_table(name, rows[name]) for name in sheets())
    for name, inner in (("automatic-styles", "".join(_STYLES)), ("spreadsheet", tables)):
        element = re.compile(rf"<office:{name}(?:/>|>.*?</office:{name}>)", re.DOTALL)
        found = element.search(content)
        assert found
        made = f"<office:{name}>{inner}</office:{name}>"
        content = content[: found.start()] + made + content[found.end() :]
    container.set_part("content.xml", content.encode())
    whole = BytesIO()
    container.save(whole)
    out.write(whole.getbuffer())


def _table(name: str, rows: Sequence[Row]) -> str:
    columns = sheets()[name].columns
    styles = ("text" if column.kind in TEXT_KINDS else "Default" for column in columns.values())
    formats = (f'<table:table-column table:default-cell-style-name="{s}"/>' for s in styles)
    heading = _row(_text(title, "heading") for title in columns)
    body = "".join(_row(map(_cell, row)) for row in rows)
    return f'<table:table table:name="{name}">{"".join(formats)}{heading}{body}</table:table>'


def _row(cells: Any) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value: CellContent) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return _text(value, "text")
    return (
        f'<table:table-cell office:value-type="float" office:value="{value!r}">'
        f"<text:p>{value!r}</text:p></table:table-cell>"
    )


def _text(text: str, style: str) -> str:
    paragraphs = "".join(map(_paragraph, text.split("\n")))
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraphs}'
        "</table:table-cell>"
    )


def _paragraph(line: str) -> str:
    """Return a line in XML, which would make one space of several."""
    line = re.sub("^ |(?<= ) +| $", _spaces, escape(line))
    return f"<text:p>{line.replace(chr(9), '<text:tab/>')}</text:p>"


def _spaces(found: re.Match[str]) -> str:
    return f'<text:s text:c="{len(found[0])}"/>'
