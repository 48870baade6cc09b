"""Version 3 of the format: sources that compile others, wider places, counts of no certain day."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli, Dataset, count, event
from jsonschema import Draft202012Validator

SAMPLE = Path(__file__).parent / "data" / "ged_aleppo.csv"
NEW: dict[str, dict[str, Any]] = {
    "sources[0].compiles": {"sources": [{"id": "paper", "compiles": True}]},
    "events[0].place.within": {
        "events": [event("raid", place={"name": "Mill Lane", "within": ["Redtown", "Redshire"]})]
    },
}
VAGUE = ["2016-10", "2016", "[..2016-10-09]", "2016-10-01/2016-10-09", "[2016-10-01..]"]
COMMANDS = [
    *(["timeline"], ["timeline", "-f", "geojson"], ["timeline", "-f", "timelinejs"]),
    *(["event", "raid"], ["casualties"], ["casualties", "-f", "csv"], ["disputes"], ["info"]),
    *(["casualties", "--by", "year"], ["casualties", "--by", "month", "-f", "json"]),
    *(["casualties", "--as-of", "2016-10-05"], ["timeline", "--as-of", "2016-12-01"]),
    *(["casualties", "--since", "2016-10-05"], ["search", "raid"], ["actor", "ann"]),
    ["casualties", "--by", "year", "--as-of", "2016-10-05"],
]


def counted(*days: str) -> dict[str, Any]:
    """Return a raid with a count as of each of the dates given."""
    counts = [
        count(f"c{n}", "raid", as_of=day, killed={"best": n + 1}, counted_by="ann")
        for n, day in enumerate(days)
    ]
    return {"events": [event("raid", date="2016-09-01/2016-10-09")], "casualties": counts}


@pytest.mark.parametrize("where", NEW)
def test_a_field_of_version_3_is_unknown_in_the_versions_before(
    conflictcli: Conflictcli, dataset: Dataset, where: str
) -> None:
    for version in (1, 2):
        path = dataset(schema_version=version, **NEW[where])
        [problem] = conflictcli("validate", path, "-f", "json").json["problems"]
        assert (problem["rule"], problem["where"]) == ("unknown-field", where)
        assert problem["message"].endswith("version 3 of the format has it.")
        assert conflictcli("timeline", "--data", path).code == 1
    path = dataset(schema_version=3, **NEW[where])
    assert conflictcli("validate", "--strict", path).code == 0
    assert conflictcli("timeline", "--data", path).code == 0


@pytest.mark.parametrize("day", VAGUE)
def test_as_of_is_any_date_in_version_3_and_a_day_in_the_versions_before(
    conflictcli: Conflictcli, dataset: Dataset, day: str
) -> None:
    for version in (1, 2):
        path = dataset(schema_version=version, **counted(day))
        [problem] = conflictcli("validate", path, "-f", "json").json["problems"]
        told = f"'{day}' is not a day: write it as YYYY-MM-DD, like 2016-10-09."
        assert (problem["rule"], problem["message"]) == ("bad-date", told)
        run = conflictcli("casualties", "--data", path)
        wrong = f"{path}: casualties[0].as_of: {told} See conflictcli validate {path}."
        assert run == (1, "", f"conflictcli: {wrong}\n")
    path = dataset(schema_version=3, **counted(day))
    assert conflictcli("validate", "--strict", path).code == 0
    [report] = conflictcli("casualties", "--data", path, "-f", "json").json["casualties"]
    assert report["as_of"] == day


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_answer_stumbles_over_counts_of_no_certain_day(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, command: list[str]
) -> None:
    path = dataset(schema_version=3, **counted(*VAGUE, "2016-10-05"))
    made = str(tmp_path / "made.sqlite")
    assert conflictcli("convert", path, made) == (0, "", "")
    for file in (path, made):
        assert conflictcli(*command, "--data", file).code == 0


@pytest.mark.parametrize(
    ("as_of", "covers", "date", "rules"),
    [
        ("2016-10", "2016-10-01/2016-10-31", "2016-10", []),
        ("2016-10", "2016-10-01/2016-11-01", "2016-10", ["covers-after-as-of"]),
        ("[..2016-10-09]", "2016-10-10", "2016-10-09", ["covers-after-as-of"]),
        ("[2016-10-09..]", "2016-12", "2016-10-09", []),
        ("2016-10", None, "2016-11-01", ["report-before-event"]),
        ("[..2016-10-09]", None, "2016-10-10/..", ["report-before-event"]),
        ("[2016-10-09..]", None, "2016-12", []),
    ],
)
def test_rules_of_dates_use_the_bounds_of_an_as_of_that_is_no_day(
    conflictcli: Conflictcli,
    dataset: Dataset,
    as_of: str,
    covers: str | None,
    date: str,
    rules: list[str],
) -> None:
    report = count("toll", "raid", as_of=as_of, covers=covers, killed={"best": 3})
    path = dataset(schema_version=3, events=[event("raid", date=date)], casualties=[report])
    problems = conflictcli("validate", path, "-f", "json").json["problems"]
    assert [problem["rule"] for problem in problems] == rules


def test_the_json_schema_has_the_fields_of_version_3(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    schema = conflictcli("schema").json
    for records in (*NEW.values(), *map(counted, VAGUE)):
        content = json.loads(Path(dataset(schema_version=3, **records)).read_text())
        assert list(Draft202012Validator(schema).iter_errors(content)) == []
    wrong = event("raid", place={"name": "Mill Lane", "within": "Redtown"})
    content = json.loads(Path(dataset(schema_version=3, events=[wrong])).read_text())
    assert list(Draft202012Validator(schema).iter_errors(content))


@pytest.mark.parametrize("version", [1, 2, 3])
def test_whatever_was_read_is_written_as_version_3(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, version: int
) -> None:
    path = dataset(schema_version=version, **counted("2016-10-05"))
    made = [str(tmp_path / name) for name in ("a.sqlite", "b.json")]
    for old, new in ([path, made[0]], made):
        assert conflictcli("convert", old, new) == (0, "", "")
    assert json.loads(Path(made[1]).read_text())["schema_version"] == 3
    for file in made:
        assert (
            conflictcli("info", "--data", file, "-f", "json").json["info"][0]["schema_version"] == 3
        )
        assert conflictcli("validate", "--strict", file).code == 0


def test_the_new_fields_survive_the_way_through_sqlite(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    records = {**NEW["sources[0].compiles"], **NEW["events[0].place.within"]}
    path = dataset(schema_version=3, **records)
    made = [str(tmp_path / name) for name in ("a.sqlite", "b.json")]
    for old, new in ([path, made[0]], made):
        conflictcli("convert", old, new)
    assert conflictcli("diff", path, made[1]).code == 0
    content = json.loads(Path(made[1]).read_text())
    assert content["sources"][0]["compiles"] is True
    assert content["events"][0]["place"]["within"] == ["Redtown", "Redshire"]


def test_an_import_says_that_ucdp_compiles_its_sources(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = str(tmp_path / "ged.json")
    conflictcli("import", "ucdp", str(SAMPLE), "-o", path)
    content = json.loads(Path(path).read_text())
    assert content["schema_version"] == 3
    assert [source["id"] for source in content["sources"] if source["compiles"]] == ["ucdp-ged"]


def test_the_dataset_that_ships_is_read_in_its_version_and_written_in_the_newest(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    made = tmp_path / "made.json"
    assert conflictcli("convert", str(EVENTS), str(made)) == (0, "", "")
    assert json.loads(made.read_text())["schema_version"] == 3
    assert conflictcli("validate", "--strict", str(made)).code == 0
    for command in (["timeline"], ["casualties"], ["event", "aid-convoy-strike"]):
        assert conflictcli(*command, "--data", str(made)).out == conflictcli(*command).out
