"""Records that hang from another of their table, like a copy from its original, by their ids."""

from collections.abc import Iterator, Mapping


def circles(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield each circle of records once, each record before the one from which it hangs."""
    followed: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        id = start
        while id in parents and id not in followed:
            followed.add(id)
            path[id] = None
            id = parents[id]
        if id in path:
            ids = [*path]
            yield ids[ids.index(id) :]


def originals(parents: Mapping[str, str]) -> dict[str, str]:
    """Return what each copy is a copy of, through other copies too.

    Of sources that copy each other in a circle that is the last before it closes.
    """
    found: dict[str, str] = {}
    for circle in circles(parents):
        found |= zip(circle, [circle[-1], *circle], strict=False)
    for start in parents:
        path: list[str] = []
        id = start
        while id in parents and id not in found:
            path.append(id)
            id = parents[id]
        found |= dict.fromkeys(path, found.get(id, id))
    return found
