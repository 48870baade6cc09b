"""Any table becomes a dataset by a map of its columns, and says what was left out."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli
from tables import made, notes, refusal, table

TOOL = str(Path(sys.executable).with_name("conflictcli"))
HEAD = """\
title = "Attacks"
prefix = "x"
recorder = "Watch"
id = "{id}"
date = "{day}"
event = { title = "{what}", kind = "attack" }
"""
ROW = {"id": "1", "day": "2020-03-05", "what": "Raid"}


class Tables:
    """Imports rows by a map: the usual head of one, and what is given."""

    def __init__(self, conflictcli: Conflictcli, folder: Path) -> None:
        self.conflictcli = conflictcli
        self.folder = folder

    def arguments(self, map: str, *rows: dict[str, Any], head: str = HEAD) -> list[str]:
        (self.folder / "x.toml").write_text(head + map, encoding="utf-8")
        named = [{**ROW, "id": str(n), **row} for n, row in enumerate(rows, 1)]
        path = table(self.folder / "x.csv", *named)
        return ["table", path, "--map", str(self.folder / "x.toml")]

    def made(self, map: str, *rows: dict[str, Any], head: str = HEAD) -> Any:
        return made(self.conflictcli, *self.arguments(map, *rows, head=head))

    def notes(self, map: str, *rows: dict[str, Any]) -> str:
        said = notes(self.conflictcli, *self.arguments(map, *rows))
        return said.replace("conflictcli: ", "").replace(f"{self.folder}/", "")

    def refusal(self, map: str, *rows: dict[str, Any]) -> str:
        said = refusal(self.conflictcli, *self.arguments(map, *rows))
        return said.removeprefix("conflictcli: ").replace(f"{self.folder}/", "")


@pytest.fixture
def tables(conflictcli: Conflictcli, tmp_path: Path) -> Tables:
    return Tables(conflictcli, tmp_path)


# What a template says.


@pytest.mark.parametrize(
    ("template", "row", "title"),
    [
        ("{what} in {town}", {"town": "Oldtown"}, "Raid in Oldtown"),
        ("{what}[ in {town}]", {"town": ""}, "Raid"),
        ("{what}[ in {town}]", {"town": "NaN"}, "Raid"),
        ("{town|what}", {"town": " "}, "Raid"),
        ("{town|what}", {"town": "Oldtown"}, "Oldtown"),
        ("{nothing?|what}", {"town": ""}, "Raid"),
        ("[{nothing?}: ]an attack", {"town": ""}, "an attack"),
        ("{{what}} [[{what}]]", {"town": ""}, "{what} [Raid]"),
        ("{WHAT}", {"town": ""}, "Raid"),
        ("{'killed?'}, {#}, {'a|b#'|what}", {"killed?": "3", "#": "4", "a|b#": "5"}, "3, 4, 5"),
        ("{what} {town}", {"town": "two\n  lines"}, "Raid two lines"),
        ("{town}", {"town": ""}, "attack 1"),
        ("{town}", {"town": '=HYPERLINK("x")'}, '=HYPERLINK("x")'),
    ],
)
def test_a_template_is_filled_from_the_columns(
    tables: Tables, template: str, row: dict[str, str], title: str
) -> None:
    head = HEAD.replace('"{what}"', f'"{template}"')
    assert tables.made("", row, head=head)["events"][0]["title"] == title


def test_codes_stand_for_words_and_unknown_ones_are_told(tables: Tables) -> None:
    map = 'place = { name = "{town}", precision = "{how}" }\ncodes.how = { 1 = "exact", 2 = "" }\n'
    rows = [{"town": "T", "how": how} for how in ("1", "2", "3", "", "1.0")]
    assert [event["place"].get("precision") for event in tables.made(map, *rows)["events"]] == [
        *("exact", None, None, None, "exact"),
    ]
    assert tables.notes(map, *rows) == (
        "1 row: a how that the map does not have: not guessed (first: line 4, id 3).\n"
        "5 events, 1 source.\n"
    )


def test_cells_that_say_nothing_are_empty(tables: Tables) -> None:
    map = 'empty = ["Unknown", "-"]\nactors = [{ name = "{who}", role = "accused" }]\n'
    rows = [{"who": who} for who in ("Unknown", "-", "NA", "Army")]
    assert [actor["name"] for actor in tables.made(map, *rows)["actors"]] == ["Watch", "Army"]


# When it was.


@pytest.mark.parametrize(
    ("days", "start", "end", "date"),
    [
        ('{ start = "{day}", end = "{end}" }', "2020-03-05", "", "2020-03-05"),
        ('{ start = "{day}", end = "{end}" }', "2020-03-05", "2020-03-05", "2020-03-05"),
        (
            '{ start = "{day}", end = "{end}" }',
            "2020-03-05",
            "7 Mar 2020",
            "[2020-03-05..2020-03-07]",
        ),
        (
            '{ start = "{day}", end = "{end}", lasts = true }',
            "March 5, 2020",
            "2020-03-07T10:00:00Z",
            "2020-03-05/2020-03-07",
        ),
        ('"{day}"', "2020-03", "", "2020-03"),
        ('"{day}"', "March 2020", "", "2020-03"),
        ('"{day}"', "2020", "", "2020"),
        ('"{day}"', "", "", None),
        (
            '{ start = "{day}", precision = { column = "{end}", codes = { a = ["month", 3] } } }',
            "2020-03-02",
            "a",
            "[2020-02-28..2020-03-31]",
        ),
        (
            '{ start = "{day}", precision = { column = "{end}", codes = { a = 0 } } }',
            "2020-03-02",
            "a",
            "2020-03-02",
        ),
        (
            '{ start = "{day}", precision = { column = "{end}", codes = { a = "year" } } }',
            "2020-03-02",
            "a",
            "[2020-01-01..2020-12-31]",
        ),
        (
            '{ start = "{day}", precision = { column = "{end}", codes = { a = "month" } } }',
            "2020-03",
            "a",
            "[2020-03-01..2020-03-31]",
        ),
    ],
)
def test_a_date_is_a_day_bounds_or_a_duration(
    tables: Tables, days: str, start: str, end: str, date: str | None
) -> None:
    head = HEAD.replace('date = "{day}"', f"date = {days}")
    [event] = tables.made("", {"day": start, "end": end}, head=head)["events"]
    assert event.get("date") == date


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("soon", "day: 'soon' is no day: write it like 2020-03-05 or 5 March 2020"),
        (
            "2020-02-30",
            "day: '2020-02-30' is not in the calendar: write it like 2020-03-05 or 5 March 2020",
        ),
        (
            "x" * 500,
            f"day: '{'x' * 100}…' is no day: write it like 2020-03-05 or 5 March 2020",
        ),
        (
            "3000-01-01",
            "day: '3000-01-01' is not in the calendar: write it like 2020-03-05 or 5 March 2020",
        ),
        ("43895", "day: '43895' is no day: write it like 2020-03-05 or 5 March 2020"),
    ],
)
def test_what_is_no_day_is_refused_with_its_whole_cell(tables: Tables, day: str, said: str) -> None:
    assert tables.refusal("", {}, {"day": day}) == (
        f"x.csv: 1 row cannot be read: line 3: {said} (id 2)\n"
    )


def test_an_end_before_the_start_is_refused(tables: Tables) -> None:
    (tables.folder / "x.toml").write_text(
        HEAD.replace('"{day}"', '{ start = "{day}", end = "{what}" }'), encoding="utf-8"
    )
    path = table(tables.folder / "x.csv", {**ROW, "what": "2020-01-01"})
    said = refusal(tables.conflictcli, "table", path, "--map", str(tables.folder / "x.toml"))
    assert said.endswith(
        "x.csv: 1 row cannot be read: line 2: '[2020-03-05..2020-01-01]' ends before it begins: "
        "write the earlier day first (id 1)\n"
    )


def test_undated_rows_are_told(tables: Tables) -> None:
    assert tables.notes("", {}, {"day": ""}) == (
        "1 row: no date: undated (first: line 3, id 2).\n2 events, 1 source.\n"
    )


# Who, and where.


def test_actors_come_from_columns_with_numbers_and_lists_in_cells(tables: Tables) -> None:
    map = """
