"""Text that a terminal prints and never obeys."""

import re

# C0, DEL and C1 controls; soft hyphen; bidirectional marks, overrides and isolates; fillers and
# what has no width; line separators; lone surrogates; format characters of notations; tags;
# variation selectors but those of emoji.
# ZWJ and ZWNJ (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
_DANGEROUS = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001345f\U00016fe4\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def printable(text: str) -> str:
    r"""Turn characters that steer or hide into visible escapes, like `\x1b` or `\u202e`."""
    return re.sub(_DANGEROUS, _escape, text)


def json_escaped(text: str, encoding: str | None) -> str:
    r"""Escape in JSON, as `\u202e`, the same characters and those that `encoding` cannot hold."""
    if text.isascii() and "\x7f" not in text:
        return text
    held = text.encode(encoding or "utf-8", "ignore").decode(encoding or "utf-8")
    pattern = rf"(?!\n){_DANGEROUS}" if held == text else rf"(?!\n){_DANGEROUS}|[^\x00-\x7f]"
    return re.sub(pattern, _json_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape", "surrogatepass").decode("ascii")


def _json_escape(match: re.Match[str]) -> str:
    """Write the UTF-16 units of a character, as JSON has it."""
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
