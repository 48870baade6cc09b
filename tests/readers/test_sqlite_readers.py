"""SQLite files in other programs: they list every table, and read what the tool answers."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import EVENTS, Conflictcli
from programs import program, python, run

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
OF_PLACE, TOTALS = re.findall(
    r"```sql\n(.*?)```", (ROOT / "docs" / "sqlite.md").read_text(encoding="utf-8"), re.DOTALL
)[:2]
# DuckDB finds by its name what is in a file of an extension.
DUCKDB = """
import json, pathlib, shutil, sys
import duckdb, duckdb_extension_sqlite
[extension] = pathlib.Path(duckdb_extension_sqlite.__file__).parent.rglob("*.duckdb_extension")
shutil.copy(extension, "sqlite_scanner.duckdb_extension")
duckdb.execute("LOAD './sqlite_scanner.duckdb_extension'")
duckdb.execute(f"ATTACH '{sys.argv[1]}' AS data (TYPE sqlite, READ_ONLY)")
duckdb.execute("USE data")
print(json.dumps([duckdb.execute(query).fetchall() for query in sys.argv[2:]]))
"""


@pytest.fixture
def aleppo(conflictcli: Conflictcli, tmp_path: Path) -> Path:
    """Return the dataset that the tests ask as an SQLite file."""
    path = tmp_path / "bundled.sqlite"
    assert conflictcli("convert", str(EVENTS), str(path)).code == 0
    return path


@pytest.fixture
def ucdp(conflictcli: Conflictcli, tmp_path: Path) -> Path:
    """Return an import from UCDP as an SQLite file."""
    path = tmp_path / "aleppo.sqlite"
    sample = ROOT / "tests" / "data" / "ged_aleppo.csv"
    assert conflictcli("import", "ucdp", str(sample), "-o", str(path)).code == 0
    return path


def counts(path: Path) -> dict[str, int]:
    """Return how many rows each table has."""
    with sqlite3.connect(path) as connection:
        names = [name for [name] in connection.execute("SELECT name FROM pragma_table_list")]
        tables = [name for name in names if not name.startswith("sqlite_")]
        sizes = {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in tables
        }
    connection.close()
    return sizes


def titles() -> list[str]:
    """Return the titles of all events."""
    return [event["title"] for event in json.loads(EVENTS.read_text(encoding="utf-8"))["events"]]


def test_duckdb_lists_and_reads_every_table(aleppo: Path) -> None:
    expected = counts(aleppo)
    listed = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'data' ORDER BY ALL"
    # It counts the rowids of a table; some of the full-text indexes have none, as `links` has none.
    number = dict.fromkeys(expected, "count(*)") | {"links": "count(record)"}
    for index in ("names", "words"):
        number |= {f"{index}_idx": "count(segid)", f"{index}_config": "count(k)"}
    sizes = [f"SELECT '{name}', {what} FROM {name}" for name, what in number.items()]
    names = "SELECT record ->> '$.title' FROM records WHERE type = 'event' ORDER BY number"
    found = run(python(), "-c", DUCKDB, str(aleppo), listed, *sizes, names, folder=aleppo.parent)
    tables, *rows, events = json.loads(found)
    assert [name for [name] in tables] == sorted(expected)
    assert {name: size for [[name, size]] in rows} == expected
    assert [title for [title] in events] == titles()


def test_duckdb_answers_the_queries_of_the_docs_as_the_tool_does(
    conflictcli: Conflictcli, ucdp: Path
) -> None:
    found = run(python(), "-c", DUCKDB, str(ucdp), OF_PLACE, TOTALS, folder=ucdp.parent)
    of_place, totals = json.loads(found)
    with sqlite3.connect(ucdp) as connection:
        assert [tuple(row) for row in of_place] == connection.execute(OF_PLACE).fetchall()
    connection.close()
    asked = conflictcli("casualties", "--by", "month", "--data", str(ucdp), "--json")
    assert totals == [
        [t["group"], t["counter"], t["events"], *(t["killed"][n] for n in ("low", "best", "high"))]
        for t in asked.json["totals"]
    ]


def test_datasette_lists_and_reads_every_table(aleppo: Path) -> None:
    def get(path: str) -> Any:
        return json.loads(
            run(program("datasette"), str(aleppo), "--get", path, folder=aleppo.parent)
        )

    def ask(sql: str) -> Any:
        return get(f"/bundled.json?_shape=array&sql={quote(sql)}")

    expected = counts(aleppo)
    # Its own counts are given up after 5 milliseconds.
    assert {table["name"] for table in get("/bundled.json")["tables"]} == expected.keys()
    sizes = (f"SELECT '{name}' AS name, count(*) AS size FROM {name}" for name in expected)
    found = {row["name"]: row["size"] for row in ask(" UNION ALL ".join(sizes))}
    assert found == expected
    for name in ("links", "words"):
        assert len(get(f"/bundled/{name}.json?_shape=array&_size=3")) == 3
    named = "SELECT record ->> '$.title' AS title FROM records WHERE type = 'event' ORDER BY number"
    assert [row["title"] for row in ask(named)] == titles()


def test_sqlite_utils_counts_and_reads_every_table(aleppo: Path) -> None:
    listed = run(program("sqlite-utils"), "tables", "--counts", str(aleppo), folder=aleppo.parent)
    tables = {table["table"]: table["count"] for table in json.loads(listed)}
    assert tables == counts(aleppo)
    query = "SELECT record ->> '$.title' AS title FROM records WHERE type = 'event'"
    rows = run(program("sqlite-utils"), "query", str(aleppo), query, folder=aleppo.parent)
    assert sorted(row["title"] for row in json.loads(rows)) == sorted(titles())


def test_a_copy_by_backup_is_a_dataset_and_one_of_a_dump_is_told_what_it_lacks(
    conflictcli: Conflictcli, aleppo: Path
) -> None:
    folder = aleppo.parent
    run(program("sqlite3"), str(aleppo), ".backup copy.sqlite", folder=folder)
    run(
        program("sqlite3"),
        "dumped.sqlite",
        folder=folder,
        text=run(program("sqlite3"), str(aleppo), ".dump", folder=folder),
    )
    asked = ["timeline", "--json", "--data"]
    copy, dumped = (
        conflictcli(*asked, str(folder / name)) for name in ("copy.sqlite", "dumped.sqlite")
    )
    assert copy == conflictcli(*asked, str(aleppo))
    assert (dumped.code, "not its application id, which .dump loses" in dumped.err) == (1, True)
