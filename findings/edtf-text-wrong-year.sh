#!/usr/bin/env bash
# text_to_edtf takes the first of two days for a year: "19 or 20 September 2016" becomes 2019-09-20.
#
# Version: edtf 5.0.2 (PyPI), its function text_to_edtf for dates written in English.
# Guess: what it cannot read comes back as None, as "from 19 September to 21 September 2016" does, or else as a part of
#   what was said, such as 2016-09.
# Seen: "between 19 and 21 September 2016" becomes 2019-09-21 and "19-21 September 2016" the same: the 19 is the year
#   2019, and 2016 is gone. "not before 2016" becomes /2016, which says "until 2016". "may have been 2016" becomes
#   May 2016. All of these are valid EDTF, so parse_edtf takes them without complaint.
# Why it matters: reports give days in just these words, and the wrong date looks as certain as a right one.
# Known: its README calls the function a basic parser and says that it reads a slash as "or"; it says nothing of a
#   wrong year. Its issue 77 has a text whose result is no valid EDTF.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq edtf==5.0.2 python-dateutil==2.9.0.post0
"$dir/venv/bin/python" -W ignore - <<'EOF'
import sys
from edtf import parse_edtf, text_to_edtf

expected = {
    "19 September 2016": "2016-09-19",
    "from 19 September to 21 September 2016": None,
    "19 or 20 September 2016": "2019-09-20",
    "between 19 and 21 September 2016": "2019-09-21",
    "19-21 September 2016": "2019-09-21",
    "before 2016": "/2016",
    "not before 2016": "/2016",
    "may have been 2016": "2016-05",
}
changed = False
for text, wanted in expected.items():
    seen = text_to_edtf(text)
    print(f"{text!r} becomes {seen}")
    if seen is not None:
        parse_edtf(seen)
    if seen != wanted:
        print(f"  changed, it was {wanted}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: edtf 5.0.2 reads the first of two days as a year, and 'not before 2016' as 'until 2016'.")
EOF
