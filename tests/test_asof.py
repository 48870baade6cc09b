"""As of a day means as of that day: nothing later is used or disclosed."""

import re

import pytest
from conftest import PAPER, Conflictcli, Dataset, count, event, said

SOURCES = [
    {"id": "paper", "publisher": "The Paper"},
    {"id": "early", "published": "2016-03-02"},
    {"id": "book", "published": "2017"},
]


def test_a_denial_counts_from_its_day(conflictcli: Conflictcli, dataset: Dataset) -> None:
    denial = said("no", stance="denies", date="2016-03-05", about=["raid"])
    path = dataset(events=[event("raid", date="2016-03-01")], statements=[denial])
    days = ("2016-03-04", "2016-03-05")
    runs = [conflictcli("timeline", "--as-of", d, "--data", path, "-f", "json") for d in days]
    assert [run.json["timeline"][0]["disputed"] for run in runs] == [False, True]


def test_an_undecided_denial_does_not_count(conflictcli: Conflictcli, dataset: Dataset) -> None:
    denial = said("no", stance="denies", date="[2016-03-01..2016-03-05]", about=["raid"])
    path = dataset(events=[event("raid", date="2016-03-01")], statements=[denial])
    run = conflictcli("event", "raid", "--as-of", "2016-03-04", "--data", path)
    told = "conflictcli: Left out 1 record that may be later than 2016-03-04.\n"
    assert ("⇄" in run.out, run.err) == (False, told)
    # One day later it does.
    assert "⇄" in conflictcli("event", "raid", "--as-of", "2016-03-05", "--data", path).out


