"""The sources that a row names: in columns, in lists, or in a list of objects in JSON."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from conflictcli.errors import DatasetError
from conflictcli.imports.columns import Cells, Columns
from conflictcli.imports.json_rows import cell_of
from conflictcli.imports.made import Reference
from conflictcli.imports.map_keys import SourceKeys
from conflictcli.imports.row_days import point_in
from conflictcli.imports.row_lists import item_reader
from conflictcli.imports.templates import Field, Template
from conflictcli.model.typed_dates import Form

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class SourceReader:
    """Reads the sources of rows by one entry of a map."""

    def __init__(self, keys: SourceKeys, columns: Columns, form: Form | None) -> None:
        self.keys = keys
        self.columns = columns
        self.form = form
        held = {field.name: getattr(keys, field.name) for field in fields(keys)}
        templates = {name: t for name, t in held.items() if isinstance(t, Template)}
        items = templates.pop("items", None)
        self.unseen: dict[str, int] = {}  # Fields that no object had so far, and their lines.
        self.has_objects = False
        self.fills: dict[str, Callable[[Any], str]]
        self.items: Callable[[Cells], Iterator[Any]]
        if items is None:
            self.fills = {name: columns.fill(template) for name, template in templates.items()}
            self.items = item_reader(templates.values(), keys.list, columns)
        else:
            self.fills = {name: t.bound(self._getter) for name, t in templates.items()}
            self.cell = columns.fill_raw(items.of_lists())
            self.items = self._objects

    def read(self, cells: Cells) -> Iterator[Reference]:
        """Yield the sources of a row that say something; raise ValueError for what is no day."""
        for item in self.items(cells):
            texts: dict[str, Any] = {name: fill(item) or None for name, fill in self.fills.items()}
            if published := texts.get("published"):
                texts["published"] = point_in(published, "published", self.form)
            url = texts.get("url")
            if url and not _ADDRESS.fullmatch(url):  # What is no address may still be a name.
                texts |= {"url": None, "title": texts.get("title") or url}
            if texts.get("publisher") or texts.get("title") or texts.get("url"):
                yield Reference(**texts, compiles=self.keys.compiles)

    def check(self, map_file: str) -> None:
        """Raise DatasetError where the map names a field that no object has."""
        for name, line in self.unseen.items() if self.has_objects else ():
            raise DatasetError(
                f"{map_file}: line {line}: no source in the file has a field '{name}': "
                f"correct it, or write {{{name}?}} if it may be missing."
            )

    def _objects(self, cells: Cells) -> Iterator[Mapping[str, Any]]:
        """Yield the objects of a list in JSON; a text in a list is the `value` of one."""
        text = self.cell(cells)
        try:
            found = json.loads(text) if text.startswith(("[", "{")) else None
        except (ValueError, RecursionError):
            raise ValueError(f"'{text[:20]}…' is no list in JSON") from None
        if found is None:
            found = text.split(self.keys.list) if self.keys.list else [text]
        for item in found if isinstance(found, list) else [found]:
            given = item if isinstance(item, dict) else {"value": item}
            self.has_objects = self.has_objects or isinstance(item, dict)
            for name in self.unseen.keys() & given.keys():
                del self.unseen[name]
            yield given

    def _getter(self, field: Field, line: int) -> Callable[[Mapping[str, Any]], str]:
        text_of = self.columns.text_of
        if len(field.names) == 1 and not field.optional:
            self.unseen[field.names[0]] = line

        def get(item: Mapping[str, Any]) -> str:
            cells = (cell_of(item.get(name)) for name in field.names)
            return next(filter(None, map(text_of, cells)), "")

        return get
