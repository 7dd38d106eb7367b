"""Glyphs in the file's order → fragments: stretches on one baseline without a wide gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.parse.pdf.direction import holds_rightward
from qa.parse.pdf.shapes import Glyph

WIDE_GAP = 1.6
"""In sizes of the type: a gap wider than any between two words of a justified line."""

_NEXT = 0.8
"""The same between bits of a line: less than any gutter."""


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """A stretch of glyphs; `base` and `size` are those of most of its characters."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    base: float
    size: float
    order: int = 0
    """Its place in the file's order."""
    initial: int = 0
    """How many of its first characters were set large beside the lines."""

    @property
    def top(self) -> float:
        """The line's upper edge, whatever letters stand in it."""
        return self.base - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """The line's lower edge."""
        return self.base + 0.25 * self.size


def find_fragments(glyphs: Sequence[Glyph], *, rightward: bool = False) -> list[Fragment]:
    """Fragments in the file's order; spaces at their ends are dropped.

    `rightward`: some of it is written from right to left, which files do not keep in order.
    """
    fragments: list[Fragment] = []
    run: list[Glyph] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.char.isspace():
            if run:
                run.append(glyph)
            continue
        if last and not _adjoins(last, glyph) and _apart(last, glyph):
            _close(run, fragments)
            run = []
        run.append(glyph)
        last = glyph
    _close(run, fragments)
    if rightward:
        return _joined(fragments)
    return [replace(fragment, order=i) for i, fragment in enumerate(fragments)]


def _joined(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Neighbours on one baseline as one: writing from right to left comes in bits, in any order."""
    found: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: (round(f.base), f.x0)):
        last = found[-1] if found else None
        if last and _are_next(last, fragment) and (_is_rightward(last) or _is_rightward(fragment)):
            found.pop()
            _close([*last.glyphs, *fragment.glyphs], found)
        else:
            found.append(fragment)
    return found


def _are_next(left: Fragment, right: Fragment) -> bool:
    size = max(left.size, right.size)
    return abs(left.base - right.base) < 0.15 * size and right.x0 - left.x1 < _NEXT * size


def _is_rightward(fragment: Fragment) -> bool:
    return holds_rightward("".join(glyph.char for glyph in fragment.glyphs))


def _adjoins(last: Glyph, glyph: Glyph) -> bool:
    """True, at little cost, for most neighbours: on one baseline, in one size, with no gap."""
    size = glyph.size
    near = -size < glyph.x0 - last.x1 < size
    return near and glyph.base == last.base and size == last.size and size >= 1.0


def _apart(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size, 1.0)
    gap = glyph.x0 - last.x1
    rise = abs(glyph.base - last.base)
    if rise > 0.55 * size or gap > WIDE_GAP * size or gap < -1.2 * size:
        return True
    # A drop cap, and the line that it heads.
    return rise > 0.5 * glyph.size and last.size > 1.6 * glyph.size and last.char.isupper()


def _close(run: list[Glyph], fragments: list[Fragment]) -> None:
    while run and run[-1].char.isspace():
        run.pop()
    if run:
        fragments.append(make_fragment(tuple(run)))


def make_fragment(glyphs: Sequence[Glyph], order: int = 0) -> Fragment:
    """A fragment of glyphs, some of which are no spaces."""
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
    size = most_common([glyph.size for glyph in inked])
    base = most_common([glyph.base for glyph in inked if abs(glyph.size - size) < 0.1])
    left, right = min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked)
    return Fragment(tuple(glyphs), left, right, base, size, order)


def most_common(values: Sequence[float]) -> float:
    """The most frequent value, to a tenth of a point."""
    exact = Counter(values)
    if len(exact) == 1:
        return round(values[0], 1)
    rounded: Counter[float] = Counter()
    for value, count in exact.items():
        rounded[round(value, 1)] += count
    return rounded.most_common(1)[0][0]
