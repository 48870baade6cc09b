"""Datasets in which counts of one event are many, or one counts many groups."""

from datetime import date, timedelta

from made_up import Dataset, count, dataset, day, of_counts, of_events
from record_shapes import member_chain


def differing_counts(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30"})


def differing_counts_of_nobody(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30", "counted_by": None})


def counts_of_many_days(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        first = 1700 + number // 336
        covers = f"{first}-{day(number)[5:]}/2016-12-28"
        return {"covers": covers, "as_of": "2016-12-30", "killed": {"best": size - number}}

    return of_counts(size, numbers, date="1600-01-01/2016-12-30")


def revisions_by_one(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        return {"as_of": f"{1990 + number // 336}-{day(number)[5:]}", "counted_by": "alpha"}

    return of_counts(size, numbers)


def standing_counts_by_one(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30", "counted_by": "alpha"})


def agreeing_counts_by_members(size: int) -> Dataset:
    made = of_counts(size, lambda number: {"as_of": "2016-12-30", "killed": {"best": 5}})
    return {**made, "actors": member_chain(size)["actors"]}


def toll_of_many_lines(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        covers = f"{1700 + number // 336}-{day(number)[5:]}"
        return {"covers": covers, "as_of": "2016-12-30", "killed": {"best": 1 + number}}

    return of_counts(size, numbers, date="1600-01-01/2016-12-30")


def sliding_windows(size: int) -> Dataset:
    """Return counts of periods of one length, each of which begins a day later."""

    def numbers(number: int) -> Dataset:
        first = date(1600, 1, 1) + timedelta(number)
        covers = f"{first}/{first + timedelta(20_000)}"
        return {"covers": covers, "as_of": "2016-12-30", "killed": {"best": 1 + number}}

    return of_counts(size, numbers, date="1500-01-01/2016-12-30")


def upper_bounds(size: int) -> Dataset:
    return of_counts(size, lambda number: {"as_of": "2016-12-30", "killed": {"high": 1 + number}})


def ranges_within_ranges(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        return {"as_of": "2016-12-30", "killed": {"low": number, "high": 3 * size - number}}

    return of_counts(size, numbers)


def groups_of_one_count(size: int) -> Dataset:
    groups = [{"group": f"group {number}", "killed": {"best": 1}} for number in range(size)]
    return dataset(casualties=[count(1, killed={"best": size}, breakdown=groups)])


def groups_of_many_counts(size: int) -> Dataset:
    def numbers(number: int) -> Dataset:
        parts = [{"group": f"group {number}", "killed": {"best": 1 + number}}]
        return {"killed": None, "breakdown": parts}

    return of_counts(size, numbers)


def counts_of_many_events(size: int) -> Dataset:
    return of_events(size, lambda number: {}, counted_by="beta")
