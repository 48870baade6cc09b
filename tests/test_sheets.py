"""A dataset is kept in CSV files of a folder or in a workbook, and comes back as it was."""

from pathlib import Path
from typing import Any

import pytest
from conftest import EVENTS, Conflictcli
from hypothesis import given, settings
from hypothesis import strategies as st
from test_properties import expressions

from conflictcli.dataset import json_file
from conflictcli.model import records as model

FORMS = ["folder/", "book.xlsx", "book.ods"]

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda text: text == text.strip()
)
# What XML cannot hold, or a reader changes.
sheet_texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n"),
    min_size=1,
    max_size=8,
).filter(lambda text: text == text.strip())


def _datasets(texts: st.SearchStrategy[str]) -> st.SearchStrategy[model.Dataset]:
    """Return datasets with every field of every record, of texts that a sheet keeps."""
    ids = texts.filter(lambda text: not text.startswith("#"))
    some = st.none() | texts
    many = st.lists(texts, max_size=3).map(tuple)
    dates = st.none() | expressions
    days = st.none() | st.just("2016-10-09")
    people = st.none() | st.integers(0, 10**10)
    degrees = st.none() | st.floats(-90, 90)
    estimates = st.none() | st.builds(
        lambda numbers, about: model.Estimate(
            **dict(zip(("low", "best", "high"), numbers, strict=True)), approximate=about
        ),
        st.tuples(people, people, people).filter(lambda three: any(n is not None for n in three)),
        st.booleans(),
    )
    citations = st.lists(
        st.builds(model.Citation, source=texts, locator=some, quote=some), max_size=4
    ).map(tuple)

    def table(record_class: Any, /, **fields: Any) -> st.SearchStrategy[tuple[Any, ...]]:
        own_ids = ids.map(lambda id: f"{record_class.table}-{id}")
        made = st.builds(record_class, id=own_ids, **fields)
        return st.lists(made, max_size=2, unique_by=lambda record: record.id).map(tuple)

    places = st.builds(
        model.Place,
        **dict.fromkeys(("region", "country", "precision"), some),
        **dict.fromkeys(("latitude", "longitude"), degrees),
        name=texts,
        within=many,
    )
    parts = st.builds(model.Participant, actor=texts, role=texts, source=some)
    groups = st.builds(model.Breakdown, group=texts, killed=estimates, injured=estimates)
    shorts = st.none() | texts.filter(lambda text: len(text) <= 18)
    names = {"title": some, "publisher": some, "author": some, "note": some, "language": some}
    return st.builds(
        model.Dataset,
        schema_version=st.just(3),
        title=texts,
        description=some,
        license=some,
        sources=table(
            model.Source,
            **names,
            **dict.fromkeys(("url", "archived_url", "copy_of"), some),
            short=shorts,
            published=dates,
            accessed=days,
            compiles=st.booleans(),
        ),
        actors=table(
            model.Actor,
            name=texts,
            short=shorts,
            kind=st.sampled_from(["person", "state", "body"]),
            aliases=many,
            **dict.fromkeys(("role", "member_of", "note"), some),
            citations=citations,
        ),
        events=table(
            model.Event,
            title=texts,
            kind=texts,
            date=dates,
            place=st.none() | places,
            participants=st.lists(parts, max_size=3).map(tuple),
            **dict.fromkeys(("date_note", "summary", "note", "part_of"), some),
            disagrees_with=many,
            citations=citations,
        ),
        statements=table(
            model.Statement,
            speaker=texts,
            stance=st.sampled_from(["accuses", "denies"]),
            date=dates,
            text=texts,
            **dict.fromkeys(("date_note", "note", "responds_to"), some),
            **dict.fromkeys(("about", "attributes_to", "disagrees_with"), many),
            citations=citations,
        ),
        casualties=table(
            model.CasualtyReport,
            event=texts,
            as_of=dates,
            covers=dates,
            killed=estimates,
            injured=estimates,
            breakdown=st.lists(groups, max_size=3).map(tuple),
            counted_by=some,
            note=some,
            citations=citations,
        ),
    )


def converted(conflictcli: Conflictcli, old: Path, new: str) -> None:
    run = conflictcli("convert", str(old), new, "--force")
    assert (run.code, run.out, run.err) == (0, "", "")


def written(path: Path, dataset: model.Dataset) -> Path:
    head = {name: getattr(dataset, name) for name in ("title", "description", "license")}
    tables = {kind.table: getattr(dataset, kind.table) for kind in model.RECORD_CLASSES}
    path.write_bytes(b"".join(json_file.encoded(head, tables)))
    return path


def assert_comes_back(conflictcli: Conflictcli, folder: Path, given: Path, form: str) -> None:
    converted(conflictcli, given, f"{folder}/{form}")
    converted(conflictcli, folder / form, str(folder / "again.json"))
    assert (folder / "again.json").read_bytes() == given.read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_the_records_of_a_dataset_come_back_as_they_were(
    conflictcli: Conflictcli, tmp_path: Path, form: str
) -> None:
    converted(conflictcli, EVENTS, str(tmp_path / "events.json"))
    assert_comes_back(conflictcli, tmp_path, tmp_path / "events.json", form)


@given(dataset=_datasets(texts))
@settings(max_examples=40)
def test_any_dataset_comes_back_from_a_folder(
    conflictcli: Conflictcli, tmp_path: Path, dataset: model.Dataset
) -> None:
    path = written(tmp_path / "given.json", dataset)
    assert_comes_back(conflictcli, tmp_path, path, "folder/")


@pytest.mark.parametrize("form", ["book.xlsx", "book.ods"])
@given(dataset=_datasets(sheet_texts))
@settings(max_examples=20)
def test_any_dataset_comes_back_from_a_workbook(
    conflictcli: Conflictcli, tmp_path: Path, form: str, dataset: model.Dataset
) -> None:
    path = written(tmp_path / "given.json", dataset)
    assert_comes_back(conflictcli, tmp_path, path, form)


@pytest.mark.parametrize("form", FORMS)
def test_blanks_that_a_sheet_does_not_keep_are_told(
    conflictcli: Conflictcli, tmp_path: Path, form: str
) -> None:
    event = model.Event(id="raid", title=" Raid ", kind="attack", note="")
    actor = model.Actor(id="ann", name="Ann", kind="person", aliases=("", "Annie"))
    dataset = model.Dataset(schema_version=3, title="x", actors=(actor,), events=(event,))
    run = conflictcli("convert", str(written(tmp_path / "x.json", dataset)), f"{tmp_path}/{form}")
    told = "Left out blanks at the ends of 3 texts, the first of 'ann'; an empty text is none."
    assert run == (0, "", f"conflictcli: {told}\n")


@pytest.mark.parametrize("form", FORMS)
def test_a_record_that_could_not_be_read_again_is_refused(
    conflictcli: Conflictcli, tmp_path: Path, form: str
) -> None:
    place = model.Place(name=" ", country="Land")
    event = model.Event(id="raid", title="Raid", kind="attack", place=place)
    dataset = model.Dataset(schema_version=3, title="x", events=(event,))
    run = conflictcli("convert", str(written(tmp_path / "x.json", dataset)), f"{tmp_path}/{form}")
    told = (
        f"{tmp_path}/{form}: events, 'raid', place_name: an empty text cannot be kept in a sheet."
    )
    assert run == (1, "", f"conflictcli: {told}\n")
