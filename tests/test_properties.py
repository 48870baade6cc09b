"""What holds for any dataset, any date, any text and any bytes."""

import csv
import json
import random
import re
import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from conftest import PAPER, Conflictcli, Dataset, count, event, said
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conflictcli.dataset import json_file
from conflictcli.dataset.store import Store
from conflictcli.errors import DateError
from conflictcli.model import dates
from conflictcli.model import records as model
from conflictcli.model.scope import Scope
from conflictcli.model.text import printable
from conflictcli.queries import lookups

FEW = settings(max_examples=60)


def _is_date(expression: str) -> bool:
    try:
        dates.interval(expression)
    except DateError:  # Its ends are the wrong way round.
        return False
    return True


def _expressions(points: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    forms = ["{0}", "{0}/{1}", "{0}/..", "[{0}..{1}]", "[..{1}]", "[{0}..]"]
    return st.builds(str.format, st.sampled_from(forms), points, points).filter(_is_date)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
safe_texts = texts.filter(lambda text: printable(text) == text)
days = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(str)
expressions = _expressions(days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]))
near_days = st.dates(date(2016, 9, 1), date(2016, 9, 9)).map(str)
near_expressions = st.none() | _expressions(near_days)


some = st.none() | texts
some_dates = st.none() | expressions
numbers = st.none() | st.integers(0, 10**10)
estimates = st.tuples(numbers, numbers, numbers).filter(
    lambda three: any(n is not None for n in three)
)
killed = st.none() | estimates.map(lambda n: model.Estimate(low=n[0], best=n[1], high=n[2]))


def _many(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3).map(tuple)


def _table(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3, unique_by=lambda record: record.id).map(tuple)


citations = _many(st.builds(model.Citation, source=texts, locator=some, quote=some))
coordinates = {
    "latitude": st.none() | st.floats(-90, 90),
    "longitude": st.none() | st.floats(-180, 180),
}
places = st.none() | st.builds(model.Place, name=texts, region=some, country=some, **coordinates)
datasets = st.builds(
    model.Dataset,
    schema_version=st.just(2),
    title=texts,
    description=some,
    license=some,
    sources=_table(
        st.builds(
            model.Source, id=texts, title=some, publisher=some, published=some_dates, url=some
        )
    ),
    actors=_table(
        st.builds(
            model.Actor,
            id=texts,
            name=texts,
            kind=st.sampled_from(["person", "state", "armed-group"]),
            aliases=_many(texts),
            citations=citations,
        )
    ),
    events=_table(
        st.builds(
            model.Event,
            id=texts,
            title=texts,
            kind=texts,
            date=some_dates,
            place=places,
            participants=_many(st.builds(model.Participant, actor=texts, role=texts, source=some)),
            part_of=some,
            disagrees_with=_many(texts),
            citations=citations,
        )
    ),
    statements=_table(
        st.builds(
            model.Statement,
            id=texts,
            speaker=texts,
            stance=st.sampled_from(["accuses", "denies", "finds"]),
            text=texts,
            date=some_dates,
            about=_many(texts),
            responds_to=some,
            citations=citations,
        )
    ),
    casualties=_table(
        st.builds(
            model.CasualtyReport,
            id=texts,
            event=texts,
            as_of=st.none() | days,
            killed=killed,
            injured=killed,
            note=some,
            citations=citations,
        )
    ),
)


@given(dataset=datasets)
@FEW
def test_any_dataset_survives_being_saved_and_loaded(
    tmp_path: Path, dataset: model.Dataset
) -> None:
    path = tmp_path / "saved.json"
    store = Store(dataset)
    path.write_bytes(b"".join(json_file.encoded(store.head(), store.tables())))
    assert json_file.load(str(path)) == dataset


@given(titles=st.lists(safe_texts, min_size=1, max_size=4))
@example(titles=["=1+1", "-2", "+3", "@x", "a;b,c", '"', "''"])
@example(titles=[";=", "a; -1;b", "\uff1d1", ";\u3000\uff20"])
@FEW
def test_csv_is_read_back_by_python_as_it_was_but_for_the_guard_of_formulas(
    conflictcli: Conflictcli, dataset: Dataset, titles: list[str]
) -> None:
    sources = [{"id": f"s{place}", "title": title} for place, title in enumerate(titles)]
    run = conflictcli("sources", "--data", dataset(sources=sources, actors=[]), "-f", "csv")
    read = [row["title"] for row in csv.DictReader(run.out.splitlines(keepends=True))]
    assert read == [";".join(map(_guarded, text.split(";"))) for text in titles]


def _guarded(cell: str) -> str:
    """Return what a spreadsheet may take for a cell, with an apostrophe if it would run it."""
    is_formula = cell.lstrip(" \u00a0\u3000").startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))
    return f"'{cell}" if is_formula else cell


@given(expression=expressions)
def test_a_date_in_words_says_all_that_its_expression_says(expression: str) -> None:
    written = dates.humanize(expression)
    bounds = re.fullmatch("between (.+) and (.+)", written)
    by, later = re.fullmatch("by (.+)", written), re.fullmatch("(.+) or later", written)
    start, lasting, end = written.removeprefix("from ").partition(" – ")
    if bounds:
        first, last = _points(bounds[1], bounds[2])
        read = f"[{first}..{last}]"
    elif by or later:
        read = f"[..{_point(by[1])}]" if by else f"[{_point(later[1] if later else '')}..]"
    elif lasting:
        read = "/".join(_points(start, end))
    else:
        read = f"{_point(start)}/.." if written.startswith("from ") else _point(start)
    assert dates.interval(read) == dates.interval(expression)


