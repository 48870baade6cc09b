"""Suggestions for what is misspelt: those of difflib, found faster."""

from difflib import get_close_matches

from hypothesis import example, given
from hypothesis import strategies as st

from conflictcli.model.spelling import spelled_like

letters = st.text("aab 01é", max_size=9)


@given(
    words=letters, texts=st.lists(letters.filter(bool)), cutoff=st.sampled_from([0.5, 0.7, 0.75])
)
@example(words="", texts=["a"], cutoff=0.7)
@example(words="ab" * 120, texts=["ab" * 119, "ba" * 119], cutoff=0.7)
def test_what_is_spelled_like_a_word_is_what_difflib_says(
    words: str, texts: list[str], cutoff: float
) -> None:
    every = get_close_matches(words, texts, n=len(texts) + 1, cutoff=cutoff)
    assert list(spelled_like(words, texts, cutoff)) == every
