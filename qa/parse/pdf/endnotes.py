"""Lists of notes at the end of a chapter or of the document, under a heading such as Notes or without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from qa.parse.pdf.feet import PdfNote
from qa.parse.pdf.note_lists import NoteList, Text, read_list
from qa.parse.pdf.shapes import Line
from qa.regex import regex

_HEADING = regex(
    r"[\W\d]*(?:(?:foot|end)?notes?(?: and references| to (?:chapter|part) \w+)?|references?(?: and notes| list)?|"
    r"references cited|bibliography|works cited|literature cited|sources|citations|"
    r"anmerkungen|fußnoten|endnoten|quellen|literatur(?:verzeichnis)?|notas(?: al pie| finales)?|referencias|fuentes|"
    r"références|notes de fin|bibliographie|note|riferimenti|referências|notas de fim)[\W\d]*",
    re.IGNORECASE,
)
_TRIES = 40
"""Places that may begin a list without a heading."""
_BETWEEN = 4
"""Lines of a heading between two lists."""
_ALIKE = 0.8
"""Share of labels that a list and the text before it have in common when one belongs to the other."""


def split_endnotes(
    lines: Sequence[Line], missing: Sequence[tuple[str, int]], body_size: float
) -> tuple[list[Line], list[PdfNote], list[int]]:
    """The lines without lists of notes, the notes, and for each list how many of the lines left stand before it.

    `missing` are the labels that the text calls and no foot of a page has, each with the index of its line.
    """
    wanted = {label for label, _ in missing}
    if not wanted:
        return list(lines), [], []
    text = Text.of(lines)
    lists = _headed(text, wanted)
    chapters = _chapters(missing)
    if len(lists) < len(chapters):
        lists = _matching(text, missing, chapters, body_size) or lists
    if not lists:
        tail = _unheaded(text, wanted)
        lists = [tail] if tail else []
    return _cut(lines, lists)


def _headed(text: Text, wanted: set[str]) -> list[NoteList]:
    """Lists under a heading such as Notes, and those that follow them under headings of any name."""
    lists: list[NoteList] = []
    i = 0
    while i < len(text.lines):
        found = read_list(text, i + 1) if _is_heading(text.lines[i]) else None
        if not found and lists and i == lists[-1].end:
            found = _chained(text, i)
        if found and _is_called(found, wanted):
            lists.append(found)
            i = found.end
        else:
            i += 1
    return lists


def _chained(text: Text, begin: int) -> NoteList | None:
    first = next((i for i in range(begin, min(begin + _BETWEEN, len(text.lines))) if _is_first(text, i)), None)
    return read_list(text, first) if first is not None else None


def _chapters(missing: Sequence[tuple[str, int]]) -> list[set[str]]:
    """The labels that the text calls, parted where the numbering begins again."""
    chapters: list[set[str]] = []
    last = 0
    for label, _ in missing:
        number = int(label) if label.isdecimal() else 0
        if not chapters or (number == 1 and last > 1):
            chapters.append(set())
        chapters[-1].add(label)
        last = number
    return chapters


def _matching(
    text: Text,
    missing: Sequence[tuple[str, int]],
    chapters: Sequence[set[str]],
    body_size: float,
) -> list[NoteList]:
    """Lists under headings of any name, or none, that have what the text calls: each its chapter's labels."""
    lists = _numbered(text, {label for label, _ in missing})
    after_each: list[NoteList] = []
    at = 0
    for found in lists:
        called = {label for label, order in missing if at <= order < found.begin}
        if _are_alike(called, found.labels) and _is_set_as_notes(text.lines, found, body_size):
            after_each.append(found)
            at = found.end
    if len(after_each) == len(chapters) > 1:
        return after_each
    last_call = max(order for _, order in missing)
    closing = [found for found in lists if found.begin > last_call][-len(chapters) :]
    fits = len(closing) == len(chapters) > 1 and all(map(_are_alike, chapters, (found.labels for found in closing)))
    return closing if fits else []


def _numbered(text: Text, wanted: set[str]) -> list[NoteList]:
    """All lists whose numbering begins at 1 and whose labels the text calls."""
    lists: list[NoteList] = []
    i = tries = 0
    while i < len(text.lines) and tries < 10 * _TRIES:
        found = None
        if _is_first(text, i):
            tries += 1
            found = read_list(text, i)
        if found and len(found.starts) > 1 and len(found.labels & wanted) >= _ALIKE * len(found.labels):
            lists.append(found)
            i = max(found.end, i + 1)
        else:
            i += 1
    return lists


def _are_alike(called: set[str], labels: set[str]) -> bool:
    return len(called & labels) >= _ALIKE * len(called | labels)


def _is_set_as_notes(lines: Sequence[Line], found: NoteList, body_size: float) -> bool:
    """True for small type or raised labels: what else is numbered in the text is set as the text is."""
    at, start = found.starts[0]
    return start.style == "raised" or lines[at].size <= 0.97 * body_size


def _is_called(found: NoteList, wanted: set[str]) -> bool:
    """True when the text calls a good part of the list: a numbered list that nothing calls is not a list of notes."""
    return len(found.labels & wanted) >= 0.4 * len(found.labels)


def _is_heading(line: Line) -> bool:
    return len(line.text) <= 40 and bool(_HEADING.fullmatch(line.text.strip()))


def _unheaded(text: Text, wanted: set[str]) -> NoteList | None:
    """A list at the very end of the document that has most of the missing labels, without a heading above."""
    firsts = (i for i in range(len(text.lines) - 1, 0, -1) if _is_first(text, i))
    for begin in islice(firsts, _TRIES):
        found = read_list(text, begin)
        if found and found.end == len(text.lines):
            common = len(wanted & found.labels)
            if common >= max(2, 0.8 * len(wanted)) and common >= 0.8 * len(found.labels):
                return found
    return None


def _is_first(text: Text, i: int) -> bool:
    start = text.starts[i]
    return start is not None and start.number == 1 and start.style != "glued"


def _cut(lines: Sequence[Line], lists: Sequence[NoteList]) -> tuple[list[Line], list[PdfNote], list[int]]:
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
            notes.append(
                PdfNote(key, start.label, line.page, line.top, [start.rest, *lines[i + 1 : end]], group=number)
            )
        at = found.end
    return [*body, *lines[at:]], notes, places
