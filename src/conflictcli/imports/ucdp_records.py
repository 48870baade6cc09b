"""The records of a dataset that rows of UCDP GED make."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from conflictcli.imports import ucdp_columns as columns
from conflictcli.imports import ucdp_sources as sources
from conflictcli.imports.coordinates import point_of, why_none
from conflictcli.imports.made import Made, Memory, Reference, Remember
from conflictcli.imports.outcome import SkippedRows
from conflictcli.imports.ucdp_columns import Days, Publication, Row
from conflictcli.model import dates
from conflictcli.model.records import (
    Actor,
    CasualtyReport,
    Citation,
    Event,
    Participant,
    Place,
    Record,
    Source,
)

_UCDP = "ucdp"


class Records:
    """Makes records of rows: one actor a name, one source a reference, however many share it.

    `write` is given each as soon as it is made, and an actor again for each alias that it gets.
    `remember` makes the memories of what grows with the rows.
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
        self.participants: dict[tuple[str, ...], tuple[Participant, ...]] = {}
        self.skipped = SkippedRows()
        self.rows = 0
        self._write_ucdp()

    def add(self, row: Row, line: int) -> None:
        """Make the records of a row; raise ValueError with what cannot be read."""
        if not row.id.isdecimal() or not row.id.isascii():
            raise ValueError(f"'{row.id}' is no id")
        days = columns.days(row)
        killed = columns.killed(row.low, row.best, row.high)
        groups = columns.breakdown(row.side_a, row.side_b, *row[columns.DEATHS])
        self.line_of_id[row.id] = line
        references = [
            self._dated(found, row, line) for found in sources.references(row.source_article)
        ]
        event = self._event(row, days, references, line)
        self.rows += 1
        self.write(event)
        self._note_codes(row, event, line)
        if killed is None and not groups:
            self._note_skipped("no number of dead: no count", row, line)
            return
        if not (row.low and row.best and row.high):
            reason = "a low, best or high number of dead that is not given: unknown"
            self._note_skipped(reason, row, line)
        published = [found.published for found in references]
        reported = self._first_reported(published, days, row, line)
        self.write(
            CasualtyReport(
                id=f"{event.id}-deaths",
                event=event.id,
                as_of=reported,
                killed=killed,
                breakdown=groups,
                counted_by=_UCDP,
                note=_note(row.source_original, sources.note_of_day(published, reported)),
                citations=event.citations[:1],
            )
        )

    def _event(self, row: Row, days: Days, references: Sequence[Reference], line: int) -> Event:
        """Make an event, cited from UCDP and then from the sources that UCDP names."""
        parties = columns.parties(row.side_a, row.side_b, row.dyad_name)
        by_ucdp = Citation(source=self.publication.id, locator=f"event {row.id}")
        ids = dict.fromkeys(map(self.made.source, references))
        return Event(
            id=f"ged-{row.id}",
            title=", ".join([parties, columns.place_name(row), dates.humanize(days.expression)]),
            kind=columns.kind(row),
            date=days.expression,
            date_note=columns.date_note(row),
            place=self._place(row, line),
            note=columns.status_note(row),
            participants=self._participants(row, line),
            citations=(by_ucdp, *map(_citation, ids)),
        )

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

    def _participants(self, row: Row, line: int) -> tuple[Participant, ...]:
        sides = row.side_a, row.side_b
        if not all(sides):
            self._note_skipped("a side without a name", row, line)
        if any(map(columns.is_placeholder, sides)):
            self._note_skipped("a side that UCDP has not identified: no actor", row, line)
        key = (*sides, row.type_of_violence)
        if key not in self.participants:
            one_sided = row.type_of_violence == "3"
            roles = ("attacker", "target") if one_sided else ("party", "party")
            source = self.publication.id if one_sided else None
            self.participants[key] = tuple(
                Participant(actor=self._actor(name), role=role, source=source)
                for name, role in zip(sides, roles, strict=True)
                if name and not columns.is_placeholder(name)
            )
        return self.participants[key]

    def _actor(self, name: str) -> str:
        return self.made.actor(name, columns.actor_kind(name), self.by_ucdp)

    def _place(self, row: Row, line: int) -> Place:
        names = columns.place_name(row), row.adm_1, row.country
        place = _place(*names, row.latitude, row.longitude, columns.place_precision(row))
        if place.latitude is None:
            self._note_skipped(why_none(row.latitude, row.longitude), row, line)
        return place

    def _dated(self, found: Reference, row: Row, line: int) -> Reference:
        """Return a reference without a day that cannot be that of its source."""
        if found.published is None:
            return found
        problem = sources.problem_of_day(found.published, self.publication.last_day)
        if problem is None:
            return found
        self._note_skipped(problem, row, line)
        return found._replace(published=None)

    def _first_reported(
        self, published: Sequence[str | None], days: Days, row: Row, line: int
    ) -> str | None:
        day = sources.first_reported(published, days.last)
        if day is None:
            self._note_skipped(sources.why_not_reported(published), row, line)
        return day

    def _note_codes(self, row: Row, event: Event, line: int) -> None:
        for name in columns.unknown_codes(row):
            self._note_skipped(
                f"a code of {name} that the codebook does not have: not guessed", row, line
            )
        if event.note:
            self._note_skipped("a code status other than Clear: kept in a note", row, line)

    def _note_skipped(self, reason: str, row: Row, line: int) -> None:
        self.skipped.note(reason, line, row.id)


@lru_cache(maxsize=4096)
def _place(
    name: str, region: str, country: str, latitude: str, longitude: str, precision: str | None
) -> Place:
    north, east = point_of(latitude, longitude) or (None, None)
    return Place(
        name=name,
        region=region or None,
        country=country or None,
        latitude=north,
        longitude=east,
        precision=precision,
    )


@lru_cache(maxsize=4096)
def _note(original: str, of_day: str | None) -> str | None:
    """Return what the day of a count is, and on whom its source relied."""
    relied = f"UCDP's original source: {original}." if original else None
    return " ".join(filter(None, (of_day, relied))) or None


@lru_cache(maxsize=4096)
def _citation(source: str) -> Citation:
    return Citation(source=source)
