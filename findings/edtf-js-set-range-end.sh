#!/usr/bin/env bash
# edtf.js forgets the end of a range that stands last in a set: the maximum is the day on which the range begins.
#
# Versions: edtf 4.11.1 (npm), on Node.js 20.
# Guess: the `max` of `[2016-09-19..2016-09-21]` ("one of the days from 19 to 21 September") is the end of
#   21 September, as it is for the interval `2016-09-19/2016-09-21`.
# Seen: `max` is the end of 19 September, so the set looks like a single known day, and the set of years
#   `[1667,1668,1670..1672]` ends in 1670. Lists in braces do the same. `min`, and ranges open at an end,
#   come out as expected. Nothing is raised.
# Why it matters: "killed on one of these three days" becomes "killed on the first of them" in whatever filters or
#   draws by `min` and `max`; the later days drop out of every search.
# Known: not in its README; its issue 2 was about the `max` of masked dates such as `20XX`, which is mended.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --no-save --no-audit --no-fund --loglevel=error edtf@4.11.1 >npm.log 2>&1 || { cat npm.log >&2; exit 1; }
node --input-type=module - <<'EOF'
import edtf from 'edtf'

const expected = {
  '2016-09-19/2016-09-21': '2016-09-19 to 2016-09-21',
  '[2016-09-19..2016-09-21]': '2016-09-19 to 2016-09-19',
  '{2016-09-19..2016-09-21}': '2016-09-19 to 2016-09-19',
  '[2016-09-19,2016-09-21]': '2016-09-19 to 2016-09-21',
  '[1667,1668,1670..1672]': '1667-01-01 to 1670-12-31',
}
const day = ms => new Date(ms).toISOString().slice(0, 10)
let changed = false
for (const [text, wanted] of Object.entries(expected)) {
  const date = edtf(text)
  const seen = `${day(date.min)} to ${day(date.max)}`
  console.log(`${text}: ${seen}`)
  if (seen !== wanted) {
    console.log(`  changed, it was ${wanted}`)
    changed = true
  }
}
if (changed) process.exit(1)
console.log('As stated: edtf.js 4.11.1 gives the first day of the last range in a set as the maximum of the set.')
EOF
