"""Time whole processes in pairs: three answers against a minimal Typer program and bare Python.

Each round runs every command once, in turn, so that a slow moment of the machine hits all alike.
Prints the median seconds of each, and the median of its ratios to the two baselines.
"""

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
def show(name: str = "Aleppo") -> None:
    table = Table()
    table.add_column("place")
    table.add_row(name)
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
        commands = {
            "minimal Typer and Rich (a)": [sys.executable, str(program), "show"],
            "python -c pass (b)": [sys.executable, "-c", "pass"],
            "timeline": [*tool, "timeline"],
            "actor Kerry": [*tool, "actor", "Kerry"],
            "casualties -f json": [*tool, "casualties", "-f", "json"],
        }
        for command in commands.values():
            seconds(command)
        rounds = [
            {name: seconds(command) for name, command in commands.items()} for _ in range(ROUNDS)
        ]
    a, b = list(commands)[:2]
    print(f"{'':28}{'median s':>10}{'to (a)':>8}{'to (b)':>8}   ({ROUNDS} rounds)")
    for name in commands:
        median = statistics.median(run[name] for run in rounds)
        to_a, to_b = (statistics.median(run[name] / run[base] for run in rounds) for base in (a, b))
        print(f"{name:28}{median:10.3f}{to_a:8.2f}{to_b:8.2f}")


if __name__ == "__main__":
    main()
