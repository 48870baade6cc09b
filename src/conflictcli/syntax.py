"""Strict JSON (RFC 8259): decoded, or refused with the line and the column of the break."""

import re
from typing import Any

import msgspec

from conflictcli.errors import DatasetError, DateError

# What is raised for content that is no dataset.
UNSOUND = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, DateError)
BOM = b"\xef\xbb\xbf"
# An escape in a string, as group 1 where it is half of a surrogate pair alone.
_ESCAPE = rb"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|(\\u[dD][89a-fA-F]..)|\\."
_STRING = rb'"(?:[^"\\]|\\.)*+"'
_BRACKET = _STRING + rb"|([\[{])|[\]}]"
_NUMBER = _STRING + rb"|(-?\d[\d.eE+-]*)"
_DEPTH = 500


def decode(content: bytes, kind: Any = Any) -> Any:
    """Decode JSON after at most one byte order mark; raise DatasetError with line and column.

    Raise msgspec.ValidationError where it is sound and does not fit `kind`, if that is given.
    """
    text = content.removeprefix(BOM)
    if not text or text.isspace():
        raise _broken(text, 0, "expected a dataset, got an empty file")
    try:
        return msgspec.json.decode(text, type=kind)
    except UnicodeDecodeError:
        raise _broken(text, _not_utf8(text), "expected UTF-8 text") from None
    except msgspec.ValidationError:
        if kind is not Any:
            raise
        raise _broken(text, _too_big(text), "expected a smaller number") from None
    except msgspec.DecodeError as error:
        raise _malformed(text, str(error)) from None
    except RecursionError:
        raise too_deep(text) from None


def too_deep(text: bytes) -> DatasetError:
    """Tell where JSON is nested past a sane depth."""
    depth, place = 0, len(text)
    for match in re.finditer(_BRACKET, text, re.DOTALL):
        depth += 1 if match[1] else -1 if match[0] in b"]}" else 0
        if depth > _DEPTH:
            place = match.start()
            break
    return _broken(text, place, "expected a dataset, got JSON that is nested too deep")


def _not_utf8(text: bytes) -> int:
    """Give the place of the first byte that is no UTF-8; msgspec gives that in its string."""
    try:
        return len(text.decode())
    except UnicodeDecodeError as error:
        return error.start


def _malformed(text: bytes, message: str) -> DatasetError:
    lone = next((match for match in re.finditer(_ESCAPE, text, re.DOTALL) if match[1]), None)
    if lone and ("truncated" in message or "surrogate" in message):
        need = f"expected a pair of surrogates, got {lone[1].decode()} alone"
        return _broken(text, lone.start(), need)
    found = re.search(r" \(byte (\d+)\)", message)
    need = f"expected valid JSON ({message.replace(found[0], '') if found else message})"
    return _broken(text, int(found[1]) if found else len(text), need)


def _broken(text: bytes, offset: int, need: str) -> DatasetError:
    before = text[:offset]
    line = before.count(b"\n") + 1
    error = DatasetError(f"line {line}, column {offset - before.rfind(10)}: {need}.")
    error.line = line
    return error


def _too_big(text: bytes) -> int:
    """Give the place of the first number that is out of range."""
    for match in re.finditer(_NUMBER, text, re.DOTALL):
        try:
            msgspec.json.decode(match[1] or b"0")
        except msgspec.ValidationError:
            return match.start()
    return len(text)
