"""A numbered list of notes: where it begins, which lines begin its notes, where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.parse.pdf.labels import Start, note_start
from qa.parse.pdf.shapes import Line

_FAR = 60
"""Lines that one note may take."""
_TITLE = 80
"""Letters of a line that may be the heading of the next list."""

Edges = dict[tuple[int, int], float]
"""Left edges by page and column."""


@dataclass(frozen=True, slots=True)
class NoteList:
    """A list of notes: half-open range of lines, and at which of them each note starts."""

    begin: int
    end: int
    starts: tuple[tuple[int, Start], ...]

    @property
    def labels(self) -> set[str]:
        """The labels of its notes."""
        return {start.label for _, start in self.starts}


def read_list(lines: Sequence[Line], begin: int, edges: Edges) -> NoteList | None:
    """The list that starts at `begin`, or within the next three lines; None when there is none."""
    first = next((i for i in range(begin, min(begin + 4, len(lines))) if _opens(lines[i])), None)
    if first is None:
        return None
    opening = note_start(lines[first])
    assert opening is not None
    starts, last, end = [(first, opening)], opening, len(lines)
    widest = _indent(lines[first], edges) + 2 * lines[first].size
    for i in range(first + 1, len(lines)):
        start = note_start(lines[i])
        if start and _follows(last, start) and _indent(lines[i], edges) < widest:
            starts.append((i, start))
            last = start
        elif start and _restarts(lines, i, start, last, widest, edges):
            end = _before_heading(lines, i, starts[-1][0])
            break
        elif _closes(lines, i, lines[first], starts, last):
            end = i
            break
    return NoteList(begin, end, tuple(starts)) if len(starts) > 1 or end - first <= 4 else None


def _opens(line: Line) -> bool:
    start = note_start(line)
    return start is not None and start.number in (1, 2)


def left_edges(lines: Sequence[Line]) -> Edges:
    """By page and column: where its leftmost line begins."""
    # Left and right pages, and columns, have margins of their own.
    edges: Edges = {}
    for line in lines:
        column = (line.page, line.region)
        edges[column] = min(edges.get(column, line.x0), line.x0)
    return edges


def _indent(line: Line, edges: Edges) -> float:
    """How far in a line begins: left and right pages have margins of their own."""
    return line.x0 - edges[line.page, line.region]


def _follows(last: Start, start: Start) -> bool:
    if start.style != last.style or not start.number:
        return False
    steps = (1, 2) if start.style in ("plain", "dot", "glued") else (1, 2, 3, 4)
    return start.number - last.number in steps


def _restarts(lines: Sequence[Line], i: int, start: Start, last: Start, widest: float, edges: Edges) -> bool:
    """True where the numbering begins again, as in the notes to the next chapter."""
    if start.number != 1 or last.number < 2 or start.style != last.style or _indent(lines[i], edges) >= widest:
        return False
    ahead = (note_start(line) for line in lines[i + 1 : i + _FAR])
    following = next((found for found in ahead if found and found.style == start.style), None)
    return following is not None and following.number == 2


def _before_heading(lines: Sequence[Line], i: int, least: int) -> int:
    """Index of the first line of the heading above the line at `i`; `i` itself where there is none."""
    begin = i
    while begin - 1 > least and begin > i - 3 and _is_title(lines[begin - 1], lines[begin - 2], lines[least]):
        begin -= 1
    return begin


def _is_title(line: Line, above: Line, note: Line) -> bool:
    text = line.text.strip()
    if len(text) > _TITLE or text.endswith((".", ",", ";")):
        return False
    apart = (line.page, line.region) != (above.page, above.region) or line.base - above.base > 1.5 * line.size
    return apart or line.bold > note.bold or line.size > 1.04 * note.size


def _closes(lines: Sequence[Line], i: int, first: Line, starts: Sequence[tuple[int, Start]], last: Start) -> bool:
    """True when the line is past the list: a heading, larger type or a wide gap, with no next note soon after."""
    line, before = lines[i], lines[i - 1]
    gap = line.base - before.base if line.region == before.region and line.page == before.page else 0.0
    odd = line.size > 1.08 * first.size or (line.bold and not first.bold) or gap > 2.2 * line.size
    if not odd and i - starts[-1][0] < _FAR:
        return False
    ahead = (note_start(lines[j]) for j in range(i, min(i + 8, len(lines))))
    same = [start for start in ahead if start and start.style == last.style]
    return not any(_follows(last, start) for start in same)
