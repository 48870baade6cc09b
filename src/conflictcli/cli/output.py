"""Show a result in the format wanted, and tell what is to be said beside it."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

from conflictcli.model.results import Result
from conflictcli.model.text import printable
from conflictcli.queries.lookups import check_references
from conflictcli.render import formats
from conflictcli.render.formats import Color, Format

_MOST_ROWS = 10**9
_OF_A_SCOPE = ("timeline", "event", "statements", "casualties", "casualties by")


def show(result: Result, *, format: Format, limit: int, color: Color) -> None:
    """Print a result to standard output, then its notes to standard error.

    Raise DatasetError where a record of it refers to none, OSError where it cannot be written.
    """
    check_references(result)
    longest = 0
    with suppress(BrokenPipeError):  # The reader has had enough, like `head`.
        longest = formats.write(result, format, limit=min(limit, _MOST_ROWS), color=color)
        sys.stdout.flush()
    if 0 < limit < longest:
        to_all = "csv" if len(result.tables) == 1 else "json"
        rest = f"--limit 0 shows all, --format {to_all} writes all"
        tell(f"the first {limit:,} of {longest:,} rows are shown: {rest}.")
    for note in _notes(result):
        tell(note)


def tell(message: str, details: Iterable[str] = ()) -> None:
    """Print a line on standard error, and details under it, if that is open; else nothing."""
    lines = [f"conflictcli: {printable(message)}", *(f"  {printable(line)}" for line in details)]
    if sys.stderr is not None:
        with suppress(OSError):
            print("\n".join(lines), file=sys.stderr, flush=True)


def number(n: int, what: str) -> str:
    """Return a count in words, like "no errors" or "1 row"."""
    return f"{n or 'no'} {what}{'' if n == 1 else 's'}"


def _notes(result: Result) -> Iterator[str]:
    """Return that nothing matched, what was left out, and the result's own notes."""
    scope = result.scope
    if result.question in _OF_A_SCOPE and not any(result.tables.values()):
        yield f"nothing matched ({scope})." if str(scope) else "nothing matched."
    if result.left_out:
        records = number(result.left_out, "record")
        yield f"{records} without a certain day by {scope.as_of} left out."
    yield from result.notes
