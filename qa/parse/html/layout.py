"""Tables that only place text on a page, as old web pages and letters have them: what stands in their cells are blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.html.marks import tag_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = frozenset("tbody thead tfoot".split())
_CELLS = frozenset({"td", "th"})
_HOLDS_BLOCKS = frozenset("table h1 h2 h3 h4 hr section article blockquote".split())
_SAYS = frozenset({"presentation", "none"})
_LONG_PARAGRAPH, _LONG_CELL, _MOST_CELLS = 120, 600, 200


def layout_elements(root: _Element) -> set[_Element]:
    """The rows and cells of such tables.

    A table is one that says so, or has no headings of columns and either one cell a row, in paragraphs, or a cell that holds
    tables, headings, rules, quotations, or paragraphs of running text.
    """
    found: set[_Element] = set()
    for table in root.iter("{*}table"):
        rows = [row for part in table for row in (part if tag_of(part) in _PARTS else (part,)) if tag_of(row) == "tr"]
        cells = [cell for row in rows for cell in row if tag_of(cell) in _CELLS]
        told = table.get("role") in _SAYS
        data = len(cells) > _MOST_CELLS or any(tag_of(cell) == "th" for cell in cells)
        frame = len(cells) == len(rows) > 1 and any(tag_of(child) == "p" for cell in cells for child in cell)
        if told or (not data and (frame or any(map(_holds_text, cells)))):
            found.update(rows, cells)
    return found


def _holds_text(cell: _Element) -> bool:
    # What a cell holds often stands in one element more, such as `font` or `div`.
    inside = cell
    while len(inside) == 1 and not (inside.text or "").strip():
        inside = inside[0]
    if any(tag_of(child) in _HOLDS_BLOCKS for holder in (cell, inside) for child in holder):
        return True
    long = [child for child in inside if tag_of(child) == "p" and len(text_of(child)) > _LONG_PARAGRAPH]
    breaks = [child for child in inside if tag_of(child) == "br"]
    return len(long) > 1 or (len(breaks) > 3 and len(text_of(inside)) > _LONG_CELL)
