"""Fragments of a page → regions in reading order: full-width bands and, between them, columns from left to right."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from qa.parse.pdf.fragments import Fragment

_STEP, _PLACES = 2.0, 500
"""Gutters are looked for at every second point, or at so many places of a page that is very wide."""
_MIN_LINES = 6
_DEEPEST = 3
"""Cuts inside cuts: more than layouts have."""
_TALL = 20
"""Lines of what is a page's column rather than a table or a box in one."""


def find_regions(
    fragments: Sequence[Fragment], known: Sequence[float] = ()
) -> tuple[list[list[Fragment]], tuple[float, ...]]:
    """The page cut at its gutters, each region from top to bottom, and its main gutters; one column is one region.

    `known` are the gutters of the page before: a last page has too little in its right columns to show them.
    """
    regions: list[list[Fragment]] = []
    gutters: list[float] = []
    waiting = [(sorted(fragments, key=lambda f: (f.base, f.x0)), 0)]
    while waiting:
        part, depth = waiting.pop()
        # Cuts nest: of three columns the second cut parts two, and a table or a box inside a column has gutters of its own.
        gutter = (_find_gutter(part) or _still(part, known, depth)) if depth < _DEEPEST else None
        if depth == 0 and (gutter is None or all(abs(gutter - other) > _STEP for other in known)):
            known = ()
        if gutter is None:
            if part:
                regions.append(part)
            continue
        if depth == 0 or len(part) >= _TALL:
            gutters.append(gutter)
        bands = _bands(part, gutter)
        waiting.extend((band, depth + 1 if cut else _DEEPEST) for band, cut in reversed(bands))
    return regions, tuple(gutters)


def _find_gutter(part: Sequence[Fragment], depth: int = 0) -> float | None:
    """The middle of the widest strip that has lines on both sides and hardly any across."""
    wide = [f for f in part if f.x1 - f.x0 > 3 * f.size]
    if len(wide) < 2 * _MIN_LINES:
        return None
    starts, ends = sorted(f.x0 for f in wide), sorted(f.x1 for f in wide)
    first, last = starts[len(starts) // 20], ends[-1 - len(ends) // 20]
    # Lines may cross a gutter (a title, a figure): the strip with the fewest crossings wins, if at most a fifth cross it.
    best: list[float] = []
    best_cost = 0.2 * len(wide)
    step = max(_STEP, (last - first) / _PLACES)
    x = first + 0.2 * (last - first)
    while x < first + 0.8 * (last - first):
        left, right = bisect_right(ends, x), len(starts) - bisect_left(starts, x)
        crossing = len(wide) - left - right
        if min(left, right) >= max(_MIN_LINES, 0.2 * len(wide)) and crossing <= best_cost:
            best = [x] if crossing < best_cost else [*best, x]
            best_cost = crossing
        x += step
    if not best:
        return None
    gutter = _widest_strip(best, step)
    return gutter if _are_columns(wide, gutter, first, last, depth) else None


def _still(part: Sequence[Fragment], known: Sequence[float], depth: int) -> float | None:
    """A gutter of the page before, where this page keeps it clear."""
    for gutter in known:
        across = sum(f.x0 < gutter - 4 and f.x1 > gutter + 4 for f in part)
        left, right = (sum(side) for side in ((f.x1 <= gutter for f in part), (f.x0 >= gutter for f in part)))
        if across <= 0.2 * len(part) and (depth == 0 or min(left, right) > across):
            return gutter
    return None


def _widest_strip(places: Sequence[float], step: float) -> float:
    strips: list[list[float]] = []
    for x in places:
        if strips and x - strips[-1][-1] <= 1.5 * step:
            strips[-1].append(x)
        else:
            strips.append([x])
    widest = max(strips, key=len)
    return (widest[0] + widest[-1]) / 2


def _are_columns(wide: Sequence[Fragment], gutter: float, first: float, last: float, depth: int) -> bool:
    """Columns of running text: lines on each side fill it, or columns of its own do, and the sides overlap in height."""
    sides = [[f for f in wide if f.x1 <= gutter], [f for f in wide if f.x0 >= gutter]]
    for side, width in zip(sides, (gutter - first, last - gutter), strict=True):
        lengths = sorted(f.x1 - f.x0 for f in side)
        # A column may hold a table of contents, with many short lines, below its text.
        filled = lengths[int(0.7 * len(lengths))] >= 0.6 * width
        if not filled and (depth > 1 or _find_gutter(side, depth + 1) is None):
            return False
    (a, b), (c, d) = ((min(f.base for f in side), max(f.base for f in side)) for side in sides)
    return min(b, d) - max(a, c) > 0.3 * min(b - a, d - c)


def _bands(part: Sequence[Fragment], gutter: float) -> list[tuple[list[Fragment], bool]]:
    """Regions of a part that is cut at a gutter, and whether each may be cut again."""
    across = {id(f) for f in part if f.x0 < gutter - 4 and f.x1 > gutter + 4}
    heights = sorted(f.base for f in part if id(f) in across)
    bands: list[tuple[list[Fragment], bool]] = []
    full: list[Fragment] = []
    left: list[Fragment] = []
    right: list[Fragment] = []
    for fragment in part:
        middle = fragment.base - 0.3 * fragment.size
        beside = bisect_left(heights, middle - 0.5 * fragment.size) < bisect_right(
            heights, middle + 0.9 * fragment.size
        )
        if id(fragment) in across or (beside and fragment.x1 - fragment.x0 < 3 * fragment.size):
            bands += [(side, True) for side in (left, right) if side]
            left, right = [], []
            full.append(fragment)
        else:
            if full:
                bands.append((full, False))
                full = []
            (left if (fragment.x0 + fragment.x1) / 2 < gutter else right).append(fragment)
    return [*bands, *((side, cut) for side, cut in ((full, False), (left, True), (right, True)) if side)]
