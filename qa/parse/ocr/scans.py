"""Scans in documents: what reads a PDF's pages without text, and a picture file as a document of its own."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from qa.errors import DocumentError
from qa.parse.limits import MOST_SCANS
from qa.parse.ocr.pages import ReadPage, read_page
from qa.parse.ocr.pictures import read_pictures
from qa.parse.pdf.document import build_document
from qa.parse.pdf.reader import SCAN, RawPage
from qa.parse.scanned import MISSING, is_installed
from qa.types.document import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.parse.pdf.reader import ScanReader

    Picture = NDArray[np.uint8]

_MOST_KEPT = 400
"""Pages whose reading is kept in this process: a file that is looked at, added and indexed is read three times."""
_kept: OrderedDict[bytes, ReadPage] = OrderedDict()


def scan_reader(on_scan: Callable[[int, int], None]) -> ScanReader | None:
    """What reads pictures of pages; None where OCR is not installed."""
    if not is_installed():
        return None

    read_pages = 0

    def read(picture: Picture, per_point: float, number: int, count: int) -> ReadPage:
        nonlocal read_pages
        read_pages += 1
        if read_pages > MOST_SCANS:
            return ReadPage(0, 0)
        return _read_once(picture, per_point, lambda: on_scan(number, count))

    return read


def parse_picture(
    data: bytes, name: str, doc_id: str, on_page: Callable[[], None], on_scan: Callable[[int, int], None]
) -> Document:
    """The document that a picture of pages shows.

    Raises:
        DocumentError: it is damaged or too large, shows no text, or OCR is not installed.
    """
    if not is_installed():
        raise DocumentError(f"{name}: a picture; {MISSING}")
    return build_document(_pages(data, name, on_scan), name, doc_id, on_page, with_ocr=True)


def _pages(data: bytes, name: str, on_scan: Callable[[int, int], None]) -> Iterator[RawPage]:
    for number, (picture, per_point, count) in enumerate(read_pictures(data, name)):
        read = _read_once(picture, per_point, partial(on_scan, number + 1, count))
        yield RawPage(
            number, str(number + 1), read.width, read.height, read.glyphs, [], read.rules, 0, 0.0, 0.0, SCAN, read.sure
        )


def _read_once(picture: Picture, per_point: float, on_scan: Callable[[], None]) -> ReadPage:
    key = hashlib.sha256(f"{picture.shape} {per_point}".encode() + picture.tobytes()).digest()
    if key not in _kept:
        on_scan()
        _kept[key] = read_page(picture, per_point)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return _kept[key]
