"""The files of Airwars and of Bellingcat become datasets. All rows here are made up."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli
from tables import airwars, made, notes


def test_an_incident_of_airwars_is_an_allegation_with_counts_of_civilians(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    new = made(conflictcli, "table", airwars(tmp_path / "i.csv", {}), "--map", "airwars")
    cited = {"source": "source-airwars", "locator": "event XX0001a"}
    assert new["events"] == [
        {
            "id": "airwars-xx0001a",
            "title": "Alleged civilian harm (Airstrike), Market street",
            "kind": "Airstrike: alleged civilian harm",
            "date": "2023-11-05",
            "place": {
                "name": "Market street",
                "region": "Oldtown",
                "country": "Xland",
                "latitude": 36.5,
                "longitude": -37.25,
                "precision": "Nearby landmark",
            },
            "summary": "A strike on a street reportedly killed at least three.",
            "note": "Airwars grading: Fair. Strike status: Likely strike.",
            "participants": [{"actor": "army-of-x", "role": "accused", "source": "source-airwars"}],
            "citations": [cited, {"source": "s-airwars-xx0001a-2024-07-01"}, {"source": "radio-x"}],
        }
    ]
    assert new["casualties"] == [
        {
            "id": "airwars-xx0001a.count",
            "event": "airwars-xx0001a",
            "as_of": "[2024-07-01..2024-07-09]",
            "breakdown": [
                {"group": "civilians", "killed": {"low": 3, "high": 5}, "injured": {"low": 2}},
                {"group": "children", "killed": {"low": 1, "high": 1}},
            ],
            "counted_by": "airwars",
            "citations": [cited],
        }
    ]
    assert new["sources"][1:] == [
        {
            "id": "s-airwars-xx0001a-2024-07-01",
            "title": "Airwars XX0001a",
            "published": "2024-07-01",
            "url": "https://airwars.example/civilian-casualties/xx0001/",
            "compiles": True,
        },
        {"id": "radio-x", "publisher": "Radio X", "url": "https://radio.example/1"},
    ]


def test_drafts_of_airwars_are_left_out_and_two_days_are_bounds(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    days = {"date_type": "date_range", "date_end": "2023-11-07"}
    path = airwars(tmp_path / "i.csv", {"post_status": "draft"}, days)
    [event] = made(conflictcli, "table", path, "--map", "airwars")["events"]
    assert (event["id"], event["date"]) == ("airwars-xx0002a", "[2023-11-05..2023-11-07]")
    assert notes(conflictcli, "table", path, "--map", "airwars") == (
        "conflictcli: 1 row: left out, as line 62 of the map says (first: line 2, id XX0001a).\n"
        "conflictcli: 1 event, 3 sources.\n"
    )


def test_numbers_of_airwars_equal_a_recount_by_group(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    chance = random.Random(11)
    rows: list[dict[str, str]] = []
    for _ in range(200):
        low = chance.choice(["", "0", "3", "40"])
        high = low and str(int(low) + chance.choice([0, 2]))
        rows.append(
            {
                "code": f"XX{len(rows)}",
                "civilian_non_combatants_killed_min": low,
                "civilian_non_combatants_killed_max": high,
                "children_killed_min": chance.choice(["", "1"]),
                "children_killed_max": "",
            }
        )
    new = made(conflictcli, "table", airwars(tmp_path / "i.csv", *rows), "--map", "airwars")

    def imported(group: str, bound: str) -> int:
        parts = [part for count in new["casualties"] for part in count["breakdown"]]
        killed = [part.get("killed", {}) for part in parts if part["group"] == group]
        return sum(estimate.get(bound, 0) for estimate in killed)

    def recounted(column: str) -> int:
        return sum(int(row[column] or 0) for row in rows)

    assert imported("civilians", "low") == recounted("civilian_non_combatants_killed_min")
    assert imported("civilians", "high") == recounted("civilian_non_combatants_killed_max")
    assert imported("children", "low") == recounted("children_killed_min")
    assert not any("killed" in count for count in new["casualties"])
    found = conflictcli(
        "casualties", "--by", "kind", "--data", str(tmp_path / "made.json"), "-f", "json"
    ).json
    assert found["totals"] == []
    assert {row["reason"]: row["events"] for row in found["not_added"]} == {
        "of a group alone": len(rows)
    }


def bellingcat(path: Path, *rows: dict[str, Any]) -> str:
    """Write the JSON that the map lets one download."""
    usual = {
        "id": "CIV0001",
        "date": "3/5/2022",
        "latitude": "49.5",
        "longitude": "36.25",
        "location": "Oldtown",
        "description": "Damage to a block of flats.",
        "sources": [
            {"id": "s1", "path": "https://video.example/1", "description": ""},
            {"id": "s2", "path": "https://video.example/2", "description": "The other side"},
        ],
        "filters": [
            {"key": "Type of area affected", "value": "Residential"},
            {"key": "Type of area affected", "value": "Commercial"},
            {"key": "Weapon System", "value": "Unknown"},
        ],
    }
    numbered = enumerate(rows, 1)
    content = [{**usual, "id": f"CIV000{n}", **row} for n, row in numbered]
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def test_an_incident_of_bellingcat_has_its_footage_and_neither_count_nor_attacker(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = bellingcat(tmp_path / "ukr-civharm-2022-05-20.json", {})
    new = made(conflictcli, "table", path, "--map", "bellingcat")
    assert new["events"] == [
        {
            "id": "bellingcat-civ0001",
            "title": "Potential civilian harm: Oldtown",
            "kind": "potential civilian harm",
            "date": "2022-03-05",
            "place": {
                "name": "Oldtown",
                "latitude": 49.5,
                "longitude": 36.25,
                "precision": "within 150 metres, then slightly obscured",
            },
            "summary": "Damage to a block of flats.",
            "note": "Area affected: Residential; Commercial. Weapon system: Unknown.",
            "citations": [
                {"source": "source-bellingcat", "locator": "event CIV0001"},
                {"source": "source"},
                {"source": "the-other-side"},
            ],
        }
    ]
    assert "casualties" not in new or new["casualties"] == []
    assert [(source.get("title"), source["url"]) for source in new["sources"][1:]] == [
        (None, "https://video.example/1"),
        ("The other side", "https://video.example/2"),
    ]
    assert notes(conflictcli, "table", path, "--map", "bellingcat") == (
        "conflictcli: 1 event, 3 sources.\n"
    )


def test_the_api_of_bellingcat_has_addresses_and_lists_of_words(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    row = {
        "sources": ["https://video.example/1;a", "https://video.example/2"],
        "impact": ["Residential"],
        "weapon_system": [],
        "graphic": True,
    }
    path = bellingcat(tmp_path / "api.json", row)
    content = json.loads(Path(path).read_text())
    del content[0]["filters"]
    Path(path).write_text(json.dumps(content))
    new = made(conflictcli, "table", path, "--map", "bellingcat")
    assert new["events"][0]["note"] == "Area affected: Residential."
    assert [source["url"] for source in new["sources"][1:]] == row["sources"]


@pytest.mark.parametrize("suffix", ["json", "sqlite"])
def test_every_incident_of_bellingcat_is_there_once(
    conflictcli: Conflictcli, tmp_path: Path, suffix: str
) -> None:
    rows = [{"id": f"CIV{n}", "date": f"{n % 12 + 1:02}/{n % 28 + 1:02}/2022"} for n in range(500)]
    data = str(tmp_path / f"made.{suffix}")
    path = bellingcat(tmp_path / "b.json", *rows)
    assert conflictcli("import", "table", path, "--map", "bellingcat", "-o", data).code == 0
    found = conflictcli("timeline", "--type", "event", "--data", data, "-f", "json").json
    assert {row["id"]: row["date"] for row in found["timeline"]} == {
        f"bellingcat-{row['id'].lower()}": f"2022-{row['date'][:2]}-{row['date'][3:5]}"
        for row in rows
    }
    assert conflictcli("casualties", "--by", "month", "--data", data).code == 0
