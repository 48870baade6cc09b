"""Datasets in which statements are many, or events that are told differently; and all shapes.

Each shape is a function of a size: one thing in it is so many.
"""

from collections.abc import Callable

from count_shapes import (
    agreeing_counts_by_members,
    counts_of_many_days,
    counts_of_many_events,
    differing_counts,
    differing_counts_of_nobody,
    groups_of_many_counts,
    groups_of_one_count,
    ranges_within_ranges,
    revisions_by_one,
    sliding_windows,
    standing_counts_by_one,
    toll_of_many_lines,
    upper_bounds,
)
from made_up import Dataset, actor, of_events, of_statements, statement
from record_shapes import (
    aliases,
    copy_chain,
    copy_star,
    dated_part_chain,
    member_chain,
    member_star,
    part_chain,
    part_star,
    participants,
    participants_by_sources,
    participants_in_many_roles,
    places_and_kinds,
    sources_of_one_event,
)


def statements_of_one_event(size: int) -> Dataset:
    return of_statements(size, lambda number: {})


def accusations_and_denials(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        accuses = {"stance": "accuses", "speaker": "alpha", "attributes_to": ["beta"]}
        return accuses if number % 2 else {**accuses, "stance": "denies", "speaker": "beta"}

    return of_statements(size, link)


def accusations_of_many_actors(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        named = {"attributes_to": [f"actor-{number // 2}"]}
        if number % 2:
            return {**named, "stance": "accuses"}
        return {**named, "stance": "denies", "speaker": f"actor-{number // 2}"}

    made = of_statements(size, link)
    made["actors"] += [actor(number) for number in range(size)]
    return made


def denials_alone(size: int) -> Dataset:
    return of_statements(size, lambda number: {"stance": "denies"})


def denials_by_many_speakers(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        accuses = {"stance": "accuses", "attributes_to": ["alpha"]}
        denies = {"stance": "denies", "speaker": f"actor-{number}"}
        return accuses if number % 2 else {**accuses, **denies}

    made = of_statements(size, link)
    return {**made, "actors": member_star(size)["actors"]}


def statements_of_many_members(size: int) -> Dataset:
    made = of_statements(size, lambda number: {"speaker": f"actor-{number}"})
    return {**made, "actors": member_star(size)["actors"]}


def denials_by_members_of_members(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        return {"stance": "denies", "attributes_to": ["alpha"], "speaker": f"actor-{number}"}

    made = of_statements(size, link)
    return {**made, "actors": member_chain(size)["actors"]}


def denials_of_each_before(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        speaker = "alpha" if number % 2 else "beta"
        answers = {"responds_to": f"said-{number - 1}"} if number else {}
        return {**answers, "speaker": speaker, "stance": "denies" if number else "accuses"}

    return of_statements(size, link)


def withdrawals_of_one(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        accuses = {"stance": "accuses", "attributes_to": ["beta"]}
        return {"stance": "denies", "responds_to": "said-0"} if number else accuses

    return of_statements(size, link)


def denials_of_which_one_is_withdrawn(size: int) -> Dataset:
    made = accusations_and_denials(size)
    withdrawal = {"stance": "denies", "speaker": "beta", "responds_to": "said-0"}
    made["statements"].append(statement(size, **withdrawal))
    return made


def denials_each_withdrawn(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        denies = {"stance": "denies", "speaker": "beta", "attributes_to": ["beta"]}
        return {**denies, "responds_to": f"said-{number - 1}"} if number % 2 else denies

    return of_statements(size, link)


def replies_to_one(size: int) -> Dataset:
    return of_statements(size, lambda number: {"responds_to": "said-0"} if number else {})


def reply_chain(size: int) -> Dataset:
    return of_statements(
        size, lambda number: {"responds_to": f"said-{number - 1}"} if number else {}
    )


def accusing_reply_chain(size: int) -> Dataset:
    def link(number: int) -> Dataset:
        answers = {"responds_to": f"said-{number - 1}"} if number else {}
        return {**answers, "stance": "accuses", "attributes_to": ["beta"]}

    return of_statements(size, link)


def differing_from_one(size: int) -> Dataset:
    return of_statements(size, lambda number: {"disagrees_with": ["said-0"]} if number else {})


def differing_chain(size: int) -> Dataset:
    return of_statements(
        size, lambda number: {"disagrees_with": [f"said-{number - 1}"]} if number else {}
    )


def one_differing_from_all(size: int) -> Dataset:
    others = [f"said-{number}" for number in range(1, size)]
    return of_statements(size, lambda number: {} if number else {"disagrees_with": others})


def events_differing_from_one(size: int) -> Dataset:
    return of_events(size, lambda number: {"disagrees_with": ["event-0"]})


def events_differing_chain(size: int) -> Dataset:
    return of_events(size, lambda number: {"disagrees_with": [f"event-{number - 1}"]})


def differing_events_by_many_counters(size: int) -> Dataset:
    made = events_differing_from_one(size)
    made["actors"] += [actor(number) for number in range(size)]
    for number, counted in enumerate(made["casualties"]):
        counted["counted_by"] = f"actor-{number}"
    return made


def statements_about_many_events(size: int) -> Dataset:
    made = of_events(size, lambda number: {})
    about = [f"event-{number}" for number in range(size)]
    links = {"about": about, "attributes_to": ["alpha"]}
    stances = ("accuses", "denies", "asserts", "denies")
    made["statements"] = [
        statement(number, stance=stance, speaker="beta", **links)
        for number, stance in enumerate(stances)
    ]
    return made


SHAPES: tuple[Callable[[int], Dataset], ...] = (
    *(statements_of_one_event, accusations_and_denials, accusations_of_many_actors),
    *(denials_alone, denials_by_many_speakers, denials_by_members_of_members),
    statements_of_many_members,
    *(denials_of_each_before, withdrawals_of_one),
    *(denials_of_which_one_is_withdrawn, denials_each_withdrawn),
    *(replies_to_one, reply_chain, accusing_reply_chain),
    *(differing_from_one, differing_chain, one_differing_from_all),
    *(events_differing_from_one, events_differing_chain, differing_events_by_many_counters),
    statements_about_many_events,
    *(differing_counts, differing_counts_of_nobody, counts_of_many_days, revisions_by_one),
    *(standing_counts_by_one, agreeing_counts_by_members, toll_of_many_lines, sliding_windows),
    upper_bounds,
    *(ranges_within_ranges, groups_of_one_count, groups_of_many_counts, counts_of_many_events),
    *(part_chain, dated_part_chain, part_star, member_chain, member_star, aliases),
    *(
        participants,
        participants_by_sources,
        participants_in_many_roles,
        sources_of_one_event,
        copy_chain,
        copy_star,
    ),
    places_and_kinds,
)
