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
_LONGEST = 2_000
"""Characters; no formula has more, and one may be shown many times."""


def write_formulas(body: _Element, archive: Archive, name: str) -> None:
    """Change the tree in place; objects that are not formulas, such as charts, stay empty."""
    texts: dict[str, str] = {}
    for element in body.iter(f"{DRAW}object"):
        member = normpath(f"{element.get(_HREF, '')}/content.xml")
        if member in archive and member not in texts:
            root = parse_xml(archive.read(member), f"{name} ({member})")
            texts[member] = _text(root)[:_LONGEST] if root.tag == f"{_MATH}math" else ""
        element.text = texts.get(member)


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
