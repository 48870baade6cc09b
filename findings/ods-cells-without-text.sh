#!/usr/bin/env bash
# In an ODS file by pyexcel-ods3, SheetJS finds no number, date or boolean at all, and calamine makes 1215 of 12 and 15.
#
# Versions: pyexcel-ods3 0.6.1 with pyexcel-ezodf 0.3.4 and pyexcel-io 0.6.8, python-calamine 0.9.1 (PyPI); xlsx
#   (SheetJS) 0.18.5, the newest on npm, on Node.js 20.
# Guess: a table of texts, numbers, dates and booleans that one ODS library writes, the others read as it was.
# Seen: pyexcel-ods3 writes a number as the attribute office:value alone, without the text to be shown, which the format
#   allows. SheetJS then has no cell there: sheet_to_json gives rows with their texts only, and nothing is raised.
#   A text of two lines is written with text:line-break; calamine drops that, so "12" over "15" is read as "1215".
#   pyexcel-ods3 reads its own file as it was.
# Why it matters: on a web page the events are all there, with names and places, and no figure for any of them; and two
#   figures noted in one cell become one that is a hundred times too high.
# Known: nothing found on either.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install -qq pyexcel-ods3==0.6.1 pyexcel-ezodf==0.3.4 pyexcel-io==0.6.8 python-calamine==0.9.1
npm install --no-save --no-audit --no-fund --loglevel=error xlsx@0.18.5 >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
venv/bin/python - <<'EOF'
import datetime, json, subprocess, sys
from pyexcel_ods3 import get_data, save_data
from python_calamine import CalamineWorkbook

rows = [["id", "killed", "verified", "on", "figures"], ["a", 12, True, datetime.date(2016, 9, 19), "12\n15"]]
save_data("events.ods", {"Events": rows})
script = """
const XLSX = require('xlsx')
const book = XLSX.readFile('events.ods', { cellDates: true })
console.log(JSON.stringify(XLSX.utils.sheet_to_json(book.Sheets.Events)[0]))
"""
by_sheetjs = subprocess.run(["node", "-e", script], capture_output=True, encoding="utf-8", check=True).stdout
seen = {
    "pyexcel-ods3": get_data("events.ods")["Events"][1],
    "calamine": CalamineWorkbook.from_path("events.ods").get_sheet_by_name("Events").to_python()[1],
    "SheetJS": json.loads(by_sheetjs),
}
wanted = {
    "pyexcel-ods3": rows[1],
    "calamine": ["a", 12.0, True, datetime.date(2016, 9, 19), "1215"],
    "SheetJS": {"id": "a", "figures": "12\n15"},
}
changed = False
for reader, row in seen.items():
    print(f"{reader}: {row}")
    if row != wanted[reader]:
        print(f"  changed, it was {wanted[reader]}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: of this ODS file SheetJS 0.18.5 reads the texts alone, and calamine 0.9.1 joins the two lines.")
EOF