[[actors]]
name = "{actor#}"
role = "{role#}"
kind = "{kind#?}"
list = ";"
[codes]
"role#" = { A = "attacker", T = "target", "" = "x" }
"kind#" = { S = "state", Z = "zebra" }
"""
    row = {"actor1": "Army; Police", "role1": "A", "kind1": "S", "actor2": "ARMY", "role2": "T"}
    new = tables.made(map, row, {**row, "kind1": "Z", "actor2": "", "role2": ""})
    assert [(a["name"], a["kind"], a.get("aliases")) for a in new["actors"]] == [
        ("Watch", "organization", None),
        ("Army", "state", ["ARMY"]),
        ("Police", "state", None),
    ]
    by_watch = {"source": "source-x"}
    assert [event["participants"] for event in new["events"]] == [
        [
            {"actor": "army", "role": "attacker", **by_watch},
            {"actor": "police", "role": "attacker", **by_watch},
            {"actor": "army", "role": "target"},
        ],
        [
            {"actor": "army", "role": "attacker", **by_watch},
            {"actor": "police", "role": "attacker", **by_watch},
        ],
    ]
    assert tables.notes(map, {**row, "kind1": "Z"}) == (
        "1 row: 'zebra' is no kind of actor: body (first: line 2, id 1).\n1 event, 1 source.\n"
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "at", "reason"),
    [
        ("36.5", "-37.25", (36.5, -37.25), ""),
        ("91", "10", (None, None), "invalid coordinates"),
        ("10", "", (None, None), "no coordinates"),
        ("10", "181", (None, None), "invalid coordinates"),
        ("x", "nan", (None, None), "no coordinates"),
        ("1_0", "10", (None, None), "invalid coordinates"),
        ("inf", "10", (None, None), "invalid coordinates"),
    ],
)
def test_coordinates_that_are_none_are_left_out(
    tables: Tables,
    latitude: str,
    longitude: str,
    at: tuple[float | None, float | None],
    reason: str,
) -> None:
    map = 'place = { name = "{what}", latitude = "{lat}", longitude = "{lon}" }\n'
    row = {"lat": latitude, "lon": longitude}
    place = tables.made(map, row)["events"][0]["place"]
    assert (place.get("latitude"), place.get("longitude")) == at
    said = f"1 row: {reason} (first: line 2, id 1).\n" if reason else ""
    assert tables.notes(map, row) == f"{said}1 event, 1 source.\n"


def test_a_place_without_a_name_is_called_by_what_it_lies_in(tables: Tables) -> None:
    map = 'place = { name = "{town}", within = ["{a}", "{b}"], region = "{r}", country = "{c}" }\n'
    rows = [
        {"town": "T", "a": "A", "b": "A", "r": "R", "c": "C"},
        {"town": "", "a": "", "b": "B", "r": "", "c": "C"},
        {"town": "", "a": "", "b": "", "r": "", "c": "C"},
        {"town": "", "a": "", "b": "", "r": "", "c": ""},
    ]
    assert [event.get("place") for event in tables.made(map, *rows)["events"]] == [
        {"name": "T", "within": ["A"], "region": "R", "country": "C"},
        {"name": "B", "within": ["B"], "country": "C"},
        {"name": "C", "country": "C"},
        None,
    ]


# How many.


def test_what_0_empty_and_other_values_mean_is_for_the_map_to_say(tables: Tables) -> None:
    map = """
