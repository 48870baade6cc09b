"""What is contested: who did it, what is denied, counts and accounts that differ."""

from typing import Any

from conftest import PAPER, Conflictcli, Dataset, count, event, said

Disputes = list[dict[str, Any]]


def disputes(conflictcli: Conflictcli, path: str, *more: str) -> Disputes:
    """Return the disputes without their texts, the sides as ids of records."""
    rows = conflictcli("disputes", "--data", path, "--json", *more).json["disputes"]
    return [{**row, "sides": [side["records"] for side in row["sides"]]} for row in rows]


def test_sources_and_statements_that_name_others_are_sides_of_who_did_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        schema_version=2,
        sources=[{"id": "paper"}, {"id": "book"}],
        events=[
            event(
                "raid",
                participants=[
                    {"actor": "ann", "role": "accused", "source": "paper"},
                    {"actor": "ann", "role": "target"},
                    {"actor": "bob", "role": "attacker", "source": "book"},
                ],
            )
        ],
        statements=[said("claim", about=["raid"], attributes_to=["ann"], stance="finds")],
    )
    assert conflictcli("disputes", "--data", path, "--json").json["disputes"] == [
        {
            "event": "raid",
            "kind": "attribution",
            "sides": [
                {"records": ["raid", "claim"], "text": "Ann", "sources": ["paper"]},
                {"records": ["raid"], "text": "Bob", "sources": ["book"]},
            ],
        }
    ]


def test_all_who_name_the_same_do_not_dispute_who_did_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    named = {"about": ["raid"], "attributes_to": ["ann"]}
    path = dataset(
        schema_version=2,
        events=[event("raid")],
        statements=[said("a", **named), said("b", **named)],
    )
    assert disputes(conflictcli, path) == []


def test_a_denial_stands_beside_what_it_denies(conflictcli: Conflictcli, dataset: Dataset) -> None:
    blamed = {"about": ["raid"], "attributes_to": ["bob"]}
    path = dataset(
        schema_version=2,
        events=[event("raid"), event("flood")],
        statements=[
            said("claim", stance="accuses", **blamed, date="2016-03-02"),
            said("charge", stance="accuses", **blamed, date="2016-03-01"),
            said("no", speaker="bob", stance="denies", **blamed, responds_to="claim"),
            said("untrue", stance="denies", about=["flood"]),
            said("aside", stance="accuses"),
            said("never", speaker="bob", stance="denies", responds_to="aside"),
        ],
    )
    assert disputes(conflictcli, path) == [
        {"event": "flood", "kind": "denial", "sides": [["flood"], ["untrue"]]},
        {"event": "raid", "kind": "denial", "sides": [["charge", "claim"], ["no"]]},
        {"event": None, "kind": "denial", "sides": [["aside"], ["never"]]},
    ]


