"""The dataset that ships: cited, resolved, short in quotation, and complete."""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli

from conflictcli.model.records import RECORD_CLASSES

PATH = Path(__file__).parents[1] / "data" / "events.json"
DATA = json.loads(PATH.read_text(encoding="utf-8"))
RECORDS = [
    record for table in ("actors", "events", "statements", "casualties") for record in DATA[table]
]
FURTHER_READING = [
    *("further-the-guardian", "further-el-pais-1", "further-independent", "further-el-pais-2"),
    *("further-the-sun", "further-rt"),
]
FIXED = {
    "sources": ["article"],
    "actors": [
        *("john-kerry", "maria-zakharova", "jean-marc-ayrault", "bashar-al-assad"),
        *("staffan-de-mistura", "stephen-obrien", "united-states", "russia", "syria", "france"),
        *("state-duma", "un-security-council", "jabhat-al-nusra", "islamic-state"),
        "world-health-organization",
    ],
    "events": [
        *("ceasefire-agreement", "east-aleppo-offensive", "aid-convoy-strike", "talks-suspended"),
        *("french-draft-resolution", "russian-draft-resolution", "duma-ratification"),
        "un-board-of-inquiry",
    ],
}


def cited(record: dict[str, Any]) -> list[str]:
    return [citation["source"] for citation in record["citations"]]


def test_validate_finds_nothing(conflictcli: Conflictcli) -> None:
    run = conflictcli("validate", "--strict", str(PATH))
    assert run.code == 0, f"{run.out}{run.err}"


@pytest.mark.parametrize("table", FIXED)
def test_the_fixed_ids_are_there(table: str) -> None:
    assert set(FIXED[table]) <= {record["id"] for record in DATA[table]}


def test_further_reading_supports_no_fact() -> None:
    sources = [source["id"] for source in DATA["sources"] if source["id"].startswith("further-")]
    users = [record["id"] for record in RECORDS if set(cited(record)) & set(sources)]
    assert (sources, users) == (FURTHER_READING, [])


def test_every_other_source_supports_a_fact() -> None:
    used = {source for record in RECORDS for source in cited(record)}
    used |= {source.get("copy_of") for source in DATA["sources"] if source["id"] in used}
    unused = [source["id"] for source in DATA["sources"] if source["id"] not in used]
    assert unused == FURTHER_READING


def test_every_quotation_is_at_most_twelve_words() -> None:
    quotes = [c["quote"] for record in RECORDS for c in record["citations"] if c["quote"]]
    assert [quote for quote in quotes if len(quote.split()) > 12] == []


def test_every_field_is_written_null_where_nothing_is_known() -> None:
    missing = {
        record["id"]: sorted({field.name for field in fields(kind)} - record.keys())
        for kind in RECORD_CLASSES
        for record in DATA[kind.table]
    }
    assert {id: names for id, names in missing.items() if names} == {}


def test_the_file_is_formatted_as_json_tool_leaves_it() -> None:
    written = json.dumps(DATA, indent=2, ensure_ascii=False) + "\n"
    command = "python -m json.tool --indent 2 --no-ensure-ascii data/events.json data/events.json"
    assert PATH.read_text(encoding="utf-8") == written, f"format it: {command}"


def test_what_the_article_leaves_undated_is_bounded_and_never_a_day() -> None:
    undated = [
        (record["id"], record["date"])
        for record in (*DATA["events"], *DATA["statements"])
        if set(cited(record)) == {"article"} and not record["date"].startswith("[")
    ]
    assert undated == [
        ("russia-draft-distorted", "2016-10-08"),
        ("russia-provide-cover-article", "2016-10-08"),
        ("russia-presents-draft", "2016-10-08"),
    ]


def test_where_article_and_record_differ_the_two_are_joined() -> None:
    pairs = {
        (statement["id"], other)
        for statement in DATA["statements"]
        for other in statement["disagrees_with"]
    }
    assert pairs >= {
        ("kerry-war-crime-if-deliberate", "obrien-war-crime-if-deliberate"),
        ("dujarric-convoy-trucks", "un-board-17-trucks"),
        ("kerry-terror-strategy-article", "kerry-terror-strategy"),
        ("kerry-war-crimes-investigation-article", "kerry-war-crimes-investigation"),
        ("russia-provide-cover-article", "russian-foreign-ministry-provide-cover"),
        ("reuters-third-children", "fatima-half-children"),
        ("bjorgo-not-conclusive", "bromley-air-strike"),
        ("commission-syrian-air-force", "un-board-no-evidence-deliberate"),
    }
