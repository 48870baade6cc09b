"""Which places and kinds of event a few typed words stand for, and how a reader learns of it."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli, Dataset, count, event

PLACES: list[dict[str, Any]] = [
    {"name": "Kharkiv"},
    {"name": "Kharkiv, Saltivka"},
    {"name": "Kharkiv region"},
    {"name": "Mill Lane", "within": ["Saltivka", "Kharkiv"], "region": "Blue region"},
    {"name": "Kharkivka"},
    {"name": "Deir ez-Zor", "country": "Redland"},
]
KINDS = ["strike", "air strike", "drone strike", "vote", "striking", "airstrike"]
NOTE = "Kharkiv: also Kharkiv region, 'Kharkiv, Saltivka'."
ASKED = {
    "--place Kharkiv": (
        {"e0", "e1", "e2", "e3"},
        "Kharkiv: also Kharkiv region, 'Kharkiv, Saltivka'.",
    ),
    "--place kharkiv": (
        {"e0", "e1", "e2", "e3"},
        "Kharkiv: also Kharkiv region, 'Kharkiv, Saltivka'.",
    ),
    "--place Saltivka": ({"e1", "e3"}, "Saltivka: also 'Kharkiv, Saltivka'."),
    "--place region": ({"e2", "e3"}, "Blue region: also Kharkiv region."),
    "--place ez-zor": ({"e5"}, ""),
    "--place redland": ({"e5"}, ""),
    "--place Kharkivk": ({"e4"}, ""),
    "--kind strike": ({"e0", "e1", "e2"}, "strike: also air strike, drone strike."),
    "--kind strikes": ({"e0", "e1", "e2"}, "air strike: also drone strike, strike."),
    "--kind drone": ({"e2"}, ""),
    "--kind vot": ({"e3"}, ""),
    "--kind air": ({"e1"}, ""),
}


def records() -> dict[str, Any]:
    """Return six events, each of its place and kind and with a count."""
    pairs = list(zip(PLACES, KINDS, strict=True))
    return {
        "events": [
            event(f"e{n}", date="2020-05-01", place=place, kind=kind)
            for n, (place, kind) in enumerate(pairs)
        ],
        "casualties": [
            count(f"c{n}", f"e{n}", as_of="2020-05-02", killed={"best": 1}) for n in range(6)
        ],
    }


@pytest.fixture
def files(conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path) -> list[str]:
    """Return the dataset in JSON and as an SQLite file."""
    made = [dataset(schema_version=3, **records()), str(tmp_path / "made.sqlite")]
    assert conflictcli("convert", *made) == (0, "", "")
    return made


@pytest.mark.parametrize("asked", ASKED)
def test_whole_words_stand_for_all_names_that_have_them_and_a_note_lists_these(
    conflictcli: Conflictcli, files: list[str], asked: str
) -> None:
    option, words = asked.split(" ", 1)
    found, note = ASKED[asked]
    for file in files:
        for format in ("json", "csv", "table"):
            run = conflictcli("casualties", option, words, "--data", file, "-f", format)
            assert (run.code, run.err) == (0, f"conflictcli: {note}\n" if note else "")
        run = conflictcli("casualties", option, words, "--data", file, "--json")
        assert {report["event"] for report in run.json["casualties"]} == found
        totals = conflictcli("casualties", option, words, "--by", "year", "--data", file, "--json")
        assert note in totals.err
        assert [total["killed"]["best"] for total in totals.json["totals"]] == [len(found)]


def test_a_part_of_a_town_is_found_with_the_town(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    names = ["Kharkiv", "Kharkiv, Saltivka", "Kharkiv region"]
    path = dataset(
        events=[event(f"e{n}", place={"name": name}) for n, name in enumerate(names)],
        casualties=[count(f"c{n}", f"e{n}", killed={"best": 10**n}) for n in range(3)],
    )
    run = conflictcli("casualties", "--place", "Kharkiv", "--data", path)
    assert run.err == f"conflictcli: {NOTE}\n"
    first = run.out.splitlines()[0]
    assert first.startswith("Killed and injured  Kharkiv or Kharkiv region or Kharkiv, Saltivka")
    assert first.endswith("3 counts of 3 events")


def test_what_matches_nothing_is_refused_with_what_is_spelled_like_it(
    conflictcli: Conflictcli, files: list[str]
) -> None:
    for file in files:
        run = conflictcli("timeline", "--place", "Kharkov", "--data", file)
        near = "Did you mean Kharkiv, Kharkiv region or Kharkiv, Saltivka?"
        assert run == (1, "", f"conflictcli: No place matches 'Kharkov'. {near}\n")
        run = conflictcli("timeline", "--kind", "votte", "--data", file)
        assert run.err == "conflictcli: No kind of event matches 'votte'. Did you mean vote?\n"


def test_of_many_places_a_dozen_are_listed_and_the_title_names_three(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [event(f"e{n}", place={"name": f"Town {n:02}"}) for n in range(20)]
    run = conflictcli("timeline", "--place", "town", "--data", dataset(events=events))
    towns = ", ".join(f"Town {n:02}" for n in range(1, 13))
    assert run.err == f"conflictcli: Town 00: also {towns}, 7 more.\n"
    assert "Town 00 or Town 01 or Town 02 or 17 more" in run.out


def test_aleppo_stands_for_every_part_of_it_in_the_dataset_that_ships(
    conflictcli: Conflictcli,
) -> None:
    run = conflictcli("timeline", "--type", "event", "--place", "Aleppo", "--json", "--limit", "0")
    note = "Aleppo: also Aleppo Governorate, eastern Aleppo, western Aleppo."
    assert run.err == f"conflictcli: {note}\n"
    events = json.loads(EVENTS.read_text(encoding="utf-8"))["events"]
    lies_in_it = {e["id"] for e in events if e["place"] and "Aleppo" in json.dumps(e["place"])}
    assert {row["id"] for row in run.json["timeline"]} == lies_in_it


def test_groups_of_people_are_listed_with_the_number_of_counts_that_name_them(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    def groups(*names: str) -> list[dict[str, Any]]:
        return [{"group": name, "killed": {"best": 1}} for name in names]

    path = dataset(
        schema_version=2,
        events=[event("raid")],
        casualties=[
            count("c1", "raid", breakdown=groups("children", "women")),
            count("c2", "raid", breakdown=groups("children")),
        ],
    )
    rows = conflictcli("info", "--values", "--data", path, "--json").json["values"]
    assert [row for row in rows if row["field"] == "group"] == [
        {"field": "group", "value": "children", "records": 2},
        {"field": "group", "value": "women", "records": 1},
    ]
    screen = conflictcli("info", "--values", "--data", path).out
    assert re.search("^groups +children \\(2\\), women \\(1\\)$", screen, re.MULTILINE)
    rows = conflictcli("info", "--values", "--json").json["values"]
    assert "children" in {row["value"] for row in rows if row["field"] == "group"}


def test_a_file_of_an_earlier_layout_is_refused(conflictcli: Conflictcli, files: list[str]) -> None:
    with sqlite3.connect(files[1]) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    told = (
        "it is of version 1, of an earlier release: make it again, with `conflictcli convert` or "
        "`import`, of what it was made of."
    )
    assert conflictcli("timeline", "--data", files[1]) == (
        1,
        "",
        f"conflictcli: {files[1]}: {told}\n",
    )
