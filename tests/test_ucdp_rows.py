"""UCDP's rows as people have them: what programs did to cells, and what UCDP itself leaves open."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli
from test_flat_file import EVENTS, TEXT
from test_ucdp import DEAD, SAMPLE, imported, written


def two_events(path: Path, **changes: dict[str, str]) -> str:
    """Write the two made-up events with other cells: of a column, what replaces each cell."""
    rows = list(csv.DictReader(TEXT.splitlines()))
    for row in rows:
        for column, cells in changes.items():
            row[column] = cells.get(row[column], row[column])
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]])
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return str(path)


def of_one_row(conflictcli: Conflictcli, folder: Path, **row: str) -> Any:
    """Return the event, the count and the sources but UCDP's own that a row makes."""
    made = imported(conflictcli, written(folder / "ged.csv", row))
    [event], [count] = made["events"], made.get("casualties", [None])
    return event, count, made["sources"][1:]


# pandas: an index before the first column, and floats where a column has an empty cell.
def as_floats(text: str) -> str:
    headings, *rows = csv.reader(text.splitlines())
    texts = {"latitude", "longitude", "relid", "date_start", "date_end"}
    floats = [
        [
            f"{cell}.0" if cell.isdecimal() and name not in texts else cell
            for name, cell in zip(headings, row, strict=True)
        ]
        for row in rows
    ]
    made = io.StringIO()
    csv.writer(made).writerows(
        [["", *headings], *([number, *row] for number, row in enumerate(floats))]
    )
    return made.getvalue()


