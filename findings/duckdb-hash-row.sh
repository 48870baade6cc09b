#!/usr/bin/env bash
# DuckDB leaves out a CSV row whose id begins with "#", as a comment, when the ids of the other rows are numbers.
#
# Version: duckdb 2.0.1 (PyPI).
# Guess: with "1", "2", "#3" and "4" in the first column that column is text, and four rows are read.
# Seen: the reader decides by itself that "#" marks comments, since the column can then be of whole numbers; three rows
#   are read, without a warning, and the sum of the dead is 20 in place of 60. If the last row is "#4" as well, it goes
#   too. If any other id is a text, or every row has the "#", or the id stands in quotes, all rows are read. So are
#   they with `comment = ''`.
# Why it matters: "#3" is how people number incidents by hand, and one such row in a list numbered otherwise is just
#   what a merge of two lists gives. The row is gone before any check can see it.
# Known: the page on reading CSV files gives the option `comment` as empty by default, and the page on detection does
#   not speak of it (issue 4119 of duckdb-web says so of `sniff_csv`, which shows it). Issue 17744 of duckdb is about
#   an error that comes from the same guess.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq duckdb==2.0.1
cd "$dir"
venv/bin/python - <<'EOF'
import sys
import duckdb

cases = [  # what is in the file, its lines after the header, more options, rows and dead wanted
    ("one id with a hash", ["1,12", "2,3", "#3,40", "4,5"], "", (3, 20)),
    ("two ids with a hash", ["1,12", "2,3", "#3,40", "#4,5"], "", (2, 15)),
    ("the same, comments off", ["1,12", "2,3", "#3,40", "4,5"], ", comment = ''", (4, 60)),
    ("the id in quotes", ["1,12", "2,3", '"#3",40', "4,5"], "", (4, 60)),
    ("one id is a text", ["1,12", "2,3", "#3,40", "b,5"], "", (4, 60)),
    ("all ids with a hash", ["#1,12", "#2,3", "#3,40", "#4,5"], "", (4, 60)),
]
changed = False
for name, lines, options, wanted in cases:
    with open("events.csv", "w", encoding="utf-8") as table:
        table.write("\n".join(["id,killed", *lines, ""]))
    read = f"read_csv('events.csv'{options})"
    seen = duckdb.sql(f"SELECT count(*), sum(killed)::INT FROM {read}").fetchall()[0]
    print(f"{name}: {seen[0]} of {len(lines)} rows, {seen[1]} killed")
    if seen != wanted:
        print(f"  changed, it was {wanted[0]} rows, {wanted[1]} killed")
        changed = True
if changed:
    sys.exit(1)
print("As stated: duckdb 2.0.1 silently leaves out rows that begin with a hash where the other ids are numbers.")
EOF
