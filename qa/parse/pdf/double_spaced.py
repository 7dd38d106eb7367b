"""Double-spaced text, as courts ask for it: how far apart its lines are, and which line goes on with a paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from qa.parse.pdf.shapes import Line
from qa.regex import regex

CLOSED = regex(r"[.!?:;…؟۔。！？][\"'’”)\]]*$")
"""The end of a sentence, or of what introduces or lists something."""
_WORD = regex(r"(?:[§¶]+\s)?\S+")
_WIDE, _WIDEST = 1.5, 2.6
"""In sizes of the type: the least and the most that lines are apart."""
_ENOUGH = 5
_SHARE = 0.3
"""Of the lines in whose middle a sentence goes on, those that stand so far apart."""
_CLOSE = 0.75
"""Of the usual distance: lines that stand closer are quotations, captions and signatures."""
_INDENT = 0.7
"""In sizes of the type: what begins further to the right is indented."""


class DoubleSpacing(NamedTuple):
    """The usual distance of lines, the size of their type, and the edges that most of them reach."""

    step: float
    size: float
    left: float
    right: float

    def is_wide(self, last: Line, line: Line) -> bool:
        """True for a line that stands about as far below the last as lines usually do, or further."""
        return line.base - last.base > _CLOSE * self.step

    def is_heading(self, line: Line) -> bool:
        """True for a line in capitals in the middle of the page."""
        text = line.text.strip()
        left, right = line.x0 - self.left, self.right - line.x1
        centred = min(left, right) > 2 * line.size and abs(left - right) < 3 * line.size
        return centred and text.isupper() and sum(map(str.isalpha, text)) > 5 and not CLOSED.search(text)

    def is_stretched(self, line: Line) -> bool:
        """True for a line whose words were moved apart to fill it: no row of a table."""
        words = len(line.text.split())
        return words > 4 and line.cells >= words - 1 and abs(self.right - line.x1) < line.size

    def goes_on(self, lines: Sequence[Line], line: Line, after: Line | None) -> bool:
        """Whether a line goes on with the paragraph above it, one usual distance away.

        A paragraph ends where its last line has room for the next word; the first line of the next one is indented.
        """
        last = lines[-1]
        if line.base - last.base > 1.22 * self.step + 0.5:
            return False
        above = len(lines) > 1 and self._are_close(lines[-2], last)
        below = after is not None and self._are_close(line, after)
        if above or (below and not _is_inside(last, line)):
            return False
        indent = line.x0 - last.x0
        if indent > _INDENT * line.size:
            back = after is not None and after.page == line.page and after.x0 < line.x0 - _INDENT * line.size
            return len(lines) == 1 and not back and not self._has_room(last, line)
        return self._follows(last, line)

    def goes_on_over(self, lines: Sequence[Line], line: Line) -> bool:
        """The same for the first line of a page or column."""
        last = lines[-1]
        if _is_inside(last, line):
            return True
        left = last.x0 if len(lines) > 1 else self.left
        return line.x0 - left < _INDENT * line.size and self._follows(last, line)

    def numbers_inside(self, lines: Sequence[Line], line: Line) -> bool:
        """True for a line that begins with a number, `25. The`, in the middle of a sentence."""
        last = lines[-1]
        unindented = line.x0 - last.x0 < _INDENT * line.size and line.x0 - self.left < _INDENT * line.size
        return unindented and not _is_closed(last) and not self._has_room(last, line)

    def _are_close(self, a: Line, b: Line) -> bool:
        return (a.page, a.region) == (b.page, b.region) and 0 < b.base - a.base < _CLOSE * self.step

    def _follows(self, last: Line, line: Line) -> bool:
        if _leads_to_page(last):
            return False
        if line.text.lstrip()[:1].islower() or not self._has_room(last, line):
            return not (_is_closed(last) and line.text.isupper())
        return not _is_closed(last) and last.x1 > self.right - 0.12 * (self.right - self.left)

    def _has_room(self, last: Line, line: Line) -> bool:
        """True when the first word of a line would have stood on the line above it."""
        word = _WORD.match(line.text.lstrip())
        width = (line.x1 - line.x0) * (len(word.group()) if word else 1) / max(len(line.text), 1)
        return last.x1 + width + 1.25 * line.size < self.right


def find_double_spacing(lines: Sequence[Line]) -> DoubleSpacing | None:
    """The spacing of a document in whose double-spaced lines sentences go on; None for any other."""
    steps: Counter[float] = Counter()
    members: list[Line] = []
    inside = 0
    for a, b in pairwise(lines):
        step = b.base - a.base
        alike = (a.page, a.region, a.size) == (b.page, b.region, b.size)
        if alike and 0 < step < _WIDEST * a.size and _is_inside(a, b):
            inside += 1
            if step > _WIDE * a.size:
                steps[round(step)] += 1
                members += (a, b)
    if len(members) < 2 * max(_ENOUGH, _SHARE * inside):
        return None
    lefts, rights = sorted(line.x0 for line in members), sorted(line.x1 for line in members)
    size = Counter(line.size for line in members).most_common(1)[0][0]
    return DoubleSpacing(steps.most_common(1)[0][0], size, lefts[len(lefts) // 10], rights[-1 - len(rights) // 20])


def _is_closed(line: Line) -> bool:
    return bool(CLOSED.search(line.text.rstrip()))


def _leads_to_page(line: Line) -> bool:
    """True for a line of a table of contents: dots, and a page's number."""
    text = line.text.rstrip()
    before = text.rstrip("0123456789ivxlc ")
    return before != text and before.endswith(("...", ". . .", "…"))


def _is_inside(a: Line, b: Line) -> bool:
    """True when a sentence surely goes on from one line to the next."""
    return not _is_closed(a) and b.text.lstrip()[:1].islower()
