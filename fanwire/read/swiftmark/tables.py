"""Table rows: split at the bars by `str.split` when nothing in the row can hide one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown.extensions.tables import TableProcessor


def row_splitter(stock: TableProcessor) -> Callable[[str], list[str]]:
    """Make the `_split_row` of a TableProcessor: only a backslash or a code span makes a bar part of a cell."""
    split = stock._split_row  # type: ignore[attr-defined]  # noqa: SLF001  (the method that is replaced)

    def split_row(row: str) -> list[str]:
        if "\\" in row or "`" in row or "\n" in row:
            cells: list[str] = split(row)
            return cells
        if stock.border:
            row = row.removeprefix("|").removesuffix("|")
        return row.split("|")

    return split_row
