"""Time this build and another installed one by turns: wall seconds, their ratio, peak memory.

Each build makes its own SQLite file of UCDP GED rows, repeated from the excerpt in tests/data.
Both read one JSON file of such rows, which the other build writes, and one small dataset.
A ratio is the median over the rounds of this build to the other, with the lowest and the highest.

    python benchmarks/against.py OTHER/bin/conflictcli [--rounds N] [--rows N] [--events N]
"""

import argparse
import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from scale import SAMPLE, TOOL, Run, run, write_rows

SMALL = SAMPLE.with_name("aleppo.json")
WINDOW = ["--actor", "Fatah", "--since", "2016-09-20", "--until", "2016-10-01"]


class Case(NamedTuple):
    """A command for both builds; `{own}` in it is the folder of the build's own files."""

    name: str
    arguments: list[str]
    exit_code: int = 0


def made(folder: Path, rows: int) -> Iterator[Case]:
    """Yield what makes files, the SQLite file that is asked later first."""
    out = ["-o", "{own}/ged.sqlite", "--force"]
    yield Case(f"import ucdp, {rows:,} rows", ["import", "ucdp", str(folder / "rows.csv"), *out])
    to = ["{own}/converted.sqlite", "--force"]
    yield Case("convert JSON to SQLite", ["convert", str(folder / "ged.json"), *to])


def asked(folder: Path) -> Iterator[Case]:
    """Yield what is asked of the files."""
    json, sqlite = str(folder / "ged.json"), "{own}/ged.sqlite"
    yield Case("validate JSON", ["validate", json])
    yield Case("JSON: timeline --since", ["timeline", "--since", "2016-09-01", "--data", json])
    yield Case("SQLite: misspelt id", ["event", "ged-10000O5", "--data", sqlite], 1)
    yield Case("SQLite: ten rows", ["timeline", *WINDOW, "-f", "ndjson", "--data", sqlite])
    yield Case("timeline, small", ["timeline", "--data", str(SMALL)])
    yield Case("casualties --json, small", ["casualties", "--json", "--data", str(SMALL)])
    yield Case("timeline, bundled with each", ["timeline"])
    yield Case("casualties --json, bundled", ["casualties", "--json"])


def timed(tool: str, case: Case, own: Path) -> Run:
    """Run a case with a build; raise SystemExit where it ends in another way than it should."""
    found = run([tool, *(argument.replace("{own}", str(own)) for argument in case.arguments)])
    if found.exit_code != case.exit_code:
        raise SystemExit(f"{tool}: {case.name}: ended with {found.exit_code}")
    return found


def compare(case: Case, other: str, folder: Path, rounds: int) -> None:
    """Time a case by turns, after a round that is not counted, and print its row."""
    pairs = [
        (timed(TOOL, case, folder / "ours"), timed(other, case, folder / "theirs"))
        for _ in range(rounds + 1)
    ][1:]
    ratios = sorted(ours.seconds / theirs.seconds for ours, theirs in pairs)
    seconds = [
        statistics.median(found.seconds for found in side) for side in zip(*pairs, strict=True)
    ]
    peaks = [max(found.peak for found in side) / 1e6 for side in zip(*pairs, strict=True)]
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    print(
        f"{case.name:30}{seconds[0]:9.3f}{seconds[1]:9.3f}{statistics.median(ratios):7.2f}"
        f"  {spread:14}{peaks[0]:8.0f}{peaks[1]:9.0f}{peaks[0] / peaks[1]:7.2f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", help="the command of the other build")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=400_000, help="rows that are imported")
    parser.add_argument("--events", type=int, default=100_000, help="events of the JSON file")
    asked_for = parser.parse_args()
    seconds = f"{'':30}{'this s':>9}{'other s':>9}{'ratio':>7}  {'spread':14}"
    print(f"{seconds}{'this MB':>8}{'other MB':>9}{'ratio':>7}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        for own in ("ours", "theirs"):
            (folder / own).mkdir()
        write_rows(asked_for.events, folder / "rows.csv")
        json = Case(
            "", ["import", "ucdp", str(folder / "rows.csv"), "-o", str(folder / "ged.json")]
        )
        timed(asked_for.other, json, folder)
        write_rows(asked_for.rows, folder / "rows.csv")
        for case in (*made(folder, asked_for.rows), *asked(folder)):
            compare(case, asked_for.other, folder, asked_for.rounds)


if __name__ == "__main__":
    main()
