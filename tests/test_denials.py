"""Who denies what, who withdraws it, and who is said to have done it."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, PAPER, Conflictcli, Dataset, event, said

DATA = json.loads(EVENTS.read_text(encoding="utf-8"))
TEXT_FORMATS = ["table", "html", "markdown"]
RAID = {"about": ["raid"], "attributes_to": ["blueland"]}
DAY = "2020-05-01"


def actor(id: str, member_of: str | None = None) -> dict[str, Any]:
    return {
        "id": id,
        "name": id.title(),
        "kind": "state",
        "member_of": member_of,
        "citations": PAPER,
    }


ACTORS = [
    *map(actor, ("redland", "blueland", "greenland")),
    actor("army", "blueland"),
    actor("general", "army"),
]


@pytest.fixture
def small(dataset: Dataset) -> Dataset:
    """Write a dataset of one raid, of states that accuse each other, and of what is given."""

    def write(*statements: dict[str, Any], **records: Any) -> str:
        raid = event("raid", date=DAY, place={"name": "Town"})
        return dataset(
            schema_version=2,
            actors=ACTORS,
            statements=statements,
            **{"events": [raid], **records},
        )

    return write


def blames(id: str, speaker: str = "redland", **fields: Any) -> dict[str, Any]:
    return said(id, speaker=speaker, **{"stance": "accuses", **RAID, **fields})


def denies(id: str, speaker: str = "blueland", **fields: Any) -> dict[str, Any]:
    return said(id, speaker=speaker, stance="denies", **{**RAID, **fields})


def marks(conflictcli: Conflictcli, path: str | None = None, *more: str) -> dict[str, list[str]]:
    """Return by id who denies each record that is denied."""
    data = ["--data", path] if path else []
    rows = conflictcli("timeline", *data, *more, "--json").json["timeline"]
    assert all(row["disputed"] == bool(row["denied_by"]) for row in rows)
    return {row["id"]: row["denied_by"] for row in rows if row["disputed"]}


def words(text: str) -> str:
    """Return a text without tags, frames and line breaks."""
    return " ".join(re.sub("[│─╭╮╰╯└├|*]", " ", re.sub("<[^>]+>", "", text)).split())


# A denial of a denial.

ACCUSED = blames("a", date="2020-05-02")
DENIED = denies("b", date="2020-05-03", responds_to="a")
DENIED_AGAIN = denies("c", "redland", date="2020-05-04", responds_to="b", attributes_to=[])


def test_a_denial_of_a_denial_denies_neither_the_event_nor_ones_own_charge(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(ACCUSED, DENIED, DENIED_AGAIN)
    assert marks(conflictcli, path) == {"raid": ["blueland"], "a": ["blueland"], "b": ["redland"]}
    rows = conflictcli("disputes", "--data", path, "--json").json["disputes"]
    assert [[side["records"] for side in row["sides"]] for row in rows] == [
        [["a"], ["b"]],
        [["b"], ["c"]],
    ]


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_a_denial_of_a_denial_is_told_as_such(
    conflictcli: Conflictcli, small: Dataset, format: str
) -> None:
    path = small(ACCUSED, DENIED, DENIED_AGAIN)
    out = words(conflictcli("event", "raid", "--data", path, "-f", format, columns=200).out)
    assert "⇄ Blueland denies having done it" in out
    assert "Redland denies: text of c" in out
    assert not re.search("⇄[^⇄]*Redland", out.partition("Who did it?")[0])


def test_a_denial_of_a_denial_is_so_on_maps_and_slides(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(ACCUSED, DENIED, DENIED_AGAIN)
    [raid] = conflictcli("timeline", "--data", path, "-f", "geojson").json["features"]
    denials = [raid["properties"][name] for name in ("disputed", "denied_by", "denials")]
    assert denials == [True, "blueland", "Blueland denies having done it"]
    slides = conflictcli("timeline", "--data", path, "-f", "timelinejs").json["events"]
    disputed = [
        re.findall("<strong>disputed</strong>: ([^<]*)", slide["text"]["text"]) for slide in slides
    ]
    assert disputed == [
        ["Blueland denies having done it"],
        ["denied by Blueland"],
        ["denied by Redland"],
        [],
    ]


# A withdrawal.

WITHDRAWN = denies("w", "redland", date="2020-05-09", responds_to="a")
OTHER = blames("other", "greenland", date="2020-05-02")


def test_who_withdraws_its_own_charge_denies_nothing(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(ACCUSED, OTHER, WITHDRAWN)
    assert marks(conflictcli, path) == {}
    assert conflictcli("info", "--data", path, "--json").json["info"][0]["disputed"] == 0
    assert conflictcli("disputes", "--data", path, "--json").json == {"disputes": []}
    [raid] = conflictcli("timeline", "--data", path, "-f", "geojson").json["features"]
    assert (raid["properties"]["disputed"], raid["properties"]["denials"]) == (False, None)


@pytest.mark.parametrize(
    "command", [["event", "raid"], ["timeline"], ["statements"], ["search", "a"]]
)
def test_every_screen_says_that_a_charge_was_withdrawn(
    conflictcli: Conflictcli, small: Dataset, command: list[str]
) -> None:
    path = small(ACCUSED, OTHER, WITHDRAWN)
    for format in TEXT_FORMATS:
        out = words(conflictcli(*command, "--data", path, "-f", format, columns=200).out)
        assert (out.count("withdrawn by Redland"), "⇄" in out) == (1, False), format


def test_who_withdraws_is_not_counted_among_those_who_deny(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    out = words(conflictcli("event", "raid", "--data", small(ACCUSED, OTHER, WITHDRAWN)).out)
    assert "Who did it? 2 accuse · 1 withdraws" in out
    said_by = words(conflictcli("actor", "redland", "--data", small(ACCUSED, WITHDRAWN)).out)
    assert "2 statements, 0 answered, 1 withdrawn" in said_by


def test_a_slide_says_that_a_charge_was_withdrawn(conflictcli: Conflictcli, small: Dataset) -> None:
    path = small(ACCUSED, WITHDRAWN)
    slides = conflictcli("timeline", "--data", path, "-f", "timelinejs").json["events"]
    told = [slide["unique_id"] for slide in slides if "withdrawn" in slide["text"]["text"]]
    assert told == ["a"]


def test_who_did_it_names_a_charge_as_withdrawn(conflictcli: Conflictcli, small: Dataset) -> None:
    path = small(ACCUSED, WITHDRAWN, blames("x", "greenland", attributes_to=["army"]))
    out = words(conflictcli("disputes", "--data", path, columns=200).out)
    assert "Blueland, as said by Redland (withdrawn) [The Paper]" in out


# What a denial denies.


def test_a_denial_denies_every_charge_of_one_whom_it_clears_and_no_other(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(
        ACCUSED,
        OTHER,
        blames("finding", "greenland", stance="finds"),
        blames("of-another", attributes_to=["greenland"]),
        blames("without-name", attributes_to=[]),
        denies("no"),
    )
    by = ["blueland"]
    assert marks(conflictcli, path) == {"raid": by, "a": by, "other": by, "finding": by}


def test_a_denial_that_came_before_a_charge_is_marked_earlier(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    early = denies("early", "general", date="2020-05-02", attributes_to=["blueland"])
    late = blames("late", date="2020-05-05")
    path = small(early, late, denies("no", date="2020-05-06"))
    out = words(conflictcli("statements", "--data", path, columns=200).out)
    assert "Redland accuses: text of late ⇄ denied by Blueland, earlier by General" in out
    out = words(conflictcli("disputes", "--data", path, columns=200).out)
    assert ("earlier: General denies: text of early" in out, out.count("earlier")) == (True, 1)


ACTS: dict[str, tuple[dict[str, Any], bool]] = {
    "a strike": ({"kind": "strike"}, True),
    "a meeting": ({"kind": "meeting"}, False),
    "a Vote": ({"kind": "Vote"}, False),
    "a meeting with a target": (
        {"kind": "meeting", "participants": [{"actor": "redland", "role": "target"}]},
        True,
    ),
    "a strike with parties alone": (
        {"kind": "strike", "participants": [{"actor": "redland", "role": "party"}]},
        False,
    ),
    "of a month": ({"kind": "strike", "date": "2020-05"}, True),
    "of a day between two": ({"kind": "strike", "date": "[2020-05-01..2020-05-09]"}, True),
    "undated": ({"kind": "strike", "date": None}, True),
    "a campaign": ({"kind": "strike", "date": "2020-05-01/2020-05-09"}, False),
    "one that may go on": ({"kind": "strike", "date": "2020-05-01/.."}, False),
}


@pytest.mark.parametrize(("fields", "is_denied"), ACTS.values(), ids=ACTS)
def test_only_an_act_of_one_day_is_denied_and_no_campaign(
    conflictcli: Conflictcli, small: Dataset, fields: dict[str, Any], is_denied: bool
) -> None:
    events = [event("raid", **{"date": DAY, **fields})]
    path = small(ACCUSED, OTHER, denies("no", responds_to="other"), events=events)
    denied = ["raid", "a", "other"] if is_denied else ["other"]
    assert sorted(marks(conflictcli, path)) == sorted(denied)


def test_that_it_happened_is_denied_by_who_clears_nobody_and_answers_nothing(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    nobody: dict[str, Any] = {"attributes_to": []}
    path = small(
        ACCUSED, denies("no", **nobody), denies("detail", "army", responds_to="a", **nobody)
    )
    assert marks(conflictcli, path) == {"raid": ["blueland"], "a": ["army"]}
    out = words(conflictcli("event", "raid", "--data", path).out)
    assert "⇄ Blueland denies that it happened" in out


def test_of_several_events_each_is_judged_alone(conflictcli: Conflictcli, small: Dataset) -> None:
    names = [{"actor": "blueland", "role": "accused"}]
    path = small(
        denies("no", about=["raid", "strike", "talks"]),
        events=[
            event("raid", date=DAY),
            event("strike", date=DAY, participants=names),
            event("talks", date=DAY, kind="meeting"),
        ],
    )
    assert marks(conflictcli, path) == {"strike": ["blueland"]}


def test_who_is_cleared_though_nobody_named_it_denies_a_detail(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(ACCUSED, denies("no", "greenland", attributes_to=["greenland"]))
    assert marks(conflictcli, path) == {}
    out = words(conflictcli("event", "raid", "--data", path).out)
    assert (
        "⇄" in out,
        "Greenland denies: text of no" in out.partition("Other denials about")[2],
    ) == (
        False,
        True,
    )


def test_a_charge_is_denied_though_its_event_may_be_later_than_the_day(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    raid = event("raid", date="[2020-05-01..2020-06-01]")
    path = small(ACCUSED, denies("no", date="2020-05-03"), events=[raid])
    asked = ("--as-of", "2020-05-04")
    assert marks(conflictcli, path, *asked) == {"a": ["blueland"]}
    assert marks(conflictcli, path, *asked, "--disputed") == {"a": ["blueland"]}
    page = conflictcli("actor", "redland", *asked, "--data", path, "--json").json
    assert [reply["id"] for reply in page["replies"]] == ["no"]
    rows = conflictcli("disputes", *asked, "--data", path, "--json").json["disputes"]
    assert [(row["event"], [s["records"] for s in row["sides"]]) for row in rows] == [
        (None, [["a"], ["no"]])
    ]


@pytest.mark.parametrize("clock", ["--as-of", "--published-by"])
def test_an_event_is_not_denied_by_who_clears_one_that_only_a_later_source_names(
    conflictcli: Conflictcli, small: Dataset, clock: str
) -> None:
    sources = [{"id": "paper", "published": DAY}, {"id": "book", "published": "2021-06-30"}]
    named = [
        {"actor": "blueland", "role": "attacker", "source": "book"},
        {"actor": "redland", "role": "target"},
    ]
    raid = event("raid", date=DAY, participants=named)
    path = small(denies("no", date=DAY), events=[raid], sources=sources)
    for command in (["timeline"], ["timeline", "--disputed"], ["event", "raid"], ["disputes"]):
        assert "⇄" not in conflictcli(*command, clock, "2020-06-10", "--data", path).out
        assert "⇄" in conflictcli(*command, clock, "2021-07-01", "--data", path).out


# The words.


def test_the_words_say_whom_each_denial_clears(conflictcli: Conflictcli, small: Dataset) -> None:
    both = ["greenland", "blueland"]
    path = small(
        blames("all", attributes_to=both),
        denies("n1", "general", date="2020-05-02"),
        denies("n2", "blueland", date="2020-05-03"),
        denies("n3", "redland", date="2020-05-04"),
        denies("n4", "redland", date="2020-05-05", attributes_to=both),
        denies("n5", "greenland", date="2020-05-06", attributes_to=both),
    )
    [raid] = conflictcli("timeline", "--data", path, "-f", "geojson").json["features"]
    assert raid["properties"]["denied_by"] == "general; blueland; redland; greenland"
    assert raid["properties"]["denials"].split("; ") == [
        "General and Blueland deny having done it",
        "Redland denies that Blueland did it",
        "Redland denies that Greenland or Blueland did it",
        "Greenland denies having done it",
    ]
    card = conflictcli("event", "raid", "--data", path).out.partition("sources")[0]
    assert [line.strip("│ ") for line in card.splitlines()[2:6]] == [
        "where    Town",
        "denied   ⇄ General and Blueland deny having done it",
        "⇄ Redland denies that Blueland did it",
        "⇄ Redland denies that Greenland or Blueland did it",
    ]


def test_members_of_one_another_in_a_circle_are_no_error(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        schema_version=2,
        actors=[actor("one", "two"), actor("two", "one"), actor("redland")],
        events=[event("raid", date=DAY, place={"name": "Town"})],
        statements=[
            blames("a", attributes_to=["redland"]),
            denies("no", "one", attributes_to=["redland"]),
            denies("self", "one", attributes_to=["redland"], responds_to="self"),
        ],
    )
    [raid] = conflictcli("timeline", "--data", path, "-f", "geojson").json["features"]
    assert raid["properties"]["denials"] == "One denies that Redland did it"


# Threads.


@pytest.mark.parametrize(
    "command",
    [
        ["statements", "--actor", "redland"],
        ["timeline", "--actor", "redland"],
        ["search", "charge"],
    ],
)
def test_a_charge_brings_its_denials_and_no_other_about_the_event(
    conflictcli: Conflictcli, small: Dataset, command: list[str]
) -> None:
    path = small(
        blames("charge", responds_to="talk"),
        said("talk", speaker="greenland"),
        said("reply", speaker="army", responds_to="talk"),
        denies("no"),
        denies("of-another", "greenland", attributes_to=["greenland"]),
    )
    [rows] = conflictcli(*command, "--data", path, "--json").json.values()
    found = {row["id"]: row["matched"] for row in rows if row.get("type", "") != "event"}
    assert found == {"charge": True, "talk": False, "reply": False, "no": False}


# Who did it.


def test_who_did_it_has_who_names_who_finds_and_what_answers_these(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(
        ACCUSED,
        said("answer", speaker="army", responds_to="a", about=["strike"]),
        said("finding", speaker="greenland", stance="finds", about=["raid"]),
        said("view", speaker="greenland", about=["raid"]),
        said("aside", speaker="redland", about=["strike"], responds_to="view"),
        denies("no"),
        events=[event("raid", date=DAY), event("strike", title="Strike on a bridge", date=DAY)],
    )
    out = words(conflictcli("event", "raid", "--data", path, columns=200).out)
    who, rest = out.partition("Who did it?")[2].split("What was said")
    found = [re.findall("text of ([a-z]+)", part) for part in (who, rest)]
    assert found == [["a", "answer", "finding", "no"], ["view", "aside"]]
    assert "Army says: text of answer about: Strike on a bridge" in who
    assert "Redland says: text of aside about: Strike on a bridge" in rest
    assert out.count("about: ") == 2


def test_a_report_has_no_question_of_who_did_it(conflictcli: Conflictcli, small: Dataset) -> None:
    path = small(ACCUSED, DENIED, events=[event("raid", kind="report", date=DAY)])
    out = conflictcli("event", "raid", "--data", path).out
    assert ("Who did it?" in out, "denies having" in out, "denied by Blueland" in out) == (
        False,
        False,
        True,
    )


# Accounts.


def test_only_records_that_differ_by_the_dataset_are_joined_by_the_sign(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(
        ACCUSED,
        blames("other", "greenland", attributes_to=["army"], disagrees_with=["note"]),
        said("note", speaker="army", about=["raid"]),
        said("itself", disagrees_with=["itself"], speaker="army", about=["raid"]),
    )
    rows = conflictcli("disputes", "--data", path, "--json").json["disputes"]
    assert [(row["kind"], [s["records"] for s in row["sides"]]) for row in rows] == [
        ("attribution", [["a"], ["other"]]),
        ("account", [["note"], ["other"]]),
    ]
    out = conflictcli("disputes", "--data", path, columns=200).out
    assert [line.split()[0] for line in out.splitlines() if "≠" in line] == ["accounts"]


def test_on_the_screen_of_an_event_the_sign_joins_none_who_only_name_others(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    army = blames("other", "greenland", attributes_to=["army"])
    apart = conflictcli("event", "raid", "--data", small(ACCUSED, army)).out
    joined = conflictcli(
        "event",
        "raid",
        "--data",
        small(
            ACCUSED,
            {**army, "about": []},
            said("view", about=["raid"], speaker="army", disagrees_with=["other"]),
        ),
    ).out
    assert ("≠" in apart, "Accounts differ" in apart) == (False, False)
    assert "≠ Army says: text of view" in joined.partition("Accounts differ")[2]


def test_those_who_are_denied_by_others_are_told_apart(
    conflictcli: Conflictcli, small: Dataset
) -> None:
    path = small(
        blames("both", attributes_to=["blueland", "greenland"]),
        blames("blue"),
        blames("green", attributes_to=["greenland"]),
        denies("not-blue"),
        denies("not-green", "greenland", attributes_to=["greenland"]),
    )
    rows = conflictcli("disputes", "--data", path, "--json").json["disputes"]
    denied = [[s["records"] for s in row["sides"]] for row in rows if row["kind"] == "denial"]
    assert denied == [
        [["blue"], ["not-blue"]],
        [["both"], ["not-blue", "not-green"]],
        [["green"], ["not-green"]],
    ]


# The order of records.


@pytest.mark.parametrize("seed", range(5))
def test_no_mark_depends_on_the_order_of_the_records(
    conflictcli: Conflictcli, tmp_path: Path, seed: int
) -> None:
    shuffled = {
        name: random.Random(seed).sample(value, len(value)) if isinstance(value, list) else value
        for name, value in DATA.items()
    }
    path = tmp_path / "shuffled.json"
    path.write_text(json.dumps(shuffled), encoding="utf-8")
    for more in ([], ["--as-of", "2016-10-01"]):
        assert marks(conflictcli, str(path), *more) == marks(conflictcli, None, *more)


def test_an_sqlite_file_has_the_marks_of_what_others_say(
    conflictcli: Conflictcli, small: Dataset, tmp_path: Path
) -> None:
    # The event is denied since somebody outside of the scope names whom the general clears.
    path = small(ACCUSED, denies("no", "general"), blames("finding", "greenland", stance="finds"))
    file = str(tmp_path / "small.sqlite")
    conflictcli("convert", path, file)
    asked = ("timeline", "--actor", "general", "-f")
    for format in ("json", "geojson", "table"):
        from_json, from_sqlite = (conflictcli(*asked, format, "--data", p) for p in (path, file))
        assert from_json.out == from_sqlite.out
    by = ["general"]
    assert marks(conflictcli, file) == {"raid": by, "a": by, "finding": by}
    assert marks(conflictcli, file, "--type", "event") == {"raid": by}


# The bundled dataset.


def test_who_denies_what_in_the_bundled_dataset(conflictcli: Conflictcli) -> None:
    convoy = ["konashenkov", "syrian-army", "lavrov", "bashar-al-assad", "russia", "syria"]
    of_russia = ["konashenkov", "bashar-al-assad", "russia"]
    of_syria = ["konashenkov", "syrian-army", "lavrov", "bashar-al-assad", "syria"]
    assert marks(conflictcli) == {
        "aid-convoy-strike": convoy,
        "sohr-convoy-aircraft": convoy,
        "rhodes-holds-russia-responsible": convoy,
        "snhr-convoy-joint": convoy,
        "us-officials-two-su-24": of_russia,
        "convoy-accusation-us-officials": of_russia,
        "johnson-points-to-russia": of_russia,
        "commission-syrian-air-force": of_syria,
        "russia-predator": ["jeff-davis"],
        "supply-trucks-destroyed": ["maria-zakharova"],
        "hospitals-and-civilian-areas-hit": ["maria-zakharova", "bashar-al-assad"],
        "kerry-terror-strategy-article": ["maria-zakharova"],
        "obrien-400-more": ["vitaly-churkin"],
        "syria-poison-gas": ["syrian-rebels"],
        "poison-gas-allegation": ["syrian-rebels"],
    }
    [about] = conflictcli("info", "--json").json["info"]
    rows = conflictcli("timeline", "--disputed", "--json").json["timeline"]
    assert (about["disputed"], sum(row["matched"] for row in rows)) == (15, 15)


def test_the_words_for_the_convoy_say_who_clears_whom(conflictcli: Conflictcli) -> None:
    out = conflictcli("event", "aid-convoy-strike").out
    assert re.findall("⇄ (.*(?:it|happened))", out.partition("toll")[0]) == [
        "Konashenkov and Assad deny having done it",
        "Syrian army and Syria deny having done it",
        "Lavrov denies that Syria did it",
        "Russia denies having done it",
    ]


def test_a_charge_against_russia_brings_no_denial_that_clears_another_alone(
    conflictcli: Conflictcli,
) -> None:
    rows = conflictcli("search", "evidence", "hand", "points", "--json").json["matches"]
    found = {row["id"] for row in rows}
    assert {"johnson-points-to-russia", "convoy-denial-russia", "assad-denies-convoy"} <= found
    assert found.isdisjoint({"lavrov-no-flights", "syrian-army-denies-convoy"})


def test_an_offensive_and_a_report_are_denied_by_nobody(conflictcli: Conflictcli) -> None:
    for id in ("east-aleppo-offensive", "commission-report"):
        card = conflictcli("event", id).out.partition("sources")[0]
        assert ("⇄" in card, "denies" in card) == (False, False)


def test_what_comes_with_a_thread_says_which_other_event_it_is_about(
    conflictcli: Conflictcli,
) -> None:
    out = words(conflictcli("event", "east-aleppo-offensive", columns=300).out)
    lavrov = out.partition("Lavrov denies: that the Syrian air force flew")[2]
    assert "about: Attack on an aid convoy at Urum al-Kubra" in lavrov[:120]


def test_the_sign_joins_only_accounts_that_the_bundled_dataset_joins(
    conflictcli: Conflictcli,
) -> None:
    joined = {
        frozenset((record["id"], other))
        for record in (*DATA["events"], *DATA["statements"])
        for other in record["disagrees_with"]
    }
    rows = conflictcli("disputes", "--json").json["disputes"]
    accounts = [
        [side["records"] for side in row["sides"]] for row in rows if row["kind"] == "account"
    ]
    told = [frozenset((*first, *other)) for first, *others in accounts for other in others]
    assert (sorted(map(sorted, told)), len(told) > 20) == (sorted(map(sorted, joined)), True)


def test_a_denial_that_was_withdrawn_says_so_where_it_marks_what_it_denied(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    suspect = {"actor": "bob", "role": "accused"}
    path = dataset(
        schema_version=3,
        events=[event("raid", date="2016-10-01", participants=[suspect])],
        statements=[
            said(
                "charge",
                stance="accuses",
                date="2016-10-01",
                about=["raid"],
                attributes_to=["bob"],
            ),
            said(
                "no",
                speaker="bob",
                stance="denies",
                date="2016-10-02",
                about=["raid"],
                attributes_to=["bob"],
            ),
            said("after all", speaker="bob", stance="denies", date="2016-10-03", responds_to="no"),
        ],
    )
    for command in (["event", "raid"], ["timeline"]):
        shown = " ".join(conflictcli(*command, "--data", path).out.split())
        assert "⇄ Bob denies having done it (withdrawn)" in shown
        assert command == ["timeline"] or "⇄ denied by Bob (withdrawn)" in shown
        before = conflictcli(*command, "--as-of", "2016-10-02", "--data", path).out
        assert ("Bob denies having" in before, "withdrawn" in before) == (True, False)
    shown = " ".join(conflictcli("disputes", "--data", path).out.split())
    assert "withdrawn: Bob denies: text of no" in shown
