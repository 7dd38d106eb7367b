"""Opens a PDF with PDFium: bytes → pages of glyphs, links and rules, and why a file cannot be read."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from qa.errors import DocumentError
from qa.parse.pdf.glyphs import Frame, PageText, read_glyphs
from qa.parse.pdf.readable import UNMAPPED_FONTS, why_unreadable
from qa.parse.pdf.shapes import Glyph, PageLink, Rule, Target

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2
    from numpy.typing import NDArray

    from qa.parse.ocr.pages import ReadPage

    ScanReader = Callable[[NDArray[np.uint8], float, int, int], ReadPage]
    """From a picture, its pixels a point, the page's number, from 1, and how many pages there are."""

MAX_PAGES = 5000
SCAN = "no text layer"
FORM = "text in form fields or comments only"
DAMAGED = "damaged"
OUTSIDE = "all its text stands outside of what the page shows"
"""Why a page has no text of its own."""
SCANNED = 300
"""Dots an inch, of pictures of pages that are read by OCR."""
_MOST_PIXELS = 16_000_000
_MAX_OBJECTS = 5000
_MAX_ADDRESS = 2000
_PASSWORD, _SECURITY = 4, 5


class RawPage(NamedTuple):
    """A page before its glyphs are put into lines."""

    number: int
    label: str
    width: float
    height: float
    glyphs: list[Glyph]
    links: list[PageLink]
    rules: list[Rule]
    garbled: int
    guessed: float
    """See `glyphs.Text`."""
    top: float
    """Upper edge of what is shown, in the page's own coordinates."""
    drawn: str
    """What it holds besides text, if anything; for a page without text, the reason that it has none."""
    sure: float | None = None
    """How sure the reading is, where its glyphs were read by OCR."""


def read_pdf_pages(data: bytes, name: str, read_scan: ScanReader | None = None) -> Iterator[RawPage]:
    """The document's pages, one by one; `read_scan` reads pictures of those that have no text of their own.

    Raises:
        DocumentError: not a PDF, damaged, encrypted, or too long.
    """
    document = open_pdf(data, name)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise DocumentError(f"{name}: {count:,} pages; at most {MAX_PAGES:,} are read, so split the file")
        if not count:
            raise DocumentError(f"{name}: damaged, no page can be found; open it in a PDF viewer and save it again")
        for index in range(count):
            page = _read_page(document, index)
            if read_scan is not None and why_without_text(page) in (SCAN, UNMAPPED_FONTS):
                page = _read_scan(document, page, read_scan)
            yield page
    finally:
        document.close()


def why_without_text(page: RawPage) -> str:
    """The reason why a page has no text that can be used; empty where it has."""
    text = "".join(glyph.char for glyph in page.glyphs)
    return why_unreadable(text, page.garbled, page.guessed) if text.strip() else page.drawn


def _read_scan(document: pypdfium2.PdfDocument, page: RawPage, read_scan: ScanReader) -> RawPage:
    """The page as it reads on a picture of it; as it was where nothing can be read."""
    import pypdfium2

    try:
        picture, per_point = scan_of(document, page.number, page.width * page.height)
    except pypdfium2.PdfiumError:
        return page
    read = read_scan(picture, per_point, page.number + 1, len(document))
    if not read.glyphs:
        return page
    return page._replace(
        width=read.width,
        height=read.height,
        glyphs=read.glyphs,
        links=[],
        rules=read.rules,
        garbled=0,
        guessed=0.0,
        sure=read.sure,
    )


def scan_of(document: pypdfium2.PdfDocument, number: int, area: float) -> tuple[NDArray[np.uint8], float]:
    """A page as the picture that OCR reads, with its pixels a point; `area` is in square points.

    Raises:
        PdfiumError: the page is damaged.
    """
    per_point = min(SCANNED / 72, (_MOST_PIXELS / max(area, 1.0)) ** 0.5)
    opened = document[number]
    try:
        return opened.render(scale=per_point, rev_byteorder=True, draw_annots=False).to_numpy()[:, :, :3], per_point
    finally:
        opened.close()


def read_title(data: bytes, name: str) -> str:
    """The title in the document's properties; empty when there is none."""
    document = open_pdf(data, name)
    try:
        return str(document.get_metadata_value("Title")).strip()
    finally:
        document.close()


def open_pdf(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """The file, open; the caller closes it.

    Raises:
        DocumentError: not a PDF, damaged, or encrypted.
    """
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

    label = page_label(document, index)
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return RawPage(index, label, 0, 0, [], [], [], 0, 0.0, 0.0, DAMAGED)
    try:
        frame, found = read_text(page)
        links, rules, drawn = _read_links(document, page, frame), *_read_objects(page, frame)
        if found.outside and all(glyph.char.isspace() for glyph in found.glyphs):
            drawn = OUTSIDE
        signs = (found.garbled, found.guessed)
        return RawPage(index, label, *frame.size, found.glyphs, links, rules, *signs, frame.top, drawn)
    except pypdfium2.PdfiumError:
        return RawPage(index, label, 0, 0, [], [], [], 0, 0.0, 0.0, DAMAGED)
    finally:
        page.close()


def read_text(page: pypdfium2.PdfPage) -> tuple[Frame, PageText]:
    """A page's text, and the frame in which most of it stands upright.

    Raises:
        PdfiumError: the page is damaged.
    """
    frame = Frame(page.get_rotation() // 90 % 4, *_visible(page))
    text = page.get_textpage()
    try:
        found = read_glyphs(text, frame)
        if found.turned:
            frame = frame._replace(turn=(frame.turn + found.turned) % 4)
            found = read_glyphs(text, frame)
        return frame, found
    finally:
        text.close()


def _visible(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """What is shown of the sheet; all of it where the file's boxes contradict each other."""
    left, bottom, right, top = page.get_bbox()
    return (left, bottom, right, top) if left < right and bottom < top else page.get_mediabox()


def page_label(document: pypdfium2.PdfDocument, index: int) -> str:
    """The number that the file gives a page, or its place in the file."""
    try:
        return document.get_page_label(index).strip()[:20] or str(index + 1)
    except UnicodeDecodeError:
        return str(index + 1)


def _read_links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, frame: Frame) -> list[PageLink]:
    import pypdfium2.raw as raw

    links: list[PageLink] = []
    position, link, area = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while len(links) < _MAX_OBJECTS and raw.FPDFLink_Enumerate(page, position, link):
        target = _target(document, link)
        address = "" if target else _address(document, link)
        if (target or address) and raw.FPDFLink_GetAnnotRect(link, area):
            links.append(PageLink(*frame.box(area.left, area.bottom, area.right, area.top), target, address))
    return links


def _address(document: pypdfium2.PdfDocument, link: object) -> str:
    import pypdfium2.raw as raw

    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    address = ctypes.create_string_buffer(_MAX_ADDRESS)
    raw.FPDFAction_GetURIPath(document, action, address, _MAX_ADDRESS)
    return address.value.decode("utf-8", "replace")


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
    return Target(index, y.value) if index >= 0 and has_y.value else None


def _read_objects(page: pypdfium2.PdfPage, frame: Frame) -> tuple[list[Rule], str]:
    """Thin lines, and what a page without text is then: a scan or drawing, a form, or blank."""
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
    if count:
        return rules, SCAN
    return rules, FORM if raw.FPDFPage_GetAnnotCount(page) else ""
