"""Raised letters that were typed: `412ᵃ` in a table and, below it, a paragraph that begins with the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.footnotes.labels import are_first_letters
from qa.parse.docx.names import TABLE, P, R, W
from qa.parse.docx.styles import DocxStyles
from qa.parse.linked import LinkedNotes
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = f"{W}t"
_LETTER = regex(r"[\s\[(]*([a-z])[\s\])]*")
_LEAST = 2
"""Notes that are enough outside tables."""


@dataclass(slots=True)
class _Group:
    """The calls above some notes, and these."""

    calls: list[tuple[_Element, str]] = field(default_factory=list)
    notes: dict[str, tuple[_Element, _Element]] = field(default_factory=dict)
    """By letter, the paragraph and the run with its label."""


def add_raised_letters(body: _Element, styles: DocxStyles, linked: LinkedNotes) -> None:
    """Add such calls and notes, a, b, c … in turn and each called above, and take the labels out of the notes' text."""
    group, number = _Group(), 0
    for run in [*body.iter(R)]:
        match = _LETTER.fullmatch(_text(run))
        if match is None or not styles.is_raised(run):
            continue
        paragraph = next(run.iterancestors(P), None)
        heads = paragraph is not None and _begins(paragraph, run) and next(paragraph.iterancestors(TABLE), None) is None
        if paragraph is not None and heads and match[1] not in group.notes:
            group.notes[match[1]] = paragraph, run
            continue
        if group.notes:
            number += _add(group, number, linked)
            group = _Group()
        group.calls.append((run, match[1]))
    _add(group, number, linked)


def _add(group: _Group, number: int, linked: LinkedNotes) -> bool:
    called = [(run, letter) for run, letter in group.calls if letter in group.notes]
    in_table = any(next(run.iterancestors(TABLE), None) is not None for run, _ in called)
    if (
        not are_first_letters(list(group.notes))
        or {letter for _, letter in called} != set(group.notes)
        or not (in_table or len(group.notes) >= _LEAST)
    ):
        return False
    for run, letter in called:
        linked.calls[run] = letter, f"raised {number} {letter}"
    for letter, (paragraph, run) in group.notes.items():
        linked.notes[paragraph] = letter, f"raised {number} {letter}"
        for text in run.iter(_TEXT):
            text.text = ""
    return bool(called)


def _text(run: _Element) -> str:
    return "".join(text.text or "" for text in run.iter(_TEXT))


def _begins(paragraph: _Element, run: _Element) -> bool:
    """True for the first run with text of a paragraph that has more."""
    runs = [r for r in paragraph.iter(R) if _text(r).strip()]
    return len(runs) > 1 and runs[0] is run
