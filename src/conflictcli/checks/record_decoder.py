"""One record of a dataset, decoded from its JSON as strictly as the format is."""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from conflictcli.checks.fields import dated_fields, strict
from conflictcli.checks.json_blocks import MalformedError
from conflictcli.checks.json_reader import repeated_keys, value_of
from conflictcli.errors import DateError

_encode = msgspec.json.Encoder().encode


@cache
def record_decoder(record_class: Any, version: int) -> Callable[[bytes], Any]:
    """Return what decodes a record of a class, as a version of the format has it.

    It returns None where the record has not its shape, or has a key twice, and raises
    MalformedError for JSON that is broken.
    """
    check = msgspec.json.Decoder(strict(record_class, version, as_given=True)).decode
    decode = msgspec.json.Decoder(record_class).decode
    dated = dated_fields(record_class, version)

    def decoded(json: bytes) -> Any:
        try:
            struct = check(json)
            record = decode(json)
            for name, parse in dated:
                if (expression := getattr(record, name)) is not None:
                    parse(expression)
        except (msgspec.ValidationError, DateError):
            return None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise MalformedError(str(error)) from None
        return None if _repeats_keys(json, struct) else record

    return decoded


def _repeats_keys(json: bytes, struct: Any) -> bool:
    """Return whether an object in a record has a key twice; `struct` has what is given.

    Of two values of a key the last alone is decoded, so fewer colons are written again. Only where
    a colon is escaped that proves nothing.
    """
    if b"\\" in json and b"\\u003" in json:
        return any(repeated_keys(value_of(json)))
    return json.count(b":") != _encode(struct).count(b":")
