"""Time whole processes over datasets of many events, in SQLite files and in JSON.

Makes UCDP GED files of N rows from the excerpt in tests/data (new ids, days and places), imports
them, and asks. Each round runs every command once, in turn. Prints the median seconds, the median
ratio to another command of the round (the same question to the bundled dataset, DuckDB adding up
the CSV file, a bare decoding of the JSON), the peak memory, which is no less than that of this
process, and the growth from the step before.

    python benchmarks/scale.py [ROUNDS [N ...]]
"""

import csv
import os
import re
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
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
BARE = """
import gc, sys
gc.disable()
import msgspec
from conflictcli.model.records import Dataset
msgspec.json.decode(open(sys.argv[1], "rb").read(), type=Dataset)
sys.stdout.flush()
__import__("os")._exit(0)
"""
DUCKDB = """
import duckdb, sys
by_year = "SELECT year(date_start), sum(low), sum(best), sum(high) FROM read_csv(?) GROUP BY 1"
by_actor = '''SELECT name, sum(low), sum(best), sum(high) FROM (
    SELECT unnest([side_a, side_b]) AS name, low, best, high FROM read_csv(?)
) GROUP BY 1'''
print(duckdb.execute(locals()["by_" + sys.argv[2]], [sys.argv[1]]).fetchall())
"""


class Run(NamedTuple):
    seconds: float
    peak: int  # Bytes.
    exit_code: int


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
    """Return a day so many weeks earlier, at most 25 years; the null date stays as it is."""
    if day == "1753-01-01":
        return day
    return str(date.fromisoformat(day) - timedelta(days=weeks * 7 % 9_128))


def run(command: list[str]) -> Run:
    """Run a command to its end; give its seconds and its peak memory."""
    start = time.perf_counter()
    null = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=null, stderr=null)
    _, status, used = os.wait4(process.pid, 0)
    exit_code = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - start, used.ru_maxrss * 1024, exit_code)


def commands(rows: Path, folder: Path) -> dict[str, tuple[list[str], str]]:
    """Return the commands to time, each with the name of the one that it is compared with."""
    data, made = folder / "ged.json", folder / "ged.sqlite"
    year = ["casualties", "--by", "year", "-f", "json"]
    actor = ["casualties", "--by", "actor", "-f", "json"]
    lookup = ["timeline", "--actor", "IS", "-f", "ndjson"]
    few = ["timeline", "--actor", "Fatah", "--since", "2016-09-20", "-f", "ndjson"]
    duckdb = [sys.executable, "-c", DUCKDB, str(rows)]
    day = ["--as-of", "2010-01-01", "--data", str(made)]
    return {
        "bundled event": ([TOOL, "event", "aid-convoy", "-f", "json"], ""),
        "bundled lookup": ([TOOL, "timeline", "--actor", "Kerry", "-f", "ndjson"], ""),
        "bundled search": ([TOOL, "search", "convoy", "-f", "ndjson"], ""),
        "event by id": (
            [TOOL, "event", "ged-1000005", "-f", "json", "--data", str(made)],
            "bundled event",
        ),
        "lookup, 10 rows": (
            [TOOL, *few, "--until", "2016-10-01", "--data", str(made)],
            "bundled lookup",
        ),
        "search, 3 rows": (
            [TOOL, "search", "Marea 26 Sep 2016", "-f", "ndjson", "--data", str(made)],
            "bundled search",
        ),
        "lookup, long": ([TOOL, *lookup, "--since", "2016-09-01", "--data", str(made)], ""),
        "DuckDB, by year": ([*duckdb, "year"], ""),
        "DuckDB, by actor": ([*duckdb, "actor"], ""),
        "by year": ([TOOL, *year, "--data", str(made)], "DuckDB, by year"),
        "by actor": ([TOOL, *actor, "--data", str(made)], "DuckDB, by actor"),
        "by actor, as of": ([TOOL, *actor, *day], "DuckDB, by actor"),
        "by year, since": (
            [TOOL, *year, "--since", "2010-01-01", "--data", str(made)],
            "DuckDB, by year",
        ),
        "by year, as of": ([TOOL, *year, *day], "DuckDB, by year"),
        "bare decoding": ([sys.executable, "-c", BARE, str(data)], ""),
        "JSON: lookup": (
            [TOOL, *lookup, "--since", "2016-09-01", "--data", str(data)],
            "bare decoding",
        ),
        "JSON: by year": ([TOOL, *year, "--data", str(data)], "bare decoding"),
        "JSON: search": (
            [TOOL, "search", "turkish", "tank", "--data", str(data), "-f", "ndjson"],
            "bare decoding",
        ),
        "validate": ([TOOL, "validate", str(data)], "bare decoding"),
    }


def main() -> None:
    rounds_wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    sizes = [int(size) for size in sys.argv[2:]] or [100_000, 400_000]
    before: dict[str, float] = {}
    print(f"{'events':>8}  {'':18}{'seconds':>9}{'ratio':>7}  {'to':18}{'peak MB':>9}{'growth':>8}")
    for size in sizes:
        with TemporaryDirectory() as folder:
            rows = Path(folder) / "ged.csv"
            write_rows(size, rows)
            lengths = {}
            for name in ("ged.json", "ged.sqlite"):
                made = Path(folder) / name
                took = run([TOOL, "import", "ucdp", str(rows), "-o", str(made)])
                lengths[name] = made.stat().st_size / 1e6
                print(
                    f"{size:8}  import into {name}: {size / took.seconds:,.0f} rows a second, "
                    f"peak {took.peak / 1e6:,.0f} MB, {lengths[name]:,.0f} MB"
                )
            timed = commands(rows, Path(folder))
            rounds = [
                {name: run(command) for name, (command, _) in timed.items()}
                for _ in range(rounds_wanted)
            ]
        for name, (_, base) in timed.items():
            seconds = statistics.median(found[name].seconds for found in rounds)
            ratios = [found[name].seconds / found[base or name].seconds for found in rounds]
            peak = max(found[name].peak for found in rounds) / 1e6
            growth = f"{seconds / before[name]:8.2f}" if name in before else ""
            ratio = f"{statistics.median(ratios):7.2f}" if base else " " * 7
            print(f"{size:8}  {name:18}{seconds:9.3f}{ratio}  {base:18}{peak:9.0f}{growth}")
            before[name] = seconds
        print(flush=True)


if __name__ == "__main__":
    main()
