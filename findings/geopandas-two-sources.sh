#!/usr/bin/env bash
# GeoPandas keeps a GeoJSON list of one source as a list, but writes a list of two as a piece of numpy's text.
#
# Versions: geopandas 1.2.0, pyogrio 0.13.0, pandas 3.1.1, numpy 2.4.6, shapely 2.2.0 (PyPI).
# Guess: a property that is a list is written as a list or as a text, in the same way for every feature.
# Seen: after read_file and to_file, `["UN"]` is a list still, as the text `['UN']` that is written happens to be taken
#   for JSON; `["UN", "MSF"]` has become the text `['UN' 'MSF']`, as numpy prints it, in the same column of the same
#   file. Lists of numbers fare the same, and so do objects: `{"min": 1}` stays an object, `{"min": null}` becomes
#   the text `{'min': None}`. No warning is given.
# Why it matters: a sample with one source each passes every check; the events with two sources, the better attested
#   ones, and the counts without a lower bound, are those whose data are lost.
# Known: the documentation of pyogrio's write_dataframe says that values of other types are written as text; its issue
#   618 asks for lists. That some come back as lists, by their length, is in neither.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq geopandas==1.2.0 pyogrio==0.13.0 pandas==3.1.1 numpy==2.4.6 shapely==2.2.0
cd "$dir"
venv/bin/python - <<'EOF'
import json, sys
import geopandas

cases = [  # the property of two features, and what it is after reading and writing
    ([["UN"], ["UN", "MSF"]], [["UN"], "['UN' 'MSF']"]),
    ([[12], [12, 15]], [[12], "[12 15]"]),
    ([{"min": 1}, {"min": None}], [{"min": 1}, "{'min': None}"]),
]
changed = False
for values, wanted in cases:
    point = {"type": "Point", "coordinates": [37.1, 36.2]}
    features = [{"type": "Feature", "geometry": point, "properties": {"value": value}} for value in values]
    with open("before.geojson", "w", encoding="utf-8") as before:
        json.dump({"type": "FeatureCollection", "features": features}, before)
    geopandas.read_file("before.geojson").to_file("after.geojson", driver="GeoJSON")
    with open("after.geojson", encoding="utf-8") as after:
        seen = [feature["properties"]["value"] for feature in json.load(after)["features"]]
    print(f"{json.dumps(values)} becomes {json.dumps(seen)}")
    if seen != wanted:
        print(f"  changed, it was {json.dumps(wanted)}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: geopandas 1.2.0 with pyogrio 0.13.0 keeps lists of one value and makes text of lists of two.")
EOF
