"""A page of a PDF as a picture, with the boxes of what is to be marked on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from qa.errors import DocumentError
from qa.parse.limits import PICTURE_HEIGHT, PICTURE_WIDTH
from qa.parse.pdf.glyphs import Frame
from qa.parse.pdf.places import find_words
from qa.parse.pdf.reader import MAX_PAGES, open_pdf, page_label, read_text, scan_of
from qa.parse.png import encode_png
from qa.parse.printed_json import WantedPage
from qa.types.page_image import Box

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2
    from numpy.typing import NDArray

    ScanMarker = Callable[[NDArray[np.uint8], float, WantedPage], tuple[bytes, list[Box]]]
    """From a picture, its pixels a point and what is wanted of it: the page as PNG, with its marks."""

_MOST_ALIKE = 50
"""Pages of one label that are looked at."""
_SURE = 0.9
"""Share of the characters of its lines by which a page is known among those of the same label."""
_LARGEST = 8.0
"""Pixels a point: a stamp is not drawn as large as a page."""


class _Look(NamedTuple):
    """A page, its frame, the boxes in it, and how much of the lines it shows."""

    number: int
    frame: Frame
    turned: int
    """Quarters by which it is turned further than the file says, so that its text stands upright."""
    boxes: list[Box]
    share: float


def draw_page(
    data: bytes, name: str, wanted: WantedPage, mark_scan: ScanMarker | None = None
) -> tuple[bytes, list[Box]]:
    """The page as PNG, and the marks on it as shares of its width and height; `mark_scan` marks it where OCR read it.

    Raises:
        DocumentError: the file cannot be opened, has no such page, or several that cannot be told apart.
    """
    import pypdfium2

    document = open_pdf(data, name)
    try:
        look = _find_page(document, name, wanted)
        if mark_scan is not None:
            width, height = look.frame.size
            return mark_scan(*scan_of(document, look.number, width * height), wanted)
        pixels = _render(document, look)
    # Of a page whose visible part lies beside it, the library says that by a ValueError.
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise DocumentError(f"{name}: page {wanted.label} is damaged and cannot be drawn") from error
    finally:
        document.close()
    width, height = look.frame.size
    boxes = [_within(left / width, top / height, right / width, low / height) for left, top, right, low in look.boxes]
    return encode_png(pixels), boxes


def _find_page(document: pypdfium2.PdfDocument, name: str, wanted: WantedPage) -> _Look:
    """The page of that label; of several, the one that shows the lines."""
    labelled = [i for i in range(min(len(document), MAX_PAGES)) if page_label(document, i) == wanted.label]
    best: _Look | None = None
    for index in labelled[:_MOST_ALIKE]:
        look = _look(document, index, wanted)
        if best is None or look.share > best.share:
            best = look
        if best.share > _SURE:
            break
    if best is None:
        raise DocumentError(f"{name}: it has no page {wanted.label}; build the index again")
    if len(labelled) > 1 and best.share < _SURE:
        raise DocumentError(
            f"{name}: {len(labelled)} of its pages are called {wanted.label}, and none surely holds this"
        )
    return best


def _look(document: pypdfium2.PdfDocument, index: int, wanted: WantedPage) -> _Look:
    page = document[index]
    try:
        frame, text = read_text(page)
        turned = (frame.turn - page.get_rotation() // 90) % 4
    finally:
        page.close()
    found = [find_words(line, text.glyphs) for line in wanted.lines]
    share = sum(line.share for line in found) / max(len(found), 1)
    return _Look(index, frame, turned, [line.box for line in found], share)


def _render(document: pypdfium2.PdfDocument, look: _Look) -> NDArray[np.uint8]:
    width, height = look.frame.size
    scale = min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height, _LARGEST)
    page = document[look.number]
    try:
        bitmap = page.render(scale=scale, rotation=90 * look.turned, rev_byteorder=True)
        return bitmap.to_numpy()[:, :, :3].copy() if bitmap.n_channels >= 3 else _grey(bitmap.to_numpy())
    finally:
        page.close()


def _grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return pixels.reshape(*pixels.shape[:2], 1).repeat(3, axis=2)


def _within(*sides: float) -> Box:
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in sides)
    return left, top, right, bottom
