"""SQLite files in which others wrote what does not belong there: an answer or one sentence."""

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import PAPER, Conflictcli, count, event, said

WRONG = ("NULL", "'x'", "x'ff00'", "CAST(x'ff41' AS TEXT)", "1.5", "9223372036854775807")
TABLES = ("records", "dataset", "days", "events", "places", "counts", "totals", "links", "fields")
ASKED = (
    ["timeline", "--since", "2016-09-02", "--until", "2016-09-03", "--actor", "Ann"],
    ["timeline", "--place", "Aleppo", "--kind", "attack", "--as-of", "2016-09-03"],
    ["event", "raid"],
    ["event", "raad"],
    ["actor", "Ann"],
    ["casualties", "--by", "month"],
    ["casualties", "--by", "actor", "--since", "2016-09-01", "--counted-by", "bob"],
    ["casualties", "--by", "year", "--as-of", "2016-09-03"],
    ["casualties", "--as-of", "2016-09-03"],
    ["disputes", "--event", "raid"],
    ["statements"],
    ["search", "raid"],
    ["search", "raad"],
    ["sources", "paper"],
    ["info"],
)


def _dataset() -> dict[str, Any]:
    """Return a dataset of which every table has rows, and some events are plain."""
    ann = {"actor": "ann", "role": "attacker", "source": "paper"}
    at = {"name": "Aleppo", "within": ["North"], "region": "Aleppo", "country": "Syria"}
    return {
        "schema_version": 3,
        "title": "Small",
        "sources": [{"id": "paper", "publisher": "The Paper", "published": "2016-09-02"}],
        "actors": [
            {"id": id, "name": id.title(), "kind": "person", "citations": PAPER}
            for id in ("ann", "bob")
        ],
        "events": [
            event("raid", date="2016-09-02", place=at, participants=[ann]),
            event("second", date="2016-09-03", place=at, participants=[ann]),
            event("part", date="2016-09-02", part_of="raid"),
            event("quiet", date="2016-09-02"),
        ],
        "statements": [
            said(
                "claim", date="2016-09-02", stance="accuses", about=["raid"], attributes_to=["bob"]
            ),
            said("no", speaker="bob", stance="denies", responds_to="claim", attributes_to=["bob"]),
        ],
        "casualties": [
            count("c1", "raid", as_of="2016-09-02", killed={"best": 3}, counted_by="ann"),
            count("c2", "second", as_of="2016-09-03", killed={"low": 1, "best": 2, "high": 3}),
            count("c3", "raid", killed={"best": 4}, counted_by="bob"),
        ],
    }


@pytest.fixture
def made(conflictcli: Conflictcli, tmp_path: Path) -> Path:
    """Return a small dataset as an SQLite file."""
    path = tmp_path / "made.sqlite"
    path.with_suffix(".json").write_text(json.dumps(_dataset()))
    assert conflictcli("convert", str(path.with_suffix(".json")), str(path)) == (0, "", "")
    return path


def _columns() -> list[tuple[int, str, str]]:
    from conflictcli.dataset.sqlite.tables import create_tables

    connection = sqlite3.connect(":memory:")
    create_tables(connection)
    info = "SELECT name FROM pragma_table_info(?)"
    found = [(t, c) for t in (*TABLES, "names_content") for [c] in connection.execute(info, [t])]
    connection.close()
    return [(index, *names) for index, names in enumerate(found)]


@pytest.mark.parametrize(("index", "table", "column"), _columns())
def test_a_value_of_another_type_is_an_answer_or_one_sentence(
    conflictcli: Conflictcli, made: Path, tmp_path: Path, index: int, table: str, column: str
) -> None:
    whole = made.read_bytes()
    back, json_file = str(tmp_path / "back.json"), str(made.with_suffix(".json"))
    for number, value in enumerate(WRONG):
        path = tmp_path / f"{number}.sqlite"  # What was opened before is still open.
        path.write_bytes(whole)
        connection = sqlite3.connect(path, isolation_level=None)
        with closing(connection), suppress(sqlite3.IntegrityError):  # Which keeps some out.
            connection.execute(f"UPDATE OR REPLACE {table} SET {column} = {value}")
        asked = [ASKED[(index * 5 + number + step) % len(ASKED)] for step in (0, 5, 10)]
        runs = [conflictcli(*each, "--data", str(path)) for each in asked]
        runs += [
            conflictcli("validate", str(path)),
            conflictcli("convert", str(path), back, "--force"),
            conflictcli("diff", str(path), json_file),
        ]
        for run in runs:
            assert run.code in (0, 1), (value, run)
            assert run.code == 0 or run.err.startswith("conflictcli: "), (value, run)
            assert run.out or run.err.count("\n") <= 1, (value, run)
        is_as_it_was = path.read_bytes() == whole
        assert (runs[-3].code == 0) == is_as_it_was, value  # Validate finds it.
