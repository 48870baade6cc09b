"""CSV for people who sort and filter: a name beside each id, days, sources, no nested values."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import EVENTS, Conflictcli, Dataset, count, event, said

from conflictcli.cli.app import main
from conflictcli.model import dates
from conflictcli.model.text import split_items

ROOT = Path(__file__).parents[1]
SHIPPED = str(ROOT / "data" / "events.json")
# By how docs/formats.md heads its columns.
COMMANDS = {
    "timeline": ["timeline"],
    "statements": ["statements"],
    "casualties": ["casualties"],
    "casualties --by": ["casualties", "--by", "month"],
    "disputes": ["disputes"],
    "changes": ["changes", "--since", "2016-10-01"],
    "search": ["search", "aleppo"],
    "actor": ["actor"],
    "sources": ["sources"],
    "event NAME --table events": ["event", "aid-convoy", "--table", "events"],
    "info --table info": ["info", "--table", "info"],
    "info --values": ["info", "--values"],
    "diff": ["diff", str(EVENTS), SHIPPED],
    "validate": ["validate", str(EVENTS.with_name("csl-data.json"))],
}
# Tables with the columns of another, but for some.
ALIKE = {
    "event aid-convoy --table statements": ("statements", {"matched"}),
    "event aid-convoy --table casualties": ("casualties", set()),
    "event east-aleppo-offensive --table parts": ("event NAME --table events", set()),
    "event aid-convoy --table sources": ("sources", {"supports"}),
    "actor Russia --table actors": ("actor", set()),
    "actor Russia --table events": ("event NAME --table events", set()),
    "actor Russia --table statements": ("statements", {"matched"}),
    "actor Russia --table replies": ("statements", {"matched"}),
    "info --table sources": ("sources", set()),
}


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV by the names of their columns."""
    return list(csv.DictReader(io.StringIO(text)))


def documented() -> dict[str, list[str]]:
    """Return the columns in each table of docs/formats.md, by its heading."""
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    section = page.partition("\n## Columns of CSV\n")[2].partition("\n## ")[0]
    return {
        heading: re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", body, re.MULTILINE)))
        for heading, body in re.findall(r"^### `(.*?)`\n(.*?)(?=^### |\Z)", section, re.M | re.S)
    }


def test_the_columns_are_those_that_the_docs_have(conflictcli: Conflictcli) -> None:
    found = {
        name: conflictcli(*command, "-f", "csv").out.splitlines()[0].split(",")
        for name, command in COMMANDS.items()
    }
    assert found == documented()


@pytest.mark.parametrize("words", ALIKE)
def test_a_table_of_an_answer_has_the_columns_of_the_answer_with_that_table_alone(
    conflictcli: Conflictcli, words: str
) -> None:
    name, without = ALIKE[words]
    [*found], [*other] = (
        conflictcli(*command, "-f", "csv").out.splitlines()[0].split(",")
        for command in (words.split(), COMMANDS[name])
    )
    assert found == [column for column in other if column not in without]


NESTED = ("place", "killed", "injured", "people")
# Compared on their own, below: people read them as sentences.
IN_WORDS = ("citations", "participants", "breakdown", "sides", "fields")


