"""What the tests share: the front door, small datasets, and whole screens to compare with."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from conflictcli.cli.app import main

GOLDEN = Path(__file__).parent / "golden"
# The bundled dataset as it was on a day: a fact that is corrected later changes no screen here.
EVENTS = Path(__file__).parent / "data" / "aleppo.json"


def as_in_a_shell() -> None:
    """Prepare a process for signals as a shell does, even where the tests run in the background."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Run(NamedTuple):
    """What a command did; `json` reads its output."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


# Random tests ask the same of every machine, however slow. explore.py asks something new.
settings.register_profile(
    "same",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[
        *(HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large),
        HealthCheck.function_scoped_fixture,
    ],
)
settings.register_profile("explore", settings.get_profile("same"), derandomize=False)
settings.load_profile("same")

# Rich markup, a link, an emoji code, a title for the terminal, and characters that steer or hide.
HOSTILE = (
    "a[bold]b[/bold] [citation needed] [/x] :warning: \x1b]0;t\x07 \u202e \x9b1m \u200b a\tb\nc"
    " raid | x `y` <b> https://x.example/[link=z]"
)

Conflictcli = Callable[..., Run]
Dataset = Callable[..., str]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command ask the frozen dataset, and obey nothing else that is set here."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER", "CONFLICTCLI_PAGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CONFLICTCLI_DATA", str(EVENTS))


@pytest.fixture
def shipped(environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command ask the dataset that ships."""
    monkeypatch.delenv("CONFLICTCLI_DATA")


@pytest.fixture
def conflictcli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Conflictcli:
    """Run one command through main(), in a pipe 100 columns wide unless `columns` says more."""

    def run(*arguments: str, columns: int = 100) -> Run:
        monkeypatch.setenv("COLUMNS", str(columns))
        code = main(arguments)
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err)

    return run


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """Write a small dataset of the records given, whose one source and two actors are there."""

    def write(**records: Any) -> str:
        content = {
            "schema_version": 1,
            "title": "Small",
            "sources": [{"id": "paper", "publisher": "The Paper"}],
            "actors": [
                {"id": "ann", "name": "Ann", "kind": "person", "citations": PAPER},
                {"id": "bob", "name": "Bob", "kind": "person", "citations": PAPER},
            ],
            **records,
        }
        path = tmp_path / "small.json"
        path.write_text(json.dumps(content))
        return str(path)

    return write


def event(id: str, **fields: Any) -> dict[str, Any]:
    """Return an event cited from the paper."""
    return {"id": id, "title": id.title(), "kind": "attack", "citations": PAPER, **fields}


def said(id: str, **fields: Any) -> dict[str, Any]:
    """Return a statement of Ann's cited from the paper."""
    record = {"id": id, "speaker": "ann", "stance": "asserts", "text": f"text of {id}"}
    return {**record, "citations": PAPER, **fields}


def count(id: str, event: str, **fields: Any) -> dict[str, Any]:
    """Return a casualty report cited from the paper."""
    return {"id": id, "event": event, "citations": PAPER, **fields}


def assert_golden(name: str, text: str) -> None:
    """Compare with a whole screen; UPDATE_GOLDEN=1 writes it anew, to be read in the diff."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    again = "if that is meant, write it again: UPDATE_GOLDEN=1 python -m pytest --lf"
    assert text == path.read_text(encoding="utf-8"), f"tests/golden/{name} differs; {again}"


PAPER = [{"source": "paper"}]
