"""Takes out of a story (the body, or all footnotes) what a reader of the final document does not see.

Deleted, hidden and placeholder text, the second of two alternative branches, field codes; text boxes are set after the
paragraph that they hang on. What is left holds text in `w:t` and `m:t` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.parse.docx.fields import NoteField, take_out_codes
from qa.parse.docx.names import (
    CELL,
    COMPATIBILITY,
    FIELD_CHARACTER,
    FIELD_CODE,
    MATH,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    SYM,
    P,
    R,
    T,
    W,
    child,
)
from qa.parse.docx.styles import DocxStyles
from qa.parse.docx.symbols import symbol, without_private

if TYPE_CHECKING:
    from lxml.etree import _Element

_DELETED = (f"{W}del", f"{W}moveFrom", f"{W}rt", f"{MATH}ctrlPr")
_ALTERNATES = f"{COMPATIBILITY}AlternateContent"
_TEXT_BOX = f"{W}txbxContent"
_TEXT = (T, f"{MATH}t", SYM, f"{W}footnoteReference", f"{W}endnoteReference")
_KEPT_WHEN_HIDDEN = frozenset({FIELD_CHARACTER, FIELD_CODE, RUN_PROPERTIES})
_MARKUP_TEXT = "//text()[not(parent::w:t) and not(parent::m:t)]"
_PREFIXES = {"w": W[1:-1], "m": MATH[1:-1]}


def make_story_visible(story: _Element, styles: DocxStyles, links: dict[_Element, str]) -> list[NoteField]:
    """Change the story in place; returns the fields in it that call a note again, and enters its texts that are links."""
    _choose_alternates(story)
    _remove_deleted(story)
    _remove_hidden(story, styles)
    fields = take_out_codes(story, links)
    _join_paragraphs(story)
    _lift_text_boxes(story)
    _leave_text_only(story)
    return fields


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _choose_alternates(story: _Element) -> None:
    """Of branches for newer and older programs, keep the first that holds text."""
    for element in list(story.iter(_ALTERNATES)):
        branches = list(element)
        kept = next((b for b in branches if next(b.iter(*_TEXT), None) is not None), None)
        for branch in branches:
            if branch is not kept:
                element.remove(branch)


def _remove_deleted(story: _Element) -> None:
    for element in list(story.iter(*_DELETED)):
        parent = element.getparent()
        if parent is None or parent.tag == RUN_PROPERTIES:
            continue
        if parent.tag == f"{W}trPr":
            element = parent.getparent()
        if element is not None:
            _remove(element)
    for mark in list(story.iter(f"{W}cellDel", f"{W}showingPlcHdr")):
        owner = next(mark.iterancestors(CELL if mark.tag == f"{W}cellDel" else f"{W}sdt"), None)
        if owner is not None:
            _remove(owner)


def _remove_hidden(story: _Element, styles: DocxStyles) -> None:
    if not styles.hide and next(story.iter(f"{W}vanish"), None) is None:
        return
    for run in story.iter(R):
        if styles.is_hidden(run):
            for piece in list(run):
                if piece.tag not in _KEPT_WHEN_HIDDEN:
                    run.remove(piece)


def _join_paragraphs(story: _Element) -> None:
    """A paragraph whose end is deleted runs on into the next one, which says what they are together."""
    for mark in reversed(list(story.iter(f"{W}del", f"{W}moveFrom"))):
        paragraph = _paragraph_ended_by(mark)
        following = paragraph.getnext() if paragraph is not None else None
        if paragraph is None or following is None or following.tag != P:
            continue
        own = child(following, PARAGRAPH_PROPERTIES)
        pieces = [piece for piece in paragraph if piece.tag != PARAGRAPH_PROPERTIES]
        for piece in reversed(pieces):
            if own is not None:
                own.addnext(piece)
            else:
                following.insert(0, piece)
        _remove(paragraph)


def _paragraph_ended_by(mark: _Element) -> _Element | None:
    """The paragraph in whose end mark's properties the mark stands."""
    run = mark.getparent()
    properties = run.getparent() if run is not None and run.tag == RUN_PROPERTIES else None
    if properties is None or properties.tag != PARAGRAPH_PROPERTIES:
        return None
    paragraph: _Element | None = properties.getparent()
    return paragraph


def _lift_text_boxes(story: _Element) -> None:
    """Last first, so that several boxes of one paragraph keep their order."""
    for box in reversed(list(story.iter(_TEXT_BOX))):
        paragraph = next(box.iterancestors(P), None)
        if paragraph is not None and paragraph.getparent() is not None:
            paragraph.addnext(box)


def _leave_text_only(story: _Element) -> None:
    for text in story.xpath(_MARKUP_TEXT, namespaces=_PREFIXES):
        owner = text.getparent()
        if text.is_tail:
            owner.tail = None
        else:
            owner.text = None
    for fraction_part in story.iter(f"{MATH}den"):
        first = next(fraction_part.iter(f"{MATH}t"), None)
        if first is not None:
            first.text = f"/{first.text or ''}"
    for element in story.iter(T, SYM, f"{W}noBreakHyphen"):
        if element.tag == T:
            element.text = without_private(element.text or "").replace("\xad", "")
        elif element.tag == SYM:
            element.text = symbol(element.get(f"{W}char", ""), element.get(f"{W}font", ""))
        else:
            element.text = "-"
