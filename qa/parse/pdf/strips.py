"""White strips down a page: fragments that run over one are cut there, where a file is written row by row over its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise

from qa.parse.pdf.fragments import Fragment, make_fragment

_GAP = 0.5
"""In sizes of the type: wider than most spaces."""
_BIN = 2.0
_MIN_GAPS = 6
_SHARE = 0.6
"""Of the lines that reach over a place, those that leave it white."""
_WORDS = 12
"""Letters of a piece that is a line of text rather than a table's cell."""
_MOST_BINS = 5000


def cut_at_strips(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The fragments, cut where line after line has a gap at the same place."""
    gaps = {i: found for i, fragment in enumerate(fragments) if (found := _gaps(fragment))}
    if len(gaps) < _MIN_GAPS:
        return list(fragments)
    strips = _strips(fragments, [gap for found in gaps.values() for gap in found])
    if not strips:
        return list(fragments)
    cut: list[Fragment] = []
    letters: list[int] = []
    for i, fragment in enumerate(fragments):
        places = [at for at, left, right in gaps.get(i, ()) if any(left < x < right for x in strips)]
        pieces = _pieces(fragment, places) if places else [fragment]
        letters += [sum(glyph.char.isalpha() for glyph in piece.glyphs) for piece in pieces if places]
        cut += pieces
    # The cells of a table stand in columns, too, but are read row by row.
    is_text = bool(letters) and sorted(letters)[len(letters) // 3] >= _WORDS
    return cut if is_text else list(fragments)


def _gaps(fragment: Fragment) -> list[tuple[int, float, float]]:
    """Where a fragment's gaps are: index of the glyph after each, left and right edge."""
    found: list[tuple[int, float, float]] = []
    right = None
    for i, glyph in enumerate(fragment.glyphs):
        if glyph.char.isspace():
            continue
        if right is not None and glyph.x0 - right > _GAP * fragment.size:
            found.append((i, right, glyph.x0))
        right = glyph.x1
    return found


def _strips(fragments: Sequence[Fragment], gaps: Sequence[tuple[int, float, float]]) -> list[float]:
    """Places that many gaps share and few words cross."""
    if max(fragment.x1 for fragment in fragments) > _BIN * _MOST_BINS:
        return []
    white, reach = defaultdict[int, int](int), defaultdict[int, int](int)
    for edges, counts in (
        (((left, right) for _, left, right in gaps), white),
        (((fragment.x0, fragment.x1) for fragment in fragments), reach),
    ):
        for left, right in edges:
            counts[round(left / _BIN) + 1] += 1
            counts[max(round(right / _BIN), round(left / _BIN) + 1)] -= 1
    bins = range(min(reach), max(reach) + 1)
    levels = zip(bins, accumulate(white[i] for i in bins), accumulate(reach[i] for i in bins), strict=True)
    return [_BIN * (i + 0.25) for i, open_, over in levels if open_ >= _MIN_GAPS and open_ >= _SHARE * over]


def _pieces(fragment: Fragment, places: Sequence[int]) -> list[Fragment]:
    edges = [0, *places, len(fragment.glyphs)]
    return [make_fragment(fragment.glyphs[a:b], fragment.order) for a, b in pairwise(edges)]
