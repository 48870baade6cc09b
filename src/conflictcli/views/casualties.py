"""Counts of the killed and injured, event by event, and totals of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from conflictcli.model import dates, labels
from conflictcli.model.records import CasualtyReport, Estimate, Event
from conflictcli.model.results import Total
from conflictcli.model.text import quantity
from conflictcli.views.numbers import bar, estimate, range_of, ranges
from conflictcli.views.phrases import (
    Phrases,
    joined,
    styled,
)
from conflictcli.views.sections import Column, Line, Section, Table

_COLUMNS = (
    Column("killed", "right", no_wrap=True),
    Column("", no_wrap=True),
    Column("injured", "right", no_wrap=True),
    Column("counted by · source"),
    Column("of what", share=2, under="narrow"),
)
_TOTALS_BAR_WIDTH = 18
_FEW_EVENTS = 1
_FEW_COUNTS = 8


def casualties(phrases: Phrases) -> Iterator[Section]:
    """Yield the counts of each event, after a line for each where there are many."""
    counts: Sequence[CasualtyReport] = phrases.result.tables["casualties"]
    events = [
        (phrases.dataset.event_by_id[id], list(group))
        for id, group in groupby(counts, key=lambda count: count.event)
    ]
    size = f"{quantity(len(counts), 'count')} of {quantity(len(events), 'event')}"
    yield Line(phrases.title("Killed and injured"), Text(size if counts else "", "quiet"))
    if len(events) > _FEW_EVENTS and len(counts) > _FEW_COUNTS:
        yield _overview(phrases, events)
    for event, group in events:
        heading = styled((event.title, "heading"), "  ", (event.id, "id"))
        yield reports(phrases, group, Line(heading, ranges(group)))
    yield legend(phrases, counts)


def reports(phrases: Phrases, counts: Sequence[CasualtyReport], heading: Line) -> Table:
    """Return the counts of one event, the killed with bars to one scale."""
    most = max((n for c in counts if c.killed for n in c.killed.numbers), default=0)
    has_bars = len({str(count.killed) for count in counts if count.killed}) > 1
    years = {(count.as_of or "")[:4] for count in counts}
    [year] = years if len(years) == 1 else [""]
    days = [
        dates.in_brief(c.as_of) if not year else dates.in_margin(c.as_of, under_month=True)[0]
        for c in counts
    ]
    rows = [
        (
            styled((day, "date"), (sign, "latest")),
            _figure(count, "killed"),
            bar(count.killed, most) if has_bars else Text(),
            _figure(count, "injured"),
            joined([phrases.counter(count), phrases.source_names(count)], " · "),
            _covers(count),
        )
        for day, sign, count in zip(days, _signs(phrases, counts), counts, strict=True)
    ]
    names = [f"{day}, {phrases.counter(count)}" for day, count in zip(days, counts, strict=True)]
    columns = (Column(f"as of {year}", no_wrap=True), *_COLUMNS)
    return Table(heading, columns, rows, names=names)


def legend(phrases: Phrases, counts: Sequence[CasualtyReport]) -> Line:
    """Return what the signs of counts mean, and that they are not to be added up."""
    if len(counts) < 2:
        return Line(Text())
    by_event = groupby(counts, key=lambda count: count.event)
    newest = {sign for _, group in by_event for sign in _signs(phrases, list(group))}
    signs = ["◀ newest of all killed"] * (" ◀" in newest)
    signs += ["◁ newest of all injured"] * (" ◁" in newest)
    signs += ["▶ or more"] * any(c.killed and c.killed.is_open for c in counts)
    signs += ["– not given"] * any(c.killed is None or c.injured is None for c in counts)
    overlap = "Counts may overlap, so they are never added up."
    return Line(Text("   ".join([*signs, "bars start at zero"]) + f"\n{overlap}", "quiet"))


def totals(phrases: Phrases) -> Iterator[Section]:
    """Yield totals with a bar each; a group without any count has no row."""
    by, every = phrases.result.subject, phrases.result.tables["totals"]
    shown: list[Total] = [total for total in every if total.has_count]
    most = max((n for total in shown if total.killed for n in total.killed.numbers), default=0)
    columns = (
        Column(by, no_wrap=by in ("month", "year")),
        Column("killed", "right", no_wrap=True),
        Column("", no_wrap=True),
        Column("injured", "right", no_wrap=True),
        Column("events", "right", no_wrap=True),
        Column("of these", under="narrow"),
    )
    rows = [
        (
            styled((_group(total, by), "title")),
            estimate(_at_least(total.killed)),
            bar(_at_least(total.killed), most, _TOTALS_BAR_WIDTH),
            estimate(_at_least(total.injured)),
            Text(f"{total.events:,}"),
            Text(_without(total), "quiet"),
        )
        for total in shown
    ]
    heading = phrases.title(f"Killed and injured by {by}, from the newest count of each event")
    yield Table(Line(heading), columns, rows)
    yield Line(Text(_covered(phrases, len(every) - len(shown)), "quiet"))


def _overview(phrases: Phrases, events: Iterable[tuple[Event, Sequence[CasualtyReport]]]) -> Table:
    columns = (
        Column("killed", "right", no_wrap=True),
        Column("counts", "right", no_wrap=True),
        Column("event", share=2),
        Column("id", no_wrap=True, optional=True),
    )
    rows = [
        (
            _of_killed(phrases, counts),
            Text(str(len(counts))),
            styled((event.title, "title")),
            styled((event.id, "id")),
        )
        for event, counts in events
    ]
    return Table(Line(Text()), columns, rows)


def _of_killed(phrases: Phrases, counts: Sequence[CasualtyReport]) -> Text:
    range = range_of(counts, "killed")
    return range[: len(range) - len(" killed")] if range else Text("groups only", "quiet")


def _signs(phrases: Phrases, counts: Sequence[CasualtyReport]) -> Iterator[str]:
    """Yield for each count of an event whether it is of the newest day of its figure."""
    killed = {count.as_of for count in counts if count.id in phrases.result.latest_killed}
    injured = {count.as_of for count in counts if count.id in phrases.result.latest_injured}
    for count in counts:
        if count.killed and count.as_of in killed:
            yield " ◀"
        else:
            yield " ◁" if count.injured and count.as_of in injured else ""


def _figure(count: CasualtyReport, field: str) -> Text:
    """Return the killed or injured; of groups alone, each of them."""
    groups = labels.counts_by_group(count, field)
    if getattr(count, field) is None and groups:
        return joined((part for n, group in groups for part in (estimate(n), styled(group))), "\n")
    return estimate(getattr(count, field))


def _covers(count: CasualtyReport) -> Text:
    """Return the period that a count covers, the groups counted in it, and its note."""
    parts = [f"covers {dates.humanize(count.covers)}"] if count.covers else []
    for field in ("killed", "injured"):
        groups = [f"{n} {group}" for n, group in labels.counts_by_group(count, field)]
        if getattr(count, field) is not None and groups:
            parts.append(f"of the {field}: {', '.join(groups)}")
    return styled((" · ".join(filter(None, (*parts, count.note))), "note"))


def _group(total: Total, by: str) -> str:
    if total.group and by == "month":
        return dates.humanize(total.group)
    return total.group or "not given"


def _at_least(count: Estimate | None) -> Estimate | None:
    """Return a sum; of bounds that make the low more than the best, the low alone."""
    if count and (count.low or 0) > max(count.best or 0, count.high or 0):
        return Estimate(low=count.low, approximate=count.approximate)
    return count


def _without(total: Total) -> str:
    count = f"{total.without_count:,} without a count" if total.without_count else ""
    best = f"{total.without_best:,} without a best figure" if total.without_best else ""
    return ", ".join(filter(None, (count, best)))


def _covered(phrases: Phrases, hidden: int) -> str:
    """Return what the totals cover, what is counted more than once, and what has no row."""
    by, all = phrases.result.subject, phrases.result.covered
    if all is None:
        return ""
    sentences = [f"{quantity(all.events, 'event')}, {all.without_count:,} of them without a count."]
    sentences.append("Counts of different events may overlap.")
    if by in ("month", "year"):
        sentences.append(f"A count is in the {by} in which its event began.")
    if hidden:
        sentences.append(f"{quantity(hidden, by)} without any count not shown.")
    if by == "actor":
        sentences.append("An event counts under each of its actors, whatever their part.")
    return " ".join(sentences)
