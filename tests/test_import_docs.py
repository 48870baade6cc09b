"""docs/import.md shows how to write a map: what it shows is read, and every key is shown."""

import re
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from conftest import Conflictcli
from tables import made, table

from conflictcli.imports.map_keys import Map
from conflictcli.imports.templates import Template

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
EXAMPLE, *SNIPPETS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
BASE = {
    "title": '"Attacks"',
    "prefix": '"x"',
    "recorder": '"Watch"',
    "id": '"{no}"',
    "date": '"{day}"',
    "event": '{ title = "{what}", kind = "attack" }',
}
# A row of a table with every column that a snippet reads.
ROW = {
    **{"no": "1", "day": "3/5/2024", "until": "4/5/2024", "reported": "5/5/2024"},
    **{"exactness": "3", "what": "Shelling", "type": "1", "weapon": "M", "text": "Some died."},
    **{"town": "Oldtown", "district": "Hills", "region": "North", "lat": "36.5", "lon": "-37.2"},
    **{"status": "published", "side1": "Army; Police", "part1": "A", "side2": "Rebels"},
    **{"part2": "T", "dead": "3", "most": "5", "hurt": "-99", "pupils": "2", "aid": "dozens"},
    **{"team": "Team 7", "newspaper": "The Paper", "headline": "Shells", "by": "Ann"},
    **{"published": "4/5/2024", "link": "https://paper.example/1", "page": "4"},
    "links": '[{"headline": "Seen", "address": "https://a.example"}, "Heard"]',
}


def test_the_worked_example_is_the_table_and_the_map_of_the_tests() -> None:
    [rows] = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    data = ROOT / "tests" / "data"
    assert rows == (data / "schools.csv").read_text(encoding="utf-8")
    assert (data / "schools.toml").read_text(encoding="utf-8") == EXAMPLE
    assert len([line for line in EXAMPLE.splitlines() if line]) <= 20


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_every_snippet_is_read(conflictcli: Conflictcli, tmp_path: Path, snippet: str) -> None:
    shown = tomllib.loads(snippet)
    usual = {"dates": '"dmy"', **BASE}
    lines = [f"{key} = {value}\n" for key, value in usual.items() if key not in shown]
    (tmp_path / "x.toml").write_text("".join(lines) + snippet, encoding="utf-8")
    path = table(tmp_path / "x.csv", ROW)
    new = made(conflictcli, "table", path, "--map", str(tmp_path / "x.toml"))
    assert len(new["events"]) == 1
    for key, records in (("actors", 2), ("count", 1), ("sources", 1)):
        table_of_key = "casualties" if key == "count" else key
        own = len(new.get(table_of_key, [])) - (key != "count")
        assert key not in shown or own >= records


def keys_of(kind: Any) -> set[str]:
    """Return the keys of a table of a map, and of the tables in it."""
    if is_dataclass(kind) and kind is not Template:
        types = get_type_hints(kind)
        names = {field.name for field in fields(kind)}
        return names.union(*(keys_of(types[name]) for name in names))
    return {key for inner in get_args(kind) for key in keys_of(inner)}


def test_every_key_is_shown_and_named() -> None:
    shown = "".join(SNIPPETS)
    keys = keys_of(Map)
    assert {key for key in keys if not re.search(rf"\b{key}\b", shown)} == set()
