"""Word document → Document: finds its parts, cleans them, labels its notes, and walks the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.parse.addresses import outside
from qa.parse.archive import open_archive
from qa.parse.builder import DocumentBuilder
from qa.parse.declared_language import commonest, with_language
from qa.parse.docx.letters import link_raised_runs
from qa.parse.docx.names import CELL, MATH, ROW, TABLE, P, R, W
from qa.parse.docx.notes import DocxNotes, call_again, keys_of_calls, number_notes
from qa.parse.docx.numbering import docx_list_numbers
from qa.parse.docx.parts import Parts, read_parts
from qa.parse.docx.styles import DocxStyles
from qa.parse.docx.visible import make_story_visible
from qa.parse.linked import Link, LinkedNotes, find_linked_notes
from qa.parse.separators import take_out_separators
from qa.parse.tables import Tables
from qa.parse.title import with_file_title
from qa.parse.tree import BREAK, DROP, INLINE, Act, Role, TreeReader
from qa.parse.typed import link_typed
from qa.types.document import BlockKind, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_LINK_NAME = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PROPERTIES = "pPr rPr sectPr tblPr tblPrEx tblGrid trPr tcPr sdtPr sdtEndPr instrText fldChar"
_ROLES = {
    **{f"{W}{name}": DROP for name in _PROPERTIES.split()},
    **{f"{W}{name}": BREAK for name in ("tab", "ptab", "br", "cr")},
    f"{MATH}sup": Role(Act.INLINE, raised=True),
}
_RUNS = {
    (bold, raised): Role(Act.INLINE, bold=bold, raised=raised) for bold in (False, True) for raised in (False, True)
}


def parse_docx(data: bytes, name: str, doc_id: str) -> Document:
    """Parse a Word document; `name` is the file's, for messages.

    Raises:
        DocumentError: no Word document, damaged, encrypted, or unsafe to open.
    """
    parts = read_parts(open_archive(data, name), name)
    styles = DocxStyles(parts.styles.root if parts.styles else None)
    links = _web_links(parts)
    notes, linked = _clean_and_number(parts, styles, links)
    numbered = docx_list_numbers(parts.document.root, parts.numbering.root, styles) if parts.numbering else {}
    roles = _Roles(styles, notes, linked, numbered, links)
    builder = DocumentBuilder()
    reader = TreeReader(builder)
    reader.read(parts.document.root, roles.of, parts.document.path)
    for key, _, note in notes.in_order():
        reader.read(note, roles.of, key.replace("-", " "))
    document = with_language(with_file_title(builder.document(doc_id), parts.title), *_languages(parts))
    return link_typed(document, reader.numbers, own_labels=False)


def _languages(parts: Parts) -> list[str | None]:
    """What most runs say of themselves, and what the styles say of all that say nothing."""
    runs = (run.find(f"{W}rPr/{W}lang") for run in parts.document.root.iter(R))
    said = commonest(lang.get(f"{W}val") if lang is not None else None for lang in runs)
    usual = parts.styles.root.find(f"{W}docDefaults//{W}lang") if parts.styles else None
    return [said, usual.get(f"{W}val") if usual is not None else None]


def _web_links(parts: Parts) -> dict[_Element, str]:
    """The hyperlinks that lead out of the document, with their addresses."""
    links: dict[_Element, str] = {}
    for part in (parts.document, parts.footnotes, parts.endnotes):
        targets = parts.targets.get(part.path, {}) if part else {}
        for element in part.root.iter(f"{W}hyperlink") if part and targets else ():
            if url := outside(targets.get(element.get(_LINK_NAME, ""))):
                links[element] = url
    return links


def _clean_and_number(parts: Parts, styles: DocxStyles, links: dict[_Element, str]) -> tuple[DocxNotes, LinkedNotes]:
    body = parts.document.root
    stories = [body, *(part.root for part in (parts.footnotes, parts.endnotes) if part)]
    once_called = keys_of_calls(stories)
    fields = [again for story in stories for again in make_story_visible(story, styles, links)]
    deleted = once_called - keys_of_calls(stories)
    settings = parts.settings.root if parts.settings else None
    notes = number_notes(body, stories[1:], settings, deleted, styles)
    call_again(body, fields, notes, styles)
    linked = find_linked_notes(body, *_links_and_places(body), P)
    link_raised_runs(body, styles, linked)
    notes.calls.update(linked.calls)
    take_out_separators(notes.calls, P)
    return notes, linked


def _links_and_places(body: _Element) -> tuple[list[Link], dict[str, _Element]]:
    links = [Link(element, element.get(f"{W}anchor", "")) for element in body.iter(f"{W}hyperlink")]
    places: dict[str, _Element] = {}
    for bookmark in body.iter(f"{W}bookmarkStart") if links else ():
        paragraph = next(bookmark.iterancestors(P), None)
        paragraph = next(bookmark.itersiblings(P), None) if paragraph is None else paragraph
        if paragraph is not None:
            places.setdefault(bookmark.get(f"{W}name", ""), paragraph)
    return links, places


class _Roles:
    """What each element of a cleaned story is."""

    def __init__(
        self,
        styles: DocxStyles,
        notes: DocxNotes,
        linked: LinkedNotes,
        numbered: Mapping[_Element, int],
        links: Mapping[_Element, str],
    ) -> None:
        self._styles = styles
        self._calls = notes.calls
        self._numbered = numbered
        self._links = links
        self._notes = {body: (label, key) for key, label, body in notes.in_order()} | linked.notes
        self._tables = Tables(TABLE, ROW, CELL)

    def of(self, element: _Element) -> Role:
        """Ask once for each element, from the outside in."""
        if element in self._calls:
            return Role(Act.MARKER, marks=(self._calls[element],))
        if element in self._notes:
            return Role(Act.NOTE, BlockKind.NOTE, marks=(self._notes[element],))
        if element in self._links and (url := outside(self._links[element])):
            return Role(Act.INLINE, link=url)
        tag = element.tag
        if tag == R:
            return _RUNS[self._styles.look(element)]
        if tag == P:
            role = self._styles.role(element)
            return replace(role, number=self._numbered[element]) if element in self._numbered else role
        if tag in (ROW, CELL):
            return self._tables.role(element)
        return _ROLES.get(tag, INLINE)
