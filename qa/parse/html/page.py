"""HTML → Document: what each element is; scripts, menus and edit links are left out."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from qa.errors import DocumentError
from qa.parse.addresses import outside
from qa.parse.brackets import strip_brackets
from qa.parse.builder import DocumentBuilder
from qa.parse.declared_language import attribute_of, with_language
from qa.parse.encoding import declared_in_html, decode
from qa.parse.html.crowded import refuse_crowded_tags
from qa.parse.html.layout import layout_elements
from qa.parse.html.marks import EPUB_TYPE, tag_of
from qa.parse.html.note_tables import unfold_note_tables
from qa.parse.html.notes import NoteLinks, find_note_links
from qa.parse.html.raised import raise_by_style
from qa.parse.html.revealed import reveal
from qa.parse.html.titles import titles_in_head
from qa.parse.html.unclosed import close_asides
from qa.parse.title import with_title
from qa.parse.tree import BREAK, CELL, DROP, GROUP, INLINE, PARAGRAPH, Act, Role, TreeReader
from qa.parse.typed import link_typed
from qa.regex import regex
from qa.types.document import BlockKind, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {
    **{f"h{n}": Role(Act.BLOCK, BlockKind.HEADING, n) for n in range(1, 7)},
    **dict.fromkeys("p pre address dt dd legend summary".split(), PARAGRAPH),
    **dict.fromkeys(
        "article aside body center dir div dl details fieldset figure footer form header hr html main menu noscript ol section "
        "table tbody tfoot thead ul".split(),
        GROUP,
    ),
    "li": Role(Act.GROUP, BlockKind.LIST_ITEM),
    "blockquote": Role(Act.GROUP, BlockKind.QUOTATION),
    "caption": Role(Act.BLOCK, BlockKind.CAPTION),
    "figcaption": Role(Act.BLOCK, BlockKind.CAPTION),
    "tr": Role(Act.BLOCK, BlockKind.TABLE_ROW),
    "td": CELL,
    "th": CELL,
    "br": BREAK,
    "b": Role(Act.INLINE, bold=True),
    "strong": Role(Act.INLINE, bold=True),
    "sup": Role(Act.INLINE, raised=True),
    "code": Role(Act.INLINE, code=True),
    **dict.fromkeys(
        "audio button canvas datalist embed head iframe input map math-annotation nav object optgroup option rp rt script select "
        "source style svg template textarea title track video".split(),
        DROP,
    ),
}
_DANGLING = Role(Act.INLINE, raised=True)
_FURNITURE = frozenset({"nav", "template"})
"""What is left out unless notes stand in it."""
_CHROME = regex(
    r"(?:^|\s)(?:mw-editsection|mw-jump-link|navbox|toc|noprint|reflist-toc|sr-only|footnote_tooltip|ltx_note_type)(?:\s|$)"
)
_PAGE = regex(
    r"(?:^|\s)(?:page-?label|page-?num(?:ber)?|pagebreak|pageno)(?:\s|$)|doc-pagebreak|pagebreak", re.IGNORECASE
)
_CODE_CLASS = regex(r"(?:^|\s)(?:code\b|sourceCode|highlight|hljs|prettyprint|brush\b|lang(?:uage)?-|programlisting)")
_NO_XML = regex("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHARACTER = regex(r"&#(?:[xX](?P<hex>[0-9a-fA-F]{1,9})|(?P<decimal>\d{1,9}))")
_CITED_PAGE = regex(r"\s*:\s*[\dxvilc]+(?:\s*[-–,]\s*[\dxvilc]+)*\s*")
"""Wikipedia's page numbers behind a marker."""
_MOST_KEPT = 200_000
_LONGEST_PAGE = 60
"""Characters at the end of a page mark in which its label stands."""
_MAX_DEPTH_MESSAGE = "Excessive depth"


def parse_html(data: bytes, name: str, doc_id: str, encoding: str | None = None) -> Document:
    """Parse one HTML page.

    Raises:
        DocumentError: the bytes are not text in the page's encoding, hold no element, or are nested too deeply.
    """
    return parse_xhtml(_root(decode(data, name, encoding or declared_in_html(data)), name), name, doc_id)


def parse_xhtml(root: _Element, name: str, doc_id: str) -> Document:
    """Parse the tree of one page."""
    # lxml makes an element's object anew each time that it is met, unless it is kept.
    kept = list(islice(root.iter(), _MOST_KEPT))
    reveal(root)
    raise_by_style(root)
    unfold_note_tables(root)
    close_asides(root)
    links = find_note_links({name: root})
    if links.dangling:
        # Links to notes that lead nowhere: what they show may call notes that are only typed.
        document = _document(root, name, doc_id, links)
        if sum(marker.note is not None for marker in document.markers) >= len(links.markers) + len(links.dangling):
            return document
        links.keep_dangling()
    document = _document(root, name, doc_id, links)
    kept.clear()
    return document


def _document(root: _Element, name: str, doc_id: str, links: NoteLinks) -> Document:
    builder = DocumentBuilder()
    numbers = _read({name: root}, links, builder)
    sure, likely = titles_in_head(root)
    body = next(root.iter("{*}body"), None)
    said = [attribute_of(element) for element in (root, body) if element is not None]
    document = with_language(with_title(builder.document(doc_id), sure=sure, likely=likely), *said)
    return link_typed(document, numbers)


