"""Lists in cells, like `one; another`."""

from collections.abc import Callable, Iterable, Iterator

from conflictcli.imports.columns import Cells, Columns
from conflictcli.imports.templates import Template


def item_reader(
    templates: Iterable[Template | None], sign: str | None, columns: Columns
) -> Callable[[Cells], Iterator[Cells]]:
    """Return a function that yields a row once for each item of the lists that templates read.

    `sign` parts items. Lists go together item by item; a cell with one item, and no sign, is the
    same for all, but an address, which is of one. Of a list that does not go with the longest
    nothing is taken.
    """
    if sign is None:
        return lambda cells: iter([cells])
    indexes = columns.indexes(templates)

    def items(cells: Cells) -> Iterator[Cells]:
        lists = {index: _parted(cells[index], sign, columns) for index in indexes}
        length = max(map(len, lists.values()), default=0)
        for index, found in lists.items():
            if 0 < len(found) < length <= cells[index].count(sign) + 1:
                found += [""] * (length - len(found))
            is_of_all = len(found) == 1 and not _is_address(found[0])
            if found and len(found) < length and not is_of_all:
                columns.remarks.append(f"lists that do not pair: {columns.names[index]} left out")
                found.clear()
        for number in range(length):
            item = cells.copy()
            for index, found in lists.items():
                item[index] = found[number if len(found) > 1 else 0] if found else ""
            yield item

    return items


def _is_address(text: str) -> bool:
    return text.lower().startswith(("https://", "http://"))


def _parted(cell: str, sign: str, columns: Columns) -> list[str]:
    """Return the items of a cell, "" being one that says nothing, without such at the end."""
    found = [columns.text_of(item) for item in cell.split(sign)]
    while found and not found[-1]:
        found.pop()
    return found
