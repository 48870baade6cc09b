"""Datasets as SQLite files: every answer is that from JSON, and strangers' files do nothing."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli, Dataset, count, event
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
SAME = "conflictcli: 0 added, 0 withdrawn, 0 corrected.\n"
TABLES = "its tables are not those of a dataset: recreate it with `conflictcli convert`."
NO_DATASET = "it is an SQLite file, but no dataset: make one with convert."
NO_ID = (
    "it has the tables of a dataset but not its application id, which .dump loses: copy the file, "
    "or use .backup."
)
NO_RECORD = (
    "it contains something that is not a valid record: conflictcli validate FILE tells what."
)
SAMPLE = ROOT / "tests" / "data" / "ged_aleppo.csv"
WORDS = [
    "Aleppo",
    "al-Nusra",
    "O'Brien",
    "1,200",
    "médecins",
    "医院",
    "raid",
    "raids",
    "cease-fire",
    "Łódź",
    "1 200",
    "\u0661\u066c\u0662\u0660\u0660",
]
DAYS = ["2016-09-01", "2016-09-02", "2016-09-03", "2016-09-10", "2016-10-01"]

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
days = st.sampled_from(DAYS)
dates = st.one_of(
    st.none(),
    days,
    st.sampled_from(["2016-09", "2016", "[2016-09-02..]", "[..2016-09-02]", "2016-09-01/.."]),
    st.sampled_from(["[2016-09-01..2016-10-01]", "2016-09-02/2016-09-10", "2016-08/2016-09"]),
)
numbers = st.none() | st.integers(0, 30)
estimates = st.none() | st.fixed_dictionaries(
    {"low": numbers, "best": numbers, "high": numbers, "approximate": st.booleans()}
).filter(lambda three: any(three[name] is not None for name in ("low", "best", "high")))


def _ids(letter: str) -> st.SearchStrategy[str]:
    return st.integers(0, 4).map(lambda number: f"{letter}{number}")


def _several(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, max_size=3, unique_by=str)


def _table(letter: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Return five records of a table, so that every reference leads somewhere."""
    records = [st.fixed_dictionaries({"id": st.just(f"{letter}{n}"), **fields}) for n in range(5)]
    return st.tuples(*records).map(list)


optional = {letter: st.none() | _ids(letter) for letter in "saet"}
citations = st.lists(
    st.fixed_dictionaries(
        {"source": _ids("s"), "quote": st.none() | texts, "locator": st.none() | texts}
    ),
    min_size=1,
    max_size=2,
)
places = st.none() | st.fixed_dictionaries(
    {
        "name": texts,
        "within": _several(texts),
        "region": st.none() | texts,
        "country": st.sampled_from([None, "Syria"]),
    }
)
participants = _several(
    st.fixed_dictionaries(
        {
            "actor": _ids("a"),
            "role": st.sampled_from(["attacker", "target", "party"]),
            "source": optional["s"],
        }
    )
)
# Without links between events totals are added up in SQL, with them not.
wholes = st.sampled_from([st.none(), optional["e"]])
datasets = st.tuples(st.booleans(), st.booleans()).flatmap(
    lambda linked: st.fixed_dictionaries(
        {
            "schema_version": st.just(3),
            "title": texts,
            "sources": _table(
                "s",
                title=st.none() | texts,
                publisher=st.none() | texts,
                author=st.none() | texts,
                published=dates,
                compiles=st.booleans(),
                copy_of=optional["s"] if linked[1] else st.none(),
            ),
            "actors": _table(
                "a",
                name=texts,
                kind=st.just("state"),
                aliases=_several(texts),
                member_of=optional["a"],
                citations=citations,
            ),
            "events": _table(
                "e",
                title=texts,
                kind=st.sampled_from(["raid", "vote"]),
                date=dates,
                place=places,
                summary=st.none() | texts,
                participants=participants,
                part_of=optional["e"] if linked[0] else st.none(),
                disagrees_with=_several(_ids("e")) if linked[0] else st.just([]),
                citations=citations,
            ),
            "statements": _table(
                "t",
                speaker=_ids("a"),
                stance=st.sampled_from(["accuses", "denies", "asserts"]),
                date=dates,
                text=texts,
                about=_several(_ids("e")),
                attributes_to=_several(_ids("a")),
                responds_to=optional["t"],
                disagrees_with=_several(_ids("t")),
                citations=citations,
            ),
            "casualties": _table(
                "c",
                event=_ids("e"),
                as_of=dates,
                covers=dates,
                killed=estimates,
                injured=estimates,
                breakdown=_several(st.fixed_dictionaries({"group": texts, "killed": estimates})),
                counted_by=optional["a"],
                citations=citations,
            ),
        }
    )
)


