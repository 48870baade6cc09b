#!/usr/bin/env bash
# csvkit turns a column of casualty ranges into dates: "12-15" killed becomes 2001-12-15.
#
# Versions: csvkit 2.2.0, with agate 1.14.2 and parsedatetime 2.6 (PyPI).
# Guess: a column of "12-15", "8-10" and "3-4" stays text, as do the clock times "18:30" and "06:15" beside it.
# Seen: in2csv, csvjson, csvsort and csvsql write 2001-12-15, 2001-08-10 and 2001-03-04, and the times as durations of
#   minutes and seconds (0:18:30). The column stays text as soon as one range has no reading as month and day, such as
#   "20-30": the same table changes with one more row. An empty cell does not hold it back. csvcut and csvgrep write
#   the ranges as they are; --no-inference (-I) keeps them in the others as well.
# Why it matters: low and high in one cell is how many lists give the dead; after csvsort the ranges are gone, and small
#   ones, with no number above 12 first and none above 31 second, are the common case.
# Known: csvkit issues 683 and 910 are of the same kind, on other texts, and were mended; the option -I is the way
#   around that is given there.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq csvkit==2.2.0 agate==1.14.2 parsedatetime==2.6 pytimeparse==1.1.10 babel==2.19.0
export PATH="$dir/venv/bin:$PATH"
cd "$dir"
printf '%s\n' event,killed,time A,12-15,18:30 B,8-10,06:15 C,,23:59 D,3-4,00:20 >small.csv
printf '%s\n' event,killed,time A,12-15,18:30 B,8-10,06:15 C,,23:59 D,3-4,00:20 E,20-30,12:00 >large.csv

changed=0
check() { # what is run, the first row wanted, the command
  local what=$1 wanted=$2 seen
  shift 2
  seen=$("$@" | grep '^A,' || true)
  echo "$what: $seen"
  if [ "$seen" != "$wanted" ]; then
    echo "  changed, it was $wanted"
    changed=1
  fi
}
check 'in2csv' 'A,2001-12-15,0:18:30' in2csv small.csv
check 'csvsort' 'A,2001-12-15,0:18:30' csvsort -c event small.csv
check 'in2csv, with a row of 20-30' 'A,12-15,0:18:30' in2csv large.csv
check 'csvgrep' 'A,12-15,18:30' csvgrep -c event -m A small.csv
check 'in2csv -I' 'A,12-15,18:30' in2csv -I small.csv
[ "$changed" = 0 ] || exit 1
echo 'As stated: csvkit 2.2.0 turns a column of small ranges into days of 2001, and clock times into durations.'
