"""Search: every word begins a word somewhere in the record."""

from pathlib import Path

import pytest
from conftest import EVENTS, PAPER, Conflictcli, Dataset, count, event, said


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["hospital", "strike"], "hospitals-and-civilian-areas-hit"),
        (["STRIKE", "hospital"], "hospitals-and-civilian-areas-hit"),
        (["206"], "ceasefire-agreement"),
        (["bachar"], "bashar-al-assad"),
        (["el", "pais"], "further-el-pais-1"),
        (["distorted"], "russia-draft-distorted"),
        (["Urum al Kubra"], "aid-convoy-strike"),
        (["functioning", "facilities", "over"], "east-aleppo-2016-10-08-who"),
        (["Kerry", "deliberate"], "kerry-war-crime-if-deliberate"),
    ],
)
def test_words_are_found_in_texts_names_aliases_places_notes_and_quotations(
    conflictcli: Conflictcli, words: list[str], first: str
) -> None:
    assert conflictcli("search", *words, "-f", "json").json["matches"][0]["id"] == first


def test_each_match_is_listed_once(conflictcli: Conflictcli) -> None:
    run = conflictcli("search", "convoy", "--json")
    screen = conflictcli("search", "convoy").out.partition("Sources\n")[0]
    found = [match["id"] for match in run.json["matches"] if match["matched"]]
    assert {id: screen.split().count(id) for id in found} == dict.fromkeys(found, 1)
    assert screen.count("12 killed, says SOHR") == 1


