"""What the tests of imports share: files that they write, and datasets that these make."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from conftest import Conflictcli


def table(path: Path, *rows: dict[str, Any], delimiter: str = ",") -> str:
    """Write rows, each with the columns of the first, and return the path."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return str(path)


def made(conflictcli: Conflictcli, *arguments: str) -> Any:
    """Return the dataset that `import` prints, in which validate finds no error."""
    run = conflictcli("import", *arguments)
    assert run.code == 0, run.err
    path = Path(arguments[1]).with_name("made.json")
    path.write_text(run.out, encoding="utf-8")
    problems = conflictcli("validate", str(path), "-f", "json").json["problems"]
    assert [problem for problem in problems if problem["severity"] == "error"] == []
    return json.loads(run.out)


def notes(conflictcli: Conflictcli, *arguments: str) -> str:
    """Return what `import` says of a file that it reads."""
    run = conflictcli("import", *arguments)
    assert run.code == 0, run.err
    return run.err


def refusal(conflictcli: Conflictcli, *arguments: str, code: int = 1) -> str:
    """Return the one line with which `import` refuses; nothing else is printed."""
    run = conflictcli("import", *arguments)
    assert (run.code, run.out, run.err.count("\n")) == (code, "", 1)
    return run.err
