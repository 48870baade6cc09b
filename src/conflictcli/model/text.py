"""Texts: what a terminal prints and never obeys, and what matters when texts are compared."""

import re
from collections.abc import Iterable
from functools import lru_cache

# C0, DEL and C1 controls; soft hyphen; bidirectional marks, overrides and isolates; fillers and
# what has no width; line separators; lone surrogates; format characters of notations; tags;
# variation selectors but those of emoji.
# ZWJ and ZWNJ (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
_DANGEROUS = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001345f\U00016fe4\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Apostrophes and letters like them, the full stop, the line that lengthens Arabic words, joiners.
_DELETED = "'’‘ʻʼʽʾʿ.ـ\u200c\u200d"
# Letters that Unicode does not take apart, each as letters of its own script.
_FOLDED = {
    **{"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"},
    **{"ħ": "h", "ŧ": "t", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y"},
    **{"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"},
}
_PLAIN = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(128)).ljust(256)
HYPHENS = "-\u2010\u2011"
# What goes on with a word besides letters and digits: marks of European, Semitic and Indic scripts.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0eff"
WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_DELETED}](?=[^\W_]))*+"
# What parts thousands for certain: a comma, an Arabic one, spaces that keep a line together.
_SIGNS = ",\u066c\u00a0\u2009\u202f"


_THOUSANDS = "|".join(rf"(?:{sign}\d{{3}})+" for sign in _SIGNS)
# A number whose thousands are parted, also as in India: 1,00,000. After a mere space there may
# begin another number.
_PARTED = rf"(?<!\d)\d{{1,3}}(?:{_THOUSANDS}|(?:,\d\d)+,\d{{3}})(?!\d)"
NUMBER = rf"(?<!\d)\d{{1,3}}(?:{_THOUSANDS}|(?:,\d\d)+,\d{{3}}|(?: \d{{3}})+)(?!\d)"
# Words with hyphens, and numbers.
COMPOUND = rf"{NUMBER}|{WORD}(?:[{HYPHENS}]{WORD})+"
# A glance, since it is seldom so.
_MAY_BE_COMPOUND = rf"[{HYPHENS}][^\W_]|\d(?: \d{{3}}|[{_SIGNS}]\d\d)"


def printable(text: str) -> str:
    r"""Return a text with visible escapes for what steers or hides, like `\x1b` or `\u202e`."""
    if text.isascii() and text.isprintable():  # As most are.
        return text
    return re.sub(_DANGEROUS, _escape, text)


# The signs of screens in ASCII, for encodings that lack them; of one width, so that columns hold.
_IN_ASCII = str.maketrans(
    "⇄≠●»◀▶←→─│├└╭╮╰╯━╸╌–…’“”·",
    '~!*><><>-|++++++=-.-.\'""-',
)


def in_encoding(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for characters that an encoding lacks: a sign in ASCII, or an escape.

    It is an error handler of `codecs`.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # The end of a tree, unlike the sign for an answer, which is the same without the line.
    text = error.object[error.start : error.end].replace("└─", "`-").translate(_IN_ASCII)
    return text.encode("ascii", "backslashreplace").decode(), error.end


def json_escaped(text: str, encoding: str | None) -> str:
    r"""Return JSON that escapes the same characters, and all but ASCII where it is not UTF-8."""
    if text.isascii() and "\x7f" not in text:
        return text
    is_utf8 = (encoding or "utf-8").lower().replace("-", "") == "utf8"
    pattern = rf"(?!\n){_DANGEROUS}" if is_utf8 else rf"(?!\n){_DANGEROUS}|[^\x00-\x7f]"
    return re.sub(pattern, _json_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape", "surrogatepass").decode("ascii")


def _json_escape(match: re.Match[str]) -> str:
    """Return the UTF-16 units of a character, as JSON has it."""
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


class _Normalization(dict[int, str]):
    """What each character becomes in a normalized text."""

    def __missing__(self, code: int) -> str:
        import unicodedata

        character = chr(code)
        deleted = character in _DELETED or unicodedata.category(character).startswith("M")
        plain = character if character.isalnum() else " "
        if character.isdecimal():
            plain = str(unicodedata.decimal(character))
        self[code] = "" if deleted else _FOLDED.get(character, plain)
        return self[code]


_NORMALIZATION = _Normalization()


def normalize(text: str) -> str:
    """Return a text as plain lower-case words parted by single spaces.

    Accents, apostrophes, full stops and joiners are deleted, other punctuation is a space:
    "O'Brien" becomes "obrien", "U.S." "us", "al-Nusra" "al nusra", "Łódź" "lodz". Letters of
    different scripts stay different, digits do not.
    """
    if text.isascii():  # As most are: so it takes a tenth of the time.
        return b" ".join(text.encode().translate(_PLAIN, b"'.").split()).decode()
    import unicodedata  # Here, since many an answer compares no such text.

    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(plain.translate(_NORMALIZATION).split())


normalized_name = lru_cache(maxsize=4096)(normalize)


def joined(text: str) -> str:
    """Return a word without its hyphens, but those between digits, or a number in one piece."""
    return re.sub(rf"(?<!\d)[{HYPHENS}]|[{HYPHENS}](?!\d)|[ {_SIGNS}]", "", text)


def with_whole_numbers(text: str) -> str:
    """Return a text whose numbers are in one piece where a sign parts their thousands."""
    return re.sub(_PARTED, lambda number: joined(number[0]), text)


def without_final_s(words: str) -> str:
    """Return normalized words with ASCII ones of four letters or more without a final s."""
    return re.sub(r"\b([a-z]{3,})s\b", r"\1", words)


def searchable(text: str) -> str:
    """Return a text normalized between spaces, its compounds once more in one piece.

    A number is whole: 1,200 is "1200" alone, 1 200 is "1200" and "1 200".
    """
    if not re.search(_MAY_BE_COMPOUND, text):
        return f" {normalized_name(text)} "
    text = with_whole_numbers(text)
    parted = (normalize(joined(word)) for word in re.findall(COMPOUND, text))
    return f" {' '.join([*parted, normalize(text)])} "


def quantity(n: int, what: str) -> str:
    """Return a count of things, like "1,200 counts", "1 row" or "no events"."""
    return f"{f'{n:,}' if n else 'no'} {what}{'' if n == 1 else 's'}"


def without_middle(text: str, length: int) -> str:
    """Return a text that is longer than so many characters with a sign in place of its middle."""
    half = length // 2
    return text if len(text) <= length else f"{text[:half]}…{text[-half:]}"


def join_items(items: Iterable[str]) -> str:
    """Return a list as one text: items parted by "; ", each semicolon within an item doubled."""
    return "; ".join(item.replace(";", ";;") for item in items)


def split_items(text: str) -> list[str]:
    """Return the items of a text in order, without blanks at their ends and without empty ones.

    It is read left to right: two semicolons are one of the item, a single one parts items.
    """
    items = re.findall("(?:[^;]|;;)+", text)
    found = (item.replace(";;", ";").strip() for item in items)
    return [item for item in found if item]
