"""Records of a dataset, decoded from their JSON as strictly as the format is."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from conflictcli.checks.fields import check_dates, strict
from conflictcli.checks.json_blocks import MalformedError
from conflictcli.checks.json_reader import repeated_keys, value_of
from conflictcli.errors import DateError

_encode = msgspec.json.Encoder().encode


class Decoded(NamedTuple):
    """Records, None for what has not the shape of one or has a key twice.

    With each comes its JSON without white space, b"" for None.
    """

    records: list[Any]
    jsons: list[bytes]


@cache
def record_decoder(record_class: Any, version: int) -> Callable[[Sequence[bytes]], Decoded]:
    """Return what decodes the JSON of records of a class, as a version of the format has them.

    It takes many at once, which is faster, and raises MalformedError for JSON that is broken.
    """
    struct = strict(record_class, version, as_given=True)
    check = msgspec.json.Decoder(list[struct]).decode  # type: ignore[valid-type]
    decode = msgspec.json.Decoder(list[record_class]).decode

    def decoded(jsons: Sequence[bytes]) -> Decoded:
        together = b"[%b]" % b",".join(jsons)
        try:
            as_given = [*map(_encode, check(together))]
            records = decode(together)
            check_dates(record_class, records, version)
            if not _repeats_keys(together, as_given):
                return Decoded(records, as_given)
        except (msgspec.ValidationError, DateError):
            pass
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise MalformedError(str(error)) from None
        if len(jsons) == 1:
            return Decoded([None], [b""])
        one_by_one = [decoded([json]) for json in jsons]
        return Decoded([one.records[0] for one in one_by_one], [one.jsons[0] for one in one_by_one])

    return decoded


def _repeats_keys(together: bytes, as_given: list[bytes]) -> bool:
    """Return whether an object in a list of records has a key twice.

    Of two values of a key the last alone is decoded, so fewer colons are written again. Only where
    a colon is escaped that proves nothing.
    """
    if b"\\" in together and b"\\u003" in together:
        return any(repeated_keys(value_of(together)))
    return together.count(b":") != b"".join(as_given).count(b":")