def cells_of(row: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield what a row of JSON says, by the column that is to have it."""
    for field, value in row.items():
        if field in NESTED:
            for part, of_part in (value or {}).items():
                yield f"{field}_{part}", of_part
        elif field == "supports":
            yield field, len(value)
        elif field not in IN_WORDS:
            yield field, value


def read(cell: str, like: object) -> object:
    """Return a cell as a value of JSON like the one given."""
    if isinstance(like, list):
        return split_items(cell)
    if isinstance(like, bool):
        return {"true": True, "false": False}[cell]
    if isinstance(like, int | float):
        return type(like)(cell)
    return cell or (None if like is None else "")


@pytest.mark.parametrize("name", COMMANDS)
def test_csv_says_what_json_says(conflictcli: Conflictcli, name: str) -> None:
    asked = conflictcli(*COMMANDS[name], "-f", "json").json
    in_json = next(iter(asked.values()))
    in_csv = table(conflictcli(*COMMANDS[name], "-f", "csv").out)
    for of_json, of_csv in zip(in_json, in_csv, strict=True):
        said = dict(cells_of(of_json))
        assert {column: read(of_csv[column], value) for column, value in said.items()} == said


@pytest.mark.parametrize("name", COMMANDS)
def test_no_cell_has_json_or_more_than_a_spreadsheet_holds(
    conflictcli: Conflictcli, name: str
) -> None:
    rows = table(conflictcli(*COMMANDS[name], "-f", "csv").out)
    cells = [cell for row in rows for cell in row.values()]
    assert [c for c in cells if re.search(r'[\[{]"|null|\\n', c) or len(c) > 32_767] == []


@pytest.fixture(scope="module")
def named() -> dict[str, str]:
    """Return what names each record of the dataset by id, as the timeline has it."""
    content = json.loads(EVENTS.read_bytes())
    with redirect_stdout(io.StringIO()) as written:
        main(["timeline", "--json", "--data", str(EVENTS)])
    return {
        **{s["id"]: s.get("short") or s.get("publisher") or s["title"] for s in content["sources"]},
        **{actor["id"]: actor["name"] for actor in content["actors"]},
        **{entry["id"]: entry["title"] for entry in json.loads(written.getvalue())["timeline"]},
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_beside_each_id_is_its_name(
    conflictcli: Conflictcli, named: dict[str, str], name: str
) -> None:
    for row in table(conflictcli(*COMMANDS[name], "-f", "csv").out):
        for column in row:
            ids = re.sub("_(name|title)s?$", "", column)
            if ids != column and ids in row:
                expected = [named[id] for id in split_items(row[ids])]
                found = split_items(row[column]) if column.endswith("s") else [row[column]]
                assert found == (expected or ([] if column.endswith("s") else [""]))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "diff"])
def test_each_row_has_the_names_and_addresses_of_its_sources(
    conflictcli: Conflictcli, named: dict[str, str], name: str
) -> None:
    sources = json.loads(EVENTS.read_bytes())["sources"]
    urls = {row["id"]: row.get("url") or row.get("archived_url") for row in sources}
    in_json = next(iter(conflictcli(*COMMANDS[name], "-f", "json").json.values()))
    for of_json, row in zip(
        in_json, table(conflictcli(*COMMANDS[name], "-f", "csv").out), strict=True
    ):
        cited = [cited["source"] for cited in of_json.get("citations", ())]
        cited += [part["source"] for part in of_json.get("participants", ()) if part["source"]]
        cited += [source for side in of_json.get("sides", ()) for source in side["sources"]]
        ids = list(dict.fromkeys(cited))
        if "source_ids" in row:
            assert [split_items(row[c]) for c in ("source_ids", "sources", "source_urls")] == [
                ids,
                [named[id] for id in ids],
                [urls[id] or "no address" for id in ids],
            ]
        else:
            assert ids == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_date_has_its_first_and_last_possible_day(conflictcli: Conflictcli, name: str) -> None:
    for row in table(conflictcli(*COMMANDS[name], "-f", "csv").out):
        for column in {"date", "as_of", "covers", "published"} & row.keys():
            prefix = "" if name == "timeline" else f"{column}_"
            days = dates.interval(row[column] or None)[:2]
            found = (row[f"{prefix}earliest"], row[f"{prefix}latest"])
            assert found == tuple(str(day or "") for day in days)


@pytest.mark.parametrize("name", COMMANDS)
def test_duckdb_reads_what_python_reads(
    conflictcli: Conflictcli, tmp_path: Path, name: str
) -> None:
    text = conflictcli(*COMMANDS[name], "-f", "csv").out
    (tmp_path / "any.csv").write_text(text, encoding="utf-8")
    options = "header=true, all_varchar=true, delim=',', quote='\"', escape='\"'"
    found = duckdb.execute(f"SELECT * FROM read_csv('{tmp_path}/any.csv', {options})")
    columns = [column[0] for column in found.description]
    as_read = [
        {column: cell or "" for column, cell in zip(columns, row, strict=True)}
        for row in found.fetchall()
    ]
    assert (columns, as_read) == (text.splitlines()[0].split(","), table(text))


def test_duckdb_knows_days_numbers_and_what_is_true(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(conflictcli("casualties", "-f", "csv").out, encoding="utf-8")
    described = duckdb.execute(f"DESCRIBE FROM '{path}'").fetchall()
    types = {name: type for name, type, *_ in described}
    wanted = ("as_of_earliest", "covers_latest", "killed_low", "killed_approximate")
    assert [types[name] for name in wanted] == ["DATE", "DATE", "BIGINT", "BOOLEAN"]
    counts = conflictcli("casualties", "--json").json["casualties"]
    lows = [count["killed"]["low"] or 0 for count in counts if count["killed"]]
    assert duckdb.execute(f"SELECT sum(killed_low) FROM '{path}'").fetchone() == (sum(lows),)


SMALL: dict[str, Any] = {
    "schema_version": 2,
    "sources": [
        {"id": "paper", "publisher": "The Paper", "url": "https://paper.example/1"},
        {"id": "radio", "title": "Evening news; late"},
        {"id": "copy", "publisher": "Copy", "archived_url": "https://kept.example/2"},
    ],
    "actors": [
        {"id": "ann", "name": "Ann", "kind": "person", "member_of": "us"},
        {"id": "bob", "name": "Bob", "kind": "person"},
        {"id": "us", "name": "United Shores", "short": "US", "kind": "state"},
    ],
    "events": [
        event(
            "raid",
            date="[2016-03-01..2016-03-04]",
            place={"name": "Port", "latitude": -1.5},
            participants=[
                {"actor": "us", "role": "accused", "source": "radio"},
                {"actor": "bob", "role": "target"},
                {"actor": "us", "role": "accused", "source": "copy"},
            ],
            part_of="war",
        ),
        event("war", title="War; the second", date="2016/.."),
    ],
    "statements": [
        said(
            "claim",
            stance="accuses",
            date="2016-03",
            about=["raid", "war"],
            attributes_to=["us", "bob"],
            citations=[
                {"source": "paper", "locator": "page 4", "quote": "they did it; all"},
                {"source": "radio"},
                {"source": "copy"},
            ],
        ),
        said("no", stance="denies", speaker="bob", date="2016-03-09", responds_to="claim"),
        said("gone", stance="accuses", speaker="bob", attributes_to=["ann"], about=["war"]),
        said("sorry", stance="denies", speaker="bob", responds_to="gone"),
    ],
    "casualties": [
        count(
            "toll",
            "raid",
            as_of="2016-03-09",
            covers="2016-03",
            killed={"low": 1200, "approximate": True},
            breakdown=[
                {"group": "children", "killed": {"low": 96}, "injured": {"best": 4}},
                {"group": "aid; workers"},
            ],
            counted_by="bob",
        ),
    ],
}


def test_a_statement_has_who_spoke_what_it_is_about_and_who_denies_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    run = conflictcli("statements", "--data", dataset(**SMALL), "-f", "csv")
    found = {row["id"]: row for row in table(run.out)}
    assert found["claim"] == {
        "id": "claim",
        "speaker": "ann",
        "speaker_name": "Ann",
        "stance": "accuses",
        "date": "2016-03",
        "date_earliest": "2016-03-01",
        "date_latest": "2016-03-31",
        "date_note": "",
        "text": "text of claim",
        "note": "",
        "about": "raid; war",
        "about_titles": "Raid; War;; the second",
        "attributes_to": "us; bob",
        "attributes_to_names": "United Shores; Bob",
        "responds_to": "",
        "responds_to_title": "",
        "disagrees_with": "",
        "disagrees_with_titles": "",
        "citations": "The Paper, page 4, “they did it;; all”; Evening news;; late; Copy",
        "sources": "The Paper; Evening news;; late; Copy",
        "source_urls": "https://paper.example/1; no address; https://kept.example/2",
        "source_ids": "paper; radio; copy",
        "disputed": "true",
        "denied_by": "bob",
        "denied_by_names": "Bob",
        "withdrawn": "false",
        "matched": "true",
    }
    assert (found["no"]["responds_to"], found["no"]["responds_to_title"]) == (
        "claim",
        "Ann accuses: text of claim",
    )
    assert {id: row["withdrawn"] for id, row in found.items()} == {
        **dict.fromkeys(("claim", "no", "sorry"), "false"),
        "gone": "true",
    }


def test_an_event_has_its_place_and_who_took_part_by_which_source(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**SMALL)
    run = conflictcli("event", "raid", "--table", "events", "--data", path, "-f", "csv")
    [raid] = table(run.out)
    wanted = ("date_earliest", "date_latest", "place_name", "place_latitude", "participants")
    assert [raid[name] for name in (*wanted, "participant_ids", "part_of_title", "sources")] == [
        "2016-03-01",
        "2016-03-04",
        "Port",
        "-1.5",
        "United Shores (accused) [Evening news;; late, Copy]; Bob (target)",
        "us; bob",
        "War; the second",
        "The Paper; Evening news;; late; Copy",
    ]


def test_a_count_has_its_groups_in_words(conflictcli: Conflictcli, dataset: Dataset) -> None:
    run = conflictcli("casualties", "--data", dataset(**SMALL), "-f", "csv")
    [toll] = table(run.out)
    assert [toll[name] for name in ("event_title", "counted_by_name", "killed_low")] == [
        "Raid",
        "Bob",
        "1200",
    ]
    assert toll["breakdown"] == (
        "children: at least 96 killed, 4 injured; aid;; workers: no number"
    )


def test_a_dispute_has_both_sides_each_with_its_sources(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**SMALL)
    run = conflictcli("disputes", "--event", "raid", "--data", path, "-f", "csv")
    denial = next(row for row in table(run.out) if row["kind"] == "denial")
    assert (denial["event_title"], denial["sides"], denial["sides_records"]) == (
        "Raid",
        "Ann accuses: text of claim [The Paper, Evening news;; late, Copy]; "
        "Bob denies: text of no [The Paper]",
        "claim; no",
    )


def test_a_corrected_record_has_its_fields_in_words(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    old = tmp_path / "old.json"
    old.write_text(Path(dataset(**SMALL)).read_text())
    [raid, war] = SMALL["events"]
    changed = {**raid, "place": {"name": "Bay"}, "participants": raid["participants"][:2]}
    new = dataset(**{**SMALL, "events": [changed, war]})
    [row] = table(conflictcli("diff", str(old), new, "-f", "csv").out)
    assert [row[name] for name in ("id", "fields", "citations", "sources", "source_urls")] == [
        "raid",
        "place: Port, -1.5 → Bay; participants: without us, accused, copy",
        "The Paper; Evening news;; late; Copy",
        "The Paper; Evening news;; late; Copy",
        "https://paper.example/1; no address; https://kept.example/2",
    ]


def test_what_is_not_there_is_named_by_its_id(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(
        statements=[
            said("a", responds_to="b", attributes_to=["ghost", "bob"]),
            said("c", responds_to="none"),
        ],
        schema_version=2,
    )
    run = conflictcli("statements", "--data", path, "-f", "csv")
    assert [
        (run.code, row["responds_to_title"], row["attributes_to_names"]) for row in table(run.out)
    ] == [(0, "b", "ghost; Bob"), (0, "none", "")]


LONG = {
    "a text": ("note", "x" * 40_000, "x" * 32_734 + " … 7,266 more characters"),
    "of two units each": ("note", "😀" * 16_384, "😀" * 16_350 + " … 34 more characters"),
    "that fits": ("note", "x" * 32_767, "x" * 32_767),
}


@pytest.mark.parametrize("case", LONG)
def test_a_text_that_no_spreadsheet_holds_says_how_much_is_left_out(
    conflictcli: Conflictcli, dataset: Dataset, case: str
) -> None:
    field, text, expected = LONG[case]
    path = dataset(sources=[{"id": "paper", field: text}], actors=[])
    run = conflictcli("sources", "--data", path, "-f", "csv")
    [row] = csv.DictReader(io.StringIO(run.out))
    assert (row[field], run.err) == (
        expected,
        ""
        if expected == text
        else "conflictcli: Shortened 1 cell to the 32,767 characters that a spreadsheet holds, the "
        "first being note in line 2. Use json for all of it.\n",
    )


def test_a_list_that_no_spreadsheet_holds_is_cut_between_items(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    names = [f"name; {n:04}" for n in range(5000)]
    path = dataset(actors=[{"id": "ann", "name": "Ann", "kind": "person", "aliases": names}])
    run = conflictcli("actor", "--data", path, "-f", "csv")
    [row] = csv.DictReader(io.StringIO(run.out))
    items = split_items(row["aliases"])
    assert (len(row["aliases"]) <= 32_767, items[:-1], items[-1]) == (
        True,
        names[: len(items) - 1],
        f"… {5000 - len(items) + 1:,} more",
    )
    assert "the first being aliases in line 2" in run.err


def test_an_item_that_no_spreadsheet_holds_keeps_its_start(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    names = ["a;" * 20_000, "b", "c" * 40_000]
    path = dataset(actors=[{"id": "ann", "name": "Ann", "kind": "person", "aliases": names}])
    [row] = csv.DictReader(io.StringIO(conflictcli("actor", "--data", path, "-f", "csv").out))
    first, second, third = split_items(row["aliases"])
    assert (len(row["aliases"]) <= 32_767, second) == (True, "b")
    for item, name in ((first, names[0]), (third, names[2])):
        start, _, left_out = item.removesuffix(" more characters").rpartition(" … ")
        assert (name.startswith(start), len(start) + int(left_out.replace(",", ""))) == (
            True,
            40_000,
        )


def test_of_a_long_dispute_each_side_keeps_its_start(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    long = "; ".join(["they did it"] * 2000)
    claims = [said("claim", stance="accuses", attributes_to=["us"], about=["raid"], text=long)]
    denial = said("no", stance="denies", speaker="bob", responds_to="claim", about=["raid"])
    path = dataset(**{**SMALL, "statements": [*claims, {**denial, "text": long}]})
    run = conflictcli("disputes", "--event", "raid", "--data", path, "-f", "csv")
    cell = next(row["sides"] for row in table(run.out) if row["kind"] == "denial")
    sides = split_items(cell)
    assert (len(cell) <= 32_767, [side[:23] for side in sides]) == (
        True,
        ["Ann accuses: they did i", "Bob denies: they did it"],
    )
    assert all(re.search(r"they did .* … \d+,\d{3} more characters$", side) for side in sides)
    assert "the first being sides in line" in run.err


def test_each_item_of_a_list_is_guarded_from_being_run(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    aliases = ["=1", "b;=2", " -3"]
    path = dataset(actors=[{"id": "ann", "name": "Ann", "kind": "person", "aliases": aliases}])
    [row] = table(conflictcli("actor", "--data", path, "-f", "csv").out)
    assert row["aliases"] == "'=1; b;;'=2; ' -3"


ASKED = {
    "timeline": ["timeline", "--actor", "john-kerry", "--type", "statement"],
    "statements": ["statements", "--stance", "accuses", "--about", "aid-convoy"],
    "search": ["search", "planes", "convoy"],
}


@pytest.mark.parametrize("format", ["json", "csv", "ndjson"])
@pytest.mark.parametrize("name", ASKED)
def test_only_matched_leaves_out_what_only_comes_along(
    conflictcli: Conflictcli, name: str, format: str
) -> None:
    def ids(*options: str) -> list[str]:
        run = conflictcli(*ASKED[name], *options, "-f", format)
        if format == "csv":
            return [row["id"] for row in table(run.out)]
        return re.findall(r'"id": ?"(.*?)"', run.out)

    whole = next(iter(conflictcli(*ASKED[name], "--json").json.values()))
    matched = [row["id"] for row in whole if row["matched"]]
    assert 0 < len(matched) < len(whole)
    assert (ids(), ids("--only-matched")) == ([row["id"] for row in whole], matched)
    others = len(whole) - len(matched)
    assert conflictcli(*ASKED[name], "--only-matched", "-f", format).err == (
        f"conflictcli: Left out {others} records that only come with those that match.\n"
    )


def test_one_record_that_is_left_out_is_told_in_the_singular(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    data = str(tmp_path / "mine.json")
    assert conflictcli("new", data).code == 0
    run = conflictcli("statements", "--stance", "accuses", "--only-matched", "--data", data)
    told = "conflictcli: Left out 1 record that only comes with those that match.\n"
    assert (run.code, run.err) == (0, told)


@pytest.mark.parametrize("name", ASKED)
def test_an_accusation_alone_still_says_who_denies_it(conflictcli: Conflictcli, name: str) -> None:
    timeline = conflictcli("timeline", "--json").json["timeline"]
    denied_by = {row["id"]: row["denied_by"] for row in timeline}
    in_json = next(iter(conflictcli(*ASKED[name], "--only-matched", "-f", "json").json.values()))
    in_csv = table(conflictcli(*ASKED[name], "--only-matched", "-f", "csv").out)
    assert any(denied_by[row["id"]] for row in in_json)
    for of_json, of_csv in zip(in_json, in_csv, strict=True):
        expected = denied_by[of_json["id"]]
        assert (of_json["disputed"], of_json["denied_by"]) == (bool(expected), expected)
        assert split_items(of_csv["denied_by"]) == expected


def test_a_screen_of_only_what_matched_has_the_marks_of_denials(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**SMALL)
    rule = "─" * 69
    asked = ["statements", "--stance", "accuses", "--data", path, "--only-matched"]
    assert conflictcli(*asked, columns=80) == (
        0,
        "Who said what  accuses                                            » 2 statements\n"
        "\n"
        "⇄ denied\n"
        "\n"
        f"March 2016 {rule}\n"
        "Mar     » Ann accuses: text of claim  ⇄ denied by Bob  “they did it; all” [The\n"
        "          Paper, page 4] [Evening news; late] [Copy]\n"
        "\n"
        f"Undated {rule}───\n"
        "undated » Bob accuses: text of gone  withdrawn by Bob  [The Paper]\n"
        "\n"
        "Sources\n"
        "Copy                no date  no address\n"
        "The Paper           no date  https://paper.example/1\n"
        "Evening news; late  no date  no address\n",
        "conflictcli: Left out 2 records that only come with those that match.\n",
    )


def test_without_only_matched_json_is_as_it_was(conflictcli: Conflictcli) -> None:
    row = conflictcli(*ASKED["statements"], "--json").json["statements"][0]
    assert [*row][-3:] == ["disagrees_with", "citations", "matched"]


@pytest.mark.parametrize("format", ["json", "ndjson", "csv"])
def test_one_table_of_an_answer_can_be_asked_for(conflictcli: Conflictcli, format: str) -> None:
    whole = conflictcli("event", "aid-convoy", "--json").json
    run = conflictcli("event", "aid-convoy", "--table", "casualties", "-f", format)
    if format == "json":
        assert run.json == {"casualties": whole["casualties"]}
    else:
        assert run.out.count("\n") == len(whole["casualties"]) + (format == "csv")


@pytest.mark.parametrize(
    ("command", "error"),
    [
        (
            ["event", "raid", "-f", "csv"],
            "CSV can hold one table; this answer has 5: events, statements, casualties, parts, "
            "sources. Choose one with --table, or use json.",
        ),
        (
            ["info", "-f", "ndjson"],
            "ndjson can hold one table; this answer has 2: info, sources. Choose one with "
            "--table, or use json.",
        ),
        (
            ["actor", "ann", "--table", "counts", "-f", "csv"],
            "'counts' is no table of this answer: choose from actors, events, statements, replies.",
        ),
        (
            ["event", "raid", "--table", "events"],
            "--table is for json, ndjson and csv, not for table.",
        ),
        (
            ["info", "--table", "info", "-f", "html"],
            "--table is for json, ndjson and csv, not for html.",
        ),
    ],
)
def test_a_format_of_one_table_says_which_there_are(
    conflictcli: Conflictcli, dataset: Dataset, command: list[str], error: str
) -> None:
    run = conflictcli(*command, "--data", dataset(**SMALL))
    assert run == (2, "", f"conflictcli: {error}\n")
