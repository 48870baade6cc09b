"""Date expressions: what they allow, how they are ordered, and when they are known."""

import re

import pytest
from conftest import Conflictcli, Dataset, event

FORMS = [
    ("2016-09-09", "2016-09-09", "2016-09-09", "9 Sep 2016"),
    ("2016-02", "2016-02-01", "2016-02-29", "Feb 2016"),
    ("2016", "2016-01-01", "2016-12-31", "2016"),
    ("2016-09-22/2016-10-09", "2016-09-22", "2016-10-09", "22 Sep – 9 Oct 2016"),
    ("2016-12-22/2017-01-09", "2016-12-22", "2017-01-09", "22 Dec 2016 – 9 Jan 2017"),
    ("2016-09-22/..", "2016-09-22", None, "from 22 Sep 2016"),
    ("[2016-10-03..2016-10-09]", "2016-10-03", "2016-10-09", "between 3 Oct and 9 Oct 2016"),
    ("[..2016-10-09]", None, "2016-10-09", "by 9 Oct 2016"),
    ("[2016-10-09..]", "2016-10-09", None, "9 Oct 2016 or later"),
    ("2016/2017-02", "2016-01-01", "2017-02-28", "2016 – Feb 2017"),
    (None, None, None, "undated"),
]
MARGINS = {
    "2016-09-09": ("September 2016", ["9 Sep", "Fri"]),
    "2016-02": ("February 2016", ["Feb"]),
    "2016": ("2016", ["2016"]),
    "2016-09-22/2016-10-09": ("September 2016", ["22 Sep –", "9 Oct"]),
    "2016-12-22/2017-01-09": ("December 2016", ["22 Dec –", "9 Jan 2017"]),
    "2016-09-22/..": ("September 2016", ["from", "22 Sep"]),
    "[2016-10-03..2016-10-09]": ("October 2016", ["3 Oct –", "9 Oct ?"]),
    "[..2016-10-09]": ("October 2016", ["by", "9 Oct"]),
    "[2016-10-09..]": ("October 2016", ["9 Oct", "or later"]),
    None: ("Undated", ["undated"]),
}
BROKEN = [
    "206-09-09",
    "2016/10/09",
    "2016-02-30",
    "2016-13",
    "2016-00",
    "2016-00-31",
    "2016-09-00",
    "0999",
    "3000",
    "2016-9-9",
    "2016-09-09T10:00",
    "[..]",
    "[2016]",
    "..",
    "../2016",
    "2016/",
    "/2016",
    "[2016..2017",
    "2016-10-09/2016-10-08",
    "[2016-10-09..2016-10-08]",
    "\uff12\uff10\uff11\uff16",
    "2016-09-09\n",
    " 2016",
    "",
    "-",
    "tomorrow",
]


@pytest.mark.parametrize(("expression", "earliest", "latest"), [form[:3] for form in FORMS])
def test_every_form_has_an_earliest_and_a_latest_day(
    conflictcli: Conflictcli,
    dataset: Dataset,
    expression: str | None,
    earliest: str | None,
    latest: str | None,
) -> None:
    path = dataset(events=[event("raid", date=expression)])
    (entry,) = conflictcli("timeline", "--data", path, "-f", "json").json["timeline"]
    assert (entry["date"], entry["earliest"], entry["latest"]) == (expression, earliest, latest)


@pytest.mark.parametrize(("expression", "words"), [(form[0], form[3]) for form in FORMS])
def test_every_form_is_written_in_words(
    conflictcli: Conflictcli, dataset: Dataset, expression: str | None, words: str
) -> None:
    path = dataset(events=[event("raid", date=expression)])
    run = conflictcli("event", "raid", "--layout", "list", "--data", path)
    assert re.search(f"^when +{re.escape(words)}$", run.out, re.MULTILINE)


@pytest.mark.parametrize(("expression", "written"), MARGINS.items())
def test_in_a_timeline_a_date_stands_in_the_margin_under_its_month(
    conflictcli: Conflictcli,
    dataset: Dataset,
    expression: str | None,
    written: tuple[str, list[str]],
) -> None:
    path = dataset(events=[event("raid", date=expression)])
    out = conflictcli("timeline", "--data", path, columns=80).out
    shown = next(part for part in out.split("\n\n") if " ─" in part)
    month, *lines = shown.split("\n")
    margin = [re.split(" ●|$", line)[0].strip() for line in lines]
    assert (month.rstrip(" ─"), margin) == written


