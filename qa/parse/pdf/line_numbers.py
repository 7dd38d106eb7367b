"""Line numbers beside the text, as on pleading paper and in transcripts: found by their regular steps, and left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from qa.parse.pdf.shapes import Glyph

_ENOUGH = 8
"""Numbers on a page that make a column of line numbers."""
_EDGE = 3.0
"""Points by which numbers of one column may be out of line."""
_WIDEST = 25.0
"""Points that numbers take beside the text."""
_LONG = 0.7
"""Of the page's height: paper that is numbered beforehand has numbers down to its foot, however little stands on it."""
_DIGITS = frozenset("0123456789")
_STEPS = (1, 2, 4, 5, 10)


class _Number(NamedTuple):
    value: int
    glyphs: tuple[Glyph, ...]

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def base(self) -> float:
        return self.glyphs[0].base


class Numbering(NamedTuple):
    """A column of line numbers: the first and the last, and where it stands."""

    first: int
    last: int
    x1: float
    base: float

    def is_like(self, other: Numbering) -> bool:
        """True for the same numbers at the same place."""
        near = abs(self.x1 - other.x1) < _EDGE and abs(self.base - other.base) < _EDGE
        return near and (self.first, self.last) == (other.first, other.last)


def without_line_numbers(
    glyphs: list[Glyph], height: float, before: Numbering | None = None
) -> tuple[list[Glyph], Numbering | None]:
    """The glyphs of a page of that height without the numbers that only count its lines, and these numbers.

    `before` are those of the page before.
    """
    numbers = _numbers(glyphs)
    if len(numbers) < _ENOUGH:
        return glyphs, None
    column = _leftmost(numbers)
    if len(column) < _ENOUGH or not _is_regular(column):
        return glyphs, None
    found = Numbering(column[0].value, column[-1].value, max(number.x1 for number in column), column[0].base)
    dropped = {id(glyph) for number in column for glyph in number.glyphs}
    text = [glyph for glyph in glyphs if glyph.size and id(glyph) not in dropped and not glyph.char.isspace()]
    if not (before and found.is_like(before)) and not _are_line_numbers(column, found.x1, text, height):
        return glyphs, None
    return [glyph for glyph in glyphs if id(glyph) not in dropped], found


def _are_line_numbers(column: Sequence[_Number], right: float, text: Sequence[Glyph], height: float) -> bool:
    top, bottom = column[0].base, column[-1].base
    others = [glyph for glyph in text if top - 20 < glyph.base < bottom + 20]
    outside = sum(glyph.x1 < right for glyph in others)
    # The rows of a table in the text may be numbered: line numbers run along all of it, or down the sheet.
    down_sheet = bottom - top > _LONG * height
    along = down_sheet or len(others) >= 0.7 * len(text)
    return along and outside <= 0.02 * len(others) and _counts_lines(column, others, 2 if down_sheet else None)


def _numbers(glyphs: Sequence[Glyph]) -> list[_Number]:
    """Numbers of up to three digits with space on both sides."""
    digits = [i for i, glyph in enumerate(glyphs) if glyph.char in _DIGITS]
    found: list[_Number] = []
    run: list[int] = []
    for i in [*digits, len(glyphs)]:
        if run and not (i == run[-1] + 1 and i < len(glyphs) and _is_near(glyphs[i - 1], glyphs[i])):
            if len(run) < 4 and _stands_alone(glyphs, run[0], run[-1]):
                value = int("".join(glyphs[at].char for at in run))
                found.append(_Number(value, tuple(glyphs[at] for at in run)))
            run = []
        run.append(i)
    return found


def _stands_alone(glyphs: Sequence[Glyph], first: int, last: int) -> bool:
    before, after = first - 1, last + 1
    while before >= 0 and glyphs[before].char.isspace():
        before -= 1
    while after < len(glyphs) and glyphs[after].char.isspace():
        after += 1
    free = before < 0 or not _is_near(glyphs[before], glyphs[first])
    return free and (after == len(glyphs) or not _is_near(glyphs[last], glyphs[after]))


def _is_near(left: Glyph, right: Glyph) -> bool:
    return left.base == right.base and -0.5 < (right.x0 - left.x1) / max(right.size, 1.0) < 0.5


def _leftmost(numbers: Sequence[_Number]) -> list[_Number]:
    """The numbers that are aligned at the left edge, on their left or right side, from top to bottom."""
    columns = (_aligned(numbers, [n.x1 for n in numbers]), _aligned(numbers, [n.glyphs[0].x0 for n in numbers]))
    return max(columns, key=len)


def _aligned(numbers: Sequence[_Number], sides: Sequence[float]) -> list[_Number]:
    edge = min(sides) + _WIDEST
    ends = sorted(side for side in sides if side < edge)
    place = ends[len(ends) // 2]
    column = [number for number, side in zip(numbers, sides, strict=True) if abs(side - place) < _EDGE]
    return sorted(column, key=lambda number: number.base)


def _is_regular(column: Sequence[_Number]) -> bool:
    """True when the numbers go up by one step all the way, at even distances."""
    steps = [b.value - a.value for a, b in pairwise(column)]
    rises = [b.base - a.base for a, b in pairwise(column)]
    if any(step <= 0 for step in steps) or steps.count(steps[0]) < 0.9 * len(steps) or steps[0] not in _STEPS:
        return False
    leading = [rise / step for rise, step in zip(rises, steps, strict=True)]
    usual = sorted(leading)[len(leading) // 2]
    return sum(abs(gap - usual) < 0.12 * usual + 1 for gap in leading) >= 0.9 * len(leading)


def _counts_lines(column: Sequence[_Number], others: Sequence[Glyph], enough: int | None) -> bool:
    """True when the numbers stand beside lines of text rather than begin the entries of a list.

    Entries begin with a capital on the number's own baseline; lines of text rarely do, and paper that is numbered
    beforehand has numbers where no line stands, or beside it: `enough` of them, or a quarter.
    """
    firsts: dict[float, Glyph] = {}
    for base, group in groupby(sorted(others, key=lambda g: g.base), key=lambda g: round(g.base)):
        firsts[base] = min(group, key=lambda glyph: glyph.x0)
    bare = small = 0
    for number in column:
        near = [firsts[base] for base in (round(number.base) + d for d in (-1, 0, 1)) if base in firsts]
        bare += not near
        small += any(glyph.char.islower() for glyph in near)
    return small >= 0.35 * len(column) or bare >= (enough or 0.25 * len(column))
