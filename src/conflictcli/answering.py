"""What every command does around its question: load, write the answer, tell what is to be said."""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import typer

from conflictcli import formats, query, storage
from conflictcli.answers import Answer
from conflictcli.cells import View
from conflictcli.examples import epilog
from conflictcli.formats import Color, Format
from conflictcli.layout import Table
from conflictcli.options import As, Colors, Data, Rows
from conflictcli.printable import printable
from conflictcli.scope import Scope

MOST = 10**9

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Shown = tuple[Answer, list[Table], Iterable[str]]


def question(ask: Callable[..., Shown]) -> None:
    """Make a question a command: load its dataset, write the answer, tell what is to be said."""

    name = ask.__name__.strip("_")

    def run(
        *,
        data: Data = None,
        format: As = "table",
        limit: Rows = 200,
        color: Colors = "auto",
        **asked: Any,
    ) -> None:
        answer, shown, notes = ask(storage.opened(data), **asked)
        query.check_links(answer)
        view = View(answer.dataset, _in_words(name, asked))
        write(shown, view, format, limit, color)
        for note in notes:
            tell(note)

    _, *own = inspect.signature(ask).parameters.values()
    *shared, _ = inspect.signature(run).parameters.values()
    parameters = [parameter.replace(kind=parameter.KEYWORD_ONLY) for parameter in (*own, *shared)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    app.command(name, help=ask.__doc__, epilog=epilog(name))(run)


def _in_words(name: str, asked: dict[str, Any]) -> str:
    """Write what was asked, like "casualties, as of 2016-10-09"."""
    given = {what: value for what, value in asked.items() if value}
    texts = (
        " ".join(value) if isinstance(value, list) else f"{what.replace('_', ' ')} {value}"
        for what, value in given.items()
    )
    return ", ".join((name, *texts))


def write(answer: list[Table], view: View, format: Format, limit: int, color: Color) -> None:
    """Write an answer, and say where a screen does not show all of it."""
    with suppress(BrokenPipeError):  # The reader has had enough, like `head`.
        formats.write(answer, format, view, limit=min(limit, MOST), color=color)
    longest = max(table.height for table in answer)
    if format == "table" and 0 < limit < longest:
        rest = f"--limit 0 shows all, --format {'csv' if len(answer) == 1 else 'json'} writes all"
        tell(f"the first {limit:,} of {longest:,} rows are shown: {rest}.")


def notes(scope: Scope, answer: Answer) -> Iterator[str]:
    """Say that nothing matched, and what was left out."""
    if not any(answer.tables.values()):
        yield f"nothing matched ({scope})." if str(scope) else "nothing matched."
    if answer.left_out:
        records = number(answer.left_out, "record")
        yield f"{records} without a certain day by {scope.as_of} left out."


def number(n: int, what: str) -> str:
    """Count in words, like "no errors" or "1 row"."""
    return f"{n or 'no'} {what}{'' if n == 1 else 's'}"


def tell(message: str) -> None:
    """Print a line on standard error, if it is open; what becomes of it changes nothing."""
    with suppress(OSError):
        sys.stdout and sys.stdout.flush()
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"conflictcli: {printable(message)}", file=sys.stderr, flush=True)
