"""Raised letters and Roman numbers that no link leads from: `size<sup>a</sup>`, and a paragraph that begins with the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from qa.footnotes.labels import are_first_letters
from qa.footnotes.numbering import value_of
from qa.parse.html.marks import tag_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_LETTERS = regex(r"[\s\[(]*([a-z]|[ivxlc]{2,7})[\s\])]*")
_BLOCKS = frozenset("p li div td dd".split())


def find_raised_letters(
    root: _Element, taken: Collection[_Element]
) -> Iterator[tuple[_Element, _Element, _Element, str]]:
    """Markers with the block that is their note, the label in it, and the label: a, b, c or i, ii, iii … in turn."""
    raised = [(e, match[1]) for e in root.iter("{*}sup") if not len(e) and (match := _LETTERS.fullmatch(e.text or ""))]
    notes: dict[str, tuple[_Element, _Element]] = {}
    calls: list[tuple[_Element, str]] = []
    for element, letter in raised:
        parent = element.getparent()
        if parent is None or parent in taken:
            continue
        heads = not (parent.text or "").strip() and parent.index(element) == 0 and tag_of(parent) in _BLOCKS
        if heads and letter in notes:
            return
        if heads and (element.tail or "").strip():
            notes[letter] = (parent, element)
        elif letter not in notes:
            calls.append((element, letter))
    if len(notes) > 1 and _count_on(sorted(notes)) and {letter for _, letter in calls} >= notes.keys():
        for element, letter in calls:
            if letter in notes:
                body, label = notes[letter]
                yield element, body, label, letter


def _count_on(labels: list[str]) -> bool:
    """True for the first letters of the alphabet, or the first Roman numbers."""
    numbers = sorted(value_of(label) or 0 for label in labels)
    return are_first_letters(labels) or numbers == list(range(1, len(labels) + 1))
