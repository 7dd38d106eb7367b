"""Formulas of an OpenDocument text, which are objects of their own in the package, as text in their places: `x²+a/b`."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING

from qa.parse.archive import Archive
from qa.parse.odt.names import DRAW
from qa.parse.superscript import to_superscript
from qa.parse.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_MATH = "{http://www.w3.org/1998/Math/MathML}"
_TOKENS = tuple(f"{_MATH}{name}" for name in ("mi", "mn", "mo", "mtext", "ms"))
_HREF = "{http://www.w3.org/1999/xlink}href"
_MOST_FORMULAS = 5_000


def write_formulas(body: _Element, archive: Archive, name: str) -> None:
    """Change the tree in place; objects that are no formulas, such as charts, stay empty."""
    for element in list(body.iter(f"{DRAW}object"))[:_MOST_FORMULAS]:
        member = normpath(f"{element.get(_HREF, '')}/content.xml")
        if member in archive:
            root = parse_xml(archive.read(member), f"{name} ({member})")
            if root.tag == f"{_MATH}math":
                element.text = _text(root)


def _text(formula: _Element) -> str:
    """The formula's signs in order, exponents raised, a stroke in fractions."""
    signs: list[str] = []
    for token in formula.iter(*_TOKENS):
        sign = "".join((token.text or "").split())
        parent = token.getparent()
        second = parent is not None and len(parent) > 1 and parent[1] is token
        if second and parent.tag == f"{_MATH}msup":
            sign = to_superscript(sign)
        signs.append(f"/{sign}" if second and parent.tag == f"{_MATH}mfrac" else sign)
    return "".join(signs)