[count]
killed = "{k}"
injured = { low = "{l}", high = "{h}" }
groups.children.killed = "{c}"
groups."aid workers".injured = { low = "{a}" }
values = { -99 = "unknown", "" = 0, many = 10 }
note = "[{n}]"
"""
    rows = [
        {"k": "3", "l": "1", "h": "2.0", "c": "1", "a": "4", "n": "So they say"},
        {"k": "-99", "l": "", "h": "-99", "c": "many", "a": "1,200", "n": ""},
        {"k": "-99", "l": "-99", "h": "-99", "c": "-99", "a": "-99", "n": "No number"},
    ]
    counts = tables.made(map, *rows)["casualties"]
    assert [
        {k: v for k, v in count.items() if k in ("killed", "injured", "breakdown", "note")}
        for count in counts
    ] == [
        {
            "killed": {"best": 3},
            "injured": {"low": 1, "high": 2},
            "breakdown": [
                {"group": "children", "killed": {"best": 1}},
                {"group": "aid workers", "injured": {"low": 4}},
            ],
            "note": "So they say",
        },
        {
            "injured": {"low": 0},
            "breakdown": [
                {"group": "children", "killed": {"best": 10}},
                {"group": "aid workers", "injured": {"low": 1200}},
            ],
        },
    ]
    assert tables.notes(map, *rows) == (
        "1 row: no number of people: no count (first: line 4, id 3).\n3 events, 1 source.\n"
    )


@pytest.mark.parametrize("cell", ["three", "-1", "1.5", "1 200", "12,34", "9" * 10, "٣"])
def test_what_is_no_number_of_people_is_refused(tables: Tables, cell: str) -> None:
    assert tables.refusal('count.killed = "{k}"\n', {"k": cell}) == (
        f"x.csv: 1 row cannot be read: line 2: '{cell}' in k is no number of people (id 1)\n"
    )


SERIES = """
[count]
series = true
killed = "{killed}"
as_of = "{reported}"
covers = { start = "{day}", end = "{reported}", lasts = true }
by = "{by}"
[[sources]]
publisher = "{paper}"
published = "{reported}"
"""


def test_rows_of_a_series_are_counts_of_one_event_each_as_of_its_day(
    conflictcli: Conflictcli, tables: Tables
) -> None:
    row = {"id": "7", "killed": "3", "by": "", "paper": "The Paper"}
    rows = [
        {**row, "reported": "2020-03-06"},
        {**row, "killed": "5", "reported": "2020-03-07", "paper": "Radio X"},
        {**row, "killed": "4", "reported": "2020-03-07", "by": "Ministry of Health"},
        {**row, "killed": "9", "reported": "2020-03-08", "what": "Another raid"},
        {**row, "id": "8", "reported": ""},
    ]
    new = tables.made(SERIES, *rows)
    assert [(e["id"], e["title"], len(e["citations"])) for e in new["events"]] == [
        ("x-7", "Raid", 2),
        ("x-8", "Raid", 2),
    ]
    assert [
        (
            c["id"],
            c["event"],
            c.get("as_of"),
            c.get("covers"),
            c["killed"],
            c["counted_by"],
            [citation["source"] for citation in c["citations"]],
        )
        for c in new["casualties"]
    ] == [
        (
            "x-7.2020-03-06",
            "x-7",
            "2020-03-06",
            "2020-03-05/2020-03-06",
            {"best": 3},
            "x",
            ["source-x", "the-paper-2020-03-06"],
        ),
        (
            "x-7.2020-03-07",
            "x-7",
            "2020-03-07",
            "2020-03-05/2020-03-07",
            {"best": 5},
            "x",
            ["source-x", "radio-x-2020-03-07"],
        ),
        (
            "x-7.2020-03-07.ministry-of-health",
            "x-7",
            "2020-03-07",
            "2020-03-05/2020-03-07",
            {"best": 4},
            "ministry-of-health",
            ["source-x", "the-paper-2020-03-07"],
        ),
        (
            "x-7.2020-03-08",
            "x-7",
            "2020-03-08",
            "2020-03-05/2020-03-08",
            {"best": 9},
            "x",
            ["source-x", "the-paper-2020-03-08"],
        ),
        ("x-8.undated", "x-8", None, "2020-03-05", {"best": 3}, "x", ["source-x", "the-paper"]),
    ]
    assert tables.notes(SERIES, *rows) == (
        "1 row: tells its event otherwise: that of its first row stays (first: line 5, id 7).\n"
        "2 events, 6 sources.\n"
    )
    data = str(tables.folder / "made.json")
    toll = conflictcli("casualties", "--data", data, "-f", "json").json["casualties"]
    assert {row["id"]: row["replaced_by"] for row in toll if row["event"] == "x-7"} == {
        "x-7.2020-03-06": "x-7.2020-03-08",
        "x-7.2020-03-07": "x-7.2020-03-08",
        "x-7.2020-03-07.ministry-of-health": None,
        "x-7.2020-03-08": None,
    }


def test_a_count_of_a_series_that_is_given_again_is_refused(tables: Tables) -> None:
    row = {"id": "7", "killed": "3", "by": "", "paper": "P", "reported": "2020-03-06"}
    assert tables.refusal(SERIES, row, {**row, "id": "8"}, row) == (
        "x.csv: 1 row cannot be read: line 4: the id is on line 2 too (id 7): "
        "take the later row of an id with --keep last\n"
    )
    arguments = tables.arguments(SERIES, row, {**row, "killed": "5"})
    new = made(tables.conflictcli, *arguments, "--keep", "last")
    assert [count["killed"] for count in new["casualties"]] == [{"best": 5}]


# From whom.


def test_lists_of_sources_go_together_item_by_item(tables: Tables) -> None:
    map = '[[sources]]\npublisher = "{paper}"\nurl = "{url}"\npublished = "{on}"\nlist = ";"\n'
    map = f'empty = ["-"]\n{map}'
    rows = [
        {"paper": "A; B;", "url": "https://a.example; https://b.example", "on": "2020-03-06"},
        {"paper": "D; -; NA; E", "url": "https://d.example;; -; https://e.example", "on": ""},
        {"paper": "A; B; C", "url": "https://a.example; https://b.example", "on": ""},
        {"paper": "", "url": "not an address", "on": ""},
        {"paper": ";", "url": "", "on": ""},
    ]
    sources = tables.made(map, *rows)["sources"][1:]
    assert [{k: v for k, v in source.items() if k != "id"} for source in sources] == [
        {"publisher": "A", "published": "2020-03-06", "url": "https://a.example"},
        {"publisher": "B", "published": "2020-03-06", "url": "https://b.example"},
        {"publisher": "D", "url": "https://d.example"},
        {"publisher": "E", "url": "https://e.example"},
        {"publisher": "A"},
        {"publisher": "B"},
        {"publisher": "C"},
        {"title": "not an address"},
    ]
    assert tables.notes(map, *rows) == (
        "1 row: lists that do not pair: url left out (first: line 4, id 3).\n5 events, 9 sources.\n"
    )


def test_an_address_with_a_sign_after_it_is_of_the_first_source_alone(tables: Tables) -> None:
    map = '[[sources]]\npublisher = "{paper}"\nurl = "{url}"\nlist = ";"\n'
    rows = [
        {"paper": "A; B", "url": "https://a.example;"},
        {"paper": "C; D; E", "url": "https://c.example; https://d.example;"},
        {"paper": "F; G", "url": "https://fg.example"},
    ]
    sources = tables.made(map, *rows)["sources"][1:]
    assert [(source["publisher"], source.get("url")) for source in sources] == [
        ("A", "https://a.example"),
        ("B", None),
        ("C", "https://c.example"),
        ("D", "https://d.example"),
        ("E", None),
        ("F", None),
        ("G", None),
    ]
    assert tables.notes(map, *rows) == (
        "1 row: lists that do not pair: url left out (first: line 4, id 3).\n3 events, 8 sources.\n"
    )


ITEMS = '[[sources]]\nitems = "{s}"\npublisher = "{name}"\nurl = "{link?}"\npublished = "{on?}"\n'


def test_sources_come_from_a_list_of_objects_in_a_cell(tables: Tables) -> None:
    rows = [
        {"s": '[{"name": "A", "link": "https://a.example", "on": "2020-03-06"}, {"name": "B"}]'},
        {"s": '{"name": "A", "link": null}'},
        {"s": '[{"name": "\\ud800"}, {"name": 7}]'},
        {"s": ""},
        {"s": "[]"},
    ]
    assert [
        [citation["source"] for citation in event["citations"][1:]]
        for event in tables.made(ITEMS, *rows)["events"]
    ] == [["a-2020-03-06", "b"], ["a"], ["source", "7"], [], []]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            '[{"name": ',
            "x.csv: 1 row cannot be read: line 2: '[{\"name\":…' is no list in JSON (id 1)",
        ),
        (
            '[{"nam": "A"}]',
            "x.toml: line 9: no source in the file has a field 'name': correct it, or write {name?}"
            " if it may be missing.",
        ),
        (
            '[{"name": "A", "on": "soon"}]',
            "x.csv: 1 row cannot be read: line 2: published: 'soon' is no day: write it like "
            "2020-03-05 or 5 March 2020 (id 1)",
        ),
    ],
)
def test_a_list_of_objects_that_does_not_fit_is_refused(
    tables: Tables, cell: str, said: str
) -> None:
    assert tables.refusal(ITEMS, {"s": cell}) == f"{said}\n"


# Which rows.


def test_rows_are_left_out_as_the_map_says_and_counted(tables: Tables) -> None:
    map = """
