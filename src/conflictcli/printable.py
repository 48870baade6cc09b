"""Text that a terminal prints and never obeys."""

import re

# C0, DEL and C1 controls; soft hyphen; bidirectional marks, overrides and isolates; zero-width
# space, word joiner and byte order mark; line separators; lone surrogates; tags. ZWJ and ZWNJ
# (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
_DANGEROUS = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    r"""Turn characters that steer or hide into visible escapes, like `\x1b` or `\u202e`."""
    return re.sub(_DANGEROUS, _escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape", "surrogatepass").decode("ascii")
