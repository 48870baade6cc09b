"""The programs that read our files: on PATH, or in .readers as .ci/run installs them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

READERS = Path(__file__).parents[2] / ".readers"


def program(*names: str) -> str:
    """Return the first of some programs that is here, or skip the test."""
    path = f"{READERS / 'bin'}{os.pathsep}{os.environ['PATH']}"
    found = [which for name in names if (which := shutil.which(name, path=path))]
    if not found:
        pytest.skip(f"{names[0]} is not installed")
    return found[0]


def installed(pattern: str, what: str) -> Path:
    """Return what is in .readers under a pattern, or skip the test."""
    found = sorted(READERS.glob(pattern))
    if not found:
        pytest.skip(f"{what} is not in .readers")
    return found[0]


def python() -> str:
    """Return the Python of .readers, which has packages of its own, or skip the test."""
    return str(installed("bin/python", "Python"))


def run(*command: str, folder: Path, text: str | None = None) -> str:
    """Return what a program writes to standard output; fail with what it says.

    Skip the test where it says that it lacks a package.
    """
    modules = str(READERS / "node_modules")
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "NODE_PATH": modules},
        input=text,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if missing := re.search("(No module named|Cannot find module) .*", done.stderr):
        pytest.skip(f"not in .readers: {missing[0]}")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
