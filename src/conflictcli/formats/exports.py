"""Answers for other tools: GeoJSON and TimelineJS."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from conflictcli.formats.exchange import json_list, reference_with_address, without_empty
from conflictcli.formats.records import json_line
from conflictcli.model import dates, labels
from conflictcli.model.addresses import link
from conflictcli.model.records import CasualtyReport, Event, Place, Source
from conflictcli.model.results import Result
from conflictcli.model.scope import Dated
from conflictcli.model.text import quantity
from conflictcli.queries.counts import Standing, standing_of
from conflictcli.queries.support import cited
from conflictcli.queries.toll import Toll, toll
from conflictcli.views.objections import denial_lines, withdrawn_by
from conflictcli.views.phrases import (
    Phrases,
    clock_words,
    joined,
    reference,
    styled,
)
from conflictcli.views.toll import other_text, toll_fields, toll_text


def render(result: Result, format: str) -> Iterator[str]:
    """Yield the texts of a file, a record a line."""
    if format == "geojson":
        return json_list('{"type":"FeatureCollection","features":[', _features(result), "]}")
    phrases, found = Phrases(result), standing_of(result)
    title = json_line(
        {"text": without_empty({"headline": escape(result.dataset.title), "text": _days(phrases)})}
    )
    slides = (
        _slide(record, phrases, found) for record in result.tables["timeline"] if _begins(record)
    )
    return json_list(f'{{"title":{title},"events":[', slides, "]}")


def omissions(result: Result, format: str) -> list[str]:
    """Return what a format cannot hold of a result."""
    records = result.tables.get("timeline", [])
    events = [record for record in records if isinstance(record, Event)]
    places = [event.place for event in events if event.place]
    points = len(list(filter(_is_point, places)))
    if format == "geojson" and (points < len(places) or len(places) < len(records)):
        placed = f"{len(places):,} of {quantity(len(events), 'event')}"
        return [f"GeoJSON holds events with a place: {placed}, {points:,} of them on the map."]
    undated = len([record for record in records if not _begins(record)])
    if format == "timelinejs" and undated:
        return [f"TimelineJS needs a first day: left out {undated:,} without one."]
    if format == "timelinejs" and not records:
        return ["TimelineJS shows nothing without an entry."]
    return []


def _days(phrases: Phrases) -> str:
    """Return the days of the question as a paragraph, if it has any."""
    days = clock_words(phrases.result.scope)
    return f"<p>{days}</p>" if days else ""


def _features(result: Result) -> Iterator[dict[str, Any]]:
    """Yield the events with a place as features of GeoJSON (RFC 7946)."""
    phrases = Phrases(result)
    found = standing_of(result)
    counts: dict[str, list[CasualtyReport]] = {}
    for count in result.known.casualties:
        counts.setdefault(count.event, []).append(count)
    for event in result.tables["timeline"]:
        if isinstance(event, Event) and event.place:
            own = sorted(counts.get(event.id, []), key=lambda count: count.sort_key)
            told = toll(found.of_event(event.id), event, result.dataset)
            yield _feature(phrases, event, event.place, told, own)


def _feature(
    phrases: Phrases,
    event: Event,
    place: Place,
    told: Toll,
    counts: Sequence[CasualtyReport],
) -> dict[str, Any]:
    """Return a feature, with the toll of the event and all its counts in words."""
    begins, ends, *_ = dates.interval(event.date)
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": point if _is_point(place) else None,
        "properties": {
            "title": event.title,
            "kind": event.kind,
            "date": event.date,
            "start": begins,
            "end": ends,
            "place": place.name,
            "precision": place.precision,
            "toll": toll_text(phrases, told).plain.replace("\n", "; ") or None,
            **toll_fields(told.lines),
            "counts": [phrases.dated(count, ", ").plain for count in counts],
            "disputed": event.id in phrases.result.denied,
            "denied_by": phrases.result.denied_by(event),
            "denials": denial_lines(phrases, event),
            "differs": bool(event.disagrees_with),
            "certain": phrases.result.scope.is_certain(event),
            "sources": [*map(reference_with_address, cited(phrases.dataset, [event]))],
        },
    }


def _toll(phrases: Phrases, event: Event, found: Standing) -> str:
    told = toll(found.of_event(event.id), event, phrases.dataset)
    others = [styled(other_text(phrases, c), f" {c.figure}") for c in told.others]
    lines = [toll_text(phrases, told), *others]
    return joined(lines, "\n").plain.replace("\n", "; ")


def _is_point(place: Place) -> bool:
    return place.latitude is not None and place.longitude is not None


def _slide(record: Dated, phrases: Phrases, found: Standing) -> dict[str, Any]:
    """Return an event of TimelineJS 3, its dates with the same parts."""
    start, end, _ = dates.ends(record.when or "")
    first, last = _parts(start), _parts(end) if end else []
    length = min(len(first), len(last) or 3)
    sources = cited(phrases.dataset, [record])
    lines = [
        *(f"<strong>disputed</strong>: {escape(line)}" for line in denial_lines(phrases, record)),
        escape(withdrawn_by(phrases, record).plain),
        escape(phrases.differs_from(record).plain),
        escape(_toll(phrases, record, found)) if isinstance(record, Event) else "",
        "" if phrases.result.scope.is_certain(record) else "maybe not of the days asked for",
        "" if phrases.result.is_matched(record) else "comes with another entry",
        "; ".join(map(_link, sources)),
    ]
    slide: dict[str, Any] = {
        "unique_id": record.id,
        "start_date": _date_parts(first[:length]),
        "end_date": _date_parts(last[:length]) if last[:length] != first[:length] else None,
        "display_date": dates.humanize(record.when),
        "group": record.type,
        "autolink": False,
        "text": {
            "headline": escape(labels.title(record, phrases.dataset)),
            "text": "".join(f"<p>{line}</p>" for line in lines if line),
        },
    }
    return without_empty(slide)


def _link(source: Source) -> str:
    """Return a source in full as a link, or with its address beside it where that is none."""
    address = link(source.url)
    if address is None:
        return escape(reference_with_address(source))
    return f'<a href="{escape(address)}">{escape(reference(source))}</a>'


def _begins(record: Dated) -> bool:
    return dates.interval(record.when).earliest is not None


def _parts(point: str) -> list[int]:
    return list(map(int, point.split("-")))


def _date_parts(parts: Sequence[int]) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), parts, strict=False))
