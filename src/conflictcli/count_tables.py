"""The columns of counts: of single reports, and of totals."""

from collections.abc import Mapping, Sequence

from conflictcli.answers import Answer, By, Covered, Total
from conflictcli.cells import View
from conflictcli.columns import SOURCES, fields, plain, with_more
from conflictcli.layout import Column, Table
from conflictcli.model import CasualtyReport, Estimate

LEGEND = "█ low  ▓ best  ░ high  ▸ or more; to the scale of each event"

# The estimates of killed or injured, by the event that they are of.
Series = Mapping[str, Sequence[Estimate]]


def casualties(answer: Answer) -> list[Table]:
    """Give the counts, under a heading for each event."""
    return [reports(answer, answer.tables["casualties"])]


def reports(answer: Answer, counts: Sequence[CasualtyReport], heading: str = "") -> Table:
    """Give counts, with bars for those of an event that differ, under a heading for all or each."""
    latest = answer.latest
    killed, injured = _series("killed", counts), _series("injured", counts)
    columns = [
        Column("as of", "left", lambda view, count: count.as_of or "undated"),
        Column("killed", "left", lambda view, n: _with_bar(view, n.killed, killed.get(n.event))),
        Column("injured", "left", lambda view, n: _with_bar(view, n.injured, injured.get(n.event))),
        Column("counted by", "main", lambda view, n: view.name(n.counted_by) or "not named"),
        Column("latest", "beside", lambda view, count: "latest" if count.id in latest else ""),
        SOURCES,
        *plain("line", "note"),
    ]
    return Table(
        "casualties",
        fields(CasualtyReport, "latest"),
        counts,
        columns,
        lambda count: with_more(count, latest=count.id in latest),
        heading=heading,
        layout="grid",
        legend=LEGEND if any(map(_differ, [*killed.values(), *injured.values()])) else "",
        group=lambda view, count: "" if heading else view.counted_event(count),
    )


def totals(answer: Answer, by: By) -> list[Table]:
    """Give totals with a bar each; what none of them has, is not shown."""
    found: list[Total] = answer.tables["totals"]
    shown = [total for total in found if total.events > total.without_count]
    most = max((n for t in found if t.killed for n in t.killed.numbers), default=0)
    columns = [
        *_sums(most, any(total.injured for total in found)),
        Column("events", "left", lambda view, total: f"{total.events:,}"),
        Column(by, "main", lambda view, total: total.group or "not given"),
        Column("without", "under", _without),
    ]
    heading = _covered(answer.covered, by, len(found) - len(shown)) if answer.covered else ""
    table = Table("totals", fields(Total), found, columns, shown=shown, heading=heading)
    return [table._replace(layout="grid", legend="█ low  ▓ best  ░ high  ▸ or more")]


def _sums(most: int, injured: bool) -> list[Column]:
    """Give the columns of sums, the bars beside the killed, or below where there are injured."""

    def bar(view: View, total: Total) -> str:
        return view.bar(total.killed, most, max(16, view.width // 5))

    if injured:
        return [
            Column("killed", "left", lambda view, t: [_sum(t.killed), bar(view, t)]),
            Column("injured", "left", lambda view, total: _sum(total.injured)),
        ]
    return [
        Column("killed", "left", lambda view, total: _sum(total.killed)),
        Column("bar", "left", bar),
    ]


def _sum(count: Estimate | None) -> str:
    """Write a sum; of bounds that make the low more than the best, the low alone."""
    if count and (count.low or 0) > max(count.best or 0, count.high or 0):
        count = Estimate(low=count.low, approximate=count.approximate)
    return str(count or "not given")


def _without(view: View, total: Total) -> str:
    count = f"{total.without_count:,} without a count" if total.without_count else ""
    best = f"{total.without_best:,} with a bound alone" if total.without_best else ""
    return ", ".join(filter(None, (count, best)))


def _covered(all: Covered, by: By, hidden: int) -> str:
    """Say what the totals cover, what is counted more than once, and what has no row."""
    numbers = (
        f"{all.events:,} events, {all.reports:,} reports, {all.without_count:,} without a count"
    )
    under = "; an event counts under each of its actors, whatever their part" * (by == "actor")
    rows = f"; {hidden:,} more {by}{'s' * (hidden > 1)} without any count" if hidden else ""
    return f"{numbers}, by {by}{rows}{under}"


def _series(field: str, counts: Sequence[CasualtyReport]) -> Series:
    found: dict[str, list[Estimate]] = {}
    for count in counts:
        if estimate := getattr(count, field):
            found.setdefault(count.event, []).append(estimate)
    return found


def _differ(series: Sequence[Estimate]) -> bool:
    """Tell whether there is more to see than one number."""
    return len(set(map(str, series))) > 1 or any(len(set(n.numbers)) > 1 for n in series)


def _with_bar(view: View, count: Estimate | None, series: Sequence[Estimate] | None) -> list[str]:
    """Write an estimate, with a bar to the scale of its series if that differs."""
    if count is None or not series:
        return ["not given"]
    most = max(number for other in series for number in other.numbers)
    return [str(count), view.bar(count, most, view.width // 8) if _differ(series) else ""]
