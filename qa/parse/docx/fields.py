"""Field codes such as `PAGEREF _Toc1` are taken out of a story, their results stay; cross-references to notes are returned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qa.parse.docx.names import FIELD_CHARACTER, FIELD_CODE, SIMPLE_FIELD, P, T, W
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOTE_REFERENCE = regex(r"\s*(?:NOTEREF|FTNREF)\s+\"?([^\s\"\\]+)", re.IGNORECASE)
_HYPERLINK = regex(r"\s*HYPERLINK\s+\"?(https?://[^\s\"]+)", re.IGNORECASE)
_RAISED = regex(r"\\f\b", re.IGNORECASE)
_KIND = f"{W}fldCharType"
_MAX_CODE = 500
_SET_APART = regex(r"(?:[\s(\[]|\b(?:n|nn|fn|note|notes|footnote)\.?)\Z", re.IGNORECASE)


@dataclass(slots=True)
class NoteField:
    """A field whose result is the number of a note that is called elsewhere."""

    bookmark: str
    as_marker: bool
    """The field asks for the look of a marker, or its result is glued to the word before."""
    results: list[_Element] = field(default_factory=list)
    """Its `w:t` elements."""


@dataclass(slots=True)
class _Open:
    before: str
    code: str = ""
    in_code: bool = True
    note: NoteField | None = None
    link: str | None = None


def take_out_codes(story: _Element, links: dict[_Element, str]) -> list[NoteField]:
    """Empty what stands in field codes; returns the fields that call a note again, and enters texts that are links."""
    closed = _closed_fields(story)
    found: list[NoteField] = []
    fields: list[_Open] = []
    codes = 0
    before = ""
    for element in story.iter(FIELD_CHARACTER, FIELD_CODE, P, T):
        if element.tag == P:
            before = ""
        elif element.tag == FIELD_CHARACTER:
            if element in closed:
                codes += _follow(element.get(_KIND), fields, before, found)
        elif element.tag == FIELD_CODE:
            if fields and fields[-1].in_code and len(fields[-1].code) < _MAX_CODE:
                fields[-1].code += element.text or ""
        elif codes:
            element.text = None
        else:
            _enter_result(element, fields, links)
            before = element.text or before
    found += _simple_fields(story, links)
    return [note for note in found if note.results]


def _enter_result(text: _Element, fields: list[_Open], links: dict[_Element, str]) -> None:
    """Enter a text that a field shows as a note's number, or as a link."""
    if fields and fields[-1].note:
        fields[-1].note.results.append(text)
    elif link := next((field.link for field in fields if field.link), None):
        links[text] = link


def _follow(kind: str | None, fields: list[_Open], before: str, found: list[NoteField]) -> int:
    """Enter, divide or leave a field; returns by how much the number of open codes changes."""
    if kind == "begin":
        fields.append(_Open(before))
        return 1
    if not fields:
        return 0
    if kind == "end":
        return -int(fields.pop().in_code)
    opened = fields[-1]
    if kind != "separate" or not opened.in_code:
        return 0
    opened.in_code = False
    opened.note = _note_field(opened.code, opened.before)
    link = _HYPERLINK.match(opened.code)
    opened.link = link[1] if link else None
    if opened.note:
        found.append(opened.note)
    return -1


def _closed_fields(story: _Element) -> set[_Element]:
    """The `w:fldChar` of fields that have an end: one without would hide all that follows."""
    fields: list[list[_Element]] = []
    closed: set[_Element] = set()
    for element in story.iter(FIELD_CHARACTER):
        kind = element.get(_KIND)
        if kind == "begin":
            fields.append([element])
        elif fields:
            fields[-1].append(element)
            if kind == "end":
                closed.update(fields.pop())
    return closed


def _simple_fields(story: _Element, links: dict[_Element, str]) -> Iterator[NoteField]:
    for element in story.iter(SIMPLE_FIELD):
        if code := _HYPERLINK.match(element.get(f"{W}instr", "")):
            links.update(dict.fromkeys(element.iter(T), code[1]))
        note = _note_field(element.get(f"{W}instr", ""), "")
        if note:
            note.results.extend(element.iter(T))
            yield note


def _note_field(code: str, before: str) -> NoteField | None:
    match = _NOTE_REFERENCE.match(code)
    if not match:
        return None
    glued = bool(before) and not _SET_APART.search(before)
    return NoteField(match[1], as_marker=glued or bool(_RAISED.search(code)))