def test_of_a_meeting_nobody_did_it_and_what_is_denied_is_what_was_said_to_have_happened(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    meeting = event("talks", participants=[{"actor": "ann", "role": "spoke"}])
    both = {"about": ["talks", "raid"]}
    path = dataset(
        schema_version=2,
        events=[meeting, event("raid")],
        statements=[
            said("claim", stance="accuses", **both, attributes_to=["ann"]),
            said("charge", stance="accuses", **both, attributes_to=["bob"]),
            said("no", stance="denies", **both, attributes_to=["bob"]),
        ],
    )
    found = disputes(conflictcli, path)
    assert [(d["event"], d["kind"]) for d in found] == [("raid", "attribution"), ("raid", "denial")]


RAID = "2016-03-01"


def test_each_speaker_has_the_sources_of_its_own_words(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    accuse = {"stance": "accuses", "about": ["raid"], "attributes_to": ["ann", "bob"]}
    named = [{"actor": "bob", "role": "attacker", "source": "ucdp"}]
    path = dataset(
        schema_version=2,
        sources=[{"id": id} for id in ("paper", "wire", "ucdp", "site")],
        events=[event("raid", date=RAID, participants=named)],
        statements=[
            said("one", speaker="ann", citations=[{"source": "wire"}], **accuse),
            said("two", speaker="bob", citations=[{"source": "paper"}], **accuse),
            said("three", **{**accuse, "attributes_to": ["bob"]}, citations=[{"source": "site"}]),
        ],
    )
    screen = " ".join(conflictcli("disputes", "--data", path, columns=200).out.split())
    sides = "Bob, as said by Ann [site], [ucdp] Ann and/or Bob, as said by Ann [wire], Bob [paper]"
    assert screen.partition("who did it ")[2].startswith(sides)


def test_each_pair_of_accounts_that_differ_is_told_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid"), event("foray", disagrees_with=["raid"])],
        statements=[
            said("hub", about=["raid"], disagrees_with=["one", "two"]),
            said("one", about=["raid"]),
            said("two"),
            said("stray", disagrees_with=["two"]),
        ],
    )
    assert disputes(conflictcli, path) == [
        {"event": "foray", "kind": "account", "sides": [["foray"], ["raid"]]},
        {"event": "raid", "kind": "account", "sides": [["hub"], ["one"], ["two"]]},
        {"event": None, "kind": "account", "sides": [["two"], ["stray"]]},
    ]


def test_disputes_are_those_of_an_event_of_an_actor_and_of_a_day(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        schema_version=2,
        events=[event("raid", date=RAID), event("flood", date="2016-03-05")],
        statements=[
            said("no", stance="denies", about=["raid"], date="2016-03-02", speaker="bob"),
            said("untrue", stance="denies", about=["flood"], date="2016-03-07"),
        ],
    )
    every = disputes(conflictcli, path)
    assert [dispute["event"] for dispute in every] == ["raid", "flood"]
    for filters in (["--event", "raid"], ["--actor", "bob"], ["--as-of", "2016-03-06"]):
        assert disputes(conflictcli, path, *filters) == every[:1]


def test_a_screen_has_one_side_beside_the_other(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(
        schema_version=2,
        events=[event("raid", date=RAID, citations=PAPER)],
        statements=[
            said("claim", stance="accuses", about=["raid"], attributes_to=["bob"], date=RAID),
            said("no", stance="denies", about=["raid"], attributes_to=["bob"], speaker="bob"),
        ],
        casualties=[
            count("few", "raid", as_of=RAID, killed={"best": 3}, counted_by="ann"),
            count("many", "raid", as_of="2016-03-02", killed={"best": 5}),
        ],
    )
    assert conflictcli("disputes", "--data", path, columns=80).out == (
        "What is contested                                       2 disputes about 1 event\n"
        "\n"
        "Raid  raid\n"
        "contested  one side                    the other\n"
        f"{'─' * 80}\n"
        "denied     Ann accuses: text of claim  ⇄ Bob denies: text of no\n"
        "           1 Mar 2016 [The Paper]      undated [The Paper]\n"
        "\n"
        "counts     3 killed, says Ann          ≠ 5 killed, counter not named\n"
        "           1 Mar 2016 [The Paper]      2 Mar 2016 [The Paper]\n"
        "\n"
        "Sources\n"
        "The Paper  no date  no address\n"
    )


def test_a_denial_about_an_event_that_may_be_later_is_no_error(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid", date="2016-09-01"), event("undated")],
        statements=[
            said("no", stance="denies", about=["raid", "undated"], date="2016-09-02"),
        ],
    )
    rows = disputes(conflictcli, path, "--as-of", "2016-09-03")
    assert rows == [{"event": "raid", "kind": "denial", "sides": [["raid"], ["no"]]}]


def test_counts_of_an_event_that_was_published_later_are_disputed(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    sources = [
        {"id": "paper", "published": "2016-10-03"},
        {"id": "radio", "published": "2016-10-09"},
    ]
    counts = [
        count(f"by-{who}", "raid", as_of="2016-10-02", counted_by=who, killed={"best": number})
        for who, number in (("ann", 62), ("bob", 83))
    ]
    events = [event("raid", date="2016-10-02", citations=[{"source": "radio"}])]
    path = dataset(sources=sources, events=events, casualties=counts)
    expected = [{"event": "raid", "kind": "count", "sides": [["by-ann"], ["by-bob"]]}]
    for more in ([], ["--event", "raid"]):
        asked = ("--published-by", "2016-10-05", *more)
        assert disputes(conflictcli, path, *asked) == expected
    assert "62 killed, says Ann" in conflictcli("disputes", *asked, "--data", path).out


def test_counts_of_a_day_that_is_known_by_its_last_bound_are_disputed_before_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    counts = [
        count(f"by-{who}", "raid", as_of="2016-10-03", counted_by=who, killed={"best": number})
        for who, number in (("ann", 62), ("bob", 83))
    ]
    events = [event("raid", date="[..2016-10-09]")]
    path = dataset(
        sources=[{"id": "paper", "published": "2016-10-03"}], events=events, casualties=counts
    )
    for day in ("2016-10-05", "2016-10-09"):
        found = disputes(conflictcli, path, "--as-of", day)
        assert [row["sides"] for row in found] == [[["by-ann"], ["by-bob"]]]
        card = conflictcli("event", "raid", "--as-of", day, "--data", path).out
        assert "62 (Ann) to 83 (Bob) killed" in card


def test_a_denial_about_several_events_of_no_certain_day_is_told_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        schema_version=3,
        events=[event("raid"), event("foray")],
        statements=[
            said(
                "charge",
                stance="accuses",
                date="2016-10-02",
                about=["raid", "foray"],
                attributes_to=["bob", "ann"],
            ),
            said(
                "no",
                speaker="bob",
                stance="denies",
                date="2016-10-03",
                about=["raid", "foray"],
                attributes_to=["bob", "ann"],
                responds_to="charge",
            ),
        ],
    )
    rows = disputes(conflictcli, path, "--as-of", "2016-10-08")
    denials = [row for row in rows if row["kind"] == "denial"]
    assert [row["sides"] for row in denials] == [[["charge"], ["no"]]]
