"""Events with a place as GeoJSON (RFC 7946), in the forms that GDAL, QGIS and web maps all read."""

from collections.abc import Iterator, Sequence
from typing import Any

from conflictcli.formats.exchange import json_list, reference_with_address
from conflictcli.model import dates
from conflictcli.model.records import CasualtyReport, Event, Place
from conflictcli.model.results import Result
from conflictcli.model.text import join_items, quantity
from conflictcli.queries.counts import standing_of
from conflictcli.queries.support import cited
from conflictcli.queries.toll import Toll, toll
from conflictcli.views.objections import denial_lines
from conflictcli.views.phrases import Phrases
from conflictcli.views.toll import toll_fields, toll_text


def render(result: Result) -> Iterator[str]:
    """Yield a feature a line; those without coordinates come last, as GDAL wants them."""
    return json_list('{"type":"FeatureCollection","features":[', _features(result), "]}")


def omissions(result: Result) -> list[str]:
    """Return how much of a result has no place, or none on the map."""
    records = result.tables["timeline"]
    events = [record for record in records if isinstance(record, Event)]
    placed = [event for event in events if event.place]
    points = len([event for event in placed if event.is_located])
    if points == len(placed) == len(records):
        return []
    of_all = f"{len(placed):,} of {quantity(len(events), 'event')}"
    return [f"GeoJSON holds events with a place: {of_all}, {points:,} of them on the map."]


def _features(result: Result) -> Iterator[dict[str, Any]]:
    phrases = Phrases(result)
    found = standing_of(result)
    counts: dict[str, list[CasualtyReport]] = {}
    for count in result.known.casualties:
        counts.setdefault(count.event, []).append(count)
    events = (record for record in result.tables["timeline"] if isinstance(record, Event))
    for event in sorted(events, key=lambda event: not event.is_located):
        if event.place:
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
    """Return a feature, with the toll of the event and all its counts in words.

    A list is one text: QGIS, Shapefile and FlatGeobuf have none. The id is a property too, since
    web maps take numbers alone as ids. `begin` and `end` are what KML makes a time span of.
    """
    begin, end, *_ = dates.interval(event.date)
    point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": point if event.is_located else None,
        "properties": {
            "id": event.id,
            "name": event.title,
            "kind": event.kind,
            "date": event.date,
            "begin": begin,
            "end": end,
            "place": place.name,
            "precision": place.precision,
            "toll": toll_text(phrases, told).plain.replace("\n", "; ") or None,
            **toll_fields(told.lines),
            "counts": join_items(phrases.dated(count, ", ").plain for count in counts) or None,
            "disputed": event.id in phrases.result.denied,
            "denied_by": join_items(phrases.result.denied_by(event)) or None,
            "denials": join_items(denial_lines(phrases, event)) or None,
            "differs": bool(event.disagrees_with),
            "certain": phrases.result.is_certain(event),
            "sources": join_items(map(reference_with_address, cited(phrases.dataset, [event])))
            or None,
        },
    }
