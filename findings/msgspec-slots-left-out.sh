#!/usr/bin/env bash
# msgspec takes longer for a field that JSON leaves out than for one that is there, where a dataclass has slots.
#
# Version: msgspec 0.23.0 (PyPI).
# Guess: what is left out costs nothing, since there is less to read; slots make no difference, or save time.
# Seen: 20,000 objects with an id alone, of a dataclass with `slots=True` and 12 fields that are null where they are left
#   out, take some four times as long as the same objects in which each of the 12 is given as null, though these have
#   ten times as many bytes. Without slots the short ones take no longer than the long ones. Each field by itself is right.
# Why it matters: records of events leave most fields out, and a dataset of 100,000 is loaded for one question. To keep
#   files small makes loading slower; classes without slots are faster there, but take more memory.
# Known: nothing was found among msgspec's issues.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq msgspec==0.23.0
cat >"$dir/decode.py" <<'EOF'
import sys
import time
from dataclasses import make_dataclass

import msgspec

names = [f"field_{number}" for number in range(12)]
given = b"".join(b',"%b":null' % name.encode() for name in names)
short, long = (b"[%b]" % b",".join([b'{"id":"a"%b}' % more] * 20_000) for more in (b"", given))


def seconds(text: bytes, slots: bool) -> float:
    """Return the least CPU seconds of nine: what disturbs a machine only adds to them."""
    optional = [(name, "str | None", None) for name in names]
    record = make_dataclass("Record", [("id", str), *optional], slots=slots, kw_only=True)
    decode = msgspec.json.Decoder(list[record]).decode
    assert decode(short) == decode(long)
    times = []
    for _ in range(9):
        begun = time.process_time()
        decode(text)
        times.append(time.process_time() - begun)
    return min(times)


ratios = {slots: seconds(short, slots) / seconds(long, slots) for slots in (True, False)}
print(f"msgspec {msgspec.__version__}: left out to given as null: {ratios[True]:.1f} with slots,")
print(f"  {ratios[False]:.1f} without")
if not (ratios[True] > 2 and ratios[False] < 1.5):
    sys.exit("  changed: it was some 4 with slots, and 1 without")
EOF
"$dir/venv/bin/python" "$dir/decode.py"
echo "As stated: with slots, msgspec 0.23.0 takes longer for fields that are left out than for nulls."
