"""The records of a dataset that rows of UCDP GED make."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from conflictcli.imports import ucdp_columns as columns
from conflictcli.imports import ucdp_sources as sources
from conflictcli.imports.made import Made, Memory, Remember
from conflictcli.imports.outcome import SkippedRows
from conflictcli.imports.ucdp_columns import Publication, Row
from conflictcli.imports.ucdp_dead import Dead, dead_of
from conflictcli.model.records import (
    Actor,
    CasualtyReport,
    Citation,
    Event,
    Participant,
    Record,
    Source,
)

_UCDP = "ucdp"


class _Sides(NamedTuple):
    """The sides of an event: in its title, as its participants, and what of them is left out."""

    parties: str
    participants: tuple[Participant, ...]
    problems: tuple[str, ...]


class Records:
    """Makes records of rows: one actor a name, one source a reference, however many share it.

    `write` is given each as soon as it is made, and an actor again for each alias that it gets.
    `remember` makes the memories of what grows with the rows. Columns that say the same in many
    rows are read together and once.
    """

    def __init__(
        self,
        publication: Publication,
        write: Callable[[Record], None],
        remember: Remember,
    ) -> None:
        self.publication = publication
        self.write = write
        self.by_ucdp = (Citation(source=publication.id),)
        self.made = Made("ged", write, remember)
        self.line_of_id: Memory = remember()
        self.known_sides: dict[tuple[str, ...], _Sides] = {}
        self.skipped = SkippedRows()
        self.rows = 0
        self._write_ucdp()

    def add(self, row: Row, line: int) -> None:
        """Make the records of a row; raise ValueError with what cannot be read."""
        id = row.id
        if not id.isdecimal() or not id.isascii():
            raise ValueError(f"'{id}' is no id")
        days = columns.days(row)
        codes = columns.codes(*row[columns.CODES], row.code_status)
        dead = dead_of(*row[columns.DEAD])
        place, no_point = columns.located(*row[columns.PLACE], codes.precision)
        self.line_of_id[id] = line
        named = sources.named(row.source_article, self.publication.last_day)
        # Sources and actors come before the event that names them.
        ids = dict.fromkeys(map(self.made.source, named.references))
        sides = self._sides(row)
        by_ucdp = Citation(source=self.publication.id, locator=f"event {id}")
        event = Event(
            id=f"ged-{id}",
            title=f"{sides.parties}, {place.name}, {days.words}",
            kind=codes.kind,
            date=days.expression,
            date_note=codes.date_note,
            place=place,
            note=codes.note,
            participants=sides.participants,
            citations=(by_ucdp, *[Citation(source=source) for source in ids]),
        )
        self.rows += 1
        self.write(event)
        problems = *named.problems, *no_point, *sides.problems, *codes.problems, *dead.problems
        if dead.killed or dead.breakdown:
            first = sources.first_reported(named.published, days.last)
            problems += first.problems
            self.write(_count(event, dead, first.day, _note(row.source_original, first.note)))
        for problem in problems:
            self.skipped.note(problem, line, id)

    def _write_ucdp(self) -> None:
        """Make the records of UCDP itself and of what it published."""
        name = "Uppsala Conflict Data Program"
        self.made.add_source(
            Source(
                id=self.publication.id,
                title=self.publication.title,
                publisher=name,
                compiles=True,
                note=self.publication.note,
            )
        )
        self.made.add_actor(
            Actor(
                id=_UCDP,
                name=name,
                kind="organization",
                aliases=("UCDP",),
                citations=self.by_ucdp,
            )
        )

    def _sides(self, row: Row) -> _Sides:
        """Return the sides of an event, with an actor for each that has a name."""
        key = *row[columns.SIDES], row.type_of_violence
        if key not in self.known_sides:
            self.known_sides[key] = self._new_sides(*key)
        return self.known_sides[key]

    def _new_sides(self, side_a: str, side_b: str, dyad_name: str, violence: str) -> _Sides:
        names = side_a, side_b
        unidentified = [name for name in names if columns.is_placeholder(name)]
        problems = []
        if not all(names):
            problems.append("a side without a name")
        if unidentified:
            problems.append("a side that UCDP has not identified: no actor")
        one_sided = violence == "3"
        roles = ("attacker", "target") if one_sided else ("party", "party")
        source = self.publication.id if one_sided else None
        participants = tuple(
            Participant(actor=self._actor(name), role=role, source=source)
            for name, role in zip(names, roles, strict=True)
            if name and name not in unidentified
        )
        return _Sides(columns.parties(*names, dyad_name), participants, tuple(problems))

    def _actor(self, name: str) -> str:
        return self.made.actor(name, columns.actor_kind(name), self.by_ucdp)


def _count(event: Event, dead: Dead, as_of: str | None, note: str | None) -> CasualtyReport:
    return CasualtyReport(
        id=f"{event.id}-deaths",
        event=event.id,
        as_of=as_of,
        killed=dead.killed,
        breakdown=dead.breakdown,
        counted_by=_UCDP,
        note=note,
        citations=event.citations[:1],
    )


@lru_cache(maxsize=4096)
def _note(original: str, of_day: str | None) -> str | None:
    """Return what the day of a count is, and on whom its source relied."""
    relied = f"UCDP's original source: {original}." if original else None
    return " ".join(filter(None, (of_day, relied))) or None
