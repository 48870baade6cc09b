# ruff: noqa: RUF001
"""Search finds what a screen shows of a record, numbers whole, in the letters one can type."""

from pathlib import Path

import pytest
from conftest import PAPER, Conflictcli, Dataset, count, event, said

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


def ids(conflictcli: Conflictcli, tmp_path: Path, path: str, words: str, *more: str) -> list[str]:
    """Return the ids that a search finds, in JSON and in an SQLite file alike."""
    made = str(tmp_path / "made.sqlite")
    assert conflictcli("convert", path, made, "--force") == (0, "", "")
    found = [
        [
            match["id"]
            for match in conflictcli(
                "search", *more, "--data", file, "--json", "--", *words.split()
            ).json["matches"]
            if match["matched"]
        ]
        for file in (path, made)
    ]
    assert found[0] == found[1]
    return found[0]


NUMBERS = {
    "1200": [
        *("About 1,200 flee", "About 1200 flee", "Some 1 200 arrive", "Some 1.200 leave"),
        *("Toll of １２００", "Some 1'200 left", "Some 1’200 left", f"Some 1{NBSP}200 left"),
        *(f"1{NARROW}200 left", f"1{THIN}200 left", "Toll of ١٢٠٠", "Toll of ١٬٢٠٠", "१२०० left"),
        *("from 1,200 to 2,000", "(1,200)", "1,200, or more", "1,200-strong crowd"),
    ],
    "100000": ["1,00,000 flee", "100,000 flee", f"100{NBSP}000 flee", "१,००,००० flee"],
    "12000000": ["12,000,000 need help", "1,20,00,000 need help", "12 000 000 need help"],
    "72": ["T-72 seen"],
    "30": ["Route 30 shelled", "30 dead"],
}
OTHERS = {
    "1200": [
        *("Some 12,000 return", "1,2001 left", "11,200 left", "1,200,000 left", "1200000 left"),
        *("12-00 hours", "12 00 hours", "in 1201", "1, 200 and more", f"12{NBSP}000 left"),
    ],
    "200": ["About 1,200 flee", f"1{NBSP}200 left", "Toll of ١٬٢٠٠", "Some 1.200 leave"],
    "12": ["Some 12,000 return", "About 1,200 flee", "120 dead"],
    "30": ["Killed: 3000", "300 dead"],
}


@pytest.mark.parametrize("typed", NUMBERS)
def test_a_number_is_found_however_its_thousands_are_parted_in_any_digits(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, typed: str
) -> None:
    events = [event(f"e{n}", title=title) for n, title in enumerate(NUMBERS[typed])]
    path = dataset(events=events)
    assert set(ids(conflictcli, tmp_path, path, typed)) == {found["id"] for found in events}


@pytest.mark.parametrize("typed", OTHERS)
def test_a_number_is_no_other_that_begins_or_ends_so(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, typed: str
) -> None:
    events = [event(f"e{n}", title=title) for n, title in enumerate(OTHERS[typed])]
    assert ids(conflictcli, tmp_path, dataset(events=events), typed) == []


@pytest.mark.parametrize(
    "typed", ["1200", "1,200", "1 200", "1.200", "1'200", "١٢٠٠", f"1{NBSP}200"]
)
@pytest.mark.parametrize("text", ["1200 flee", "1,200 flee", "1 200 flee", "١٬٢٠٠ flee"])
def test_a_number_may_be_typed_in_every_way(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, typed: str, text: str
) -> None:
    path = dataset(events=[event("e", title=text), event("f", title="12,000 flee")])
    matches = conflictcli("search", "--data", path, "--json", "--", typed).json["matches"]
    assert [match["id"] for match in matches] == ["e"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("About 1,200 flee", "About *1,200* flee"),
        ("Some 1 200 flee", "Some *1 200* flee"),
        ("Toll of ١٬٢٠٠", "Toll of *١٬٢٠٠*"),
        ("T-1200 and 12,000", "T-*1200* and 12,000"),
        ("1200 of 1200000", "*1200* of 1200000"),
    ],
)
def test_the_number_that_is_found_is_marked_and_no_other(
    conflictcli: Conflictcli, dataset: Dataset, text: str, marked: str
) -> None:
    path = dataset(events=[event("e", title=text)])
    assert marked in conflictcli("search", "1200", "--data", path).out


LETTERS = {
    "Łukasz Nowak": ["Lukasz", "łukasz", "Łukasz"],
    "Łódź": ["Lodz", "lódz"],
    "Ali Yıldız": ["Yildiz", "yıldız", "YILDIZ"],
    "Diyarbakır": ["Diyarbakir"],
    "İzmir": ["Izmir", "izmir"],
    "Đorđe Jovanović": ["Dorde", "Jovanovic"],
    "Søren Bæk": ["Soren", "Baek", "bæk"],
    "Œuvre": ["oeuvre"],
    "Straße": ["strasse", "STRASSE"],
    "Þór Guðmundsson": ["thor", "gudmundsson"],
    "Ħal Qormi": ["hal qormi"],
    "Ŧana": ["tana"],
    "Ṣanʻāʼ": ["Sana", "Sana'"],
    "ʻAbd al-Ḥamīd": ["abd al hamid", "Abd", "al-hamid"],
    "مدرسة": ["مدرسه", "مدرسة"],
    "مصطفى": ["مصطفي", "مصطفى"],
    "أحمد": ["احمد"],
    "إدلب": ["ادلب"],
    "مسؤول": ["مسوول"],
    "تهران‌ی": ["تهراني"],
}
STRANGE = {
    "Лодзь": "Lodz",
    "Αθήνα": "Athina",
    "Аleppo": "Aleppo",
    "Łódź": "Лодзь",
    "مصطفى": "Mustafa",
}


