"""The dead of a row of UCDP GED: its three numbers, and those of each side."""

from functools import lru_cache
from typing import NamedTuple

from conflictcli.imports.ucdp_columns import UNIDENTIFIED, is_placeholder
from conflictcli.model.records import Breakdown, Estimate
from conflictcli.model.text import normalized_name

_MOST_DIGITS = 9


class Dead(NamedTuple):
    """The numbers of dead, and why one of them is not known."""

    killed: Estimate | None
    breakdown: tuple[Breakdown, ...]
    problems: tuple[str, ...]


@lru_cache(maxsize=16384)
def dead_of(
    of_a: str,
    of_b: str,
    civilians: str,
    unknown: str,
    low: str,
    best: str,
    high: str,
    side_a: str,
    side_b: str,
) -> Dead:
    """Return the dead in UCDP's own three numbers, and those of sides, civilians and unknown.

    Raise ValueError where one is no number.
    """
    numbers = _count(low, "low"), _count(best, "best"), _count(high, "high")
    killed = None
    if numbers != (None, None, None):
        killed = Estimate(low=numbers[0], best=numbers[1], high=numbers[2])
    breakdown = _breakdown(
        (side_a, _count(of_a, "deaths_a")),
        (side_b, _count(of_b, "deaths_b")),
        ("civilians", _count(civilians, "deaths_civilians")),
        ("unknown", _count(unknown, "deaths_unknown")),
    )
    problem = ""
    if killed is None and not breakdown:
        problem = "no number of dead: no count"
    elif None in numbers:
        problem = "a low, best or high number of dead that is not given: unknown"
    return Dead(killed, breakdown, (problem,) if problem else ())


def _breakdown(*groups: tuple[str, int | None]) -> tuple[Breakdown, ...]:
    """Return the groups whose number is given; those of one name are added up."""
    names: dict[str, str] = {}
    dead: dict[str, int] = {}
    for side, number in groups:
        name = UNIDENTIFIED if is_placeholder(side) else side or "unnamed"
        group = names.setdefault(normalized_name(name), name)
        if number is not None:
            dead[group] = dead.get(group, 0) + number
    return tuple(
        Breakdown(group=name, killed=Estimate(best=number)) for name, number in dead.items()
    )


def _count(number: str, name: str) -> int | None:
    """Read a number of dead, None where it is not given; raise ValueError where it is none."""
    if not number:
        return None
    if not number.isdecimal() or not number.isascii() or len(number) > _MOST_DIGITS:
        raise ValueError(f"'{number[:20]}' in {name} is no count")
    return int(number)
