"""Whose count, of whom and for which days: what stands, what is replaced, and the toll."""

import csv
import json
import random
import re
from typing import Any

import pytest
from conftest import Conflictcli, Dataset
from count_cases import (
    CASES,
    MONITOR,
    SIEGE,
    actor,
    as_read,
    counted,
    happened,
    in_each_format,
    json_rows,
    records,
    toll,
)
from hypothesis import given
from hypothesis import strategies as st

PLACE = {"name": "Town", "latitude": 1.0, "longitude": 2.0}
OCHA, RUSSIA = actor("ocha", "Redland Aid"), actor("russia", "Blueland", "state")
CORPS = actor("corps", "Blueland Corps", "armed-group", member_of="russia")
ACTORS = [MONITOR, OCHA, RUSSIA, CORPS]
DAY, DAYS = "2020-05-01", "2020-05-01/2020-05-20"


def of_strike(*reports: dict[str, Any], date: str | None = DAY, **more: Any) -> dict[str, Any]:
    """Return the records of one event, with reports that are numbered."""
    casualties = [counted(f"c{n}", **report) for n, report in enumerate(reports, 1)]
    events = [happened("e1", "Strike", date, place=PLACE)]
    return records(**{"actors": ACTORS, "events": events, "casualties": casualties, **more})


def killed(number: int | dict[str, Any], by: str | None = None, **more: Any) -> dict[str, Any]:
    return {"killed": number if isinstance(number, dict) else {"best": number}, **_by(by), **more}


def of_group(group: str, number: int | dict[str, Any], by: str | None = None) -> dict[str, Any]:
    number = number if isinstance(number, dict) else {"best": number}
    return {"breakdown": [{"group": group, "killed": number}], **_by(by)}


def _by(by: str | None) -> dict[str, Any]:
    return {"counted_by": by} if by else {}


def replaced(conflictcli: Conflictcli, path: str) -> dict[str, str]:
    rows = json_rows(conflictcli, path, "casualties")
    return {row["id"]: row["replaced_by"] for row in rows if row["replaced_by"]}


CASE_TOLLS: dict[str, list[str]] = {
    "01-daily-after-cumulative": ["1–9 May: 376 (Monitor) killed", "10 May: 4 (Monitor) killed"],
    "04-up-to-group": ["children: up to 30 (counter not named) killed"],
    "05-about-alone": ["about 200 to about 400 (counter not named) killed"],
    "07-one-counter-revises": ["12 (Monitor) killed"],
    "08-one-counter-corrects-down": ["471 (Monitor) killed"],
    "18-up-to-beside": ["up to 30 (counter not named) killed"],
    "60-covers-null-and-day": ["62 (Ministry) to 83 (Rebels) killed"],
    "62-covers-year-and-month": [
        "1 Jan – 31 Dec: 100 (Ministry) killed",
        "1–31 May: 300 (Rebels) killed",
    ],
    "self-dispute": ["2 (1–2; UCDP) killed"],
    "no-count": [],
}


@pytest.mark.parametrize(("case", "lines"), CASE_TOLLS.items(), ids=CASE_TOLLS)
def test_the_toll_of_a_case_is_the_same_on_a_card_and_in_every_export(
    conflictcli: Conflictcli, dataset: Dataset, case: str, lines: list[str]
) -> None:
    made = CASES[case]
    events = [{**each, "place": PLACE} for each in made["events"]]
    assert toll(conflictcli, dataset(**{**made, "events": events})) == "; ".join(lines)


@pytest.mark.parametrize(("case", "lines"), CASE_TOLLS.items(), ids=CASE_TOLLS)
def test_the_toll_of_a_case_is_the_same_in_every_format_that_people_read(
    conflictcli: Conflictcli, dataset: Dataset, case: str, lines: list[str]
) -> None:
    path = dataset(**CASES[case])
    for command in (["event", "e1"], ["casualties"]):
        for text in in_each_format(conflictcli, path, *command).values():
            assert " ".join(lines) in text


