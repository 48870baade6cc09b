"""Answers about very many records of one thing: each is told once, and chains may be long."""

import json
import random
import re
from typing import Any

import pytest
from conftest import PAPER, Conflictcli, Dataset, count, event, said

DAY = "2016-09-19"
MANY = 300
CHAIN = 5_000  # Far deeper than Python calls itself.


def counters(number: int) -> list[dict[str, Any]]:
    return [
        {"id": f"x{n}", "name": f"Counter {n}", "kind": "body", "citations": PAPER}
        for n in range(number)
    ]


def differing_counts(number: int, **more: Any) -> dict[str, Any]:
    """Return counts of one event that all differ, each by a counter of its own."""
    counts = [
        count(f"c{n}", "raid", as_of=DAY, killed={"best": n}, counted_by=f"x{n}")
        for n in range(number)
    ]
    return {
        "schema_version": 3,
        "actors": counters(number),
        "events": [event("raid", date=DAY)],
        "casualties": counts,
        **more,
    }


def blamed_and_denied(number: int) -> dict[str, Any]:
    """Return accusations of Bob by Ann, all of which he denies."""
    fields = {"about": ["raid"], "attributes_to": ["bob"], "date": DAY}
    accusations = [said(f"a{n}", stance="accuses", **fields) for n in range(number)]
    denials = [said(f"d{n}", stance="denies", speaker="bob", **fields) for n in range(number)]
    events = [event("raid", date=DAY)]
    return {"schema_version": 3, "events": events, "statements": [*accusations, *denials]}


def disputes(conflictcli: Conflictcli, path: str) -> list[tuple[str, list[list[str]]]]:
    rows = conflictcli("disputes", "--data", path, "--json").json["disputes"]
    return [(row["kind"], [side["records"] for side in row["sides"]]) for row in rows]


def test_very_many_counts_that_differ_are_told_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**differing_counts(MANY))
    assert disputes(conflictcli, path) == [("many counts", [[f"c{n}"] for n in _by_id(MANY)])]


def test_very_many_figures_of_one_counter_are_told_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    made = differing_counts(MANY)
    for report in made["casualties"]:
        report["counted_by"] = "x0"
    expected = [("one counter, many counts", [[f"c{n}"] for n in _by_id(MANY)])]
    assert disputes(conflictcli, dataset(**made)) == expected
    screen = conflictcli("disputes", "--data", dataset(**made)).out
    assert "one counter, many figures" in screen
    assert "≠" not in screen


def _by_id(number: int) -> list[int]:
    return sorted(range(number), key=lambda n: f"c{n}")


@pytest.mark.parametrize("seed", range(40))
def test_among_very_many_those_are_told_that_pairs_would_name(
    conflictcli: Conflictcli, dataset: Dataset, seed: int
) -> None:
    """Pairs are named of a few counts of everyone; then fifty of soldiers alone are added."""
    made = differing_counts(50)
    few = [_random_count(random.Random(f"{seed} {n}"), f"few-{n}") for n in range(12)]
    named: dict[str, set[str]] = {"count": set(), "one counter": set()}
    for kind, sides in disputes(conflictcli, dataset(**{**made, "casualties": few})):
        named[kind].update(id for side in sides for id in side)
    for report in made["casualties"]:
        report["breakdown"] = [{"group": "soldiers", "killed": report.pop("killed")}]
    made["casualties"] += few
    found = dict(disputes(conflictcli, dataset(**made)))
    for kind, ids in named.items():
        many = "many counts" if kind == "count" else "one counter, many counts"
        told = [id for side in found.get(many, []) for id in side if id.startswith("few")]
        assert sorted(told) == sorted(ids)


def _random_count(rng: random.Random, id: str) -> dict[str, Any]:
    least = rng.randrange(10)
    numbers = [{"best": least}, {"low": least, "high": least + rng.randrange(5)}, {"low": least}]
    days = sorted(rng.sample(range(10, 20), 2))
    return count(
        id,
        "raid",
        as_of=f"2016-09-2{rng.randrange(2)}",
        covers=rng.choice([None, f"2016-09-{days[0]}/2016-09-{days[1]}"]),
        killed=rng.choice(numbers),
        counted_by=rng.choice([None, "x1", "x2", "x3"]),
    )


def test_an_accusation_beside_many_denials_lists_them_once(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**blamed_and_denied(21))
    screen = conflictcli("actor", "ann", "--data", path, "-f", "markdown").out
    assert [len(re.findall(rf"text of d{n}\b", screen)) for n in range(21)] == [1] * 21
    assert screen.count("⇄ the 21 denials above") == 20


def denied_by_each(number: int) -> dict[str, Any]:
    """Return accusations by Ann, all of which so many actors deny, each once."""
    made = blamed_and_denied(number)
    made["actors"] = [*counters(number), {**counters(1)[0], "id": "ann"}]
    for n, denial in enumerate(made["statements"][number:]):
        denial["speaker"] = f"x{n}"
    for statement in made["statements"]:
        statement["attributes_to"] = ["x0"]
    return made


