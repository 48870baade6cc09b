"""Addresses of sources, as other programs read them."""

import re
from functools import lru_cache

from conflictcli.model.text import printable

_SCHEME = r"(?:https?|ftp)://"
_USER = r"[^\s/?#@]+@"
# A name in letters of any script, or an IPv6 address in brackets.
_HOST = r"(?:[\w.-]+|\[[0-9a-f:.]+\])(?::\d+)?"
_ADDRESS = rf"((?:{_SCHEME}(?:{_USER})?|(?=www\.)){_HOST})((?:[/?#].*)?)"
_DOI = r"doi:\s*(10\.\d.*)"
# What RFC 3986 has no place for after the host; letters of any script stay readable.
_TO_ENCODE = r"%(?![0-9A-Fa-f]{2})|[\x00-\x20\x7f\"<>\[\\\]^`{|}]|(?=[^\x00-\x7f])\s"


@lru_cache(maxsize=65536)
def encoded_address(url: str | None) -> str | None:
    """Return an address of the web, percent-encoded where it must be; None if it is none.

    A DOI is one. An address without a scheme gets none, since nobody says which it is.
    """
    text = (url or "").strip()
    if doi := re.fullmatch(_DOI, text, re.IGNORECASE):
        return f"https://doi.org/{_encoded(re.sub('[?#]', _percent, doi[1]))}"
    found = re.fullmatch(_ADDRESS, text, re.IGNORECASE | re.DOTALL)
    if found is None or printable(found[1]) != found[1]:
        return None
    return found[1] + _encoded(found[2])


@lru_cache(maxsize=65536)
def link(url: str | None) -> str | None:
    """Return an address that a reader may follow; None if it is no link.

    One with a user before the host is none: it may lead elsewhere than it seems to.
    """
    address = encoded_address(url) or ""
    return address if re.match(rf"{_SCHEME}(?!{_USER})", address, re.IGNORECASE) else None


def _encoded(path: str) -> str:
    text = re.sub(_TO_ENCODE, _percent, path)
    return text if text.isascii() else re.sub(r"[^\x00-\x7f]", _percent_if_invisible, text)


def _percent_if_invisible(match: re.Match[str]) -> str:
    return match[0] if printable(match[0]) == match[0] else _percent(match)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
