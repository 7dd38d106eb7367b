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
class Text:
    """Lines, with what each begins if it begins a note, and where the columns begin."""

    lines: Sequence[Line]
    starts: Sequence[Start | None]
    edges: Edges

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Text:
        """The text of these lines."""
        return cls(lines, [note_start(line) for line in lines], _left_edges(lines))


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


def read_list(text: Text, begin: int) -> NoteList | None:
    """The list that starts at `begin`, or within the next three lines; None when there is none."""
    lines, all_starts = text.lines, text.starts
    first = next((i for i in range(begin, min(begin + 4, len(lines))) if _opens(all_starts[i])), None)
    opening = all_starts[first] if first is not None else None
    if first is None or opening is None:
        return None
    if _is_chapter(text, first, lines[min(first + 1, len(lines) - 1)]):
        return read_list(text, first + 1)
    starts, last, end = [(first, opening)], opening, len(lines)
    widest = _indent(lines[first], text.edges) + 2 * lines[first].size
    for i in range(first + 1, len(lines)):
        start = all_starts[i]
        near = start is not None and _indent(lines[i], text.edges) < widest
        if start and near and _is_chapter(text, i, lines[first]):
            if len(starts) > 1:
                end = _before_heading(lines, i, starts[-1][0])
                break
            continue
        if start and near and _follows(last, start):
            starts.append((i, start))
            last = start
        elif start and near and _restarts(text, i, start, last):
            end = _before_heading(lines, i, starts[-1][0])
            break
        elif _closes(text, i, lines[first], starts, last):
            end = i
            break
    return NoteList(begin, end, tuple(starts)) if len(starts) > 1 or end - first <= 4 else None


def _is_chapter(text: Text, i: int, note: Line) -> bool:
    """True for a numbered heading, `2. Ferries`, above the first note to its chapter."""
    line = text.lines[i]
    if not (line.bold > note.bold or line.size > 1.04 * note.size):
        return False
    return any(start is not None and start.number == 1 for start in text.starts[i + 1 : i + 4])


def _opens(start: Start | None) -> bool:
    return start is not None and start.number in (1, 2)


def _left_edges(lines: Sequence[Line]) -> Edges:
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


def _restarts(text: Text, i: int, start: Start, last: Start) -> bool:
    """True where the numbering begins again, as in the notes to the next chapter."""
    if start.number != 1 or last.number < 2 or start.style != last.style:
        return False
    following = next((found for found in text.starts[i + 1 : i + _FAR] if found and found.style == start.style), None)
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


def _closes(text: Text, i: int, first: Line, starts: Sequence[tuple[int, Start]], last: Start) -> bool:
    """True when the line is past the list: a heading, larger type or a wide gap, with no next note soon after."""
    line, before = text.lines[i], text.lines[i - 1]
    gap = line.base - before.base if line.region == before.region and line.page == before.page else 0.0
    odd = line.size > 1.08 * first.size or (line.bold and not first.bold) or gap > 2.2 * line.size
    if not odd and i - starts[-1][0] < _FAR:
        return False
    same = [start for start in text.starts[i : i + 8] if start and start.style == last.style]
    return not any(_follows(last, start) for start in same)