@pytest.mark.parametrize("expression", BROKEN)
def test_anything_else_is_refused_with_its_place(
    conflictcli: Conflictcli, dataset: Dataset, expression: str
) -> None:
    path = dataset(events=[event("calm"), event("raid", date=expression)])
    run = conflictcli("timeline", "--data", path)
    shown = expression.replace("\n", "\\n")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"conflictcli: {path}: events[1].date: '{shown}' ")


def test_the_timeline_is_ordered_by_first_known_bound_then_last_then_id_and_undated_last(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    expressions = {
        "undated": None,
        "year": "2016",
        "later": "2016-03-02",
        "open": "2016-03-01/..",
        "day-b": "2016-03-01",
        "day-a": "2016-03-01",
        "long": "2016-03-01/2016-04-01",
        "before": "[..2016-03-01]",
        "after": "[2016-03-01..]",
    }
    path = dataset(events=[event(id, date=date) for id, date in expressions.items()])
    timeline = conflictcli("timeline", "--data", path, "-f", "json").json["timeline"]
    assert [entry["id"] for entry in timeline] == [
        *("year", "before", "day-a", "day-b", "long", "after", "open", "later", "undated")
    ]


AS_OF = [
    ("2016-03-01", "2016-03-01", True),
    ("2016-03-02", "2016-03-01", False),
    ("2016-03", "2016-03-30", None),
    ("2016-03", "2016-03-31", True),
    ("2016-03-01/2016-05-01", "2016-03-01", True),
    ("2016-03-01/..", "2016-03-01", True),
    ("2016-03/2016-05", "2016-03-30", None),
    ("2016-03/2016-03-09", "2016-03-08", None),
    ("2016-03/2016-03-09", "2016-03-09", True),
    ("[2016-03-01..2016-03-05]", "2016-03-04", None),
    ("[2016-03-01..2016-03-05]", "2016-03-05", True),
    ("[2016-03-01..2016-03-05]", "2016-02-29", False),
    ("[2016-03-01..]", "2016-12-31", None),
    ("[..2016-03-05]", "2016-03-04", None),
    ("[..2016-03-05]", "2016-03-05", True),
    (None, "2016-12-31", None),
]


@pytest.mark.parametrize(("expression", "day", "known"), AS_OF)
def test_as_of_keeps_what_had_certainly_begun_and_tells_what_may_have(
    conflictcli: Conflictcli, dataset: Dataset, expression: str | None, day: str, known: bool | None
) -> None:
    path = dataset(events=[event("raid", date=expression)])
    run = conflictcli("timeline", "--data", path, "--as-of", day, "-f", "json")
    told = f"conflictcli: Left out 1 record that may be later than {day}.\n" in run.err
    assert (len(run.json["timeline"]), told) == (int(known is True), known is None)


WINDOW = [
    ("2016-03-01", "2016-03-01", "2016-03-01", True),
    ("2016-03-01", "2016-03-02", None, False),
    ("2016-03-01", None, "2016-02-29", False),
    ("2016-03", "2016-03-31", None, True),
    ("[2016-03-01..2016-03-05]", "2016-03-05", "2016-03-05", True),
    ("2016-03-01/..", "2020-01-01", None, True),
    ("[..2016-03-05]", None, "1000-01-01", True),
    (None, "2016-03-01", "2016-03-01", True),
]


@pytest.mark.parametrize(("expression", "since", "until", "kept"), WINDOW)
def test_the_window_keeps_what_may_overlap_it(
    conflictcli: Conflictcli,
    dataset: Dataset,
    expression: str | None,
    since: str | None,
    until: str | None,
    kept: bool,
) -> None:
    path = dataset(events=[event("raid", date=expression)])
    window = [f"--since={since}"] * bool(since) + [f"--until={until}"] * bool(until)
    run = conflictcli("timeline", "--data", path, "-f", "json", *window)
    assert bool(run.json["timeline"]) is kept


@pytest.mark.parametrize(
    "day", ["2016/10/09", "206-09-09", "2016-02-30", "2016-00-00", "2016-10", "today", ""]
)
@pytest.mark.parametrize("option", ["--as-of", "--since", "--until"])
def test_a_bad_day_is_shown_with_the_form_expected_in_one_line(
    conflictcli: Conflictcli, option: str, day: str
) -> None:
    run = conflictcli("timeline", option, day)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert f"'{option}': '{day}'" in run.err
    assert "YYYY-MM-DD" in run.err


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2015-09-10/2016-09-20", "10 Sep –"), ("2016-09-10/2016-09-20", "10–20 Sep")],
)
def test_a_period_of_the_same_month_in_two_years_keeps_both_years(
    conflictcli: Conflictcli, dataset: Dataset, date: str, shown: str
) -> None:
    out = conflictcli("timeline", "--data", dataset(events=[event("raid", date=date)])).out
    assert shown in out
