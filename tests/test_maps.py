"""A map says what the columns of a table mean; a mistake in it is one sentence with its line."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import Conflictcli
from tables import made, refusal, table

from conflictcli.imports.map_lines import key_lines

ROW = {"no": "1", "day": "2020-03-05", "what": "Shelling", "town": "Oldtown", "dead": "3"}
MAP = """\
title = "Attacks on schools"
prefix = "schools"
recorder = "School Watch"
id = "{no}"
date = "{day}"

[event]
title = "{what} in {town}"
kind = "attack"

[place]
name = "{town}"
country = "Xland"

[count]
killed = { best = "{dead}" }
values = { -99 = "unknown" }

[[actors]]
name = "{what}"
role = "accused"

[[actors]]
name = "{town}"
role = "party"
"""


def refused(conflictcli: Conflictcli, folder: Path, old: str, new: str) -> str:
    """Return what is said of the map in which a text is replaced, without its path."""
    assert MAP.count(old) == 1
    (folder / "x.toml").write_text(MAP.replace(old, new), encoding="utf-8")
    path = table(folder / "x.csv", ROW)
    said = refusal(conflictcli, "table", path, "--map", str(folder / "x.toml"))
    return said.replace(f"{folder}/", "").removeprefix("conflictcli: ").removesuffix("\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Att', 'titel = "Att', "1: there is no key 'titel': did you mean 'title'?"),
        ('recorder = "School Watch"\n', "", "1: the map has no 'recorder': add one."),
        ('"School Watch"', "3", "3: expected a text or a table, got a number."),
        ('"School Watch"', '{ nam = "x" }', "3: there is no key 'nam': did you mean 'name'?"),
        (
            'prefix = "schools"',
            'prefix = "S!"',
            "2: 'S!' is no start of ids: use another word, of a-z, 0-9 and -.",
        ),
        (
            'prefix = "schools"',
            'prefix = "source"',
            "2: 'source' is no start of ids: use another word, of a-z, 0-9 and -.",
        ),
        (
            '-99 = "unknown"',
            "-99 = 1_000_000_001",
            '17: expected "unknown" or a number, got a number.',
        ),
        (
            "[place]",
            "[codes]\nwat = { 1 = 'x' }\n[place]",
            "12: no text of the map reads a column 'wat'.",
        ),
        (
            'title = "{what}',
            'title = "{what#}',
            "8: '#' stands for numbers in actors and sources alone.",
        ),
        ('kind = "attack"', "kind = true", "9: expected a text, got true or false."),
        ('kind = "attack"', 'kind = ["attack"]', "9: expected a text, got a list."),
        ('kind = "attack"\n', "", "7: 'event' has no 'kind': add one."),
        ('"attack"', "attack", "9: this is not TOML: invalid value."),
        (
            'date = "{day}"',
            'date = "{day"',
            "5: '{' in '{day' has no partner: double it to mean the sign.",
        ),
        ('date = "{day}"', 'date = "{}"', "5: '{}' names no column."),
        (
            'date = "{day}"',
            'date = "[{day} [{no}]]"',
            "5: '[' in '[{day} [{no}]]' has no partner: double it to mean the sign.",
        ),
        (
            'date = "{day}"',
            'date = { start = "{day}", precision = { column = "{no}", codes = { 1 = "hour" } } }',
            '5: expected "day" or "month" or "year" or a number, got \'hour\'.',
        ),
        ("date =", 'dates = "ymd"\ndate =', '5: expected "dmy" or "mdy", got \'ymd\'.'),
        (
            'country = "Xland"',
            'contry = "Xland"',
            "13: there is no key 'contry': did you mean 'country'?",
        ),
        ("[place]", "[[place]]", "11: expected a text or a table, got a list."),
        ("[count]", "[cuont]", "15: there is no key 'cuont': did you mean 'count'?"),
        ('{ best = "{dead}" }', "{}", "16: 'count.killed' has none of low, best, high: add one."),
        ("best =", "bset =", "16: there is no key 'bset': did you mean 'best'?"),
        ('"unknown"', '"none"', "17: expected \"unknown\" or a number, got 'none'."),
        (
            'role = "accused"',
            'rule = "accused"',
            "21: there is no key 'rule': did you mean 'role'?",
        ),
        (
            'role = "accused"\n',
            "",
            "19: 'actors' has no 'role': add one.",
        ),
        (
            'name = "{town}"\nrole = "party"',
            'name = "{town}"\nrole = "party"\nkinds = "x"',
            "26: there is no key 'kinds': did you mean 'kind'?",
        ),
        (
            'role = "party"',
            'role = "party"\n[[sources]]\nlist = ";"',
            "26: 'sources' has none of publisher, title, url: add one.",
        ),
        (
            'role = "party"',
            'role = "party"\nrole = "party"',
            "26: this is not TOML: cannot overwrite a value.",
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(
    conflictcli: Conflictcli, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert refused(conflictcli, tmp_path, old, new) == f"x.toml: line {said}"


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("{deda}", "'deda' (line 16), but 'dead'"),
        ("{deda} {noo}", "'deda' (line 16) and 'noo' (line 16), but 'dead'"),
        ("{killed_children}", "'killed_children' (line 16)"),
    ],
)
def test_a_column_that_the_file_lacks_is_named_with_its_line(
    conflictcli: Conflictcli, tmp_path: Path, new: str, said: str
) -> None:
    assert refused(conflictcli, tmp_path, "{dead}", new) == (
        f"x.toml: x.csv has no column {said}: correct the map, or give a file that it fits."
    )


def test_a_column_that_is_there_twice_is_refused_if_the_map_reads_it(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    (tmp_path / "x.toml").write_text(MAP, encoding="utf-8")
    path = tmp_path / "x.csv"
    path.write_text("no,day,what,town,dead,Dead,x,x\n1,2020-03-05,a,b,3,4,,\n", encoding="utf-8")
    assert refusal(conflictcli, "table", str(path), "--map", str(tmp_path / "x.toml")) == (
        f"conflictcli: {path}: the column 'dead' is there twice ({tmp_path}/x.toml, line 16): "
        "leave one of them.\n"
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no.toml", "cannot be read (No such file or directory)"),
        (".", "cannot be read (it is not a regular file)"),
        ("/dev/zero", "cannot be read (it is not a regular file)"),
        ("a\0b", "cannot be read (no file has such a name)"),
    ],
)
def test_a_map_that_is_not_there_is_one_sentence_with_those_that_are(
    conflictcli: Conflictcli, tmp_path: Path, name: str, said: str
) -> None:
    path = table(tmp_path / "x.csv", ROW)
    refused = refusal(conflictcli, "table", path, "--map", name, code=2)
    assert refused.replace("\\x00", "\0") == (
        f"conflictcli: --map {name} {said}: "
        "give a TOML file, or one of acled, airwars, bellingcat.\n"
    )


def test_a_map_in_another_encoding_or_too_deep_is_one_sentence(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path, bad = table(tmp_path / "x.csv", ROW), tmp_path / "x.toml"
    bad.write_bytes(b"title = '\xff'")
    assert refusal(conflictcli, "table", path, "--map", str(bad)) == (
        f"conflictcli: {bad}: the map is not UTF-8: save it as UTF-8.\n"
    )
    bad.write_text(f"title = {'[' * 100_000}", encoding="utf-8")
    assert refusal(conflictcli, "table", path, "--map", str(bad)) == (
        f"conflictcli: {bad}: the tables lie too deep in each other.\n"
    )


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Return the paths of all keys and elements."""
    named: Any = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        named = enumerate(value)
    below = {inner for key, item in named for inner in paths_of(item, (*path, key))}
    return below | ({path} if path else set())


