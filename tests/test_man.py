"""The man page is made from the commands, and is the one that ships."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "conflictcli.1"


def test_the_man_page_is_that_of_the_commands(tmp_path: Path) -> None:
    made = tmp_path / "made.1"
    subprocess.run([sys.executable, str(DOCS / "man.py"), str(made)], check=True)
    page, told = made.read_text(encoding="utf-8"), "write it again: python docs/man.py"
    assert PAGE.read_text(encoding="utf-8") == page, told


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff here")
def test_groff_reads_the_page_without_a_warning() -> None:
    command = ["groff", "-man", "-ww", "-Tascii", "-P-cbou", str(PAGE)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "conflictcli casualties --as-of 2016-10-09" in ran.stdout
