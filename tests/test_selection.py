"""As much of a dataset as a question needs gives the same answer as all of it."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import EVENTS, Conflictcli

from conflictcli import query, search, storage
from conflictcli.answers import Answer, By
from conflictcli.records import WHOLE
from conflictcli.scope import Scope
from conflictcli.words import Wanted

COMMANDS = [
    ["timeline"],
    ["timeline", "--since", "2016-10-07", "--actor", "Russia"],
    ["timeline", "--as-of", "2016-09-30", "--place", "aleppo"],
    ["timeline", "--source", "article", "--until", "2016-10-01"],
    ["timeline", "--kind", "vote", "--type", "event"],
    ["event", "aid-convoy"],
    ["event", "east-aleppo-offensive", "--as-of", "2016-10-08"],
    ["actor", "Kerry"],
    ["actor", "World Health Organization", "--as-of", "2016-10-01"],
    ["actor"],
    ["statements", "--stance", "denies"],
    ["statements", "--about", "aid-convoy"],
    ["casualties"],
    ["casualties", "--as-of", "2016-10-09", "--actor", "Kerry"],
    ["casualties", "--event", "aid-convoy", "--since", "2016-09-20"],
    ["casualties", "--by", "actor", "--as-of", "2016-10-09"],
    ["casualties", "--by", "kind"],
    ["sources", "article"],
    ["sources", "further-el-pais-1"],
]


@pytest.mark.parametrize("format", ["table", "json"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_dataset_that_ships_answers_the_same_when_it_is_named(
    conflictcli: Conflictcli, command: list[str], format: str
) -> None:
    assert conflictcli(*command, "--data", str(EVENTS), "-f", format) == conflictcli(
        *command, "-f", format
    )


def linked(chance: random.Random) -> dict[str, Any]:
    """Make a dataset of few records with many links, some of them circles."""

    def some(*ids: str) -> list[str]:
        return chance.sample(ids, chance.randint(0, 2))

    def day() -> str | None:
        return chance.choice([None, f"2016-09-0{chance.randint(1, 9)}", "[..2016-09-05]"])

    def cited() -> list[dict[str, Any]]:
        return [{"source": id} for id in some("s1", "s2", "s3")] or [{"source": "s1"}]

    events = [f"e{n}" for n in range(6)]
    said = [f"d{n}" for n in range(4)]
    people = ["a1", "a2", "a3"]
    return {
        "schema_version": 1,
        "title": "",
        "casualties": [
            {
                "id": f"c{n}",
                "event": chance.choice(events),
                "as_of": chance.choice([None, f"2016-09-0{chance.randint(1, 9)}"]),
                "killed": chance.choice([None, {"best": n}, {"low": n, "high": n + 5}]),
                "counted_by": chance.choice([None, *people]),
                "citations": cited(),
            }
            for n in range(8)
        ],
        "events": [
            {
                "id": id,
                "title": f"Raid {id}",
                "kind": chance.choice(["attack", "vote"]),
                "date": day(),
                "place": chance.choice([None, {"name": "Here", "country": "Land"}]),
                "participants": [
                    {"actor": actor, "role": "party", "source": chance.choice([None, "s3"])}
                    for actor in some(*people)
                ],
                "part_of": chance.choice([None, None, *events]),
                "disagrees_with": some(*events) if chance.random() < 0.3 else [],
                "citations": cited(),
            }
            for id in events
        ],
        "statements": [
            {
                "id": id,
                "speaker": chance.choice(people),
                "stance": chance.choice(["denies", "asserts"]),
                "text": f"text {id}",
                "date": day(),
                "about": some(*events),
                "responds_to": chance.choice([None, *said]),
                "disagrees_with": some(*said) if chance.random() < 0.3 else [],
                "citations": cited(),
            }
            for id in said
        ],
        "actors": [{"id": id, "name": id, "kind": "person", "citations": cited()} for id in people],
        "sources": [{"id": f"s{n}", "title": f"S{n}", "published": day()} for n in (1, 2, 3)],
    }


def answered(answer: Answer) -> Any:
    """Give what an answer says of the records in it."""
    shown = {
        record.id for found in answer.tables.values() for record in found if hasattr(record, "id")
    }
    marks = [sorted(shown.intersection(ids)) for ids in (answer.denied, answer.latest)]
    return msgspec.to_builtins([answer.tables, answer.left_out, marks, answer.covered])


def scopes(chance: random.Random) -> list[Scope]:
    """Give limits of every kind, and some together."""
    first, last = date(2016, 9, 3), date(2016, 9, 6)
    limits: dict[str, list[Any]] = {
        "as_of": [last],
        "since": [first],
        "until": [last],
        "actor": [["a1"], ["a2", "a3"]],
        "event": ["e1"],
        "source": ["s2"],
        "place": [["Here"], ["Land"]],
        "kind": [["vote"]],
    }
    alone = [Scope(**{name: value}) for name, values in limits.items() for value in values]
    names = [chance.sample(sorted(limits), chance.randint(2, 3)) for _ in range(20)]
    several = [Scope(**{name: limits[name][0] for name in some}) for some in names]
    return [Scope(), *alone, *several]


@pytest.mark.parametrize("seed", range(30))
def test_what_is_kept_gives_the_answer_of_the_whole(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "linked.json"
    path.write_bytes(msgspec.json.encode(linked(chance)))
    load = storage.opened(str(path))
    whole = load(WHOLE)
    groups: list[By] = ["month", "year", "place", "actor", "kind"]
    for scope in scopes(chance):
        kept = load(scope.keep)
        for ask in (query.timeline, query.statements, query.casualties):
            assert answered(ask(kept, scope)) == answered(ask(whole, scope))
        no_source = scope._replace(source=None)
        for by in groups:
            part = load(no_source.keep_counted(by))
            assert answered(query.totals(part, no_source, by)) == answered(
                query.totals(whole, no_source, by)
            )
    for event in whole.events:
        kept = load(Scope(event=event.id).keep_with_parts)
        assert answered(query.event(kept, event)) == answered(query.event(whole, event))
    for actor in whole.actors:
        kept = load(Scope(actor=[actor.id]).keep)
        assert answered(query.actor(kept, actor)) == answered(query.actor(whole, actor))
    for words in ("raid", "e1", "raid a1", "text", "S2", "3 killed", "vote here"):
        wanted = Wanted(words)
        found = search.matches(load(search.keep(load.load, wanted)), wanted)
        assert answered(found) == answered(search.matches(whole, wanted))
