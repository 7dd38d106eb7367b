"""Which links of HTML pages are footnote markers, and which elements are the notes they lead to.

A marker is a link to a note that says so (by role, `epub:type` or class), or a link that looks like one (`1`, `[1]`, `*`)
and leads to an element that links back, is marked as a note, or is named like one. Covers pandoc, Word, LibreOffice,
Wikipedia, docutils, Project Gutenberg, EPUB publishers and court reporters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_INLINE = frozenset("a abbr b big cite code em font i ins label q s small span strong sub sup tt u".split())
_CONTAINERS = frozenset("article body dl html main nav ol section table tbody tfoot thead ul".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_MARKER_ROLE = re.compile(r"\b(?:doc-)?(?:noteref|footnote-?ref|endnote-?ref)\b")
_MARKER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:foot|end|side)?notes?-?(?:ref(?:erence)?s?|mark(?:er)?|anchor|call|link)\b|\bfnref\b|\bfn-?(?:ref|link)\b|\bfootnote\b"
    r"|\bmsofootnotereference\b|\bmsoendnotereference\b|\bsdfootnoteanc\b|\bsdendnoteanc\b|\bfnanchor\b",
    re.IGNORECASE,
)
_NOTE_ROLE = re.compile(r"\b(?:doc-)?(?:footnote|endnote|rearnote|note)\b")
_NOTE_CLASS = re.compile(
    r"(?:^|\s)(?:foot|end|side)note(?:-?(?:text|body|item|content))?(?:\s|$)|(?:^|\s)fn(?:\s|$)", re.IGNORECASE
)
_NOTE_NAME = re.compile(
    r"(?:_?ftn|_?edn|sdfootnote|sdendnote|foot-?note|end-?note|cite_note|fn|en|note|user-content-fn|n)[-_:.]*(?:text|body|sym)?[-_:.]*\w{0,40}",
    re.IGNORECASE,
)
_BACK_NAME = re.compile(r"(?:ref|anc|anchor|back|return|rtn|src)(?:$|[-_:.\d])", re.IGNORECASE)
_BACK = re.compile(
    r"\bdoc-backlink\b|\bback-?(?:link|ref)s?\b|\bfootnote-?(?:back|return)\b|\breversefootnote\b|\bmw-cite-backlink\b",
    re.IGNORECASE,
)
_ARROWS = re.compile(r"[\s↩↑^⬆⤴←⏎↵︎️]+|\s*(?:back|return|jump(?: back)? up|go back|top)\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"[\s\[({]*((?:(?:foot|end)?note|nb|fn|n)\.?\s*\d{1,4}|\d{1,4}[a-z]?|[ivxlc]{1,7}|[a-z]{1,2}|[*†‡§¶‖#⁑]{1,4})[\s\])}]*[.:,]?\s*",
    re.IGNORECASE,
)

Key = tuple[str, str]
"""A file and a fragment in it."""


@dataclass(slots=True)
class NoteLinks:
    """What the links of one or several pages say of their footnotes."""

    markers: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    """Marker elements, in reading order: label, and key of the note."""
    notes: dict[_Element, tuple[str, str]] = field(default_factory=dict)
    """Note elements: label, and key."""
    dropped: set[_Element] = field(default_factory=set)
    """Links back and labels inside notes, which are no text."""


def find_note_links(pages: Mapping[str, _Element]) -> NoteLinks:
    """Read the links of pages, given by file name in reading order. Labels typed in notes are taken out of the trees."""
    return _Finder(pages).find()


class _Finder:
    """One run over all pages."""

    def __init__(self, pages: Mapping[str, _Element]) -> None:
        self.pages = pages
        self.targets: dict[Key, _Element] = {}
        self.names: dict[_Element, set[Key]] = defaultdict(set)
        self.links: dict[_Element, Key] = {}
        self.order: dict[_Element, int] = {}
        self.backs: set[_Element] = set()
        self.found = NoteLinks()
        for file, root in pages.items():
            for element in root.iter("{*}*"):
                self._register(file, element)

    def _register(self, file: str, element: _Element) -> None:
        for name in (element.get("id"), element.get("name")):
            if name:
                self.targets.setdefault((file, name), element)
                self.names[element].add((file, name))
        link = _local(element.get("href"), file, self.pages) if _tag(element) == "a" else None
        if link:
            self.links[element] = link
        if link or element in self.names:
            self.order[element] = len(self.order)

    def find(self) -> NoteLinks:
        for anchor, key in self.links.items():
            target = self.targets.get(key)
            if anchor in self.backs or _is_back(anchor):
                self.backs.add(anchor)
            elif target is not None:
                self._consider(anchor, key, target)
            elif _says_marker(anchor) and _LABEL.fullmatch(_words(anchor)):
                self.found.markers[anchor] = (_label(anchor), f"{key[0]}#{key[1]}")
        self._add_uncalled()
        self._read_labels()
        return self.found

    def _consider(self, anchor: _Element, key: Key, target: _Element) -> None:
        """Make the link a marker when it looks like one and leads to a note."""
        body = _body(target)
        if body is None or _tag(body) in _HEADINGS or body in anchor.iterancestors():
            return
        near = {name for element in _near(anchor) for name in self.names.get(element, ())}
        back = [link for link in body.iter("{*}a") if self.links.get(link) in near] if near else []
        says, looks = _says_marker(anchor), bool(_LABEL.fullmatch(_words(anchor)))
        if back and not says and self.order[anchor] > self.order[target]:
            return
        named = _says_note(body) or _says_note(target) or _is_note_name(key[1])
        if (looks and (says or back or named or _is_raised(anchor))) or (says and (back or named)):
            self.backs.update(back)
            note = self.found.notes.setdefault(body, ("", f"note-{len(self.found.notes)}"))
            self.found.markers[anchor] = (_label(anchor), note[1])

    def _add_uncalled(self) -> None:
        """Notes that nothing calls: those that say what they are, and items of a list that holds notes."""
        known = set(self.found.notes)
        lists = {body.getparent() for body in known if _tag(body) == "li"}
        around = {ancestor for body in known for ancestor in body.iterancestors()}
        for root in self.pages.values():
            for element in root.iter("{*}aside", "{*}div", "{*}li", "{*}p"):
                marked = _says_note(element) or (_tag(element) == "li" and element.getparent() in lists)
                if marked and element not in around and not known.intersection((element, *element.iterancestors())):
                    known.add(element)
                    self.found.notes[element] = ("", f"note-{len(self.found.notes)}")

    def _read_labels(self) -> None:
        """Give every note its label: typed before its text, else its marker's, else its place in a list."""
        called: dict[str, str] = {}
        for label, key in self.found.markers.values():
            called.setdefault(key, label)
        for body, (_, key) in self.found.notes.items():
            links = [
                link for link in body.iter("{*}a") if link in self.backs or _is_back(link) or self._names_back(link)
            ]
            typed = _take_label(body, links, called.get(key))
            self.found.dropped.update(links)
            own = (body.get("data-label") or "").strip(" .)]")
            self.found.notes[body] = (own or typed or called.get(key) or _ordinal(body), key)

    def _names_back(self, link: _Element) -> bool:
        """A link such as `<a href="#fnref1">1.</a>`, also where nothing has that name."""
        key = self.links.get(link)
        return key is not None and bool(_BACK_NAME.search(key[1])) and bool(_LABEL.fullmatch(_words(link)))