def read_html_pages(pages: Mapping[str, _Element], builder: DocumentBuilder, sheets: str = "") -> dict[int, int]:
    """Add pages, given by file name in reading order, to a document; of several, places begin with the name.

    `sheets` are the style sheets that the pages share, which say what is raised.
    Returns the numbers of ordered lists' items, which are not in the text, by the start of the item's block.
    """
    for root in pages.values():
        reveal(root)
        raise_by_style(root, sheets)
    links = find_note_links(pages)
    links.keep_dangling()
    return _read(pages, links, builder)


def _read(pages: Mapping[str, _Element], links: NoteLinks, builder: DocumentBuilder) -> dict[int, int]:
    strip_brackets(links.markers)
    layout = {element for root in pages.values() for element in layout_elements(root)}
    reader, roles = TreeReader(builder), _Roles(links, layout)
    for file, root in pages.items():
        reader.read(root, roles.of, file if len(pages) > 1 else "")
    return reader.numbers


def _root(text: str, name: str) -> _Element:
    from lxml import etree, html

    refuse_crowded_tags(text, name)
    # Not `html.HTMLParser`: its elements have methods that nothing here needs, and cost a look-up each time that one is met.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ValueError, etree.LxmlError) as error:
        raise DocumentError(f"{name}: holds no HTML that can be read ({error}); check the file") from error
    if any(_MAX_DEPTH_MESSAGE in entry.message for entry in parser.error_log):
        raise DocumentError(f"{name}: its elements are nested too deeply to be read whole; simplify the page")
    if _NO_XML.search(text) or any(not _is_xml(match) for match in _CHARACTER.finditer(text)):
        _clean(root)
    return root


def _is_xml(reference: re.Match[str]) -> bool:
    """True for `&#160;`, which stands for a character that XML has a place for."""
    value = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return value < sys.maxunicode and not _NO_XML.match(chr(value))


def _clean(root: _Element) -> None:
    """Take out characters that XML has no place for, such as those of `&#12;`: the tree does not take them back."""
    for element in root.iter():
        if element.text and _NO_XML.search(element.text):
            element.text = _NO_XML.sub(" ", element.text)
        if element.tail and _NO_XML.search(element.tail):
            element.tail = _NO_XML.sub(" ", element.tail)


class _Roles:
    """What each element is, asked in document order."""

    def __init__(self, links: NoteLinks, layout: Collection[_Element]) -> None:
        self._layout = layout
        self._items: dict[_Element, int] = {}
        self._around = {ancestor for note in links.notes for ancestor in note.iterancestors()}
        notes = {note: Role(Act.NOTE, marks=(marks,), here=note in links.inline) for note, marks in links.notes.items()}
        calls = {
            call: Role(Act.MARKER, marks=(mark, *links.between.get(call, ()))) for call, mark in links.markers.items()
        }
        self._told = dict.fromkeys(links.dangling, _DANGLING) | dict.fromkeys(links.dropped, DROP) | notes | calls

    def of(self, element: _Element) -> Role:
        """Called by the walk for each element."""
        if told := self._told.get(element):
            return told
        tag = tag_of(element)
        if element in self._layout:
            return GROUP
        if tag in _FURNITURE and element in self._around:
            return GROUP
        special = _special(element, tag) if element.attrib and element not in self._around else None
        if tag == "sup" and _CITED_PAGE.fullmatch("".join(islice(element.itertext(), 9))):
            return DROP
        if special is None and tag == "li" and tag_of(element.getparent()) == "ol":
            return Role(Act.GROUP, BlockKind.LIST_ITEM, number=self._number(element))
        if special is None and tag == "a" and (url := outside(element.get("href"))):
            return Role(Act.INLINE, link=url)
        if special is None and tag == "pre" and _CODE_CLASS.search(element.get("class", "")):
            return Role(Act.BLOCK, code=True)
        return special or _ROLES.get(tag, INLINE)

    def _number(self, item: _Element) -> int:
        """The number that a browser shows before the item of an ordered list."""
        parent, value = item.getparent(), item.get("value") or ""
        start = parent.get("start") or "1"
        before = self._items.get(parent, int(start) - 1 if start.isdecimal() else 0)
        self._items[parent] = number = int(value) if value.isdecimal() else before + 1
        return number


@lru_cache(maxsize=4096)
def _says(marks: str) -> tuple[bool, bool]:
    """Whether these classes and roles are of what is not text, and of a page's mark: a page repeats few of them."""
    return bool(_CHROME.search(marks)), bool(_PAGE.search(marks))


def _special(element: _Element, tag: str) -> Role | None:
    """What an element's attributes make of it: hidden, not part of the text, or the mark of a page."""
    get = element.get
    marks = f"{get('class', '')} {get('role', '')} {get(EPUB_TYPE) or get('epub:type', '')}"
    chrome, page = _says(marks)
    if tag != "body" and (chrome or get("hidden") is not None):
        return DROP
    if page and tag in ("a", "span", "hr", "div"):
        label = get("data-label") or get("title") or get("aria-label")
        words = label or "".join(islice(element.itertext(), 9))
        shown = re.search(r"[\w.-]+\W*\Z", words[-_LONGEST_PAGE:])
        return Role(Act.PAGE, page=shown.group().strip("[]()*. ") if shown else None)
    return None
