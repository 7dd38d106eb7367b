"""Typed notes that links tell: `[1]` leads to a paragraph further down that begins with 1 and leads back.

Documents that were web pages before come like this: the word processor does not know their notes as notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.separators import pieces_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_LABEL = regex(r"\s*+[\[(]?\s*+(\d{1,4}|[*†‡§¶#]{1,4}|[ivxlc]{1,6}|[a-z])\s*+[\])]?\s*+")
_NAMED = regex(
    r"_?(?:ftn|edn|fn|en|(?:foot|end)?[-_]?note)[-_.:]*(?:text|body)?[-_.:]*\d{1,4}(?:[-_.]\d{1,4})?", re.IGNORECASE
)
_MAX_LEAD = 40
_BACK = regex(r"[\s↩↑^⬆↵\ufe0e]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the document: its element, and the name of the place that it leads to."""

    element: _Element
    target: str

    @property
    def text(self) -> str:
        """What is shown of it."""
        return "".join(self.element.itertext())


@dataclass(slots=True)
class LinkedNotes:
    """Calls and the paragraphs that are notes, each with label and key."""

    calls: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    notes: dict[_Element, tuple[str, str]] = field(default_factory=dict)


def find_linked_notes(body: _Element, links: Sequence[Link], places: Mapping[str, _Element], block: str) -> LinkedNotes:
    """Tell them, and take the label and the way back out of the notes' text.

    `places` are the paragraphs that names stand in, `block` the tags of paragraphs, by spaces.
    """
    found = LinkedNotes()
    if not any(_LABEL.fullmatch(link.text) and link.target in places for link in links):
        return found
    tags = block.split()
    order = {paragraph: i for i, paragraph in enumerate(body.iter(*tags))}
    homes = [next(link.element.iterancestors(*tags), None) for link in links]
    leads_back = {(home, places.get(link.target)) for link, home in zip(links, homes, strict=True)}
    refused: set[_Element] = set()
    for link, home in zip(links, homes, strict=True):
        label, note = _LABEL.fullmatch(link.text), places.get(link.target)
        if label is None or note is None or home is None or order.get(note, -1) <= order.get(home, -1):
            continue
        linked = (note, home) in leads_back or _NAMED.fullmatch(link.target)
        if note not in found.notes and linked and note not in refused:
            if _take_label(note, label[1]):
                found.notes[note] = (label[1], link.target)
            else:
                refused.add(note)
        if note in found.notes:
            found.calls[link.element] = (label[1], found.notes[note][1])
    for link, home in zip(links, homes, strict=True):
        if home in found.notes and _BACK.fullmatch(link.text):
            for piece in pieces_of(link.element):
                piece.put("")
    return found


def _take_label(note: _Element, label: str) -> bool:
    """Take the label out of the note's beginning; False where it does not begin with it."""
    pieces = pieces_of(note)
    text = ""
    ends = set()
    for piece in pieces:
        text += piece.text
        ends.add(len(text))
        if len(text) > _MAX_LEAD:
            break
    lead = re.match(rf"\s*[\[(]?\s*{re.escape(label)}(?!\d)\s*[\])]?[.:]?\s*", text)
    if lead is None or (
        text[lead.end() - 1].isalnum() and text[lead.end() : lead.end() + 1].isalnum() and lead.end() not in ends
    ):
        return False
    left = lead.end()
    for piece in pieces:
        here = piece.text
        piece.put(here[left:])
        left -= min(left, len(here))
        if not left:
            break
    return True
