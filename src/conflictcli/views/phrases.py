"""Records in words: short texts with the names of styles, each with its sources."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from typing import Any

from rich.text import Text

from conflictcli.model import dates, labels
from conflictcli.model.addresses import link
from conflictcli.model.clocks import Publication, publications
from conflictcli.model.denied import DenialGroup
from conflictcli.model.labels import source_name
from conflictcli.model.records import (
    Actor,
    CasualtyReport,
    Citation,
    Event,
    Participant,
    Record,
    Source,
    Statement,
)
from conflictcli.model.results import Result
from conflictcli.model.scope import Scope
from conflictcli.model.text import printable
from conflictcli.queries.denials import Members

GLYPHS = {"event": "●", "statement": "»", "casualties": "#", "actor": "@", "source": "§"}
MOST_NAMED = 3
_LONGEST_NAME = 40


def styled(*parts: str | tuple[str | None, str] | Text | None) -> Text:
    """Return parts as one text, those that are data made fit for a terminal."""
    text = Text()
    for part in parts:
        if isinstance(part, Text):
            text.append_text(part)
            continue
        words, style = part if isinstance(part, tuple) else (part, "")
        if words:
            text.append(printable(words), style)
    return text


def joined(texts: Iterable[Text], separator: str = " ") -> Text:
    """Join the texts that are not empty; one alone is returned itself, not a copy."""
    held = [text for text in texts if text]
    if len(held) == 1 and not held[0].style:
        return held[0]
    return Text(separator).join(held)


def reference(source: Source) -> str:
    """Return a source in full, like: The Paper, A. Author, “Title”, 9 Oct 2016."""
    return ", ".join(filter(None, reference_parts(source)))


def reference_parts(source: Source) -> tuple[str | None, ...]:
    """Return who published a source, its author, its title in quotation marks, and its date."""
    title = f"“{source.title}”" if source.title else None
    publisher = source.publisher or (None if source.author or title else source_name(source))
    return publisher, source.author, title, published(source)


def published(source: Source) -> str:
    """Return when a source was published."""
    return dates.humanize(source.published) if source.published else "no date"


def address(source: Source) -> Text:
    """Return the address of a source, a link if a reader may follow it."""
    target = link(source.url)
    text = styled((source.url, f"link {target}" if target else ""))
    text.apply_meta({"address": target})
    text.stylize_before("source")
    return text


class Phrases:
    """The records of a result in words; `cited` remembers the sources that were named.

    Where it `shortens`, of many names the last are a number. `every` holds the rows of each table,
    those too that a limit leaves out: what is derived from records is derived from all of them.
    """

    def __init__(
        self,
        result: Result,
        *,
        every: Mapping[str, Sequence[Any]] | None = None,
        limit: int = 0,
        shortens: bool = False,
    ) -> None:
        self.result = result
        self.every = result.tables if every is None else every
        self.limit = limit
        self.shortens = shortens
        self.dataset = result.dataset
        self.cited: dict[str, None] = {}
        self.later = _published_later(result)
        self._links: dict[str, Text] = {}  # The names of sources, which many records share.

    @cached_property
    def counts_asked(self) -> Collection[str]:
        """The ids of the counts that are asked for, shown or not."""
        return {report.id for report in self.every["casualties"]}

    @cached_property
    def members(self) -> Members:
        """Who is a member of whom."""
        return Members(self.dataset)

    @cached_property
    def who_took_back(self) -> Callable[[tuple[DenialGroup, ...]], Collection[str]]:
        """What gives the ids of those who withdrew each of their denials in groups."""
        withdrawn = self.result.withdrawn
        said = (self.dataset.statement_by_id[id] for id in withdrawn)
        some = {statement.speaker for statement in said if statement.stance == "denies"}

        @cache  # Many accusations share their groups.
        def of_groups(groups: tuple[DenialGroup, ...]) -> Collection[str]:
            denials = [denial for group in groups for denial in group.statements]
            found = some.intersection(denial.speaker for denial in denials)
            return found - {denial.speaker for denial in denials if denial.id not in withdrawn}

        return of_groups if some else lambda groups: ()

    @cached_property
    def withdraws(self) -> Mapping[str, list[str]]:
        """The ids of the statements that a denial takes back, by its id."""
        found: dict[str, list[str]] = {}
        for id, denials in self.result.withdrawn.items():
            for denial in denials:
                found.setdefault(denial.id, []).append(id)
        return found

    def actor(self, id: str) -> str:
        """Return what a screen calls an actor."""
        actor: Actor = self.dataset.actor_by_id[id]
        return actor.short or actor.name

    def sources(self, ids: Iterable[str], most: int | None = None) -> Text:
        """Return the names of sources in brackets, like "[RTÉ, VOA +2]"."""
        ids = list(dict.fromkeys(ids))
        is_whole = not self.shortens or most is None or len(ids) == most + 1
        shown = ids if is_whole else ids[:most]
        self.cited |= dict.fromkeys(ids)
        more = f" +{len(ids) - len(shown)}" if len(ids) > len(shown) else ""
        names = Text(", ").join(map(self._linked, shown))
        text = styled("[", names, f"{more}]") if ids else Text()
        text.stylize_before("source")
        return joined([text, self.published(ids)])

    def published(self, sources: Collection[str]) -> Text:
        """Return when the first of some sources came out, if all did so after the as-of day."""
        later = [self.later[id] for id in sources if id in self.later]
        day = self.result.scope.as_of
        if day is None or not later or len(later) < len(sources):
            return Text()
        first = min(later, key=lambda source: dates.sort_key(source.written))
        return styled((f"published {dates.humanize(first.written, year=str(day.year))}", "quiet"))

    def source_names(self, record: Record, most: int | None = None) -> Text:
        """Return the sources of a record, each as named by itself and once."""
        return self.sources((cited.source for cited in record.citations), most)

    def citations(self, record: Record) -> Text:
        """Return the words quoted and the place in each source that a record cites."""
        cited = map(self._citation, record.citations)
        return joined([*cited, self.published({cited.source for cited in record.citations})])

    def entry(self, record: Record) -> Text:
        """Return what a record says in a list of several kinds."""
        if isinstance(record, Statement):
            return self.statement(record)
        if isinstance(record, CasualtyReport):
            return styled(self.count(record), self.says_who(record))
        return styled((labels.title(record, self.dataset), "title"))

    def statement(self, said: Statement) -> Text:
        """Return a statement, like "Kerry accuses: Russia failed to keep the agreement"."""
        return styled((self.actor(said.speaker), "speaker"), " ", self.words(said))

    def words(self, said: Statement) -> Text:
        """Return a statement without its speaker."""
        verb = "says" if said.stance == "asserts" else said.stance
        style = "denied" if said.stance == "denies" else "verb"
        return styled((verb, style), ": ", (said.text, "said"))

    def dated(self, record: Record, separator: str = "\n", *, in_full: bool = False) -> Text:
        """Return what a record says, then its date and sources, on a line of their own.

        `in_full`: a count with the numbers of its groups.
        """
        when = (dates.humanize(record.when), "date")
        told = self.entry(record)
        if in_full and isinstance(record, CasualtyReport):
            told = styled(_with_numbers(labels.counts_in_full(record)), self.says_who(record))
        return joined([told, styled(when, " ", self.source_names(record))], separator)

    def count(self, report: CasualtyReport) -> Text:
        """Return the numbers of a report, like "12 killed, 3 injured"."""
        return _with_numbers(labels.counts(report))

    def counter_name(self, id: str | None) -> str:
        """Return what a screen calls whoever counted, None being nobody named."""
        return self.actor(id) if id else labels.UNNAMED

    def says_who(self, report: CasualtyReport) -> Text:
        """Return who counted, as the end of a sentence: ", says WHO"."""
        if report.counted_by is None:
            return styled(", ", (labels.UNNAMED, "quiet"))
        return styled((", says ", "verb"), self.actor(report.counted_by))

    def differs_from(self, record: Record) -> Text:
        """Return who gives a record differently, like "≠ UN Board": a speaker, or a source."""
        names = [self._counterpart(record, other) for other in self.others(record)]
        return styled((f"≠ {self.names(names)}", "differs")) if names else Text()

    def others(self, record: Record) -> list[Event | Statement]:
        """Return the records that give one differently."""
        if isinstance(record, Event):
            return [self.dataset.event_by_id[id] for id in record.disagrees_with]
        if isinstance(record, Statement):
            return [self.dataset.statement_by_id[id] for id in record.disagrees_with]
        return []

    def answers(self, said: Statement) -> Text:
        """Return whom a statement answers, if what it answers was known."""
        other = self.result.known.statement_by_id.get(said.responds_to)
        return styled((f"  ← answers {self.actor(other.speaker)}" if other else "", "quiet"))

    def about_another(self, said: Statement) -> Text:
        """Return what a statement is about where that is not the event that is asked about."""
        asked = self.result.subject
        if self.result.question != "event" or asked in said.about or not said.about:
            return Text()
        # What had not begun by the as-of day is not told.
        events = [self.result.known.event_by_id.get(id) for id in said.about]
        titles = [event.title for event in events if event] or ["another event"]
        return styled((f"about: {', '.join(titles)}", "quiet"))

    def participants(self, parts: Iterable[Participant]) -> Text:
        """Return who took part in one role, each with the sources that say so."""
        said_by: dict[str, list[str]] = {}
        for part in parts:
            said_by.setdefault(part.actor, []).extend([part.source] if part.source else [])
        if len(set(map(tuple, said_by.values()))) == 1:  # All by the same sources: said once.
            names = ", ".join(map(self.actor, said_by))
            return joined([styled(names), self.sources(next(iter(said_by.values())))])
        each = (joined([styled(self.actor(a)), self.sources(s)]) for a, s in said_by.items())
        return joined(each, ", ")

    def roles(self, parts: Iterable[Participant]) -> Text:
        """Return in which roles one took part, each with the sources that say so."""
        said_by: dict[str, list[str]] = {}
        for part in parts:
            said_by.setdefault(part.role, []).extend([part.source] if part.source else [])
        each = (joined([styled((role, "quiet")), self.sources(s)]) for role, s in said_by.items())
        return joined(each, ", ")

    def title(self, words: str) -> Text:
        """Return the title of an answer, with the filters of the question."""
        return joined([styled((words, "title")), styled((self.scope(), "quiet"))], "  ")

    def scope(self) -> str:
        """Return the filters of a question in words, like "Russia, as of 9 October 2016"."""
        scope = self.result.scope
        # Elsewhere the event has its own heading.
        is_one_list = self.result.question == "statements"
        filters: list[str | None] = [
            self.actor(next(iter(scope.actor))) if scope.actor else None,
            self.dataset.event_by_id[scope.event].title if scope.event and is_one_list else None,
            source_name(self.dataset.source_by_id[scope.source]) if scope.source else None,
            *(_any_of([*words]) for words in (scope.place, scope.kind) if words),
            *(mark.replace("_", " ") for mark in scope.marks or ()),
            scope.stance,
            scope.type,
            _window(scope.since, scope.until, "counted " * (self.result.question == "casualties")),
            f"counted by {self.actor(scope.counted_by)}" if scope.counted_by else None,
            _any_of([*scope.people]) if scope.people else None,
            clock_words(scope),
        ]
        return ", ".join(filter(None, filters))

    def listed(self) -> list[Source]:
        """Return the sources named so far, by date, those without one last."""
        sources = [self.dataset.source_by_id[id] for id in self.cited]
        return sorted(sources, key=lambda source: source.sort_key)

    def _linked(self, id: str) -> Text:
        """Return the name of a source, as a link if it has an address that is one.

        The same text is returned each time: join it with others, and never change it.
        """
        if id not in self._links:
            source = self.dataset.source_by_id[id]
            self._links[id] = text = styled((_shortened(source_name(source)), "source"))
            text.apply_meta({"source": id})
            if target := link(source.url):
                text.stylize(f"link {target}")
        return self._links[id]

    def _citation(self, cited: Citation) -> Text:
        quote = f"“{cited.quote}” " if cited.quote else ""
        place = styled(", ", cited.locator) if cited.locator else Text()
        self.cited[cited.source] = None
        named = styled("[", self._linked(cited.source), place, "]")
        named.stylize_before("source")
        words = styled((quote, "quote"))
        words.apply_meta({"quoted": cited.source})
        return styled(words, named)

    def names(self, names: Iterable[str]) -> str:
        """Return names, each once, the last of many as their number."""
        names = list(dict.fromkeys(names))
        is_whole = not self.shortens or len(names) <= MOST_NAMED + 1
        shown = names if is_whole else names[:MOST_NAMED]
        return ", ".join(shown) + ("" if is_whole else f" +{len(names) - len(shown)}")

    def _counterpart(self, record: Record, other: Event | Statement) -> str:
        if isinstance(other, Statement) and other.speaker != getattr(record, "speaker", None):
            return self.actor(other.speaker)
        return source_name(self.dataset.source_by_id[other.citations[0].source])


def _with_numbers(words: str) -> Text:
    text = styled(words)
    text.highlight_regex(r"[0-9][0-9,]*", "count")
    return text


def _published_later(result: Result) -> dict[str, Publication]:
    """Return by id the sources that certainly came out after the as-of day, if that is all asked.

    Of what was published by a day there is a source of that day.
    """
    day = result.scope.as_of
    if day is None or result.scope.published_by:
        return {}
    out = publications(result.dataset.sources)
    return {id: at for id, at in out.items() if at.earliest and at.earliest > day}


def _shortened(name: str) -> str:
    """Return a long name cut after a word, for brackets; the list of sources has it whole."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_LONGEST_NAME].rpartition(' ')[0].rstrip(' ,;:–-') or name[:_LONGEST_NAME]}…"


