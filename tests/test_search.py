"""Search: every word begins a word somewhere in the record."""

import pytest
from conftest import Conflictcli, Dataset, event, said


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
    assert [line.count("  differs  [") for line in lines if "»" in line] == [1, 1]


def test_a_match_holds_its_type_id_date_title_and_citations(conflictcli: Conflictcli) -> None:
    matches = conflictcli("search", "hmeimim", "sign", "-f", "json").json["matches"]
    citations = [
        {"source": "article", "locator": "paragraph 4", "quote": "a treaty with Syria"},
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
        }
    ]


@pytest.mark.parametrize("words", [["zebra"], ["hospital", "zebra"], ["..."]])
def test_nothing_found_is_an_answer_and_said(conflictcli: Conflictcli, words: list[str]) -> None:
    told = f"conflictcli: nothing holds all of: {' '.join(words)}.\n"
    assert conflictcli("search", *words) == (0, "", told)
