"""Which texts are spelled like another."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator

# Of a name: the least ratio at which another is taken for it, and how many such are looked at.
CLOSE, MOST_CLOSE = 0.7, 5


def spelled_like(words: str, texts: Iterable[str], cutoff: float) -> Iterator[str]:
    """Yield the texts that are spelled like words, best first; of equals the last in the alphabet.

    These are `difflib.get_close_matches` with that cutoff. Its ratio takes time, so what letters
    texts have in common tells first which may be alike, and then which may be the next best.
    """
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=words)
    compared: list[tuple[float, str]] = []
    for most, text in sorted(_most_alike(words, texts, cutoff), reverse=True):
        while compared and compared[-1][0] > most:
            yield compared.pop()[1]
        matcher.set_seq1(text)
        if (ratio := matcher.ratio()) >= cutoff:
            insort(compared, (ratio, text))
    yield from (text for _, text in reversed(compared))


def _most_alike(words: str, texts: Iterable[str], cutoff: float) -> Iterator[tuple[float, str]]:
    """Yield the texts that may be alike, each with the highest ratio that it may have."""
    letters = Counter(words).items()
    for text in texts:
        both = len(words) + len(text)
        if both and 2.0 * min(len(words), len(text)) / both >= cutoff:
            shared = 0
            for letter, times in letters:
                shared += min(text.count(letter), times)
            if (most := 2.0 * shared / both) >= cutoff:
                yield most, text