def _any_of(names: list[str]) -> str:
    """Return names of which any will do, the last of many as their number."""
    shown = names if len(names) <= MOST_NAMED + 1 else names[:MOST_NAMED]
    more = f" or {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return " or ".join(shown) + more


def _window(since: date | None, until: date | None, what: str) -> str:
    first, last = (dates.humanize_day(day) if day else "" for day in (since, until))
    if since and since == until:
        return f"{what}on {first}"
    if since and until:
        return f"{what}{first} to {last}"
    if since:
        return f"{what}from {first}"
    return f"{what}up to {last}" if until else ""


def clock_words(scope: Scope) -> str:
    """Return the days of a question, like "as of 9 October 2016"."""
    days = {"as of": scope.as_of, "published by": scope.published_by}
    return ", ".join(f"{what} {dates.humanize_day(day)}" for what, day in days.items() if day)


def caption(result: Result) -> str:
    """Return what the picture is of, as it may be seen without anything beside it."""
    is_named = result.subject == result.scope.event
    event = None if is_named else result.scope.event
    filters = str(replace(result.scope, event=event, as_of=None, published_by=None))
    question = f"{result.question} {result.subject}".strip()
    asked = filter(None, (question, filters, clock_words(result.scope)))
    return printable(f"{result.dataset.title}: {', '.join(asked)}")
