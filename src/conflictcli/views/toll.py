"""The toll of an event in words: each figure with whose it is and, of several, its days."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from conflictcli.model import dates
from conflictcli.model.results import EVERYONE, FIGURES, Figure
from conflictcli.queries.toll import End, Toll, TollLine
from conflictcli.views.phrases import Phrases, joined, styled


def toll_text(phrases: Phrases, toll: Toll) -> Text:
    """Return a line for each figure, people and period: "62 (Russia) to 83 (WHO) killed"."""
    everyone = [line for line in toll.lines if line.people == EVERYONE]
    has_killed = any(line.figure == "killed" for line in everyone)
    lines = [Text("– killed", "quiet")] if everyone and not has_killed else []
    lines += [styled(line_text(phrases, line), f" {line.figure}") for line in toll.lines]
    return joined(lines, "\n")


def figure_text(phrases: Phrases, toll: Toll, figure: Figure) -> Text:
    """Return the lines of the killed, or the injured, a dash where there are none."""
    lines = [line_text(phrases, line) for line in toll.lines if line.figure == figure]
    return joined(lines, "\n") if lines else Text("–", "quiet")


def line_text(phrases: Phrases, line: TollLine) -> Text:
    """Return a line without what was done to the people: "children: at least 96 (UNICEF)"."""
    days = f"{dates.humanize(line.days.expression)}: " if line.is_one_of_several else ""
    people = f"{line.people}: " if line.people != EVERYONE else ""
    ends = _range_text(phrases, line.ends)
    bounds = [_end_text(phrases, bound) for bound in line.bounds]
    return styled((days, "date"), people, joined([ends, *bounds], "; "))


def toll_fields(tolls: Iterable[TollLine]) -> dict[str, Any]:
    """Return the smallest and largest number of the killed and injured of everyone, for maps.

    The largest is null where it is open, both where there is no number.
    """
    fields: dict[str, Any] = {}
    every = [line for line in tolls if line.people == EVERYONE]
    for figure in FIGURES:
        lines = [line for line in every if line.figure == figure]
        mosts = [line.most for line in lines]
        fields[f"{figure}_min"] = min((line.least for line in lines), default=None)
        known = [most for most in mosts if most is not None]
        fields[f"{figure}_max"] = max(known) if known and len(known) == len(mosts) else None
    return fields


def _range_text(phrases: Phrases, ends: Sequence[End]) -> Text:
    """Return one end, or two: with their counters once where these are the same."""
    if len(ends) == 2 and ends[0].counters == ends[1].counters:
        first, last = ends
        return styled(_number(first.words), " to ", _end_text(phrases, last))
    return joined((_end_text(phrases, end) for end in ends), " to ")


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
