"""A picture of a page → glyphs and rules in points, and how sure the reading is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.ocr.engine import LineBox, ReadText, find_strips, read_strip
from qa.parse.ocr.ink import Ink, find_rules, look_at
from qa.parse.ocr.sizes import in_few_sizes
from qa.parse.ocr.strips import Sign, find_signs
from qa.parse.pdf.shapes import SPACE, Glyph, Rule
from qa.types.page_image import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_CAPITAL = 0.7
"""Height of a capital letter, in sizes of its type."""
_ASKEW = 0.004
"""Slope of the lines from which a page is put straight."""
_TELLING = 6
"""Lines by which it is told whether a page is upside down, where it is not read as a whole."""
_DOUBTFUL = 0.75
"""Confidence below which a page is looked at upside down."""
_ROOM = 0.4
"""Heights of a capital around a line, within which its descenders and accents are."""
_STOOD = 1.5
"""So much higher than wide are lines of a page that lies on its side."""


@dataclass(slots=True)
class ReadPage:
    """A page as it was read."""

    width: float
    """In points, of the page as it was turned to be read."""
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    sure: float = 0.0
    """Mean confidence of its characters, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Line:
    signs: list[Sign]
    box: LineBox
    ink: Ink
    sure: float


def read_page(picture: Picture, per_point: float) -> ReadPage:
    """Read a picture, RGB, that has `per_point` pixels a point; turned round where it reads better so."""
    import numpy as np

    boxes = find_strips(picture)
    if _lies_on_side(boxes):
        picture = np.ascontiguousarray(np.rot90(picture))
        boxes = find_strips(picture)
    picture, boxes = _straight(picture, boxes)
    lines = _read(picture, boxes)
    sure = _sure(lines)
    if lines and sure < _DOUBTFUL:
        turned = np.ascontiguousarray(np.rot90(picture, 2))
        others = _read(turned, find_strips(turned))
        if _sure(others) > sure:
            picture, lines, sure = turned, others, _sure(others)
    height, width = picture.shape[:2]
    page = ReadPage(width / per_point, height / per_point, sure=sure)
    page.rules = [Rule(x0 / per_point, x1 / per_point, y / per_point) for x0, x1, y in find_rules(picture, per_point)]
    for line in lines:
        page.glyphs += _glyphs(line, round(line.ink.capital / _CAPITAL / per_point, 1), per_point)
    return page


def read_line_again(picture: Picture, per_point: float, box: Box) -> list[Glyph]:
    """The characters of a line of an upright picture: `box` goes from the top of its capitals to its baseline."""
    left, top, right, base = (side * per_point for side in box)
    high = base - top
    height, width = picture.shape[:2]
    strip = LineBox(
        max(int(left - _ROOM * high), 0),
        max(int(top - _ROOM * high), 0),
        min(int(right + _ROOM * high), width),
        min(int(base + _ROOM * high), height),
        0.0,
    )
    return [
        glyph for line in _read(picture, [strip]) for glyph in _glyphs(line, high / per_point / _CAPITAL, per_point)
    ]


def upright(picture: Picture) -> Picture:
    """A picture as `read_page` turns it; of a page that may be upside down, only the longest lines are read."""
    import numpy as np

    boxes = find_strips(picture)
    if _lies_on_side(boxes):
        picture = np.ascontiguousarray(np.rot90(picture))
        boxes = find_strips(picture)
    picture, boxes = _straight(picture, boxes)
    sure = _sure(_read(picture, _longest(boxes)))
    if boxes and sure < _DOUBTFUL:
        turned = np.ascontiguousarray(np.rot90(picture, 2))
        if _sure(_read(turned, _longest(find_strips(turned)))) > sure:
            return turned
    return picture


def _longest(boxes: Sequence[LineBox]) -> list[LineBox]:
    return sorted(boxes, key=lambda box: box.x0 - box.x1)[:_TELLING]


def _lies_on_side(boxes: Sequence[LineBox]) -> bool:
    high = sum(b.bottom - b.top for b in boxes if b.bottom - b.top > _STOOD * (b.x1 - b.x0))
    wide = sum(b.x1 - b.x0 for b in boxes if b.bottom - b.top <= _STOOD * (b.x1 - b.x0))
    return high > 2 * wide


def _straight(picture: Picture, boxes: list[LineBox]) -> tuple[Picture, list[LineBox]]:
    """The page with level lines."""
    import cv2
    import numpy as np

    long = [b for b in boxes if b.x1 - b.x0 > 0.25 * picture.shape[1]]
    slope = float(np.median([b.slope for b in long])) if len(long) > 2 else 0.0
    if abs(slope) < _ASKEW:
        return picture, boxes
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(np.arctan(slope))), 1.0)
    white = (255, 255, 255)
    turned = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=white)
    level = np.asarray(turned, dtype=np.uint8)
    return level, find_strips(level)


def _read(picture: Picture, boxes: Sequence[LineBox]) -> list[_Line]:
    import numpy as np

    found: list[tuple[LineBox, ReadText, Ink]] = []
    for box in boxes:
        strip = np.ascontiguousarray(picture[box.top : box.bottom, box.x0 : box.x1])
        if min(strip.shape[:2]) < 6:
            continue
        read, ink = read_strip(strip), look_at(strip)
        if read is not None and ink is not None:
            found.append((box, read, ink))
    inks = in_few_sizes([ink for *_, ink in found])
    lines = (_Line(find_signs(read, ink), box, ink, read.sure) for (box, read, _), ink in zip(found, inks, strict=True))
    return [line for line in lines if line.signs]


def _sure(lines: Sequence[_Line]) -> float:
    count = sum(len(line.signs) for line in lines)
    return sum(line.sure * len(line.signs) for line in lines) / count if count else 0.0


def _glyphs(line: _Line, size: float, per_point: float) -> list[Glyph]:
    left, upper = line.box.x0, line.box.top
    base = (upper + line.ink.base) / per_point
    found = []
    for sign in line.signs:
        if sign.char == " ":
            found.append(SPACE)
            continue
        x0, x1 = (left + sign.x0) / per_point, (left + sign.x1) / per_point
        if sign.raised:
            top, bottom = (upper + sign.top) / per_point, (upper + sign.bottom) / per_point
            found.append(Glyph(sign.char, x0, x1, bottom, top, bottom, (bottom - top) / _CAPITAL, False))
        else:
            found.append(Glyph(sign.char, x0, x1, base, base - _CAPITAL * size, base, size, False))
    return [*found, SPACE]
