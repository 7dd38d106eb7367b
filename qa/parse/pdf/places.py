"""Where on a page some words of a line stand: the document's words are laid over the page's own characters."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from qa.parse.pdf.shapes import Glyph
from qa.parse.printed_json import WantedLine
from qa.types.page_image import Box

_SLACK = 1.0
"""Points by which a character may stand outside of its line's box, whose sides are rounded."""
_LONGEST = 1500
"""Characters of a line that are laid over each other; longer ones are told by their share of it."""
_ALIKE = 0.5
"""Of a line's characters, the share that must be found in it."""
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class LineFound(NamedTuple):
    """A line's marked part on the page, in points, and which share of the line's characters is printed there."""

    box: Box
    share: float


def find_words(line: WantedLine, glyphs: Sequence[Glyph]) -> LineFound:
    """The box of the line's marked part; where the page has no such characters (a scan), by their share of the line."""
    left, top, right, bottom = line.box
    inside = [
        glyph
        for glyph in glyphs
        if left - _SLACK <= (glyph.x0 + glyph.x1) / 2 <= right + _SLACK
        and top - _SLACK <= (glyph.top + glyph.bottom) / 2 <= bottom + _SLACK
        and not glyph.char.isspace()
    ]
    wanted = [(i, char) for i, char in enumerate(line.text.translate(_DIGITS)) if not char.isspace()]
    if not inside or not wanted or max(len(inside), len(wanted)) > _LONGEST:
        return LineFound(_by_share(line), 0.0)
    pairs = _laid_over(wanted, inside)
    share = len(pairs) / len(wanted)
    marked = [glyph for i, glyph in pairs if line.start <= i < line.end]
    if share < _ALIKE or not marked:
        return LineFound(_by_share(line), share)
    return LineFound((min(g.x0 for g in marked), top, max(g.x1 for g in marked), bottom), share)


def _laid_over(wanted: Sequence[tuple[int, str]], inside: Sequence[Glyph]) -> list[tuple[int, Glyph]]:
    """Which of the line's characters is which on the page, in the order that fits best: as in the file, rightward, leftward."""
    rightward = sorted(inside, key=lambda glyph: glyph.x0 + glyph.x1)
    best: list[tuple[int, Glyph]] = []
    for order in (rightward, inside, rightward[::-1]):
        # One glyph may stand for two letters.
        printed = [(glyph, char) for glyph in order for char in glyph.char]
        words, signs = "".join(char for _, char in wanted), "".join(char for _, char in printed)
        blocks = SequenceMatcher(None, words, signs, autojunk=False).get_matching_blocks()
        pairs = [(wanted[a + k][0], printed[b + k][0]) for a, b, size in blocks for k in range(size)]
        best = max(best, pairs, key=len)
        if len(best) > 0.9 * len(wanted):
            break
    return best


def _by_share(line: WantedLine) -> Box:
    left, top, right, bottom = line.box
    text = line.text.rstrip()
    if not text:
        return line.box
    step = (right - left) / len(text)
    return left + step * min(line.start, len(text)), top, left + step * min(line.end, len(text)), bottom
