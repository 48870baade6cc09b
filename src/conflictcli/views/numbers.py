"""Numbers of people in words and bars."""

from collections.abc import Sequence

from rich.text import Text

from conflictcli.model import labels
from conflictcli.model.records import CasualtyReport, Estimate
from conflictcli.views.phrases import joined

BAR_WIDTH = 10


def estimate(count: Estimate | None) -> Text:
    """Return an estimate with its numbers in bold, "–" where there is none."""
    if count is None:
        return Text("–", "quiet")
    text = Text(str(count))
    text.highlight_regex(r"[0-9,]+", "count")
    return text


def bar(count: Estimate | None, most: int, width: int = BAR_WIDTH) -> Text:
    """Return a bar from zero, of which `most` is the whole width: to the low, then to the high.

    Best stands in for what is not given; what has no upper bound ends in a tip.
    """
    if count is None or most == 0:
        return Text()
    low = next(n for n in (count.low, count.best, count.high) if n is not None)
    high = next(n for n in (count.high, count.best, count.low) if n is not None)
    # In half cells, of which at least one is drawn for a number that is not zero.
    halves = [max(bool(n), round(2 * width * n / most)) for n in (low, high)]
    solid = "━" * (halves[0] // 2) + "╸" * (halves[0] % 2)
    track = "╌" * (-(-halves[1] // 2) - len(solid))
    return Text.assemble((solid + "▶" * count.is_open, "bar"), (track, "quiet"))


def range_of(reports: Sequence[CasualtyReport], field: str) -> Text:
    """Return from what to what the counts of an event go, like "12 to 21 killed"."""
    counts = [count for r in reports if (count := getattr(r, field))]
    # Where a report counts groups alone, one of them is no more than a bound, and no low end.
    alone = [r for r in reports if not getattr(r, field)]
    groups = [number for r in alone for number, _ in labels.counts_by_group(r, field)]
    bounds = [Estimate(low=number.numbers[0]) for number in groups]
    if not counts and not bounds:
        return Text()
    high = max([*counts, *bounds], key=_most)
    low = min(counts, key=lambda count: count.numbers[0]) if counts else high
    least, (most, is_open) = low.numbers[0], _most(high)
    words = _end(high, most)
    if least != most:
        words = f"{_end(low, least)} to " + (f"{most:,} or more" if is_open else words)
    text = Text(f"{words} {field}")
    text.highlight_regex(r"[0-9,]+", "count")
    return text


def ranges(reports: Sequence[CasualtyReport]) -> Text:
    """Return the ranges of the killed and the injured."""
    return joined([range_of(reports, field) for field in ("killed", "injured")], ", ")


def _most(count: Estimate) -> tuple[int, bool]:
    """Return what sorts counts by their upper end; one that is open is above the same number."""
    return count.numbers[-1], count.is_open


def _end(count: Estimate, number: int) -> str:
    """Return one end of a range, said to be a bound where the count is no more than that."""
    if count.best is None and count.low is None:
        return f"up to {number:,}"
    return f"at least {number:,}" if count.is_open else f"{number:,}"