def test_where_only_injured_are_counted_a_dash_stands_for_the_killed(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**CASES["injured-only-many"])
    for text in in_each_format(conflictcli, path, "casualties").values():
        assert "– killed 3 (Recorder) injured" in text
        assert "2 (Recorder) killed 3 (Recorder) injured" in text
        assert "groups" not in text
    screen = conflictcli("casualties", "--data", path).out
    assert re.search(r"\nShelling 0 +– +1  e0\n", screen)
    assert re.search(r"\nShelling 1 +2 \(Recorder\) +1  e1\n", screen)


def test_equal_bounds_are_one_number(conflictcli: Conflictcli, dataset: Dataset) -> None:
    path = dataset(**CASES["71-equal-bounds"])
    screen = conflictcli("casualties", "--data", path, columns=120).out
    shown = re.findall(r" May ◀ +(\S.*?)  ", screen)
    assert shown == ["12", "5", "5", "0–3", "at least 0", "up to 0", "10 (5–20)"]


# Of whom.


def test_a_number_is_of_everyone_also_where_a_group_makes_up_all_of_it(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    whole = {**of_group("soldiers", 62, "ocha"), **killed(62)}
    path = dataset(**of_strike(whole, killed(83, "mon")))
    [one, _] = json_rows(conflictcli, path, "casualties")
    assert one["people"] == {"killed": ["everyone"], "injured": []}
    assert toll(conflictcli, path) == "62 (Redland Aid) to 83 (Monitor) killed"


def test_where_only_the_breakdown_has_numbers_each_group_is_a_people_of_its_own(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    groups = [{"group": "women", "killed": {"best": 2}}, {"group": "men", "killed": {"best": 3}}]
    path = dataset(**of_strike({"breakdown": groups}, killed(9, "mon")))
    rows = json_rows(conflictcli, path, "casualties")
    assert [row["people"]["killed"] for row in rows] == [["women", "men"], ["everyone"]]
    assert toll(conflictcli, path) == (
        "9 (Monitor) killed; men: 3 (counter not named) killed; women: 2 (counter not named) killed"
    )


def test_people_are_decided_for_killed_and_injured_apart(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    part = {"group": "children", "killed": {"best": 1}, "injured": {"best": 4}}
    path = dataset(**of_strike({"breakdown": [part], **killed(7, "mon")}))
    [row] = json_rows(conflictcli, path, "casualties")
    assert row["people"] == {"killed": ["everyone"], "injured": ["children"]}
    assert (row["stands"], row["toll"]) == (["killed", "injured"], ["killed"])
    assert toll(conflictcli, path) == "7 (Monitor) killed; children: 4 (Monitor) injured"


def test_a_count_of_other_people_replaces_nothing(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    later = {**of_group("children", 3, "mon"), "as_of": "2020-05-09"}
    path = dataset(**of_strike(killed(20, "mon"), later))
    assert replaced(conflictcli, path) == {}
    assert toll(conflictcli, path) == "20 (Monitor) killed; children: 3 (Monitor) killed"


def test_a_group_spelled_in_two_ways_is_one(conflictcli: Conflictcli, dataset: Dataset) -> None:
    later = {**of_group("Children", 5, "mon"), "as_of": "2020-05-09"}
    path = dataset(**of_strike(of_group("children", 3, "mon"), later, of_group("CHILDREN", 4)))
    assert replaced(conflictcli, path) == {"c1": "c2"}
    words = "4 (counter not named) to 5 (Monitor) killed"
    assert toll(conflictcli, path).endswith(f": {words}")


def test_one_group_is_asked_for_also_where_it_is_part_of_a_count_of_everyone(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    part = {"group": "children", "killed": {"best": 3}}
    path = dataset(**of_strike({"breakdown": [part], **killed(20, "mon")}, killed(25, "ocha")))
    command = ("casualties", "--people", "children")
    [row] = json_rows(conflictcli, path, *command)
    assert (row["id"], row["people"]["killed"], row["stands"]) == ("c1", ["children"], ["killed"])
    assert row["toll"] == []
    for text in in_each_format(conflictcli, path, *command).values():
        assert "children: 3 (Monitor) killed" in text
        assert "20 (Monitor)" not in text


# For which days.

PERIODS = {
    "the day of an event of one day": (DAY, {}, DAY),
    "one unknown day": ("[2020-05-01..2020-05-09]", {}, "2020-05-01/2020-05-09"),
    "a month is one unknown day": ("2020-05", {}, "2020-05-01/2020-05-31"),
    "what it covers": (DAYS, {"covers": "2020-05-03"}, "2020-05-03"),
    "what lasts, to the day of the count": (DAYS, {"as_of": "2020-05-07"}, "2020-05-01/2020-05-07"),
    "the last possible day of it": (
        "2020-05-01/2020-06-09",
        {"as_of": "2020-05"},
        "2020-05-01/2020-05-31",
    ),
    "but not beyond its end": (DAYS, {"as_of": "2020-06-07"}, DAYS),
    "a month in which it began": (
        "2020-05/2020-06-09",
        {"as_of": "2020-06-02"},
        "2020-05-01/2020-06-02",
    ),
    "an open end": ("2020-05-01/..", {"as_of": "2020-05-07"}, "2020-05-01/2020-05-07"),
}


@pytest.mark.parametrize(("date", "fields", "period"), PERIODS.values(), ids=PERIODS)
def test_a_count_is_of_days(
    conflictcli: Conflictcli, dataset: Dataset, date: str, fields: Any, period: str
) -> None:
    same = killed(9, "ocha", covers=period, as_of="2020-05-02")
    path = dataset(**of_strike(killed(9, "mon", **fields), same, date=date))
    # Only counts of the same days share a line that names no days.
    assert toll(conflictcli, path) == "9 (2 counters) killed"


@pytest.mark.parametrize(
    ("date", "as_of"),
    [(None, DAY), (DAYS, "2020-04-30"), ("2020-05-01/..", None), ("2020-05-01/..", "2020-04")],
    ids=["undated event", "reversed", "no end and no as-of day", "reversed by a month"],
)
def test_a_count_of_unknown_days_is_listed_and_is_no_toll(
    conflictcli: Conflictcli, dataset: Dataset, date: str | None, as_of: str | None
) -> None:
    reports = [killed(9, "mon", as_of=as_of), killed(8, "mon", as_of=as_of)]
    path = dataset(**of_strike(*reports, date=date))
    feature = conflictcli("timeline", "--data", path, "-f", "geojson").out
    assert json.loads(feature)["features"][0]["properties"]["toll"] is None
    for text in in_each_format(conflictcli, path, "event", "e1").values():
        assert "toll" not in text
        assert "9" in text
        assert ("of other days" in text, "other counts" in text) == (False, True)


def test_periods_are_compared_by_their_days_and_not_by_spelling(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    first = killed(9, "mon", covers="2020-05", as_of="2020-06-01")
    second = killed(8, "mon", covers="2020-05-01/2020-05-31", as_of="2020-06-02")
    path = dataset(**of_strike(first, second, date="2020-05/2020-06"))
    assert replaced(conflictcli, path) == {"c1": "c2"}


def test_a_count_of_days_outside_the_event_is_listed_under_its_own_words(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    outside = killed(9, "mon", covers="2020-04-20/2020-05-05")
    others = [happened(f"o{n}", f"Other {n}", DAY) for n in range(2)]
    more = [counted(f"x{n}", f"o{n % 2}", **killed(1, "ocha")) for n in range(9)]
    made = of_strike(outside, date=DAYS)
    made["events"] += others
    made["casualties"] += more
    path = dataset(**made)
    slides = json.loads(conflictcli("timeline", "--data", path, "-f", "timelinejs").out)["events"]
    words = "20 Apr – 5 May 2020: 9 (Monitor)"
    assert (
        f"<p>{words} killed</p>"
        in next(s for s in slides if s["unique_id"] == "e1")["text"]["text"]
    )
    for text in in_each_format(conflictcli, path, "casualties").values():
        assert words in text  # In the overview.
        assert f"{words} killed" not in text


# Whose, and what stands.


def test_counts_that_name_nobody_replace_nothing_and_are_not_replaced(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    reports = [killed(9), killed(8, as_of="2020-05-03"), killed(7, "mon", as_of="2020-05-04")]
    path = dataset(**of_strike(*reports))
    assert replaced(conflictcli, path) == {}
    rows = json_rows(conflictcli, path, "casualties")
    assert [row["stands"] for row in rows] == [["killed"]] * 3


def test_of_unnamed_counts_of_the_same_days_the_last_make_a_range(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    reports = [killed(n, as_of=f"2020-05-{day}") for n, day in ((9, "02"), (7, "03"), (8, "03"))]
    path = dataset(**of_strike(*reports))
    assert toll(conflictcli, path) == "7 to 8 (counter not named) killed"
    assert "9" in as_read(conflictcli("event", "e1", "--data", path))


def test_unnamed_counts_of_other_days_are_not_compared(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    early = killed(9, covers="2020-05-01/2020-05-19", as_of="2020-05-02")
    late = killed(7, covers=DAYS, as_of="2020-05-20")
    path = dataset(**of_strike(early, late, date=DAYS))
    assert toll(conflictcli, path) == "7 to 9 (counter not named) killed"


def test_an_unnamed_count_never_agrees_with_a_named_counter(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**of_strike(killed(9), killed(9, "mon")))
    assert toll(conflictcli, path) == "9 (Monitor; counter not named) killed"
    [total, other] = json_rows(conflictcli, path, "casualties", "--by", "year")
    assert (total["counter"], other["counter"]) == ("mon", None)


WHOLE, WEEK, NEXT = DAYS, "2020-05-01/2020-05-07", "2020-05-08/2020-05-14"
SERIES = {
    "of the same days": ([WEEK, WEEK], {"c1": "c2"}),
    "of days that contain the earlier": ([WEEK, WHOLE], {"c1": "c2"}),
    "of fewer days": ([WHOLE, WEEK], {}),
    "of other days": ([WEEK, NEXT], {}),
    "of days that overlap": (["2020-05-01/2020-05-08", "2020-05-08/2020-05-20"], {}),
}


@pytest.mark.parametrize(("covers", "expected"), SERIES.values(), ids=SERIES)
def test_a_later_count_of_a_counter_replaces_one(
    conflictcli: Conflictcli, dataset: Dataset, covers: list[str], expected: dict[str, str]
) -> None:
    reports = [killed(n, "mon", covers=c, as_of=f"2020-05-2{n}") for n, c in enumerate(covers)]
    path = dataset(**of_strike(*reports, date=DAYS))
    assert replaced(conflictcli, path) == expected


def test_a_later_count_replaces_one_where_the_days_of_both_are_unknown(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    reports = [killed(n, "mon", as_of=f"2020-05-2{n}") for n in (1, 2)]
    assert replaced(conflictcli, dataset(**of_strike(*reports, date=None))) == {"c1": "c2"}


@pytest.mark.parametrize(
    "days",
    [["2020-05-02", "2020-05-02"], [None, "2020-05-09"], ["2020-05-09", None], ["2020-05", DAY]],
    ids=["of one day", "without a day", "before one without a day", "perhaps later"],
)
def test_a_count_that_is_not_certainly_later_replaces_nothing(
    conflictcli: Conflictcli, dataset: Dataset, days: list[str | None]
) -> None:
    reports = [killed(n, "mon", as_of=day) for n, day in enumerate(days, 7)]
    path = dataset(**{**of_strike(*reports), "schema_version": 3})
    assert replaced(conflictcli, path) == {}
    assert toll(conflictcli, path) == "7 to 8 (Monitor) killed"


def test_a_revision_is_quiet_and_what_stands_is_marked(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**CASES["07-one-counter-revises"])
    screen = conflictcli("casualties", "--data", path).out
    assert re.search(r"^Monitor +1 May +5 ", screen, re.MULTILINE)
    assert re.search(r"^ +3 May ◀ +12 ", screen, re.MULTILINE)
    assert "dim, no ◀: replaced by its counter" in screen
    colored = conflictcli("casualties", "--data", path, "--color", "always").out
    assert re.search("\x1b\\[2m *5", colored)
    assert re.search("\x1b\\[1m12", colored)
    rows = json_rows(conflictcli, path, "casualties")
    assert [(r["stands"], r["toll"], r["replaced_by"]) for r in rows] == [
        ([], [], "c2"),
        (["killed"], ["killed"], None),
    ]


def test_csv_tells_of_each_count_whether_it_stands(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**CASES["07-one-counter-revises"])
    run = conflictcli("casualties", "--data", path, "-f", "csv")
    columns = ("stands", "toll", "replaced_by", "replaced_by_title")
    assert [[row[name] for name in columns] for row in csv.DictReader(run.out.splitlines())] == [
        ["", "", "c2", "12 killed, says Monitor: Strike"],
        ["killed", "killed", "", ""],
    ]


# The toll.

LINES = {
    "days nearly as long share a line": (
        [killed(376, "mon", covers=DAYS), killed(377, "ocha", covers="2020-05-01/2020-05-18")],
        "376 (Monitor) to 377 (Redland Aid) killed",
    ),
    "shorter days are a line of their own": (
        [killed(376, "mon", covers=DAYS), killed(377, "ocha", covers="2020-05-01/2020-05-17")],
        "1–20 May: 376 (Monitor) killed; 1–17 May: 377 (Redland Aid) killed",
    ),
    "as long, but not within the longest": (
        [
            killed(1, "mon", covers="2020-05-01/2020-05-19"),
            killed(2, "ocha", covers="2020-05-02/2020-05-20"),
        ],
        "1–19 May: 1 (Monitor) killed; 2–20 May: 2 (Redland Aid) killed",
    ),
    "two periods of one counter are two lines": (
        [
            killed(5, "ocha", covers=DAYS),
            killed(1, "mon", covers="2020-05-01/2020-05-19"),
            killed(2, "mon", covers="2020-05-02/2020-05-20"),
        ],
        "1–20 May: 1 (Monitor) to 5 (Redland Aid) killed; 2–20 May: 2 (Monitor) killed",
    ),
    "one figure": ([killed(9, "mon")], "9 (Monitor) killed"),
    "several that agree": ([killed(9, "mon"), killed(9, "ocha")], "9 (2 counters) killed"),
    "a counter and its member are one": (
        [killed(9, "corps"), killed(9, "russia")],
        "9 (Blueland) killed",
    ),
    "the lowest and the highest": (
        [killed(9, "mon"), killed(7, "ocha"), killed(8, "russia")],
        "7 (Redland Aid) to 9 (Monitor) killed",
    ),
    "an end keeps its words": (
        [killed({"best": 7, "approximate": True}, "mon"), killed({"low": 9}, "ocha")],
        "about 7 (Monitor) to at least 9 (Redland Aid) killed",
    ),
    "an end keeps its own bounds": (
        [killed({"low": 5, "best": 7, "high": 20}, "mon"), killed(9, "ocha")],
        "7 (5–20; Monitor) to 9 (Redland Aid) killed",
    ),
    "a range is an end as its counter gave it": (
        [killed({"low": 5, "high": 7}, "mon"), killed(9, "ocha")],
        "5–7 (Monitor) to 9 (Redland Aid) killed",
    ),
    "an upper bound stands beside a number of another": (
        [killed(25, "ocha"), killed({"high": 30}, "russia")],
        "25 (Redland Aid); up to 30 (Blueland) killed",
    ),
    "a range hides no number of another": (
        [killed(25, "ocha"), killed({"low": 5, "high": 90}, "russia"), killed(30)],
        "25 (Redland Aid) to 30 (counter not named); 5–90 (Blueland) killed",
    ),
    "an upper bound of a named counter hides no unnamed number": (
        [killed(25), killed({"high": 30}, "russia")],
        "25 (counter not named); up to 30 (Blueland) killed",
    ),
    "an unnamed upper bound below an unnamed number": (
        [killed(25), killed({"high": 20})],
        "25 (counter not named); up to 20 (counter not named) killed",
    ),
    "at least as many": (
        [killed({"low": 9}, "ocha"), killed(9, "mon")],
        "9 (Monitor); at least 9 (Redland Aid) killed",
    ),
    "one counter, about as many": (
        [killed(9, "mon"), killed({"best": 9, "approximate": True}, "mon")],
        "about 9 (Monitor) killed",
    ),
    "at least 0 is left out": (
        [killed({"low": 0}, "mon"), killed(9, "ocha")],
        "9 (Redland Aid) killed",
    ),
    "at least 0 alone": (
        [killed({"low": 0}, "mon"), killed({"low": 0}, "ocha")],
        "at least 0 (2 counters) killed",
    ),
    "equal bounds are one number": (
        [killed({"low": 12, "high": 12}, "mon")],
        "12 (Monitor) killed",
    ),
    "groups follow": (
        [killed(9, "mon"), of_group("children", {"low": 96}, "ocha")],
        "9 (Monitor) killed; children: at least 96 (Redland Aid) killed",
    ),
    "injured alone": (
        [{"injured": {"best": 4}, "counted_by": "mon"}],
        "– killed; 4 (Monitor) injured",
    ),
    "the killed of a group beside injured": (
        [{"injured": {"best": 4}, "counted_by": "mon"}, of_group("children", 2, "mon")],
        "4 (Monitor) injured; children: 2 (Monitor) killed",
    ),
}


@pytest.mark.parametrize(("reports", "words"), LINES.values(), ids=LINES)
def test_the_toll_of_counts(
    conflictcli: Conflictcli, dataset: Dataset, reports: list[dict[str, Any]], words: str
) -> None:
    date = DAYS if any("covers" in report for report in reports) else DAY
    assert toll(conflictcli, dataset(**of_strike(*reports, date=date))) == words


def test_counters_that_are_members_of_each_other_are_named(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    circle = [actor("mon", "Monitor", member_of="ocha"), actor("ocha", "Aid", member_of="mon")]
    path = dataset(**of_strike(killed(9, "mon"), killed(9, "ocha"), actors=circle))
    assert toll(conflictcli, path) == "9 (2 counters) killed"


def test_a_map_has_the_bounds_of_the_longest_days_and_no_highest_where_others_are_counted(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    case = CASES["01-daily-after-cumulative"]
    path = dataset(**{**case, "events": [{**SIEGE, "place": PLACE}]})
    [feature] = json.loads(conflictcli("timeline", "--data", path, "-f", "geojson").out)["features"]
    found = {name: feature["properties"][name] for name in ("killed_min", "killed_max")}
    assert found == {"killed_min": 376, "killed_max": None}


def test_bars_on_one_screen_have_one_scale(conflictcli: Conflictcli, dataset: Dataset) -> None:
    events = [happened(id, id, DAY) for id in ("e1", "e2")]
    numbers = {"e1": (50, 100), "e2": (10, 20)}
    reports = [
        counted(f"c{event}{n}", event, **killed(n, by))
        for event, of_event in numbers.items()
        for n, by in zip(of_event, ("mon", "ocha"), strict=True)
    ]
    path = dataset(**records(actors=ACTORS, events=events, casualties=reports))
    screen = conflictcli("casualties", "--data", path).out
    found = re.findall(r"◀ +(\d+)  ([━╸]+)", screen)
    assert {int(n): bar for n, bar in found} == {50: "━" * 5, 100: "━" * 10, 10: "━", 20: "━━"}


def test_a_count_on_a_line_of_its_own_says_who_counted(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(**of_strike(killed(62, "russia"), killed(9)))
    for command in (["timeline"], ["search", "strike"], ["sources", "s1"]):
        text = as_read(conflictcli(*command, "--data", path))
        assert "62 killed, says Blueland" in text
        assert "9 killed, counter not named" in text


# What must not change anything.


def test_records_in_another_order_change_no_fact(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    reports = [report for each, _ in LINES.values() for report in each]
    made = of_strike(*reports, date=DAYS)
    answers = set()
    for seed in range(4):
        shuffled = random.Random(seed).sample(made["casualties"], len(reports))
        path = dataset(**{**made, "casualties": shuffled})
        rows = sorted(map(json.dumps, json_rows(conflictcli, path, "casualties")))
        answers.add((toll(conflictcli, path), tuple(rows)))
    assert len(answers) == 1


def test_a_replaced_count_that_is_taken_away_changes_no_toll(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    reports = [killed(n, "mon", as_of=f"2020-05-0{n}", covers=DAY) for n in range(1, 6)]
    made = of_strike(*reports, killed(9, "ocha"))
    gone = replaced(conflictcli, dataset(**made))
    assert set(gone) == {"c1", "c2", "c3", "c4"}
    words = toll(conflictcli, dataset(**made))
    kept = [report for report in made["casualties"] if report["id"] not in gone]
    assert toll(conflictcli, dataset(**{**made, "casualties": kept})) == words


NUMBERS = st.builds(
    lambda low, best, high, about: {"low": low, "best": best, "high": high, "approximate": about},
    *[st.none() | st.integers(0, 99)] * 3,
    st.booleans(),
).filter(lambda n: any(n[name] is not None for name in ("low", "best", "high")))
REPORTS = st.builds(
    lambda number, by, group, covers, as_of: {
        **({"killed": number} if group is None else of_group(group, number)),
        "counted_by": by,
        "covers": covers,
        "as_of": as_of,
    },
    NUMBERS,
    st.sampled_from([None, "mon", "ocha", "russia", "corps"]),
    st.sampled_from([None, None, None, "children", "Children"]),
    st.sampled_from([None, None, DAY, "2020-05", WEEK, NEXT, "2020-05-01/2020-05-19", "2020/.."]),
    st.sampled_from([None, DAY, "2020-05-02", "2020-05-09", "2020-06-09"]),
)
EVENT_DATES = st.sampled_from(
    [None, DAY, DAYS, "2020-05", "[..2020-05-09]", "2020-05-01/..", "[2020-05-03..]", "2020-05/.."]
)


@given(st.lists(REPORTS, max_size=7), EVENT_DATES)
def test_whatever_is_counted_every_number_of_a_toll_is_one_of_a_record(
    conflictcli: Conflictcli, dataset: Dataset, reports: list[dict[str, Any]], date: str | None
) -> None:
    path = dataset(**of_strike(*reports, date=date))
    feature = json.loads(conflictcli("timeline", "--data", path, "-f", "geojson").out)
    properties = feature["features"][0]["properties"]
    words = re.sub(r"[–0-9]+ (May|Jun|Jan|Dec)\b|\d{4}|\d counters", "", properties["toll"] or "")
    given_numbers = {
        n
        for report in reports
        for each in (report.get("killed"), *(p["killed"] for p in report.get("breakdown", ())))
        if each
        for n in (each["low"], each["best"], each["high"])
    }
    assert {int(n) for n in re.findall(r"\d+", words)} <= given_numbers
    bounds = {properties["killed_min"], properties["killed_max"]} - {None, 0}
    assert bounds <= given_numbers
    rows = json_rows(conflictcli, path, "casualties")
    standing = {row["id"] for row in rows if not row["replaced_by"]}
    # What replaces a count stands for itself, or is replaced in its turn by one that does.
    for row in rows:
        assert row["replaced_by"] != row["id"]
    assert bool(rows) == bool(standing)


# The dataset that ships.


@pytest.mark.usefixtures("shipped")
def test_the_toll_of_a_strike_says_whose_each_end_is(conflictcli: Conflictcli) -> None:
    event = as_read(conflictcli("event", "deir-ez-zor-strike", columns=200))
    assert "toll at least 15 (Coe (US)) to 83 (SOHR) killed" in event
    assert "100 (Russia) to at least 120 (SOHR) injured" in event


@pytest.mark.usefixtures("shipped")
def test_counts_of_other_days_of_an_offensive_are_lines_of_their_own(
    conflictcli: Conflictcli,
) -> None:
    event = conflictcli("event", "east-aleppo-offensive", columns=200)
    text = as_read(event)
    assert "22 Sep – 22 Nov: civilians: 523 (SOHR) killed" in text
    assert "22 Sep – 9 Oct: 376 (counter not named) to at least 377 (WHO) killed" in text
    assert "23–28 Sep: children: at least 96 (UNICEF) killed" in text


@pytest.mark.usefixtures("shipped")
def test_by_9_october_the_world_health_organization_had_replaced_its_earlier_counts(
    conflictcli: Conflictcli,
) -> None:
    command = ("casualties", "--event", "east-aleppo-offensive", "--as-of", "2016-10-09")
    rows = conflictcli(*command, "--json").json["casualties"]
    of_who = [row for row in rows if row["counted_by"] == "world-health-organization"]
    assert [bool(row["replaced_by"]) for row in of_who] == [True, True, False]


def test_what_replaces_a_count_is_named_where_a_filter_leaves_it_out(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    counts = [
        counted("c1", **killed(3, "mon"), as_of="2020-05-02"),
        counted("c2", **killed(5, "mon"), as_of="2020-05-09"),
    ]
    path = dataset(**records(actors=[MONITOR], casualties=counts))
    asked = ("casualties", "--data", path)
    told = "replaced by its later count (9 May 2020)"
    assert told in " ".join(conflictcli(*asked, "--until", "2020-05-05").out.split())
    assert told not in " ".join(conflictcli(*asked).out.split())


def test_counts_that_are_in_no_line_above_a_table_are_told(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    counts = [
        counted("c1", **killed(3, "mon")),
        counted("c2", **killed(5, "mon"), covers="2020-04-20"),
    ]
    path = dataset(**records(actors=[MONITOR], casualties=counts))
    out = conflictcli("casualties", "--data", path).out
    assert "3 (Monitor) killed\n1 more count is of other days, or of unknown ones\n" in re.sub(
        r" +", " ", out
    )


def test_each_number_names_what_replaces_it_where_that_is_not_shown(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    counts = [
        counted("c1", **killed(3, "mon"), injured={"best": 10}, as_of="2020-05-02"),
        counted("c2", **killed(5, "mon"), as_of="2020-05-04"),
        counted("c3", counted_by="mon", injured={"best": 12}, as_of="2020-05-09"),
    ]
    path = dataset(**records(actors=[MONITOR], casualties=counts))
    out = conflictcli("casualties", "--data", path, "--until", "2020-05-05").out
    assert "replaced by its later count (9 May 2020)" in " ".join(out.split())
    assert "4 May 2020)" not in out
