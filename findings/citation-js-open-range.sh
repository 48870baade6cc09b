#!/usr/bin/env bash
# citation-js reads a BibLaTeX date that is open at its end, then prints "n.d." and writes the entry without a date.
#
# Versions: @citation-js/core, plugin-bibtex and plugin-csl 0.8.2 (npm), on Node.js 20.
# Guess: `date = {2016-09-22/..}` keeps its start, and is written again as it was or as `2016-09-22/`.
# Seen: it is read into `[[2016, 9, 22], null]`; from there APA prints "n.d." and the BibLaTeX writer leaves the field
#   out, so a round trip loses the date. `2016-09-22/` fares the same. A decade, `201X`, is read as the year 2010 and
#   written so; `2016-09~` comes back as `2016-09`. Nothing is raised or logged.
# Why it matters: reports that go on being updated, and events not over yet, are dated just so; and "the 2010s" as 2010
#   puts a source before what it reports.
# Known: nothing found on these. Its issue 177 asked for ranges as such, which work now. The BibLaTeX manual gives all
#   four forms as valid dates.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --no-save --no-audit --no-fund --loglevel=error @citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 \
  @citation-js/plugin-csl@0.8.2 >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
node --input-type=module - <<'EOF'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'

const expected = { // the date given: as read, as written again, as printed in APA
  '2016-09-22/2016-10-09': ['[[2016,9,22],[2016,10,9]]', '2016-09-22/2016-10-09', '2016'],
  '2016-09-22/..': ['[[2016,9,22],null]', 'nothing', 'n.d.'],
  '2016-09-22/': ['[[2016,9,22],null]', 'nothing', 'n.d.'],
  '201X': ['[[2010]]', '2010', '2010'],
  '2016-09~': ['[[2016,9]]', '2016-09', '2016'],
}
let changed = false
for (const [date, wanted] of Object.entries(expected)) {
  const cite = new Cite(`@report{a, author = {Example, A.}, title = {Report}, date = {${date}}}`)
  const written = cite.format('biblatex').match(/date = \{(.*)\}/)
  const printed = cite.format('bibliography', { format: 'text', template: 'apa' }).match(/\(([^)]*)\)/)
  const seen = [JSON.stringify(cite.data[0].issued['date-parts']), written ? written[1] : 'nothing', printed[1]]
  console.log(`${date}: read as ${seen[0]}, written as ${seen[1]}, printed as ${seen[2]}`)
  if (seen.join() !== wanted.join()) {
    console.log(`  changed, it was ${wanted.join(', ')}`)
    changed = true
  }
}
if (changed) process.exit(1)
console.log('As stated: citation-js 0.8.2 loses a date open at its end, and reads a decade as its first year.')
EOF
