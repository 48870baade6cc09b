"""Names of odd characters are the same in an SQLite file as in JSON: counted, sorted, found."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import PAPER, Conflictcli, count, event

# A NUL ends a text for some; the others steer, hide, are two units of UTF-16, or are many.
ODD = ("A", "A\0", "A\0b", "A\0c", "\0", "A\x01", "A\x7f", "A\u202eb", "A\U0001f600", "A\U0010ffff")
NAMES = (*ODD, "a" * 5000, "a" * 5000 + "b", "A\\u0000b", "A'b", '"')
ASKED = (
    *(["casualties", "--by", group, "-f", "json"] for group in ("actor", "place", "kind", "month")),
    *(["casualties", "--by", "actor", "--place", name, "-f", "csv"] for name in ("A", "Ab", "x1")),
    ["casualties", "--by", "place", "--kind", "A", "-f", "json"],
    ["casualties", "--by", "kind", "--actor", "actor2", "-f", "json"],
    ["casualties", "--people", "A", "-f", "json"],
    ["casualties", "--as-of", "2016-09-05", "--by", "actor"],
    ["timeline", "--place", "A b", "-f", "csv"],
    ["timeline", "--kind", "A c"],
    ["search", "A", "-f", "json"],
    ["search", "a" * 5000, "-f", "csv"],
    ["actor"],
    ["actor", "A b", "-f", "json"],
    ["actor", "a" * 4999],
    ["sources", "-f", "csv"],
    ["sources", "A c"],
    ["info", "--values", "-f", "json"],
    ["disputes"],
)


def _dataset() -> dict[str, Any]:
    """Return a dataset in which each name is that of a source, actor, place, kind and group."""
    numbered = [*enumerate(NAMES)]
    return {
        "schema_version": 3,
        "title": "Small",
        "sources": [
            {"id": "paper", "publisher": "The Paper", "published": "2016-09-03"},
            *({"id": f"source{n}", "publisher": name} for n, name in numbered),
        ],
        "actors": [
            {"id": f"actor{n}", "name": name, "kind": "body", "citations": PAPER}
            for n, name in numbered
        ],
        "events": [
            event(
                f"event{n}",
                title=name,
                kind=name,
                date="2016-09-02",
                place={"name": name, "within": [f"x{n % 2}", name], "region": name},
                participants=[{"actor": f"actor{n}", "role": "party"}],
            )
            for n, name in numbered
        ],
        "casualties": [
            count(
                f"count{n}",
                f"event{n}",
                as_of="2016-09-03",
                killed={"best": n + 1},
                breakdown=[{"group": name, "killed": {"best": 1}}],
                counted_by=f"actor{n % 3}",
            )
            for n, name in numbered
        ],
    }


@pytest.mark.parametrize("asked", ASKED)
def test_names_of_odd_characters_are_those_of_json(
    conflictcli: Conflictcli, tmp_path: Path, asked: list[str]
) -> None:
    data = tmp_path / "names"
    data.write_text(json.dumps(_dataset()))
    made = tmp_path / "made.sqlite"
    from_json = conflictcli(*asked, "--data", str(data))
    assert conflictcli("convert", str(data), str(made)) == (0, "", "")
    made.replace(data)  # Some answers name the file.
    assert conflictcli(*asked, "--data", str(data)) == from_json