[[skip]]
column = "{what}"
equals = ["Total", ""]
[[skip]]
column = "{status}"
unless = "published"
"""
    rows = [
        {"status": "published"},
        {"status": "draft"},
        {"status": "published", "what": "Total"},
        {"status": "published", "what": "", "id": "", "day": "This table is a notice."},
        {"status": ""},
    ]
    assert [event["id"] for event in tables.made(map, *rows)["events"]] == ["x-1"]
    assert tables.notes(map, *rows) == (
        "2 rows: left out, as line 12 of the map says (first: line 3, id 2).\n"
        "2 rows: left out, as line 9 of the map says (first: line 4, id 3).\n"
        "1 event, 1 source.\n"
    )
    assert tables.refusal(map, {"status": "draft"}) == ("x.csv: the map leaves out all rows.\n")


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        ("IR-12", "x-ir-12"),
        ("15960.0", "x-15960"),
        ("a_b", "x-a_b"),
        ("1/2", "x-1-2-1f6c8577"),
        ("1-2", "x-1-2"),
        ("../../etc", "x-etc-6bd9f331"),
        ("رقم", "x-54d26117"),
        ("a.count", "x-a-count-5538eac7"),
        ("[red]x[/red]", "x-red-x-red-0b2b3ff0"),
    ],
)
def test_ids_with_other_signs_stay_apart(tables: Tables, raw: str, id: str) -> None:
    [event] = tables.made("", {"id": raw})["events"]
    cited = f"event {raw.removesuffix('.0')}"
    assert (event["id"], event["citations"][0]["locator"]) == (id, cited)


def test_a_row_without_an_id_or_with_one_too_long_is_refused(tables: Tables) -> None:
    assert tables.refusal("", {"id": ""}, {"id": "9" * 201}) == (
        "x.csv: 2 rows cannot be read: line 2: there is no id; line 3: "
        f"'{'9' * 20}…' is too long for an id (id {'9' * 201})\n"
    )


def test_no_record_has_an_id_of_a_row_or_the_recorder(tables: Tables) -> None:
    map = 'actors = [{ name = "{who}", role = "party" }]\nsources = [{ publisher = "{who}" }]\n'
    new = tables.made(map, *({"who": who} for who in ("X 1", "x", "Source X", "watch", "X")))
    assert [source["id"] for source in new["sources"]] == [
        *("source-x", "s-x-1", "s-x", "source-x-2", "watch", "s-x-3"),
    ]
    assert [(actor["id"], actor["name"], actor.get("aliases")) for actor in new["actors"]] == [
        ("x", "Watch", ["watch"]),
        ("s-x-1-2", "X 1", None),
        ("s-x-2", "x", ["X"]),
        ("source-x-3", "Source X", None),
    ]


def test_a_country_asks_for_a_map_that_names_one(tables: Tables) -> None:
    arguments = tables.arguments("", {})
    assert refusal(tables.conflictcli, *arguments, "--country", "X", code=2) == (
        f"conflictcli: {tables.folder}/x.toml names no country: leave out --country.\n"
    )


# Files.


def test_rows_of_nothing_but_blanks_are_no_rows(tables: Tables) -> None:
    (tables.folder / "x.toml").write_text(HEAD, encoding="utf-8")
    path = tables.folder / "x.csv"
    path.write_text("id;day;what;;\n\n1;2020-03-05;Raid;;\n;;;;\n", encoding="utf-8")
    new = made(tables.conflictcli, "table", str(path), "--map", str(tables.folder / "x.toml"))
    assert [event["id"] for event in new["events"]] == ["x-1"]


def test_a_table_comes_through_a_pipe_whole(tables: Tables) -> None:
    arguments = tables.arguments("", *({"what": f"Raid {n}"} for n in range(2000)))
    command = f"{TOOL} import table <(cat {arguments[1]}) --map {arguments[3]}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert len(json.loads(ran.stdout)["events"]) == 2000
    ran = subprocess.run(["bash", "-c", f"{command} --keep last"], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr.partition(": ")[2].partition(": ")[2]) == (
        1,
        "--country and --keep read it twice: save it to a file first.\n",
    )


def test_nothing_is_written_where_a_row_cannot_be_read(tables: Tables) -> None:
    out = tables.folder / "out.json"
    arguments = tables.arguments("", {}, {"day": "x"}, {"day": "y"})
    said = refusal(tables.conflictcli, *arguments, "-o", str(out))
    assert "2 rows cannot be read: line 3: " in said
    assert sorted(path.name for path in tables.folder.iterdir()) == ["x.csv", "x.toml"]


def json_file(tables: Tables, content: Any, map: str = "", head: str = HEAD) -> list[str]:
    (tables.folder / "x.toml").write_text(head + map, encoding="utf-8")
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    (tables.folder / "x.json").write_text(text, encoding="utf-8")
    return ["table", str(tables.folder / "x.json"), "--map", str(tables.folder / "x.toml")]


def test_json_has_rows_in_a_list_with_objects_and_lists_in_them(tables: Tables) -> None:
    rows = [
        {"id": 1, "day": "2020-03-05", "a": {"b": {"c": "Raid"}}, "who": ["Army", "Police"]},
        {"id": 2.0, "day": None, "a": {"b": {"c": True}}, "tags": [{"key": "k", "value": "v"}]},
        {"id": "3", "day": "", "who": [], "tags": []},
    ]
    head = HEAD.replace("{what}", "{a.b.c}[, {tags.k}]")
    map = 'rows = "data.rows"\nactors = [{ name = "{who}", role = "party", list = ";" }]\n'
    arguments = json_file(tables, {"n": 3, "data": {"x": [{}], "rows": rows}}, map, head)
    new = made(tables.conflictcli, *arguments)
    assert [(event["id"], event["title"]) for event in new["events"]] == [
        ("x-1", "Raid"),
        ("x-2", "true, v"),
        ("x-3", "attack 3"),
    ]
    assert [actor["name"] for actor in new["actors"]] == ["Watch", "Army", "Police"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "there is no list of rows: give a list of objects."),
        ({"rows": {"a": 1}}, "there is no list of rows: give a list of objects."),
        (
            {"type": "FeatureCollection", "features": [{}]},
            'the rows are in a list within an object: write rows = "features" into the map.',
        ),
        ('{"a": 1 "b"}', "line 1: this cannot be read as JSON: is the file cut off?"),
        ('{"a": 1,\n', "line 2: this cannot be read as JSON: is the file cut off?"),
        ([], "the file has no rows."),
        ("[", "line 1: this cannot be read as JSON: is the file cut off?"),
        ('[\n{"id": 1},\n{"id": 2', "line 3: this cannot be read as JSON: is the file cut off?"),
        ('[\n{"id": 1}\n{"id": 2}]', "line 3: this cannot be read as JSON: is the file cut off?"),
        ("[1]", "line 1: a row is not an object: give a list of objects."),
        (
            f'[\n{{"id": {"9" * 5000}}}]',
            "line 2: this cannot be read as JSON: is the file cut off?",
        ),
        ("[" * 100_000, "the objects lie too deep in each other."),
        (
            '[\n{"id": 1, "day": "x", "what": ""}]',
            "1 row cannot be read: line 2: day: 'x' is no day: "
            "write it like 2020-03-05 or 5 March 2020 (id 1)",
        ),
    ],
)
def test_json_that_is_no_table_is_one_sentence(tables: Tables, content: Any, said: str) -> None:
    refused = refusal(tables.conflictcli, *json_file(tables, content))
    assert refused == f"conflictcli: {tables.folder}/x.json: {said}\n"


def test_a_list_that_is_not_where_the_map_looks_is_told(tables: Tables) -> None:
    contents: list[dict[str, Any]] = [{"x": []}, {"data": {"x": []}}]
    for content in contents:
        refused = refusal(tables.conflictcli, *json_file(tables, content, 'rows = "data.rows"\n'))
        name = "rows" if "data" in content else "data"
        assert refused == (
            f"conflictcli: {tables.folder}/x.json: "
            f"there is no '{name}', in which the map looks for rows.\n"
        )


def test_rows_whose_cells_are_all_empty_say_nothing(tables: Tables) -> None:
    map = """
