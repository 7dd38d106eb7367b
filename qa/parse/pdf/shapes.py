"""What a page is made of: glyphs, pieces of a line, lines, pages. Points from the page's top left corner, y downward."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

SYMBOLS = "*†‡§¶‖"
"""Characters that call a note without a number."""


class Target(NamedTuple):
    """Where a link inside the document leads: page index, and height in that page's own coordinates, which rise."""

    page: int
    y: float


class Glyph(NamedTuple):
    """One character: `x0` to `x1` and `top` to `bottom` are its ink, `base` its baseline."""

    char: str
    x0: float
    x1: float
    base: float
    top: float
    bottom: float
    size: float
    bold: bool


SPACE = Glyph(" ", 0, 0, 0, 0, 0, 0, False)
"""A gap between words that has no place of its own."""


class PageLink(NamedTuple):
    """The area of a link: to a place in the document, or to an address."""

    x0: float
    top: float
    x1: float
    bottom: float
    target: Target | None
    address: str = ""


class Rule(NamedTuple):
    """A thin horizontal line."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True, eq=False)
class LinePiece:
    """Characters of one line that are all raised (or a note symbol, or a bracketed number), or all plain."""

    text: str
    raised: bool = False
    target: Target | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line of one column."""

    page: int
    region: int
    """Columns and full-width bands of a page are counted in reading order."""
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    pieces: tuple[LinePiece, ...]
    cells: int = 1
    """Stretches with wide gaps between them: more than one in a table's row."""
    addresses: tuple[str, str] = ("", "")
    """Where links on its first and on its last character lead."""
    mixed: bool = False
    """Its parts stand far from each other in the file: they may belong to several texts side by side."""
    initial: int = 0
    """How many of its first characters were set large beside the lines."""
    linked: tuple[tuple[str, str], ...] = ()
    """Words that lead to an address on the web, and the address; in reading order."""

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Page:
    """A page as read: its lines in reading order."""

    index: int
    label: str
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    upper: float = 0.0
    """Upper edge of what is shown, in the page's own coordinates."""
    numbered: bool = False
    """Its lines were numbered in the margin."""
    turned: bool = False
    """Its x run from the right edge to the left: it is written so."""
    sure: float | None = None
    """How sure its reading is, from 0 to 1, where it was read by OCR."""
    unreadable: str = ""
    """Why its text cannot be used; empty when it can."""
