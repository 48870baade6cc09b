"""What came to be known from one day to another: counts, statements, denials, events."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli, Dataset, count, event, said

DATA = json.loads(EVENTS.read_text(encoding="utf-8"))


def cited(*sources: str) -> list[dict[str, str]]:
    """Return citations of sources."""
    return [{"source": id} for id in sources]


SCREEN = """\
New from 3 March 2016  as of 5 March 2016                                                  7 records

Counts
new count                               of    in place of
RULE
at least 3 injured, says Bob            Raid
3 Mar 2016 [The Paper] published 6 Mar

9 killed, says Ann                      Raid  12 killed, says Ann
4 Mar 2016 [The Paper] published 6 Mar        2 Mar 2016 [The Paper] published 6 Mar

2 killed, counter not named             Raid
4 Mar 2016 [The Paper] published 6 Mar

Events
4 Mar 2016 ● Foray                                                       [The Radio] published 9 Mar
from       ● Siege                                                       [The Paper] published 6 Mar
5 Mar 2016

What was said
5 Mar 2016 » Ann demands: text of call                                   [The Paper] published 6 Mar

Denials
denial                                  what it denies
RULE
Bob denies: text of no                  ⇄ Raid
4 Mar 2016 [The Paper] published 6 Mar  1 Mar 2016 [The Paper] published 6 Mar
                                        ⇄ Ann accuses: text of charge
                                        2 Mar 2016 [The Paper] published 6 Mar