def test_numbers_that_pandas_wrote_as_floats_are_the_same_numbers(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "events.csv"
    path.write_text(as_floats(TEXT))
    assert ",900001.0," in path.read_text()
    assert conflictcli("import", "ucdp", str(path)) == conflictcli("import", "ucdp", str(EVENTS))


def test_codes_that_are_floats_are_codes(conflictcli: Conflictcli, tmp_path: Path) -> None:
    event, _, _ = of_one_row(
        conflictcli, tmp_path, where_prec="2.0", event_clarity="2.0", date_prec="1.00"
    )
    assert (event["place"]["precision"], event["date_note"]) == (
        "within about 25 km",
        "UCDP event clarity 2: an aggregate that cannot be split.",
    )


def test_a_number_with_a_fraction_is_no_count(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = written(tmp_path / "ged.csv", {"best": "10.5"})
    told = f"{path}: 1 row cannot be read: line 2: '10.5' in best is no count"
    assert conflictcli("import", "ucdp", path) == (1, "", f"conflictcli: {told}\n")


@pytest.mark.parametrize("empty", ["NA", "NaN", "nan", "NULL", " n/a "])
def test_what_says_that_a_cell_is_empty_is_no_name(
    conflictcli: Conflictcli, tmp_path: Path, empty: str
) -> None:
    columns = ("side_b", "dyad_name", "where_coordinates", "adm_1", "source_article", "latitude")
    event, count, sources = of_one_row(conflictcli, tmp_path, **dict.fromkeys(columns, empty))
    assert (event["title"], event["place"]["name"]) == ("Government of X, X, 1 Sep 2016", "X")
    assert [part["actor"] for part in event["participants"]] == ["government-of-x"]
    assert (count.get("as_of"), count.get("note"), sources) == (None, None, [])
    assert [part["group"] for part in count["breakdown"]] == [
        *("Government of X", "unnamed", "civilians", "unknown")
    ]


def test_a_number_that_is_not_given_is_unknown(conflictcli: Conflictcli, tmp_path: Path) -> None:
    _, count, _ = of_one_row(conflictcli, tmp_path, best="NaN", deaths_civilians="nan")
    assert count["killed"] == {"low": 8, "high": 12}
    groups = [part["group"] for part in count["breakdown"]]
    assert groups == ["Government of X", "Rebels", "unknown"]


def test_without_any_number_there_is_no_count(conflictcli: Conflictcli, tmp_path: Path) -> None:
    _, count, _ = of_one_row(conflictcli, tmp_path, **dict.fromkeys(DEAD, "NA"))
    assert count is None


DAYS = {
    "2016-09-13T00:00:00": "2016-09-13",
    "2016/09/13": "2016-09-13",
    "13/09/2016": "2016-09-13",
    "9/13/2016 0:00": "2016-09-13",
    "13 September 2016": "2016-09-13",
    "13-Sep-2016": "2016-09-13",
    "9/9/2016": "2016-09-09",
}


@pytest.mark.parametrize("cell", DAYS)
def test_a_day_that_can_be_no_other_is_read(
    conflictcli: Conflictcli, tmp_path: Path, cell: str
) -> None:
    event, _, _ = of_one_row(conflictcli, tmp_path, date_start=cell, date_end=cell)
    assert event["date"] == DAYS[cell]


NO_DAYS = {
    "3/4/2020 12:00:00 AM": "is the day or the month first? Write it as YYYY-MM-DD",
    "13-Sep-16": "is the day or the month first? Write it as YYYY-MM-DD",
    "31 February 2016": "is no day: write it as YYYY-MM-DD",
    "September 2016": "is no day: write it as YYYY-MM-DD",
    "42626": "is no day: write it as YYYY-MM-DD",
    "": "is no day: write it as YYYY-MM-DD",
}


@pytest.mark.parametrize("cell", NO_DAYS)
def test_what_is_no_certain_day_is_refused_with_the_whole_cell(
    conflictcli: Conflictcli, tmp_path: Path, cell: str
) -> None:
    path = written(tmp_path / "ged.csv", {"date_end": cell})
    parted = ":" if "first?" in NO_DAYS[cell] else ""
    told = f"1 row cannot be read: line 2: '{cell}' in date_end{parted} {NO_DAYS[cell]}"
    assert conflictcli("import", "ucdp", path) == (1, "", f"conflictcli: {path}: {told}\n")


def without_headings(text: str) -> str:
    return text.partition("\n")[2]


def test_candidates_without_headings_are_read_by_position(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path, named = tmp_path / "GEDEvent_v24_0_1.csv", tmp_path / "v24_0_1.csv"
    path.write_text(without_headings(TEXT))
    named.write_text(TEXT)
    note = "conflictcli: no headings: the 49 columns are taken in UCDP's own order.\n"
    plain = conflictcli("import", "ucdp", str(named))
    assert conflictcli("import", "ucdp", str(path)) == plain._replace(err=note + plain.err)


def test_rows_of_another_form_without_headings_are_refused(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(without_headings(TEXT).replace(",475,\n", "\n"))
    told = f"{path}: line 1 is a row: put the headings of the file above it."
    assert conflictcli("import", "ucdp", str(path)) == (1, "", f"conflictcli: {told}\n")


def test_an_aggregate_lasted_from_its_first_day_to_its_last(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    month = {"date_start": "2016-09-01", "date_end": "2016-09-30", "date_prec": "4"}
    event, count, _ = of_one_row(conflictcli, tmp_path, event_clarity="2", **month)
    assert (event["date"], event["date_note"], count.get("as_of")) == (
        "2016-09-01/2016-09-30",
        "UCDP date precision 4: known to within 8 to 30 days, or to the month. "
        "UCDP event clarity 2: an aggregate that cannot be split.",
        None,
    )


def test_a_side_that_is_not_identified_has_no_name_anywhere(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    sides = {"side_a": "XXX100", "side_b": "XXX100", "dyad_name": "XXX100 - XXX100"}
    rows = [
        {**sides, "code_status": "Check dyad"},
        {"side_b": "XXX645", "dyad_name": "Government of X - XXX645", "code_status": "Clear"},
        {
            **sides,
            "side_b": "Civilians",
            "type_of_violence": "3",
            "dyad_name": "XXX100 - Civilians",
        },
    ]
    path = written(tmp_path / "ged.csv", *rows)
    made = imported(conflictcli, path)
    assert "XXX" not in json.dumps(made)
    assert [actor["id"] for actor in made["actors"]] == ["ucdp", "government-of-x", "civilians"]
    assert [
        (
            event["title"],
            event.get("note"),
            [part["role"] for part in event.get("participants", [])],
        )
        for event in made["events"]
    ] == [
        (
            "Violence between unidentified groups, Y town, 1 Sep 2016",
            "UCDP code status “Check dyad”: not clear yet.",
            [],
        ),
        ("Government of X - unidentified group, Y town, 1 Sep 2016", None, ["party"]),
        ("Unidentified group - Civilians, Y town, 1 Sep 2016", None, ["target"]),
    ]
    groups = [
        [(part["group"], part["killed"]["best"]) for part in count["breakdown"]]
        for count in made["casualties"]
    ]
    assert groups == [
        [("unidentified group", 3), ("civilians", 3), ("unknown", 4)],
        [("Government of X", 1), ("unidentified group", 2), ("civilians", 3), ("unknown", 4)],
        [("unidentified group", 1), ("Civilians", 5), ("unknown", 4)],
    ]
    told = "3 rows: a side that UCDP has not identified: no actor (first: line 2, id 1).\n"
    assert told in conflictcli("import", "ucdp", path).err


FIRST = "As of the first source that is not older than the event"
# References as UCDP writes them: what each makes, and the day of the first after the event.
SOURCES: dict[str, tuple[str | None, list[tuple[str | None, str | None, str | None]]]] = {
    '"AFP,2016-09-20,Later";"BBC,2016-09-03,First"': (
        "2016-09-03",
        [("AFP", "2016-09-20", "Later"), ("BBC", "2016-09-03", "First")],
    ),
    '"AFP,2016-08-31,Before";"BBC,2016-09-01,That day"': (
        "2016-09-01",
        [("AFP", "2016-08-31", "Before"), ("BBC", "2016-09-01", "That day")],
    ),
    '"AFP,2016-09-05,Six killed";"Paper,2029-12-19,Six dead"': (
        "2016-09-05",
        [("AFP", "2016-09-05", "Six killed"), ("Paper", "2029-12-19", "Six dead")],
    ),
    '"Report on X, its signs; and whether it recruits (2009-2012),2016-09-06,4.3 Town"': (
        "2016-09-06",
        [("Report on X, its signs; and whether it recruits (2009-2012)", "2016-09-06", "4.3 Town")],
    ),
    '"AFP,2016-09-02,""No""; ""Yes""";"BBC,2016-09-03,Two; three"': (
        "2016-09-02",
        [("AFP", "2016-09-02", '"No"; "Yes"'), ("BBC", "2016-09-03", "Two; three")],
    ),
    'Reuters (2016-09-05): "FIVE KILLED"': (
        "2016-09-05",
        [("Reuters", "2016-09-05", "FIVE KILLED")],
    ),
    'Reuters (2016-09-05): "FIVE; OR SIX"; AFP News (2016-09-04): "FIVE"': (
        "2016-09-04",
        [("Reuters", "2016-09-05", "FIVE; OR SIX"), ("AFP News", "2016-09-04", "FIVE")],
    ),
    "Reuters, undated": (None, [(None, None, "Reuters, undated")]),
}


@pytest.mark.parametrize("article", SOURCES)
def test_a_count_is_as_of_its_first_source_and_says_where_another_may_have_the_number(
    conflictcli: Conflictcli, tmp_path: Path, article: str
) -> None:
    day, expected = SOURCES[article]
    _, count, sources = of_one_row(
        conflictcli, tmp_path, source_article=article, source_original="officials"
    )
    assert [
        (source.get("publisher"), source.get("published"), source["title"]) for source in sources
    ] == expected
    another = "; another may have given the number" if len(sources) > 1 else ""
    of_day = f"{FIRST}{another}. " if day else ""
    note = f"{of_day}UCDP's original source: officials."
    assert (count.get("as_of"), count["note"]) == (day, note)


def test_of_a_release_no_source_is_newer_than_its_year(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    row = {"source_article": '"AFP,2019-01-02,Misprinted"'}
    path = written(tmp_path / "GEDEvent_v18_1.csv", row)
    made = imported(conflictcli, path)
    assert ("published" in made["sources"][1], "as_of" in made["casualties"][0]) == (False, False)
    assert conflictcli("import", "ucdp", path).err == (
        "conflictcli: 1 row: a source dated after the release: undated (first: line 2, id 1).\n"
        "conflictcli: 1 row: no as-of date, since no source has a day that can be read "
        "(first: line 2, id 1).\n"
        "conflictcli: 1 event, 2 sources.\n"
    )


def repeated(path: Path) -> str:
    """Write three events, two of them again: the one with another toll, the other elsewhere."""
    rows = [
        {"id": "1", "side_b": "Dropped", "source_article": '"Old,2016-09-02,Old"'},
        {"id": "2", "country": "W"},
        {"id": "3"},
        {"id": "1", "best": "11", "source_article": '"New,2016-09-02,New"'},
        {"id": "2", "country": "V"},
    ]
    return written(path, *rows)


def test_repeated_ids_are_refused_with_both_lines(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = repeated(tmp_path / "ged.csv")
    told = (
        f"{path}: 2 rows cannot be read: line 5: the id 1 is on line 2 too; "
        "line 6: the id 2 is on line 3 too: take the later row of an id with --keep last"
    )
    assert conflictcli("import", "ucdp", path) == (1, "", f"conflictcli: {told}\n")


@pytest.mark.parametrize("suffix", ["json", "sqlite"])
def test_the_last_row_of_an_id_is_kept_and_nothing_of_the_others(
    conflictcli: Conflictcli, tmp_path: Path, suffix: str
) -> None:
    out, back = tmp_path / f"out.{suffix}", tmp_path / "back.json"
    path = repeated(tmp_path / "ged.csv")
    run = conflictcli("import", "ucdp", path, "--keep", "last", "-o", str(out))
    assert run == (
        0,
        "",
        "conflictcli: 2 rows: a later row has the same id: left out (first: line 2, id 1).\n"
        "conflictcli: 3 events, 4 sources.\n",
    )
    assert conflictcli("convert", str(out), str(back)).code == 0
    made = json.loads(back.read_text())
    assert [
        (event["id"], event["place"]["country"], count["killed"]["best"])
        for event, count in zip(made["events"], made["casualties"], strict=True)
    ] == [("ged-3", "X", 10), ("ged-1", "X", 11), ("ged-2", "V", 10)]
    assert [actor["id"] for actor in made["actors"]] == ["ucdp", "government-of-x", "rebels"]
    assert "Old" not in [source["title"] for source in made["sources"]]


def test_what_a_later_row_replaces_counts_for_no_country(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = repeated(tmp_path / "ged.csv")
    run = conflictcli("import", "ucdp", path, "--keep", "last", "--country", "W")
    told = f"{path}: no row is within the limits: leave one out."
    assert run == (1, "", f"conflictcli: {told}\n")


COUNTRIES = ("DR Congo (Zaire)", "Congo", "Sudan", "South Sudan", "Myanmar (Burma)", "NA")
ASKED = {
    "DR Congo": ("ged-1", "conflictcli: --country DR Congo: DR Congo (Zaire).\n"),
    "zaire": ("ged-1", "conflictcli: --country zaire: DR Congo (Zaire).\n"),
    "Congo": ("ged-2", ""),
    "Sudan": ("ged-3", ""),
    "myanmar (burma)": ("ged-5", "conflictcli: --country myanmar (burma): Myanmar (Burma).\n"),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_country_is_found_by_its_name_or_else_by_words_of_it(
    conflictcli: Conflictcli, tmp_path: Path, asked: str
) -> None:
    path = written(tmp_path / "ged.csv", *({"country": name} for name in COUNTRIES))
    run = conflictcli("import", "ucdp", path, "--country", asked)
    id, note = ASKED[asked]
    assert [event["id"] for event in run.json["events"]] == [id]
    assert run.err == f"{note}conflictcli: 1 event, 3 sources.\n"


def test_words_of_several_countries_take_all_of_them_and_say_so(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = written(tmp_path / "ged.csv", *({"country": f"{name} Guinea"} for name in ("A", "B")))
    run = conflictcli("import", "ucdp", path, "--country", "Guinea")
    assert run.err == (
        "conflictcli: --country Guinea: A Guinea, B Guinea.\nconflictcli: 2 events, 3 sources.\n"
    )


NOT_FOUND = {
    "Mianmar Burma": "did you mean Myanmar (Burma)?",
    "Suda": "did you mean Sudan?",
    "Atlantis": "the file has Congo, DR Congo (Zaire), Myanmar (Burma), South Sudan, Sudan.",
}


@pytest.mark.parametrize("asked", NOT_FOUND)
def test_a_country_that_is_not_there_brings_suggestions(
    conflictcli: Conflictcli, tmp_path: Path, asked: str
) -> None:
    path = written(tmp_path / "ged.csv", *({"country": name} for name in COUNTRIES))
    told = f"{path}: no country is called '{asked}': {NOT_FOUND[asked]}"
    run = conflictcli("import", "ucdp", path, "--country", asked)
    assert run == (1, "", f"conflictcli: {told}\n")


def test_what_is_remembered_on_disk_gives_the_same_dataset(
    conflictcli: Conflictcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conflictcli.dataset.sqlite.memory._AT_ONCE", 3)
    twice = tmp_path / "twice.csv"
    rows = SAMPLE.read_text(encoding="utf-8-sig")
    twice.write_text(rows + rows.partition("\n")[2], encoding="utf-8")
    made = {}
    for suffix in ("json", "sqlite"):
        out, back = tmp_path / f"out.{suffix}", tmp_path / f"{suffix}-back.json"
        command = ["import", "ucdp", str(twice), "--keep", "last", "-o", str(out)]
        told = conflictcli(*command).err
        assert conflictcli("convert", str(out), str(back)).code == 0
        made[suffix] = told, back.read_text(encoding="utf-8")
    assert made["json"] == made["sqlite"]
    refused = conflictcli("import", "ucdp", str(twice), "-o", str(tmp_path / "no.sqlite"))
    assert refused.err.startswith(
        f"conflictcli: {twice}: 327 rows cannot be read: line 329: the id"
    )