def test_who_did_it_is_known_from_the_publication_of_the_source_that_says_so(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    participants = [
        {"actor": "ann", "role": "accused", "source": "early"},
        {"actor": "bob", "role": "attacker", "source": "book"},
        {"actor": "bob", "role": "party", "source": "paper"},
    ]
    raid = event("raid", date="2016-03-01", participants=participants)
    path = dataset(sources=SOURCES, events=[raid])

    def roles(day: str) -> list[str]:
        run = conflictcli("event", "raid", "--as-of", day, "--data", path, "-f", "json")
        return [part["role"] for part in run.json["events"][0]["participants"]]

    assert [roles("2016-03-01"), roles("2016-03-02"), roles("2017-01-01")] == [
        ["party"],
        ["accused", "party"],
        ["accused", "attacker", "party"],
    ]


def test_a_source_published_later_is_not_cited_unless_it_is_the_only_one(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    both, one = ([{"source": id} for id in ids] for ids in (("book", "early"), ("book",)))
    days = {"date": "2016-03-01"}
    path = dataset(
        sources=SOURCES,
        events=[event("raid", citations=both, **days), event("vote", citations=one, **days)],
    )
    run = conflictcli("timeline", "--as-of", "2016-03-02", "--data", path, "-f", "json")
    cited = [[c["source"] for c in entry["citations"]] for entry in run.json["timeline"]]
    assert cited == [["early"], ["book"]]


def test_disagreement_is_shown_from_both_sides_once_both_are_known(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    first = said("first", date="2016-03-01", disagrees_with=["second"])
    path = dataset(statements=[first, said("second", date="2016-03-03")])

    def links(day: str) -> dict[str, list[str]]:
        run = conflictcli("statements", "--as-of", day, "--data", path, "-f", "json")
        return {s["id"]: s["disagrees_with"] for s in run.json["statements"]}

    assert [links("2016-03-01"), links("2016-03-03")] == [
        {"first": []},
        {"first": ["second"], "second": ["first"]},
    ]


def test_a_report_without_a_day_is_left_out_and_told(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(events=[event("raid")], casualties=[count("toll", "raid", killed={"best": 1})])
    run = conflictcli("casualties", "--as-of", "2016-03-01", "--data", path, "-f", "json")
    assert run == (
        0,
        '{\n  "casualties": []\n}\n',
        "conflictcli: No match (as of 2016-03-01).\n"
        "conflictcli: Left out 1 record that may be later than 2016-03-01.\n",
    )


def test_an_event_that_had_not_begun_is_not_shown(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(events=[event("raid", date="2016-03-02")])
    run = conflictcli("event", "raid", "--as-of", "2016-03-01", "--data", path)
    told = "conflictcli: No match (as of 2016-03-01, event raid).\n"
    assert run == (0, "", told)


def test_a_participant_named_only_later_selects_nothing(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    accused = [{"actor": "bob", "role": "attacker", "source": "book"}]
    path = dataset(
        sources=SOURCES,
        events=[event("raid", date="2016-03-01", participants=accused)],
        casualties=[count("toll", "raid", as_of="2016-03-02", killed={"best": 1})],
    )

    def found(day: str) -> list[str]:
        limits = ("--actor", "bob", "--as-of", day, "--data", path, "-f", "json")
        return [entry["id"] for entry in conflictcli("timeline", *limits).json["timeline"]]

    assert [found("2016-06-01"), found("2017-01-01")] == [[], ["raid", "toll"]]


def test_an_undecided_reply_is_told_on_the_pages_of_the_event_and_of_the_actor(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    claim = said("claim", date="2016-03-01", about=["raid"])
    denial = said("no", speaker="bob", stance="denies", responds_to="claim")
    path = dataset(events=[event("raid", date="2016-03-01")], statements=[claim, denial])
    told = "conflictcli: Left out 1 record that may be later than 2016-03-02.\n"
    pages = (["event", "raid"], ["actor", "ann"])
    runs = [conflictcli(*page, "--as-of", "2016-03-02", "--data", path) for page in pages]
    assert [run.err for run in runs] == [told, told]


def test_an_actor_is_shown_as_of_the_day_with_all_that_was_known_of_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    ann = [{"actor": "ann", "role": "party"}]
    path = dataset(
        events=[event(id, date=day, participants=ann) for id, day in DAYS.items()],
        statements=[
            *(said(f"said-{id}", date=day) for id, day in DAYS.items()),
            *(
                said(f"reply-{id}", speaker="bob", responds_to="said-early", date=day)
                for id, day in DAYS.items()
            ),
        ],
    )
    run = conflictcli("actor", "ann", "--as-of", "2016-03-02", "--data", path, "-f", "json")
    found = {table: [record["id"] for record in run.json[table]] for table in run.json}
    assert (found, run.err) == (
        {
            "actors": ["ann"],
            "events": ["early"],
            "statements": ["said-early"],
            "replies": ["reply-early"],
        },
        "conflictcli: Left out 3 records that may be later than 2016-03-02.\n",
    )


def test_events_that_sources_give_differently_are_shown_side_by_side(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    raid = event("raid", date="2016-03-01", disagrees_with=["foray"])
    path = dataset(events=[raid, event("foray", date="2016-03-02")])
    screens = [conflictcli("event", id, "--data", path).out for id in ("raid", "foray")]
    links = [
        entry["disagrees_with"]
        for id in ("raid", "foray")
        for entry in conflictcli("event", id, "--data", path, "-f", "json").json["events"]
    ]
    shown = [
        re.search(r"differs +2 Mar 2016: Foray \[The Paper\]", screens[0]) is not None,
        re.search(r"differs +1 Mar 2016: Raid \[The Paper\]", screens[1]) is not None,
    ]
    assert (links, shown) == ([["foray"], ["raid"]], [True, True])


DAYS = {"early": "2016-03-01", "late": "2016-03-03", "unsure": "2016-03"}


EARLY_AND_LATE = {
    "sources": [
        {"id": "paper", "publisher": "The Paper", "published": "2016-01-01"},
        {"id": "book", "publisher": "The Book", "published": "2019"},
    ],
    "statements": [
        said("one", date="2016-01-01", disagrees_with=["two"]),
        said("two", date="2016-01-01", citations=[*PAPER, {"source": "book", "quote": "later"}]),
    ],
    "actors": [
        {
            "id": "ann",
            "name": "Ann",
            "kind": "person",
            "citations": [{"source": "book", "quote": "later"}, *PAPER],
        }
    ],
}


@pytest.mark.parametrize("command", [["statements"], ["actor", "ann"], ["actor"], ["timeline"]])
@pytest.mark.parametrize("format", ["table", "json", "markdown"])
def test_no_source_of_a_later_day_is_shown_beside_anything(
    conflictcli: Conflictcli, dataset: Dataset, command: list[str], format: str
) -> None:
    path = dataset(**EARLY_AND_LATE)
    run = conflictcli(*command, "--as-of", "2016-02-01", "--data", path, "-f", format)
    out = run.out.lower()
    assert (run.code, "paper" in out, "book" in out, "later" in out) == (
        *(0, True),
        *(False, False),
    )


def test_a_reply_does_not_name_whom_it_answers_where_that_was_not_known(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid", date="2016-09-01")],
        statements=[
            said("undated", speaker="bob", about=["raid"]),
            said("reply", date="2016-09-03", about=["raid"], responds_to="undated"),
        ],
    )
    named = [
        "answers Bob" in conflictcli("event", "raid", "--data", path, *as_of).out
        for as_of in ([], ["--as-of", "2016-10-01"])
    ]
    whole = conflictcli("statements", "--data", path, "--as-of", "2016-10-01").out
    assert (named, "Bob" in whole, "text of reply" in whole) == ([False, False], False, True)


def test_a_denial_before_an_accusation_is_said_to_be_earlier(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    about = {"about": ["raid"], "attributes_to": ["ann"]}
    path = dataset(
        schema_version=2,
        events=[event("raid", date="2016-09-01")],
        statements=[
            said("no", speaker="ann", stance="denies", date="2016-09-02", **about),
            said("charge", speaker="bob", stance="accuses", date="2016-09-05", **about),
        ],
    )
    charge = conflictcli("timeline", "--data", path, columns=200).out.partition("Bob accuses")[2]
    assert "⇄ denied earlier by Ann" in charge
