#!/usr/bin/env bash
# GeoPandas gives a KML file's column "id" back as "events.1": the ids that were written are in a column "id2".
#
# Versions: geopandas 1.1.1, pyogrio 0.13.0 (which brings GDAL 3.12.4), shapely 2.2.0, pandas 2.3.3 (PyPI).
# Guess: a table of three events with the columns `id` and `killed` comes back as it was, perhaps with more columns.
# Seen: it comes back with `id` being the name of the file and a number ("events.1") and the ids that were written in
#   `id2`. `killed` is text. No warning is given, on writing or on reading. GeoPackage and GeoJSON give both back.
# Why it matters: whoever joins counts to events by `id` after a trip through KML joins nothing, or, if two files are
#   called alike, joins the rows of one to those of the other.
# Known: GDAL's page on KML says that `id` is the Placemark's own; that a column of that name is moved aside was not
#   found there.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq geopandas==1.1.1 pyogrio==0.13.0 shapely==2.2.0 pandas==2.3.3
cd "$dir"
venv/bin/python - <<'END'
import sys
import warnings

import geopandas
from shapely.geometry import Point

table = {"id": ["raid-a", "raid-b", "raid-c"], "killed": [1, 2, 3]}
events = geopandas.GeoDataFrame(table, geometry=[Point(n, n) for n in range(3)], crs=4326)
stated = {
    "GPKG": (["raid-a", "raid-b", "raid-c"], None, [1, 2, 3]),
    "GeoJSON": (["raid-a", "raid-b", "raid-c"], None, [1, 2, 3]),
    "KML": (["events.1", "events.2", "events.3"], ["raid-a", "raid-b", "raid-c"], ["1", "2", "3"]),
}
changed = False
for driver, was in stated.items():
    path = f"events.{driver.lower()}"
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        events.to_file(path, driver=driver)
        found = geopandas.read_file(path)
    seen = list(found["id"]), list(found["id2"]) if "id2" in found else None, list(found["killed"])
    print(f"{driver}: id {seen[0]}, id2 {seen[1]}, killed {seen[2]}, {len(warned)} warnings")
    if seen != was or warned:
        print(f"  changed, it was {was}, without a warning")
        changed = True
if changed:
    sys.exit(1)
print("As stated: geopandas 1.1.1 with pyogrio 0.13.0 gives ids of KML back in id2, and file names in id.")
END
