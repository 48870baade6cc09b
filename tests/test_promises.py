"""The four promises to the letter, on the bundled dataset and on small ones."""

import calendar
import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import EVENTS, PAPER, Conflictcli, Dataset, count, event, said

DATA = json.loads(EVENTS.read_text(encoding="utf-8"))
COMMANDS = [
    ["statements", "--stance", "accuses", "--about", "aid-convoy-strike"],
    ["statements", "--actor", "SOHR"],
    ["timeline", "--type", "statement", "--actor", "US"],
    ["timeline", "--source", "rte-2016-09-30", "--since", "2016-09-30"],
    ["search", "planes", "carried", "out"],
    ["statements", "--as-of", "2016-10-01", "--about", "aid-convoy-strike"],
]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_accusation_stands_without_the_denials_of_it(
    conflictcli: Conflictcli, command: list[str]
) -> None:
    answer = conflictcli(*command, "-f", "json").json
    shown = {row["id"] for table in answer.values() for row in table}
    known = conflictcli("timeline", "--as-of", "2016-10-01", "-f", "json").json["timeline"]
    statements = DATA["statements"]
    if "--as-of" in command:
        by_then = {row["id"] for row in known}
        statements = [record for record in statements if record["id"] in by_then]
    lasting = {record["id"] for record in DATA["events"] if "/" in (record["date"] or "")}
    accused = {
        (event, actor)
        for record in statements
        if record["id"] in shown and record["stance"] != "denies"
        for event in record["about"]
        if event not in lasting
        for actor in record["attributes_to"]
    }
    denials = {
        record["id"]
        for record in statements
        if record["stance"] == "denies"
        and accused.intersection(
            (event, actor) for event in record["about"] for actor in record["attributes_to"]
        )
    }
    assert (denials <= shown, bool(denials)) == (True, True)


@pytest.mark.parametrize("format", ["table", "csv", "ndjson", "markdown"])
def test_the_denial_is_there_in_every_format(conflictcli: Conflictcli, format: str) -> None:
    out = conflictcli(*COMMANDS[0], "-f", format).out
    assert "having carried out the attack on the convoy" in " ".join(out.split())


def test_what_is_brought_is_not_matched(conflictcli: Conflictcli) -> None:
    rows = conflictcli(*COMMANDS[0], "-f", "json").json["statements"]
    assert {row["matched"]: row["stance"] for row in rows if row["stance"] == "accuses"} == {
        True: "accuses"
    }
    assert {row["stance"] for row in rows if row["matched"]} == {"accuses"}
    assert "denies" in {row["stance"] for row in rows if not row["matched"]}


def thread(length: int, start: int = 0) -> list[dict[str, Any]]:
    """Make statements of which each answers the one before."""
    return [
        said(
            f"s{start}-{n}",
            date=f"2016-03-{start + 1:02}",
            responds_to=f"s{start}-{n - 1}" if n else None,
        )
        for n in range(length)
    ]


@pytest.mark.parametrize("command", ["statements", "timeline"])
def test_a_match_brings_its_whole_thread_and_the_limit_parts_none(
    conflictcli: Conflictcli, dataset: Dataset, command: str
) -> None:
    path = dataset(statements=[*thread(3), *thread(4, start=1)])
    more = ["--since", "2016-03-02"] if command == "timeline" else []
    run = conflictcli(command, *more, "--data", path, "--limit", "1")
    assert [f"text of s1-{n}" in run.out for n in range(4)] == [command == "timeline"] * 4
    assert [f"text of s0-{n}" in run.out for n in range(3)] == [command == "statements"] * 3


def days_of(expression: str | None) -> tuple[str, str]:
    """Return the first and last day of an expression, read plainly."""
    points = re.findall(r"\d{4}(?:-\d{2}){0,2}", expression or "")
    if not points:
        return "9999", "9999"
    first, last = points[0], points[-1]
    if (expression or "").endswith(".."):
        last = first
    if "/" in (expression or "") and not (expression or "").startswith("["):
        last = first
    if (expression or "").endswith("..]"):
        return first, "9999"
    months = {7: f"-{calendar.monthrange(2016, int(last[5:7] or 1))[1]}", 4: "-12-31"}
    return first.ljust(10, "0"), last + months.get(len(last), "")


ALL_DAYS = sorted(
    {
        day
        for table in ("events", "statements", "casualties", "sources")
        for record in DATA[table]
        for name in ("date", "as_of", "published")
        for day in re.findall(r"\d{4}-\d{2}-\d{2}", record.get(name) or "")
    }
)


@pytest.mark.parametrize("day", ALL_DAYS)
def test_as_of_a_day_nothing_appears_that_had_not_begun_by_it(
    conflictcli: Conflictcli, day: str
) -> None:
    expected = {
        record["id"]
        for table, name in (("events", "date"), ("statements", "date"), ("casualties", "as_of"))
        for record in DATA[table]
        if days_of(record[name])[1] <= day
    }
    rows = conflictcli("timeline", "--as-of", day, "-f", "json").json["timeline"]
    counts = conflictcli("casualties", "--as-of", day, "-f", "json").json["casualties"]
    assert {row["id"] for row in rows} == expected
    assert {row["id"] for row in counts} == expected & {r["id"] for r in DATA["casualties"]}


