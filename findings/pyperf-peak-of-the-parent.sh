#!/usr/bin/env bash
# pyperf gives a command that needs 2 MB of memory the 12 MB of the process which starts it.
#
# Version: pyperf 2.11.0 (PyPI), on Linux.
# Guess: `command_max_rss`, the peak memory that `pyperf command` writes beside the times, is that of the command alone.
# Seen: `grep` finds its own peak, VmHWM in /proc/self/status, to be some 2 MB; pyperf says that the same command had more
#   than 10 MB. That is the peak of pyperf's own worker: Linux keeps the peak of a process when it becomes another program,
#   and Python starts a program in a process that shares its own memory until then.
# Why it matters: whoever compares how much memory two programs need for a file of events sees no difference as long as both
#   need less than what measures them. A test that starts a program and reads `ru_maxrss` of it can never fail, where the
#   tests themselves need more: one of ours could not.
# Known: the manual of getrusage says that usage is preserved; issues of other tools tell of it, none of pyperf was found.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq pyperf==2.11.0
# The command itself tells its peak, in kB.
"$dir/venv/bin/python" -m pyperf command -q -p 1 -n 1 -w 0 -l 1 -o "$dir/told.json" \
  sh -c "exec grep VmHWM /proc/self/status >'$dir/own'"
"$dir/venv/bin/python" - "$dir" <<'EOF'
import re
import sys
from pathlib import Path

folder = Path(sys.argv[1])
own = int(folder.joinpath("own").read_text().split()[1]) * 1024
told = folder.joinpath("told.json").read_text()
peak = max(map(int, re.findall(r'"command_max_rss": ?(\d+)', told)))
print(f"the command itself: {own / 1e6:.1f} MB; pyperf of it: {peak / 1e6:.1f} MB")
if not (own < 5_000_000 and peak > 2 * own):
    sys.exit("  changed: pyperf gave some 12 MB for some 2")
EOF
echo "As stated: pyperf 2.11.0 gives a command the peak memory of the process that starts it."