def _local(href: str | None, file: str, pages: Mapping[str, _Element]) -> Key | None:
    """Where a link leads, when it leads into one of the pages."""
    if not href or "#" not in href:
        return None
    path, _, fragment = href.partition("#")
    try:
        target = normpath(join(dirname(file), unquote(path))) if path else file
        # A saved page may link to itself by its full address.
        target = file if target not in pages and urlsplit(href).scheme and _is_note_name(fragment) else target
    except ValueError:
        return None
    return (target, unquote(fragment)) if fragment and target in pages else None


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _words(element: _Element) -> str:
    return "".join(element.itertext())


def _label(anchor: _Element) -> str:
    match = _LABEL.fullmatch(_words(anchor))
    return " ".join((match[1] if match else _words(anchor)).split())[:40]


def _says(element: _Element, role: re.Pattern[str], cls: re.Pattern[str]) -> bool:
    roles = f"{element.get('role') or ''} {element.get(EPUB_TYPE) or element.get('epub:type') or ''}"
    return bool(role.search(roles) or cls.search(element.get("class") or ""))


def _says_marker(anchor: _Element) -> bool:
    """True when the link, or the raised or small element that it stands in, is marked as a footnote's marker."""
    around = [e for e in (anchor.getparent(),) if e is not None and _tag(e) in ("sup", "span")]
    inside = [e for e in anchor if isinstance(e.tag, str)]
    if any((e.get("id") or "").startswith("cite_ref") for e in around):
        return True
    return any(_says(e, _MARKER_ROLE, _MARKER_CLASS) for e in (anchor, *around, *inside))


