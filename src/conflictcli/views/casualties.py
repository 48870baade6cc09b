"""Counts of the killed and injured, event by event."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from conflictcli.model import dates, labels
from conflictcli.model.records import CasualtyReport, Estimate, Event
from conflictcli.model.results import EVERYONE, FIGURES, Count, Figure
from conflictcli.model.text import quantity
from conflictcli.queries.counts import Standing, standing_of
from conflictcli.queries.toll import Toll
from conflictcli.queries.toll import toll as toll_of
from conflictcli.views.numbers import TRACK, UP_TO_HIGH, bar, estimate
from conflictcli.views.phrases import Phrases, joined, styled
from conflictcli.views.sections import GAP, Column, Line, Section, Table, table_of
from conflictcli.views.toll import figure_text, toll_text

_FEW_EVENTS = 1
_FEW_COUNTS = 8

# At the end of a bar.
_OPEN = "▶ or more"


def casualties(phrases: Phrases) -> Iterator[Section]:
    """Yield the counts of each event, after a line for each where there are many."""
    reports: Sequence[CasualtyReport] = phrases.result.tables["casualties"]
    found = standing_of(phrases.result)
    events = [
        (phrases.dataset.event_by_id[id], list(group))
        for id, group in groupby(reports, key=lambda report: report.event)
    ]
    size = f"{quantity(len(reports), 'count')} of {quantity(len(events), 'event')}"
    yield Line(phrases.title("Killed and injured"), Text(size if reports else "", "quiet"))
    if len(events) > _FEW_EVENTS and len(reports) > _FEW_COUNTS:
        yield _overview(phrases, events, found)
    yield legend(reports, found)
    most = largest(reports, found)
    for event, group in events:
        heading = styled((event.title, "heading"), "  ", (event.id, "id"))
        toll = event_toll(phrases, event, found)
        lines = joined([toll_text(phrases, toll), _not_in_toll(toll)], "\n")
        yield counts_table(phrases, group, Line(heading, lines), found, most)


def _not_in_toll(toll: Toll) -> Text:
    """Return how many counts are in the table below and in no line above it."""
    number = len({count.report.id for count in toll.others})
    if not toll.lines or not number:
        return Text()
    are = "is" if number == 1 else "are"
    return Text(
        f"{quantity(number, 'more count')} {are} of other days, or of unknown ones", "quiet"
    )


def event_toll(phrases: Phrases, event: Event, found: Standing) -> Toll:
    """Return the toll that the counts asked for of an event come to, shown or not."""
    asked = phrases.counts_asked
    counts = [count for count in found.of_event(event.id) if count.report.id in asked]
    return toll_of(counts, event, phrases.dataset)


def counts_table(
    phrases: Phrases,
    reports: Sequence[CasualtyReport],
    heading: Line,
    found: Standing,
    most: int,
) -> Table:
    """Return the counts of one event by counter and day; `most` is the whole width of a bar."""
    rows = _Rows(phrases, reports, found, most)
    columns = (
        Column("counted by", share=2, repeats=True, cell=rows.counter),
        Column(f"as of {rows.year}".rstrip(), no_wrap=True, cell=rows.day),
        Column("killed", "right", no_wrap=True, cell=rows.killed),
        Column("", no_wrap=True, cell=rows.bar),
        Column("injured", "right", no_wrap=True, cell=rows.injured),
        Column("source", share=2, cell=rows.sources),
        Column("of what", share=3, under="narrow", cell=rows.of_what),
    )
    return table_of(heading, rows.reports, columns, names=rows.names())


def legend(reports: Sequence[CasualtyReport], found: Standing) -> Line:
    """Return what the signs of counts mean, and that they are not to be added up."""
    if len(reports) < 2:
        return Line(Text())
    numbers = [number for report in reports if (number := bar_number(report, found))]
    most = largest(reports, found)
    of_bars = {
        UP_TO_HIGH: any(TRACK in bar(number, most).plain for number in numbers),
        _OPEN: any(number.is_open for number in numbers),
    }
    signs = {
        "◀ stands": True,
        "dim, no ◀: replaced by its counter": any(map(found.is_replaced, reports)),
        **of_bars,
        "– not given": any(r.killed is None or r.injured is None for r in reports),
    }
    shown = [sign for sign, is_used in signs.items() if is_used]
    overlap = "Counts may overlap: they are never added up."
    beside = GAP.join(sign for sign in shown if sign not in of_bars)
    without_bars = Text(f"{beside}\n{overlap}", "quiet")
    if not numbers:
        return Line(without_bars)
    text = f"{GAP.join(shown)}\nBars start at zero, on one scale. {overlap}"
    return Line(Text(text, "quiet"), without_bars=without_bars)


def largest(reports: Iterable[CasualtyReport], found: Standing) -> int:
    """Return the largest number killed, for the scale of bars."""
    numbers = (bar_number(report, found) for report in reports)
    return max((n for number in numbers if number for n in number.numbers), default=0)


def bar_number(report: CasualtyReport, found: Standing) -> Estimate | None:
    """Return the killed that a bar shows: those of one people, None where there are several."""
    killed = [c for c in found.of_reports.get(report.id, ()) if c.figure == "killed"]
    is_comparable = len(killed) == 1 and (found.groups or killed[0].people == EVERYONE)
    return killed[0].number if is_comparable else None


class _Rows:
    """The cells of counts of one event, quiet where nothing of a count stands."""

    def __init__(
        self, phrases: Phrases, reports: Sequence[CasualtyReport], found: Standing, most: int
    ) -> None:
        self.phrases, self.found, self.most = phrases, found, most
        self.counters = {r.id: phrases.counter_name(r.counted_by) for r in reports}
        self.reports = sorted(
            reports,
            key=lambda r: (r.counted_by is None, self.counters[r.id].casefold(), r.sort_key),
        )
        pairs = zip(self.reports, self.reports[1:], strict=False)
        # The name of a counter stands once, above its later counts.
        self.later = {r.id for before, r in pairs if before.counted_by == r.counted_by}
        years = {dates.year_of(report.as_of) for report in reports}
        self.year = years.pop() if len(years) == 1 else ""
        self.has_bars = len({str(n) for r in reports if (n := bar_number(r, found))}) > 1

    def counter(self, report: CasualtyReport) -> Text:
        """Return who counted."""
        name = "" if report.id in self.later else self.counters[report.id]
        return styled((name, "" if report.counted_by else "quiet"))

    def day(self, report: CasualtyReport) -> Text:
        """Return the as-of day, and whether the count stands."""
        if self.found.is_replaced(report):
            return styled((self._day(report), "quiet"))
        counts = self.found.of_reports.get(report.id, ())
        sign = " ◀" if counts and all(map(self.found.stands, counts)) else ""
        return styled((self._day(report), "date"), (sign, "latest"))

    def killed(self, report: CasualtyReport) -> Text:
        """Return the killed."""
        return self._figure(report, "killed")

    def injured(self, report: CasualtyReport) -> Text:
        """Return the injured."""
        return self._figure(report, "injured")

    def bar(self, report: CasualtyReport) -> Text:
        """Return a bar of the killed."""
        killed = bar_number(report, self.found)
        return self._quieted(report, bar(killed, self.most) if self.has_bars else Text())

    def sources(self, report: CasualtyReport) -> Text:
        """Return the sources."""
        return self.phrases.source_names(report)

    def of_what(self, report: CasualtyReport) -> Text:
        """Return whether a count is of the window, what it covers, its groups and its note."""
        parts: list[str] = []
        if not self.phrases.result.is_certain(report):
            parts.append("may have been counted on these days, not certain")
        in_part = "" if self.found.is_replaced(report) else "in part "
        parts += [
            f"{in_part}replaced by its later count ({dates.humanize(later.as_of)})"
            for later in self._replacing_but_not_shown(report)
        ]
        if report.covers:
            parts.append(f"covers {dates.humanize(report.covers)}")
        for figure in FIGURES:
            groups = [f"{n} {group}" for n, group in labels.counts_by_group(report, figure)]
            if getattr(report, figure) is not None and groups:
                parts.append(f"of the {figure}: {', '.join(groups)}")
        return styled((" · ".join(filter(None, (*parts, report.note))), "note"))

    def _replacing_but_not_shown(self, report: CasualtyReport) -> Iterator[CasualtyReport]:
        """Yield the later counts that replace one, those that a filter leaves out."""
        by_id = self.phrases.dataset.by_id["casualties"]
        for id in self.found.all_replacing(report):
            if id not in self.counters:
                yield by_id[id]

    def names(self) -> list[str]:
        """Return what names each row where its notes stand below all."""
        return [f"{self.counters[r.id]}, {self._day(r)}" for r in self.reports]

    def _day(self, report: CasualtyReport) -> str:
        if self.year:
            return dates.in_brief(report.as_of, under_month=True, with_weekday=False)
        return dates.in_brief(report.as_of)

    def _figure(self, report: CasualtyReport, figure: Figure) -> Text:
        """Return the killed or injured; of groups, each of them."""
        counts = [c for c in self.found.of_reports.get(report.id, ()) if c.figure == figure]
        if not counts:
            return Text("–", "quiet")
        return joined((self._number(report, count) for count in counts), "\n")

    def _number(self, report: CasualtyReport, count: Count) -> Text:
        """Return a number; marked by itself where only some of its report stand."""
        text = styled(estimate(count.number), self._people(count))
        if not self.found.stands(count):
            return Text(text.plain, "quiet")  # Written anew: a bold number would stay bold.
        counts = self.found.of_reports[report.id]
        return text if all(map(self.found.stands, counts)) else styled(text, (" ◀", "latest"))

    def _people(self, count: Count) -> str:
        if count.people == EVERYONE:
            return ""
        return f" {labels.people_of(count.number, count.people)}"

    def _quieted(self, report: CasualtyReport, text: Text) -> Text:
        return Text(text.plain, "quiet") if self.found.is_replaced(report) else text


def _overview(
    phrases: Phrases, events: Sequence[tuple[Event, Sequence[CasualtyReport]]], found: Standing
) -> Table:
    """Return a line for each event: what was counted, and how often."""
    columns = (
        Column("event", share=3, cell=lambda row: styled((row[0].title, "title"))),
        Column(
            "killed",
            share=3,
            cell=lambda row: _killed(phrases, row[0], row[1], found),
        ),
        Column("counts", "right", no_wrap=True, cell=lambda row: Text(str(len(row[1])))),
        Column("id", no_wrap=True, optional=True, cell=lambda row: styled((row[0].id, "id"))),
    )
    return table_of(Line(Text()), events, columns)


def _killed(
    phrases: Phrases, event: Event, shown: Sequence[CasualtyReport], found: Standing
) -> Text:
    """Return the toll of the killed, a dash where nobody counted them."""
    text = figure_text(phrases, event_toll(phrases, event, found), "killed")
    if text:
        return text
    counts = [count for report in shown for count in found.of_reports.get(report.id, ())]
    is_counted = any(count.figure == "killed" for count in counts)
    return Text("replaced by counts not listed here" if is_counted else "–", "quiet")
