"""What the structure makes impossible: a record of another class, a field that one path forgets."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EVENTS

from conflictcli.dataset.json_file import load
from conflictcli.model.records import RECORD_CLASSES

SOURCE = Path(__file__).parents[1] / "src"


@pytest.mark.parametrize("path", [None, str(EVENTS)], ids=["bundled", "named"])
def test_every_file_gives_records_of_the_same_classes(path: str | None) -> None:
    dataset = load(path)
    for kind in RECORD_CLASSES:
        assert {type(record) for record in getattr(dataset, kind.table)} == {kind}


def changed(folder: Path, pattern: str, replacement: str, *arguments: str) -> tuple[int, str, str]:
    """Run a copy of the tool in whose records something is changed."""
    shutil.copytree(SOURCE, folder / "src")
    path = folder / "src" / "conflictcli" / "model" / "records.py"
    text, times = re.subn(pattern, replacement, path.read_text(), count=1)
    path.write_text(text)
    assert times == 1
    command = [sys.executable, "-m", "conflictcli", *arguments]
    ran = subprocess.run(command, cwd=folder / "src", capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout, ran.stderr


def test_a_new_required_field_is_found_missing_everywhere(tmp_path: Path) -> None:
    field = (r'("events"(?:.|\n)*?    kind: str\n)', r"\1    severity: str\n")
    code, out, err = changed(tmp_path, *field, "validate", str(EVENTS), "-f", "csv")
    rules = {line.split(",")[0] for line in out.splitlines()[1:]}
    assert (code, rules, "Traceback" in err) == (1, {"missing-field"}, False)


def test_a_new_property_of_a_record_holds_for_any_file(tmp_path: Path) -> None:
    added = (
        '    @property\n    def event_ids(self) -> tuple[str, ...]:\n        return ("other",)\n\n'
    )
    pattern = (
        r"(class Event\(Record\):\n(?:.|\n)*?)    @property\n    def event_ids(?:.|\n)*?\n\n\n"
    )
    code, _, err = changed(
        tmp_path,
        pattern,
        r"\1" + added + "\n",
        "timeline",
        "--place",
        "Aleppo",
        "--data",
        str(EVENTS),
    )
    assert (code, "'other' in events" in err) == (1, True)
