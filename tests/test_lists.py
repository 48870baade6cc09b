"""Lists in one cell: items parted by single semicolons, those within an item doubled."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conflictcli.model.text import join_items, split_items

LETTERS = st.text("; ab\u00e9,'\n", min_size=1) | st.text(min_size=1)
ITEMS = LETTERS.map(str.strip).filter(bool)


@given(items=st.lists(ITEMS))
@example(items=["a;", "; b"])
@example(items=[";", ";;", ";"])
@example(items=["a ;", ";", "; ;", "b"])
@example(items=["a;;b", "c; d"])
def test_items_in_a_cell_read_back_as_they_were(items: list[str]) -> None:
    assert split_items(join_items(items)) == items


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b c"], "a; b c"),
        (["a; b", "c"], "a;; b; c"),
        (["a;", "; b"], "a;;; ;; b"),
    ],
)
def test_items_are_parted_by_a_semicolon_and_a_blank(items: list[str], cell: str) -> None:
    assert join_items(items) == cell


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("a;b", ["a", "b"]),
        (" a ;  b ", ["a", "b"]),
        ("a; ; b;", ["a", "b"]),
        ("a;;;b", ["a;", "b"]),
        ("a;;b", ["a;b"]),
        (";", []),
        ("  ", []),
    ],
)
def test_what_people_type_is_read_left_to_right(cell: str, items: list[str]) -> None:
    assert split_items(cell) == items
