"""The pages on which a quote is printed, drawn in the parsing process, which a hostile file may crash without harm to ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby, pairwise
from math import isfinite
from pathlib import Path

from qa.errors import DocumentError
from qa.parse.children import ask_child
from qa.parse.limits import (
    MOST_PICTURE,
    PICTURE_HEIGHT,
    PICTURE_SECONDS,
    PICTURE_WALL,
    PICTURE_WIDTH,
    SCAN_SECONDS,
    SCAN_WALL,
)
from qa.parse.png import png_size
from qa.parse.printed_json import WantedLine, WantedPage, wanted_to_fields
from qa.parse.replies import read_failure, reason_for
from qa.parse.scanned import PICTURES
from qa.types.document import Document, Span
from qa.types.page_image import Box, PageImage

_MOST_LINES = 300
"""Of a page."""


def wanted_pages(document: Document, span: Span) -> tuple[WantedPage, ...]:
    """The pages on which a stretch of a document is printed, with its lines; none where the file's format has no pages."""
    pages = (
        WantedPage(label, tuple(line for *_, line in lines)[:_MOST_LINES], scanned)
        for (label, scanned), lines in groupby(_lines(document, span), key=lambda found: found[:2])
    )
    return tuple(pages)


def _lines(document: Document, span: Span) -> Iterator[tuple[str, bool, WantedLine]]:
    starts = [*(place.at for place in document.places), len(document.text)]
    for place, (start, end) in zip(document.places, pairwise(starts), strict=True):
        first, last = max(start, span.start), min(end, span.end)
        if place.page is None or place.box is None or not document.text[first:last].strip():
            continue
        line = WantedLine(place.box, document.text[start:end], first - start, last - start)
        yield place.page, place.sure is not None, line


def draw_printed(data: bytes, name: str, wanted: WantedPage) -> PageImage:
    """A page of the file as a picture, and the boxes of what is to be marked on it.

    Raises:
        DocumentError: it cannot be drawn, or not in the time, memory and size that it may take.
    """
    is_scan = wanted.scanned or Path(name).suffix.lower() in PICTURES
    request: dict[str, object] = {
        "name": name,
        "doc_id": "",
        "encoding": None,
        "folder": None,
        "stall": SCAN_SECONDS if is_scan else PICTURE_SECONDS,
        "sources": False,
        "printed": wanted_to_fields(wanted),
    }
    failure, picture, boxes = ask_child(data, name, request, SCAN_WALL if is_scan else PICTURE_WALL)
    if failure:
        raise read_failure(failure, name)
    try:
        return _checked(wanted, picture, json.loads(boxes))
    except (ValueError, TypeError, RecursionError) as error:
        raise DocumentError(f"{name}: {reason_for('what it gave back is no picture')}") from error


def _checked(wanted: WantedPage, picture: bytes, boxes: list[list[float]]) -> PageImage:
    width, height = png_size(picture)
    # One pixel more, where a side is rounded up.
    if not (0 < width <= PICTURE_WIDTH + 1 and 0 < height <= PICTURE_HEIGHT + 1 and len(picture) <= MOST_PICTURE):
        raise ValueError("a picture of another size")
    if len(boxes) != len(wanted.lines):
        raise ValueError("other marks than were asked for")
    return PageImage(wanted.label, picture, width, height, tuple(_scaled(box, width, height) for box in boxes))


def _scaled(box: list[float], width: int, height: int) -> Box:
    left, top, right, bottom = (float(side) for side in box)
    if not all(isfinite(side) and 0 <= side <= 1 for side in (left, top, right, bottom)):
        raise ValueError("a mark outside of the page")
    return round(left * width, 1), round(top * height, 1), round(right * width, 1), round(bottom * height, 1)
