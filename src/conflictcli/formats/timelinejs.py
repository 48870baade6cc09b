"""Dated records as slides of a TimelineJS 3 timeline."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from conflictcli.formats.exchange import json_list, reference_with_address, without_empty
from conflictcli.formats.records import json_line
from conflictcli.model import dates, labels
from conflictcli.model.addresses import link
from conflictcli.model.records import Event, Source
from conflictcli.model.results import Result
from conflictcli.model.scope import Dated
from conflictcli.model.text import quantity
from conflictcli.queries.counts import Standing, standing_of
from conflictcli.queries.support import cited
from conflictcli.queries.toll import toll
from conflictcli.views.objections import denial_lines, withdrawn_by
from conflictcli.views.phrases import Phrases, joined, reference, styled
from conflictcli.views.toll import other_text, toll_text

# What a row of bars is called, under the slides.
_GROUPS = {"event": "events", "statement": "statements", "casualties": "counts"}


def render(result: Result) -> Iterator[str]:
    """Yield a slide with the title, then one a line for each record that has a first day."""
    phrases, found = Phrases(result), standing_of(result)
    shown = [record for record in result.tables["timeline"] if _first_day(record)]
    title = json_line(_title_slide(phrases, shown))
    slides = (_slide(record, phrases, found) for record in shown)
    return json_list(f'{{"title":{title},"events":[', slides, "]}")


def omissions(result: Result) -> list[str]:
    """Return how many records have no first day."""
    records = result.tables["timeline"]
    if not records:
        return ["TimelineJS shows nothing without an entry."]
    undated = _undated(result)
    left_out = quantity(undated, "record")
    return [f"TimelineJS needs a first day: left out {left_out} without one."] if undated else []


def _title_slide(phrases: Phrases, shown: list[Dated]) -> dict[str, Any]:
    """Return what the timeline is of, what it shows and leaves out, its licence and its sources."""
    dataset, undated = phrases.dataset, _undated(phrases.result)
    types = Counter(_GROUPS[record.type] for record in shown)
    sources = len(cited(dataset, shown))
    lines = [
        ", ".join(quantity(number, what.removesuffix("s")) for what, number in types.items()),
        phrases.scope(),
        f"{undated:,} without a first day left out" if undated else "",
        "; ".join(
            [
                *([f"Licence: {dataset.license}"] if dataset.license else []),
                f"{quantity(sources, 'source')}, named on the slides",
            ]
        ),
    ]
    text = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return {"autolink": False, "text": {"headline": escape(dataset.title), "text": text}}


def _slide(record: Dated, phrases: Phrases, found: Standing) -> dict[str, Any]:
    """Return a slide, whose bar lasts from the first possible day to the last."""
    first, last, *_ = dates.interval(record.when)
    lines = [
        *(f"<strong>disputed</strong>: {escape(line)}" for line in denial_lines(phrases, record)),
        escape(withdrawn_by(phrases, record).plain),
        escape(phrases.differs_from(record).plain),
        escape(_toll(phrases, record, found)) if isinstance(record, Event) else "",
        _why_shown(phrases.result, record),
        "; ".join(map(_linked, cited(phrases.dataset, [record]))),
    ]
    slide: dict[str, Any] = {
        "unique_id": record.id,
        "start_date": _day(first),
        "end_date": _day(last) if last != first else None,
        "display_date": dates.humanize(record.when),
        "group": _GROUPS[record.type],
        "autolink": False,
        "text": {
            "headline": escape(labels.title(record, phrases.dataset)),
            "text": "".join(f"<p>{line}</p>" for line in lines if line),
        },
    }
    return without_empty(slide)


def _why_shown(result: Result, record: Dated) -> str:
    if not result.is_matched(record):
        return "comes with another entry"
    return "" if result.is_certain(record) else "maybe not of the days asked for"


def _toll(phrases: Phrases, event: Event, found: Standing) -> str:
    told = toll(found.of_event(event.id), event, phrases.dataset)
    others = [styled(other_text(phrases, c), f" {c.figure}") for c in told.others]
    lines = [toll_text(phrases, told), *others]
    return joined(lines, "\n").plain.replace("\n", "; ")


def _linked(source: Source) -> str:
    """Return a source in full as a link, or with its address beside it where that is none."""
    address = link(source.url)
    if address is None:
        return escape(reference_with_address(source))
    return f'<a href="{escape(address)}">{escape(reference(source))}</a>'


def _undated(result: Result) -> int:
    return len([record for record in result.tables["timeline"] if not _first_day(record)])


def _first_day(record: Dated) -> date | None:
    return dates.interval(record.when).earliest


def _day(day: date | None) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day} if day else {}