def test_a_title_or_name_comes_first_then_the_date(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    path = dataset(
        events=[
            event("undated", title="Bridge falls"),
            event("later", title="The bridge falls", date="2016-03-02"),
            event("noted", title="Flood", date="2016-03-01", note="A bridge falls."),
            event("half", title="Bridge", date="2016-03-01"),
        ],
        statements=[said("told", text="the bridge falls", date="2016-02-01")],
    )
    matches = conflictcli("search", "falls", "bridge", "--data", path, "-f", "json").json["matches"]
    assert [match["id"] for match in matches] == ["later", "undated", "told", "noted"]


def test_what_another_source_gives_differently_is_marked(conflictcli: Conflictcli) -> None:
    lines = conflictcli("search", "deliberate", columns=200).out.splitlines()
    assert [line.count("  ≠ ") for line in lines if "»" in line] == [1, 1, 1, 1]


def test_a_match_holds_its_type_id_date_title_and_citations(conflictcli: Conflictcli) -> None:
    matches = conflictcli("search", "hmeimim", "sign", "-f", "json").json["matches"]
    citations = [
        {"source": "censor-net", "locator": None, "quote": None},
        {"source": "katehon-2016-10-07", "locator": None, "quote": None},
    ]
    assert matches == [
        {
            "type": "event",
            "id": "hmeimim-agreement-signed",
            "date": "2015-08-26",
            "title": "Russia and Syria sign the agreement on a Russian air group at Hmeimim",
            "citations": citations,
            "matched": True,
        }
    ]


SPELLED = {
    "Jabhat al-Nusra": ["al nusra", "al-nusra", "alnusra", "AL\u2011NUSRA"],
    "El País": ["el pais", "EL PAÍS", "pais"],
    "the cease-fire": ["ceasefire", "cease-fire", "cease fire"],
    "the ceasefire": ["ceasefire", "cease-fire"],
    "over 1,200 people": ["1200", "1,200"],
    "the U.S. plan": ["US", "u.s."],
    "معركة حَلَب": ["حلب"],
    "جبهة النصرة": ["جبهة النصرة"],
    "हिन्दी समाचार": ["हिन्दी"],
    "阿勒颇空袭": ["空袭"],
    "Алеппо": ["алеппо"],
}


@pytest.mark.parametrize(
    ("text", "words"), [(text, words) for text, typed in SPELLED.items() for words in typed]
)
def test_accents_hyphens_commas_and_scripts_are_found_however_they_are_spelled(
    conflictcli: Conflictcli, dataset: Dataset, text: str, words: str
) -> None:
    somebody = {
        "id": "x",
        "name": "Nobody",
        "kind": "person",
        "aliases": [text],
        "citations": PAPER,
    }
    path = dataset(actors=[somebody])
    matches = conflictcli("search", *words.split(), "--data", path, "-f", "json").json["matches"]
    assert [match["id"] for match in matches] == ["x"]


def test_a_type_narrows_the_search(conflictcli: Conflictcli) -> None:
    def found(*more: str) -> set[str]:
        matches = conflictcli("search", "hospital", "-f", "json", *more).json["matches"]
        return {match["type"] for match in matches}

    assert (found(), found("--type", "event")) == (
        {"casualties", "event", "source", "statement"},
        {"event"},
    )


@pytest.mark.parametrize(
    "words",
    [["hospital"], ["strike", "20"], ["376", "killed"], ["1,266"], ["Kerry", "genocid"], ["pais"]],
)
def test_a_dataset_of_which_only_matches_are_read_gives_the_same_answer(
    conflictcli: Conflictcli, tmp_path: Path, words: list[str]
) -> None:
    path = str(tmp_path / "aleppo.sqlite")
    conflictcli("convert", str(EVENTS), path)
    assert conflictcli("search", *words, "--data", path) == conflictcli("search", *words)


@pytest.mark.parametrize("words", ["", "...", "- '"])
def test_what_holds_no_word_is_wrong_usage(conflictcli: Conflictcli, words: str) -> None:
    told = f"'{words}' holds no word to search for: give letters or digits."
    assert conflictcli("search", "--", words) == (2, "", f"conflictcli: {told}\n")


HELD = {
    "Fátima market": ["fatima", "Fátima", "fatima 9"],
    "Новости Алеппо": ["алеппо"],
    "Raid: 1,200 fled": ["1200", "1,200", "raid killed"],
    "Raid and/or siege": ["and/or", "siege raid"],
    "the air_base": ["air_base", "air base"],
    "co\u2011op": ["coop", "co-op"],
    "path C:\\temp": ["C:\\temp"],
    "plain": ["plain least", "plain 30", "plain about", "plain bob"],
}


@pytest.mark.parametrize(
    ("text", "words"), [(text, words) for text, typed in HELD.items() for words in typed]
)
def test_events_and_their_counts_are_found_in_a_dataset_of_which_only_matches_are_read(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, text: str, words: str
) -> None:
    about = {"low": 30, "approximate": True}
    counts = [
        count("c", "e", killed=about, note="9", counted_by="bob"),
        count("d", "e", injured={"low": 1, "high": 2, "approximate": True}),
    ]
    paths = [dataset(events=[event("e", title=text)], casualties=counts), f"{tmp_path}/a.sqlite"]
    conflictcli("convert", *paths)
    runs = [conflictcli("search", *words.split(), "--data", path, "--json") for path in paths]
    assert (bool(runs[0].json["matches"]), runs[1]) == (True, runs[0])


@pytest.mark.parametrize(
    "text", ["ก" * 60, "\u0627\u064e" * 60, "a\u0301" * 60, "अंतर्राष्ट्रीयकरणवादियों" * 3]
)
def test_long_words_of_any_script_are_answered_at_once(
    conflictcli: Conflictcli, dataset: Dataset, text: str
) -> None:
    path = dataset(events=[event("e", title=f"raid {text}, 2016-x")])
    assert conflictcli("search", "raid", "--data", path).code == 0


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (["aid-convoy"], "*aid convoy*"),
        (["ceasefire"], "*ceasefire*"),
        (["nusra"], "al-*Nusra*"),
        (["1200"], "*1,200*"),
    ],
)
def test_what_is_found_is_marked_however_it_was_typed(
    conflictcli: Conflictcli, words: list[str], marked: str
) -> None:
    assert marked in conflictcli("search", *words, columns=200).out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["zebra"], "No match for 'zebra'."),
        (["hospital", "zebra"], "No match for 'hospital zebra'."),
        (["hopsital"], "No match for 'hopsital'. Did you mean hospital or hospitals?"),
        (["1093x"], "No match for '1093x'. Did you mean 1093?"),
        (["Kery"], "No match for 'Kery'. Did you mean kerry?"),
        (["--type", "actor", "strike"], "No match for 'strike' of type actor."),
    ],
)
def test_nothing_found_is_an_answer_and_close_words_are_told(
    conflictcli: Conflictcli, words: list[str], told: str
) -> None:
    assert conflictcli("search", *words) == (0, "", f"conflictcli: {told}\n")


def test_a_limit_changes_no_number_of_what_was_found(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    events = [event(f"raid-{n}") for n in range(3)]
    events += [event("walk", title="Walk")]
    accuses = {"stance": "accuses", "about": ["walk"]}
    statements = [
        said("raid-said", text="a raid", **accuses),
        said("reply", text="no", responds_to="raid-said"),
    ]
    data = ["--data", dataset(events=events, statements=statements)]
    for limit in (["--limit", "1"], ["--limit", "2"], []):
        for format in ("table", "markdown", "html"):
            shown = conflictcli("search", "raid", *limit, *data, "-f", format).out
            assert "4 records, + 1 with them" in shown
