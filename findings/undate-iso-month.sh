#!/usr/bin/env bash
# undate writes the day of an unknown month as a month: `2016-XX-12` becomes `2016-12` in ISO 8601.
#
# Version: undate 0.8.0 (PyPI).
# Guess: the unknown month is written as nothing at all (`2016`) or is refused, since ISO 8601 has no way to say it.
# Seen: the known parts are put side by side, so the day slides into the place of the month: `2016-XX-12` becomes
#   `2016-12`, and `2016-XX-31` becomes `2016-31`, a month that does not exist. What says "about" or "perhaps" is
#   dropped already on reading: `2016-09~` is written again as `2016-09`, in EDTF too. No warning is given.
# Why it matters: undate is made for uncertain dates, and `format("ISO8601")` is what goes to a CSV file, a database or
#   a timeline: the 12th of an unknown month of 2016 is then December 2016.
# Known: nothing found, neither in its README nor in its issues.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq undate==0.8.0
"$dir/venv/bin/python" -W ignore - <<'EOF'
import sys
from undate import Undate

expected = {
    # read as EDTF: earliest and latest day, written as ISO 8601, written as EDTF
    "2016-09-12": ("2016-09-12", "2016-09-12", "2016-09-12", "2016-09-12"),
    "2016-XX-12": ("2016-01-12", "2016-12-12", "2016-12", "2016-XX-12"),
    "2016-XX-31": ("2016-01-31", "2016-12-31", "2016-31", "2016-XX-31"),
    "2016-09~": ("2016-09-01", "2016-09-30", "2016-09", "2016-09"),
    "2016-09?": ("2016-09-01", "2016-09-30", "2016-09", "2016-09"),
}
changed = False
for text, wanted in expected.items():
    date = Undate.parse(text, "EDTF")
    seen = str(date.earliest), str(date.latest), date.format("ISO8601"), date.format("EDTF")
    print(f"{text}: from {seen[0]} to {seen[1]}, in ISO 8601 {seen[2]}, in EDTF {seen[3]}")
    if seen != wanted:
        print(f"  changed, it was {wanted}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: undate 0.8.0 writes 2016-XX-12 as 2016-12, and forgets the mark of a doubtful or approximate month.")
EOF
