"""Time whole processes over datasets of many events, against a bare decoding and against jq.

Makes UCDP GED files of N rows from the excerpt in tests/data (new ids, days and places), imports
them, and asks. Each round runs every command once, in turn. Prints the median seconds, the ratio
to the bare decoding, the peak memory to the size of the file, and the growth from the step before.

    python benchmarks/scale.py [ROUNDS [N ...]]
"""

import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

SAMPLE = Path(__file__).parents[1] / "tests" / "data" / "ged_aleppo.csv"
TOOL = str(Path(sys.executable).with_name("conflictcli"))
LOOKUP = "timeline --actor --since"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
SIZES = [int(size) for size in sys.argv[2:]] or [1_000, 10_000, 100_000, 400_000]
BARE = """
import gc, sys
gc.disable()
import msgspec
from conflictcli.model.records import Dataset
msgspec.json.decode(open(sys.argv[1], "rb").read(), type=Dataset)
sys.stdout.flush()
__import__("os")._exit(0)
"""
JQ = """[.actors[] | select(.name == "IS") | .id] as $ids
| .events[] | select(.date >= "2016-09-01")
| select(any(.participants[]; .actor as $a | $ids | index($a)))"""


class Run(NamedTuple):
    seconds: float
    peak: int  # Bytes.


def write_rows(count: int, path: Path) -> None:
    """Repeat the sample with other ids, a week earlier each time, its sources too, elsewhere."""
    with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames or []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for number in range(count):
            again, place = divmod(number, len(rows))
            row = {**rows[place], "id": str(1_000_000 + number)}
            for name in ("date_start", "date_end", "source_article"):
                row[name] = DAY.sub(lambda day, again=again: earlier(day[0], again), row[name])
            row["where_coordinates"] += f" {again % 50}" if again else ""
            writer.writerow(row)


@cache
def earlier(day: str, weeks: int) -> str:
    """Give a day so many weeks earlier, at most 25 years; the null date stays as it is."""
    if day == "1753-01-01":
        return day
    return str(date.fromisoformat(day) - timedelta(days=weeks * 7 % 9_128))


def run(command: list[str]) -> Run:
    """Run a command to its end; give its seconds and its peak memory."""
    start = time.perf_counter()
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=null, stderr=null)
    _, _, used = os.wait4(process.pid, 0)
    return Run(time.perf_counter() - start, used.ru_maxrss * 1024)


def commands(rows: Path, data: Path, made: Path) -> dict[str, list[str]]:
    """Give the commands to time; the first is what the others are compared with."""
    found = {
        "bare decoding": [sys.executable, "-c", BARE, str(data)],
        LOOKUP: [
            *(TOOL, "timeline", "--actor", "IS", "--since", "2016-09-01"),
            *("--data", str(data), "-f", "ndjson"),
        ],
        "casualties --by year": [
            *(TOOL, "casualties", "--by", "year", "--data", str(data), "-f", "json")
        ],
        "search": [TOOL, "search", "turkish", "tank", "--data", str(data), "-f", "ndjson"],
        "validate": [TOOL, "validate", str(data)],
        "import ucdp": [TOOL, "import", "ucdp", str(rows), "-o", str(made), "--force"],
    }
    if shutil.which("jq"):
        found["jq, the same lookup"] = ["jq", "-c", JQ, str(data)]
    return found


def main() -> None:
    before: dict[str, float] = {}
    print(f"{'events':>8}  {'':26}{'seconds':>9}{'to bare':>9}{'peak/file':>11}{'growth':>8}")
    for size in SIZES:
        with TemporaryDirectory() as folder:
            rows, data = Path(folder) / "ged.csv", Path(folder) / "ged.json"
            write_rows(size, rows)
            run([TOOL, "import", "ucdp", str(rows), "-o", str(data)])
            timed = commands(rows, data, Path(folder) / "made.json")
            rounds = [
                {name: run(command) for name, command in timed.items()} for _ in range(ROUNDS)
            ]
            length = data.stat().st_size
            for name in timed:
                seconds = statistics.median(found[name].seconds for found in rounds)
                ratio = statistics.median(
                    f[name].seconds / f["bare decoding"].seconds for f in rounds
                )
                peak = max(found[name].peak for found in rounds) / length
                growth = f"{seconds / before[name]:8.1f}" if name in before else ""
                print(f"{size:8}  {name:26}{seconds:9.2f}{ratio:9.2f}{peak:11.1f}{growth}")
                before[name] = seconds
            rate = size / before["import ucdp"]
            peaks = {name: max(f[name].peak for f in rounds) for name in ("import ucdp", LOOKUP)}
            print(f"{'':10}{length / 1e6:,.0f} MB; imported {rate:,.0f} rows a second, at", end=" ")
            print(
                f"{peaks['import ucdp'] / peaks[LOOKUP]:.1f} times the peak of a lookup", flush=True
            )


if __name__ == "__main__":
    main()
