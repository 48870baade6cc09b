"""The questions that people come for, asked of the dataset that ships."""

from typing import Any

import pytest
from conftest import Conflictcli

EAST_ALEPPO = [
    ("2016-09-30", "world-health-organization", "338", "846"),
    ("2016-10-06", "staffan-de-mistura", "376", "1,266"),
    ("2016-10-08", "world-health-organization", "at least 377", "at least 1,200"),
    ("2016-10-09", None, "376", "1,200"),
]
CONVOY = [
    ("2016-09-19", "sohr", "12", "not given"),
    ("2016-09-20", None, "about 20", "not given"),
    ("2016-09-20", "ucdp", "21", "not given"),
    ("2016-09-30", None, "18", "not given"),
    ("2016-12-21", "un-board", "at least 10", "at least 22"),
]


def written(estimate: dict[str, Any] | None) -> str:
    if estimate is None:
        return "not given"
    if estimate["best"] is None:
        return f"at least {estimate['low']:,}"
    return ("about " if estimate["approximate"] else "") + f"{estimate['best']:,}"


def series(run: Any) -> list[tuple[str, str | None, str, str]]:
    return [
        (r["as_of"], r["counted_by"], written(r["killed"]), written(r["injured"]))
        for r in run.json["casualties"]
    ]


@pytest.mark.parametrize(
    ("event", "day", "reports"),
    [
        ("east-aleppo-offensive", "2016-09-30", EAST_ALEPPO[:1]),
        ("east-aleppo-offensive", "2016-10-06", EAST_ALEPPO[:2]),
        ("east-aleppo-offensive", "2016-10-09", EAST_ALEPPO),
        ("east-aleppo-offensive", "2016-09-29", []),
        ("aid-convoy-strike", "2016-10-09", CONVOY[:4]),
        ("aid-convoy-strike", "2016-12-21", CONVOY),
    ],
)
def test_the_counts_known_by_a_day_and_the_last_of_them_latest(
    conflictcli: Conflictcli,
    event: str,
    day: str,
    reports: list[tuple[str, str | None, str, str]],
) -> None:
    run = conflictcli("casualties", "--event", event, "--as-of", day, "-f", "json")
    latest = [report["latest"] for report in run.json["casualties"]]
    assert (series(run), latest) == (reports, ([False] * len(reports) + [True])[1:][: len(reports)])


def test_before_the_first_count_nothing_is_found_and_the_first_day_is_told(
    conflictcli: Conflictcli,
) -> None:
    assert conflictcli("casualties", "--as-of", "2016-09-18") == (
        0,
        "",
        "conflictcli: nothing matched (as of 2016-09-18).\n"
        "conflictcli: the first count is of 2016-09-19.\n",
    )


def test_an_event_is_disputed_when_a_statement_about_it_denies(conflictcli: Conflictcli) -> None:
    timeline = conflictcli("timeline", "--type", "event", "-f", "json").json["timeline"]
    assert [entry["id"] for entry in timeline if entry["disputed"]] == [
        "aid-convoy-strike",
        "hospitals-and-civilian-areas-hit",
        "east-aleppo-offensive",
    ]


def test_the_votes_on_each_draft(conflictcli: Conflictcli) -> None:
    def votes(id: str) -> dict[str, list[str]]:
        (found,) = conflictcli("event", id, "-f", "json").json["events"]
        parts: dict[str, list[str]] = {}
        for part in found["participants"]:
            parts.setdefault(part["role"], []).append(part["actor"])
        return {
            role: parts[role] for role in parts if role.startswith(("vote", "vetoed", "abstained"))
        }

    assert [votes("french-draft-resolution"), votes("russian-draft-resolution")] == [
        {
            "vetoed by": ["russia"],
            "voted against": ["venezuela"],
            "abstained": ["angola", "china"],
            "voted": ["un-security-council"],
        },
        {
            "voted for": ["china", "egypt", "russia", "venezuela"],
            "voted against": [
                *("france", "japan", "malaysia", "new-zealand", "senegal", "spain", "ukraine"),
                *("united-kingdom", "united-states"),
            ],
            "abstained": ["angola", "uruguay"],
            "voted": ["un-security-council"],
        },
    ]


def test_who_struck_the_convoy_stays_open_with_each_answer_under_its_source(
    conflictcli: Conflictcli,
) -> None:
    answer = conflictcli("event", "aid-convoy-strike", "-f", "json").json
    blamed = [
        (part["actor"], part["role"], part["source"])
        for part in answer["events"][0]["participants"]
        if part["role"] != "target"
    ]
    stances = [(said["speaker"], said["stance"]) for said in answer["statements"]]
    assert (blamed, stances) == (
        [
            ("syria", "accused", "vov-convoy"),
            ("russia", "accused", "vov-convoy"),
            ("russia", "accused", "rte-2016-09-30"),
            ("syria", "attacker", "ucdp-ged-19-1"),
        ],
        [
            ("stephane-dujarric", "asserts"),
            ("stephen-obrien", "asserts"),
            ("sohr", "accuses"),
            ("us-officials", "accuses"),
            ("russia", "denies"),
            ("un-board", "finds"),
            ("un-board", "finds"),
        ],
    )