def _option(flag: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.just([]) | values.map(lambda value: [flag, value])


names = texts | st.sampled_from(["Alepo", "rade", "x"])
as_of = st.tuples(_option("--as-of", days), _option("--published-by", days))
limit = _option("--limit", st.sampled_from(["0", "1", "2", "5"]))
FORMATS = ["table", "json", "json", "ndjson", "csv", "markdown", "html", "svg"]
window = st.tuples(_option("--since", days), _option("--until", days))
actor = _option("--actor", names | _ids("a"))
place = _option("--place", names | st.just("Syria"))
kind = _option("--kind", st.sampled_from(["raid", "vote", "rade", "x"]))
people = _option("--people", names)
marks = st.sampled_from([[], ["--disputed"], ["--differs"], ["--single-source"], ["--undated"]])
groups = st.sampled_from(["month", "year", "place", "actor", "kind"])


def _command(*parts: st.SearchStrategy[Any], formats: Sequence[str] = ()) -> Any:
    """Return commands in each format that they have; a screen may be of few rows."""
    format = st.sampled_from([*FORMATS, *formats]).map(lambda name: ["-f", name])
    return st.tuples(*parts, format, limit).map(_flat)


def _flat(parts: Any) -> list[str]:
    return [parts] if isinstance(parts, str) else [word for part in parts for word in _flat(part)]


commands = st.one_of(
    _command(
        st.just("timeline"),
        *(window, as_of, actor, place, kind, marks),
        _option("--source", names | _ids("s")),
        _option("--type", st.sampled_from(["event", "statement", "casualties"])),
        formats=["geojson", "timelinejs"],
    ),
    _command(st.just("event"), names | _ids("e"), as_of),
    _command(st.just("actor"), st.just([]) | names | _ids("a"), as_of),
    _command(
        st.just("statements"),
        *(actor, as_of),
        _option("--about", names | _ids("e")),
        _option("--stance", st.sampled_from(["accuses", "denies"])),
    ),
    _command(
        st.just("casualties"),
        *(window, as_of, actor, place, kind),
        _option("--event", names | _ids("e")),
        _option("--counted-by", names | _ids("a")),
        _option("--by", groups),
    ),
    _command(st.just("casualties"), window, as_of, actor, place, kind, st.just("--by"), groups),
    _command(
        st.just("casualties"), window, _option("--counted-by", _ids("a")), st.just("--by"), groups
    ),
    _command(st.just("casualties"), window, as_of, people),
    _command(st.just("disputes"), as_of, actor, _option("--event", names | _ids("e"))),
    _command(
        st.just("search"),
        texts | st.sampled_from(["obrien", "1200", "200", "ceasefire", "院", "lodz", "x"]),
        as_of,
        _option("--type", st.sampled_from(["event", "statement", "casualties", "actor", "source"])),
    ),
    _command(
        st.just("changes"),
        days.map(lambda day: ["--since", day]),
        *(_option("--until", days), st.sampled_from([[], ["--published"]])),
    ),
    _command(st.just("sources"), st.just([]) | names | _ids("s"), formats=["csl-json"]),
    _command(st.sampled_from([["info"], ["info", "--values"]])),
)


ASKED = {"dataset": datasets, "asked": st.lists(commands, min_size=8, max_size=8)}
# To make one that fails smaller takes minutes.
FEW, MANY = (
    settings(max_examples=number, phases=[Phase.explicit, Phase.generate]) for number in (10, 60)
)


@given(**ASKED)
@FEW
def test_every_answer_is_that_from_json(
    conflictcli: Conflictcli, tmp_path: Path, dataset: dict[str, Any], asked: list[list[str]]
) -> None:
    assert_same(conflictcli, tmp_path, dataset, asked)


@pytest.mark.slow
@given(**ASKED)
@MANY
def test_every_answer_of_many_datasets_is_that_from_json(
    conflictcli: Conflictcli, tmp_path: Path, dataset: dict[str, Any], asked: list[list[str]]
) -> None:
    assert_same(conflictcli, tmp_path, dataset, asked)


def assert_same(
    conflictcli: Conflictcli, folder: Path, dataset: dict[str, Any], asked: list[list[str]]
) -> None:
    """Compare what both kinds of file answer."""
    data, made = folder / "a.json", folder / "a.sqlite"
    data.write_text(json.dumps(dataset), encoding="utf-8")
    from_json = [conflictcli(*command, "--data", str(data)) for command in asked]
    assert conflictcli("convert", str(data), str(made), "--force") == (0, "", "")
    made.replace(data)  # Some answers name the file.
    for command, answer in zip(asked, from_json, strict=True):
        assert conflictcli(*command, "--data", str(data)) == answer, command


@pytest.fixture
def bundled(conflictcli: Conflictcli, tmp_path: Path) -> Path:
    """Return the bundled dataset as an SQLite file."""
    path = tmp_path / "aleppo.sqlite"
    assert conflictcli("convert", str(EVENTS), str(path)) == (0, "", "")
    return path


def test_there_and_back_are_the_same_records(
    conflictcli: Conflictcli, bundled: Path, tmp_path: Path
) -> None:
    newest, back = tmp_path / "newest.json", tmp_path / "back.json"
    conflictcli("convert", str(EVENTS), str(newest))  # The same, in the newest version.
    conflictcli("convert", str(bundled), str(back))
    assert back.read_bytes() == newest.read_bytes()
    assert conflictcli("diff", str(newest), str(back)).err == SAME
    assert conflictcli("diff", str(newest), str(bundled)).err == SAME
    assert conflictcli("validate", str(bundled)).err == (
        f"conflictcli: {bundled}: no errors, no warnings.\n"
    )


LEAN = """{"schema_version": 3, "title": "", "sources": [{"id": "paper", "compiles": true}],
"events": [{"id": "raid", "title": "Raid on “Łódź”: \\"no\\"", "kind": "attack",
"place": {"name": "Łódź", "latitude": 20.0, "longitude": 1.0}, "citations": [{"source": "paper"}]}],
"casualties": [{"id": "c", "event": "raid", "killed": {"low": 1, "approximate": true},
"citations": [{"source": "paper"}]}]}"""
FULL = """{"title": "", "schema_version": 3, "casualties": [{"citations": [{"source": "paper"}],
"killed": {"best": null, "low": 1, "approximate": true}, "event": "raid", "id": "c",
"breakdown": [], "note": null}], "events": [{"disagrees_with":[], "title":
"Raid on \\u201cŁ\\u00f3d\\u017a\\u201d: \\"no\\"", "kind":"attack", "id": "raid",
"place": {"within": [], "longitude": 1, "latitude": 2e1, "region": null, "name": "Łódź"},
"citations": [{"quote": null, "source": "paper"}]}],
"sources": [{"compiles": true, "id": "paper", "note":null}]}"""


def test_what_is_left_out_and_what_is_null_make_one_file(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    made = []
    for name, content in (("lean", LEAN), ("full", FULL)):
        given, file = tmp_path / f"{name}.json", tmp_path / f"{name}.sqlite"
        given.write_text(content, encoding="utf-8")
        assert conflictcli("convert", str(given), str(file)) == (0, "", "")
        assert conflictcli("validate", str(file)).code == 0
        made.append(file.read_bytes())
    assert made[0] == made[1]


def test_an_import_into_sqlite_is_that_into_json(conflictcli: Conflictcli, tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in ("a.json", "a.db")]
    told = [conflictcli("import", "ucdp", str(SAMPLE), "-o", file).err for file in files]
    assert told[0] == told[1]
    assert conflictcli("diff", *files) == (0, conflictcli("diff", *files[:1] * 2).out, SAME)
    for group in ("month", "year", "place", "actor", "kind"):
        rows = [
            conflictcli("casualties", "--by", group, "--data", file, "--json").out for file in files
        ]
        assert rows[0] == rows[1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("PRAGMA application_id = 0", NO_ID),
        ("PRAGMA user_version = 9", "it is of version 9: a newer conflictcli reads it."),
        ("CREATE VIEW more AS SELECT 1", TABLES),
        ("CREATE TRIGGER more AFTER INSERT ON records BEGIN SELECT 1; END", TABLES),
        ("DROP TABLE totals", TABLES),
        ("DROP INDEX links_other", TABLES),
        ("CREATE TABLE more (x)", TABLES),
        ("CREATE VIRTUAL TABLE more USING fts5 (x)", TABLES),
        ("UPDATE records SET record = '{}' WHERE id = 'aid-convoy-strike'", NO_RECORD),
        ("UPDATE records SET record = NULL", NO_RECORD),
        ("UPDATE records SET type = 'x'", NO_RECORD),
        ("DELETE FROM dataset", NO_RECORD),
    ],
)
def test_a_strangers_file_is_one_sentence(
    conflictcli: Conflictcli, bundled: Path, change: str, told: str
) -> None:
    with sqlite3.connect(bundled, isolation_level=None) as connection:
        connection.execute(change)
    connection.close()
    for command in (["timeline"], ["event", "aid-convoy-strike"]):
        if told != NO_RECORD or command == ["timeline"] or "aid-convoy" in change:
            ran = conflictcli(*command, "--data", str(bundled))
            assert ran == (1, "", f"conflictcli: {bundled}: {told}\n")


@pytest.mark.parametrize(
    "change",
    ["ANALYZE", "CREATE INDEX my_events ON events (kind, begins)"],  # `PRAGMA optimize` analyzes.
)
def test_what_a_database_program_adds_for_speed_changes_no_answer(
    conflictcli: Conflictcli, bundled: Path, tmp_path: Path, change: str
) -> None:
    changed = tmp_path / "changed.sqlite"
    shutil.copy(bundled, changed)
    with sqlite3.connect(changed, isolation_level=None) as connection:
        objects = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute(change)
        assert objects < connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection.close()
    for command in (["timeline", "--kind", "attack"], ["casualties", "--by", "month"]):
        before, after = (
            conflictcli(*command, "--data", str(path), "-f", "csv") for path in (bundled, changed)
        )
        assert (before.code, after) == (0, before)
    assert conflictcli("validate", str(changed)).code == 0


def test_a_counter_that_is_named_needs_no_count(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    path, made = dataset(events=[event("raid")]), str(tmp_path / "made.sqlite")
    assert conflictcli("convert", path, made).code == 0
    asked = ["casualties", "--kind", "attack", "--counted-by", "ann", "--as-of", "2016-09-01"]
    answers = [conflictcli(*asked, "--data", file) for file in (path, made)]
    assert answers[0] == answers[1]
    assert answers[0].code == 0


def test_another_sqlite_file_is_no_dataset(conflictcli: Conflictcli, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE records (number, type, id, record)")
    connection.close()
    ran = conflictcli("timeline", "--data", str(other))
    assert ran == (1, "", f"conflictcli: {other}: {NO_DATASET}\n")


def test_a_damaged_file_is_one_sentence(conflictcli: Conflictcli, bundled: Path) -> None:
    content = bytearray(bundled.read_bytes())
    for at in range(8192 * 2, len(content), 1000):
        content[at] ^= 0xFF
    bundled.write_bytes(content)
    for command in (["timeline"], ["search", "convoy"], ["casualties", "--by", "month"]):
        ran = conflictcli(*command, "--data", str(bundled))
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert ran.err.startswith(f"conflictcli: {bundled}: ")
    assert conflictcli("validate", str(bundled)).code == 1


def test_a_reference_to_no_record_keeps_a_dataset_from_being_converted(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    path = dataset(events=[event("raid", part_of="war")])
    made = tmp_path / "made.sqlite"
    ran = conflictcli("convert", path, str(made))
    assert (ran.code, ran.err) == (
        1,
        "conflictcli: A record refers to 'war' in events, which is not there: "
        "conflictcli validate FILE tells where.\n",
    )
    assert not list(tmp_path.glob("*made*"))


def test_a_loop_of_links_is_one_sentence(conflictcli: Conflictcli, tmp_path: Path) -> None:
    loop = tmp_path / "loop.sqlite"
    loop.symlink_to(loop)
    ran = conflictcli("convert", str(EVENTS), str(loop))
    assert (ran.code, ran.out, ran.err.count("\n")) == (74, "", 1)
    assert ran.err.startswith(f"conflictcli: {loop}: cannot be written (")


def test_a_large_json_file_is_told_how_to_be_instant(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(events=[event("raid", summary="x" * 50_000_000)])
    ran = conflictcli("casualties", "--data", path)
    assert ran.err.splitlines()[0] == (
        f"conflictcli: {path} has 50 MB of JSON. For faster answers, run conflictcli convert "
        f"{path} {path.removesuffix('.json')}.sqlite and use that file."
    )


def test_a_problem_of_an_sqlite_file_has_no_line(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    made = str(tmp_path / "made.sqlite")
    conflictcli("convert", dataset(events=[event("raid", citations=[])]), made)
    [problem] = conflictcli("validate", made, "--json").json["problems"]
    assert (problem["rule"], problem["id"], problem["line"]) == ("no-citation", "raid", None)


def test_totals_in_a_file_are_of_events_that_no_other_event_or_count_changes(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    events = [event(id, date="2016-03-01") for id in ("alone", "whole", "twice", "none")]
    events += [event("part", date="2016-03-01", part_of="whole")]
    of_each = [("alone", 1), ("whole", 2), ("part", 4), ("twice", 8), ("twice", 16)]
    counts = [count(f"c{n}", id, killed={"best": n}) for id, n in of_each]
    path, made = dataset(events=events, casualties=counts), str(tmp_path / "made.sqlite")
    assert conflictcli("convert", path, made).code == 0
    with sqlite3.connect(made) as connection:
        plain = "SELECT id FROM events JOIN records USING (number) WHERE is_plain ORDER BY id"
        assert connection.execute(plain).fetchall() == [("alone",), ("none",)]
        in_sum = "SELECT events, killed_best FROM totals WHERE per = 'month'"
        assert connection.execute(in_sum).fetchall() == [(1, 1)]
    by_month = ["casualties", "--by", "month", "--json"]
    answers = [conflictcli(*by_month, "--data", file).out for file in (path, made)]
    assert answers[0] == answers[1]


def test_a_count_is_found_by_the_title_of_an_event_long_before_it(
    conflictcli: Conflictcli,
    dataset: Dataset,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As if there were many more: of the titles the newest 2,000 and 100 others are in memory.
    monkeypatch.setattr("conflictcli.dataset.sqlite.memory._AT_ONCE", 100)
    monkeypatch.setattr("conflictcli.dataset.sqlite.second_process.is_of_use", lambda: False)
    numbers = range(2_100)
    events = [event(f"raid-{n}", title=f"Raid at Place{n:04}") for n in numbers]
    counts = [count(f"c{n}", f"raid-{n}", killed={"best": 1}, note="rescuers") for n in numbers]
    path, made = dataset(events=events, casualties=counts), str(tmp_path / "made.sqlite")
    assert conflictcli("convert", path, made).code == 0
    for n in (0, 1_999, 2_099):
        asked = ["search", f"Place{n:04}", "rescuers", "--json", "--data"]
        [found] = conflictcli(*asked, made).json["matches"]
        assert (found["id"], found) == (f"c{n}", conflictcli(*asked, path).json["matches"][0])


def test_totals_as_of_a_day_are_those_of_what_was_over_by_then_and_of_what_was_open(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    late = {"id": "late", "title": "Late", "published": "[2016-06-01..]"}
    copy = {"id": "copy", "title": "Copy", "copy_of": "late"}
    dates = {
        **{"over": "2016-03-01", "open": "2016-03-02/2016-04-09", "later": "2016-03-20"},
        **{"undated": None, "named late": "2016-03-03", "copied": "2016-03-04"},
        **{"counted late": "2016-03-05", "in doubt": "2016-03-06", "bare": "2016-03-07"},
        **{"whole": "2016-03-08", "part": "2016-03-08"},
    }
    naming_bob = {"named late": "late", "copied": "copy"}
    events = [
        event(
            id.replace(" ", "-"),
            date=date,
            part_of="whole" if id == "part" else None,
            participants=[
                {"actor": "ann", "role": "party"},
                {"actor": "bob", "role": "party", "source": naming_bob.get(id)},
            ],
        )
        for id, date in dates.items()
    ]
    as_of = {"counted-late": "2016-03-16", "in-doubt": "[2016-03-07..2016-03-30]"}
    counts = [
        count(f"c{n}", each["id"], as_of=as_of.get(each["id"], "2016-03-10"), killed={"best": 2**n})
        for n, each in enumerate(events)
        if each["id"] != "bare"
    ]
    counts += [count("no-number", "over", note="many")]
    records = {"events": events, "casualties": counts}
    sources = [{"id": "paper", "title": "The Paper"}, late, copy]
    path = dataset(schema_version=3, sources=sources, **records)
    made = str(tmp_path / "made.sqlite")
    assert conflictcli("convert", path, made) == (0, "", "")
    days = ("2016-03-01", "2016-03-05", "2016-03-10", "2016-06-01")
    asked = ["casualties", "--as-of", "2016-03-15", "--json", "--by"]
    for command in (
        *([*asked, by] for by in ("month", "actor", "kind")),
        *([*asked, "actor", "--as-of", day] for day in days),
        [*asked, "month", "--since", "2016-04-20"],
        [*asked, "month", "--since", "2016-03-02", "--until", "2016-03-06"],
        [*asked, "actor", "--actor", "bob"],
        [*asked, "actor", "--published-by", "2016-06-01"],
    ):
        one, other = (conflictcli(*command, "--data", file) for file in (path, made))
        assert (one, command) == (other, command)
    by_actor = conflictcli(*asked, "actor", "--data", made)
    killed = {row["group"]: row["killed"]["best"] for row in by_actor.json["totals"]}
    # Bob is named in 16 and 32 only later. 4 and 64 are later; 128 may be, and one without number.
    # 1024 is of a part.
    assert killed == {"Ann": 1 + 2 + 8 + 16 + 32 + 512, "Bob": 1 + 2 + 8 + 512}
    assert by_actor.err == "conflictcli: Left out 2 records that may be later than 2016-03-15.\n"


def test_a_file_that_another_program_writes_is_to_be_asked_again(
    conflictcli: Conflictcli, bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect: Any = sqlite3.connect
    monkeypatch.setattr("sqlite3.connect", partial(connect, timeout=0))
    with closing(connect(bundled, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ran = conflictcli("timeline", "--data", str(bundled))
    told = "another program is writing it: ask again once it has finished."
    locked = "cannot be read (database is locked)"
    assert ran == (1, "", f"conflictcli: {bundled}: {locked}: {told}\n")


MEASURED = """
import sys
from pathlib import Path
from conflictcli.cli.app import main
from conflictcli.dataset.sqlite import memory, second_process, texts

memory._AT_ONCE = texts._NEWEST = 500  # As if there were many more events.
second_process.is_of_use = lambda: False
assert main(sys.argv[1:]) == 0
# That of `resource` is also that of the process which started this one.
[peak] = [x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM")]
print(peak.split()[1])
"""


@pytest.mark.slow
def test_many_events_take_no_more_memory_to_convert_than_few(
    dataset: Dataset, tmp_path: Path
) -> None:
    def kilobytes(size: int) -> int:
        events = [event(f"raid-{n}", title=f"Raid {n} {'x' * 300}") for n in range(size)]
        counts = [count(f"c{n}", f"raid-{n}", killed={"best": 1}) for n in range(size)]
        given = dataset(events=events, casualties=counts)
        command = [sys.executable, "-c", MEASURED, "convert", given, str(tmp_path / "made.sqlite")]
        ran = subprocess.run([*command, "--force"], capture_output=True, text=True, check=True)
        return int(ran.stdout)

    assert kilobytes(36_000) - kilobytes(12_000) < 8_000
