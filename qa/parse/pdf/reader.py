"""The one module that knows PDFium: bytes → pages of glyphs, links and rules, and why a file cannot be read."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import atan2, hypot, pi
from typing import TYPE_CHECKING, NamedTuple

from qa.errors import DocumentError
from qa.parse.pdf.shapes import SPACE, Glyph, Link, Rule, Target

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 5000
MAX_GLYPHS = 150_000
"""On one page; a page of small print has 10,000."""
_MAX_OBJECTS = 5000
_PASSWORD, _SECURITY = 4, 5
_BULLETS = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF076: "•", 0xF02D: "-", 0xF0A8: "•", 0xF06E: "•"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BOLD = ("bold", "black", "heavy", "cmbx", "sfbx", "semibold", "-demi")


class RawPage(NamedTuple):
    """A page before its glyphs are put into lines."""

    number: int
    label: str
    width: float
    height: float
    glyphs: list[Glyph]
    links: list[Link]
    rules: list[Rule]
    garbled: int
    """Characters whose meaning the file does not tell."""
    drawn: bool
    """True when anything is drawn on it: a page without text is then a scan or a picture, and otherwise blank."""


class _Frame(NamedTuple):
    """Turns a page's own coordinates into points from the top left of the page as it is shown."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
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
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.turn % 2 else (wide, high)


class _Style(NamedTuple):
    size: float
    bold: bool
    angle: int


def read_pages(data: bytes, name: str) -> Iterator[RawPage]:
    """The document's pages, one by one.

    Raises:
        DocumentError: not a PDF, damaged, encrypted, or too long.
    """
    document = _open(data, name)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise DocumentError(f"{name}: {count:,} pages; at most {MAX_PAGES:,} are read, so split the file")
        if not count:
            raise DocumentError(f"{name}: damaged, no page can be found; open it in a PDF viewer and save it again")
        for index in range(count):
            yield _read_page(document, index)
    finally:
        document.close()


def read_title(data: bytes, name: str) -> str:
    """The title in the document's properties; empty when there is none."""
    document = _open(data, name)
    try:
        return str(document.get_metadata_value("Title")).strip()
    finally:
        document.close()


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    import pypdfium2

    if b"%PDF" not in data[:4096]:
        raise DocumentError(f"{name}: not a PDF, whatever its name says; check where it came from")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise DocumentError(f"{name}: encrypted, it needs a password; save a copy without one") from error
        raise DocumentError(f"{name}: damaged, cannot be opened; open it in a PDF viewer and save it again") from error


def _read_page(document: pypdfium2.PdfDocument, index: int) -> RawPage:
    import pypdfium2

    label = _page_label(document, index)
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return RawPage(index, label, 0, 0, [], [], [], 0, True)
    try:
        frame = _Frame(page.get_rotation() // 90 % 4, *page.get_cropbox())
        text = page.get_textpage()
        try:
            glyphs, garbled, turned = _read_glyphs(text, frame)
            if turned:
                frame = frame._replace(turn=(frame.turn + turned) % 4)
                glyphs, garbled, _ = _read_glyphs(text, frame)
        finally:
            text.close()
        links, rules, drawn = _read_links(document, page, frame), *_read_objects(page, frame)
        return RawPage(index, label, *frame.size, glyphs, links, rules, garbled, drawn)
    except pypdfium2.PdfiumError:
        return RawPage(index, label, 0, 0, [], [], [], 0, True)
    finally:
        page.close()


def _page_label(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        return document.get_page_label(index).strip()[:20] or str(index + 1)
    except UnicodeDecodeError:
        return str(index + 1)


def _read_glyphs(page: pypdfium2.PdfTextpage, frame: _Frame) -> tuple[list[Glyph], int, int]:
    """Upright glyphs, how many are garbled, and by how many quarters most of the page's text is turned."""
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
    garbled = high = 0
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
        char = chr(code) if 32 <= code < 127 else _char(code)
        garbled += char == "\ufffd"
        glyphs.append(new(Glyph, (char, x0, x1, base, upper, lower, style.size, style.bold)))
    most = turns.index(max(turns))
    return glyphs, garbled, most if most < 4 else 0


def _char(code: int) -> str:
    if code == 2:
        return "\xad"
    if code in _BULLETS:
        return _BULLETS[code]
    if code in _LIGATURES:
        return _LIGATURES[code]
    # Private use, surrogates, controls and non-characters mean that the font does not say which letter this is.
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xF900 or code >= 0xF0000 or code & 0xFFFE == 0xFFFE:
        return "\ufffd" if code != 9 else " "
    return chr(code)


def _style(text: object, i: int, turn: int) -> _Style:
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, i, matrix)
    size = raw.FPDFText_GetFontSize(text, i) * hypot(matrix.c, matrix.d)
    quarters = atan2(matrix.b, matrix.a) / (pi / 2)
    angle = (round(quarters) - turn) % 4 if abs(quarters - round(quarters)) < 0.03 else 4
    name = ctypes.create_string_buffer(120)
    raw.FPDFText_GetFontInfo(text, i, name, 120, ctypes.c_int())
    font = name.value.decode("utf-8", "replace").lower()
    return _Style(abs(size), any(word in font for word in _BOLD), angle)


def _read_links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, frame: _Frame) -> list[Link]:
    import pypdfium2.raw as raw

    links: list[Link] = []
    position, link, area = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while len(links) < _MAX_OBJECTS and raw.FPDFLink_Enumerate(page, position, link):
        target = _target(document, link)
        if target and raw.FPDFLink_GetAnnotRect(link, area):
            links.append(Link(*frame.box(area.left, area.bottom, area.right, area.top), target))
    return links


def _target(document: pypdfium2.PdfDocument, link: object) -> Target | None:
    import pypdfium2.raw as raw

    goal = raw.FPDFLink_GetDest(document, link)
    if not goal:
        action = raw.FPDFLink_GetAction(link)
        goal = raw.FPDFAction_GetDest(document, action) if action else None
    if not goal:
        return None
    index = raw.FPDFDest_GetDestPageIndex(document, goal)
    has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    raw.FPDFDest_GetLocationInPage(goal, has_x, has_y, has_zoom, x, y, zoom)
    size = raw.FS_SIZEF()
    if index < 0 or not has_y.value or not raw.FPDF_GetPageSizeByIndexF(document, index, size):
        return None
    return Target(index, size.height - y.value)


def _read_objects(page: pypdfium2.PdfPage, frame: _Frame) -> tuple[list[Rule], bool]:
    """Thin lines, and whether there is any object at all."""
    import pypdfium2.raw as raw

    rules: list[Rule] = []
    sides = [ctypes.c_float() for _ in range(4)]
    count = raw.FPDFPage_CountObjects(page)
    for i in range(min(count, _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, i)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPageObj_GetBounds(item, *sides):
            x0, top, x1, bottom = frame.box(*(side.value for side in sides))
            if bottom - top < 3 and x1 - x0 > 30:
                rules.append(Rule(x0, x1, (top + bottom) / 2))
    return rules, count > 0
