"""The notes of an OpenDocument text and their calls; each note stands where it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.odt.names import NOTE, NOTE_AGAIN, NOTE_BODY, NOTE_CITATION, SPAN, TEXT, H, P
from qa.parse.odt.styles import OdtStyles
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_SET_APART = regex(r"(?:[\s(\[]|\b(?:n|nn|fn|note|notes|footnote)\.?)\Z", re.IGNORECASE)
_NUMBERS = frozenset({None, "text"})


@dataclass(slots=True)
class OdtNotes:
    """Calls and notes of a document."""

    calls: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    """Element of a call → label and key of its note."""
    bodies: list[tuple[str, str, _Element]] = field(default_factory=list)

    def in_order(self) -> Iterator[tuple[str, str, _Element]]:
        """Key, label and body of each note: footnotes before endnotes, as they are called."""
        yield from sorted(self.bodies, key=lambda entry: entry[0].startswith("endnote"))


def find_notes(body: _Element, styles: OdtStyles) -> OdtNotes:
    """Read labels as they were printed last; a note without one is counted."""
    notes = OdtNotes()
    by_id: dict[str | None, _Element] = {}
    counts: dict[str, int] = {}
    for note in body.iter(NOTE):
        note_class = note.get(f"{TEXT}note-class", "footnote")
        counts[note_class] = count = counts.get(note_class, 0) + 1
        citation, own = note.find(NOTE_CITATION), note.find(NOTE_BODY)
        label = _label(citation) or str(count)
        key = f"{note_class} {count}"
        notes.calls[note] = (label, key)
        by_id.setdefault(note.get(f"{TEXT}id"), note)
        if own is not None:
            notes.bodies.append((key, label, own))
    for again in body.iter(NOTE_AGAIN):
        called = by_id.get(again.get(f"{TEXT}ref-name"))
        number = again.get(f"{TEXT}reference-format") in _NUMBERS
        if called is not None and number and _looks_like_marker(again, styles):
            notes.calls[again] = notes.calls[called]
    return notes


def _label(citation: _Element | None) -> str:
    if citation is None:
        return ""
    shown = citation.get(f"{TEXT}label") or "".join(citation.itertext())
    return " ".join(shown.split())


def _looks_like_marker(again: _Element, styles: OdtStyles) -> bool:
    """True when it is raised, or glued to the word before: `see note 5` is part of the sentence."""
    if any(styles.span(span).raised for span in again.iterancestors(SPAN)):
        return True
    before = _text_before(again)
    return bool(before) and not _SET_APART.search(before)


def _text_before(element: _Element) -> str:
    """The text right before an element in its paragraph; empty at the paragraph's beginning."""
    while element.tag not in (P, H):
        previous = element.getprevious()
        if previous is not None:
            if not previous.tail and previous.tag in (NOTE, NOTE_AGAIN):
                return str(previous.tag)
            return previous.tail or "".join(previous.itertext())
        parent = element.getparent()
        if parent is None or parent.text:
            return "" if parent is None else parent.text
        element = parent
    return ""
