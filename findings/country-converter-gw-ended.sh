#!/usr/bin/env bash
# country_converter gives Yemen and Vietnam the Gleditsch-Ward codes of South Yemen and South Vietnam.
#
# Version: country_converter 1.3.2 (PyPI) with pandas 2.3.3.
# Guess: `GWcode` of a country is the code of the state that is there today: 678 of Yemen, 816 of Vietnam.
# Seen: Yemen is 680 and Vietnam 817, which in the list of Gleditsch and Ward are the People's Republic of Yemen, until
#   1990, and the Republic of Vietnam, until 1975. The codes of the states that remain, 678 and 816, are "not found",
#   and so is 345, Yugoslavia and then Serbia and Montenegro until 2006. Germany is 260 and Russia 365, as in the list.
# Why it matters: UCDP's files name a country by these numbers. An event in Yemen with 678 loses its country, and who
#   goes the other way, from Yemen to a number, asks for a state that ended decades before the event.
# Known: the codes were asked for in issue 108 of country_converter, which does not name these two.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq country_converter==1.3.2 pandas==2.3.3
"$dir/venv/bin/python" -W ignore - 2>/dev/null <<'EOF'
import sys
import country_converter

converter = country_converter.CountryConverter()
expected = {
    ("Yemen", "regex", "GWcode"): 680,
    ("Vietnam", "regex", "GWcode"): 817,
    ("Germany", "regex", "GWcode"): 260,
    ("Russia", "regex", "GWcode"): 365,
    (678, "GWcode", "name_short"): "not found",
    (816, "GWcode", "name_short"): "not found",
    (345, "GWcode", "name_short"): "not found",
    (680, "GWcode", "name_short"): "Yemen",
    (817, "GWcode", "name_short"): "Vietnam",
}
changed = False
for (value, of, to), wanted in expected.items():
    seen = converter.convert(value, src=of, to=to)
    print(f"{value} to {to}: {seen}")
    if seen != wanted:
        print(f"  changed, it was {wanted}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: country_converter 1.3.2 knows Yemen and Vietnam by the codes of states that have ended.")
EOF
