#!/usr/bin/env bash
# pandas reads every true cell of an ODS file as False, unless the cell shows the word TRUE: WAHR and VRAI are False.
#
# Versions: pandas 3.1.1 with odfpy 1.4.1 (its engine "odf"); python-calamine 0.9.1, for the same file (PyPI).
# Guess: the value comes from the attribute office:boolean-value, which is "true" or "false" in every language.
# Seen: the engine "odf" compares the text shown in the cell with TRUE. A spreadsheet program writes there the word of
#   the user's language, so WAHR, VRAI, ИСТИНА and a cell without text are all False, like FALSCH. With
#   engine="calamine" all of them are True. No warning is given.
# Why it matters: "verified" or "civilian", ticked by a colleague whose office suite is not in English, is False for all
#   rows of the table, and False is an answer that nobody questions.
# Known: nothing found; pandas issue 54994 was about how pandas writes booleans to ODS.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1
cd "$dir"
venv/bin/python - <<'EOF'
import sys
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

shown = {"TRUE": True, "FALSE": False, "WAHR": True, "FALSCH": False, "VRAI": True, "ИСТИНА": True, "": True}
wanted = {
    "odf": [True, False, False, False, False, False, False],
    "calamine": [True, False, True, False, True, True, True],
}
table = Table(name="Events")
for word, value in [("verified", None), *shown.items()]:
    row = TableRow()
    if value is None:
        cell = TableCell(valuetype="string")
    else:
        cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if word:
        cell.addElement(P(text=word))
    row.addElement(cell)
    table.addElement(row)
document = OpenDocumentSpreadsheet()
document.spreadsheet.addElement(table)
document.save("events.ods")
changed = False
for engine, values in wanted.items():
    seen = pandas.read_excel("events.ods", engine=engine)["verified"].tolist()
    print(f"engine {engine}: " + ", ".join(f"{word or 'no text'} {value}" for word, value in zip(shown, seen)))
    if seen != values:
        print(f"  changed, it was {values}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: pandas 3.1.1 with odfpy takes WAHR, VRAI and ИСТИНА for False; with calamine they are True.")
EOF