def test_the_count_of_ucdp_leaves_every_screen_before_its_release(
    conflictcli: Conflictcli,
) -> None:
    day = str(date(2019, 12, 17) - timedelta(days=1))
    for command in (["casualties"], ["event", "aid-convoy-strike"], ["timeline"]):
        assert "UCDP" not in conflictcli(*command, "--as-of", day).out
        assert "UCDP" in conflictcli(*command, "--as-of", "2019-12-17").out


def test_what_is_of_a_day_for_certain_comes_before_what_only_may_be(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    dates = {
        "bounds": "[2016-03-01..2016-03-09]",
        "month": "2016-03",
        "open": "2016-03-01/..",
        "around": "2016-03-01/2016-03-09",
        "day": "2016-03-05",
        "inside": "[2016-03-05..2016-03-05]",
        "undated": None,
    }
    path = dataset(events=[event(id, date=value) for id, value in dates.items()])
    window = ["--since", "2016-03-05", "--until", "2016-03-05"]
    rows = conflictcli("timeline", *window, "--data", path, "-f", "json").json["timeline"]
    assert [(row["id"], row["certain"]) for row in rows] == [
        ("around", True),
        ("day", True),
        ("inside", True),
        ("bounds", False),
        ("month", False),
        ("open", False),
        ("undated", False),
    ]
    assert "May be of these days" in conflictcli("timeline", *window, "--data", path).out


def test_on_8_october_the_votes_come_first(conflictcli: Conflictcli) -> None:
    run = conflictcli("timeline", "--since", "2016-10-08", "--until", "2016-10-08", "-f", "json")
    dates = [row["date"] for row in run.json["timeline"] if row["certain"]]
    assert (dates[0], set(dates)) == ("2016-10-08", {"2016-10-08"})


def test_by_a_day_sorts_at_that_day(conflictcli: Conflictcli) -> None:
    ids = [r["id"] for r in conflictcli("timeline", "-f", "json").json["timeline"]]
    assert ids.index("hmeimim-agreement-signed") < ids.index("russia-rebels-fighting")


NAMES = {
    "hospitals": 1,
    "hospital": 1,
    "convoy": 1,
    "aid convoys": 1,
    "Deir ez-Zor": 0,
}


@pytest.mark.parametrize(("name", "code"), NAMES.items())
def test_a_name_opens_an_event_or_lists_those_that_it_matches(
    conflictcli: Conflictcli, name: str, code: int
) -> None:
    run = conflictcli("event", name)
    listed = run.err.splitlines()[1:]
    ids = {record["id"] for record in DATA["events"]}
    assert (run.code, {line.split()[0] for line in listed} <= ids) == (code, True)
    assert len(listed) != 1


def test_a_final_s_is_no_matter_in_a_search(conflictcli: Conflictcli) -> None:
    run = conflictcli("search", "Kerry", "war", "crimes", "-f", "json")
    assert "kerry-war-crime-if-deliberate" in {m["id"] for m in run.json["matches"]}


def test_a_count_that_a_search_finds_names_its_counter(conflictcli: Conflictcli) -> None:
    assert "*376* killed, says de Mistura" in conflictcli("search", "376").out


def test_a_short_name_finds_its_actor_and_source(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        schema_version=2,
        sources=[{"id": "paper", "publisher": "The Paper", "short": "TP"}],
        actors=[{"id": "ann", "name": "Ann Lee", "short": "Annie", "kind": "person"}],
    )
    for command in (["actor", "annie"], ["sources", "TP"]):
        assert conflictcli(*command, "--data", path).code == 0


@pytest.mark.parametrize("command", ["timeline", "casualties"])
def test_filters_meet_in_one_event(
    conflictcli: Conflictcli, dataset: Dataset, command: str
) -> None:
    path = dataset(
        events=[
            event("here", kind="raid", place={"name": "Here"}),
            event("there", kind="vote", place={"name": "There"}),
        ],
        statements=[said("both", about=["here", "there"])],
    )
    run = conflictcli(command, "--place", "Here", "--kind", "vote", "--data", path, "-f", "json")
    assert next(iter(run.json.values())) == []


def totals(conflictcli: Conflictcli, path: str, *more: str) -> dict[str, Any]:
    run = conflictcli("casualties", "--by", "year", *more, "--data", path, "-f", "json")
    [total] = run.json["totals"]
    return {name: (total[name] or {}).get("best") for name in ("killed", "injured")} | {
        "counts": total["counts"]
    }


def test_a_later_count_of_the_injured_alone_does_not_take_the_killed_away(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    by = {"counted_by": "ann"}
    path = dataset(
        events=[event("raid", date="2016-03-01")],
        casualties=[
            count("c1", "raid", as_of="2016-03-01", killed={"best": 10}, injured={"best": 1}, **by),
            count("c2", "raid", as_of="2016-03-02", injured={"best": 5}, **by),
        ],
    )
    assert totals(conflictcli, path) == {"killed": 10, "injured": 5, "counts": 2}
    run = conflictcli("casualties", "--data", path, "-f", "json")
    marks = ("id", "stands", "replaced_by")
    assert [tuple(row[mark] for mark in marks) for row in run.json["casualties"]] == [
        ("c1", ["killed"], "c2"),
        ("c2", ["injured"], None),
    ]


def test_a_dated_count_of_an_undated_event_counts_by_its_day(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid", date="[2016-03-01..2016-03-30]")],
        casualties=[count("c1", "raid", as_of="2016-03-05", killed={"best": 4})],
    )
    assert totals(conflictcli, path, "--as-of", "2016-03-10")["killed"] == 4


def test_a_filter_makes_no_replaced_count_stand(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(
        events=[event("raid", date="2016-03-01")],
        casualties=[
            count(f"c{n}", "raid", as_of=f"2016-03-0{n}", killed={"best": n}, counted_by="ann")
            for n in (1, 2, 3)
        ],
    )
    run = conflictcli("casualties", "--until", "2016-03-02", "--data", path, "-f", "json")
    rows = run.json["casualties"]
    assert [(row["id"], row["stands"]) for row in rows] == [("c1", []), ("c2", [])]


def test_copies_of_one_text_are_one_source(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(
        schema_version=2,
        sources=[{"id": "paper"}, {"id": "copy", "copy_of": "paper"}, {"id": "other"}],
        events=[
            event("one", citations=[{"source": "paper"}, {"source": "copy"}]),
            event("two", citations=[{"source": "copy"}, {"source": "other"}]),
        ],
    )
    [about] = conflictcli("info", "--data", path, "-f", "json").json["info"]
    assert about["single_source"] == 1


def test_an_accusation_that_answers_an_actor_brings_its_denials(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        schema_version=2,
        actors=[
            {"id": id, "name": id.title(), "kind": "person", "citations": PAPER}
            for id in ("ann", "bob", "cem")
        ],
        events=[event("raid")],
        statements=[
            said("talk"),
            said(
                "blame",
                speaker="bob",
                stance="accuses",
                about=["raid"],
                attributes_to=["cem"],
                responds_to="talk",
            ),
            said("no", speaker="cem", stance="denies", about=["raid"], attributes_to=["cem"]),
        ],
    )
    ran = conflictcli("actor", "ann", "--data", path, "--json")
    assert [reply["id"] for reply in ran.json["replies"]] == ["blame", "no"]
    assert "⇄ denied by Cem" in conflictcli("actor", "ann", "--data", path).out


def test_a_limit_cuts_no_denial_off(conflictcli: Conflictcli, dataset: Dataset) -> None:
    of_bob = {"about": ["raid"], "attributes_to": ["bob"]}
    path = dataset(
        schema_version=2,
        events=[event("raid", date="2016-09-10")],
        statements=[
            said("blame", stance="accuses", **of_bob, date="2016-09-11"),
            said("reply", speaker="bob", responds_to="blame", date="2016-09-12"),
            said("no", speaker="bob", stance="denies", **of_bob, date="2016-09-13"),
        ],
    )
    assert "text of no" in conflictcli("event", "raid", "--data", path, "--limit", "1").out
    assert "text of reply" in conflictcli("actor", "ann", "--data", path, "--limit", "1").out


def test_a_range_that_ends_open_says_so_beside_the_same_number(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("raid", date="2016-09-12")],
        casualties=[
            count("first", "raid", as_of="2016-09-13", killed={"best": 20}),
            count("second", "raid", as_of="2016-09-13", killed={"low": 20}),
        ],
    )
    out = conflictcli("casualties", "--data", path).out
    toll = r"at least 20 \(counter not named\) killed"
    assert re.search(f"^Raid  raid +{toll}$", out, re.MULTILINE)


def test_an_event_is_not_said_to_be_part_of_one_that_began_after_the_day(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[
            event("raid", date="2016-09-10", part_of="siege"),
            event("siege", date="2016-12-13"),
        ]
    )
    assert (
        "part of" not in conflictcli("event", "raid", "--data", path, "--as-of", "2016-10-01").out
    )
    assert "part of" in conflictcli("event", "raid", "--data", path).out


def test_a_statement_does_not_name_an_event_that_had_not_begun(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[event("pause", date="2016-10-20")],
        statements=[said("plan", about=["pause"], date="2016-10-18")],
    )
    asked = ("--data", path, "--as-of", "2016-10-19", "--json")
    [plan] = conflictcli("statements", *asked).json["statements"]
    assert plan["about"] == []
    assert [each["id"] for each in conflictcli("timeline", *asked).json["timeline"]] == ["plan"]
