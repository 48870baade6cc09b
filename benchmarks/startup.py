"""Time whole processes in pairs: three answers against minimal Typer programs and bare Python.

One minimal program prints a table of a row, another one of as many rows as `timeline` has.

Each round runs every command once, in turn, so that a slow moment of the machine hits all alike.
Prints the median seconds of each, and the median of its ratios to the three baselines.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

# As installed, the modules' bytecode is on disk: the first run of each command writes it.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 30
MINIMAL = """
import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def show(rows: int = 1) -> None:
    table = Table("date", "place", "what happened")
    for row in range(rows):
        table.add_row("9 Oct 2016", "Aleppo", f"What happened there, in some words more, {row}")
    Console().print(table)


@app.command()
def other(name: str = "Aleppo") -> None:
    print(name)


app()
"""


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    with TemporaryDirectory() as folder:
        program = Path(folder) / "minimal.py"
        program.write_text(MINIMAL)
        tool = [str(Path(sys.executable).with_name("conflictcli"))]
        every = subprocess.run([*tool, "timeline", "--json"], capture_output=True, check=True)
        rows = len(json.loads(every.stdout)["timeline"])
        commands = {
            "minimal, a row (a)": [sys.executable, str(program), "show"],
            "minimal, many rows (b)": [sys.executable, str(program), "show", "--rows", str(rows)],
            "python -c pass (c)": [sys.executable, "-c", "pass"],
            "timeline": [*tool, "timeline"],
            "actor Kerry": [*tool, "actor", "Kerry"],
            "casualties -f json": [*tool, "casualties", "-f", "json"],
        }
        for command in commands.values():
            seconds(command)
        rounds = [
            {name: seconds(command) for name, command in commands.items()} for _ in range(ROUNDS)
        ]
    baselines = list(commands)[:3]
    print(f"{'':28}{'median s':>10}{'to (a)':>8}{'to (b)':>8}{'to (c)':>8}   ({ROUNDS} rounds)")
    for name in commands:
        median = statistics.median(run[name] for run in rounds)
        ratios = [statistics.median(run[name] / run[base] for run in rounds) for base in baselines]
        print(f"{name:28}{median:10.3f}" + "".join(f"{ratio:8.2f}" for ratio in ratios))


if __name__ == "__main__":
    main()
