"""The dataset that ships: cited, resolved, short in quotation, complete; its facts by name."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli

pytestmark = pytest.mark.usefixtures("shipped")
PATH = Path(__file__).parents[1] / "data" / "events.json"
DATA = json.loads(PATH.read_text(encoding="utf-8"))
RECORDS = [
    record for table in ("actors", "events", "statements", "casualties") for record in DATA[table]
]
FURTHER_READING = [
    *("further-the-guardian", "further-el-pais-1", "further-independent", "further-el-pais-2"),
    *("further-the-sun", "further-rt"),
]
FIXED = {
    "sources": ["article"],
    "actors": [
        *("john-kerry", "maria-zakharova", "jean-marc-ayrault", "bashar-al-assad"),
        *("staffan-de-mistura", "stephen-obrien", "united-states", "russia", "syria", "france"),
        *("state-duma", "un-security-council", "jabhat-al-nusra", "islamic-state"),
        "world-health-organization",
    ],
    "events": [
        *("ceasefire-agreement", "east-aleppo-offensive", "aid-convoy-strike", "talks-suspended"),
        *("french-draft-resolution", "russian-draft-resolution", "duma-ratification"),
        "un-board-of-inquiry",
    ],
}


def cited(record: dict[str, Any]) -> list[str]:
    return [citation["source"] for citation in record["citations"]]


def test_validate_finds_nothing(conflictcli: Conflictcli) -> None:
    run = conflictcli("validate", "--strict", "-f", "json")
    assert (run.code, run.json) == (0, {"problems": []}), run.err
    assert run.err == f"conflictcli: {PATH}: no errors, no warnings.\n"


def test_so_many_records_are_in_its_tables() -> None:
    assert {table: len(DATA[table]) for table in DATA if isinstance(DATA[table], list)} == {
        "sources": 260,
        "actors": 93,
        "events": 36,
        "statements": 126,
        "casualties": 84,
    }


@pytest.mark.parametrize("table", FIXED)
def test_the_fixed_ids_are_there(table: str) -> None:
    assert set(FIXED[table]) <= {record["id"] for record in DATA[table]}


def test_further_reading_supports_no_fact() -> None:
    sources = [source["id"] for source in DATA["sources"] if source["id"].startswith("further-")]
    users = [record["id"] for record in RECORDS if set(cited(record)) & set(sources)]
    assert (sources, users) == (FURTHER_READING, [])


def test_every_other_source_supports_a_fact() -> None:
    used = {source for record in RECORDS for source in cited(record)}
    used |= {source.get("copy_of") for source in DATA["sources"] if source["id"] in used}
    unused = [source["id"] for source in DATA["sources"] if source["id"] not in used]
    assert unused == FURTHER_READING


def test_every_quotation_is_at_most_twelve_words() -> None:
    quotes = [c["quote"] for record in RECORDS for c in record["citations"] if "quote" in c]
    assert [quote for quote in quotes if len(quote.split()) > 12] == []


def test_what_the_article_leaves_undated_is_bounded_and_never_a_day() -> None:
    undated = [
        (record["id"], record["date"])
        for record in (*DATA["events"], *DATA["statements"])
        if set(cited(record)) == {"article"} and not record["date"].startswith("[")
    ]
    assert undated == [("russia-presents-draft", "2016-10-08")]


def test_where_article_and_record_differ_the_two_are_joined() -> None:
    pairs = {
        (statement["id"], other)
        for statement in DATA["statements"]
        for other in statement.get("disagrees_with", ())
    }
    assert pairs >= {
        ("dujarric-convoy-trucks", "un-board-17-trucks"),
        ("kerry-war-crimes-investigation-article", "kerry-war-crimes-investigation"),
        ("reuters-third-children", "fatima-half-children"),
        ("bjorgo-not-conclusive", "bromley-air-strike"),
        ("commission-syrian-air-force", "un-board-no-evidence-deliberate"),
    }


def test_what_does_not_contradict_is_no_dispute() -> None:
    joined = {id for said in DATA["statements"] for id in said.get("disagrees_with", ())}
    joined |= {said["id"] for said in DATA["statements"] if "disagrees_with" in said}
    assert not joined & {
        *("kerry-war-crime-if-deliberate", "obrien-war-crime-if-deliberate"),
        *("kerry-terror-strategy-article", "kerry-regime-hospital", "ministry-misrepresented"),
    }


def test_a_count_of_civilians_alone_has_its_number_in_the_breakdown() -> None:
    whole = [
        report["id"]
        for report in DATA["casualties"]
        for part in report.get("breakdown", ())
        if part["group"] == "civilians" and part.get("killed") == report.get("killed", 0)
    ]
    assert whole == ["convoy-2016-09-24-snhr"]


def test_each_place_on_the_map_says_how_precise_it_is(conflictcli: Conflictcli) -> None:
    run = conflictcli("timeline", "-f", "geojson")
    mapped = [one["properties"] for one in run.json["features"] if one["geometry"]]
    precision = Counter(properties["precision"] for properties in mapped)
    assert precision == {"within 25 km": 17, "exact (city point)": 2, "exact": 1}


@pytest.mark.parametrize(
    ("words", "id"),
    [
        *(("لافروف", "lavrov"), ("Лавров", "lavrov"), ("المرصد السوري", "sohr")),
        *(("White Helmets", "civil-defence"), ("Shoygu", "shoigu")),
        *(("أورم الكبرى", "aid-convoy-strike"), ("Deir el-Zour", "deir-ez-zor-strike")),
    ],
)
def test_a_name_in_another_script_or_spelling_is_found(
    conflictcli: Conflictcli, words: str, id: str
) -> None:
    found = conflictcli("search", words, "-f", "json").json["matches"]
    assert id in {record["id"] for record in found}


# The questions that people come for.
EAST_ALEPPO = [
    ("2016-09-23", "sohr", "45", "not given"),
    ("2016-09-28", "unicef", "at least 96 children", "223 children"),
    ("2016-09-29", "staffan-de-mistura", "99 children", "203 children"),
    ("2016-09-30", "sohr", "15 civilians", "not given"),
    ("2016-09-30", "world-health-organization", "338", "846"),
    ("2016-10-04", "sohr", "293 civilians", "not given"),
    ("2016-10-04", "world-health-organization", "342", "1,129"),
    ("2016-10-06", "staffan-de-mistura", "376", "1,266"),
    ("2016-10-06", "staffan-de-mistura", "376", "1,266"),
    ("2016-10-06", "staffan-de-mistura", "376", "not given"),
    ("2016-10-07", "east-aleppo-health-directorate", "at least 377", "not given"),
    ("2016-10-08", "sohr", "305 civilians", "not given"),
    ("2016-10-08", "world-health-organization", "at least 377", "at least 1,200"),
    ("2016-10-09", None, "376", "1,200"),
]
CONVOY = [
    ("2016-09-19", "sohr", "12", "not given"),
    ("2016-09-20", "commission-of-inquiry", "at least 20 civilians", "not given"),
    ("2016-09-20", "syrian-arab-red-crescent", "about 20 civilians", "not given"),
    ("2016-09-20", None, "about 20 civilians", "not given"),
    ("2016-09-20", "syrian-arab-red-crescent", "20 civilians", "not given"),
    ("2016-09-24", "snhr", "12", "not given"),
    ("2016-09-30", None, "18", "not given"),
    ("2016-10-18", "un-secretary-general", "18", "not given"),
    ("2016-12-21", "un-board", "at least 10", "at least 22"),
]


def written(report: dict[str, Any], figure: str) -> str:
    """Return a figure of everyone or, where there is none, of the first group that has one."""
    groups = [(part[figure], f" {part['group']}") for part in report["breakdown"] if part[figure]]
    for estimate, of in [(report[figure], ""), *groups]:
        if estimate and estimate["best"] is None:
            return f"at least {estimate['low']:,}{of}"
        if estimate:
            return ("about " if estimate["approximate"] else "") + f"{estimate['best']:,}{of}"
    return "not given"


def series(run: Any) -> list[tuple[str, str | None, str, str]]:
    return [
        (r["as_of"], r["counted_by"], written(r, "killed"), written(r, "injured"))
        for r in run.json["casualties"]
    ]


@pytest.mark.parametrize(
    ("event", "day", "reports", "replaced"),
    [
        ("east-aleppo-offensive", "2016-09-22", [], []),
        ("east-aleppo-offensive", "2016-09-28", EAST_ALEPPO[:2], []),
        ("east-aleppo-offensive", "2016-09-30", EAST_ALEPPO[:5], []),
        ("east-aleppo-offensive", "2016-10-07", EAST_ALEPPO[:11], [3, 4]),
        ("east-aleppo-offensive", "2016-10-09", EAST_ALEPPO, [3, 4, 5, 6]),
        ("aid-convoy-strike", "2016-10-09", CONVOY[:7], []),
        ("aid-convoy-strike", "2016-12-21", CONVOY, []),
    ],
)
def test_the_counts_known_by_a_day_and_which_of_them_are_replaced(
    conflictcli: Conflictcli,
    event: str,
    day: str,
    reports: list[tuple[str, str | None, str, str]],
    replaced: list[int],
) -> None:
    run = conflictcli("casualties", "--event", event, "--as-of", day, "-f", "json")
    rows = run.json["casualties"]
    marked = [index for index, report in enumerate(rows) if not report["stands"]]
    assert (series(run), marked) == (reports, replaced)


def test_sohr_counts_the_civilians_from_15_november_on_as_one_series() -> None:
    killed = [
        (report["as_of"], report["breakdown"][0]["killed"])
        for report in DATA["casualties"]
        if report["event"] == "east-aleppo-offensive"
        and report.get("counted_by") == "sohr"
        and report.get("covers", "").startswith("2016-11-15/")
    ]
    assert killed == [
        ("[2016-11-20..2016-11-30]", {"low": 103}),
        ("2016-11-22", {"low": 141}),
        ("2016-11-25", {"low": 188}),
        ("2016-12-03", {"best": 310, "approximate": True}),
        ("2016-12-08", {"best": 384}),
        ("2016-12-12", {"best": 442}),
    ]


def test_before_the_first_count_nothing_is_found_and_the_first_day_is_told(
    conflictcli: Conflictcli,
) -> None:
    assert conflictcli("casualties", "--as-of", "2016-09-16") == (
        0,
        "",
        "conflictcli: No match (as of 2016-09-16).\n"
        "conflictcli: The first count is known from 2016-09-17.\n",
    )


def test_an_event_is_disputed_when_somebody_named_for_it_is_cleared(
    conflictcli: Conflictcli,
) -> None:
    timeline = conflictcli("timeline", "--type", "event", "-f", "json").json["timeline"]
    assert {entry["id"] for entry in timeline if entry["disputed"]} == {
        *("hospitals-and-civilian-areas-hit", "aid-convoy-strike"),
        "poison-gas-allegation",
    }


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
            "voted for": [
                *("egypt", "france", "japan", "malaysia", "new-zealand", "senegal", "spain"),
                *("ukraine", "united-kingdom", "united-states", "uruguay"),
            ],
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


ACCUSED = [("russia", "accused"), ("syria", "accused")]
ATTACKERS = {
    "2016-10-01": ACCUSED,
    "2016-12-21": ACCUSED,
    "2017-03-02": [*ACCUSED, ("syria", "attacker")],
}


@pytest.mark.parametrize(("day", "roles"), ATTACKERS.items())
def test_who_struck_the_convoy_as_it_was_known_on_three_days(
    conflictcli: Conflictcli, day: str, roles: list[tuple[str, str]]
) -> None:
    answer = conflictcli("event", "aid-convoy-strike", "--as-of", day, "-f", "json").json
    parts = answer["events"][0]["participants"]
    blamed = {(part["actor"], part["role"]) for part in parts if part["role"] != "target"}
    dates = {said["date"] for said in answer["statements"]}
    assert (sorted(blamed), max(dates)[-10:] <= day) == (roles, True)


def test_what_each_side_says_of_the_convoy_stands_in_order(conflictcli: Conflictcli) -> None:
    answer = conflictcli("event", "aid-convoy-strike", "-f", "json").json
    said = [
        (statement["speaker"], statement["stance"], statement["attributes_to"])
        for statement in answer["statements"]
        if statement["attributes_to"] and statement["date"] and statement["date"] > "2016-10"
    ]
    assert said == [
        ("boris-johnson", "accuses", ["russia"]),
        ("konashenkov", "denies", ["russia"]),
        ("commission-of-inquiry", "finds", ["syria"]),
        ("syria", "denies", ["syria"]),
    ]
