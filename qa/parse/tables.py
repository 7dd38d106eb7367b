"""Rows and cells of word processors' tables: tables in cells are part of the cell, tables of one column are a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.tree import BREAK, CELL, GROUP, Act, Role
from qa.types.document import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROW = Role(Act.GROUP, BlockKind.TABLE_ROW)


class Tables:
    """What the rows and cells of one document's tables are; the tags are those of its format."""

    def __init__(self, table: str, row: str, cell: str) -> None:
        """Remember the tags of tables, rows and cells."""
        self._table, self._row, self._cell = table, row, cell
        self._frames: dict[_Element, bool] = {}

    def role(self, element: _Element) -> Role:
        """Called by the walk for a row or a cell."""
        row = element if element.tag == self._row else next(element.iterancestors(self._row), element)
        if self._is_in_frame(row):
            return GROUP
        if any(not self._is_in_frame(outer) for outer in row.iterancestors(self._row)):
            return BREAK
        return _ROW if element is row else CELL

    def _is_in_frame(self, row: _Element) -> bool:
        """True in a table of one column, which is a frame around ordinary paragraphs."""
        table = next(row.iterancestors(self._table), None)
        if table is None:
            return True
        if table not in self._frames:
            rows = (own for own in table.iter(self._row) if next(own.iterancestors(self._table)) is table)
            self._frames[table] = not any(self._has_several_cells(own) for own in rows)
        return self._frames[table]

    def _has_several_cells(self, row: _Element) -> bool:
        cells = (cell for cell in row.iter(self._cell) if next(cell.iterancestors(self._row)) is row)
        return next(cells, None) is not None and next(cells, None) is not None
