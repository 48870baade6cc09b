"""The form in which a dataset is written: a record a paragraph, the same bytes each time."""

import difflib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, PAPER, Conflictcli, Dataset, count, event, said

BUNDLED = Path(__file__).parents[1] / "data" / "events.json"
UCDP = Path(__file__).parent / "data" / "ged_aleppo.csv"

PLACE = {"name": "Redtown", "within": ["Redland", "Blueland"], "latitude": 0.0, "longitude": -1.5}
RECORDS: dict[str, Any] = {
    "schema_version": 3,
    "description": None,
    "events": [event("raid", date="2016-05-01", place=PLACE, note=None, participants=[])],
    "statements": [],
    "casualties": [
        count(
            "raid-paper",
            "raid",
            killed={"low": 0, "best": None, "approximate": False},
            injured=None,
            breakdown=[
                {"group": "children", "killed": {"best": 2, "approximate": True}},
                {"group": "women", "injured": {"low": 1}},
            ],
            note="Called “a raid”\nby Ann.",
        )
    ],
}
WRITTEN = """\
{
  "schema_version": 3,
  "title": "Small",

  "sources": [
    {
      "id": "paper",
      "publisher": "The Paper"
    }
  ],

  "actors": [
    {
      "id": "ann",
      "name": "Ann",
      "kind": "person",
      "citations": [
        {"source": "paper"}
      ]
    },

    {
      "id": "bob",
      "name": "Bob",
      "kind": "person",
      "citations": [
        {"source": "paper"}
      ]
    }
  ],

  "events": [
    {
      "id": "raid",
      "title": "Raid",
      "kind": "attack",
      "date": "2016-05-01",
      "place": {"name": "Redtown", "within": ["Redland", "Blueland"], "latitude": 0.0, \
"longitude": -1.5},
      "citations": [
        {"source": "paper"}
      ]
    }
  ],

  "casualties": [
    {
      "id": "raid-paper",
      "event": "raid",
      "killed": {"low": 0},
      "breakdown": [
        {"group": "children", "killed": {"best": 2, "approximate": true}},
        {"group": "women", "injured": {"low": 1}}
      ],
      "note": "Called “a raid”\\nby Ann.",
      "citations": [
        {"source": "paper"}
      ]
    }
  ]
}
"""


def test_a_record_is_a_paragraph_without_what_is_null_empty_or_false(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    made = tmp_path / "made.json"
    assert conflictcli("convert", dataset(**RECORDS), str(made)) == (0, "", "")
    assert made.read_text(encoding="utf-8") == WRITTEN


def test_a_dataset_without_records_is_its_title(conflictcli: Conflictcli, tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text('{"schema_version": 1, "title": "Empty", "events": []}')
    conflictcli("convert", str(path), str(path), "--force")
    assert path.read_text() == '{\n  "schema_version": 3,\n  "title": "Empty"\n}\n'


@pytest.mark.parametrize("name", ["bundled", "frozen", "import"])
def test_what_was_written_is_written_again_to_the_byte(
    conflictcli: Conflictcli, tmp_path: Path, name: str
) -> None:
    once, again = tmp_path / "once.json", tmp_path / "again.json"
    if name == "import":
        conflictcli("import", "ucdp", str(UCDP), "-o", str(once))
    else:
        conflictcli("convert", str({"bundled": BUNDLED, "frozen": EVENTS}[name]), str(once))
    conflictcli("convert", str(once), str(again))
    assert again.read_bytes() == once.read_bytes()


def test_the_same_records_are_read_back(conflictcli: Conflictcli, tmp_path: Path) -> None:
    newest, made = tmp_path / "newest.json", tmp_path / "made.json"
    newest.write_text(json.dumps({**json.loads(EVENTS.read_text()), "schema_version": 3}))
    conflictcli("convert", str(newest), str(made))
    run = conflictcli("diff", str(newest), str(made))
    assert (run.code, run.err) == (0, "conflictcli: 0 added, 0 withdrawn, 0 corrected.\n")


def test_by_way_of_sqlite_it_is_written_alike(conflictcli: Conflictcli, tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in ("a.json", "b.sqlite", "c.json")]
    for read, made in zip([str(EVENTS), *paths[:2]], paths, strict=True):
        assert conflictcli("convert", read, made) == (0, "", "")
    assert Path(paths[2]).read_bytes() == Path(paths[0]).read_bytes()


def test_a_correction_is_a_difference_of_few_lines(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    made = [tmp_path / "before.json", tmp_path / "after.json"]
    corrected = [*PAPER, {"source": "paper", "quote": "a raid"}]
    for path, day, sources in zip(made, ("2016-05-01", "2016-05"), (PAPER, corrected), strict=True):
        statement = said("ann-says", about=["raid"], citations=sources)
        events = [event("raid", date=day)]
        conflictcli("convert", dataset(events=events, statements=[statement]), str(path))
    before, after = (path.read_text().splitlines() for path in made)
    assert [line for line in difflib.ndiff(before, after) if line[0] in "+-"] == [
        '-       "date": "2016-05-01",',
        '+       "date": "2016-05",',
        '-         {"source": "paper"}',
        '+         {"source": "paper"},',
        '+         {"source": "paper", "quote": "a raid"}',
    ]


def test_with_force_a_dataset_is_written_over_itself(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**RECORDS)
    assert conflictcli("convert", path, path, "--force") == (0, "", "")
    assert Path(path).read_text(encoding="utf-8") == WRITTEN


def test_without_force_a_dataset_stays_as_it_is(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(**RECORDS)
    before = Path(path).read_bytes()
    told = f"conflictcli: {path} exists: overwrite it with --force, or give another name.\n"
    assert (conflictcli("convert", path, path), Path(path).read_bytes()) == ((2, "", told), before)


def test_a_dataset_that_cannot_be_read_is_not_written_over(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(events=[{"id": "raid", "titel": "Raid"}])
    before = Path(path).read_bytes()
    run = conflictcli("convert", path, path, "--force")
    assert (run.code, Path(path).read_bytes()) == (1, before)


def test_an_sqlite_file_is_written_over_itself_too(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    made, back = str(tmp_path / "made.sqlite"), tmp_path / "back.json"
    conflictcli("convert", dataset(**RECORDS), made)
    assert conflictcli("convert", made, made, "--force") == (0, "", "")
    conflictcli("convert", made, str(back))
    assert back.read_text(encoding="utf-8") == WRITTEN


def test_the_bundled_dataset_is_in_that_form(conflictcli: Conflictcli, tmp_path: Path) -> None:
    made = tmp_path / "made.json"
    conflictcli("convert", str(BUNDLED), str(made))
    written = made.read_text(encoding="utf-8")
    again = "write it again: conflictcli convert data/events.json data/events.json --force"
    assert BUNDLED.read_text(encoding="utf-8") == written, again


@pytest.mark.parametrize(
    "text",
    [
        '{"schema_version": 3, "title": "T", "sources": [{"id": "s"}], "sources": []}',
        '{"schema_version": 3, "title": "T", "sources": [{"id": "s", "note": "a", "note": "b"}]}',
    ],
)
def test_nothing_is_lost_of_a_key_that_is_given_twice(
    conflictcli: Conflictcli, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "twice.json"
    path.write_text(text)
    key = "note" if "note" in text else "sources"
    told = f"conflictcli: {path}: '{key}' is given more than once: keep one.\n"
    assert conflictcli("convert", str(path), str(path), "--force") == (1, "", told)
    assert path.read_text() == text
