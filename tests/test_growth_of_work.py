"""Twice as many records of any shape take twice the work, counted in lines of our own code."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from conftest import Conflictcli

import conflictcli as package

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from shapes import SHAPES

SOURCES = str(Path(package.__file__).parent)
SIZE = 60  # Beyond all that is told of a few only.
LEAST = 4_000  # Lines: what takes fewer more does not grow.
QUESTIONS = (
    "timeline -f json",
    "event event-0 -f html",
    "actor alpha -f html",
    "casualties --by actor -f json",
    "disputes -f html",
    "changes --since 2016-01-01 -f json",
)


def lines_run(action: Callable[[], Any]) -> int:
    """Return how many lines of the package an action runs, those of loops each time."""
    lines = 0

    def within(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return within

    def calls(frame: FrameType, event: str, argument: Any) -> Any:
        return within if frame.f_code.co_filename.startswith(SOURCES) else None

    before = sys.gettrace()
    sys.settrace(calls)
    try:
        action()
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_twice_as_many_take_twice_the_work(
    conflictcli: Conflictcli, tmp_path: Path, shape: Callable[[int], Any], question: str
) -> None:
    path = tmp_path / "many.json"
    lines = []
    for size in (SIZE, 2 * SIZE, 4 * SIZE):
        path.write_text(json.dumps(shape(size)))
        asked = (*question.split(), "--data", str(path))
        conflictcli(*asked)  # Modules are read, and what they cache is there.
        lines.append(lines_run(lambda asked=asked: conflictcli(*asked)))  # type: ignore[misc]
    small, middle, large = lines
    assert large - middle <= max(LEAST, 2.5 * (middle - small))
