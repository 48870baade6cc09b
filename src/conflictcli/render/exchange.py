"""Answers for other tools: CSL-JSON, GeoJSON and TimelineJS."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from conflictcli.model import dates, kinds
from conflictcli.model.records import Event, Source
from conflictcli.model.results import Result
from conflictcli.model.scope import Dated
from conflictcli.model.text import number
from conflictcli.queries.lookups import latest
from conflictcli.render.data import line
from conflictcli.render.phrases import reference, web_address


def texts(result: Result, format: str) -> Iterator[str]:
    """Return the texts of a file, a record a line."""
    if format == "csl-json":
        return _list("[", map(_reference, result.tables["sources"]), "]")
    if format == "geojson":
        return _list('{"type":"FeatureCollection","features":[', _features(result), "]}")
    title = line({"text": {"headline": escape(result.dataset.title)}})
    slides = (_slide(record, result) for record in result.tables["timeline"] if _begins(record))
    return _list(f'{{"title":{title},"events":[', slides, "]}")


def left_out(result: Result, format: str) -> list[str]:
    """Return what a format cannot hold of a result."""
    records = result.tables.get("timeline", [])
    if format == "geojson" and not all(map(_has_place, records)):
        others = number(sum(not _has_place(record) for record in records), "other")
        return [f"GeoJSON holds events with a place: left out {others}."]
    if format == "timelinejs" and not all(map(_begins, records)):
        undated = sum(not _begins(record) for record in records)
        return [f"TimelineJS needs a first day: left out {undated:,} without one."]
    return []


def _list(before: str, items: Iterable[Any], after: str) -> Iterator[str]:
    comma = "\n"
    yield before
    for item in items:
        yield comma + line(item)
        comma = ",\n"
    yield f"\n{after}\n"


def _reference(source: Source) -> dict[str, Any]:
    """Return an item of CSL-JSON 1.0.2."""
    item: dict[str, Any] = {
        "id": source.id,
        "type": "webpage" if web_address(source) else "document",
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author and [{"literal": source.author}],
        "language": source.language,
        "URL": web_address(source),
        "accessed": source.accessed and {"date-parts": [_parts(source.accessed)]},
        "issued": source.published and _issued(source.published),
    }
    return _known(item)


def _issued(published: str) -> dict[str, Any]:
    start, end, is_bounds = dates.ends(published)
    if is_bounds or not (start and end):
        return {"literal": dates.humanize(published)}
    return {"date-parts": [_parts(point) for point in dict.fromkeys((start, end))]}


def _features(result: Result) -> Iterator[dict[str, Any]]:
    """Return the events with a place as features of GeoJSON (RFC 7946)."""
    killed = latest("killed", result.known.casualties)
    for event in result.tables["timeline"]:
        if not _has_place(event):
            continue
        earliest, last, *_ = dates.interval(event.date)
        place, count = event.place, killed.get(event.id)
        dead = count and count.killed
        is_point = place.latitude is not None and place.longitude is not None
        yield {
            "type": "Feature",
            "id": event.id,
            "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]}
            if is_point
            else None,
            "properties": {
                "title": event.title,
                "kind": event.kind,
                "date": event.date,
                "start": earliest,
                "end": last,
                "place": place.name,
                "precision": place.precision,
                **{f"killed_{n}": getattr(dead, n, None) for n in ("low", "best", "high")},
                "disputed": event.id in result.denied,
                "sources": [reference(source) for source in kinds.cited(result.dataset, [event])],
            },
        }


def _has_place(record: Dated) -> bool:
    return isinstance(record, Event) and record.place is not None


def _slide(record: Dated, result: Result) -> dict[str, Any]:
    """Return an event of TimelineJS 3, its dates with the same parts."""
    start, end, _ = dates.ends(record.when or "")
    first, last = _parts(start), _parts(end) if end else []
    length = min(len(first), len(last) or 3)
    sources = kinds.cited(result.dataset, [record])
    said = ["<p><strong>disputed</strong></p>"] if record.id in result.denied else []
    slide: dict[str, Any] = {
        "unique_id": record.id,
        "start_date": _named(first[:length]),
        "end_date": _named(last[:length]) if last[:length] != first[:length] else None,
        "display_date": dates.humanize(record.when),
        "group": record.type,
        "autolink": False,
        "text": {
            "headline": escape(kinds.title(record, result.dataset)),
            "text": "".join([*said, f"<p>{'; '.join(map(_link, sources))}</p>"]),
        },
    }
    return _known(slide)


def _link(source: Source) -> str:
    text, address = escape(reference(source)), web_address(source)
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def _begins(record: Dated) -> bool:
    return dates.interval(record.when).earliest is not None


def _parts(point: str) -> list[int]:
    return list(map(int, point.split("-")))


def _named(parts: Sequence[int]) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), parts, strict=False))


def _known(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without what is null or empty."""
    return {name: value for name, value in item.items() if value not in (None, "", [], {})}
