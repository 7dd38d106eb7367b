"""JATS (journal article) XML → Document: footnotes and cited references by their cross-references."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.errors import DocumentError
from qa.parse.addresses import outside
from qa.parse.brackets import strip_brackets
from qa.parse.builder import DocumentBuilder
from qa.parse.citations import set_in_order
from qa.parse.declared_language import attribute_of, with_language
from qa.parse.jats_labels import (
    called_as,
    called_elements,
    given_doi,
    jats_label,
    jats_marker,
    jats_tag,
    jats_words,
    raised_head,
    stays_in_place,
)
from qa.parse.ranges import ranges
from qa.parse.title import with_title
from qa.parse.tree import BREAK, CELL, DROP, GROUP, INLINE, PARAGRAPH, Act, Role, TreeReader
from qa.parse.typed import link_typed
from qa.types.document import BlockKind, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = frozenset({"article", "sub-article", "response", "book", "book-part-wrapper"})
_CAPTION = Role(Act.BLOCK, BlockKind.CAPTION)
_ROLES = {
    **dict.fromkeys("p contrib verse-line term disp-formula preformat license-p aff corresp".split(), PARAGRAPH),
    **dict.fromkeys(
        "abstract ack alternatives app app-group article article-meta author-notes back bio body book book-body book-part "
        "boxed-text contrib-group def def-item def-list disp-formula-group fig fig-group floats-group fn fn-group front front-stub "
        "glossary license list notes permissions ref ref-list response sec speech statement sub-article table table-wrap "
        "table-wrap-foot tbody tfoot thead title-group trans-abstract verse-group".split(),
        GROUP,
    ),
    "article-title": Role(Act.BLOCK, BlockKind.HEADING, 1),
    "book-title": Role(Act.BLOCK, BlockKind.HEADING, 1),
    "subtitle": Role(Act.BLOCK, BlockKind.HEADING, 2),
    "list-item": Role(Act.GROUP, BlockKind.LIST_ITEM),
    "disp-quote": Role(Act.GROUP, BlockKind.QUOTATION),
    "caption": Role(Act.GROUP, BlockKind.CAPTION),
    "attrib": Role(Act.BLOCK, BlockKind.CREDIT),
    "tr": Role(Act.BLOCK, BlockKind.TABLE_ROW),
    **dict.fromkeys(("td", "th"), CELL),
    **dict.fromkeys(
        "addr-line break collab contrib-id country email given-names institution on-behalf-of role".split(), BREAK
    ),
    "bold": Role(Act.INLINE, bold=True),
    "sup": Role(Act.INLINE, raised=True),
    **dict.fromkeys(
        "article-categories article-id book-id counts custom-meta-group elocation-id fpage funding-group graphic history issue "
        "journal-meta kwd-group lpage media object-id pub-date related-article self-uri volume".split(),
        DROP,
    ),
}
# A citation that is tagged but not typeset gets the punctuation that journals set.
_CITED = {
    "given-names": Role(Act.BREAK, around=(" ", "")),
    "year": Role(Act.BREAK, around=(" (", ") ")),
    "article-title": Role(Act.BREAK, around=("", ". ")),
    "chapter-title": Role(Act.BREAK, around=("", ". ")),
    "source": Role(Act.BREAK, around=("", ", ")),
    "volume": Role(Act.BREAK, around=("", ", ")),
    "fpage": Role(Act.BREAK, around=("", "")),
    "lpage": Role(Act.BREAK, around=("–", "")),
    "pub-id": Role(Act.BREAK, around=(". ", "")),
}
_OWN_WORDS = ".//text()[not(ancestor::*[local-name()='xref' or local-name()='fn'])]"
_HREF = "{http://www.w3.org/1999/xlink}href"
_TAGGED = frozenset({"element-citation", "nlm-citation"})
_TITLED = frozenset("abstract ack app boxed-text fn-group glossary notes ref-list sec trans-abstract".split())


def parse_jats(root: _Element, name: str, doc_id: str) -> Document:
    """Parse the tree of an article (JATS) or a book (BITS).

    Markers are the cross-references to footnotes, to notes of tables and to the reference list; notes of tables and of the
    author list that nothing calls stay with their table and authors, as text. A citation by author and year reads as part
    of its sentence, and stays in it.

    Raises:
        DocumentError: the XML is something else.
    """
    tag = jats_tag(root)
    if tag not in _ROOTS:
        raise DocumentError(f"{name}: XML, but no JATS article (its root is <{tag}>); convert it to HTML or text")
    set_in_order(root)
    article = _Article(root)
    strip_brackets({element for element, role in article.markers.items() if role.act is Act.MARKER})
    builder = DocumentBuilder()
    TreeReader(builder).read(root, article.role)
    document = with_title(builder.document(doc_id), sure=(_front_title(root),))
    return link_typed(with_language(document, attribute_of(root)))


def _front_title(root: _Element) -> str | None:
    """The article's or book's title in its front matter, without the call of a note."""
    for group in root.iter("{*}title-group", "{*}book-title-group"):
        title = next(group.iter("{*}article-title", "{*}book-title"), None)
        if title is not None:
            return " ".join("".join(title.xpath(_OWN_WORDS)).split())
    return None


class _Article:
    """What each element of one article is."""

    def __init__(self, root: _Element) -> None:
        called = called_elements(root)
        self.markers = {e: role for e in root.iter("{*}xref") if (role := jats_marker(e, called)) is not None}
        self.notes: dict[_Element, Role] = {}
        self._add_raised_in_tables(root)
        labels = called_as(self.markers.values())
        noted = [called[key] for key in labels if key in called and jats_tag(called[key]) not in ("fn", "ref")]
        for number, element in enumerate([*root.iter("{*}fn", "{*}ref"), *noted]):
            key = element.get("id") or f"note {number}"
            if key in labels or not stays_in_place(element):
                label = jats_label(element) or labels.get(key, "")
                here = key not in labels and jats_tag(element.getparent()) == "p"
                self.notes[element] = Role(Act.NOTE, marks=((label, key),), here=here)
        self._add_ranges()

    def _add_raised_in_tables(self, root: _Element) -> None:
        """Raised labels in a table that its own notes have, where no cross-reference calls these."""
        for number, table in enumerate(root.iter("{*}table-wrap")):
            for n, fn in enumerate(fn for fn in table.iter("{*}fn") if not fn.get("id")):
                fn.set("id", f"table {number} note {n}")
            known = {jats_label(fn): fn.get("id") for fn in table.iter("{*}fn") if jats_label(fn)}
            under = () if known else table.iterfind(".//{*}table-wrap-foot/{*}p")
            typed = {label: p for p in under if (label := raised_head(p))}
            known |= {label: f"table {number} {label}" for label in typed}
            for raised in table.iter("{*}sup") if known else ():
                labels = [label for label in re.split(r"[\s,;]+", jats_words(raised).strip(" ()[]")) if label]
                inside = any(jats_tag(e) in ("fn", "xref", "label", "table-wrap-foot") for e in raised.iterancestors())
                if labels and not inside and len(raised) == 0 and all(label in known for label in labels):
                    self.markers[raised] = Role(Act.MARKER, marks=tuple((label, known[label]) for label in labels))
                    typed_notes = {typed[label]: (label, known[label]) for label in labels if label in typed}
                    self.notes |= {p: Role(Act.NOTE, marks=(mark,)) for p, mark in typed_notes.items()}

    def _add_ranges(self) -> None:
        """What stands between the ends of a range that two cross-references set is called too."""
        order = [role.marks[0] for role in self.notes.values()]
        single = ((e, role.marks[0]) for e, role in self.markers.items() if len(role.marks) == 1)
        for element, between in ranges(single, order):
            role = self.markers[element]
            self.markers[element] = replace(role, marks=(*role.marks, *between))

    def _is_raised_label(self, element: _Element) -> bool:
        """True for the label that stands raised at the beginning of a note's own text."""
        paragraph = element.getparent() if jats_tag(element) == "sup" else None
        if paragraph is None or paragraph[0] is not element:
            return False
        note = self.notes.get(paragraph) or self.notes.get(paragraph.getparent())
        return note is not None and raised_head(paragraph) == note.marks[0][0].strip(" .()[]")

    def role(self, element: _Element) -> Role:
        """Called by the walk for each element."""
        known = self.markers.get(element) or self.notes.get(element)
        if known is not None:
            return known
        if self._is_raised_label(element):
            return DROP
        tag, parent = jats_tag(element), element.getparent()
        inside = jats_tag(parent)
        if tag in _TAGGED and parent is not None and any(jats_tag(e) == "mixed-citation" for e in parent):
            # The same reference is given twice: as it is typeset, and taken apart.
            return DROP
        if tag == "label":
            return DROP if parent in self.notes else _CAPTION if inside in ("fig", "table-wrap") else INLINE
        if tag == "title":
            depth = sum(jats_tag(e) in _TITLED for e in element.iterancestors())
            return _CAPTION if inside == "caption" else Role(Act.BLOCK, BlockKind.HEADING, depth + 1)
        if (
            tag == "tex-math"
            and parent is not None
            and parent.find("{http://www.w3.org/1998/Math/MathML}math") is not None
        ):
            return DROP
        if tag == "xref" and element.get("ref-type") in ("aff", "corresp", "author-notes"):
            return DROP
        if tag in ("ext-link", "uri") and (url := outside(element.get(_HREF) or jats_words(element))):
            return Role(Act.INLINE, link=url)
        cited = next((t for e in element.iterancestors() if "citation" in (t := jats_tag(e))), None)
        role = _cited_role(element, tag, tagged_only=cited == "element-citation") if cited else _ROLES.get(tag, INLINE)
        url = given_doi(element)
        return replace(role, link=url) if url else role


def _cited_role(element: _Element, tag: str, *, tagged_only: bool) -> Role:
    """A part of a citation: as typeset, or with punctuation where it is only tagged."""
    if tag == "given-names" and jats_tag(element.getparent()) == "name":
        return _CITED[tag]
    if not tagged_only:
        return INLINE
    if tag in ("name", "collab"):
        return Role(Act.BREAK, around=("" if element.getprevious() is None else ", ", ""))
    return _CITED.get(tag, BREAK if tag not in ("surname", "person-group", "italic", "bold", "sup", "sub") else INLINE)
