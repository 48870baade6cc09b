"""The records of a dataset that rows of a table make, by a map."""

from collections.abc import Callable

from conflictcli.imports.columns import Cells, Columns, code_of
from conflictcli.imports.limits import Limits
from conflictcli.imports.made import Made, Memory, Remember, row_slug, slug
from conflictcli.imports.map_keys import Map, Skip
from conflictcli.imports.outcome import SkippedRows
from conflictcli.imports.row_counts import Figures, figure_reader
from conflictcli.imports.row_days import day_reader
from conflictcli.imports.row_parts import ActorReader, place_reader
from conflictcli.imports.row_sources import SourceReader
from conflictcli.model.records import Actor, CasualtyReport, Citation, Event, Record, Source
from conflictcli.model.typed_dates import Form

_LONGEST_ID = 200


class RepeatedIdError(ValueError):
    """Raised for a row whose id, or whose count in a series, an earlier row has."""


class TableRecords:
    """Makes records of rows; `write` is given each as soon as it is made.

    `remember` makes the memories of what grows with the rows.
    """

    def __init__(
        self,
        keys: Map,
        columns: Columns,
        form: Form | None,
        write: Callable[[Record], None],
        remember: Remember = dict,
    ) -> None:
        self.keys = keys
        self.columns = columns
        self.write = write
        self.made = Made(keys.prefix, write, remember)
        self.skipped = SkippedRows()
        self.line_of_key: Memory = remember()
        self.told: Memory = remember()  # Of a series: a checksum of what its first row tells.
        self.events = self.rows = 0
        self.by_recorder = Citation(source=f"source-{keys.prefix}")
        form = form or keys.dates
        event, count = keys.event, keys.count
        self._id_of = columns.fill_raw(keys.id)
        self.title, self.kind = columns.fill(event.title), columns.fill(event.kind)
        self.summary, self.note = columns.fill(event.summary), columns.fill(event.note)
        self.date = day_reader(keys.date, columns, form)
        self.date_note = columns.fill(keys.date.note)
        self.country = columns.fill(keys.place.country if keys.place else None)
        self.place = place_reader(keys.place, columns)
        self.skips = [(skip, columns.fill_raw(skip.column)) for skip in keys.skip]
        self.actors = [ActorReader(entry, columns) for entry in columns.numbered(keys.actors)]
        self.sources = [
            SourceReader(entry, columns, form) for entry in columns.numbered(keys.sources)
        ]
        self.figures = figure_reader(count, columns) if count else _no_figures
        self.as_of = day_reader(count.as_of if count else None, columns, form)
        self.covers = day_reader(count.covers if count else None, columns, form)
        self.counter = columns.fill(count.by if count else None)

    @property
    def is_series(self) -> bool:
        """Return whether rows with one id are counts of one event."""
        return bool(self.keys.count and self.keys.count.series)

    def write_recorder(self) -> None:
        """Make the records of the recorder and of the table itself."""
        recorder = self.keys.recorder
        self.made.add_source(
            Source(
                id=self.by_recorder.source,
                title=self.keys.title,
                publisher=recorder.name,
                url=recorder.url,
                compiles=True,
                note=recorder.cite,
            )
        )
        self.made.add_actor(
            Actor(
                id=self.keys.prefix,
                name=recorder.name,
                kind="organization",
                aliases=recorder.aliases,
                citations=(self.by_recorder,),
            )
        )

    def id_of(self, cells: Cells) -> str:
        """Return the id of a row as its recorder writes it, "" where it has none."""
        return code_of(self._id_of(cells))

    def key(self, cells: Cells) -> str:
        """Return what no other row has: the id and, of a count in a series, whose and of when.

        Raise ValueError where there is no id.
        """
        text = self.id_of(cells)
        if not text:
            raise ValueError("there is no id")
        if len(text) > _LONGEST_ID:
            raise ValueError(f"'{text[:20]}…' is too long for an id")
        if not self.is_series:
            return row_slug(text)
        counter = self.counter(cells)
        by = slug(counter) or row_slug(counter)
        return ".".join(filter(None, (row_slug(text), slug(self.as_of(cells) or "undated"), by)))

    def add(self, key: str, line: int, cells: Cells, limits: Limits) -> None:
        """Make the records of a row, if it is within the window.

        Raise ValueError or DateError with what cannot be read.
        """
        self.columns.remarks.clear()
        when = self.date(cells)
        if not limits.may_have(when):
            return
        if first := self.line_of_key.get(key):
            raise RepeatedIdError(f"the id is on line {first} too")
        self._write(key, when, cells)
        self.line_of_key[key] = line
        self.rows += 1
        for remark in dict.fromkeys(self.columns.remarks):
            self.skipped.note(remark, line, self.id_of(cells))

    def skips_row(self, line: int, cells: Cells) -> bool:
        """Return whether the map leaves a row out, and count it."""
        if skip := self.skip_of(cells):
            reason = f"left out, as line {skip.column.line} of the map says"
            self.skipped.note(reason, line, self.id_of(cells) or "none")
        return skip is not None

    def check(self, map_file: str) -> None:
        """Raise DatasetError where the map asks for what no row has."""
        for reader in self.sources:
            reader.check(map_file)

    def skip_of(self, cells: Cells) -> Skip | None:
        """Return the entry of the map that leaves a row out, None where it stays."""
        for skip, text_of in self.skips:
            text = text_of(cells)
            if text in skip.equals or (skip.unless and text not in skip.unless):
                return skip
        return None

    def _write(self, key: str, when: str | None, cells: Cells) -> None:
        """Write the event and the count of a row, after whom and what they name."""
        figures = self.figures(cells)
        as_of, covers = self.as_of(cells), self.covers(cells)
        references = [reference for reader in self.sources for reference in reader.read(cells)]
        cited = Citation(source=self.by_recorder.source, locator=f"event {self.id_of(cells)}")
        named = tuple(
            Citation(source=id) for id in dict.fromkeys(map(self.made.source, references))
        )
        event = self._event(key, when, cells, (cited, *named))
        if self._is_first(event):
            self.events += 1
            self.write(event)
        if figures is None:
            if self.keys.count:
                self.columns.remarks.append("no number of people: no count")
            return
        counter = self.counter(cells)
        counted_by = self.keys.prefix
        if counter:
            counted_by = self.made.actor(counter, "organization", (self.by_recorder,))
        self.write(
            CasualtyReport(
                id=f"{self.made.prefix}{key}" + ("" if self.is_series else ".count"),
                event=event.id,
                as_of=as_of,
                covers=covers,
                counted_by=counted_by,
                citations=(cited, *(named if counter or self.is_series else ())),
                **figures._asdict(),
            )
        )

    def _is_first(self, event: Event) -> bool:
        """Return whether no row has told of an event; note where an earlier one told otherwise."""
        if not self.is_series:
            return True
        checksum = _checksum(event)
        told = self.told.get(event.id)
        if told not in (None, checksum):
            self.columns.remarks.append("tells its event otherwise: that of its first row stays")
        if told is None:
            self.told[event.id] = checksum
        return told is None

    def _event(
        self, key: str, when: str | None, cells: Cells, citations: tuple[Citation, ...]
    ) -> Event:
        if when is None:
            self.columns.remarks.append("no date: undated")
        kind = self.kind(cells) or "event"
        participants = (
            part
            for reader in self.actors
            for part in reader.read(cells, self.made, self.by_recorder)
        )
        return Event(
            id=self.made.prefix + key.partition(".")[0],
            title=self.title(cells) or f"{kind} {self.id_of(cells)}",
            kind=kind,
            date=when,
            date_note=self.date_note(cells) or None,
            place=self.place(cells),
            summary=self.summary(cells) or None,
            note=self.note(cells) or None,
            participants=tuple({(part.actor, part.role): part for part in participants}.values()),
            citations=citations,
        )


def _no_figures(cells: Cells) -> Figures | None:
    return None


def _checksum(event: Event) -> int:
    """Return a number for what an event says, whatever its sources."""
    parts = tuple((part.actor, part.role) for part in event.participants)
    texts = event.title, event.kind, event.date, event.summary, event.note, str(event.place)
    return hash((texts, parts))
