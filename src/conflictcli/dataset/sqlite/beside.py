"""What stands beside an SQLite file and belongs to it: changes that SQLite would play into it.

The file format is that of https://www.sqlite.org/fileformat2.html.
"""

from pathlib import Path

# A rollback journal begins so while its changes are not undone; else with zeros, or it is empty.
_HOT_JOURNAL = bytes.fromhex("d9d505f920a163d7")
# The byte of the header that says in which mode the file is written, and that mode.
_MODE_AT, _WAL_MODE = 18, 2


def unfinished(path: str) -> str | None:
    """Return the name of a file beside a path that holds changes to it, if there is one."""
    for suffix in ("-wal", "-journal"):
        beside = Path(f"{path}{suffix}")
        try:
            with beside.open("rb") as file:
                start = file.read(len(_HOT_JOURNAL))
        except OSError:
            continue
        if start if suffix == "-wal" else start == _HOT_JOURNAL:
            return str(beside)
    return None


def is_in_wal_mode(path: str) -> bool:
    """Return whether reading a file would write two others beside it."""
    try:
        with Path(path).open("rb") as file:
            return file.read(_MODE_AT + 1)[_MODE_AT:] == bytes([_WAL_MODE])
    except OSError:
        return False  # Whoever opens it will say so.
