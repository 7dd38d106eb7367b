"""Raised letters and Roman numbers that were typed: `412ᵃ` in a table or a sentence and, below it, a paragraph that begins so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.footnotes.labels import count_from_first
from qa.parse.linked import LinkedNotes
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

LETTER = regex(r"[\s\[(]*([a-z]|[ivxlc]{2,7})[\s\])]*")
_LEAST = 2
"""Notes that are enough outside tables."""


@dataclass(frozen=True, slots=True)
class RaisedLetter:
    """A run of text that is a raised letter."""

    run: _Element
    letter: str
    paragraph: _Element | None
    """The paragraph outside tables that it begins."""
    in_table: bool


@dataclass(slots=True)
class _Group:
    """The calls above some notes, and these by letter."""

    calls: list[RaisedLetter] = field(default_factory=list)
    notes: dict[str, RaisedLetter] = field(default_factory=dict)


def add_raised_letters(letters: Iterable[RaisedLetter], linked: LinkedNotes) -> list[_Element]:
    """Add such calls and notes, a, b, c … or i, ii, iii … in turn and each called above; gives the runs that are notes' labels."""
    labels: list[_Element] = []
    for number, group in enumerate(_groups(letters)):
        called = [call for call in group.calls if call.letter in group.notes]
        if (
            not count_from_first(list(group.notes))
            or {call.letter for call in called} != set(group.notes)
            or not (any(call.in_table for call in called) or len(group.notes) >= _LEAST)
        ):
            continue
        for call in called:
            linked.calls[call.run] = call.letter, f"raised {number} {call.letter}"
        for letter, head in group.notes.items():
            if head.paragraph is not None:
                linked.notes[head.paragraph] = letter, f"raised {number} {letter}"
                labels.append(head.run)
    return labels


def _groups(letters: Iterable[RaisedLetter]) -> Iterator[_Group]:
    group = _Group()
    for each in letters:
        if each.paragraph is not None and each.letter not in group.notes:
            group.notes[each.letter] = each
            continue
        if group.notes:
            yield group
            group = _Group()
        group.calls.append(each)
    yield group
