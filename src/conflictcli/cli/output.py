"""Load a dataset, show a result, and tell what is to be said beside it."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from conflictcli.dataset import files
from conflictcli.dataset.kinds import kind_of
from conflictcli.dataset.open import open_store
from conflictcli.dataset.store import Store
from conflictcli.errors import UsageError
from conflictcli.formats import write
from conflictcli.formats.choices import AnyFormat, Color, Layout
from conflictcli.model.results import Result
from conflictcli.model.text import json_escaped, printable, quantity, without_middle
from conflictcli.queries.as_of import check_references
from conflictcli.queries.names import also_matched
from conflictcli.views.answers import ANSWERS

# Bytes that take longer than a second to read in one step.
_SLOW = 20_000_000
# Bytes of JSON of which an SQLite file answers much faster.
_LARGE = 50_000_000
# Characters: enough to know what was typed, and all that a message of our own words needs.
_LONGEST_NOTE = 900
# The dataset of the last command, kept until the process ends: to free its records one by one
# would take a third of the time that they took to load.
_last_loaded: list[Store] = []


def load(path: str | None) -> Store:
    """Open a dataset, None being the bundled one; raise DatasetError."""
    size = files.size(path) if path is not None else 0
    with _reading(size):
        store = open_store(path)
    _last_loaded[:] = [store]
    if path is not None and size > _LARGE and kind_of(path) == "json":
        import shlex

        command = shlex.join(["convert", path, str(Path(path).with_suffix(".sqlite"))])
        print_note(
            f"{path} has {size // 1_000_000:,} MB of JSON. For faster answers, run "
            f"conflictcli {command} and use that file."
        )
    return store


def _reading(size: int) -> AbstractContextManager[None]:
    """Return what shows that a file of so many bytes is read, if somebody may wonder."""
    if size < _SLOW:
        return nullcontext()
    from conflictcli.formats.terminal import progress

    if not progress.is_shown():
        return nullcontext()
    from conflictcli.dataset import signals

    signals.raise_interrupts()  # What is shown is taken away.
    return progress.reading(size)


class StandardOutput:
    """Standard output as a file of JSON, in which what steers a terminal is escaped."""

    name = "standard output"

    def writelines(self, parts: Iterable[bytes]) -> None:
        """Write UTF-8."""
        for part in parts:
            sys.stdout.write(json_escaped(part.decode(), sys.stdout.encoding))
        sys.stdout.flush()


def show(
    result: Result,
    *,
    format: AnyFormat | None,
    json: bool,
    limit: int,
    color: Color,
    layout: Layout,
    pager: bool,
) -> None:
    """Print a result to standard output, then its notes to standard error.

    Raise DatasetError where a record of it refers to none, UsageError for `json` beside another
    format or one table on a screen, OSError where it cannot be written.
    """
    if json and format not in (None, "json"):
        raise UsageError(f"--json and --format {format} name two formats. Leave one out.")
    format = "json" if json else format or "table"
    if format not in ("json", "ndjson", "csv") and result.is_one_of_several:
        raise UsageError(f"--table is for json, ndjson and csv, not for {format}.")
    check_references(result)
    longest = 0
    shortened: list[str] = []
    with suppress(BrokenPipeError):  # The reader has had enough, like `head`.
        longest = write.write(
            result,
            format,
            limit=limit,
            color=color,
            layout=layout,
            pager=pager,
            notes=shortened,
        )
        sys.stdout.flush()
    if 0 < limit < longest:
        other = "csv" if len(result.tables) == 1 else "json"
        print_note(
            f"Showing {limit:,} of {longest:,} rows. Use --limit 0 or --format {other} for all."
        )
    for note in (*_notes(result), *write.omissions(result, format), *shortened):
        print_note(note)


def print_note(message: str, details: Iterable[str] = ()) -> None:
    """Print a note on standard error, if that is open, and its details in lines under it.

    A long one, which repeats what somebody typed at length, is printed without its middle.
    """
    lines = [f"conflictcli: {message}", *(f"  {line}" for line in details)]
    shown = "\n".join(without_middle(printable(line), _LONGEST_NOTE) for line in lines)
    if sys.stderr is not None:
        with suppress(OSError):
            print(shown, file=sys.stderr, flush=True)


def _notes(result: Result) -> Iterator[str]:
    """Yield the notes to print: no match, records left out, the result's own."""
    scope = result.scope
    is_empty = ANSWERS[result.question].has_scope and not any(result.tables.values())
    # Totals say themselves that what matched has no count.
    if is_empty and not (result.question == "casualties by" and result.notes):
        yield f"No match ({scope})." if str(scope) else "No match."
    yield from also_matched(scope)
    if result.left_out:
        records = quantity(result.left_out, "record")
        yield f"Left out {records} that may be later than {scope.as_of}."
    if result.may_be_unpublished:
        records = quantity(result.may_be_unpublished, "record")
        yield (
            f"Left out {records} that may have been published later than {scope.published_by}: "
            "their sources have no certain date."
        )
    yield from result.notes
