"""Records of a dataset, decoded from their JSON as strictly as the format is."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from conflictcli.checks.fields import check_dates, records_of, strict
from conflictcli.checks.json_blocks import MalformedError
from conflictcli.checks.json_reader import repeated_keys, value_of
from conflictcli.errors import DateError

_encode = msgspec.json.Encoder().encode


class Decoded(NamedTuple):
    """Records, None for what has not the shape of one or has a key twice.

    With each comes its JSON without white space and what is null, empty or false; b"" for None.
    """

    records: list[Any]
    jsons: list[bytes]


@cache
def record_decoder(record_class: Any, version: int) -> Callable[[Sequence[bytes]], Decoded]:
    """Return what decodes the JSON of records of a class, as a version of the format has them.

    It takes many at once, which is faster, and raises MalformedError for JSON that is broken.
    """
    structs_of = _list_decoder(strict(record_class, version))
    structs_as_given = _list_decoder(strict(record_class, version, as_given=True))

    def repeats_keys(together: bytes, written: list[bytes]) -> bool:
        """Return whether an object in a list of records has a key twice.

        Of two values of a key the last alone is decoded, so fewer colons are written again, as
        where something is null, empty or false. Only where a colon is escaped that proves nothing.
        """
        if b"\\" in together and b"\\u003" in together:
            return any(repeated_keys(value_of(together)))
        colons = together.count(b":")
        if colons == _colons(written):
            return False
        return colons != _colons(map(_encode, structs_as_given(together)))

    def decoded(jsons: Sequence[bytes]) -> Decoded:
        together = b"[%b]" % b",".join(jsons)
        try:
            structs = structs_of(together)
            records = records_of(structs, record_class)
            check_dates(record_class, records, version)
            written = [*map(_encode, structs)]
            if not repeats_keys(together, written):
                return Decoded(records, written)
        except (msgspec.ValidationError, DateError):
            pass
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise MalformedError(str(error)) from None
        if len(jsons) == 1:
            return Decoded([None], [b""])
        one_by_one = [decoded([json]) for json in jsons]
        return Decoded([one.records[0] for one in one_by_one], [one.jsons[0] for one in one_by_one])

    return decoded


def _list_decoder(item: Any) -> Callable[[bytes], list[Any]]:
    return msgspec.json.Decoder(list[item]).decode


def _colons(jsons: Iterable[bytes]) -> int:
    return b"".join(jsons).count(b":")
