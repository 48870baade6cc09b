"""Made-up records and datasets, of which the shapes for growth.py are made."""

from collections.abc import Callable
from typing import Any

Dataset = dict[str, Any]
CITED = [{"source": "paper"}]


def day(number: int) -> str:
    return f"2016-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def event(number: int, **more: Any) -> Dataset:
    place = {"name": f"Town {number % 500}", "country": "Land", "latitude": 36.0, "longitude": 37.0}
    named = {"id": f"event-{number}", "title": f"Raid {number}", "kind": "raid", "place": place}
    return {**named, "date": day(number), "citations": CITED, **more}


def statement(number: int, **more: Any) -> Dataset:
    said = {"id": f"said-{number}", "speaker": "alpha", "stance": "asserts"}
    text = {"text": f"word number {number}", "date": day(number), "about": ["event-0"]}
    return {**said, **text, "citations": CITED, **more}


def count(number: int, **more: Any) -> Dataset:
    counted = {"id": f"count-{number}", "event": "event-0", "as_of": day(number)}
    return {**counted, "killed": {"best": number}, "citations": CITED, **more}


def actor(number: int, **more: Any) -> Dataset:
    named = {"id": f"actor-{number}", "name": f"Person {number}", "kind": "person"}
    return {**named, "citations": CITED, **more}


def source(number: int, **more: Any) -> Dataset:
    address = f"https://papers.example/{number}"
    named = {"id": f"source-{number}", "title": f"Page {number}", "url": address}
    return {**named, "published": day(number), **more}


def dataset(**more: list[Dataset]) -> Dataset:
    """Return a dataset of one event, two actors and a source, and of the records given."""
    alpha = {"id": "alpha", "name": "Alpha", "kind": "state", "citations": CITED}
    beta = {**alpha, "id": "beta", "name": "Beta", "kind": "person", "member_of": "alpha"}
    paper = {"id": "paper", "title": "The Paper", "published": "2016-01-01"}
    attackers = [{"actor": "alpha", "role": "attacker", "source": "paper"}]
    first = event(0, date="2016-01-01", participants=attackers)
    return {
        "schema_version": 3,
        "title": "Growth",
        "sources": [paper, *more.get("sources", [])],
        "actors": [alpha, beta, *more.get("actors", [])],
        "events": [first, *more.get("events", [])],
        "statements": more.get("statements", []),
        "casualties": more.get("casualties", []),
    }


def of_statements(size: int, links: Callable[[int], Dataset]) -> Dataset:
    return dataset(statements=[statement(number, **links(number)) for number in range(size)])


def of_events(size: int, links: Callable[[int], Dataset], **more: Any) -> Dataset:
    events = [event(number, **links(number)) for number in range(1, size)]
    counts = [count(n, event=f"event-{n}", as_of="2016-12-30", **more) for n in range(size)]
    return dataset(events=events, casualties=counts)


def of_counts(size: int, numbers: Callable[[int], Dataset], **first: Any) -> Dataset:
    """Return counts of one event, each by a counter of its own."""
    made = dataset(
        actors=[actor(number) for number in range(size)],
        casualties=[
            count(number, **{"counted_by": f"actor-{number}", **numbers(number)})
            for number in range(size)
        ],
    )
    made["events"][0].update(first)
    return made


def empty(size: int) -> Dataset:
    return dataset()
