"""OpenDocument text → Document: cleans the tree, tells calls of notes, and walks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qa.errors import DocumentError
from qa.parse.addresses import outside
from qa.parse.archive import Archive, open_archive
from qa.parse.builder import DocumentBuilder
from qa.parse.declared_language import with_language
from qa.parse.linked import Link, LinkedNotes, find_linked_notes
from qa.parse.odt.formulas import write_formulas
from qa.parse.odt.letters import link_raised_spans
from qa.parse.odt.names import CELL, DRAW, FO, NOTE_CITATION, OFFICE, ROW, SPAN, STYLE, SVG, TABLE, TEXT, H, P
from qa.parse.odt.notes import OdtNotes, find_notes
from qa.parse.odt.numbering import odt_list_numbers
from qa.parse.odt.styles import OdtStyles
from qa.parse.odt.visible import make_body_visible
from qa.parse.separators import take_out_separators
from qa.parse.tables import Tables
from qa.parse.title import with_file_title
from qa.parse.tree import BREAK, DROP, GROUP, INLINE, Act, Role, TreeReader
from qa.parse.typed import link_typed
from qa.parse.xml import parse_xml
from qa.types.document import BlockKind, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_HREF = "{http://www.w3.org/1999/xlink}href"
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DROPPED = "tracked-changes table-of-content-source ruby-text sequence-decls variable-decls user-field-decls".split()
_LIST_ITEM = Role(Act.GROUP, BlockKind.LIST_ITEM)
_ROLES = {
    **{f"{TEXT}{name}": DROP for name in _DROPPED},
    **{f"{OFFICE}{name}": DROP for name in ("annotation", "forms", "scripts", "event-listeners", "binary-data")},
    **{f"{SVG}{name}": DROP for name in ("title", "desc")},
    **{f"{TEXT}{name}": BREAK for name in ("s", "tab", "line-break")},
    NOTE_CITATION: DROP,
    f"{DRAW}text-box": GROUP,
    f"{TEXT}list-item": _LIST_ITEM,
    f"{TEXT}list-header": _LIST_ITEM,
}


def parse_odt(data: bytes, name: str, doc_id: str) -> Document:
    """Parse an OpenDocument text; `name` is the file's, for messages.

    Raises:
        DocumentError: no such text, damaged, encrypted, or unsafe to open.
    """
    archive = open_archive(data, name)
    body, roots = _read(archive, name)
    styles = OdtStyles(roots)
    make_body_visible(body, styles)
    write_formulas(body, archive, name)
    notes = find_notes(body, styles)
    linked = find_linked_notes(body, *_links_and_places(body), f"{P} {H}")
    link_raised_spans(body, styles, linked)
    notes.calls.update(linked.calls)
    take_out_separators(notes.calls, f"{P} {H}")
    roles = _Roles(styles, notes, linked, odt_list_numbers(body, roots))
    builder = DocumentBuilder()
    reader = TreeReader(builder)
    reader.read(body, roles.of, _CONTENT)
    for key, _, note in notes.in_order():
        reader.read(note, roles.of, key)
    meta = parse_xml(archive.read(_META), f"{name} ({_META})") if _META in archive else None
    title = next(meta.iter(_TITLE), None) if meta is not None else None
    document = with_file_title(builder.document(doc_id), title.text if title is not None else None)
    language = next(meta.iter(_LANGUAGE), None) if meta is not None else None
    said = language.text if language is not None else None
    return link_typed(with_language(document, said, _usual_language(roots)), reader.numbers)


def _usual_language(roots: list[_Element]) -> str | None:
    """That of the paragraphs whose style says nothing else."""
    styles = (s for root in roots for s in root.iter(f"{STYLE}default-style") if s.get(f"{STYLE}family") == "paragraph")
    properties = (style.find(f"{STYLE}text-properties") for style in styles)
    return next((p.get(f"{FO}language") for p in properties if p is not None and p.get(f"{FO}language")), None)


def _read(archive: Archive, name: str) -> tuple[_Element, list[_Element]]:
    """The `office:text` element, and the roots of the files that hold styles."""
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise DocumentError(f"{name}: encrypted; save it without a password")
    roots = [parse_xml(archive.read(m), f"{name} ({m})") for m in (_CONTENT, _STYLES) if m in archive]
    body = roots[0].find(f"{OFFICE}body/{OFFICE}text") if _CONTENT in archive else None
    if body is None:
        raise DocumentError(
            f"{name}: not what its name says: a ZIP archive without an OpenDocument text; check the file"
        )
    return body, roots


def _links_and_places(body: _Element) -> tuple[list[Link], dict[str, _Element]]:
    inside = [a for a in body.iter(f"{TEXT}a") if a.get(_HREF, "").startswith("#")]
    places: dict[str, _Element] = {}
    for bookmark in body.iter(f"{TEXT}bookmark", f"{TEXT}bookmark-start") if inside else ():
        paragraph = next(bookmark.iterancestors(P, H), None)
        if paragraph is not None:
            places.setdefault(bookmark.get(f"{TEXT}name", ""), paragraph)
    return [Link(a, a.get(_HREF, "")[1:]) for a in inside], places


class _Roles:
    """What each element of the cleaned text is."""

    def __init__(
        self, styles: OdtStyles, notes: OdtNotes, linked: LinkedNotes, numbered: Mapping[_Element, int]
    ) -> None:
        self._styles = styles
        self._calls = notes.calls
        self._numbered = numbered
        self._notes = {body: (label, key) for key, label, body in notes.in_order()} | linked.notes
        self._tables = Tables(f"{TABLE}table", ROW, CELL)

    def of(self, element: _Element) -> Role:
        """Ask once for each element, from the outside in."""
        if element in self._calls:
            return Role(Act.MARKER, marks=(self._calls[element],))
        if element in self._notes:
            return Role(Act.NOTE, BlockKind.NOTE, marks=(self._notes[element],))
        tag = element.tag
        if tag in (P, H):
            return self._paragraph(element)
        if tag == SPAN:
            style = self._styles.span(element)
            return Role(Act.INLINE, bold=style.bold, raised=style.raised)
        if tag == f"{TEXT}a" and (url := outside(element.get(_HREF))):
            return Role(Act.INLINE, link=url)
        if tag in (ROW, CELL):
            return self._tables.role(element)
        return _ROLES.get(tag, INLINE)

    def _paragraph(self, element: _Element) -> Role:
        style = self._styles.paragraph(element)
        if style.is_contents_entry:
            return Role(Act.BLOCK, repeated=True)
        level = style.level
        if element.tag == H:
            outline = element.get(f"{TEXT}outline-level", "")
            level = min(int(outline), 9) if outline.isdecimal() and len(outline) < 4 else level or 1
        if level:
            return Role(Act.BLOCK, BlockKind.HEADING, level)
        if element in self._numbered:
            return Role(Act.BLOCK, BlockKind.LIST_ITEM, number=self._numbered[element])
        return Role(Act.BLOCK, style.kind, bold=style.bold)
