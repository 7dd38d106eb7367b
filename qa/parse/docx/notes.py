"""The notes of a DOCX as Word prints them: which number or mark each call has, section by section."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.docx.fields import NoteField
from qa.parse.docx.names import ENDNOTE_CALL, FOOTNOTE_CALL, ID, SECTION, SYM, P, R, T, W, is_on, property_value
from qa.parse.docx.styles import DocxStyles
from qa.parse.numerals import numeral
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_CLASSES = {FOOTNOTE_CALL: "footnote", ENDNOTE_CALL: "endnote"}
_DEFAULT_FORMAT = {"footnote": "decimal", "endnote": "lowerRoman"}
_BOOKMARK, _BOOKMARK_END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_PAGE_BEGINS, _BREAK = f"{W}lastRenderedPageBreak", f"{W}br"
_OWN_MARK = (f"{W}footnoteRef", f"{W}endnoteRef")
_MARK = regex(r"\s*(\S{1,10})")


@dataclass(slots=True)
class DocxNotes:
    """Calls and notes of a document, by element and by key (`footnote-2`)."""

    calls: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    """Element of a call → label and key of its note."""
    labels: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, _Element] = field(default_factory=dict)
    """Keys rise as the notes stand in their part."""

    def in_order(self) -> list[tuple[str, str, _Element]]:
        """Key, label and body of each note: footnotes before endnotes, as they are called."""
        keys = sorted(self.labels, key=lambda key: key.startswith("endnote"))
        return [(key, self.labels[key], self.bodies[key]) for key in keys if key in self.bodies]


@dataclass(slots=True)
class _Numbering:
    """How one class of notes is counted."""

    note_class: str
    settings: _Element | None
    next: int | None = None
    format: str = "decimal"
    _first: int | None = None
    """The number that each page begins with, where numbers begin anew there."""

    def enter(self, section: _Element | None) -> None:
        """Begin a section."""
        start = int(_clean_number(self._value(section, "numStart")) or 1)
        if self.next is None or self._value(section, "numRestart") == "eachSect":
            self.next = start
        self.format = self._value(section, "numFmt") or _DEFAULT_FORMAT[self.note_class]
        self._first = start if self._value(section, "numRestart") == "eachPage" else None

    def turn_page(self) -> None:
        """Begin a page, as Word laid it out when it saved the file."""
        self.next = self.next if self._first is None else self._first

    def take(self) -> str:
        """The next number, as it is printed."""
        number = self.next or 1
        self.next = number + 1
        return numeral(number, self.format)

    def _value(self, section: _Element | None, name: str) -> str | None:
        path = f"{self.note_class}Pr/{name}"
        return property_value(section, path) or property_value(self.settings, path)


def _clean_number(text: str | None) -> str:
    return text if text and text.isdecimal() and len(text) < 6 else ""


def keys_of_calls(stories: Iterable[_Element]) -> set[str]:
    """Keys of all notes that are called, be it in text that was deleted."""
    return {_key(call) for story in stories for call in story.iter(*_CLASSES)}


def number_notes(
    body: _Element, parts: Iterable[_Element], settings: _Element | None, deleted: Collection[str], styles: DocxStyles
) -> DocxNotes:
    """Label every call in the body and in the notes themselves; typed marks are taken out of the text.

    A note that nothing calls comes last in its numbering, unless its key is in `deleted`: then it is none.
    """
    notes = DocxNotes()
    for part in parts:
        for note in part.iter(f"{W}footnote", f"{W}endnote"):
            if note.get(f"{W}type", "normal") == "normal":
                notes.bodies.setdefault(f"{note.tag.removeprefix(W)}-{note.get(ID)}", note)
    numberings = {name: _Numbering(name, settings) for name in _DEFAULT_FORMAT}
    for section, calls in _sections(body):
        for numbering in numberings.values():
            numbering.enter(section)
        for call in calls:
            _label_or_turn(call, notes, numberings)
    _label_in_notes(list(notes.labels), notes, numberings)
    for key in notes.bodies:
        if key not in notes.labels and key not in deleted:
            notes.labels[key] = numberings[key.partition("-")[0]].take()
            _label_in_notes([key], notes, numberings)
    for key, note in notes.bodies.items():
        _take_out_typed_label(note, notes.labels.get(key), styles)
    return notes


def _label_or_turn(element: _Element, notes: DocxNotes, numberings: dict[str, _Numbering]) -> None:
    if element.tag in _CLASSES:
        _label(element, notes, numberings)
    else:
        for numbering in numberings.values():
            numbering.turn_page()


def _label_in_notes(waiting: list[str], notes: DocxNotes, numberings: dict[str, _Numbering]) -> None:
    for key in waiting:
        for call in notes.bodies[key].iter(*_CLASSES) if key in notes.bodies else ():
            waiting += _label(call, notes, numberings)


def _sections(body: _Element) -> list[tuple[_Element | None, list[_Element]]]:
    """Calls and beginnings of pages by section.

    A section's properties stand in its last paragraph, before that paragraph's text, or at the end.
    """
    sections: list[tuple[_Element | None, list[_Element]]] = []
    calls: list[_Element] = []
    last: _Element | None = None
    for element in body.iter(SECTION, _PAGE_BEGINS, _BREAK, *_CLASSES):
        if element.tag == _BREAK and element.get(f"{W}type") != "page":
            continue
        paragraph = next(element.iterancestors(P), None)
        if element.tag != SECTION:
            (sections[-1][1] if sections and paragraph is not None and paragraph is last else calls).append(element)
        elif element.getparent().tag != f"{W}sectPrChange":
            sections.append((element, calls))
            calls, last = [], paragraph
    return [*sections, (None, calls)] if calls or not sections else sections


def _key(call: _Element) -> str:
    return f"{_CLASSES[call.tag]}-{call.get(ID)}"


def _label(call: _Element, notes: DocxNotes, numberings: dict[str, _Numbering]) -> list[str]:
    """Give the call its label; returns the key of its note where that is new."""
    key = _key(call)
    mark = _typed_mark(call) if is_on(call.get(f"{W}customMarkFollows")) else ""
    known = key in notes.labels
    if not known:
        notes.labels[key] = mark or numberings[_CLASSES[call.tag]].take()
    notes.calls[call] = (mark or notes.labels[key], key)
    return [] if known else [key]


def _typed_mark(call: _Element) -> str:
    """The mark that follows the call in its run, or the next one; it is taken out of the text."""
    run = call.getparent()
    later = run.getnext()
    runs = [later] if later is not None and later.tag == R else []
    for element in (*call.itersiblings(T, SYM), *(e for r in runs for e in r.iterchildren(T, SYM))):
        match = _MARK.match(element.text or "")
        if match:
            element.text = (element.text or "")[match.end() :]
            return match[1]
    return ""


def _take_out_typed_label(note: _Element, label: str | None, styles: DocxStyles) -> None:
    """A note without a number of its own may repeat its call's mark at its beginning."""
    if label is None or next(note.iter(*_OWN_MARK), None) is not None:
        return
    first = next((e for e in note.iter(T, SYM) if (e.text or "").strip()), None)
    if first is None:
        return
    text = (first.text or "").lstrip()
    rest = text.removeprefix(label)
    alone = not rest or rest[0].isspace() or rest[0] in ".)]" or not label[-1].isalnum()
    raised = first.getparent().tag == R and styles.is_raised(first.getparent())
    if text.startswith(label) and alone and (raised or not label.isalnum()):
        first.text = rest


