#!/usr/bin/env bash
# pandoc drops a bar and braces that BibTeX writes as commands from titles, and prints a publisher twice.
#
# Versions: pandoc 3.9 (in pypandoc_binary 1.17, PyPI).
# Guess: `\textbar{}`, `\textbraceleft{}` and `\textbraceright{}` are read as |, { and }, as `\textless{}` is read as <;
#   of two fields that say who published it, the second is ignored.
# Seen: the three signs are gone without a warning: "Report \textbar{} Aleppo" becomes "Report  Aleppo",
#   "Code \textbraceleft{}A\textbraceright{}" becomes "Code A". `howpublished` and `publisher` of the same words become
#   the publisher "Agency; Agency", and so do `howpublished` and `organization`.
# Why it matters: headlines of agencies use a bar to part the place from the news, and reference managers export it as
#   a command. Whoever cites the headline cites other words than were published.
# Known: nothing found of the signs or of the doubled publisher. pandoc issue 9051 is about "and" in one publisher.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq pypandoc_binary==1.17
cd "$dir"
venv/bin/python - <<'END'
import json, subprocess, sys
import pypandoc

expected = [  # the fields of an entry, and title and publisher as pandoc reads them
    (r"title = {Signs \textless{}5\textgreater{}}", ("Signs <5>", None)),
    (r"title = {{Report \textbar{} Aleppo}}", ("Report  Aleppo", None)),
    (r"title = {{Code \textbraceleft{}A\textbraceright{}}}", ("Code A", None)),
    ("howpublished = {Agency}", (None, "Agency")),
    ("howpublished = {Agency}, publisher = {Agency}", (None, "Agency; Agency")),
    ("howpublished = {Agency}, organization = {Agency}", (None, "Agency; Agency")),
]
changed = False
for fields, stated in expected:
    command = [pypandoc.get_pandoc_path(), "--from=bibtex", "--to=csljson"]
    entry = f"@misc{{a, {fields}, }}"
    run = subprocess.run(command, input=entry, capture_output=True, encoding="utf-8", check=True)
    item = json.loads(run.stdout)[0]
    seen = item.get("title"), item.get("publisher")
    print(f"{fields}: title {seen[0]!r}, publisher {seen[1]!r}{', warned' if run.stderr else ''}")
    if seen != stated or run.stderr:
        print(f"  changed, it was {stated}, without a warning")
        changed = True
if changed:
    sys.exit(1)
print("As stated: pandoc 3.9 drops \\textbar{} and the commands of braces in silence, and doubles a publisher.")
END