HARD = '''\
# a = 1
a = 1 # [b]
"b c".d = { e = "}", 'f.g' = [1, 2, # ]
  "x]", """
k = 3
"""], h = {} }

[[r]]
n = 1
[[r]]
m = \'\'\'
[r]
\'\'\'
[r.s."t u"]
k = 2020-01-01
[[r.l]]
x = [ { y = 1 },
  { z = true } ]
[[r.l]]
x = 1.5
'''


def test_the_line_of_every_key_is_known_in_tables_inline_tables_and_lists() -> None:
    lines = key_lines(HARD)
    assert {*lines} == paths_of(tomllib.loads(HARD))
    assert {path: lines[path] for path in lines if len(path) > 2} == {
        ("b c", "d", "e"): 3,
        ("b c", "d", "f.g"): 3,
        ("b c", "d", "f.g", 0): 3,
        ("b c", "d", "f.g", 1): 3,
        ("b c", "d", "f.g", 2): 4,
        ("b c", "d", "f.g", 3): 4,
        ("b c", "d", "h"): 6,
        ("r", 0, "n"): 9,
        ("r", 1, "m"): 11,
        ("r", 1, "s"): 14,
        ("r", 1, "s", "t u"): 14,
        ("r", 1, "s", "t u", "k"): 15,
        ("r", 1, "l"): 16,
        ("r", 1, "l", 0): 16,
        ("r", 1, "l", 0, "x"): 17,
        ("r", 1, "l", 0, "x", 0): 17,
        ("r", 1, "l", 0, "x", 0, "y"): 17,
        ("r", 1, "l", 0, "x", 1): 18,
        ("r", 1, "l", 0, "x", 1, "z"): 18,
        ("r", 1, "l", 1): 19,
        ("r", 1, "l", 1, "x"): 20,
    }


@pytest.mark.parametrize("name", ["acled", "airwars", "bellingcat"])
def test_the_maps_that_come_along_can_be_read(
    conflictcli: Conflictcli, tmp_path: Path, name: str
) -> None:
    said = refusal(conflictcli, "table", table(tmp_path / "x.csv", {"x": "1"}), "--map", name)
    assert said.startswith(f"conflictcli: {name}.toml: {tmp_path}/x.csv has no column ")


def test_a_map_may_have_windows_line_ends_and_a_byte_order_mark(
    conflictcli: Conflictcli, tmp_path: Path
) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MAP.replace("\n", "\r\n").encode())
    new = made(conflictcli, "table", table(tmp_path / "x.csv", ROW), "--map", str(path))
    assert new["events"][0]["title"] == "Shelling in Oldtown"
