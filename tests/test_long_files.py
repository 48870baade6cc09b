"""Files that are longer than a block: checked, and converted record by record."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import PAPER, Conflictcli, event

# How a file may be spaced: by json.dumps, and over lines between any two signs.
SPACINGS: dict[str, dict[str, Any]] = {
    "one line": {},
    "close": {"separators": (",", ":")},
    "lines": {"indent": 2},
    "wide": {"indent": 1, "separators": (" ,", "\n: ")},
}
MANY = 700


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def dataset(**tables: Any) -> dict[str, Any]:
    sources = [
        {"id": f"s{n}", "title": f'Говорит: {{"id": {n}}}, [', "note": "x" * (n % 90)}
        for n in range(MANY)
    ]
    return {"schema_version": 3, "title": "Long", "sources": sources, **tables}


def events() -> list[dict[str, Any]]:
    cited = [{"source": f"s{n}", "locator": '"},{'} for n in range(MANY)]
    return [
        *(event(f"e{n}", title=f"Raid {n}", citations=[{"source": f"s{n}"}]) for n in range(MANY)),
        event("of-all", title="A record longer than a block", note="n" * 200_000, citations=cited),
        event("late", title="Late", kind=7, citations=[{"source": "s1"}]),
        event("last", title="Last", part_of="nowhere", citations=[{"source": "s1"}]),
    ]


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_problem_far_down_has_its_line_however_the_file_is_spaced(
    conflictcli: Conflictcli, tmp_path: Path, spacing: str, mark: str
) -> None:
    text = json.dumps(dataset(events=events()), ensure_ascii=False, **SPACINGS[spacing])
    path = written(tmp_path / "long.json", mark + text)
    run = conflictcli("validate", str(path), "-f", "json")
    found = [(p["where"], p["rule"], p["line"]) for p in run.json["problems"]]
    late, last = (
        text.count("\n", 0, text.rindex("{", 0, text.index(f'"{id}"'))) + 1
        for id in ("late", "last")
    )
    assert found == [
        (f"events[{MANY + 1}].kind", "wrong-type", late),
        (f"events[{MANY + 2}].part_of", "dangling-reference", last),
    ]


@pytest.mark.parametrize(
    "twice",
    [
        '"note": "a", "note": "b"',
        '"note" : "a", "note": "b"',
        '"note": "a:", "note"\n: "b"',
        '"note": "\\u003a\\u003A", "note": "b"',
        '"citations": [{"source": "s1", "source": "s1"}], "note": "x"',
    ],
)
def test_a_key_given_twice_is_found_however_it_is_written(
    conflictcli: Conflictcli, tmp_path: Path, twice: str
) -> None:
    actor = f'{{"id": "ann", "name": "A: \\" :", "kind": "person", "citations": PAPER, {twice}}}'
    if "citations" in twice:
        actor = actor.replace('"citations": PAPER, ', "")
    actor = actor.replace("PAPER", json.dumps(PAPER))
    sources = '[{"id": "paper", "title": "\\u003a"}, {"id": "s1"}]'
    head = '"schema_version": 3, "title": "T"'
    path = written(
        tmp_path / "twice.json", f'{{{head}, "sources": {sources}, "actors": [{actor}]}}'
    )
    run = conflictcli("validate", str(path), "-f", "json")
    where = "citations[0].source" if "citations" in twice else "note"
    assert [(p["where"], p["rule"]) for p in run.json["problems"]] == [
        (f"actors[0].{where}", "duplicate-key")
    ]


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("kind", ["json", "sqlite"])
def test_tables_in_any_order_are_converted_alike(
    conflictcli: Conflictcli, tmp_path: Path, spacing: str, kind: str
) -> None:
    whole = dataset(events=events()[: MANY + 1])
    backwards = dict(reversed(whole.items()))
    made: list[bytes] = []
    for content in (whole, backwards):
        text = json.dumps(content, **SPACINGS[spacing])
        path, out = written(tmp_path / "long.json", text), tmp_path / f"{len(made)}.{kind}"
        assert conflictcli("convert", str(path), str(out)) == (0, "", "")
        made.append(out.read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": 7}, "expected a text, got a whole number."),
        ({"nottte": "x"}, "there is no field 'nottte': did you mean 'note'?"),
        ({"date": "2016-02-30"}, "'2016-02-30' is not in the calendar: write YYYY-MM-DD."),
        ({"id": "e3"}, "'e3' is the id of events[3] too: give each its own."),
    ],
)
def test_nothing_is_converted_of_a_file_that_is_wrong_far_down(
    conflictcli: Conflictcli, tmp_path: Path, wrong: dict[str, Any], told: str
) -> None:
    last = {**events()[0], "id": "last", **wrong}
    content = dataset(events=[*events()[:MANY], last])
    path, out = written(tmp_path / "wrong.json", json.dumps(content)), tmp_path / "made.sqlite"
    field = next(iter(wrong))
    error = f"{path}: events[{MANY}].{field}: {told} See conflictcli validate {path}."
    assert conflictcli("convert", str(path), str(out)) == (1, "", f"conflictcli: {error}\n")
    assert [*tmp_path.iterdir()] == [path]


def test_standard_input_is_converted_too(tmp_path: Path) -> None:
    text = json.dumps(dataset(events=events()[:MANY]))
    made, out = tmp_path / "made.json", tmp_path / "again.json"
    command = [sys.executable, "-m", "conflictcli", "convert"]
    path = written(tmp_path / "long.json", text)
    subprocess.run([*command, path, made], check=True)
    subprocess.run([*command, "-", out], input=text, text=True, check=True)
    assert out.read_bytes() == made.read_bytes()
