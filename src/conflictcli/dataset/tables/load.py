"""Datasets in a folder or a workbook: loaded strictly, and checked."""

import shlex
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import msgspec

from conflictcli.checks import validate
from conflictcli.dataset import json_file
from conflictcli.dataset.tables import folder, workbook
from conflictcli.dataset.tables.content import Content
from conflictcli.dataset.tables.records import Tables
from conflictcli.errors import DatasetError, DateError
from conflictcli.model.records import Dataset
from conflictcli.model.rows import Problem


def load(path: str) -> Dataset:
    """Load a dataset; raise DatasetError with the sheet, the row and the column of a problem."""
    tables = _read(path)
    if tables.problems:
        raise _refused(path, tables.problems[0])
    try:
        return json_file.decode(tables.json)
    except (msgspec.DecodeError, DateError, ValueError):
        problem = tables.in_sheets(validate.first_problem(tables.json))
        raise _refused(path, problem) from None


def problems(path: str) -> list[Problem]:
    """Return every problem; of sheets whose columns are not understood, nothing but that."""
    tables = _read(path)
    if not tables.are_understood:
        return tables.problems
    found = validate.problems(BytesIO(tables.json))
    of_records = [tables.in_sheets(problem) for problem in found]
    unread = {problem.where for problem in tables.problems}
    return [*tables.problems, *(told for told in of_records if told.where not in unread)]


def _read(path: str) -> Tables:
    contents: Mapping[str, Content]
    contents = folder.read(path) if Path(path).is_dir() else workbook.read(path)
    return Tables(contents)


def _refused(path: str, problem: Problem) -> DatasetError:
    command = shlex.join(["conflictcli", "validate", path])
    return DatasetError(f"{path}: {problem.where}: {problem.message} See {command}.")
