"""The records of a dataset that rows of UCDP GED make."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from conflictcli.imports import ucdp_columns as columns
from conflictcli.imports.outcome import SkippedRows
from conflictcli.model import dates
from conflictcli.model.records import (
    Actor,
    Breakdown,
    CasualtyReport,
    Citation,
    Estimate,
    Event,
    Participant,
    Place,
    Record,
    Source,
)
from conflictcli.model.text import normalized_name

_UCDP = "ucdp"
_UCDP_NAMES = ("ucdp", "uppsala conflict data program")


class Records:
    """Makes records of rows: one actor a name, one source a reference, however many share it.

    `write` is given each as soon as it is made, and an actor again for each alias that it gets.
    """

    def __init__(self, publication: columns.Publication, write: Callable[[Record], None]) -> None:
        self.publication = publication
        self.write = write
        self.by_ucdp = (Citation(source=publication.id),)
        self.actors: dict[str, Actor] = {}
        self.sources: dict[columns.Reference, str] = {}
        self.places: dict[tuple[str, ...], Place] = {}
        self.participants: dict[tuple[str, ...], tuple[Participant, ...]] = {}
        self.skipped = SkippedRows()
        self.ids = {_UCDP, publication.id}
        self.numbers: Counter[str] = Counter()
        self.rows = 0
        self._write_ucdp()

    def add(self, row: columns.Row, line: int) -> None:
        """Make the records of a row; raise ValueError with what cannot be read."""
        if not row.id.isdecimal() or not row.id.isascii():
            raise ValueError(f"'{row.id}' is no id")
        id = f"ged-{row.id}"
        if id in self.ids:
            raise ValueError(f"the id {row.id} is given again")
        killed, dead = columns.killed(row.low, row.best, row.high), columns.dead_by_group(row)
        days = columns.days(row)
        references = columns.references(row.source_article)
        sources = dict.fromkeys(map(self._source, references))
        published = (day for _, day, _ in references if day)
        after = [day for day in published if day >= row.date_start[:10]]
        cited = (Citation(source=self.publication.id, locator=f"event {row.id}"),)
        event = Event(
            id=id,
            title=f"{row.dyad_name}, {columns.place_name(row)}, {dates.humanize(days)}",
            kind=columns.kind(row),
            date=days,
            date_note=columns.date_note(row),
            place=self._place(row, line),
            participants=self._participants(row, line),
            citations=(*cited, *map(_citation, sources)),
        )
        self.ids.add(id)
        self.rows += 1
        self.write(event)
        self.write(
            CasualtyReport(
                id=f"{id}-deaths",
                event=id,
                as_of=max(after, default=None),
                killed=killed,
                breakdown=tuple(
                    Breakdown(group=name, killed=_exactly(number)) for name, number in dead.items()
                ),
                counted_by=_UCDP,
                citations=cited,
            )
        )
        self._note_source_problems(row, sources, after, line)

    def _write_ucdp(self) -> None:
        """Make the records of UCDP itself and of what it published."""
        name = "Uppsala Conflict Data Program"
        self.write(
            Source(
                id=self.publication.id,
                title=self.publication.title,
                publisher=name,
                compiles=True,
                note=self.publication.note,
            )
        )
        self.write(
            Actor(
                id=_UCDP,
                name=name,
                kind="organization",
                aliases=("UCDP",),
                citations=self.by_ucdp,
            )
        )

    def _participants(self, row: columns.Row, line: int) -> tuple[Participant, ...]:
        sides = row.side_a.strip(), row.side_b.strip()
        if not all(sides):
            self._note_skipped("a side without a name", row, line)
        key = (*sides, row.type_of_violence)
        if key not in self.participants:
            one_sided = row.type_of_violence == "3"
            roles = ("attacker", "target") if one_sided else ("party", "party")
            source = self.publication.id if one_sided else None
            self.participants[key] = tuple(
                Participant(actor=self._actor(name), role=role, source=source)
                for name, role in zip(sides, roles, strict=True)
                if name
            )
        return self.participants[key]

    def _actor(self, name: str) -> str:
        """Return the id of the actor of a name; what is the same once normalized is an alias."""
        key = normalized_name(name) or name
        if key in _UCDP_NAMES:
            return _UCDP
        actor = self.actors.get(key)
        if actor is None:
            id = self._id(_slug(key) or "unnamed")
            actor = Actor(id=id, name=name, kind=columns.actor_kind(name), citations=self.by_ucdp)
        elif name not in (actor.name, *actor.aliases):
            actor = replace(actor, aliases=(*actor.aliases, name))
        if actor is not self.actors.get(key):
            self.actors[key] = actor
            self.write(actor)
        return actor.id

    def _place(self, row: columns.Row, line: int) -> Place:
        names = (columns.place_name(row), row.adm_1, row.country)
        key = (*names, row.latitude, row.longitude, row.where_prec)
        if key not in self.places:
            latitude, longitude = (
                columns.degrees(row.latitude, 90),
                columns.degrees(row.longitude, 180),
            )
            if latitude is None or longitude is None:
                latitude = longitude = None
            name, region, country = (text or None for text in names)
            self.places[key] = Place(
                name=name or "",
                region=region,
                country=country,
                latitude=latitude,
                longitude=longitude,
                precision=columns.place_precision(row),
            )
        if self.places[key].latitude is None:
            self._note_skipped("invalid coordinates", row, line)
        return self.places[key]

    def _source(self, reference: columns.Reference) -> str:
        """Return the id of the source that a reference names."""
        id = self.sources.get(reference)
        if id is None:
            publisher, day, title = reference
            id = self._id("-".join(filter(None, (_slug(publisher or ""), day))) or "source")
            self.sources[reference] = id
            self.write(Source(id=id, title=title, publisher=publisher, published=day))
        return id

    def _note_source_problems(
        self, row: columns.Row, sources: Iterable[str], after: Iterable[str], line: int
    ) -> None:
        if not sources:
            self._note_skipped("no source but UCDP", row, line)
        elif not after:
            self._note_skipped(
                "no as-of date, since every source is older than the event", row, line
            )
        if columns.NULL_DATE in row.source_article:
            self._note_skipped(
                f"a source dated {columns.NULL_DATE}, a placeholder: undated", row, line
            )
        for name in columns.unknown_codes(row):
            self._note_skipped(f"a {name} that the codebook does not have: not guessed", row, line)

    def _note_skipped(self, reason: str, row: columns.Row, line: int) -> None:
        self.skipped.note(reason, line, row.id)

    def _id(self, wanted: str) -> str:
        """Return a slug that no record has yet, nor an event will."""
        id = slug = f"s-{wanted}" if wanted.startswith("ged-") else wanted
        while id in self.ids:
            self.numbers[slug] += 1
            id = f"{slug}-{self.numbers[slug] + 1}"
        self.ids.add(id)
        return id


@lru_cache(maxsize=4096)
def _citation(source: str) -> Citation:
    return Citation(source=source)


@lru_cache(maxsize=4096)
def _exactly(number: int) -> Estimate:
    return Estimate(best=number)


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", normalized_name(name)).strip("-")