def _says_note(element: _Element) -> bool:
    return _says(element, _NOTE_ROLE, _NOTE_CLASS)


def _is_note_name(name: str) -> bool:
    return bool(_NOTE_NAME.fullmatch(name)) and not _BACK_NAME.search(name)


def _is_back(anchor: _Element) -> bool:
    parent = anchor.getparent()
    marks = " ".join(f"{e.get('role') or ''} {e.get('class') or ''}" for e in (anchor, parent) if e is not None)
    words = _words(anchor)
    return bool(_BACK.search(marks) or (words.strip() and _ARROWS.fullmatch(words)))


def _is_raised(anchor: _Element) -> bool:
    return any(_tag(e) == "sup" for e in anchor.iterancestors()) or next(anchor.iter("{*}sup"), None) is not None


def _near(anchor: _Element) -> Iterator[_Element]:
    """Where a link back may lead to: the link, what is in it, the inline elements around it, an empty anchor before it."""
    yield from anchor.iter("{*}*")
    element, parent = anchor, anchor.getparent()
    while parent is not None and _tag(parent) in _INLINE:
        yield parent
        element, parent = parent, parent.getparent()
    for at in (anchor, element):
        previous = at.getprevious()
        if previous is not None and isinstance(previous.tag, str) and not _words(previous).strip():
            yield previous


def _body(target: _Element) -> _Element | None:
    """The element that holds the whole note: the block around the target; None when that is the page or a section of it."""
    element = target
    while _tag(element) in _INLINE or _tag(element) == "td":
        parent = element.getparent()
        if parent is None:
            return None
        element = parent
    if _tag(element) == "dt":
        following = element.getnext()
        return following if following is not None and _tag(following) == "dd" else None
    parent = element.getparent()
    if parent is not None and _tag(element) == "p" and _tag(parent) in ("div", "li", "aside"):
        holds_it = _says_note(parent) or _is_note_name(parent.get("id") or "") or _tag(parent) in ("li", "aside")
        element = parent if holds_it and parent.index(element) == 0 else element
    return None if _tag(element) in _CONTAINERS else element


def _ordinal(body: _Element) -> str:
    """The number of a list item, as a browser shows it."""
    parent = body.getparent()
    if _tag(body) != "li" or parent is None:
        return ""
    number = int(parent.get("start") or 1) - 1 if (parent.get("start") or "1").isdecimal() else 0
    for item in parent.iterchildren("{*}li"):
        value = item.get("value") or ""
        number = int(value) if value.isdecimal() else number + 1
        if item is body:
            break
    return str(number)


def _take_label(body: _Element, links: list[_Element], called: str | None) -> str | None:
    """The label that stands before a note's text: in its link back, or typed, which is then taken out of the tree."""
    lead = ""
    for element in body.iter("{*}*"):
        own = (element.text or "").strip()
        if element in links or (_tag(element) in ("sup", "span", "label") and own and _LABEL.fullmatch(own)):
            match = _LABEL.fullmatch(_words(element))
            if match and not lead:
                if element not in links:
                    links.append(element)
                element.tail = re.sub(r"\A\s*[\])]?[.:)]?\s+", " ", element.tail or "")
                return match[1]
            if element in links:
                lead += (element.tail or "").strip()
                continue
        if own:
            typed = (
                re.match(rf"\s*[\[(]?{re.escape(called)}(?:[\])]\s?|[.:)]\s|\s)[.:]?\s*", element.text or "")
                if called
                else None
            )
            if typed and not lead:
                element.text = (element.text or "")[typed.end() :]
            return None
        if lead:
            return None
    return None