def call_again(body: _Element, fields: Iterable[NoteField], notes: DocxNotes, styles: DocxStyles) -> None:
    """Fields that give the number of a note called elsewhere are calls too, where they look like it."""
    called = _bookmarked_calls(body)
    for again in fields:
        call = called.get(again.bookmark)
        first = next((e for e in again.results if (e.text or "").strip()), None)
        if call is None or call not in notes.calls or first is None:
            continue
        run = first.getparent()
        if again.as_marker or (run.tag == R and styles.is_raised(run)):
            for element in again.results:
                element.text = None
            notes.calls[first] = notes.calls[call]


def _bookmarked_calls(body: _Element) -> dict[str, _Element]:
    """Bookmark → the first call in it."""
    calls: list[_Element] = []
    opened: dict[str | None, tuple[str, int]] = {}
    ends: list[tuple[str, int, int]] = []
    for element in body.iter(_BOOKMARK, _BOOKMARK_END, *_CLASSES):
        if element.tag == _BOOKMARK:
            opened[element.get(ID)] = (element.get(f"{W}name", ""), len(calls))
        elif element.tag == _BOOKMARK_END:
            name, since = opened.pop(element.get(ID), ("", 0))
            ends.append((name, since, len(calls)))
        else:
            calls.append(element)
    return {name: calls[since] for name, since, until in ends if since < until}
