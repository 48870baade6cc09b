"""Find the line of each key in a TOML text, which tomllib does not tell."""

import re
import tomllib

Path = tuple[str | int, ...]
_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\])*"|'[^']*\'''', re.DOTALL
)
_OTHER = re.compile(r"[^,\]}\n#]+")  # A number, a date or a boolean.


def key_lines(text: str) -> dict[Path, int]:
    """Return the line of each key by its path; `text` must be valid TOML.

    Keys of tables and inline tables are texts, elements of arrays numbers from 0. A table that is
    named in several places has the line of the first.
    """
    return _Lines(text).lines


class _Lines:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.last_of: dict[Path, int] = {}  # The number of the last table in an array of tables.
        table: Path = ()
        while self._skip(_BLANK).at < len(text):
            if not text.startswith("[", self.at):
                self._pair(table)
                continue
            is_array = text.startswith("[[", self.at)
            line = self._line()
            self.at += 1 + is_array
            self._skip(_BLANK)
            table = self._in_last(self._key())
            if is_array:
                self.last_of[table] = self.last_of.get(table, -1) + 1
                table += (self.last_of[table],)
            self._note(table, line)
            self.at = text.index("]", self.at) + 1 + is_array

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def _note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _skip(self, pattern: re.Pattern[str]) -> "_Lines":
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
        return self

    def _key(self) -> list[str]:
        """Read a key, dotted or not."""
        parts = []
        while found := _KEY.match(self.text, self.at):
            self.at = found.end()
            parts.append(next(iter(tomllib.loads(f"{found[0]} = 0"))))
            if not (dot := _DOT.match(self.text, self.at)):
                break
            self.at = dot.end()
        return parts

    def _in_last(self, key: list[str]) -> Path:
        """Return the path of a table: within arrays of tables, in the last one."""
        path: Path = ()
        for number, part in enumerate(key, 1):
            path += (part,)
            if path in self.last_of and number < len(key):
                path += (self.last_of[path],)
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = (*table, *self._key())
        self._note(path, line)
        self.at = self.text.index("=", self.at) + 1
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_BLANK)
        start = self.text[self.at]
        if start not in "[{":
            self._skip(_STRING if start in "\"'" else _OTHER)
            return
        self.at += 1
        number = 0
        while self._skip(_BLANK).text[self.at] not in "]}":
            if start == "{":
                self._pair(path)
            else:
                self._note((*path, number), self._line())
                self._value((*path, number))
                number += 1
            self._skip(_BLANK)
            self.at += self.text[self.at] == ","
        self.at += 1
