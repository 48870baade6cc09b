"""The columns of counts: of single reports, and of totals."""

from collections.abc import Sequence

from conflictcli.answers import Answer, By, Covered, Total
from conflictcli.cells import View
from conflictcli.columns import SOURCES, fields, plain, with_more
from conflictcli.layout import Column, Table
from conflictcli.model import CasualtyReport


def casualties(answer: Answer) -> list[Table]:
    """Give the counts, under a heading for each event."""
    return [reports(answer, answer.tables["casualties"])]


def totals(answer: Answer, by: By) -> list[Table]:
    """Give totals with a bar each; what none of them has, has no column."""
    found: list[Total] = answer.tables["totals"]
    most = max((n for t in found if t.killed for n in t.killed.numbers), default=0)
    columns = [
        Column("killed", "left", lambda view, total: str(total.killed or "not given")),
        *_columns_held(found, "injured", "without_count", "without_best"),
        Column("events", "left", lambda view, total: f"{total.events:,}"),
        Column(
            "low ▓ best ░ high",
            "left",
            lambda view, total: view.bar(total.killed, most, max(16, view.width // 5)),
        ),
        Column(by, "main", lambda view, total: total.group or "not given"),
    ]
    shown = [total for total in found if total.events > total.without_count]
    heading = _covered(answer.covered, by) if answer.covered else ""
    return [
        Table("totals", fields(Total), found, columns, shown=shown, heading=heading, layout="grid")
    ]


def _covered(all: Covered, by: By) -> str:
    """Say what the totals cover, and what is counted more than once."""
    numbers = (
        f"{all.events:,} events, {all.reports:,} reports, {all.without_count:,} without a count"
    )
    under = "; an event counts under each of its actors, whatever their part" * (by == "actor")
    return f"{numbers}, by {by}{under}"


def _columns_held(found: Sequence[Total], *names: str) -> list[Column]:
    def cell(name: str) -> Column:
        return Column(name.replace("_", " "), "left", lambda view, t: str(getattr(t, name) or "-"))

    return [cell(name) for name in names if any(getattr(total, name) for total in found)]


def reports(answer: Answer, counts: Sequence[CasualtyReport], heading: str = "") -> Table:
    latest = answer.latest
    columns = [
        Column("as of", "left", lambda view, count: count.as_of or "undated"),
        _series("killed", counts),
        _series("injured", counts),
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
        legend="█ low  ▓ best  ░ high  ▸ or more; to the scale of each event",
        group=lambda view, count: "" if heading else view.counted_event(count),
    )


def _series(field: str, counts: Sequence[CasualtyReport]) -> Column:
    """Give estimates, with bars where those of an event differ, to the scale of the most of it."""
    numbers: dict[str, set[int]] = {}
    for count in counts:
        if estimate := getattr(count, field):
            numbers.setdefault(count.event, set()).update(estimate.numbers)

    def cell(view: View, count: CasualtyReport) -> list[str]:
        estimate, series = getattr(count, field), numbers.get(count.event, set())
        bar = view.bar(estimate, max(series), view.width // 8) if len(series) > 1 else ""
        return [str(estimate or "not given"), bar]

    return Column(field, "left", cell)
