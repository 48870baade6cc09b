"""The toll of an event in words: each figure with whose it is and, of several, its days."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.results import EVERYONE, FIGURES, Count, Figure, Period
from conflictcli.queries.toll import End, Toll, TollLine
from conflictcli.views.phrases import Phrases, joined, styled

_FEW_OTHERS = 3


def toll_text(phrases: Phrases, toll: Toll) -> Text:
    """Return a line for each figure, people and period: "62 (Russia) to 83 (WHO) killed"."""
    figures = {line.figure for line in toll.lines} | {count.figure for count in toll.others}
    lines = [Text("– killed", "quiet")] if toll.lines and "killed" not in figures else []
    lines += [styled(line_text(phrases, line, toll), f" {line.figure}") for line in toll.lines]
    return joined(lines, "\n")


def figure_text(phrases: Phrases, toll: Toll, figure: Figure) -> Text:
    """Return the lines of the killed, or the injured.

    Where no count is of the event's days, those of other or unknown days are named as such.
    """
    lines = [line_text(phrases, line, toll) for line in toll.lines if line.figure == figure]
    others = [count for count in toll.others if count.figure == figure]
    if others and not lines:
        lines = [other_text(phrases, count) for count in others[:_FEW_OTHERS]]
        more = len(others) - len(lines)
        lines += [Text(f"and {more:,} more", "quiet")] if more else []
    return joined(lines, "\n")


def others_text(phrases: Phrases, toll: Toll) -> Text:
    """Return the counts of other or unknown days, which are in no line: the first, and how many."""
    shown = toll.others if not phrases.shortens else toll.others[:_FEW_OTHERS]
    lines = [styled(other_text(phrases, count), f" {count.figure}") for count in shown]
    more = len(toll.others) - len(shown)
    return joined([*lines, *([Text(f"and {more:,} more", "quiet")] if more else [])], "\n")


def line_text(phrases: Phrases, line: TollLine, toll: Toll) -> Text:
    """Return a line without what was done to the people: "children: at least 96 (UNICEF)".

    The year is that of all days, and is not repeated.
    """
    days = f"{_days(line.days, toll.year)}: " if toll.has_several_days else ""
    people = f"{line.people}: " if line.people != EVERYONE else ""
    ends = _range_text(phrases, line.ends)
    bounds = [_end_text(phrases, bound) for bound in line.bounds]
    return styled((days, "date"), people, joined([ends, *bounds], "; "))


def other_text(phrases: Phrases, count: Count) -> Text:
    """Return a count that is in no toll with its days: "19 Sep – 13 Oct 2016: 361 (SNHR)"."""
    days = dates.humanize(count.period.expression) if count.period else "unknown days"
    people = f"{count.people}: " if count.people != EVERYONE else ""
    end = End(str(count.number), [count.report.counted_by])
    return styled((f"{days}: ", "date"), people, _end_text(phrases, end))


def toll_fields(tolls: Iterable[TollLine]) -> dict[str, Any]:
    """Return the smallest and largest number of the killed and injured of everyone, for maps.

    The smallest is that of the longest days. The largest is null where it is open, or where other
    days are counted too; both are where there is no number.
    """
    fields: dict[str, Any] = {}
    every = [line for line in tolls if line.people == EVERYONE]
    for figure in FIGURES:
        lines = [line for line in every if line.figure == figure]
        mosts = [line.most for line in lines]
        known = [most for most in mosts if most is not None]
        is_open = len(known) < len(mosts)
        is_whole = all(lines[0].days.contains(line.days) for line in lines)
        fields[f"{figure}_min"] = lines[0].least if lines else None
        fields[f"{figure}_max"] = max(known) if known and is_whole and not is_open else None
    return fields


def _days(period: Period, year: str) -> str:
    if year:
        return dates.in_brief(period.expression, under_month=True, with_weekday=False)
    return dates.humanize(period.expression)


def _range_text(phrases: Phrases, ends: Sequence[End]) -> Text:
    """Return one end, or two: with their counters once where these are the same."""
    if len(ends) == 2 and ends[0].counters == ends[1].counters:
        first, last = ends
        return styled(_number(first.words), " to ", _end_text(phrases, last))
    numbers = {"".join(re.findall(r"[0-9]", end.words.partition(" (")[0])) for end in ends}
    # "20 to at least 20" is no range.
    between = " to " if len(numbers) == len(ends) else "; "
    return joined((_end_text(phrases, end) for end in ends), between)


def _end_text(phrases: Phrases, end: End) -> Text:
    named = [id for id in end.counters if id is not None]
    whose = [phrases.counter_name(id) for id in named[:1]]
    if len(named) > 1:
        whose = [f"{len(named)} counters"]
    whose += [phrases.counter_name(None)] if None in end.counters else []
    number, bracket, bounds = end.words.partition(" (")
    inside = [bounds.removesuffix(")"), *whose] if bracket else whose
    return styled(_number(number), (f" ({'; '.join(inside)})", "quiet"))


def _number(words: str) -> Text:
    text = Text(words)
    text.highlight_regex(r"[0-9][0-9,–]*", "count")
    return text
