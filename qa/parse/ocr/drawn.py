"""A page of a picture file as it was read, upright and level, with the boxes of what is to be marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.errors import DocumentError
from qa.parse.limits import PICTURE_HEIGHT, PICTURE_WIDTH
from qa.parse.ocr.pages import read_line_again, upright
from qa.parse.ocr.pictures import read_pictures
from qa.parse.pdf.places import find_words
from qa.parse.pdf.shapes import Glyph
from qa.parse.png import encode_png
from qa.parse.printed_json import WantedLine, WantedPage
from qa.parse.scanned import MISSING, is_installed
from qa.types.page_image import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]


def draw_scan(data: bytes, name: str, wanted: WantedPage) -> tuple[bytes, list[Box]]:
    """The page as PNG, and the marks on it as shares of its width and height.

    Raises:
        DocumentError: it is damaged, has no such page, or OCR is not installed.
    """
    if not is_installed():
        raise DocumentError(f"{name}: a picture; {MISSING}")
    for number, (picture, per_point, _) in enumerate(read_pictures(data, name), start=1):
        if str(number) == wanted.label:
            return mark_scan(picture, per_point, wanted)
    raise DocumentError(f"{name}: it has no page {wanted.label}; build the index again")


def mark_scan(picture: Picture, per_point: float, wanted: WantedPage) -> tuple[bytes, list[Box]]:
    """A picture as it was read, as PNG, and the marks on it; lines of which only some words are marked are read again for them."""
    level = upright(picture)
    height, width = (side / per_point for side in level.shape[:2])
    found = (find_words(line, _printed(level, per_point, line)).box for line in wanted.lines)
    boxes = [_within(left / width, top / height, right / width, low / height) for left, top, right, low in found]
    return encode_png(_small(level)), boxes


def _printed(level: Picture, per_point: float, line: WantedLine) -> list[Glyph]:
    whole = not line.text[: line.start].strip() and not line.text[line.end :].strip()
    return [] if whole else read_line_again(level, per_point, line.box)


def _small(picture: Picture) -> Picture:
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    factor = min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height, 1.0)
    size = max(int(width * factor), 1), max(int(height * factor), 1)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _within(*sides: float) -> Box:
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in sides)
    return left, top, right, bottom
