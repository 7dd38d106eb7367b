"""The characters of a page as PDFium gives them, in points from the top left of the page as it is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, NamedTuple

from qa.parse.pdf.shapes import SPACE, Glyph

if TYPE_CHECKING:
    import pypdfium2

MAX_GLYPHS = 150_000
"""On one page; a page of small print has 10,000."""
_SAMPLE = 300
_FAR = 1e6
"""Points from the page: more than any page has."""
_BULLETS = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF076: "•", 0xF02D: "-", 0xF0A8: "•", 0xF06E: "•"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# LaTeX sets ^ and ~ as accents without a letter, and the asterisk that calls a note as an operator.
_ALIKE = {**_BULLETS, **_LIGATURES, 0x2C6: "^", 0x2DC: "~", 0x2217: "*"}
_TEX_SYMBOLS = {0x84: "†", 0x85: "‡", 0x86: "‖"}
"""Codes of TeX's symbols, which its bitmap fonts do not name; in its other fonts they are Ď, Ě and Ę."""
_SMALLER = 0.9
_BOLD = ("bold", "black", "heavy", "cmbx", "sfbx", "semibold", "-demi")


class PageText(NamedTuple):
    """Upright characters of a page, and what is wrong with them."""

    glyphs: list[Glyph]
    garbled: int
    """Characters that have no meaning."""
    guessed: float
    """Share of the characters for which the file does not say which they are."""
    outside: int
    """Characters that stand outside what the page shows."""
    turned: int
    """By how many quarters most of the page's text is turned."""


class Frame(NamedTuple):
    """Turns a page's own coordinates into points from the top left of the page as it is shown."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """An area: left, top, right, bottom."""
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def place(
        self, left: float, bottom: float, right: float, top: float, x: float, y: float
    ) -> tuple[float, float, float, float, float]:
        """Box and baseline of a character whose origin is at `x`, `y`."""
        if self.turn == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom, self.top - y
        return *self.box(left, bottom, right, top), self.point(x, y)[1]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn % 2 else (wide, high)


class _Style(NamedTuple):
    size: float
    bold: bool
    angle: int
    named: bool
    """False for a font without a name: TeX's own bitmaps."""


def read_glyphs(page: pypdfium2.PdfTextpage, frame: Frame) -> PageText:
    """The page's upright text."""
    import pypdfium2.raw as raw

    # A book has a million characters: names are bound once, and what is asked of each character is little.
    code_of, owner_of, box_of, origin_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetTextObject,
        raw.FPDFText_GetCharBox,
        raw.FPDFText_GetCharOrigin,
    )
    text, new, addressof = page.raw, tuple.__new__, ctypes.addressof
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    sides, origin = tuple(map(ctypes.byref, (left, right, bottom, top))), (ctypes.byref(x), ctypes.byref(y))
    styles: dict[int, _Style] = {}
    turns = [0, 0, 0, 0, 0]
    glyphs: list[Glyph] = []
    unnamed: dict[int, str] = {}
    garbled = high = outside = 0
    # What stands outside the page's visible part, or nowhere, is nothing that anyone can see.
    right_edge, lower_edge = (2 * edge for edge in frame.size)
    for i in range(min(page.count_chars(), MAX_GLYPHS)):
        code = code_of(text, i)
        if code in (10, 13):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        owner = owner_of(text, i)
        if not owner:
            # A space that PDFium put between two words: the gap says the same.
            glyphs.append(SPACE)
            continue
        address = addressof(owner.contents)
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(text, i, frame.turn)
        turns[style.angle] += 1
        if style.angle:
            continue
        box_of(text, i, *sides)
        origin_of(text, i, *origin)
        x0, upper, x1, lower, base = frame.place(left.value, bottom.value, right.value, top.value, x.value, y.value)
        if not (0 <= x0 + x1 <= right_edge and 0 <= upper + lower <= lower_edge and -_FAR < base < _FAR) and code != 32:
            outside += 1
            continue
        char = chr(code) if 32 <= code < 127 else _char(code)
        garbled += char == "\ufffd"
        if char == "\ufffd" and code in _TEX_SYMBOLS and not style.named:
            unnamed[len(glyphs)] = _TEX_SYMBOLS[code]
        glyphs.append(new(Glyph, (char, x0, x1, base, upper, lower, style.size, style.bold)))
    most = turns.index(max(turns))
    garbled -= _name_symbols(glyphs, unnamed)
    return PageText(glyphs, garbled, _guessed(text, page.count_chars()), outside, most if most < 4 else 0)


def _name_symbols(glyphs: list[Glyph], unnamed: Mapping[int, str]) -> int:
    """Put TeX's symbols in place of what is set smaller than the letter beside it; gives how many."""
    named = 0
    for i, symbol in unnamed.items():
        beside = [glyphs[k] for k in (i - 1, i + 1) if 0 <= k < len(glyphs) and k not in unnamed and glyphs[k].size]
        if any(
            abs(other.base - glyphs[i].base) < other.size and glyphs[i].size < _SMALLER * other.size for other in beside
        ):
            glyphs[i] = glyphs[i]._replace(char=symbol)
            named += 1
    return named


def _guessed(text: object, count: int) -> float:
    """The share, in a sample, of characters for which the file does not say which they are."""
    import pypdfium2.raw as raw

    sample = [i for i in range(0, count, max(1, count // _SAMPLE)) if raw.FPDFText_GetUnicode(text, i) > 32]
    return sum(raw.FPDFText_HasUnicodeMapError(text, i) == 1 for i in sample) / len(sample) if sample else 0.0


def _char(code: int) -> str:
    if code == 2:
        return "\xad"
    if code in _ALIKE:
        return _ALIKE[code]
    # Private use, surrogates, controls and non-characters mean that the font does not say which letter this is.
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xF900 or code >= 0xF0000 or code & 0xFFFE == 0xFFFE:
        return "\ufffd" if code != 9 else " "
    return chr(code)


def _style(text: object, i: int, turn: int) -> _Style:
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, i, matrix)
    size = abs(raw.FPDFText_GetFontSize(text, i)) * hypot(matrix.c, matrix.d)
    quarters = atan2(matrix.b, matrix.a) / (pi / 2)
    angle = (round(quarters) - turn) % 4 if abs(quarters - round(quarters)) < 0.03 else 4
    name = ctypes.create_string_buffer(120)
    raw.FPDFText_GetFontInfo(text, i, name, 120, ctypes.c_int())
    font = name.value.decode("utf-8", "replace").lower()
    return _Style(size if 0.1 < size < _FAR else 0.1, any(word in font for word in _BOLD), angle, bool(font))
