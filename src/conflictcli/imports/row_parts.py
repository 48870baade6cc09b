"""Who took part and where, as a row tells."""

from collections.abc import Callable, Iterator
from typing import cast, get_args

from conflictcli.imports.columns import Cells, Columns
from conflictcli.imports.coordinates import point_of, why_none
from conflictcli.imports.made import Made
from conflictcli.imports.map_keys import ActorKeys, PlaceKeys
from conflictcli.imports.row_lists import item_reader
from conflictcli.model.records import ActorKind, Citation, Participant, Place

_KINDS = get_args(ActorKind)
_UNKNOWN_KIND: ActorKind = "body"
# Who says that they did it: the recorder.
_ROLES_WITH_SOURCE = ("attacker", "accused")


class ActorReader:
    """Reads the participants of rows by one entry of a map."""

    def __init__(self, keys: ActorKeys, columns: Columns) -> None:
        self.columns = columns
        self.items = item_reader((keys.name, keys.role, keys.kind), keys.list, columns)
        self.name, self.role = columns.fill(keys.name), columns.fill(keys.role)
        self.kind = columns.fill(keys.kind)

    def read(self, cells: Cells, made: Made, by_recorder: Citation) -> Iterator[Participant]:
        """Yield the participants of a row."""
        for item in self.items(cells):
            name = self.name(item)
            if not name:
                continue
            kind = self.kind(item)
            if kind and kind not in _KINDS:
                self.columns.remarks.append(f"'{kind}' is no kind of actor: {_UNKNOWN_KIND}")
                kind = ""
            role = self.role(item) or "party"
            actor = made.actor(name, cast(ActorKind, kind or _UNKNOWN_KIND), (by_recorder,))
            source = by_recorder.source if role in _ROLES_WITH_SOURCE else None
            yield Participant(actor=actor, role=role, source=source)


def place_reader(keys: PlaceKeys | None, columns: Columns) -> Callable[[Cells], Place | None]:
    """Return a function that reads the place of a row, None where it names none."""
    if keys is None:
        return lambda cells: None
    names = [keys.name, *keys.within, keys.region, keys.country]
    name, *within, region, country = map(columns.fill, names)
    latitude, longitude = columns.fill_raw(keys.latitude), columns.fill_raw(keys.longitude)
    precision = columns.fill(keys.precision)

    def read(cells: Cells) -> Place | None:
        given = latitude(cells), longitude(cells)
        point = point_of(*given)
        if point is None and keys.latitude:
            columns.remarks.append(why_none(*given))
        named = [name(cells), *(wider(cells) for wider in within)]
        ends = region(cells) or None, country(cells) or None
        first = next(filter(None, (*named, *ends)), None)
        if first is None and point is None:
            return None
        north, east = point or (None, None)
        return Place(
            name=first or "place not named",
            within=tuple(dict.fromkeys(filter(None, named[1:]))),
            region=ends[0],
            country=ends[1],
            latitude=north,
            longitude=east,
            precision=precision(cells) or None,
        )

    return read
