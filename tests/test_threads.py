"""Statements in threads: each reply under what it answers."""

from conftest import Conflictcli, Dataset, event, said


def test_replies_follow_what_they_answer_in_date_order(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        statements=[
            said("later", date="2016-03-09"),
            said("reply", date="2016-03-05", responds_to="first"),
            said("reply-to-reply", date="2016-03-07", responds_to="reply"),
            said("first", date="2016-03-01"),
            said("early-reply", date="2016-03-02", responds_to="first"),
            said("second", date="2016-03-03"),
        ]
    )
    run = conflictcli("statements", "--data", path, columns=80)
    shown = run.out.split("\n\n")[1].split("\n")[1:]
    assert shown == [
        "1 Mar » Ann says: text of first  [The Paper]",
        "Tue   ├── » Ann says: text of early-reply  2 Mar 2016  [The Paper]",
        "      └── » Ann says: text of reply  5 Mar 2016  [The Paper]",
        "          └── » Ann says: text of reply-to-reply  7 Mar 2016  [The Paper]",
        "3 Mar » Ann says: text of second  [The Paper]",
        "Thu",
        "9 Mar » Ann says: text of later  [The Paper]",
        "Wed",
    ]


def test_statements_that_answer_each_other_in_a_circle_are_all_shown(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid")],
        statements=[
            said("a", responds_to="b", about=["raid"]),
            said("b", responds_to="a"),
            said("self", responds_to="self"),
        ],
    )
    runs = [
        conflictcli(*command, "--data", path, "-f", "json")
        for command in (["statements"], ["event", "raid"])
    ]
    found = [[statement["id"] for statement in run.json["statements"]] for run in runs]
    assert found == [["a", "b", "self"], ["a", "b"]]


def test_a_very_long_thread_is_shown_whole(conflictcli: Conflictcli, dataset: Dataset) -> None:
    replies = [said(f"s{i:04}", responds_to=f"s{i - 1:04}") for i in range(1, 2000)]
    path = dataset(events=[event("raid")], statements=[said("s0000", about=["raid"]), *replies])
    run = conflictcli("event", "raid", "--data", path, "-f", "json")
    assert len(run.json["statements"]) == 2000


def test_an_event_shows_the_replies_to_what_was_said_about_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid"), event("vote")],
        statements=[
            said("about", about=["raid"]),
            said("reply", responds_to="about"),
            said("again", responds_to="reply", about=["vote"]),
            said("other", about=["vote"]),
        ],
    )
    run = conflictcli("event", "raid", "--data", path, "-f", "json")
    assert [s["id"] for s in run.json["statements"]] == ["about", "reply", "again"]


def test_an_actor_comes_with_replies_and_with_the_same_words_given_to_others(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        statements=[
            said("own"),
            said("reply", speaker="bob", responds_to="own"),
            said("same-words", speaker="bob", disagrees_with=["own"]),
            said("unrelated", speaker="bob"),
        ]
    )
    answer = conflictcli("actor", "ann", "--data", path, "-f", "json").json
    found = {table: [record["id"] for record in answer[table]] for table in answer}
    assert found == {
        "actors": ["ann"],
        "events": [],
        "statements": ["own"],
        "replies": ["reply", "same-words"],
    }
