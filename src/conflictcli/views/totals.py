"""Totals of counts, each of one counter, and what was not added to them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.records import Estimate
from conflictcli.model.results import NotAdded, Total
from conflictcli.queries.counts import rising
from conflictcli.queries.totals import SEVERAL
from conflictcli.views.numbers import bar, estimate
from conflictcli.views.phrases import Phrases, styled
from conflictcli.views.sections import Column, Line, Section, table_of


def totals(phrases: Phrases) -> Iterator[Section]:
    """Yield totals with a bar each, then what was not added, by reason."""
    by = phrases.result.subject
    rows: Sequence[Total] = phrases.result.tables["totals"]
    not_added: Sequence[NotAdded] = phrases.result.tables["not_added"]
    numbers = [_consistent(row.killed) for row in rows]
    most = max((n for number in numbers if number for n in number.numbers), default=0)
    counters = {row.counter for row in rows}
    title = f"Killed and injured {'in events with each actor' if by == 'actor' else f'by {by}'}"
    [only] = counters if len(counters) == 1 else [None]
    if len(counters) == 1:
        title += f", as counted by {phrases.counter_name(only)}" if only else ", counter not named"
    columns = [
        Column(
            "events with" if by == "actor" else by,
            no_wrap=by in ("month", "year"),
            share=2,
            cell=lambda row: styled((_group(row, by), "title")),
        ),
        Column("counted by", cell=lambda row: styled(phrases.counter_name(row.counter))),
        Column("killed", "right", no_wrap=True, cell=lambda row: estimate(_consistent(row.killed))),
        Column("", no_wrap=True, cell=lambda row: bar(_consistent(row.killed), most)),
        Column(
            "injured", "right", no_wrap=True, cell=lambda row: estimate(_consistent(row.injured))
        ),
        Column("events", "right", no_wrap=True, cell=lambda row: Text(f"{row.events:,}")),
    ]
    if len(counters) < 2:
        del columns[1]
    yield table_of(Line(phrases.title(title)), rows, columns)
    if by == "actor" and rows:
        yield Line(Text("An event is under each of its actors, whatever their part.", "quiet"))
    reasons = (
        Column("reason", cell=lambda row: Text(row.reason)),
        Column("events", "right", no_wrap=True, cell=lambda row: Text(f"{row.events:,}")),
        Column("counts", "right", no_wrap=True, cell=lambda row: Text(f"{row.counts or '–'}")),
    )
    yield table_of(Line(Text("Not added", "heading")), not_added, reasons)


def _group(total: Total, by: str) -> str:
    if total.group is None:
        return "not given"
    if total.group == SEVERAL:
        return f"{SEVERAL} {by}s"
    return dates.humanize(total.group) if by == "month" else total.group


def _consistent(number: Estimate | None) -> Estimate | None:
    """Return a sum; of one whose best lies outside its bounds, the bounds alone."""
    if number is None:
        return None
    low, best, high = number.low, number.best, number.high
    is_outside = best is not None and (
        (low is not None and best < low) or (high is not None and best > high)
    )
    return rising(replace(number, best=None) if is_outside else number)
