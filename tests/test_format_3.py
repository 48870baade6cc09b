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
    assert [source["id"] for source in content["sources"] if source.get("compiles")] == ["ucdp-ged"]


def test_the_dataset_that_ships_is_read_in_its_version_and_written_in_the_newest(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    made = tmp_path / "made.json"
    assert conflictcli("convert", str(EVENTS), str(made)) == (0, "", "")
    assert json.loads(made.read_text())["schema_version"] == 3
    assert conflictcli("validate", "--strict", str(made)).code == 0
    for command in (["timeline"], ["casualties"], ["event", "aid-convoy-strike"]):
        assert conflictcli(*command, "--data", str(made)).out == conflictcli(*command).out


NAMED = {
    "short": ({"short": "RTX", "publisher": "Red Television", "title": "News"}, "RTX"),
    "publisher": ({"publisher": "Red Television", "title": "News", "author": "Ann"}, None),
    "title": ({"title": "News of the day", "url": "https://www.red.example/a"}, "News of the day"),
    "domain": ({"url": "https://www.Red.example:8080/a/b?c"}, "red.example"),
    "user": ({"url": "https://ann@red.example/"}, "source-2133"),
    "other-address": ({"url": "ftp://red.example/a"}, "source-2133"),
    "nothing": ({}, "source-2133"),
    "long": ({"title": "A very long headline about something that happened far away"}, None),
}
SHOWN = {"publisher": "Red Television", "long": "A very long headline about something…"}


@pytest.mark.parametrize("case", NAMED)
def test_a_source_is_named_by_its_publisher_else_its_title_else_its_domain(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, case: str
) -> None:
    fields, name = NAMED[case]
    name = name or SHOWN[case]
    cited = [{"source": "source-2133"}]
    records = {"sources": [{"id": "source-2133", **fields}], "actors": []}
    raid = event("raid", date="2016-09-01", citations=cited)
    toll = count("toll", "raid", killed={"best": 3}, citations=cited)
    path = dataset(schema_version=3, **records, events=[raid], casualties=[toll])
    made = str(tmp_path / "made.sqlite")
    conflictcli("convert", path, made)
    for file in (path, made):
        for command in (["timeline"], ["event", "raid"], ["casualties"], ["search", "raid"]):
            screen = " ".join(conflictcli(*command, "--data", file).out.split())
            assert f"[{name}]" in screen
            assert ("source-2133" in screen) == (name == "source-2133")
            for format in ("markdown", "html", "svg"):
                assert conflictcli(*command, "--data", file, "-f", format).code == 0
        rows = conflictcli("timeline", "--data", file, "--json").json["timeline"]
        assert rows[0]["citations"][0]["source"] == "source-2133"


def test_a_long_name_is_whole_in_the_list_of_sources(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    title = "A very long headline about something that happened far away"
    sources = [{"id": "paper", "title": title}, {"id": "wire", "publisher": "The Wire"}]
    both = [{"source": "paper"}, {"source": "wire"}]
    path = dataset(sources=sources, actors=[], events=[event("raid", citations=both)])
    screen = conflictcli("timeline", "--data", path, columns=200).out
    assert "[A very long headline about something…, The Wire]" in screen
    assert f"\n{title}  no date  no address\n" in screen
    assert "\nThe Wire" + " " * 34 + "no date  no address\n" in screen
    for format in ("markdown", "html"):
        written = conflictcli("timeline", "--data", path, "-f", format).out
        assert title in written
        assert "The Wire: The Wire" not in written


def test_what_compiles_other_sources_is_no_second_source(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    sources = [
        *({"id": id, "title": id} for id in ("paper", "wire")),
        {"id": "copy", "copy_of": "paper"},
        *({"id": id, "title": id, "compiles": True} for id in ("base", "other-base")),
        {"id": "mirror", "copy_of": "base"},
    ]
    cited = {
        "one": ["paper"],
        "one-compiled": ["paper", "base"],
        "copied-and-compiled": ["copy", "paper", "mirror", "other-base"],
        "two-compiled": ["paper", "wire", "base"],
        "compiled-alone": ["base", "mirror"],
        "compiled-twice": ["base", "other-base"],
    }
    events = [
        event(id, citations=[{"source": source} for source in ids]) for id, ids in cited.items()
    ]
    path = dataset(schema_version=3, sources=sources, actors=[], events=events)
    made = str(tmp_path / "made.sqlite")
    conflictcli("convert", path, made)
    for file in (path, made):
        rows = conflictcli("timeline", "--single-source", "--data", file, "--json").json["timeline"]
        found = {row["id"] for row in rows}
        assert found == {"one", "one-compiled", "copied-and-compiled", "compiled-alone"}
        [about] = conflictcli("info", "--data", file, "--json").json["info"]
        assert about["single_source"] == 4
        table = conflictcli("timeline", "--single-source", "--data", file, "-f", "csv").out
        assert "compiled-twice" not in table


def test_an_imported_event_of_one_newspaper_has_a_single_source(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = str(tmp_path / "ged.json")
    conflictcli("import", "ucdp", str(SAMPLE), "-o", path)
    events = json.loads(Path(path).read_text())["events"]
    alone = {found["id"] for found in events if len(found["citations"]) <= 2}
    asked = ["timeline", "--type", "event", "--single-source", "--data", path, "--json"]
    rows = conflictcli(*asked, "--limit", "0").json["timeline"]
    assert {row["id"] for row in rows} == alone != set()
    screen = conflictcli("timeline", "--type", "event", "--data", path).out
    assert "[Uppsala Conflict Data Program, " in " ".join(screen.split())
    assert "ucdp-ged" not in screen


def test_no_screen_of_the_dataset_that_ships_calls_a_source_by_an_id(
    conflictcli: Conflictcli,
) -> None:
    sources = json.loads(EVENTS.read_text(encoding="utf-8"))["sources"]
    unnamed = [source["id"] for source in sources if not source["short"]]
    assert unnamed
    for command in (["timeline"], ["casualties"], ["statements"], ["disputes"], ["sources"]):
        screen = conflictcli(*command, "--limit", "0").out
        assert [id for id in unnamed if f"[{id}" in screen or f", {id}]" in screen] == []
