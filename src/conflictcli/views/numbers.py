"""Numbers of people in words and bars."""

from rich.text import Text

from conflictcli.model.records import Estimate

BAR_WIDTH = 10
TRACK = "╌"
UP_TO_HIGH = f"{TRACK} up to the high figure"


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
    track = TRACK * (-(-halves[1] // 2) - len(solid))
    return Text.assemble((solid + "▶" * count.is_open, "bar"), (track, "quiet"))
