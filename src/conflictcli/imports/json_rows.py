"""Read the rows of a JSON file: a list of objects, alone or within an object."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conflictcli.errors import DatasetError
from conflictcli.imports.file_kinds import FIRST_BYTES, begins_as_json
from conflictcli.imports.flat_file import Watch
from conflictcli.imports.rows import Row, Rows

_BLANK = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


def is_json(path: str) -> bool:
    """Return whether a file begins as JSON does; what can be read but once is taken for CSV."""
    try:
        if not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return begins_as_json(file.read(FIRST_BYTES))
    except (OSError, ValueError):
        return False  # Whoever reads it will say so.


@contextmanager
def open_json(path: str, watch: Watch, list_at: str | None) -> Iterator["JsonRows"]:
    """Open a JSON file; `list_at` is the path of the list in it, like `data.events`.

    Raise DatasetError with one sentence for what is no such file. It is read whole.
    """
    try:
        with Path(path).open("rb") as file, watch(file, Path(path).stat().st_size) as watched:
            text = watched.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DatasetError(f"{path}: the file is not UTF-8: save it as UTF-8.") from None
    except OSError as error:
        raise DatasetError(f"{path}: {error.strerror or error}.") from None
    yield JsonRows(path, text, list_at)


class JsonRows(Rows):
    """The rows of a JSON file: of each object a cell for each field.

    A field of an object in a row is named `outer.inner`; a list of objects with `key` and `value`
    is as one object. A list is a cell with `; ` between its items, and as `name[]` in JSON.
    """

    def __init__(self, path: str, text: str, list_at: str | None) -> None:
        super().__init__(path)
        self._text = text
        self._decode = json.JSONDecoder().raw_decode
        self._first = self._list_start(list_at)
        self.names = [*dict.fromkeys(name for _, row in self._objects() for name in _cells(row))]
        self.rows = self._json_rows()

    def _json_rows(self) -> Iterator[Row]:
        for line, row in self._objects():
            cells = _cells(row)
            yield line, [cells.get(name, "") for name in self.names]

    def _objects(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the line and the object of each row."""
        line, counted = 1, 0
        for at, row in self._items(self._first):
            line += self._text.count("\n", counted, at)
            counted = at
            if not isinstance(row, dict):
                raise self.error(f"line {line}: a row is not an object: give a list of objects.")
            yield line, row

    def _list_start(self, list_at: str | None) -> int:
        """Return where the first row begins, or the end of a list without rows."""
        at = self._after_blanks(0)
        for name in list_at.split(".") if list_at else []:
            if not self._text.startswith("{", at):
                break
            at = self._member(at, name)
        if not self._text.startswith("[", at):
            raise self.error(self._no_list(at))
        return at + 1

    def _no_list(self, at: int) -> str:
        """Return what to do with a value in which the rows are not, as far as it tells."""
        is_object = self._text.startswith("{", at)
        members = self._members(at) if is_object else iter(())
        lists = [name for name, start in members if self._text.startswith("[", start)]
        if not lists:
            return "there is no list of rows: give a list of objects."
        return f'the rows are in a list within an object: write rows = "{lists[0]}" into the map.'

    def _member(self, at: int, name: str) -> int:
        """Return where the value of a member of an object begins."""
        for key, start in self._members(at):
            if key == name:
                return start
        raise self.error(f"there is no '{name}', in which the map looks for rows.")

    def _members(self, at: int) -> Iterator[tuple[str, int]]:
        """Yield the key of each member of an object, and where its value begins."""
        at = self._after_blanks(at + 1)
        while not self._text.startswith("}", at):
            key, at = self._value(at)
            start = self._after_blanks(self._after(":", at))
            yield key, start
            at = self._after_blanks(self._value(start)[1])
            if not self._text.startswith("}", at):
                at = self._after_blanks(self._after(",", at))

    def _items(self, at: int) -> Iterator[tuple[int, object]]:
        """Yield where each item of a list begins, and the item."""
        at = self._after_blanks(at)
        while not self._text.startswith("]", at):
            item, end = self._value(at)
            yield at, item
            at = self._after_blanks(end)
            if not self._text.startswith("]", at):
                at = self._after_blanks(self._after(",", at))

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return self._decode(self._text, at)
        except json.JSONDecodeError as error:
            raise self._broken(error.pos) from None
        except ValueError:  # A number with too many digits.
            raise self._broken(at) from None
        except RecursionError:
            raise self.error("the objects lie too deep in each other.") from None

    def _after(self, sign: str, at: int) -> int:
        at = self._after_blanks(at)
        if not self._text.startswith(sign, at):
            raise self._broken(at)
        return at + 1

    def _after_blanks(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return found.end() if found else at

    def _broken(self, at: int) -> DatasetError:
        line = self._text.count("\n", 0, at) + 1
        return self.error(f"line {line}: this cannot be read as JSON: is the file cut off?")


def cell_of(value: object) -> str:
    """Return a value as a cell of a table has it."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _SURROGATE.sub("\ufffd", text)


def _cells(row: dict[str, Any], start: str = "") -> dict[str, str]:
    """Return the cells of an object by the names of their columns."""
    cells: dict[str, str] = {}
    for key, value in row.items():
        name = f"{start}{key}"
        if isinstance(value, dict):
            cells |= _cells(value, f"{name}.")
        elif isinstance(value, list):
            cells[f"{name}[]"] = cell_of(value)
            if value and all(
                isinstance(item, dict) and {"key", "value"} == {*item} for item in value
            ):
                cells |= _pairs(value, name)
            else:
                cells[name] = "; ".join(map(cell_of, value))
        else:
            cells[name] = cell_of(value)
    return cells


def _pairs(items: list[dict[str, Any]], name: str) -> dict[str, str]:
    """Return the cells of a list of keys and values; those of one key are a list."""
    cells: dict[str, str] = {}
    for item in items:
        column = f"{name}.{item['key']}"
        text = cell_of(item["value"])
        cells[column] = f"{cells[column]}; {text}" if column in cells else text
    return cells
