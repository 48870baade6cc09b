"""Datasets in which events, actors or sources are many, or one has many parts."""

from made_up import Dataset, actor, dataset, day, event, of_events, source


def part_chain(size: int) -> Dataset:
    return of_events(size, lambda number: {"part_of": f"event-{number - 1}"}, counted_by="beta")


def dated_part_chain(size: int) -> Dataset:
    """Return a chain of parts, each counted for days of its own."""
    made = part_chain(size)
    for number, counted in enumerate(made["casualties"]):
        counted["covers"] = f"{1700 + number // 336}-{day(number)[5:]}"
    return made


def part_star(size: int) -> Dataset:
    return of_events(size, lambda number: {"part_of": "event-0"}, counted_by="beta")


def member_chain(size: int) -> Dataset:
    above = ["alpha", *(f"actor-{number}" for number in range(size - 1))]
    return dataset(actors=[actor(number, member_of=above[number]) for number in range(size)])


def member_star(size: int) -> Dataset:
    return dataset(actors=[actor(number, member_of="alpha") for number in range(size)])


def aliases(size: int) -> Dataset:
    made = dataset()
    made["actors"][0]["aliases"] = [f"name number {number}" for number in range(size)]
    return made


def participants(size: int) -> Dataset:
    made = dataset(actors=[actor(number) for number in range(size)])
    made["events"][0]["participants"] = [
        {"actor": f"actor-{number}", "role": "attacker", "source": "paper"}
        for number in range(size)
    ]
    return made


def participants_by_sources(size: int) -> Dataset:
    made = participants(size)
    made["sources"] += [source(number) for number in range(size)]
    for number, part in enumerate(made["events"][0]["participants"]):
        part["source"] = f"source-{number}"
    return made


def participants_in_many_roles(size: int) -> Dataset:
    made = participants(size)
    for number, part in enumerate(made["events"][0]["participants"]):
        part["role"] = f"role {number}"
    return made


def sources_of_one_event(size: int) -> Dataset:
    made = dataset(sources=[source(number) for number in range(size)])
    made["events"][0]["citations"] = [{"source": f"source-{number}"} for number in range(size)]
    return made


def copy_chain(size: int) -> Dataset:
    copied = ["paper", *(f"source-{number}" for number in range(size))]
    return dataset(
        sources=[source(number, copy_of=copied[number]) for number in range(size)],
        events=[
            event(number, citations=[{"source": f"source-{number}"}]) for number in range(1, size)
        ],
    )


def copy_star(size: int) -> Dataset:
    made = copy_chain(size)
    for copy in made["sources"][1:]:
        copy["copy_of"] = "paper"
    return made


def places_and_kinds(size: int) -> Dataset:
    return of_events(
        size, lambda number: {"place": {"name": f"Village {number}"}, "kind": f"kind {number}"}
    )
