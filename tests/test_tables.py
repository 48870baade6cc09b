"""The JSON promise: one object, a key for each table, whole records in the dataset's words."""

import pytest
from conftest import Conflictcli

EVENT = {
    *("id", "title", "kind", "date", "date_note", "place", "summary", "note", "participants"),
    *("part_of", "disagrees_with", "citations"),
}
STATEMENT = {
    *("id", "speaker", "stance", "date", "date_note", "text", "note", "about", "attributes_to"),
    *("responds_to", "disagrees_with", "citations"),
}
COUNT = {
    *("id", "event", "as_of", "covers", "killed", "injured", "breakdown", "counted_by", "note"),
    *("citations", "people", "stands", "toll", "replaced_by", "certain"),
}
ACTOR = {"id", "name", "short", "kind", "aliases", "role", "member_of", "note", "citations"}
SOURCE = {
    *("id", "short", "title", "publisher", "author", "published", "url", "archived_url"),
    *("accessed", "copy_of", "compiles", "language", "note"),
}
ENTRY = {
    *("type", "id", "date", "earliest", "latest", "title", "disputed", "denied_by", "citations"),
    *("matched", "certain"),
}
MATCH = {"type", "id", "date", "title", "citations", "matched"}


@pytest.mark.parametrize(
    ("command", "tables"),
    [
        (["timeline"], {"timeline": ENTRY}),
        (
            ["event", "east-aleppo-offensive"],
            {
                "events": EVENT,
                "statements": STATEMENT,
                "casualties": COUNT,
                "parts": EVENT,
                "sources": SOURCE,
            },
        ),
        (
            ["actor", "Kerry"],
            {"actors": ACTOR, "events": EVENT, "statements": STATEMENT, "replies": STATEMENT},
        ),
        (["actor"], {"actors": ACTOR}),
        (["statements"], {"statements": STATEMENT | {"matched"}}),
        (["casualties"], {"casualties": COUNT}),
        (["search", "Aleppo"], {"matches": MATCH}),
        (["sources"], {"sources": SOURCE | {"supports"}}),
        (["sources", "article"], {"sources": SOURCE | {"supports"}}),
    ],
)
def test_each_table_is_a_list_of_whole_records(
    conflictcli: Conflictcli, command: list[str], tables: dict[str, set[str]]
) -> None:
    answer = conflictcli(*command, "-f", "json").json
    found = {name: {frozenset(record) for record in answer[name]} for name in answer}
    assert found == {name: {frozenset(fields)} for name, fields in tables.items()}


def test_an_empty_answer_has_its_tables(conflictcli: Conflictcli) -> None:
    run = conflictcli("event", "un-board-of-inquiry", "--as-of", "2016-01-01", "-f", "json")
    assert run.json == {
        "events": [],
        "statements": [],
        "casualties": [],
        "parts": [],
        "sources": [],
    }


def test_json_keeps_every_character(conflictcli: Conflictcli) -> None:
    (source,) = conflictcli("sources", "further-el-pais-1", "-f", "json").json["sources"]
    assert source["publisher"] == "El País"


def test_the_sources_of_an_event_are_all_that_its_answer_cites(conflictcli: Conflictcli) -> None:
    answer = conflictcli("event", "aid-convoy-strike", "-f", "json").json
    records = [record for table in answer if table != "sources" for record in answer[table]]
    cited = {citation["source"] for record in records for citation in record["citations"]}
    cited |= {part["source"] for part in answer["events"][0]["participants"] if part["source"]}
    assert {source["id"] for source in answer["sources"]} == cited
