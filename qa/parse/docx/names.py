"""Names of WordprocessingML elements, and how its on-off properties and attributes are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

VAL = f"{W}val"
ID = f"{W}id"
P, R, T, SYM = f"{W}p", f"{W}r", f"{W}t", f"{W}sym"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
ROW, CELL, TABLE = f"{W}tr", f"{W}tc", f"{W}tbl"
FIELD_CHARACTER, FIELD_CODE, SIMPLE_FIELD = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
FOOTNOTE_CALL, ENDNOTE_CALL = f"{W}footnoteReference", f"{W}endnoteReference"
SECTION = f"{W}sectPr"

_OFF = frozenset({"0", "false", "off", "none"})


def is_on(value: str | None) -> bool:
    """True for an attribute that says 1, true or on; False where it is missing."""
    return value is not None and value not in _OFF


def child(element: _Element | None, tag: str) -> _Element | None:
    """The first child of that name; quicker than `find`, and asked for each run of text."""
    return None if element is None else next(element.iterchildren(tag), None)


def property_value(properties: _Element | None, path: str) -> str | None:
    """The `w:val` of the property at a path such as `numPr/numId`."""
    element = properties
    for step in path.split("/"):
        element = child(element, f"{W}{step}")
    return None if element is None else element.get(VAL)


def switch(properties: _Element | None, name: str) -> bool | None:
    """An on-off property such as `b`: None where it is not set."""
    element = child(properties, f"{W}{name}")
    return None if element is None else element.get(VAL) not in _OFF
