#!/usr/bin/env bash
# A range from a month to a day of that month is printed as that one day by pandoc, and as nothing by citeproc-py.
#
# Versions: pandoc 3.9 (in pypandoc_binary 1.17, PyPI); citeproc-py 0.11.1 (PyPI).
# Guess: `[[2016, 9], [2016, 9, 21]]` in CSL-JSON is printed as "September–September 21, 2016" or something as clumsy.
# Seen: pandoc prints "September 21, 2016", as if the work were of that single day; turned around, from 19 September to
#   some day of September, it prints "September 192016". citeproc-py prints no date at all for either, without
#   a warning, though it prints the item. Both print the range of two days and that of two months.
# Why it matters: sources with a vague start ("from some day of September to the 21st") are common for sieges and
#   campaigns, and a reference list is where a reader looks up when something was published or claimed.
# Known: nothing found. The CSL 1.0.2 schema allows both dates any precision; citeproc-js 2.4.63 refuses such an item
#   with the error "element mismatch in date range input". An older "March 1,–2" of pandoc (jgm/pandoc-citeproc
#   issue 18) was mended in pandoc; citeproc-py still prints "19,–21, September 2016", which is checked here as well.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq pypandoc_binary==1.17 citeproc-py==0.11.1
cd "$dir"
venv/bin/python -W ignore - <<'EOF'
import json, subprocess, sys
import pypandoc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

with open("style.csl", "w", encoding="utf-8") as style:
    style.write(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">'
        "<info><title>Bare</title><id>bare</id><updated>2020-01-01T00:00:00+00:00</updated></info>"
        '<citation><layout><text variable="title"/></layout></citation><bibliography><layout>'
        '<text variable="title" suffix=": "/><date variable="issued" form="text" date-parts="year-month-day"/>'
        "</layout></bibliography></style>"
    )
expected = [  # the date, as pandoc prints it, as citeproc-py prints it
    ([[2016, 9, 19], [2016, 9, 21]], "September 19–21, 2016", "19,–21, September 2016"),
    ([[2016, 8], [2016, 9]], "August–September 2016", "August–September 2016"),
    ([[2016, 9], [2016, 9, 21]], "September 21, 2016", ""),
    ([[2016, 9, 19], [2016, 9]], "September 192016", ""),
]
changed = False
for parts, by_pandoc, by_citeproc_py in expected:
    item = {"id": "a", "type": "report", "title": "Report", "issued": {"date-parts": parts}}
    with open("items.json", "w", encoding="utf-8") as items:
        json.dump([item], items)
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=plain", "--wrap=none", "--citeproc"]
    command += ["--csl=style.csl", "--bibliography=items.json"]
    document = "---\nnocite: '@*'\n---\n"
    run = subprocess.run(command, input=document, capture_output=True, encoding="utf-8", check=True)
    style = CitationStylesStyle("style.csl", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem("a")]))
    printed = run.stdout.strip(), str(bibliography.bibliography()[0]).strip()
    seen = [line.removeprefix("Report:").strip() for line in printed]
    print(f"{parts}: pandoc {seen[0]!r}, citeproc-py {seen[1]!r}")
    if seen != [by_pandoc, by_citeproc_py]:
        print(f"  changed, it was {[by_pandoc, by_citeproc_py]}")
        changed = True
if changed:
    sys.exit(1)
print("As stated: pandoc 3.9 prints the range from a month to its 21st as the 21st, citeproc-py 0.11.1 as nothing.")
EOF
