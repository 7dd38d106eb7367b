"""Notes with letters or Roman numbers, `(a) Includes ferries.`, under a table set in characters or “Notes”; everywhere `a/`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qa.footnotes.calls import Call
from qa.footnotes.find import Found
from qa.footnotes.glued import STRONG
from qa.footnotes.headings import heads_notes
from qa.footnotes.notes import Note
from qa.footnotes.numbering import value_of
from qa.regex import regex
from qa.types.document import Span

_HEAD = regex(
    r"^[ \t]{0,20}(?:\((?P<paren>[a-z]|[ivxl]{2,6})\)|(?P<slash>[a-z])/|(?P<half>[a-z])\))[ \t]{1,8}(?=\S)",
    re.MULTILINE,
)
_CALL = {
    "paren": regex(r"(?<=[\w.,%!?”\"])[ \n]?\(([a-z]|[ivxl]{2,6})\)(?![\w(])"),
    "slash": regex(r"(?<![a-z/])[ \n]?\b([a-z])/(?=[\s.,;:)]|$)"),
    "half": regex(r"(?<=[\d.%])[ ]?([a-z])\)(?![\w(])"),
}
_RULE = regex(r"[ \t]*[-–—_=~|+]{3,}[-–—_=~|+ \t]*")
_COLUMNS = regex(r"\S(?:[ ]{2,}|\t)[ ]*\S")
_BLANK = regex(r"\n[ \t]*\n|\f")
_REACH, _LONGEST, _LINES_ABOVE = 6_000, 1_000, 8


def with_lettered(text: str, paragraphs: Sequence[Span]) -> tuple[list[Span], Found]:
    """The paragraphs without such notes, and these with their calls.

    They count from a or i on, most are called above, each in the same style; those in parentheses only under a rule, columns or
    a heading such as “Notes”: everywhere else they number what a law or a sentence counts up.
    """
    notes: list[Note] = []
    calls: list[Call] = []
    cuts: list[Span] = []
    floor = 0
    for run in _runs(text):
        above = Span(max(floor, run[0].start() - _REACH), run[0].start())
        floor = bodies_end = _end(text, run[-1])
        style = str(run[0].lastgroup)
        letters = [match[style] for match in run]
        found = [m for m in _CALL[style].finditer(text, above.start, above.end) if m[1] in letters]
        called = {m[1] for m in found}
        if 2 * len(called) <= len(letters) or not (style == "slash" or _is_under_table(text, above)):
            continue
        starts = [match.end() for match in run]
        ends = [*(min(_end(text, m), after.start()) for m, after in pairwise(run)), bodies_end]
        first = len(notes)
        notes += [Note(x, (Span(*at),), ()) for x, *at in zip(letters, starts, ends, strict=True)]
        calls += [Call(m[1], Span(*m.span(1)), Span(*m.span()), first + letters.index(m[1]), STRONG) for m in found]
        cuts.append(Span(run[0].start(), bodies_end))
    return list(_without(text, paragraphs, cuts)), Found(tuple(notes), tuple(calls))


def together(found: Found, lettered: Found) -> Found:
    """The notes of both, those with letters last."""
    taken = {(call.whole.start, call.whole.end) for call in lettered.calls}
    calls = [call for call in found.calls if (call.whole.start, call.whole.end) not in taken]
    calls += [call.moved(len(found.notes)) for call in lettered.calls]
    order = sorted(calls, key=lambda call: (call.raw, call.label))
    return replace(found, notes=(*found.notes, *lettered.notes), calls=tuple(order)) if lettered.notes else found


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Heads that count from a on in one style, two or more, near each other."""
    run: list[re.Match[str]] = []
    for match in _HEAD.finditer(text):
        style, letter = match.lastgroup or "", match[match.lastgroup or 0]
        before = run[-1] if run else None
        near = before is not None and match.start() - before.end() < _LONGEST
        if before and near and style == before.lastgroup and _follows(before[style], letter):
            run.append(match)
            continue
        if len(run) > 1:
            yield run
        run = [match] if letter in ("a", "i") else []
    if len(run) > 1:
        yield run


def _follows(before: str, label: str) -> bool:
    letters = len(before) == len(label) == 1 and ord(label) == ord(before) + 1
    return letters or value_of(label) == (value_of(before) or 0) + 1


def _end(text: str, head: re.Match[str]) -> int:
    """Where a note ends: before a blank line, or after the last line of what is too long for such a note."""
    last = min(len(text), head.end() + _LONGEST)
    blank = _BLANK.search(text, head.end(), last)
    if blank or last == len(text):
        return blank.start() if blank else last
    return max(text.rfind("\n", head.end(), last), head.end() + 1)


def _is_under_table(text: str, above: Span) -> bool:
    lines = [line for line in above.of(text).split("\n")[-_LINES_ABOVE:] if line.strip()]
    if not lines:
        return False
    columns = sum(bool(_COLUMNS.search(line.strip())) for line in lines)
    return columns > 1 or heads_notes(lines[-1]) or bool(_RULE.fullmatch(lines[-1]))


def _without(text: str, paragraphs: Sequence[Span], cuts: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs, cut where the notes stand."""
    i = 0
    for span in paragraphs:
        start = span.start
        while i < len(cuts) and cuts[i].end <= start:
            i += 1
        while i < len(cuts) and cuts[i].start < span.end:
            yield from _stripped(text, start, cuts[i].start)
            start = max(start, cuts[i].end)
            if cuts[i].end > span.end:
                break
            i += 1
        yield from _stripped(text, start, span.end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end] if start < end else ""
    if words.strip():
        begin = start + len(words) - len(words.lstrip())
        yield Span(begin, begin + len(words.strip()))
