#!/usr/bin/env bash
# libhxl reads the day 20160919, ISO 8601's basic form, as 22 August 1970, and a year that is left out as this year.
#
# Version: libhxl 5.2.2 with six 1.17.0 (PyPI), which it uses and does not name among what it needs.
# Guess: `20160919` is 19 September 2016, or is refused; `19 Sep` is refused, since no year is there.
# Seen: a whole number above 100,000 is taken for seconds since 1970 before any form of date is tried, so the eight
#   digits of a day become a day of August 1970. A number from 2,200 to 100,000 is taken for days since 1970, counted
#   from one: 17063 is 18 September 2016, and a spreadsheet's serial number 42632, which is 19 September 2016 there, is a
#   day of 2086. `19 Sep` gets the year in which the program runs. Of `2016-09-19/2016-09-21` the first day alone is
#   left. No error and no warning is given; `2016-09` stays a month and `1753-01-01` a day.
# Why it matters: libhxl is what humanitarian data with HXL hashtags is cleaned and validated with, and its dates filter
#   and count by these days. A whole column of compact dates moves to 1970 and is still sorted.
# Known: not found among its issues; the order of the tests stands in its code.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq libhxl==5.2.2 six==1.17.0
TZ=UTC "$dir/venv/bin/python" -W ignore - <<'EOF'
import sys
from datetime import date
from hxl.datatypes import normalise_date

year = date.today().year
expected = {
    "2016-09-19": "2016-09-19",
    "2016-09": "2016-09",
    "1753-01-01": "1753-01-01",
    "20160919": "1970-08-22",
    "17063": "2016-09-18",
    "42632": "2086-09-20",
    "19 Sep": f"{year}-09-19",
    "2016-09-19/2016-09-21": "2016-09-19",
}
changed = False
for text, wanted in expected.items():
    seen = normalise_date(text)
    print(f"{text}: {seen}")
    if seen != wanted:
        print(f"  changed, it was {wanted}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: libhxl 5.2.2 reads 20160919 as a day of 1970, and 19 Sep as a day of this year.")
EOF
