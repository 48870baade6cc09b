"""What a typed name stands for, and what is suggested where it stands for nothing."""

import pytest
from conftest import Conflictcli, Dataset, event

FOUND = {
    "john-kerry": "john-kerry",
    "Kerry": "john-kerry",
    "KERRY": "john-kerry",
    "john ker": "john-kerry",
    "U.S. Secretary of State": "john-kerry",
    "OBrien": "stephen-obrien",
    "o’brien": "stephen-obrien",
    "Stéphane": "stephane-dujarric",
    "stephane": "stephane-dujarric",
    "al Asad": "bashar-al-assad",
    "Bachar al Asad": "bashar-al-assad",
    "assad": "bashar-al-assad",
    "de Mistura": "staffan-de-mistura",
    "lower house of parliament": "state-duma",
    "Russia's lower house of parliament": "state-duma",
    "US": "united-states",
    "U.S.": "united-states",
    "America": "united-states",
    "Daesh": "islamic-state",
    "IS": "islamic-state",
    "ISIS": "islamic-state",
    "Al-Nusra": "jabhat-al-nusra",
    "al nusra": "jabhat-al-nusra",
    "Jabhat": "jabhat-al-nusra",
    "WHO": "world-health-organization",
    "the regime": "syria",
    "Syria": "syria",
    "Zakh": "maria-zakharova",
}
REFUSED = {
    "Kery": "No actor matches 'Kery'. Did you mean John Kerry (john-kerry)?",
    "Jon Kerry": "No actor matches 'Jon Kerry'. Did you mean John Kerry (john-kerry) or "
    "John Kirby (john-kirby)?",
    "Al": "'Al' matches 2 actors:\n"
    "  bashar-al-assad  Bashar al-Assad\n"
    "  jabhat-al-nusra  Jabhat al-Nusra",
    "erry": "No actor matches 'erry'. Did you mean John Kerry (john-kerry)?",
    "Qwxz": "No actor matches 'Qwxz'. conflictcli actor lists all.",
    "...": "No actor matches '...'. conflictcli actor lists all.",
}


@pytest.mark.parametrize(("name", "id"), FOUND.items())
def test_an_actor_is_found_by_id_name_alias_or_words_of_them(
    conflictcli: Conflictcli, name: str, id: str
) -> None:
    assert conflictcli("actor", name, "-f", "json").json["actors"][0]["id"] == id


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("OBrien", "x1"),
        ("O’Brien", "x1"),
        ("U S", "x3"),
        ("US", "x2"),
        ("Ali al Asad", "x4"),
        ("un", "un"),
        ("a.b", "a.b"),
        ("ab", "ab"),
    ],
)
def test_apostrophes_and_full_stops_do_not_count_and_an_id_always_answers(
    conflictcli: Conflictcli, dataset: Dataset, typed: str, id: str
) -> None:
    names = {"x1": "O'Brien", "x2": "U.S.", "x3": "U-S", "x4": "ʿAlī al-ʾAsad"}
    names |= {"un": "Union", "x5": "Un.", "a.b": "First", "ab": "Second"}
    actors = [{"id": id, "name": name, "kind": "body"} for id, name in names.items()]
    run = conflictcli("actor", typed, "--data", dataset(actors=actors), "-f", "json")
    assert run.json["actors"][0]["id"] == id


@pytest.mark.parametrize(("name", "error"), REFUSED.items())
def test_any_other_name_is_refused_with_what_it_may_be(
    conflictcli: Conflictcli, name: str, error: str
) -> None:
    assert conflictcli("actor", name) == (1, "", f"conflictcli: {error}\n")


def test_a_name_may_be_typed_without_quotation_marks(conflictcli: Conflictcli) -> None:
    assert conflictcli("actor", "de", "Mistura") == conflictcli("actor", "de Mistura")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ["event", "ceasefre"],
            "No event matches 'ceasefre'. Did you mean The United States and Russia agree on a "
            "ceasefire in Syria (ceasefire-agreement) or The ceasefire takes effect "
            "(ceasefire-takes-effect)?",
        ),
        (["sources", "Foreign Pol"], None),
        (
            ["sources", "El País"],
            "'El País' matches 2 sources:\n"
            "  further-el-pais-1  El País\n"
            "  further-el-pais-2  El País",
        ),
        (["timeline", "--kind", "vot"], None),
        (
            ["timeline", "--kind", "votte"],
            "No kind of event matches 'votte'. Did you mean vote?",
        ),
        (
            ["timeline", "--place", "Alepo"],
            "No place matches 'Alepo'. Did you mean Aleppo, Aleppo Governorate or eastern Aleppo?",
        ),
        (
            ["timeline", "--place", "Qwxz"],
            "No place matches 'Qwxz'. There are Aleppo, Aleppo Governorate, Damascus, Deir ez-Zor, "
            "Geneva, Syria, Urum al-Kubra, eastern Aleppo and western Aleppo.",
        ),
    ],
)
def test_events_sources_kinds_and_places_are_found_the_same_way(
    conflictcli: Conflictcli, arguments: list[str], error: str | None
) -> None:
    run = conflictcli(*arguments)
    assert (run.code, run.err) == ((1, f"conflictcli: {error}\n") if error else (0, ""))


@pytest.mark.parametrize(("option", "what"), [("--place", "place"), ("--kind", "kind of event")])
def test_a_dataset_without_places_or_kinds_says_so(
    conflictcli: Conflictcli, dataset: Dataset, option: str, what: str
) -> None:
    error = f"No {what} matches 'x'. This dataset has none.\n"
    run = conflictcli("timeline", option, "x", "--data", dataset())
    assert run == (1, "", f"conflictcli: {error}")


def test_of_many_names_a_dozen_are_listed(conflictcli: Conflictcli, dataset: Dataset) -> None:
    events = [event(f"e{n}", title=f"Raid {n}", place={"name": f"Town {n}"}) for n in range(20)]
    path = dataset(events=events)
    runs = [
        conflictcli(*command, "--data", path)
        for command in (["event", "raid"], ["timeline", "--place", "zzz"])
    ]
    events_listed = "".join(f"  {f'e{n}':3}  Raid {n}\n" for n in range(12))
    towns = [f"Town {n}" for n in sorted(range(20), key=str)]
    assert [run.err for run in runs] == [
        f"conflictcli: 'raid' matches 20 events:\n{events_listed}  and 8 more\n",
        f"conflictcli: No place matches 'zzz'. There are {', '.join(towns[:12])} and 8 more.\n",
    ]


def test_the_card_of_an_actor_says_who_gives_it_a_role(
    conflictcli: Conflictcli, dataset: Dataset
) -> None:
    sources = [{"id": "paper", "publisher": "The Paper"}, {"id": "radio", "publisher": "Radio"}]
    roles = [
        {"actor": "ann", "role": "accused", "source": "radio"},
        {"actor": "ann", "role": "party"},
    ]
    path = dataset(sources=sources, events=[event("raid", participants=roles)])
    shown = " ".join(conflictcli("actor", "Ann", "--data", path).out.split())
    assert "role: accused [Radio], party" in shown