Sources
The Paper  6 Mar 2016  no address
The Radio  9 Mar 2016  no address
"""
RECORDS: dict[str, Any] = {
    "schema_version": 2,
    "sources": [
        {"id": "paper", "publisher": "The Paper", "published": "2016-03-06"},
        {"id": "radio", "publisher": "The Radio", "published": "2016-03-09"},
        {"id": "blog", "publisher": "A Blog"},
    ],
    "events": [
        event("raid", date="2016-03-01"),
        event("foray", date="2016-03-04", citations=cited("radio")),
        event("siege", date="2016-03-05/2016-04-01"),
        event("rumour", citations=cited("blog")),
        event("later", date="2016-03-06"),
    ],
    "statements": [
        said("charge", stance="accuses", date="2016-03-02", about=["raid"], attributes_to=["bob"]),
        said(
            "no",
            speaker="bob",
            stance="denies",
            date="2016-03-04",
            about=["raid"],
            attributes_to=["bob"],
            responds_to="charge",
        ),
        said("call", stance="demands", date="2016-03-05", about=["later"]),
        said("unsure", date="2016-03"),
    ],
    "casualties": [
        count("ann-1", "raid", as_of="2016-03-01", counted_by="ann", killed={"best": 10}),
        count("ann-2", "raid", as_of="2016-03-02", counted_by="ann", killed={"best": 12}),
        count("ann-3", "raid", as_of="2016-03-04", counted_by="ann", killed={"best": 9}),
        count("bob-1", "raid", as_of="2016-03-03", counted_by="bob", injured={"low": 3}),
        count("nobody-1", "raid", as_of="2016-03-01", killed={"best": 1}),
        count("nobody-2", "raid", as_of="2016-03-04", killed={"best": 2}),
    ],
}


def test_the_screen_has_each_new_record_beside_what_it_replaces_or_denies(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    asked = ("--since", "2016-03-03", "--until", "2016-03-05", "--data", dataset(**RECORDS))
    run = conflictcli("changes", *asked)
    assert run.out == SCREEN.replace("RULE", "─" * 100)
    assert (run.code, run.err) == (
        0,
        "conflictcli: Left out 2 records that may be later than 2016-03-05.\n",
    )


def test_the_rows_are_in_the_order_in_which_they_came_to_be_known(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    asked = ("--since", "2016-03-03", "--until", "2016-03-05", "--data", dataset(**RECORDS))
    rows = conflictcli("changes", *asked, "--json").json["changes"]
    assert [(row["id"], row["date"], row["replaces"], row["denies"]) for row in rows] == [
        ("bob-1", "2016-03-03", None, []),
        ("ann-3", "2016-03-04", "ann-2", []),
        ("foray", "2016-03-04", None, []),
        ("no", "2016-03-04", None, ["raid", "charge"]),
        ("nobody-2", "2016-03-04", None, []),
        ("call", "2016-03-05", None, []),
        ("siege", "2016-03-05/..", None, []),
    ]
    assert rows[0] == {
        "type": "casualties",
        "id": "bob-1",
        "date": "2016-03-03",
        "title": "at least 3 injured, says Bob: Raid",
        "replaces": None,
        "denies": [],
        "denies_same_as": None,
        "citations": [{"source": "paper", "locator": None, "quote": None}],
    }


def test_by_publication_the_days_are_those_of_the_sources(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**RECORDS)
    asked = ("changes", "--since", "2016-03-07", "--published", "--data", path)
    run = conflictcli(*asked)
    assert [row["id"] for row in conflictcli(*asked, "--json").json["changes"]] == ["foray"]
    assert run.out.startswith("New from 7 March 2016, by day of publication  ")
    assert run.err == "conflictcli: Left out 1 record without a certain day.\n"
    until = conflictcli(*asked, "--until", "2016-03-08")
    assert (until.out, until.err) == (
        "",
        "conflictcli: Left out 1 record that may have been published later than 2016-03-08: "
        "their sources have no certain date.\n"
        "conflictcli: Nothing is new in these days.\n",
    )


def test_a_count_replaces_one_of_the_same_people_and_of_its_days_alone(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    ann = {"counted_by": "ann", "killed": {"best": 5}}
    counts: dict[str, tuple[str, str, dict[str, Any]]] = {
        "whole": ("2016-03-02", "2016-03-01/2016-03-02", ann),
        "day": ("2016-03-03", "2016-03-03", ann),
        "more": ("2016-03-05", "2016-03-01/2016-03-05", ann),
        "children": (
            *("2016-03-06", "2016-03-01/2016-03-05"),
            {"counted_by": "ann", "breakdown": [{"group": "children", "killed": {"best": 1}}]},
        ),
        "month": ("2016-03", "2016-03-01/2016-03-05", ann),
    }
    path = dataset(
        schema_version=3,
        events=[event("raid", date="2016-03-01/..")],
        casualties=[
            count(id, "raid", as_of=day, covers=covers, **fields)
            for id, (day, covers, fields) in counts.items()
        ],
    )
    rows = conflictcli("changes", "--since", "2016-03-02", "--data", path, "--json").json["changes"]
    assert {row["id"]: row["replaces"] for row in rows} == {
        "whole": None,
        "day": None,
        "more": "day",
        "children": None,
        "month": None,
    }


@pytest.mark.parametrize("options", [[], ["--published"]])
def test_what_is_new_is_what_one_day_has_and_the_day_before_had_not(
    conflictcli: Conflictcli, options: list[str]
) -> None:
    clock = "--published-by" if options else "--as-of"

    def known(day: str) -> set[str]:
        rows = conflictcli("timeline", clock, day, "--json").json["timeline"]
        return {row["id"] for row in rows}

    for before, since, until in (
        ("2016-09-18", "2016-09-19", "2016-09-20"),
        ("2016-10-06", "2016-10-07", "2016-10-13"),
        ("2016-12-31", "2017-01-01", "2019-12-31"),
    ):
        asked = ("changes", "--since", since, "--until", until, *options, "--json")
        rows = conflictcli(*asked).json["changes"]
        assert {row["id"] for row in rows} == known(until) - known(before)


def test_every_new_record_of_the_bundled_dataset_shows_its_source(conflictcli: Conflictcli) -> None:
    rows = conflictcli("changes", "--since", "2016-10-07", "--json").json["changes"]
    tables = ("events", "statements", "casualties")
    records = {record["id"]: record for table in tables for record in DATA[table]}
    assert len(rows) > 50
    assert [[each["source"] for each in row["citations"]] for row in rows] == [
        [each["source"] for each in records[row["id"]]["citations"]] for row in rows
    ]


@pytest.mark.parametrize("format", ["ndjson", "csv", "markdown", "html", "svg"])
def test_every_format_tells_what_is_new(
    conflictcli: Conflictcli, dataset: Dataset, format: str
) -> None:
    asked = ("--since", "2016-03-03", "--until", "2016-03-05", "--data", dataset(**RECORDS))
    out = conflictcli("changes", *asked, "-f", format).out
    if format in ("ndjson", "csv"):
        assert (out.count("\n"), "ann-2" in out, "charge" in out) == (
            7 + (format == "csv"),
            True,
            True,
        )
    else:
        plain = " ".join(out.replace("&#160;", " ").split())
        assert ("as of 5 March 2016" in plain, "text of charge" in plain) == (True, True)
        assert (
            "Small: changes from 3 March 2016, as of 5 March 2016" in plain or format == "markdown"
        )


def test_a_record_that_came_later_changes_nothing(conflictcli: Conflictcli, tmp_path: Path) -> None:
    new = said("new", speaker="john-kerry", stance="denies", date="2016-10-20", citations=[])
    new |= {"citations": DATA["statements"][0]["citations"], "about": ["aid-convoy-strike"]}
    path = tmp_path / "more.json"
    path.write_text(json.dumps({**DATA, "statements": [*DATA["statements"], new]}))
    asked = ("changes", "--since", "2016-09-20", "--until", "2016-10-09")
    for format in ("table", "json"):
        runs = [conflictcli(*asked, "-f", format, *more) for more in ([], ["--data", str(path)])]
        assert runs[0] == runs[1]


def test_a_window_that_ends_before_it_begins_is_wrong_usage(conflictcli: Conflictcli) -> None:
    assert conflictcli("changes", "--since", "2016-10-07", "--until", "2016-10-01") == (
        *(2, ""),
        "conflictcli: --since 2016-10-07 is after --until 2016-10-01: swap the two days.\n",
    )


def test_a_first_day_is_needed(conflictcli: Conflictcli) -> None:
    run = conflictcli("changes")
    assert (run.code, run.out, "--since" in run.err) == (2, "", True)


def test_odd_records_are_listed(conflictcli: Conflictcli, dataset: Dataset) -> None:
    circle = said("no", stance="denies", date="2016-03-04", responds_to="no", about=["raid"])
    counts = [
        count(f"c{n}", "raid", as_of="2016-03-04", counted_by="ann", covers=covers)
        for n, covers in enumerate((None, "2016-03-09", "2016"))
    ]
    path = dataset(schema_version=2, events=[event("raid")], statements=[circle], casualties=counts)
    run = conflictcli("changes", "--since", "2016-03-03", "--data", path, "--json")
    assert {row["id"] for row in run.json["changes"]} == {"raid", "no", "c0", "c1", "c2"}


@pytest.mark.parametrize("table", ["events", "statements"])
def test_what_differs_is_told_where_only_the_earlier_one_says_so(
    table: str, conflictcli: Conflictcli, dataset: Dataset
) -> None:
    make = event if table == "events" else said
    records = [
        make("one", date="2016-03-01", disagrees_with=["two"]),
        make("two", date="2016-03-05"),
    ]
    asked = ["changes", "--since", "2016-03-04", "--until", "2016-03-10", "--data"]
    shown = conflictcli(*asked, dataset(**{table: records})).out
    assert "≠ The Paper" in shown


def test_only_the_numbers_that_are_replaced_stand_beside_a_new_count(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    groups = [
        {"group": "civilians", "killed": {"best": 305}},
        {"group": "children", "killed": {"best": 57}},
    ]
    more = [{"group": "civilians", "killed": {"best": 358}}]
    counts = [
        count("old", "raid", as_of="2016-10-08", counted_by="ann", breakdown=groups),
        count("new", "raid", as_of="2016-10-12", counted_by="ann", breakdown=more),
    ]
    events = [event("raid", date="2016-10-01")]
    path = dataset(schema_version=3, events=events, casualties=counts)
    asked = ("changes", "--since", "2016-10-12", "--until", "2016-10-12", "--data", path)
    shown = conflictcli(*asked).out
    assert "305 civilians killed, says Ann" in shown
    assert "children" not in shown


def test_a_denial_of_own_words_withdraws_them(conflictcli: Conflictcli, dataset: Dataset) -> None:
    statements = [
        said("first", date="2016-10-01"),
        said("no", stance="denies", date="2016-10-02", responds_to="first"),
    ]
    asked = ("changes", "--since", "2016-10-02", "--data", dataset(statements=statements))
    shown = " ".join(conflictcli(*asked).out.split())
    assert "what it denies, or withdraws" in shown
    assert "withdraws: Ann says: text of first" in shown


@pytest.mark.parametrize("table", ["statements", "casualties"])
def test_what_is_said_after_its_source_is_new_on_its_own_day(
    conflictcli: Conflictcli, dataset: Dataset, table: str
) -> None:
    record = {
        "statements": said("it", date="2016-10-09"),
        "casualties": count("it", "raid", as_of="2016-10-09", killed={"best": 1}),
    }
    path = dataset(
        sources=[{"id": "paper", "published": "2016-10-08"}],
        events=[event("raid", date="2016-10-01")],
        **{table: [record[table]]},
    )
    new = {}
    for day in ("2016-10-08", "2016-10-09", "2016-10-10"):
        asked = ("--published", "--since", day, "--until", day, "--data", path)
        rows = conflictcli("changes", *asked, "--json").json["changes"]
        new[day] = [row["id"] for row in rows if row["id"] == "it"]
    assert new == {"2016-10-08": [], "2016-10-09": ["it"], "2016-10-10": []}
