#!/usr/bin/env bash
# pandas 3.1 empties cells "NA", "None" and "" of a column that has a converter; country_converter then cannot start.
#
# Versions: pandas 3.0.6 and 3.1.0, country_converter 1.3.2 (PyPI).
# Guess: a column with `converters={"code": str}` keeps what is written, as it did: that is what one gave it for.
# Seen: since 3.1 the words for missing values are looked for after the converter too, so `str` gives NaN for NA, None
#   and an empty cell, where 3.0 gave the texts. `keep_default_na=False` keeps them in both. `na_values` does not
#   replace the words, it adds to them. country_converter asks for any pandas and keeps Namibia's code NA by a
#   converter: with 3.1 its class raises TypeError when it is made, so nothing can be converted at all.
# Why it matters: NA is a country, "None" an answer in a form, and the name of a group may be any word. A file that was
#   read rightly yesterday loses them after an upgrade, in silence.
# Known: the change is pandas' own, pull request 68689, which names the empty cell; that country_converter fails with
#   it was not found among its issues.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/read.py" <<'EOF'
import io
import sys
import pandas

text = "name,code\nNamibia,NA\nNobody,None\nEmpty,\nYemen,YE\n"


def codes(**options):
    return [str(c) for c in pandas.read_csv(io.StringIO(text), **options).code]


kept = ["NA", "None", "", "YE"]
lost = ["nan", "nan", "nan", "YE"]
expected = {"3.0.6": (kept, kept, False), "3.1.0": (lost, kept, True)}[pandas.__version__]
by_converter = codes(converters={"code": str})
by_option = codes(converters={"code": str}, keep_default_na=False)
try:
    import country_converter

    country_converter.CountryConverter()
    fails = False
except TypeError:
    fails = True
print(f"pandas {pandas.__version__}: with a converter {by_converter}, without default words {by_option},")
print(f"  country_converter {'raises TypeError' if fails else 'starts'}")
if (by_converter, by_option, fails) != expected:
    sys.exit(f"  changed, it was {expected}")
EOF
for version in 3.0.6 3.1.0; do
  python3 -m venv "$dir/$version"
  "$dir/$version/bin/pip" install -qq "pandas==$version" country_converter==1.3.2
  "$dir/$version/bin/python" -W ignore "$dir/read.py"
done
echo "As stated: pandas 3.1 gives NaN for NA where 3.0 gave the text, and country_converter 1.3.2 cannot start with it."
