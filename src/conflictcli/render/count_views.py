"""The sections of counts: of single reports, and of totals."""

from collections.abc import Mapping, Sequence

from conflictcli.model.records import CasualtyReport, Estimate
from conflictcli.model.results import Total
from conflictcli.render import cells
from conflictcli.render.sections import Column, Row, Section, columns, lines
from conflictcli.render.view import View

_BARS = "█ low  ▓ best  ░ high  ▸ or more"
_REPORT = [
    Column("as of", "left"),
    *columns(killed="left", injured="left"),
    Column("counted by", "main"),
    *columns(latest="beside", sources="beside", note="line"),
]
_WITHOUT = columns(without="under")

# The estimates of killed or injured, by the event that they are of.
Series = Mapping[str, Sequence[Estimate]]


def reports(view: View, counts: Sequence[CasualtyReport], heading: str = "") -> Section:
    """Return counts, with bars for those that differ, under a heading for all or each event."""
    killed, injured = _series("killed", counts), _series("injured", counts)
    width = view.width // 8
    rows: list[Row] = []
    event = None
    for count in counts[: view.limit]:
        opened = "" if heading or count.event == event else _counted_event(count, view)
        event = count.event
        row = {
            "as of": [count.as_of or "undated"],
            "killed": _with_bar(count.killed, killed.get(event, ()), width),
            "injured": _with_bar(count.injured, injured.get(event, ()), width),
            "counted by": lines(cells.actor_name(count.counted_by, view.dataset) or "not named"),
            "latest": ["latest"] * view.result.is_latest(count),
            "sources": lines(view.citations.of(count)),
            "note": lines(count.note),
        }
        rows.append(Row(row, heading=opened))
    differing = any(map(_differ, [*killed.values(), *injured.values()]))
    legend = f"{_BARS}; to the scale of each event" if differing else ""
    return Section(_REPORT, rows, len(counts), heading=heading, legend=legend, layout="grid")


def totals(view: View) -> list[Section]:
    """Return totals with a bar each; a group without any count has no row."""
    by, every = view.result.subject, view.result.tables["totals"]
    shown = [total for total in every if total.events > total.without_count]
    most = max((n for t in every if t.killed for n in t.killed.numbers), default=0)
    width = max(16, view.width // 5)
    has_injured = any(total.injured for total in every)

    def row(total: Total) -> dict[str, list[str]]:
        bar = cells.bar(total.killed, most, width)
        return {
            "killed": lines(_sum(total.killed), bar if has_injured else ""),
            "injured": lines(_sum(total.injured)),
            "bar": lines(bar),
            "events": [f"{total.events:,}"],
            by: lines(total.group or "not given"),
            "without": lines(_without(total)),
        }

    beside = columns(injured="left") if has_injured else columns(bar="left")
    group = Column(by, "main")
    names = [*columns(killed="left"), *beside, *columns(events="left"), group, *_WITHOUT]
    heading = _covered(view, len(every) - len(shown))
    rows = view.rows(shown, row)
    return [Section(names, rows, len(shown), heading=heading, legend=_BARS, layout="grid")]


def _counted_event(count: CasualtyReport, view: View) -> str:
    [heading] = lines(f"{view.dataset.event_by_id[count.event].title} ({count.event})")
    return heading


def _series(field: str, counts: Sequence[CasualtyReport]) -> Series:
    series: dict[str, list[Estimate]] = {}
    for count in counts:
        if estimate := getattr(count, field):
            series.setdefault(count.event, []).append(estimate)
    return series


def _differ(series: Sequence[Estimate]) -> bool:
    """Return whether there is more to see than one number."""
    return len(set(map(str, series))) > 1 or any(len(set(n.numbers)) > 1 for n in series)


def _with_bar(count: Estimate | None, series: Sequence[Estimate], width: int) -> list[str]:
    """Return an estimate, with a bar to the scale of its series if that differs."""
    if count is None:
        return ["not given"]
    most = max(number for other in series for number in other.numbers)
    return lines(str(count), cells.bar(count, most, width) if _differ(series) else "")


def _sum(count: Estimate | None) -> str:
    """Return a sum; of bounds that make the low more than the best, the low alone."""
    if count and (count.low or 0) > max(count.best or 0, count.high or 0):
        count = Estimate(low=count.low, approximate=count.approximate)
    return str(count or "not given")


def _without(total: Total) -> str:
    count = f"{total.without_count:,} without a count" if total.without_count else ""
    best = f"{total.without_best:,} with a bound alone" if total.without_best else ""
    return ", ".join(filter(None, (count, best)))


def _covered(view: View, hidden: int) -> str:
    """Return what the totals cover, what is counted more than once, and what has no row."""
    by, all = view.result.subject, view.result.covered
    if all is None:
        return ""
    counted = [
        f"{all.events:,} event{'s' * (all.events != 1)}",
        f"{all.reports:,} report{'s' * (all.reports != 1)}",
        f"{all.without_count:,} without a count",
        f"by {by}",
    ]
    under = "; an event counts under each of its actors, whatever their part" * (by == "actor")
    rows = f"; {hidden:,} more {by}{'s' * (hidden > 1)} without any count" if hidden else ""
    return f"{', '.join(counted)}{rows}{under}"
