"""Lists of notes at the end of a chapter or of the document, under a heading such as Notes or without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from qa.parse.pdf.feet import PdfNote
from qa.parse.pdf.labels import Start, note_start
from qa.parse.pdf.shapes import Line

_HEADING = re.compile(
    r"[\W\d]*(?:(?:foot|end)?notes?(?: and references| to (?:chapter|part) \w+)?|references?(?: and notes| list)?|"
    r"references cited|bibliography|works cited|literature cited|sources|citations|"
    r"anmerkungen|fußnoten|endnoten|quellen|literatur(?:verzeichnis)?|notas(?: al pie| finales)?|referencias|fuentes|"
    r"références|notes de fin|bibliographie|note|riferimenti|referências|notas de fim)[\W\d]*",
    re.IGNORECASE,
)
_FAR = 60
"""Lines that one note may take."""
_TRIES = 40
"""Places that may begin a list without a heading."""


Edges = dict[tuple[int, int], float]
"""By page and column: where its leftmost line begins."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list of notes: half-open range of lines, and at which of them each note starts."""

    begin: int
    end: int
    starts: tuple[tuple[int, Start], ...]


def split_endnotes(lines: Sequence[Line], missing: Sequence[str]) -> tuple[list[Line], list[PdfNote], list[int]]:
    """The lines without lists of notes, the notes, and for each list how many of the lines left stand before it.

    `missing` are the labels that the text calls and no foot of a page has.
    """
    lists: list[_List] = []
    wanted = set(missing)
    edges = _left_edges(lines) if missing else {}
    i = 0
    while i < len(lines):
        found = _read_list(lines, i + 1, edges) if wanted and _is_heading(lines[i]) else None
        if found and _is_called(found, wanted):
            lists.append(found)
            i = found.end
        else:
            i += 1
    if not lists and missing:
        tail = _unheaded(lines, missing, edges)
        lists = [tail] if tail else []
    return _cut(lines, lists)


def _is_called(found: _List, wanted: set[str]) -> bool:
    """True when the text calls a good part of the list: a numbered list that nothing calls is not a list of notes."""
    labels = {start.label for _, start in found.starts}
    return len(labels & wanted) >= 0.4 * len(labels)


def _is_heading(line: Line) -> bool:
    return len(line.text) <= 40 and bool(_HEADING.fullmatch(line.text.strip()))


def _read_list(lines: Sequence[Line], begin: int, edges: Edges) -> _List | None:
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
        elif _closes(lines, i, lines[first], starts, last):
            end = i
            break
    return _List(begin, end, tuple(starts)) if len(starts) > 1 or end - first <= 4 else None


def _opens(line: Line) -> bool:
    start = note_start(line)
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


def _unheaded(lines: Sequence[Line], missing: Sequence[str], edges: Edges) -> _List | None:
    """A list at the very end of the document that has most of the missing labels, without a heading above."""
    wanted = set(missing)
    firsts = (i for i in range(len(lines) - 1, 0, -1) if _is_first(lines[i]))
    for begin in islice(firsts, _TRIES):
        found = _read_list(lines, begin, edges)
        if found and found.end == len(lines):
            labels = {start.label for _, start in found.starts}
            if len(wanted & labels) >= max(2, 0.8 * len(wanted)) and len(wanted & labels) >= 0.8 * len(labels):
                return found
    return None


def _is_first(line: Line) -> bool:
    start = note_start(line)
    return start is not None and start.number == 1 and start.style != "glued"


def _cut(lines: Sequence[Line], lists: Sequence[_List]) -> tuple[list[Line], list[PdfNote], list[int]]:
    body: list[Line] = []
    notes: list[PdfNote] = []
    places: list[int] = []
    at = 0
    for number, found in enumerate(lists):
        body += lines[at : found.starts[0][0]]
        places.append(len(body))
        ends = [i for i, _ in found.starts[1:]] + [found.end]
        for (i, start), end in zip(found.starts, ends, strict=True):
            line = lines[i]
            key = f"end{number}:{len(notes)}"
            notes.append(PdfNote(key, start.label, line.page, line.top, [start.rest, *lines[i + 1 : end]], number))
        at = found.end
    return [*body, *lines[at:]], notes, places
