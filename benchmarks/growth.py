"""Measure how the time and the memory of whole processes grow as datasets of one shape double.

The shapes are those of shapes.py, in each of which one thing is many.
Asks each question of N and of twice as many, and prints the CPU seconds beyond those that an empty
dataset takes, the peak memory, the size of the answer, and by how much each grows. A ratio of 2 is
as it should be; what takes less than a tenth of a second has none. No peak is less than that of
this process: Linux keeps it where another program begins.

    python benchmarks/growth.py [-n N] [--sqlite] [--tool PATH] [WORD ...]

WORD keeps the lines that contain it: `growth.py -n 4000 replies 'search .* json'`. A word may be a
regular expression. What takes more than a minute is stopped.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, NamedTuple

from made_up import empty
from shapes import SHAPES

TOOL = str(Path(sys.executable).with_name("conflictcli"))
LEAST = 0.1  # Seconds below which a ratio says nothing.
MOST = 60

QUESTIONS = """
timeline: json ndjson csv markdown html svg table geojson timelinejs
timeline --as-of 2016-12-31: json html
timeline --published-by 2016-12-31: json
timeline --disputed: json
timeline --differs: json
timeline --single-source: json
timeline --since 2016-02-01 --until 2016-06-01: json
timeline --actor alpha: json
timeline --place land: json
event event-0: json markdown html svg table
event event-0 --as-of 2016-12-31: json
actor alpha: json html table
actor alpha --as-of 2016-12-31: json
actor: json table
statements: json csv html table
statements --about event-0: json
casualties: json csv html table
casualties --as-of 2016-12-31: json
casualties --people group: json
casualties --by year: json
casualties --by month: json
casualties --by actor: json table
casualties --by place: json
casualties --by kind --as-of 2016-12-31: json
disputes: json csv html table
disputes --as-of 2016-12-31: json
search number: json html table
search raid: json
changes --since 2016-01-01: json table
sources: json csv html table csl-json bibtex
sources paper: json table
info: json table
info --values: json
"""


class Run(NamedTuple):
    seconds: float
    peak: float  # Megabytes.
    size: float  # Of the answer, in megabytes.


def questions() -> Iterator[list[str]]:
    for line in QUESTIONS.strip().split("\n"):
        asked, _, formats = line.partition(":")
        for format in formats.split():
            yield [*asked.split(), "-f", format]


def limit_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))


def run(command: list[str]) -> Run | None:
    """Run a command to its end, None where it takes more than a minute."""
    with TemporaryFile() as answer:
        process = subprocess.Popen(
            command, stdout=answer, stderr=subprocess.PIPE, preexec_fn=limit_time
        )
        errors = process.stderr.read().decode() if process.stderr else ""
        _, status, used = os.wait4(process.pid, 0)
        if "Traceback" in errors or (os.WIFEXITED(status) and os.WEXITSTATUS(status)):
            print(" ".join(command), errors[-500:], sep="\n")
        if os.WIFSIGNALED(status):
            return None
        peak, size = used.ru_maxrss * 1024, answer.seek(0, os.SEEK_END)
        return Run(used.ru_utime + used.ru_stime, peak / 1e6, size / 1e6)


def write(made: dict[str, Any], path: Path, tool: str, to_sqlite: bool) -> Path:
    path.write_text(json.dumps(made))
    if not to_sqlite:
        return path
    database = path.with_suffix(".sqlite")
    run([tool, "convert", str(path), str(database), "--force"])
    return database


def line(small: Run | None, large: Run | None, start: Run | None) -> str:
    if not (small and large and start):
        return f"{'more than a minute':>18}"
    seconds, twice = small.seconds - start.seconds, large.seconds - start.seconds
    ratio = f"{twice / seconds:6.1f}" if seconds > 0 and twice > LEAST else " " * 6
    grown = f"{large.peak:6.0f}{(large.peak - start.peak) / max(1, small.peak - start.peak):6.1f}"
    sizes = f"{large.size:8.2f}{large.size / small.size if small.size else 1:6.1f}"
    return f"{max(0, seconds):9.2f}{max(0, twice):9.2f}{ratio}{grown}{sizes}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=4000)
    parser.add_argument("--sqlite", action="store_true")
    parser.add_argument("--tool", default=TOOL)
    parser.add_argument("words", nargs="*")
    asked = parser.parse_args()
    n = asked.n
    head = f"{f's at {n:,}':>9}{f'{2 * n:,}':>9} ratio    MB ratio  answer ratio"
    print(f"{'shape':32}{'question':52}{head}")
    starts: dict[str, Run | None] = {}
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{name}.json") for name in ("empty", "small", "large")]
        start = write(empty(0), paths[0], asked.tool, asked.sqlite)
        for shape in SHAPES:
            wanted = [
                question
                for question in questions()
                if all(re.search(w, f"{shape.__name__} {' '.join(question)}") for w in asked.words)
            ]
            sizes = zip(paths[1:], (n, 2 * n), strict=True)
            if wanted:
                data = [write(shape(s), path, asked.tool, asked.sqlite) for path, s in sizes]
            for question in wanted:
                words = " ".join(question)
                if words not in starts:
                    starts[words] = run([asked.tool, *question, "--data", str(start)])
                found = [run([asked.tool, *question, "--data", str(path)]) for path in data]
                print(
                    f"{shape.__name__:32}{words:52}{line(found[0], found[1], starts[words])}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
