"""Two clocks: what had happened by a day, and what could be read by it."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, PAPER, Conflictcli, Dataset, count, event, said

DATA = json.loads(EVENTS.read_text(encoding="utf-8"))
TABLES = {"events": "date", "statements": "date", "casualties": "as_of"}
LEFT_OUT = "conflictcli: Left out {} that may be later than {}.\n"
UNPUBLISHED = (
    "conflictcli: Left out {} that may have been published later than {}: "
    "their sources have no certain date.\n"
)
COMMANDS = [
    ["timeline"],
    ["event", "raid"],
    ["actor", "ann"],
    ["actor"],
    ["statements"],
    ["casualties"],
    ["casualties", "--by", "month"],
    ["casualties", "--by", "actor"],
    ["disputes"],
    ["search", "raid"],
]


def cited(*sources: str) -> list[dict[str, str]]:
    """Return citations of sources."""
    return [{"source": id} for id in sources]


def source(id: str, published: str | None = None, **fields: Any) -> dict[str, Any]:
    """Return a source."""
    return {"id": id, "published": published, **fields}


def ids(run: Any, table: str) -> list[str]:
    """Return the ids of the rows of a table, in order."""
    return [row["id"] for row in run.json[table]]


# When a record is certain.


@pytest.mark.parametrize(("day", "found"), [("2020-05-02", []), ("2020-05-03", ["c1"])])
def test_an_undated_count_is_certain_once_its_source_was_published(
    conflictcli: Conflictcli, dataset: Dataset, day: str, found: list[str]
) -> None:
    path = dataset(
        sources=[source("s1", "2020-05-03")],
        events=[event("e1", citations=cited("s1"))],
        casualties=[count("c1", "e1", killed={"best": 9}, citations=cited("s1"))],
        actors=[],
    )
    run = conflictcli("casualties", "--as-of", day, "--data", path, "--json")
    shown = conflictcli("timeline", "--as-of", day, "--data", path, "--json")
    assert (ids(run, "casualties"), ids(shown, "timeline")) == (
        found,
        ["c1", "e1"][: 2 * len(found)],
    )


def test_an_undated_event_is_certain_once_a_count_of_it_is(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid"), event("march", date="2020-06")],
        casualties=[
            count("c1", "raid", as_of="2020-05-03"),
            count("c2", "march", as_of="2020-06-09"),
        ],
    )

    def found(day: str) -> list[str]:
        return ids(conflictcli("timeline", "--as-of", day, "--data", path, "--json"), "timeline")

    assert [found(f"2020-{day}") for day in ("05-02", "05-03", "06-08", "06-09")] == [
        *([], ["c1", "raid"], ["c1", "raid"], ["c1", "march", "c2", "raid"]),
    ]


def test_what_certainly_begins_later_is_not_shown_whatever_is_published_or_counted(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    early = cited("early")
    path = dataset(
        sources=[source("early", "2020-05-01"), source("paper")],
        events=[event("vote", date="2020-06-01", citations=early)],
        statements=[said("plan", date="2020-06-01", citations=early)],
        casualties=[count("c1", "vote", as_of="2020-05-20", killed={"best": 1}, citations=early)],
    )
    for command in (["timeline"], ["casualties"], ["statements"], ["event", "vote"]):
        run = conflictcli(*command, "--as-of", "2020-05-31", "--data", path)
        assert (run.code, run.out, "Left out" in run.err) == (0, "", False)


def test_every_record_of_the_bundled_dataset_is_shown_from_its_certain_day(
    conflictcli: Conflictcli,
) -> None:
    published = {one["id"]: _first_and_last(one.get("published")) for one in DATA["sources"]}
    for day in ("2016-09-20", "2016-10-09", "2016-10-12", "2016-12-31"):
        expected = set()
        for table, field in TABLES.items():
            for record in DATA[table]:
                first, last = _first_and_last(record.get(field))
                out = min(published[each["source"]][1] for each in record["citations"])
                if last <= day or max(first, out) <= day:
                    expected.add(record["id"])
        rows = conflictcli("timeline", "--as-of", day, "--json").json["timeline"]
        assert {row["id"] for row in rows} == expected


def test_what_the_bundled_dataset_shows_as_published_by_a_day_had_a_source_by_then(
    conflictcli: Conflictcli,
) -> None:
    out = {one["id"]: _first_and_last(one.get("published"))[1] for one in DATA["sources"]}
    originals = {one["id"]: one["copy_of"] for one in DATA["sources"] if one.get("copy_of")}
    never = "9999-12-31"
    for original in originals.values():
        if out[original] == never:
            copies = [copy for copy in originals if originals[copy] == original]
            out[original] = min(out[copy] for copy in copies)
    for copy, original in originals.items():
        out[copy] = max(out[copy], out[original])
    for day in ("2016-09-20", "2016-10-09", "2016-10-13", "2017-12-31"):
        expected = {
            record["id"]
            for table in TABLES
            for record in DATA[table]
            if min(out[each["source"]] for each in record["citations"]) <= day
            # What was said or counted later was not in a source of an earlier day.
            and (table == "events" or (_first_and_last(_date(record))[0] or day) <= day)
        }
        rows = conflictcli("timeline", "--published-by", day, "--json").json["timeline"]
        named = {each["source"] for row in rows for each in row["citations"]}
        assert {row["id"] for row in rows} == expected
        assert max(out[id] for id in named) <= day


def _date(record: dict[str, Any]) -> str | None:
    return record.get("date") or record.get("as_of")


def _first_and_last(expression: str | None) -> tuple[str, str]:
    """Return the first possible day and that by which it had begun, read plainly."""
    points = re.findall(r"\d{4}(?:-\d{2}){0,2}", expression or "")
    if not points:
        return "0001-01-01", "9999-12-31"
    is_bounds = (expression or "").startswith("[")
    first = "0001-01-01" if (expression or "").startswith("[..") else points[0]
    last = points[-1] if is_bounds else points[0]
    end = (
        (date.fromisoformat(f"{last[:7]}-28") + timedelta(days=4)).replace(day=1)
        if len(last) == 7
        else None
    )
    last = str(end - timedelta(days=1)) if end else last
    return first.ljust(10, "0"), "9999-12-31" if (expression or "").endswith("..]") else last


# When a source was out.

COPIES = [
    source("undated"),
    source("late-copy", "2020-05-09", copy_of="undated"),
    source("first-copy", "2020-05-05", copy_of="undated"),
    source("copy-of-copy", "2020-05-04", copy_of="first-copy"),
    source("original", "2020-05-07"),
    source("too-early-copy", "2020-05-01", copy_of="original"),
    source("undated-copy", copy_of="original"),
    source("ring-a", "2020-05-06", copy_of="ring-b"),
    source("ring-b", "2020-05-08", copy_of="ring-a"),
    source("itself", "2020-05-02", copy_of="itself"),
    source("below-ring", "2020-05-03", copy_of="ring-a"),
    source("bounds", "[2020-05-01..2020-05-20]"),
    source("copy-of-bounds", "2020-05-10", copy_of="bounds"),
]
OUT = {
    "undated": "2020-05-05",
    "late-copy": "2020-05-09",
    "first-copy": "2020-05-05",
    "copy-of-copy": "2020-05-05",
    "original": "2020-05-07",
    "too-early-copy": "2020-05-07",
    "undated-copy": None,
    "ring-a": "2020-05-06",
    "ring-b": "2020-05-08",
    "itself": "2020-05-02",
    "below-ring": "2020-05-06",
    "bounds": "2020-05-10",
    "copy-of-bounds": "2020-05-10",
}


@pytest.mark.parametrize("backwards", [False, True])
def test_a_source_is_out_with_its_first_copy_and_no_copy_before_its_original(
    conflictcli: Conflictcli, dataset: Dataset, backwards: bool
) -> None:
    path = dataset(
        schema_version=2,
        sources=COPIES[::-1] if backwards else COPIES,
        actors=[],
        events=[event(one["id"], date="2020-01-01", citations=cited(one["id"])) for one in COPIES],
    )
    first: dict[str, str | None] = dict.fromkeys(OUT)
    for day in (f"2020-05-{n:02}" for n in range(25, 0, -1)):
        run = conflictcli("timeline", "--published-by", day, "--data", path, "--json")
        first |= dict.fromkeys(ids(run, "timeline"), day)
    assert first == OUT


def test_a_long_row_of_copies_is_followed(conflictcli: Conflictcli, dataset: Dataset) -> None:
    sources = [source(f"s{n}", copy_of=f"s{n - 1}" if n else None) for n in range(3000)]
    sources[-1]["published"] = "2020-05-05"
    path = dataset(
        schema_version=2,
        sources=sources,
        actors=[],
        events=[event("raid", date="2020-01-01", citations=cited("s0"))],
    )
    asked = ("timeline", "--data", path, "--json", "--published-by")
    found = [ids(conflictcli(*asked, f"2020-05-0{n}"), "timeline") for n in (4, 5)]
    assert found == [[], ["raid"]]


# What is told of a record.

LATER = {
    "sources": [source("paper", "2016-03-01"), source("book", "2017-05-06")],
    "events": [
        event(
            "raid",
            date="2016-03-01",
            place={"name": "Redland"},
            part_of="war",
            disagrees_with=["hidden"],
        ),
        event("war", title="Hidden war", date="2016-06-01"),
        event("hidden", title="Hidden raid", date="2016-05-01"),
        event("unsure", title="Hidden unsure raid", date="2016", citations=cited("book")),
        event("foray", date="2016-03-01", part_of="unsure", disagrees_with=["unsure"]),
        event(
            "march",
            date="2016-03-01",
            participants=[
                {"actor": "eve", "role": "hidden attacker", "source": "book"},
                {"actor": "ann", "role": "party"},
            ],
            citations=[*PAPER, {"source": "book", "quote": "hidden words"}],
        ),
    ],
    "actors": [
        {"id": "ann", "name": "Ann", "kind": "person", "citations": PAPER},
        {"id": "bob", "name": "Bob", "kind": "person", "citations": PAPER},
        {"id": "eve", "name": "Hidden Eve", "kind": "person", "citations": PAPER},
    ],
    "statements": [
        said("claim", date="2016-03-01", about=["raid", "war"], disagrees_with=["secret"]),
        said("reply", date="2016-03-02", responds_to="secret", about=["hidden", "unsure"]),
        said("secret", text="hidden text", speaker="eve", date="2016-05-02"),
        said(
            "no",
            speaker="eve",
            stance="denies",
            text="hidden no",
            date="2016-04-02",
            about=["raid"],
        ),
    ],
    "casualties": [count("toll", "raid", as_of="2016-03-02", killed={"best": 3})],
}


@pytest.mark.parametrize("format", ["table", "json", "markdown", "html", "svg"])
@pytest.mark.parametrize("command", [each for each in COMMANDS if each != ["actor"]])
def test_nothing_that_was_not_known_is_named(
    conflictcli: Conflictcli, dataset: Dataset, command: list[str], format: str
) -> None:
    path = dataset(**LATER)
    run = conflictcli(*command, "--as-of", "2016-04-01", "--data", path, "-f", format)
    assert (run.code, re.findall("(?i)hidden|secret|unsure|\\bwar\\b|book|\\beve\\b", run.out)) == (
        0,
        [],
    )


WITH_NAMES = [
    *(["timeline"], ["statements"], ["casualties"], ["disputes"], ["search", "raid"]),
    *(["event", "raid", "--table", name] for name in ("events", "statements", "casualties")),
    *(["actor", "ann", "--table", name] for name in ("events", "statements", "replies")),
]


@pytest.mark.parametrize("command", WITH_NAMES)
def test_nothing_that_was_not_known_is_named_in_a_column(
    conflictcli: Conflictcli, dataset: Dataset, command: list[str]
) -> None:
    path = dataset(**LATER)
    run = conflictcli(*command, "--as-of", "2016-04-01", "--data", path, "-f", "csv")
    named = re.findall("(?i)hidden|secret|unsure|\\bwar\\b|book|\\beve\\b", run.out)
    assert (run.code, named) == (0, [])


@pytest.mark.parametrize("format", ["geojson", "timelinejs", "csv", "ndjson"])
def test_nothing_that_was_not_known_is_exported(
    conflictcli: Conflictcli, dataset: Dataset, format: str
) -> None:
    path = dataset(**LATER)
    run = conflictcli("timeline", "--as-of", "2016-04-01", "--data", path, "-f", format)
    assert (run.code, "raid" in run.out, "idden" in run.out) == (0, True, False)


ENDS = {
    "2016-05-01/2016-06-30": "2016-05-01/..",
    "2016-05-01/2016-05-10": "2016-05-01/2016-05-10",
    "2016-04/2016-05": "2016-04/..",
    "2016-05-01/..": "2016-05-01/..",
    "[2016-05-01..2016-06-30]": "[2016-05-01..]",
    "[..2016-06-30]": "[..2016-05-10]",
    "2016-05": "2016-05",
    "2016-05-10": "2016-05-10",
}


@pytest.mark.parametrize("clock", ["--as-of", "--published-by"])
def test_an_end_that_lies_after_the_day_is_open(
    conflictcli: Conflictcli, dataset: Dataset, clock: str
) -> None:
    paper = [source("paper", "2016-05-09")]
    written = {f"e{n}": when for n, when in enumerate(ENDS)}
    path = dataset(sources=paper, events=[event(id, date=when) for id, when in written.items()])
    asked = ("timeline", clock, "2016-05-10", "--data", path)
    rows = conflictcli(*asked, "--json").json["timeline"]
    places = conflictcli(*asked, "-f", "csv").out
    assert {written[row["id"]]: row["date"] for row in rows} == ENDS
    assert "2016-06-30" not in places


@pytest.mark.parametrize(
    ("covers", "known"),
    [
        ("2016-05-01/2016-06-30", "2016-05-01/.."),
        ("2016-05", "2016-05/.."),
        ("2016-04", "2016-04"),
        (None, None),
    ],
)
def test_a_count_covers_no_later_day(
    conflictcli: Conflictcli, dataset: Dataset, covers: str | None, known: str | None
) -> None:
    path = dataset(
        schema_version=2,
        events=[event("raid", date="2016-04-01/2016-07-01")],
        casualties=[count("toll", "raid", as_of="2016-05-09", covers=covers, killed={"best": 1})],
    )
    asked = ("casualties", "--as-of", "2016-05-10", "--data", path)
    [row] = conflictcli(*asked, "--json").json["casualties"]
    shown = conflictcli("event", "raid", "--as-of", "2016-05-10", "--data", path).out
    assert (row["covers"], "from 1 Apr 2016" in shown, "Jun" in shown, "Jul" in shown) == (
        *(known, True),
        *(False, False),
    )


def test_a_window_asks_for_what_was_known_of_an_end(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    path = dataset(events=[event("siege", date="2016-05-01/2016-05-20")])
    made = str(tmp_path / "made.sqlite")
    conflictcli("convert", path, made)
    window = ("--since", "2016-06-01", "--as-of", "2016-05-10", "--type", "event", "--json")
    runs = [conflictcli("timeline", *window, "--data", each) for each in (path, made)]
    assert [[row["date"] for row in run.json["timeline"]] for run in runs] == [
        ["2016-05-01/.."]
    ] * 2


# What was published.

PRESS = {
    "sources": [
        source("paper", "2016-03-02"),
        source("radio", "2016-03-05"),
        source("blog"),
    ],
    "events": [
        event(
            "raid",
            date="2016-03-01",
            citations=cited("blog", "paper", "radio"),
            participants=[
                {"actor": "ann", "role": "attacker", "source": "radio"},
                {"actor": "bob", "role": "accused", "source": "blog"},
                {"actor": "bob", "role": "target", "source": "paper"},
            ],
        ),
        event("foray", date="2016-03-01", citations=cited("blog")),
        event("vote", date="2016-04-01", citations=cited("paper")),
    ],
    "statements": [said("claim", date="2016-03-01", about=["raid"], citations=cited("radio"))],
    "casualties": [
        count("toll", "raid", as_of="2016-03-01", killed={"best": 3}, citations=cited("blog")),
        count("few", "foray", as_of="2016-03-01", killed={"best": 2}, citations=cited("paper")),
    ],
}


def test_published_by_a_day_is_what_a_source_of_then_says(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**PRESS)
    asked = ("--published-by", "2016-03-04", "--data", path)
    run = conflictcli("timeline", *asked, "--json")
    [raid] = conflictcli("event", "raid", *asked, "--json").json["events"]
    assert (ids(run, "timeline"), run.err) == (
        ["few", "raid", "vote"],
        UNPUBLISHED.format("2 records", "2016-03-04"),
    )
    assert [each["source"] for each in raid["citations"]] == ["paper"]
    assert [part["role"] for part in raid["participants"]] == ["target"]


def test_a_count_that_was_published_is_shown_though_its_event_has_no_source_of_then(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    run = conflictcli("event", "foray", "--published-by", "2016-03-04", "--data", dataset(**PRESS))
    assert run.out == (
        "Foray  published by 4 March 2016\n"
        "\n"
        "Killed and injured\n"
        "counted by         as of 2016  killed  injured  source\n"
        f"{'─' * 100}\n"
        "counter not named  1 Mar ◀          2        –  [paper]\n"
        "\n"
        "Sources\n"
        "paper  2 Mar 2016  no address\n"
    )
    assert run.err == UNPUBLISHED.format("1 record", "2016-03-04")


def test_the_clocks_combine(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(**PRESS)
    clocks = ("--as-of", "2016-03-09", "--published-by", "2016-03-04")
    run = conflictcli("timeline", *clocks, "--data", path)
    assert run.out.startswith("Small  as of 9 March 2016, published by 4 March 2016  ")
    row = conflictcli("timeline", *clocks, "--data", path, "--json")
    assert ids(row, "timeline") == ["few", "raid"]


def test_a_record_that_was_only_published_later_says_when(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        sources=[source("paper", "2016-10-12"), source("book", "2021-06-01"), source("blog")],
        events=[
            event("raid", date="2016-10-01"),
            event("foray", date="2016-10-02", citations=cited("book")),
            event("both", date="2016-10-03", citations=cited("book", "paper")),
            event("sure", date="2016-10-04", citations=cited("blog")),
        ],
        actors=[],
    )
    out = conflictcli("timeline", "--as-of", "2016-10-09", "--data", path).out
    assert re.findall(r"● (\w+) +(\[.+)", out) == [
        ("Raid", "[paper] published 12 Oct"),
        ("Foray", "[book] published 1 Jun 2021"),
        ("Both", "[book, paper] published 12 Oct"),
        ("Sure", "[blog]"),
    ]
    assert "published 1" not in conflictcli("timeline", "--data", path).out


def test_what_was_kept_secret_is_no_record_published_by_then(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        sources=[source("s1", "2021-06-01")],
        events=[event("e1", title="Killing kept secret", date="2020-05-01", citations=cited("s1"))],
        casualties=[
            count("c1", "e1", as_of="2020-05-01", killed={"best": 40}, citations=cited("s1"))
        ],
        actors=[],
    )
    shown = conflictcli("timeline", "--as-of", "2020-06-01", "--data", path).out
    assert shown.count("published 1 Jun 2021") == 2
    by_then = conflictcli("timeline", "--published-by", "2020-06-01", "--data", path)
    assert by_then == (0, "", "conflictcli: No match (published by 2020-06-01).\n")


def test_the_count_of_ucdp_is_read_from_its_release(conflictcli: Conflictcli) -> None:
    def named(day: str) -> bool:
        return "UCDP" in conflictcli("casualties", "--published-by", day).out

    assert (named("2019-12-16"), named("2019-12-17")) == (False, True)


# Titles and notes.


@pytest.mark.parametrize("format", ["table", "markdown", "html", "svg"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_screen_is_titled_with_its_clocks(
    conflictcli: Conflictcli, dataset: Dataset, command: list[str], format: str
) -> None:
    path = dataset(sources=[source("paper", "2016-03-01")], **{**PRESS_OF_PAPER})
    for clocks, title in (
        (["--as-of", "2016-04-09"], "as of 9 April 2016"),
        (["--published-by", "2016-04-09"], "published by 9 April 2016"),
        (
            ["--as-of", "2016-04-09", "--published-by", "2016-04-01"],
            "as of 9 April 2016, published by 1 April 2016",
        ),
    ):
        out = conflictcli(*command, *clocks, "--data", path, "-f", format).out
        plain = " ".join(out.replace("&#160;", " ").split())
        # A document and a picture also have it in their own title.
        times = 2 if format in ("html", "svg") else 1
        assert (plain.count(title) >= times, "as known" in plain) == (True, False)


PRESS_OF_PAPER = {
    "events": [
        event("raid", date="2016-03-01", participants=[{"actor": "ann", "role": "accused"}]),
    ],
    "statements": [
        said("claim", speaker="bob", stance="accuses", date="2016-03-01", about=["raid"]),
        said("no", stance="denies", date="2016-03-01", about=["raid"], responds_to="claim"),
    ],
    "casualties": [count("toll", "raid", as_of="2016-03-01", killed={"best": 3})],
}


def test_timelinejs_is_titled_too(conflictcli: Conflictcli) -> None:
    out = conflictcli("timeline", "--as-of", "2016-10-09", "-f", "timelinejs").json
    assert "<p>as of 9 October 2016</p>" in out["title"]["text"]["text"]


def test_an_empty_answer_tells_from_when_there_is_a_count(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        sources=[source("paper", "2016-03-05"), source("blog")],
        events=[event("raid", date="2016-03-01")],
        casualties=[
            count("undated", "raid", killed={"best": 1}),
            count("never", "raid", killed={"best": 1}, citations=cited("blog")),
        ],
    )
    by_date, by_source = (
        conflictcli("casualties", clock, "2016-03-04", "--data", path)
        for clock in ("--as-of", "--published-by")
    )
    assert by_date == (
        *(0, ""),
        "conflictcli: No match (as of 2016-03-04).\n"
        + LEFT_OUT.format("2 records", "2016-03-04")
        + "conflictcli: The first count is known from 2016-03-05.\n",
    )
    assert by_source == (
        *(0, ""),
        "conflictcli: No match (published by 2016-03-04).\n"
        + UNPUBLISHED.format("1 record", "2016-03-04")
        + "conflictcli: The first count was published by 2016-03-05.\n",
    )


def test_a_search_by_a_day_finds_and_suggests_nothing_later(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**LATER)

    def found(*clocks: str) -> list[str]:
        return ids(conflictcli("search", "hidden", *clocks, "--data", path, "--json"), "matches")

    assert found("--as-of", "2016-04-01") == ["eve"]
    assert found("--published-by", "2016-04-01") == [
        *("hidden", "war", "eve"),
    ]
    near = conflictcli("search", "hiden", "--as-of", "2016-04-01", "--data", path).err
    assert near == "conflictcli: No match for 'hiden' (as of 2016-04-01).\n"


# Adding what came later changes nothing.

NEW_IN = {
    "events": event("new", title="New raid", date="2016-10-20", part_of="aid-convoy-strike"),
    "statements": said(
        "new",
        speaker="john-kerry",
        stance="denies",
        text="a new raid",
        date="2016-10-20",
        about=["aid-convoy-strike"],
        attributes_to=["russia"],
    ),
    "casualties": count(
        "new", "aid-convoy-strike", as_of="2016-10-20", killed={"best": 99}, covers="2016"
    ),
}


@pytest.mark.parametrize("table", NEW_IN)
@pytest.mark.parametrize("clock", ["--as-of", "--published-by"])
def test_a_record_that_came_later_changes_no_answer(
    conflictcli: Conflictcli, tmp_path: Path, table: str, clock: str
) -> None:
    new = {**NEW_IN[table], "citations": cited("new-source")}
    if clock == "--published-by":
        new["date" if table != "casualties" else "as_of"] = "2016-09-20"
    if table != "casualties":
        other = "aid-convoy-strike" if table == "events" else "un-board-finds-air-attack"
        new["disagrees_with"] = [other]
    more = {
        **DATA,
        "sources": [*DATA["sources"], source("new-source", "2016-10-20", copy_of="vov-convoy")],
        table: [*DATA[table], new],
    }
    path = tmp_path / "more.json"
    path.write_text(json.dumps(more))
    for command in (
        *(["timeline"], ["event", "aid-convoy-strike"], ["actor", "john-kerry"], ["statements"]),
        *(["casualties"], ["casualties", "--by", "month"], ["disputes"], ["search", "raid"]),
    ):
        for format in ("table", "json"):
            asked = (*command, clock, "2016-10-09", "-f", format)
            assert conflictcli(*asked, "--data", str(path)) == conflictcli(*asked), command


# The same of an SQLite file.


@pytest.mark.parametrize(
    "command",
    [
        ["statements", "--actor", "eve", "--about", "raid"],
        ["disputes", "--actor", "eve", "--event", "raid"],
        ["timeline", "--source", "unused", "--actor", "eve"],
        ["casualties", "--event", "foray", "--actor", "eve"],
    ],
)
def test_whom_a_question_names_is_there_though_it_has_no_answer(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, command: list[str]
) -> None:
    eve = {"id": "eve", "name": "Eve", "kind": "person", "citations": PAPER}
    path = dataset(
        sources=[source("paper"), source("unused")],
        actors=[*LATER["actors"][:2], eve],
        events=[event("raid", date="2016-03-01"), event("foray")],
        statements=[said("claim", date="2016-03-01", about=["raid"])],
    )
    made = str(tmp_path / "made.sqlite")
    conflictcli("convert", path, made)
    for format in ("table", "json", "markdown", "html"):
        runs = [conflictcli(*command, "--data", each, "-f", format) for each in (path, made)]
        assert runs[0] == runs[1]
        assert (runs[0].code, "No match" in runs[0].err) == (0, True)


@pytest.mark.parametrize("clock", ["--as-of", "--published-by"])
@pytest.mark.parametrize("day", ["2020-05-04", "2020-05-05"])
def test_of_an_sqlite_file_too_an_original_is_out_with_its_first_copy(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, clock: str, day: str
) -> None:
    path = dataset(
        schema_version=2,
        sources=COPIES,
        actors=[],
        events=[event("raid", citations=cited("undated"))],
        casualties=[count("toll", "raid", killed={"best": 2}, citations=cited("undated"))],
    )
    made = str(tmp_path / "made.sqlite")
    conflictcli("convert", path, made)
    for command in (
        ["casualties", "--event", "raid"],
        ["casualties", "--by", "month"],
        ["timeline"],
    ):
        asked = (*command, clock, day, "--json")
        runs = [conflictcli(*asked, "--data", each) for each in (path, made)]
        assert runs[0] == runs[1]
        assert ("raid" in runs[0].out or "totals" in runs[0].out) == (
            day > "2020-05-04" or "--by" in command
        )


def test_a_search_by_a_day_finds_no_source_that_may_be_later(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    press = {"early": "2016-03-01", "late": "2016-05-01", "undated": None, "month": "2016-04"}
    sources = [source(id, day, title="The siege") for id, day in press.items()]
    path = dataset(sources=sources, actors=[])
    runs = [
        conflictcli("search", "siege", clock, "2016-04-09", "--data", path, "--json")
        for clock in ("--as-of", "--published-by")
    ]
    assert [ids(run, "matches") for run in runs] == [["early"]] * 2
    assert [run.err for run in runs] == [
        LEFT_OUT.format("2 records", "2016-04-09"),
        UNPUBLISHED.format("2 records", "2016-04-09"),
    ]


@pytest.mark.parametrize(
    ("link", "killed"),
    [({"part_of": "war"}, (9, 9, 9)), ({"disagrees_with": ["war"]}, (4, None, 9))],
)
def test_nothing_is_added_up_twice_though_a_whole_was_no_record_by_then(
    conflictcli: Conflictcli,
    dataset: Dataset,
    link: dict[str, Any],
    killed: tuple[int | None, ...],
) -> None:
    path = dataset(
        sources=[source("paper", "2016-03-02"), source("blog")],
        events=[
            event("war", date="2016-03-01", citations=cited("blog")),
            event("raid", date="2016-03-01", **link),
        ],
        casualties=[
            count("of-war", "war", as_of="2016-03-01", killed={"best": 9}),
            count("of-raid", "raid", as_of="2016-03-01", killed={"best": 4}),
        ],
    )
    asked = ("--published-by", "2016-03-04", "--data", path, "--json")
    [total] = conflictcli("casualties", "--by", "year", *asked).json["totals"]
    [raid] = conflictcli("event", "raid", *asked).json["events"]
    assert tuple(total["killed"][name] for name in ("low", "best", "high")) == killed
    assert (raid["part_of"], raid["disagrees_with"]) == (None, [])


def test_the_bundled_dataset_says_what_was_only_published_later(conflictcli: Conflictcli) -> None:
    out = conflictcli("timeline", "--as-of", "2016-09-20", columns=200).out
    lines = {line.strip() for line in out.splitlines() if "published" in line}
    assert [line for line in lines if "after the truce" in line] == [
        next(line for line in lines if line.endswith("[SOHR 8 Oct, VDC] published 28 Sep"))
    ]
    by_then = conflictcli("timeline", "--as-of", "2016-09-20", "--published-by", "2016-09-20").out
    assert "published 28" not in by_then


@pytest.mark.parametrize("clock", ["--as-of", "--published-by"])
@pytest.mark.parametrize("day", ["2016-09-30", "2016-10-09", "2016-10-26"])
def test_the_bundled_dataset_tells_no_end_that_lies_after_the_day(
    conflictcli: Conflictcli, clock: str, day: str
) -> None:
    rows = conflictcli("casualties", clock, day, "--json").json["casualties"]
    rows += conflictcli("timeline", clock, day, "--json").json["timeline"]
    written = [row.get(name) or "" for row in rows for name in ("date", "covers")]
    ends = [
        re.split(r"/|\.\.", each.strip("[]"))[-1] for each in written if re.search(r"/|\.\.", each)
    ]
    assert ends
    assert max(ends) <= day


def test_both_clocks_together_cite_nothing_that_was_not_out(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    sources = [source("early", "2016-10-03"), source("late", "2019-01-01"), source("blog")]
    events = [event("raid", date="2016-10-01", citations=cited("early", "late", "blog"))]
    path = dataset(sources=sources, events=events, actors=[])
    for clocks in (
        ["--published-by", "2016-10-05"],
        ["--published-by", "2016-10-05", "--as-of", "2016-10-02"],
    ):
        [row] = conflictcli("timeline", *clocks, "--data", path, "--json").json["timeline"]
        assert [each["source"] for each in row["citations"]] == ["early"]


def test_a_later_source_is_left_out_beside_one_that_is_certainly_earlier(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    days = {"may": "[2016-09-19..2016-09-20]", "later": "2016-09-30", "blog": None}
    sources = [source(id, day) for id, day in days.items()]
    events = [
        event("raid", date="2016-09-19", citations=cited("may", "later")),
        event("foray", date="2016-09-19", citations=cited("blog", "later")),
        event("march", date="2016-09-19", citations=cited("later")),
    ]
    path = dataset(schema_version=3, sources=sources, events=events, actors=[])
    rows = conflictcli("timeline", "--as-of", "2016-09-19", "--data", path, "--json").json
    assert {
        row["id"]: [each["source"] for each in row["citations"]] for row in rows["timeline"]
    } == {
        "raid": ["may"],
        "foray": ["blog", "later"],
        "march": ["later"],
    }


def test_what_was_counted_later_is_not_left_out_for_want_of_a_day_of_its_source(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    counts = [count("c", "raid", as_of="2020-05-20", killed={"best": 1})]
    path = dataset(
        sources=[source("paper", "2020-05-10")],
        events=[event("raid", date="2020-05-03")],
        casualties=counts,
    )
    run = conflictcli("casualties", "--published-by", "2020-05-15", "--data", path)
    assert (run.out, "Left out" in run.err) == ("", False)


@pytest.mark.parametrize("kind", ["json", "sqlite"])
@pytest.mark.parametrize(
    ("by", "day", "group"),
    [
        ("year", "2016-10-09", "2016"),
        ("year", "2017-01-01", "several"),
        ("month", "2016-09-25", "2016-09"),
        ("month", "2016-10-09", "several"),
    ],
)
def test_as_of_a_day_an_event_is_of_no_later_time(
    kind: str,
    by: str,
    day: str,
    group: str,
    conflictcli: Conflictcli,
    dataset: Dataset,
    tmp_path: Path,
) -> None:
    counts = [count("c", "siege", as_of="2016-09-24", counted_by="ann", killed={"best": 1})]
    events = [event("siege", date="2016-09-22/2017-02-01")]
    path = str(tmp_path / f"made.{kind}")
    sources = [source("paper", "2016-09-24")]
    made = dataset(sources=sources, events=events, casualties=counts)
    assert conflictcli("convert", made, path).code == 0
    found = conflictcli("casualties", "--by", by, "--as-of", day, "--json", "--data", path).json
    assert [row["group"] for row in found["totals"]] == [group]


@pytest.mark.parametrize("kind", ["json", "sqlite"])
def test_what_counts_later_days_is_not_shown_before_them(
    kind: str, conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    later = {"as_of": "2016-09-30", "covers": "2016-10-03/2016-10-10"}
    counts = [
        count("a", "raid", as_of="2016-09-30", counted_by="ann", killed={"best": 10}),
        count("b", "raid", counted_by="bob", killed={"best": 7}, **later),
        count("c", "foray", counted_by="bob", killed={"best": 5}, **later),
    ]
    events = [event("raid", date="2016-09-28"), event("foray", date="2016-09-28")]
    path = str(tmp_path / f"made.{kind}")
    made = dataset(schema_version=3, events=events, casualties=counts)
    assert conflictcli("convert", made, path).code == 0
    for day, known in (("2016-10-01", ["a"]), ("2016-10-03", ["a", "b", "c"])):
        asked = ("--as-of", day, "--data", path)
        rows = conflictcli("casualties", *asked, "--json").json["casualties"]
        assert sorted(row["id"] for row in rows) == known
        totals = conflictcli("casualties", "--by", "kind", *asked, "--json").json["totals"]
        assert sum(row["counts"] for row in totals) == len(known)
        assert "No match" in conflictcli("disputes", *asked).err