@pytest.mark.parametrize(("text", "typed"), [(t, w) for t, words in LETTERS.items() for w in words])
def test_letters_are_found_by_those_that_a_keyboard_has(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, text: str, typed: str
) -> None:
    path = dataset(events=[event("e", title=text)])
    assert ids(conflictcli, tmp_path, path, typed) == ["e"]
    assert conflictcli("event", typed, "--data", path).code == 0


@pytest.mark.parametrize(("text", "typed"), STRANGE.items())
def test_letters_of_one_script_are_never_those_of_another(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, text: str, typed: str
) -> None:
    assert ids(conflictcli, tmp_path, dataset(events=[event("e", title=text)]), typed) == []


BAND = {
    "id": "band",
    "name": "Red Band",
    "kind": "armed-group",
    "aliases": ["Rothut"],
    "short": "RB",
}
SCOUT = {"id": "scout", "name": "Scout", "kind": "person", "member_of": "band"}
EVERYWHERE: dict[str, list[str]] = {
    "children": ["c1"],
    "106": ["c1"],
    "7 women": ["c1"],
    "338": ["c1"],
    "Nadia": ["s2"],
    "accused": ["e1"],
    "sponsor scout": ["e1"],
    "Rothut bombing": ["e1", "c1"],
    "Rothut announces": ["t1"],
    "rothut": ["e1", "t1", "t2", "c1", "band"],
    "RB cleared": ["t2"],
    "attributed scout": ["t3"],
    "headline": ["e1"],
    "Redshire": ["e1"],
    "exact": ["e1"],
    "member band": ["scout"],
}


@pytest.mark.parametrize("words", EVERYWHERE)
def test_what_a_screen_shows_of_a_record_is_found(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path, words: str
) -> None:
    place = {"name": "Mill Lane", "within": ["Redshire"], "precision": "exact"}
    participants = [{"actor": "band", "role": "accused"}, {"actor": "scout", "role": "sponsor"}]
    groups = [
        {"group": "children", "killed": {"best": 106}},
        {"group": "women", "injured": {"low": 7}},
    ]
    cited = [{"source": "paper", "locator": "headline"}]
    ann = {"id": "ann", "name": "Ann", "kind": "person", "citations": PAPER}
    path = dataset(
        schema_version=3,
        sources=[
            {"id": "paper", "title": "R"},
            {"id": "s2", "title": "Report", "author": "Nadia X"},
        ],
        actors=[ann, *({**actor, "citations": PAPER} for actor in (BAND, SCOUT))],
        events=[
            event("e1", title="Bombing", date="2020-05-01", place=place, participants=participants)
            | {"citations": cited}
        ],
        statements=[
            said("t1", speaker="band", stance="announces", text="it did so", date="2020-05-02"),
            said("t2", stance="denies", attributes_to=["band"], text="no"),
            said("t3", stance="accuses", attributes_to=["scout"], text="they did"),
        ],
        casualties=[count("c1", "e1", killed={"best": 338}, breakdown=groups, counted_by="band")],
    )
    assert set(EVERYWHERE[words]) == set(ids(conflictcli, tmp_path, path, words))


def test_the_accused_is_found_by_another_name(
    conflictcli: Conflictcli, dataset: Dataset, tmp_path: Path
) -> None:
    band = {**BAND, "aliases": ["RBX", "Daesh"], "citations": PAPER}
    events = [event("e1", title="Bombing", participants=[{"actor": "band", "role": "accused"}])]
    path = dataset(schema_version=2, actors=[band], events=events)
    assert ids(conflictcli, tmp_path, path, "Daesh bombing") == ["e1"]
    screen = conflictcli("search", "Daesh", "bombing", "--data", path).out
    assert "Red Band, also RB, RBX, *Daesh*" in screen


def test_a_number_and_a_group_are_found_in_the_dataset_that_ships(
    conflictcli: Conflictcli,
) -> None:
    def found(*words: str) -> list[str]:
        matches = conflictcli("search", *words, "--json", "--type", "casualties").json["matches"]
        return [match["id"] for match in matches]

    assert found("96", "children")
    assert found("1,266") == found("1266") == found("1 266") != []
    assert set(found("126")).isdisjoint(found("1266"))
    assert conflictcli("search", "stephane").out == conflictcli("search", "Stéphane").out.replace(
        "Stéphane”", "stephane”", 1
    )