def _points(first: str, last: str) -> tuple[str, str]:
    """Return two points in time, the first with the year of the second unless it has its own."""
    year = "" if re.search("[0-9]{4}$", first) else f" {last[-4:]}"
    return _point(first + year), _point(last)


def _point(words: str) -> str:
    *day, month, year = ["", *words.split()][-3:] if " " in words else ["", "", words]
    number = f"-{datetime.strptime(month, '%b').month:02}" if month else ""
    return f"{year}{number}" + "".join(f"-{int(d):02}" for d in day if d)


@given(found=st.lists(st.none() | expressions, max_size=6), seed=st.randoms())
def test_the_order_of_dates_is_total(found: list[str | None], seed: random.Random) -> None:
    shuffled = list(found)
    seed.shuffle(shuffled)
    assert list(map(dates.sort_key, sorted(found, key=dates.sort_key))) == list(
        map(dates.sort_key, sorted(shuffled, key=dates.sort_key))
    )


dated = st.lists(near_expressions, min_size=1, max_size=6)
reported = st.lists(st.none() | near_days, min_size=1, max_size=6)


def _dataset(expressions: list[str | None], reports: list[str | None]) -> model.Dataset:
    events = tuple(
        model.Event(id=f"e{place}", title="", kind="", date=expression)
        for place, expression in enumerate(expressions)
    )
    counts = tuple(
        model.CasualtyReport(id=f"c{place}", event="e0", as_of=day)
        for place, day in enumerate(reports)
    )
    return model.Dataset(schema_version=1, title="", events=events, casualties=counts)


@given(dated, reported, near_days, near_days)
def test_a_later_day_never_loses_a_record(
    expressions: list[str | None], reports: list[str | None], one: str, other: str
) -> None:
    dataset = _dataset(expressions, reports)
    early, late = (
        {
            record.id
            for ask in (lookups.timeline, lookups.casualty_reports)
            for found in ask(dataset, Scope(as_of=date.fromisoformat(day))).tables.values()
            for record in found
        }
        for day in sorted([one, other])
    )
    assert early <= late


@given(dated, reported, st.tuples(near_days, near_days, near_days).map(sorted))
def test_a_window_cut_in_two_gives_the_whole(
    expressions: list[str | None], reports: list[str | None], three: list[str]
) -> None:
    dataset = _dataset(expressions, reports)
    start, middle, end = map(date.fromisoformat, three)
    next_day = middle + timedelta(days=1)

    def within(since: date, until: date) -> set[str]:
        return {
            r.id
            for r in lookups.timeline(dataset, Scope(since=since, until=until)).tables["timeline"]
        }

    halves = within(start, middle) | within(next_day, max(end, next_day))
    assert halves == within(start, max(end, next_day))


@given(text=st.text())
def test_the_cleaner_is_idempotent_and_lets_nothing_dangerous_through(text: str) -> None:
    clean = printable(text)
    passed = {c for c in clean if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
    hidden = set(clean) & set("\xad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff")
    assert (printable(clean), passed, hidden) == (clean, set(), set())


SMALL: dict[str, Any] = {
    "schema_version": 2,
    "title": "Small",
    "sources": [{"id": "paper", "publisher": "The Paper", "published": "2016", "url": "x://y"}],
    "actors": [
        {"id": "ann", "name": "Ann", "kind": "person", "aliases": ["A"], "citations": PAPER}
    ],
    "events": [
        event(
            "raid",
            date="2016-09",
            place={"name": "Aleppo", "latitude": 36.2, "longitude": 37.1},
            participants=[{"actor": "ann", "role": "attacker", "source": "paper"}],
            citations=[{"source": "paper", "locator": "page 1", "quote": "“شمال حلب”"}],
        )
    ],
    "statements": [
        said("claim", date="[2016-09-02..]", stance="accuses", about=["raid"]),
        said("no", stance="denies", responds_to="claim", disagrees_with=["claim"]),
    ],
    "casualties": [count("toll", "raid", as_of="2016-09-02", killed={"low": 1, "high": 2})],
}
WRITTEN = json.dumps(SMALL, indent=2, ensure_ascii=False).encode()


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """Return a dataset with some bytes of it replaced."""
    start = draw(st.integers(0, len(WRITTEN)))
    end = start + draw(st.integers(0, 40))
    return WRITTEN[:start] + draw(st.binary(max_size=6)) + WRITTEN[end:]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@st.composite
def _misshapen(draw: st.DrawFn) -> bytes:
    """Return a dataset with any JSON in the place of some value."""
    content = json.loads(WRITTEN)
    at = content
    for _ in range(draw(st.integers(0, 4))):
        keys = (
            list(at)
            if isinstance(at, dict)
            else list(range(len(at)))
            if isinstance(at, list)
            else []
        )
        if not keys:
            break
        parent, key = at, draw(st.sampled_from(keys))
        at = parent[key]
        if draw(st.booleans()):
            parent[key] = draw(json_values)
            break
    return json.dumps(content).encode()


@given(content=st.binary() | _damaged() | _misshapen())
@settings(max_examples=200)
def test_any_bytes_are_validated_with_0_or_1_and_a_line(
    conflictcli: Conflictcli, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "any.json"
    path.write_bytes(content)
    run = conflictcli("validate", str(path), "-f", "json")
    problems = json.loads(run.out)["problems"] if run.out else [{"severity": "error"}]
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert (run.code, run.err.count("\n")) == (int(bool(errors)), 1)


@given(content=_damaged() | _misshapen())
def test_any_dataset_is_answered_or_refused_in_a_line(
    conflictcli: Conflictcli, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "any.json"
    path.write_bytes(content)
    for format in ("table", "json", "csv", "markdown"):
        run = conflictcli("timeline", "--data", str(path), "-f", format)
        assert (run.code in (0, 1), run.err.count("\n") <= 1) == (True, True)