place = { name = "{a}", latitude = "{a}", longitude = "{a}", precision = "{a}" }
count = { killed = "{a}", injured = "{a}", as_of = "{a}" }
actors = [{ name = "{a}", role = "{a}", kind = "{a}", list = ";" }]
sources = [{ publisher = "{a}", url = "{a}", published = "{a}", list = ";" }]
"""
    row = {"a": "", "day": "", "what": ""}
    new = tables.made(map, row, {**row, "a": " NA "})
    assert new["events"] == [
        {
            "id": f"x-{n}",
            "title": f"attack {n}",
            "kind": "attack",
            "citations": [{"source": "source-x", "locator": f"event {n}"}],
        }
        for n in (1, 2)
    ]
    assert (len(new["sources"]), len(new["actors"]), new.get("casualties", [])) == (1, 1, [])
    assert tables.notes(map, row) == (
        "1 row: no date: undated (first: line 2, id 1).\n"
        "1 row: no coordinates (first: line 2, id 1).\n"
        "1 row: no number of people: no count (first: line 2, id 1).\n"
        "1 event, 1 source.\n"
    )


def test_half_a_surrogate_pair_in_json_is_replaced(tables: Tables) -> None:
    row = '[{"id": "1", "day": "2020-03-05", "what": "a\\ud800b"}]'
    new = made(tables.conflictcli, *json_file(tables, row))
    assert new["events"][0]["title"] == "a\ufffdb"


def test_totals_by_group_equal_a_recount_of_the_file(
    conflictcli: Conflictcli, tables: Tables
) -> None:
    chance = random.Random(7)
    rows = [
        {
            "who": chance.choice(["Army", "Police", ""]),
            "k": str(chance.choice([0, 1, 5, 1200, -99])),
            "day": f"2020-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}",
        }
        for _ in range(300)
    ]
    map = 'count = { killed = "{k}", values = { -99 = "unknown" } }\n'
    arguments = tables.arguments(map, *rows)
    data = str(tables.folder / "made.sqlite")
    assert conflictcli("import", *arguments, "-o", data).code == 0
    found = conflictcli("casualties", "--by", "month", "--data", data, "-f", "json").json
    counted = [row for row in rows if row["k"] != "-99"]
    assert {row["group"]: (row["events"], row["killed"]["best"]) for row in found["totals"]} == {
        month: (
            sum(row["day"][:7] == month for row in counted),
            sum(int(row["k"]) for row in counted if row["day"][:7] == month),
        )
        for month in {row["day"][:7] for row in counted}
    }
    assert [(row["reason"], row["events"]) for row in found["not_added"]] == [
        ("no count", len(rows) - len(counted))
    ]


MEASURED = """
import sys
from pathlib import Path
import conflictcli.dataset.sqlite.memory as memory
from conflictcli.cli.app import main

memory._AT_ONCE = 500  # As if there were many more rows.
assert main(sys.argv[1:]) == 0
# That of `resource` is also that of the process which started this one.
[peak] = [x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM")]
print(peak.split()[1])
"""


@pytest.mark.slow
def test_many_rows_take_no_more_memory_than_few(tables: Tables) -> None:
    map = 'count.killed = "{k}"\n[[sources]]\npublisher = "{paper}"\nurl = "{url}"\n'

    def kilobytes(rows: int) -> int:
        long = "x" * 300
        made_up = (
            {"k": str(n % 5), "what": f"Raid {n} {long}", "paper": f"Paper {n}", "url": ""}
            for n in range(rows)
        )
        arguments = tables.arguments(map, *made_up)
        command = [sys.executable, "-c", MEASURED, "import", *arguments, "--force"]
        out = str(tables.folder / "made.sqlite")
        ran = subprocess.run([*command, "-o", out], capture_output=True, text=True, check=True)
        return int(ran.stdout)

    assert kilobytes(24_000) - kilobytes(3_000) < 10_000
