"""Raised letters and Roman numbers that no link leads from: `size<sup>a</sup>`, and a paragraph that begins with the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from qa.parse.html.marks import tag_of
from qa.parse.lettered_runs import LETTER, RaisedLetter, add_raised_letters
from qa.parse.linked import LinkedNotes

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset("p li div td dd".split())


def find_raised_letters(
    root: _Element, taken: Collection[_Element]
) -> Iterator[tuple[_Element, _Element, _Element, str]]:
    """Markers with the block that is their note, the label in it, and the label."""
    linked = LinkedNotes()
    labels = {label.getparent(): label for label in add_raised_letters(list(_letters(root, taken)), linked)}
    bodies = {key: body for body, (_, key) in linked.notes.items()}
    for marker, (letter, key) in linked.calls.items():
        yield marker, bodies[key], labels[bodies[key]], letter


def _letters(root: _Element, taken: Collection[_Element]) -> Iterator[RaisedLetter]:
    for element in root.iter("{*}sup"):
        match = LETTER.fullmatch(element.text or "") if not len(element) else None
        parent = element.getparent()
        if match is None or parent is None or parent in taken:
            continue
        begins = not (parent.text or "").strip() and parent[0] is element and tag_of(parent) in _BLOCKS
        if not begins or (element.tail or "").strip():
            yield RaisedLetter(element, match[1], parent if begins else None, in_table=False)
