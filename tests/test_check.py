"""Every problem of a dataset at once, by rule, with its place, id and line; queries beside it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import PAPER, Conflictcli, Dataset, assert_golden, count, event, said

FORMS = (
    "the forms are YYYY-MM-DD, YYYY-MM, YYYY, FROM/TO, FROM/.., [FROM..TO], [..TO] and [FROM..], "
    "and a year has four digits, 1000 to 2999."
)
CHECK = (Path(__file__).parents[1] / "docs" / "check.md").read_text(encoding="utf-8")
SOUND = event("raid")
ANN = {"id": "ann", "name": "Ann", "kind": "person", "citations": PAPER}

Records = dict[str, Any]
FORMS = (
    "the forms are YYYY-MM-DD, YYYY-MM, YYYY, FROM/TO, FROM/.., [FROM..TO], [..TO] and [FROM..], "
    "and a year has four digits, 1000 to 2999."
)

# What breaks each rule: the records, the place, the message.
ERRORS: dict[str, list[tuple[Records, str, str]]] = {
    "wrong-type": [
        ({"events": {}}, "events", "expected a list, got an object."),
        ({"events": [7]}, "events[0]", "expected an object, got a whole number."),
        ({"events": [event("raid", title=None)]}, "events[0].title", "expected a text, got null."),
        (
            {"events": [event("raid", citations=[{"source": "paper", "quote": 7}])]},
            "events[0].citations[0].quote",
            "expected a text, got a whole number.",
        ),
        (
            {"events": [event("raid", date=False)]},
            "events[0].date",
            "expected a text, got true or false.",
        ),
        (
            {"statements": [said("boast", stance="sings")]},
            "statements[0].stance",
            "expected accuses or denies or asserts or demands or proposes or objects or announces "
            "or finds, got 'sings'.",
        ),
    ],
    "unknown-field": [
        (
            {"events": [event("raid", tilte="Raid")]},
            "events[0].tilte",
            "there is no field 'tilte': did you mean 'title'?",
        ),
        (
            {"events": [event("raid", place={"name": "X", "zzz": 1})]},
            "events[0].place.zzz",
            "there is no field 'zzz': the fields are name, region, country, latitude, longitude.",
        ),
    ],
    "missing-field": [
        (
            {"events": [{"id": "raid", "kind": "attack", "citations": PAPER}]},
            "events[0].title",
            "expected a field 'title', got none.",
        ),
    ],
    "bad-date": [
        (
            {"events": [event("raid", date="2016-02-30")]},
            "events[0].date",
            "'2016-02-30' is not in the calendar: write YYYY-MM-DD.",
        ),
        (
            {"events": [SOUND], "casualties": [count("toll", "raid", as_of="9/2016")]},
            "casualties[0].as_of",
            "'9/2016' is not a day: write it as YYYY-MM-DD, like 2016-10-09.",
        ),
        (
            {"events": [SOUND], "casualties": [count("toll", "raid", as_of="")]},
            "casualties[0].as_of",
            "'' is not a day: write it as YYYY-MM-DD, like 2016-10-09.",
        ),
        (
            {
                "schema_version": 3,
                "events": [SOUND],
                "casualties": [count("toll", "raid", as_of="9/2016")],
            },
            "casualties[0].as_of",
            f"'9/2016' is not a date: {FORMS}",
        ),
        (
            {"sources": [{"id": "paper", "published": "206"}]},
            "sources[0].published",
            f"'206' is not a date: {FORMS}",
        ),
    ],
    "bad-id": [
        (
            {"events": [event(id)]},
            "events[0].id",
            "expected a-z, 0-9, '.', '_' and '-' after a first letter or digit, got "
            f"'{id}'.".replace("\n", "\\n"),
        )
        for id in ("", "A", "-a", "a b", "a/b", "$(id)")
    ],
    "duplicate-id": [
        (
            {"events": [SOUND], "statements": [said("raid")]},
            "statements[0].id",
            "'raid' is the id of events[0] too: give each its own.",
        ),
    ],
    "dangling-reference": [
        (records, place, f"expected an id of {table}, got 'x'.")
        for records, place, table in [
            (
                {"events": [event("raid", citations=[{"source": "x"}])]},
                "events[0].citations[0].source",
                "sources",
            ),
            ({"events": [event("raid", part_of="x")]}, "events[0].part_of", "events"),
            (
                {"events": [event("raid", disagrees_with=["siege", "x"]), event("siege")]},
                "events[0].disagrees_with[1]",
                "events",
            ),
            (
                {"events": [event("raid", participants=[{"actor": "x", "role": "party"}])]},
                "events[0].participants[0].actor",
                "actors",
            ),
            (
                {
                    "events": [
                        event("raid", participants=[{"actor": "ann", "role": "", "source": "x"}])
                    ]
                },
                "events[0].participants[0].source",
                "sources",
            ),
            ({"statements": [said("s", speaker="x")]}, "statements[0].speaker", "actors"),
            ({"statements": [said("s", about=["x"])]}, "statements[0].about[0]", "events"),
            (
                {"statements": [said("s", responds_to="x")]},
                "statements[0].responds_to",
                "statements",
            ),
            (
                {"statements": [said("s", disagrees_with=["x"])]},
                "statements[0].disagrees_with[0]",
                "statements",
            ),
            ({"casualties": [count("c", "x")]}, "casualties[0].event", "events"),
            (
                {"events": [SOUND], "casualties": [count("c", "raid", counted_by="x")]},
                "casualties[0].counted_by",
                "actors",
            ),
            ({"actors": [{**ANN, "member_of": "x"}]}, "actors[0].member_of", "actors"),
        ]
    ],
    "repeated-group": [
        (
            {
                "schema_version": 2,
                "events": [SOUND],
                "casualties": [
                    count("toll", "raid", breakdown=[{"group": "Women"}, {"group": "women"}])
                ],
            },
            "casualties[0].breakdown[1].group",
            "'women' is given twice: keep one.",
        ),
    ],
    "cycle": [
        (
            {"events": [event("a", part_of="b"), event("b", part_of="c"), event("c", part_of="b")]},
            "events[1].part_of",
            "leads back to itself: b → c → b.",
        ),
        (
            {"statements": [said("a", responds_to="a")]},
            "statements[0].responds_to",
            "leads back to itself: a → a.",
        ),
    ],
    "differs-from-itself": [
        (
            {"events": [event("raid", disagrees_with=["raid"])]},
            "events[0].disagrees_with[0]",
            "a record cannot differ from itself.",
        ),
        (
            {"statements": [said("a"), said("b", disagrees_with=["a", "b"])]},
            "statements[1].disagrees_with[1]",
            "a record cannot differ from itself.",
        ),
    ],
    "no-citation": [
        (
            {"events": [event("raid", citations=[])]},
            "events[0].citations",
            "no citation.",
        ),
        (
            {"actors": [{"id": "ann", "name": "", "kind": "state"}]},
            "actors[0].citations",
            "no citation.",
        ),
    ],
    "bad-estimate": [
        (
            {"events": [SOUND], "casualties": [count("toll", "raid", injured=estimate)]},
            f"casualties[0].injured{place}",
            f"expected {need}.",
        )
        for estimate, place, need in [
            ({}, "", "low, best or high, or null for no estimate"),
            ({"approximate": True}, "", "low, best or high, or null for no estimate"),
            ({"best": -1}, ".best", "a whole number >= 0, got -1"),
            ({"low": -2, "best": 1}, ".low", "a whole number >= 0, got -2"),
            ({"best": 10**10 + 1}, ".best", "a whole number <= 10000000000, got 10000000001"),
            ({"high": 2**63}, ".high", f"a whole number <= 10000000000, got {2**63}"),
        ]
    ],
    "bad-coordinate": [
        (
            {"events": [event("raid", place={"name": "X", "latitude": 90.5, "longitude": 180})]},
            "events[0].place.latitude",
            "expected a number <= 90.0, got 90.5.",
        ),
        (
            {"events": [event("raid", place={"name": "X", "longitude": -181})]},
            "events[0].place.longitude",
            "expected a number >= -180.0, got -181.",
        ),
    ],
    "shared-name": [
        (
            {"actors": [ANN, {**ANN, "id": "bob", "name": "Bob", "aliases": ["ÁNN."]}]},
            "actors[1].aliases[0]",
            "'ÁNN.' is a name of actor 'ann' too: leave one.",
        ),
        (
            {
                "schema_version": 2,
                "sources": [{"id": "paper", "short": "RTÉ"}, {"id": "other", "short": "RTE"}],
            },
            "sources[1].short",
            "'RTE' is a name of source 'paper' too: leave one.",
        ),
    ],
    "schema-version": [
        ({"schema_version": 4, "zebra": 1}, "schema_version", "expected 1 or 2 or 3, got 4."),
    ],
}
WARNINGS: dict[str, list[tuple[Records, str, str]]] = {
    "later-than-source": [
        (
            {
                "sources": [{"id": "paper", "published": "2016-03-03"}],
                "events": [SOUND],
                "casualties": [count("toll", "raid", as_of="2016-03-30")],
            },
            "casualties[0].as_of",
            "2016-03-30 is after 2016-03-03, when its only source was published.",
        ),
        (
            {
                "sources": [{"id": "paper", "published": "2016-03"}],
                "statements": [said("boast", date="2016-04-02/..")],
            },
            "statements[0].date",
            "2016-04-02/.. is after 2016-03, when its only source was published.",
        ),
    ],
    "repeated-event": [
        (
            {"events": [SOUND, {**SOUND, "id": "again"}]},
            "events[1]",
            "the title, date, place and kind are those of 'raid' too: if both are one, leave one.",
        ),
    ],
    "estimate-order": [
        (
            {
                "schema_version": 2,
                "events": [SOUND],
                "casualties": [
                    count(
                        "toll",
                        "raid",
                        killed={"best": 30},
                        breakdown=[{"group": "women", "killed": {"low": 9, "best": 3, "high": 1}}],
                    )
                ],
            },
            "casualties[0].breakdown[0].killed",
            "low, best and high do not rise: 9, 3, 1.",
        ),
        (
            {
                "events": [SOUND],
                "casualties": [count("toll", "raid", killed={"low": 5, "best": 3, "high": 9})],
            },
            "casualties[0].killed",
            "low, best and high do not rise: 5, 3, 9.",
        ),
    ],
    "report-before-event": [
        (
            {
                "events": [event("raid", date="2016-03-02/..")],
                "casualties": [count("toll", "raid", as_of="2016-03-01")],
            },
            "casualties[0].as_of",
            "2016-03-01 is before the event 'raid'.",
        ),
    ],
    "reply-before-statement": [
        (
            {
                "statements": [
                    said("first", date="2016-03"),
                    said("reply", date="2016-02-28", responds_to="first"),
                ]
            },
            "statements[1].date",
            "2016-02-28 is before what it answers, 'first'.",
        ),
    ],
    "outside-parent": [
        (
            {
                "events": [
                    event("war", date="2016-03-01/2016-03-05"),
                    event("raid", date=date, part_of="war"),
                ]
            },
            "events[1].date",
            f"{date} is outside 'war', of which it is part.",
        )
        for date in ("2016-02", "2016-03-06")
    ],
    "breakdown-over-count": [
        (
            {
                "schema_version": 2,
                "events": [SOUND],
                "casualties": [
                    count(
                        "toll",
                        "raid",
                        killed={"best": 3},
                        injured={"low": 5},
                        breakdown=[{"group": "children", "killed": {"low": 4}, "injured": None}],
                    )
                ],
            },
            "casualties[0].breakdown[0].killed",
            "4 children are more than the 3 killed in all.",
        ),
    ],
    "covers-after-as-of": [
        (
            {
                "schema_version": 2,
                "events": [SOUND],
                "casualties": [count("toll", "raid", as_of="2016-03-02", covers="2016-03")],
            },
            "casualties[0].covers",
            "2016-03 ends after 2016-03-02, on which the count stood.",
        ),
    ],
    "accessed-before-published": [
        (
            {
                "schema_version": 2,
                "sources": [{"id": "paper", "published": "2016-03", "accessed": "2016-02-28"}],
            },
            "sources[0].accessed",
            "2016-02-28 is before 2016-03, when it was published.",
        ),
    ],
    "mixed-precision": [
        (
            {"events": [event("raid", date=date)]},
            "events[0].date",
            f"'{date}' has ends of two precisions, which other programs refuse: write {same}.",
        )
        for date, same in {
            "[2016-10-03..2016-10]": "[2016-10-03..2016-10-31]",
            "[2016..2016-03]": "[2016-01-01..2016-03-31]",
        }.items()
    ],
    "hidden-character": [
        (
            {"actors": [{**ANN, "aliases": ["An\u200bna", "\u06af\u200c\u0647"]}]},
            "actors[0].aliases[0]",
            "'An\u200bna' contains invisible characters.",
        ),
        *[
            (
                {
                    "actors": [
                        {
                            **ANN,
                            "aliases": [
                                name,
                                "\u0915\u094d\u200d\u0937",  # These two are joined rightly.
                                "\U0001f468\u200d\U0001f469",
                            ],
                        }
                    ]
                },
                "actors[0].aliases[0]",
                f"'{name}' contains invisible characters.",
            )
            for name in ("An\u200cna", "Anna\u200d", "\u200cAnna")
        ],
    ],
}
RULES = [(rule, "error", *case) for rule, cases in ERRORS.items() for case in cases]
RULES += [(rule, "warning", *case) for rule, cases in WARNINGS.items() for case in cases]


@pytest.mark.parametrize(("rule", "severity", "records", "where", "message"), RULES)
def test_a_broken_rule_is_found_with_its_place_and_nothing_else_is(
    conflictcli: Conflictcli,
    dataset: Dataset,
    rule: str,
    severity: str,
    records: Records,
    where: str,
    message: str,
) -> None:
    run = conflictcli("validate", dataset(**records), "-f", "json")
    found = [
        {key: problem[key] for key in ("rule", "severity", "where", "message")}
        for problem in run.json["problems"]
    ]
    wanted = {"rule": rule, "severity": severity, "where": where, "message": message}
    assert (found, run.code) == ([wanted], int(severity == "error"))
    assert conflictcli("validate", "--strict", dataset(**records)).code == 1


PROBLEMS = """{
  "schema_version": 1,
  "title": "Many problems",
  "sources": [{"id": "paper", "publisher": "The Paper", "publisher": "The Other"}],
  "actors": [],
  "actors": [
    {"id": "ann", "name": "Ann\\u202e", "kind": "person", "citations": [{"source": "paper"}]}
  ],
  "events": [
    {"id": "raid", "title": "Raid", "kind": "attack", "date": "2016-02-30", "tilte": 1,
     "citations": [{"source": "gazette"}]},
    {"id": "raid", "title": "Raid", "citations": []}
  ]
}
"""


def test_all_problems_are_told_at_once_in_the_order_of_the_lines(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "many.json"
    path.write_text(PROBLEMS)
    run = conflictcli("validate", str(path), columns=80)
    assert run.code == 1
    assert run.err == f"conflictcli: {path}: 8 errors, 1 warning.\n"
    assert_golden("validate-80.txt", run.out)


def test_of_a_record_of_a_wrong_shape_what_is_right_is_compared_with_others(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        actors=[ANN, {**ANN, "id": "bob", "role": 7}],
        events=[event("a", part_of="b", summary=7), event("b", part_of="a", zebra=1)],
        statements=[
            said("first", date="2016-03", note=False),
            said("reply", date="2016-02", responds_to="first", about="a"),
        ],
        casualties=[count("toll", "a", killed={"low": 5, "best": 3}, injured=7)],
    )
    problems = conflictcli("validate", path, "-f", "json").json["problems"]
    found = sorted((problem["rule"], problem["where"]) for problem in problems)
    assert found == [
        ("cycle", "events[0].part_of"),
        ("estimate-order", "casualties[0].killed"),
        ("reply-before-statement", "statements[1].date"),
        ("shared-name", "actors[1].name"),
        ("unknown-field", "events[1].zebra"),
        ("wrong-type", "actors[1].role"),
        ("wrong-type", "casualties[0].injured"),
        ("wrong-type", "events[0].summary"),
        ("wrong-type", "statements[0].note"),
        ("wrong-type", "statements[1].about"),
    ]


def test_of_a_record_without_a_field_that_must_be_there_its_shape_alone_is_told(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("a", part_of="b", title=7), event("b", part_of="a")],
        statements=[said("s", text=None, about=["a", "x"]), said("t", about=["a"])],
    )
    problems = conflictcli("validate", path, "-f", "json").json["problems"]
    assert [(problem["rule"], problem["where"]) for problem in problems] == [
        ("wrong-type", "events[0].title"),
        ("wrong-type", "statements[0].text"),
    ]


def test_broken_json_has_the_line_and_the_column_of_the_break(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"schema_version": 1,\n "title": "x",\n "events": [}\n')
    problem = {
        "rule": "broken-json",
        "severity": "error",
        "where": "",
        "id": None,
        "line": 3,
        "message": "column 13: expected valid JSON (Expecting value).",
    }
    run = conflictcli("validate", str(path), "-f", "json")
    assert (run.code, run.json) == (1, {"problems": [problem]})


def test_the_docs_list_every_rule_by_name(conflictcli: Conflictcli) -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", CHECK, re.MULTILINE)
    # tests/test_sheets_bad.py has those of sheets, tests/test_sqlite_sound.py that of SQLite.
    elsewhere = ["broken-json", "duplicate-key", "bad-sheet", "bad-cell", "altered"]
    rules = [(rule, "error") for rule in [*ERRORS, *elsewhere]]
    assert sorted(listed) == sorted([*rules, *((rule, "warning") for rule in WARNINGS)])


NEEDED: list[tuple[Records, list[str], str]] = [
    ({"events": [event("raid", citations=[{"source": "x"}])]}, ["timeline"], "source"),
    ({"events": [event("raid", citations=[{"source": "x"}])]}, ["search", "raid"], "source"),
    ({"statements": [said("s", speaker="x")]}, ["timeline"], "actor"),
    ({"statements": [said("s", about=["x"])]}, ["statements"], "event"),
    ({"casualties": [count("c", "x")]}, ["casualties"], "event"),
    ({"actors": [{**ANN, "citations": [{"source": "x"}]}]}, ["actor"], "source"),
    ({"statements": [said("s", disagrees_with=["x"])]}, ["statements"], "statement"),
    ({"events": [event("raid", disagrees_with=["x"])]}, ["timeline"], "event"),
    ({"events": [event("raid", disagrees_with=["x"])]}, ["disputes"], "event"),
    ({"statements": [said("s", disagrees_with=["x"])]}, ["disputes"], "statement"),
    ({"events": [event("raid", citations=[{"source": "x"}])]}, ["sources"], "source"),
]


@pytest.mark.parametrize("format", ["table", "json", "ndjson", "csv", "markdown"])
@pytest.mark.parametrize(("records", "command", "kind"), NEEDED)
def test_a_reference_that_leads_nowhere_is_an_error_where_an_answer_needs_it(
    conflictcli: Conflictcli,
    dataset: Dataset,
    records: Records,
    command: list[str],
    kind: str,
    format: str,
) -> None:
    run = conflictcli(*command, "--data", dataset(**records), "-f", format)
    error = (
        f"A record refers to 'x' in {kind}s, which is not there: "
        "conflictcli validate FILE tells where."
    )
    assert run == (1, "", f"conflictcli: {error}\n")


@pytest.mark.parametrize(
    ("records", "command"),
    [
        ({"events": [SOUND], "statements": [said("s", speaker="x")]}, ["event", "raid"]),
        ({"events": [SOUND], "casualties": [count("c", "x")]}, ["event", "raid"]),
        ({"events": [event("raid", citations=[{"source": "x"}])]}, ["actor"]),
        ({"statements": [said("s", speaker="x")]}, ["casualties"]),
    ],
)
def test_a_reference_that_an_answer_does_not_need_is_left_to_validate(
    conflictcli: Conflictcli, dataset: Dataset, records: Records, command: list[str]
) -> None:
    assert conflictcli(*command, "--data", dataset(**records)).code == 0


@pytest.mark.parametrize("command", ["timeline", "statements", "actor", "sources"])
def test_two_records_of_one_id_are_refused_as_one_would_hide_the_other(
    conflictcli: Conflictcli, dataset: Dataset, command: str
) -> None:
    path = dataset(statements=[said("boast"), said("boast", text="another")])
    wrong = "statements[1].id: 'boast' is the id of statements[0] too: give each its own."
    error = f"{path}: {wrong} See conflictcli validate {path}."
    assert conflictcli(command, "--data", path) == (1, "", f"conflictcli: {error}\n")


TWICE = {
    '"events": [1], "events": []': {"wrong-type"},
    '"events": [{"id": "a"}], "events": []': {"missing-field", "no-citation"},
    '"casualties": [{"id": "a", "event": "x", "killed": {}}], "casualties": 5': {
        *("bad-estimate", "no-citation", "wrong-type")
    },
}


@pytest.mark.parametrize("text", TWICE)
def test_a_table_given_twice_is_told_and_both_lists_checked_as_either_may_be_kept(
    conflictcli: Conflictcli, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "twice.json"
    path.write_text(f'{{"schema_version": 1, "title": "", {text}}}')
    run = conflictcli("validate", str(path), "-f", "json")
    found = {problem["rule"] for problem in run.json["problems"]}
    assert (run.code, found) == (1, {"duplicate-key", *TWICE[text]})


def test_a_key_given_twice_of_which_the_first_value_is_wrong_is_refused(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "twice.json"
    source = '{"id": "a", "title": 1, "title": "b"}'
    path.write_text(f'{{"schema_version": 1, "title": "", "sources": [{source}]}}')
    wrong = "sources[0].title: is given more than once: keep one."
    error = f"{path}: {wrong} See conflictcli validate {path}."
    assert conflictcli("timeline", "--data", str(path)) == (1, "", f"conflictcli: {error}\n")


@pytest.mark.parametrize("text", [*TWICE][:2])
def test_a_table_given_twice_of_which_the_first_list_is_wrong_is_refused(
    conflictcli: Conflictcli, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "twice.json"
    path.write_text(f'{{"schema_version": 1, "title": "", {text}}}')
    run = conflictcli("timeline", "--data", str(path))
    assert (run.code, run.out, run.err.count("\n"), "events[0]" in run.err) == (1, "", 1, True)


@pytest.mark.parametrize("depth", range(900, 1000, 7))
def test_nesting_near_the_limit_of_the_parsers_is_told(
    conflictcli: Conflictcli, tmp_path: Path, depth: int
) -> None:
    path = tmp_path / "deep.json"
    deep = '{"a":' * depth + "1" + "}" * depth
    path.write_text(f'{{"schema_version": 1, "title": "", "x": {deep}}}')
    run = conflictcli("validate", str(path), "-f", "json")
    rules = {problem["rule"] for problem in run.json["problems"]}
    assert (run.code, rules <= {"broken-json", "unknown-field"}) == (1, True)


def test_a_top_level_field_is_told_with_its_own_line(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "dotted.json"
    path.write_text('{"schema_version": 1,\n"title": "",\n"a.b": 1}')
    (problem,) = conflictcli("validate", str(path), "-f", "json").json["problems"]
    assert (problem["where"], problem["line"]) == ("a.b", 3)


def test_a_reader_that_leaves_early_does_not_change_what_validate_found(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")
    tool = Path(sys.executable).with_name("conflictcli")
    command = ["bash", "-c", f"set -o pipefail; {tool} validate {path} | true"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_an_invisible_character_in_the_title_of_the_dataset_is_told(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "hidden.json"
    path.write_text('{"schema_version": 1,\n"title": "t\\u202e"}')
    (problem,) = conflictcli("validate", str(path), "-f", "json").json["problems"]
    assert (problem["rule"], problem["where"], problem["line"]) == ("hidden-character", "title", 2)


def test_a_table_given_twice_is_told_though_its_key_is_written_with_an_escape(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "twice.json"
    path.write_text('{"schema_version": 1, "title": "", "events": [], "\\u0065vents": []}')
    (problem,) = conflictcli("validate", str(path), "-f", "json").json["problems"]
    assert (problem["rule"], problem["where"]) == ("duplicate-key", "events")


def test_names_that_differ_by_a_joiner_alone_are_one_name(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(actors=[ANN, {**ANN, "id": "other", "name": "An\u200cn"}])
    problems = conflictcli("validate", path, "-f", "json").json["problems"]
    found = [(problem["rule"], problem["where"]) for problem in problems]
    assert found == [("hidden-character", "actors[1].name"), ("shared-name", "actors[1].name")]
    assert conflictcli("actor", "ann", "--data", path).code == 0


FIELDS_OF_2 = [
    ({"sources": [{"id": "paper", "short": "P"}]}, "sources[0].short"),
    (
        {"events": [event("raid", place={"name": "X", "precision": "exact"})]},
        "events[0].place.precision",
    ),
    ({"statements": [said("s", attributes_to=["ann"])]}, "statements[0].attributes_to"),
]


@pytest.mark.parametrize(("records", "where"), FIELDS_OF_2)
def test_a_field_of_version_2_is_unknown_in_version_1(
    conflictcli: Conflictcli, dataset: Dataset, records: Records, where: str
) -> None:
    run = conflictcli("validate", dataset(**records), "-f", "json")
    (problem,) = run.json["problems"]
    assert (problem["rule"], problem["where"]) == ("unknown-field", where)
    assert problem["message"].endswith("version 2 of the format has it.")
    assert conflictcli("timeline", "--data", dataset(**records)).code == 1
    assert conflictcli("timeline", "--data", dataset(**records, schema_version=2)).code == 0


@pytest.mark.parametrize(
    ("content", "is_known"),
    [
        ('"schema_version": 2, {short}', True),
        ('{short}, "schema_version": 2', True),
        ('{short}, "schema_version": 1', False),
        ('"schema_version": 1, {short}, "schema_version": 2', True),
        ('"schema_version": 2, {short}, "schema\\u005fversion": 1', False),
    ],
)
def test_the_version_counts_wherever_it_stands_and_of_two_the_last(
    conflictcli: Conflictcli, tmp_path: Path, content: str, is_known: bool
) -> None:
    path = tmp_path / "versions.json"
    short = '"title": "", "sources": [{"id": "paper", "short": "P"}]'
    path.write_text(f"{{{content.replace('{short}', short)}}}")
    assert conflictcli("timeline", "--data", str(path)).code == (0 if is_known else 1)
    problems = conflictcli("validate", str(path), "-f", "json").json["problems"]
    rules = [problem["rule"] for problem in problems]
    assert rules.count("unknown-field") == (0 if is_known else 1)


def test_a_short_name_is_18_characters_at_most(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(schema_version=2, sources=[{"id": "paper", "short": "x" * 19}])
    (problem,) = conflictcli("validate", path, "-f", "json").json["problems"]
    assert (problem["rule"], problem["where"]) == ("wrong-type", "sources[0].short")
