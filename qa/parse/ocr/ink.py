"""The ink of a line → its baseline, the height of its capitals, and what stands raised above it; and a page's thin rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_RISE = 0.2
"""Of a capital's height: the ink of a raised digit ends so far above the baseline."""
_LEAST, _MOST = 0.4, 0.82
"""Heights of a raised digit, in capitals; quotation marks are lower."""
_NEXT = 0.4
"""The same: the widest gap within a raised number."""
_RULE = 30.0
"""Points of a rule's length."""


@dataclass(frozen=True, slots=True)
class Blot:
    """A connected bit of ink, in the strip's pixels."""

    x0: int
    top: int
    x1: int
    bottom: int
    parts: tuple[int, ...]
    """Its numbers in the map of the strip."""

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Ink:
    """A line's ink."""

    blots: tuple[Blot, ...]
    base: float
    """The baseline's height in the strip."""
    capital: float
    """The height of a capital letter; of a short line that has none, of what is highest."""
    small: float
    """The height of a letter without a stem; of a line of capitals, of these."""
    letters: int
    """How many letters were measured."""
    labels: NDArray[np.int32]
    """The map of the strip: for each dot, the number of the bit of ink that it belongs to."""


def look_at(strip: Picture) -> Ink | None:
    """The ink of a strip with one line; None where it has next to none."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high = strip.shape[0]
    blots = []
    for number in range(1, count):
        x, y, wide, tall, area = (int(n) for n in stats[number])
        # Specks; and what reaches in from the lines above and below.
        stranger = (y <= 1 or y + tall >= high - 1) and tall < 0.25 * high
        if area >= 6 and not stranger and wide < 20 * high:
            blots.append(Blot(x, y, x + wide, y + tall, (number,)))
    letters = [b for b in blots if b.height > 0.2 * high]
    if not letters:
        return None
    bottoms = np.array([b.bottom for b in letters])
    # By their heights: in a line of two capitals and a raised number, the number's digits are more.
    base = _mode(bottoms, np.array([b.height for b in letters]), 0.05 * high)
    standing = [b for b in letters if abs(b.bottom - base) < 0.1 * high]
    base = float(np.median([b.bottom for b in standing]))
    heights = [base - b.top for b in standing]
    capital = float(np.percentile(heights, 90))
    if capital < 4:
        return None
    return Ink(
        tuple(_merged(blots)),
        base,
        capital,
        float(np.percentile(heights, 35)),
        len(standing),
        np.asarray(labels, dtype=np.int32),
    )


def find_raised(ink: Ink) -> tuple[tuple[Blot, ...], ...]:
    """What stands raised above the line, neighbours together, from left to right."""
    found: list[list[Blot]] = []
    for blot in ink.blots:
        if not _is_raised(blot, ink.base, ink.capital):
            continue
        if found and blot.x0 - found[-1][-1].x1 < _NEXT * ink.capital:
            found[-1].append(blot)
        else:
            found.append([blot])
    return tuple(tuple(group) for group in found)


def cut_out(ink: Ink, group: tuple[Blot, ...]) -> Picture:
    """A picture of raised ink alone, black on white, as high as a line."""
    import cv2
    import numpy as np

    parts = [part for blot in group for part in blot.parts]
    x0, x1 = min(b.x0 for b in group), max(b.x1 for b in group)
    top, bottom = min(b.top for b in group), max(b.bottom for b in group)
    mask = np.isin(ink.labels[top:bottom, x0:x1], parts)
    alone = np.where(mask, 0, 255).astype(np.uint8)
    scale = 34 / max(bottom - top, 1)
    larger = cv2.resize(alone, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    framed = np.asarray(cv2.copyMakeBorder(larger, 9, 9, 14, 14, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8)
    return np.ascontiguousarray(np.repeat(framed[:, :, None], 3, axis=2))


def find_rules(picture: Picture, per_point: float) -> list[tuple[float, float, float]]:
    """Thin horizontal lines: left, right and height, in pixels."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    dark = cv2.threshold(grey, 160, 255, cv2.THRESH_BINARY_INV)[1]
    long = cv2.getStructuringElement(cv2.MORPH_RECT, (max(int(_RULE * per_point), 3), 1))
    rows = cv2.morphologyEx(dark, cv2.MORPH_OPEN, long)
    count, _, stats, _ = cv2.connectedComponentsWithStats(rows, connectivity=8)
    found = [tuple(int(n) for n in stats[number][:4]) for number in range(1, min(count, 500))]
    return [(x, x + wide, y + tall / 2) for x, y, wide, tall in found if tall < 3 * per_point]


def _mode(values: NDArray[np.int64], weights: NDArray[np.int64], near: float) -> float:
    """The value that most others are near to, by their weights."""
    import numpy as np

    counts = [weights[np.abs(values - value) <= near].sum() for value in values]
    return float(values[int(np.argmax(counts))])


def _is_raised(blot: Blot, base: float, capital: float) -> bool:
    return (
        base - blot.bottom > _RISE * capital
        and _LEAST * capital < blot.height < _MOST * capital
        and base - blot.top > 0.75 * capital
        and blot.x1 - blot.x0 < 1.2 * capital
    )


def _merged(blots: list[Blot]) -> list[Blot]:
    """Bits that stand above each other as one: the dot of an i, the rings of a per cent sign."""
    found: list[Blot] = []
    for blot in sorted(blots, key=lambda b: b.x0):
        last = found[-1] if found else None
        if last and min(last.x1, blot.x1) - max(last.x0, blot.x0) > 0.3 * min(last.x1 - last.x0, blot.x1 - blot.x0):
            found[-1] = Blot(
                min(last.x0, blot.x0),
                min(last.top, blot.top),
                max(last.x1, blot.x1),
                max(last.bottom, blot.bottom),
                (*last.parts, *blot.parts),
            )
        else:
            found.append(blot)
    return found