@pytest.mark.parametrize(
    ("asked", "table"),
    [
        (["timeline"], "timeline"),
        (["statements", "--stance", "accuses", "--only-matched"], "statements"),
    ],
)
def test_the_ids_of_very_many_who_deny_are_listed_once(
    conflictcli: Conflictcli, dataset: Dataset, asked: list[str], table: str
) -> None:
    path = dataset(**denied_by_each(101))
    rows = conflictcli(*asked, "--data", path, "--json").json[table]
    first, *others = (row for row in rows if row["id"].startswith("a"))
    assert (len(first["denied_by"]), first["disputed"]) == (101, True)
    assert "denied_by_same_as" not in first
    told = [(row["denied_by"], row["denied_by_same_as"], row["disputed"]) for row in others]
    assert told == [(None, first["id"], True)] * 100


def test_the_ids_of_many_who_deny_are_listed_with_each(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**denied_by_each(100))
    rows = conflictcli("timeline", "--data", path, "--json").json["timeline"]
    assert [len(row["denied_by"]) for row in rows if row["id"].startswith("a")] == [100] * 100
    assert not any("denied_by_same_as" in row for row in rows)


@pytest.mark.parametrize(("number", "words"), [(100, "Counter 99"), (101, "101 actors")])
def test_of_very_many_who_deny_the_number_is_told(
    conflictcli: Conflictcli, dataset: Dataset, number: int, words: str
) -> None:
    path = dataset(**denied_by_each(number))
    text = conflictcli("statements", "--stance", "accuses", "--data", path, "-f", "html").out
    assert text.count("⇄ denied by ") == number
    assert len(re.findall(rf"⇄ denied by [^⇄<]*{words}", text)) == number


def test_what_many_deny_is_told_of_the_first(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(**blamed_and_denied(21))
    asked = ("changes", "--since", DAY, "--data", path)
    rows = conflictcli(*asked, "--json").json["changes"]
    denials = {row["id"]: row for row in rows if row["id"].startswith("d")}
    first, *others = denials.values()
    assert (first["id"], first["denies_same_as"]) == ("d0", None)
    assert sorted(first["denies"]) == sorted(["raid", *(f"a{n}" for n in range(21))])
    assert [(row["denies"], row["denies_same_as"]) for row in others] == [([], "d0")] * 20
    assert conflictcli(*asked, "-f", "markdown").out.count("the same as above: Bob denies:") == 20


def test_what_few_deny_is_told_of_each(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(**blamed_and_denied(19))
    rows = conflictcli("changes", "--since", DAY, "--data", path, "--json").json["changes"]
    denied = [len(row["denies"]) for row in rows if row["id"].startswith("d")]
    assert denied == [20] * 19


@pytest.mark.parametrize(
    "asked",
    [
        ("disputes", "-f", "json"),
        ("disputes", "-f", "html"),
        ("changes", "--since", DAY, "-f", "json"),
        ("changes", "--since", DAY, "-f", "html"),
        ("actor", "ann", "-f", "html"),
        ("event", "raid", "-f", "html"),
        ("timeline", "-f", "json"),
    ],
)
def test_twice_as_many_accusations_and_denials_are_an_answer_twice_as_long(
    conflictcli: Conflictcli, dataset: Dataset, asked: tuple[str, ...]
) -> None:
    sizes = []
    for number in (100, 200):
        path = dataset(**blamed_and_denied(number))
        sizes.append(len(conflictcli(*asked, "--data", path).out))
    assert sizes[1] < 2.2 * sizes[0]


@pytest.mark.parametrize("format", ["html", "markdown", "table"])
def test_a_chain_of_replies_is_an_answer_as_long_as_the_chain(
    conflictcli: Conflictcli, dataset: Dataset, format: str
) -> None:
    def accusing(id: str) -> dict[str, Any]:
        return said(id, about=["raid"], attributes_to=["bob"])

    sizes = []
    for number in (200, 400):
        chain = _chain("responds_to", accusing, number)
        path = dataset(schema_version=3, events=[event("raid", date=DAY)], statements=chain)
        sizes.append(len(conflictcli("event", "raid", "--data", path, "-f", format).out))
    assert sizes[1] < 2.2 * sizes[0]


def _chain(field: str, record: Any, length: int = CHAIN) -> list[dict[str, Any]]:
    linked = [{field: f"r{n - 1}"} if n else {} for n in range(length)]
    return [{**record(f"r{n}"), **links} for n, links in enumerate(linked)]


CHAINS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "replies": (
        {
            "events": [event("raid", date=DAY)],
            "statements": _chain("responds_to", lambda id: said(id, about=["raid"])),
        },
        ("event", "raid", "--table", "statements"),
    ),
    "copies": (
        {"sources": [{"id": "paper"}, *_chain("copy_of", lambda id: {"id": id, "title": id})]},
        ("sources",),
    ),
    "parts": (
        {"events": _chain("part_of", lambda id: event(id, date=DAY))},
        ("timeline", "--single-source"),
    ),
    "members": (
        {
            "actors": _chain(
                "member_of",
                lambda id: {"id": id, "name": id, "kind": "body", "citations": PAPER},
            )
        },
        ("actor",),
    ),
}


@pytest.mark.parametrize(("made", "asked"), CHAINS.values(), ids=CHAINS)
def test_a_long_chain_is_answered(
    conflictcli: Conflictcli, dataset: Dataset, made: Any, asked: tuple[str, ...]
) -> None:
    path = dataset(**{"schema_version": 3, **made})
    run = conflictcli(*asked, "--data", path, "-f", "ndjson")
    assert run.code == 0, run.err
    ids = {json.loads(line)["id"] for line in run.out.splitlines()}
    assert ids >= {f"r{n}" for n in range(CHAIN)}
