"""Marks in tables and behind digits, `4⁶`, where numbers are data: one that alone can call a note which nothing else calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qa.footnotes import Call, Note
from qa.footnotes.candidates import MarkerCandidate, MarkerStyle, find_candidates
from qa.footnotes.numbering import value_of
from qa.types.document import Span

_STYLES = (MarkerStyle.SUPERSCRIPT, MarkerStyle.BRACKET, MarkerStyle.WORDED)


def calls_left(text: str, blocks: Sequence[Span], notes: Sequence[Note], calls: Sequence[Call]) -> list[Call]:
    """Calls of the notes that `calls` leave out: marks that stand alone, between the calls of the numbers before and after."""
    called = {call.note for call in calls}
    left = {note.label: n for n, note in enumerate(notes) if n not in called and value_of(note.label)}
    labels = [note.label for note in notes]
    if not left or not called or len(set(labels)) < len(labels):
        return []
    first = {notes[call.note].label: call.raw.start for call in reversed(calls) if call.note is not None}
    found: list[Call] = []
    for style in _STYLES:
        marks = find_candidates(text, blocks, style, set(left))
        labelled, listed = Counter(mark.label for mark in marks), Counter(mark.whole for mark in marks)
        for mark in marks:
            alone = labelled[mark.label] == 1 and listed[mark.whole] == 1
            if mark.label in left and alone and _in_turn(mark, first):
                found.append(Call(mark.label, mark.raw, mark.whole, left.pop(mark.label), mark.weight))
    return found


def _in_turn(mark: MarkerCandidate, first: dict[str, int]) -> bool:
    """True behind the call of the number before, and before that of the number after, as far as there are such."""
    number = value_of(mark.label) or 0
    before, after = first.get(str(number - 1)), first.get(str(number + 1))
    if before is None and after is None:
        return False
    return (before is None or before < mark.raw.start) and (after is None or mark.raw.start < after)
