"""The days that a row tells."""

from collections.abc import Callable

from conflictcli.errors import DateError
from conflictcli.imports.columns import Cells, Columns, Fill, code_of
from conflictcli.imports.days import Reach, expression
from conflictcli.imports.map_keys import Days, Precision
from conflictcli.imports.templates import Template
from conflictcli.model.typed_dates import AmbiguousDayError, Form, point


def day_reader(
    days: Days | None, columns: Columns, form: Form | None
) -> Callable[[Cells], str | None]:
    """Return a function that reads a date expression from a row, None where there is no start.

    It raises AmbiguousDayError, ValueError or DateError for what is no day.
    """
    if days is None:
        return lambda cells: None
    start, end = point_reader(days.start, columns, form), point_reader(days.end, columns, form)
    reaches_of = _reaches(days.precision, columns)
    lasts = days.lasts

    def read(cells: Cells) -> str | None:
        first = start(cells)
        if first is None:
            return None
        return expression(first, end(cells) or first, lasts=lasts, reaches=reaches_of(cells))

    return read


def point_reader(
    template: Template | None, columns: Columns, form: Form | None
) -> Callable[[Cells], str | None]:
    """Return a function that reads a day, month or year from a row, None where there is none."""
    text_of = columns.fill_raw(template)
    name = next((field.names[0] for field in template.fields), "the map") if template else ""

    def read(cells: Cells) -> str | None:
        text = text_of(cells)
        return point_in(text, name, form) if text else None

    return read


def point_in(text: str, name: str, form: Form | None) -> str:
    """Return the day, month or year in a text; errors say in which column it stands."""
    try:
        return point(text, form)
    except AmbiguousDayError:
        raise AmbiguousDayError(f"'{text}' in {name}") from None
    except (ValueError, DateError) as error:
        raise ValueError(f"{name}: {error}") from None


def _reaches(precision: Precision | None, columns: Columns) -> Callable[[Cells], tuple[Reach, ...]]:
    """Return a function that reads how exactly a day is known: the least, where it does not say."""
    if precision is None:
        return lambda cells: ("day",)
    code: Fill = columns.fill_raw(precision.column)
    codes = precision.codes
    name = next((field.names[0] for field in precision.column.fields), "precision")
    widest = tuple(reach for reaches in codes.values() for reach in reaches)

    def read(cells: Cells) -> tuple[Reach, ...]:
        reaches = codes.get(code_of(code(cells)))
        if reaches is None:
            columns.remarks.append(f"a {name} that the map does not have: not guessed")
        return reaches or widest

    return read
