"""What changed between two datasets: how an editor reviews a correction."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli, Dataset, assert_golden, count, event, said

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Change], str]:
    """Write the dataset that ships with a change."""

    def write(change: Change) -> str:
        dataset = json.loads(EVENTS.read_text(encoding="utf-8"))
        change(dataset)
        path = tmp_path / "new.json"
        path.write_text(json.dumps(dataset), encoding="utf-8")
        return str(path)

    return write


def record(dataset: dict[str, Any], table: str, id: str) -> dict[str, Any]:
    """Return a record of a table."""
    found: dict[str, Any] = next(record for record in dataset[table] if record["id"] == id)
    return found


def correct(dataset: dict[str, Any]) -> None:
    """Correct, withdraw and add."""
    dataset["license"] = None
    convoy = record(dataset, "events", "aid-convoy-strike")
    convoy["date"] = "2016-09-20"
    convoy["participants"].pop()
    who = record(dataset, "casualties", "east-aleppo-2016-09-30-who")
    who["killed"] = {"low": 338, "high": 340}
    who["citations"] = [{"source": "article"}]
    dataset["statements"] = [
        s for s in dataset["statements"] if s["id"] != "syrian-army-ends-truce"
    ]
    dataset["actors"].append(
        {"id": "new", "name": "New", "kind": "body", "citations": [{"source": "new-paper"}]}
    )
    dataset["sources"].append({"id": "new-paper", "publisher": "New Paper", "published": "2016-11"})


def test_the_same_dataset_has_no_changes(conflictcli: Conflictcli) -> None:
    told = "conflictcli: 0 added, 0 withdrawn, 0 corrected.\n"
    assert conflictcli("diff", str(EVENTS), str(EVENTS)) == (0, "", told)


def test_fields_left_out_that_hold_nothing_are_no_change(
    conflictcli: Conflictcli, changed: Callable[[Change], str]
) -> None:
    def shorten(dataset: dict[str, Any]) -> None:
        for record in dataset["sources"]:
            for field in [field for field in record if record[field] is None]:
                del record[field]

    assert conflictcli("diff", str(EVENTS), changed(shorten)).code == 0


def test_changes_are_shown_field_by_field_with_their_sources(
    conflictcli: Conflictcli, changed: Callable[[Change], str]
) -> None:
    run = conflictcli("diff", str(EVENTS), changed(correct), columns=80)
    assert_golden("diff-80.txt", run.out)
    assert (run.code, run.err) == (1, "conflictcli: 2 added, 1 withdrawn, 3 corrected.\n")


def test_changes_are_shown_whole_at_any_width(
    conflictcli: Conflictcli, changed: Callable[[Change], str]
) -> None:
    new = changed(correct)
    screens = [conflictcli("diff", str(EVENTS), new, columns=n).out for n in (60, 80, 99)]
    letters = [Counter(re.findall(r"\w", screen)) for screen in screens]
    assert letters == [letters[0]] * 3
    narrow = [line for line in screens[0].splitlines() if "://" not in line]
    assert max(map(len, narrow)) <= 60


def test_a_correction_holds_old_and_new_and_the_sources_of_both(
    conflictcli: Conflictcli, changed: Callable[[Change], str]
) -> None:
    run = conflictcli("diff", str(EVENTS), changed(correct), "-f", "json")
    [change] = [change for change in run.json["changes"] if change["type"] == "casualties"]
    cited = {"locator": None, "quote": None}
    [new, old] = [cited | {"source": id} for id in ("article", "trust-org-2016-09-30")]
    assert change == {
        "change": "corrected",
        "type": "casualties",
        "id": "east-aleppo-2016-09-30-who",
        "title": (
            "338–340 killed, 846 injured, says World Health Organization: "
            "Offensive on rebel-held eastern Aleppo"
        ),
        "fields": [
            {
                "field": "killed",
                "old": {"low": None, "best": 338, "high": None, "approximate": False},
                "new": {"low": 338, "best": None, "high": 340, "approximate": False},
            },
            {"field": "citations", "old": [old], "new": [new]},
        ],
        "citations": [new, old],
    }


def test_a_record_that_holds_nothing_but_its_id_is_added_and_withdrawn(
    conflictcli: Conflictcli, changed: Callable[[Change], str]
) -> None:
    new = changed(lambda dataset: dataset["sources"].append({"id": "bare"}))
    found = [
        (run.code, [(change["change"], change["id"]) for change in run.json["changes"]])
        for run in (
            conflictcli("diff", str(EVENTS), new, "-f", "json"),
            conflictcli("diff", new, str(EVENTS), "-f", "json"),
        )
    ]
    assert found == [(1, [("added", "bare")]), (1, [("withdrawn", "bare")])]


def test_the_other_way_round_added_and_withdrawn_change_places(
    conflictcli: Conflictcli, changed: Callable[[Change], str]
) -> None:
    run = conflictcli("diff", changed(correct), str(EVENTS), "-f", "ndjson")
    kinds = [json.loads(line)["change"] for line in run.out.splitlines()]
    assert (kinds.count("added"), kinds.count("withdrawn"), kinds.count("corrected")) == (1, 2, 3)


@pytest.mark.parametrize("format", ["csv", "markdown", "html", "svg"])
def test_every_format_tells_of_a_correction(
    conflictcli: Conflictcli, changed: Callable[[Change], str], format: str
) -> None:
    run = conflictcli("diff", str(EVENTS), changed(correct), "-f", format)
    assert (run.code, "syrian-army-ends-truce" in run.out.replace("&#160;", " ")) == (1, True)


def test_a_record_withdrawn_with_its_speaker_is_still_told(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    old = tmp_path / "old.json"
    old.write_bytes(
        Path(dataset(events=[event("raid")], statements=[said("s", about=["raid"])])).read_bytes()
    )
    new = dataset(actors=[], casualties=[])
    run = conflictcli("diff", str(old), new, "-f", "json")
    assert [change["title"] for change in run.json["changes"]] == [
        *("Ann", "Bob", "Raid", "Ann asserts: text of s")
    ]


@pytest.mark.parametrize("which", [0, 1])
def test_a_dataset_that_cannot_be_read_is_named(
    conflictcli: Conflictcli, dataset: Dataset, which: int
) -> None:
    paths = [dataset(casualties=[])] * 2
    paths[which] = "missing.json"
    told = "cannot be read (No such file or directory): give the path of a dataset."
    assert conflictcli("diff", *paths) == (1, "", f"conflictcli: missing.json: {told}\n")


@pytest.mark.parametrize("which", [0, 1])
def test_a_dataset_with_a_reference_that_leads_nowhere_is_named(
    conflictcli: Conflictcli, dataset: Dataset, which: int
) -> None:
    paths = [str(EVENTS)] * 2
    paths[which] = dataset(casualties=[count("c", "x")])
    told = (
        "A record refers to 'x' in events, which is not there: "
        "conflictcli validate FILE tells where."
    )
    assert conflictcli("diff", *paths) == (1, "", f"conflictcli: {paths[which]}: {told}\n")


def test_standard_input_twice_is_wrong_usage(conflictcli: Conflictcli) -> None:
    told = "OLD and NEW are both standard input. Name a file for one."
    assert conflictcli("diff", "-", "-") == (2, "", f"conflictcli: {told}\n")


def test_what_a_list_holds_once_more_is_added_and_another_order_is_told(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    part, other = ({"actor": id, "role": "party"} for id in ("ann", "bob"))
    old = tmp_path / "old.json"
    old.write_bytes(Path(dataset(events=[event("e", participants=[part, other])])).read_bytes())
    new = dataset(events=[event("e", participants=[part, part, other])])
    assert "participants: with ann, party" in conflictcli("diff", str(old), new).out
    turned = dataset(events=[event("e", participants=[other, part])])
    assert "participants: in another order" in conflictcli("diff", str(old), turned).out


def test_a_group_of_a_count_that_changed_is_shown_in_words(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    def counted(low: int) -> str:
        group = {"group": "children", "killed": {"low": low}, "injured": {"best": 2}}
        counts = [count("c", "e", breakdown=[group])]
        return dataset(schema_version=2, events=[event("e")], casualties=counts)

    old = tmp_path / "old.json"
    old.write_bytes(Path(counted(20)).read_bytes())
    lines = conflictcli("diff", str(old), counted(21)).out.splitlines()
    assert [line.strip() for line in lines if "breakdown" in line] == [
        "breakdown: without children, at least 20 killed, 2 injured",
        "breakdown: with children, at least 21 killed, 2 injured",
    ]


def test_the_source_of_a_participant_that_changed_is_shown(
    conflictcli: Conflictcli, changed: Callable[[Change], str]
) -> None:
    def correct_source(dataset: dict[str, Any]) -> None:
        convoy = record(dataset, "events", "aid-convoy-strike")
        convoy["participants"][-1]["source"] = "cctv-2016-10-08"

    out = conflictcli("diff", str(EVENTS), changed(correct_source)).out
    assert "\nCCTV " in out.partition("Sources")[2]


def test_info_tells_what_a_dataset_holds_and_how_well_it_is_supported(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        license="CC0",
        sources=[{"id": "paper"}, {"id": "other", "title": "Other"}],
        events=[event("raid", date="2016-03"), event("truce", citations=[{"source": "other"}] * 2)],
        statements=[
            said("s", date="[..2016-09-09]", about=["raid"]),
            said("no", stance="denies", about=["raid"], date="2016-04-01"),
        ],
        casualties=[
            count("c", "raid", citations=[{"source": "paper"}, {"source": "other"}]),
        ],
    )
    run = conflictcli("info", "--data", path, "-f", "json")
    assert run.json["info"] == [
        {
            "path": path,
            "schema_version": 1,
            "title": "Small",
            "description": None,
            "license": "CC0",
            "earliest": "2016-03-01",
            "latest": "2016-09-09",
            "sources": 2,
            "actors": 2,
            "events": 2,
            "statements": 2,
            "casualties": 1,
            "undated": 3,
            "disputed": 1,
            "single_source": 4,
            "differs": 0,
        }
    ]
    supported = [(source["id"], len(source["supports"])) for source in run.json["sources"]]
    assert supported == [("paper", 6), ("other", 2)]


def test_info_is_a_dashboard_of_one_screen(conflictcli: Conflictcli) -> None:
    screens = [conflictcli("info", columns=columns).out for columns in (80, 120)]
    assert max(screen.count("\n") for screen in screens) <= 30
    assert_golden("info-80.txt", re.sub(r"file .*", "file …", screens[0]))


def test_what_info_counts_timeline_lists(conflictcli: Conflictcli) -> None:
    [about] = conflictcli("info", "--json").json["info"]
    listed = {}
    for mark in ("single_source", "undated", "disputed", "differs"):
        rows = conflictcli("timeline", f"--{mark.replace('_', '-')}", "--json").json["timeline"]
        listed[mark] = len([row for row in rows if row["matched"]])
    assert listed == {mark: about[mark] for mark in listed}


def test_the_values_that_filters_may_name_are_listed(conflictcli: Conflictcli) -> None:
    values = conflictcli("info", "--values", "--json").json["values"]
    assert {"field": "kind", "value": "attack", "records": 14} in values
    for value in values:
        option = {"kind": "--kind", "place": "--place"}.get(value["field"])
        if option:
            assert conflictcli("timeline", option, value["value"], "-f", "csv").code == 0


def test_what_differs_is_shown_though_its_words_are_the_same(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    files = []
    for number in ({"best": 0}, {"low": 0, "best": 0, "high": 0}):
        made = tmp_path / f"{'-'.join(number)}.json"
        path = dataset(events=[event("raid")], casualties=[count("toll", "raid", killed=number)])
        made.write_bytes(Path(path).read_bytes())
        files.append(str(made))
    out = conflictcli("diff", *files).out
    assert "killed: best 0, approximate False → low 0, best 0, high 0, approximate False" in out
