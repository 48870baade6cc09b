"""Totals of counts, each of one counter, and what was not added to them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from rich.text import Text

from conflictcli.model import dates, labels
from conflictcli.model.records import Estimate
from conflictcli.model.results import EVERYONE, Count
from conflictcli.model.rows import NotAdded, Total
from conflictcli.queries.sums import SEVERAL
from conflictcli.views.numbers import TRACK, UP_TO_HIGH, bar, estimate
from conflictcli.views.phrases import Phrases, styled
from conflictcli.views.sections import GAP, Column, Line, Section, table_of

_MOST_NAMED = 3


def totals(phrases: Phrases) -> Iterator[Section]:
    """Yield totals with a bar each, then what was not added, by reason."""
    by = phrases.result.subject
    rows: Sequence[Total] = phrases.result.tables["totals"]
    yield table_of(Line(phrases.title(_title(phrases, by, rows))), rows, _columns(phrases, rows))
    notes = [_signs(rows)]
    if len({row.counter for row in rows}) > 1:
        notes.append("A row is what one counter counted: rows are never added up.")
    if by == "actor" and rows:
        notes.append("An event is under each of its actors, whatever their part.")
    yield Line(Text("\n".join(filter(None, notes)), "quiet"))
    yield table_of(
        Line(Text("Not added", "heading")),
        phrases.result.tables["not_added"],
        (
            Column("reason", cell=lambda row: Text(row.reason)),
            Column("events", "right", no_wrap=True, cell=lambda row: Text(f"{row.events:,}")),
            Column("counts", "right", no_wrap=True, cell=_number_of_counts),
            Column("which", share=2, cell=lambda row: _which(phrases, row)),
        ),
    )


def _signs(rows: Sequence[Total]) -> str:
    """Return what the signs in totals mean."""
    bars = "".join(bar(_shown(row.killed), _most(rows)).plain for row in rows)
    is_missing = any(row.killed is None or row.injured is None for row in rows)
    signs = {
        UP_TO_HIGH: TRACK in bars,
        "▶ or more": "▶" in bars,
        "– not given, or not added": is_missing,
    }
    return GAP.join(sign for sign, is_used in signs.items() if is_used)


def _most(rows: Sequence[Total]) -> int:
    """Return the largest number killed, for the scale of bars."""
    return max((n for row in rows if row.killed for n in row.killed.numbers), default=0)


def _title(phrases: Phrases, by: str, rows: Sequence[Total]) -> str:
    """Return what is added up, with the counter where there is but one."""
    title = f"Killed and injured {'in events with each actor' if by == 'actor' else f'by {by}'}"
    counters = {row.counter for row in rows}
    if len(counters) != 1:
        return title
    [only] = counters
    return f"{title}, " + (
        f"as counted by {phrases.counter_name(only)}" if only else labels.UNNAMED
    )


def _columns(phrases: Phrases, rows: Sequence[Total]) -> list[Column]:
    by = phrases.result.subject
    most = _most(rows)
    # The name of a group stands once, above its later rows.
    later = {id(row) for before, row in pairwise(rows) if before.group == row.group}

    def group(row: Total) -> Text:
        return styled(("" if id(row) in later else _group(row, by), "title"))

    columns = [
        Column(
            "events with" if by == "actor" else by,
            no_wrap=by in ("month", "year"),
            repeats=True,
            cell=group,
        ),
        Column("counted by", cell=lambda row: styled(phrases.counter_name(row.counter))),
        Column("killed", "right", no_wrap=True, cell=lambda row: estimate(_shown(row.killed))),
        Column("", no_wrap=True, cell=lambda row: bar(_shown(row.killed), most)),
        Column("injured", "right", no_wrap=True, cell=lambda row: estimate(_shown(row.injured))),
        Column("events", "right", no_wrap=True, cell=lambda row: Text(f"{row.events:,}")),
    ]
    if len({row.counter for row in rows}) < 2:
        del columns[1]
    return columns


def _group(total: Total, by: str) -> str:
    if total.group is None:
        return "not given"
    if total.group == SEVERAL:
        return f"{SEVERAL} {by}s"
    return dates.humanize(total.group) if by == "month" else total.group


def _shown(number: Estimate | None) -> Estimate | None:
    """Return a sum as it is written: equal bounds are one number, and 0 is no lower bound."""
    if number is None:
        return None
    shown = number.rising
    if shown.low == 0 and shown.best is None and shown.high is not None:
        return Estimate(high=shown.high, approximate=shown.approximate)
    return shown


def _number_of_counts(row: NotAdded) -> Text:
    return Text(f"{row.counts:,}") if row.counts else Text("–", "quiet")


def _which(phrases: Phrases, row: NotAdded) -> Text:
    """Return the first counts or events that were not added, and how many more there are."""
    numbers = phrases.result.not_added.get(row.reason, ())
    if numbers:
        every = list(dict.fromkeys(_number_text(phrases, count) for count in numbers))
        texts, more = every[:_MOST_NAMED], len(every[_MOST_NAMED:])
    else:
        by_id: dict[str, Any] = phrases.dataset.dated_by_id
        texts = [phrases.entry(by_id[id]).plain for id in row.ids[:_MOST_NAMED]]
        more = len(row.ids) - len(texts)
    return styled("; ".join(texts), (f" +{more:,}" if more else "", "quiet"))


def _number_text(phrases: Phrases, count: Count) -> str:
    """Return a number with whose and of what it is: "376 killed, says WHO: Offensive"."""
    group = labels.people_of(count.number, count.people)
    people = f" {group}" if count.people != EVERYONE else ""
    event = phrases.dataset.event_by_id[count.report.event].title
    return f"{count.number}{people} {count.figure}{phrases.says_who(count.report).plain}: {event}"
