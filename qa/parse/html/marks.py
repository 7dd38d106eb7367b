"""What a single element says of itself: a marker, a note, a link back; by role, class, name and words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_MARKER_ROLE = regex(r"\b(?:doc-)?(?:noteref|footnote-?ref|endnote-?ref|biblioref)\b")
_MARKER_CLASS = regex(
    r"(?:^|[\s_-])(?:foot|end|side)?notes?-?(?:ref(?:erence)?s?|mark(?:er)?|anchor|call|link)\b|\bfnref\b|\bfn-?(?:ref|link)\b|\bfootnote\b"
    r"|\bmsofootnotereference\b|\bmsoendnotereference\b|\bsdfootnoteanc\b|\bsdendnoteanc\b|\bfnanchor\b",
    re.IGNORECASE,
)
_NOTE_ROLE = regex(r"\b(?:doc-)?(?:footnote|endnote|rearnote|note|biblioentry)\b")
_NOTE_CLASS = regex(
    r"(?:^|\s)(?:foot|end|side)note(?:-?(?:text|body|item|content))?(?:\s|$)|(?:^|\s)fn(?:\s|$)", re.IGNORECASE
)
_NOTE_NAME = regex(
    r"(?:_?ftn|_?edn|sdfootnote|sdendnote|foot-?note|end-?note|cite_note|fn|en|note|user-content-fn|n)[-_:.]*+(?:text|body|sym)?+[-_:.]*+\w{0,40}",
    re.IGNORECASE,
)
_WORK_NAME = regex(
    r"(?:b|bib|bibr?|c|cr|cit|citation|ref|reference|r)[-_.:]?(?:b|bib|c|cr|ref|r)?[-_.:]?0{0,3}\d{1,4}", re.IGNORECASE
)
BACK_NAME = regex(r"(?:ref|anc|anchor|back|return|rtn|src)(?:$|[-_:.\d])", re.IGNORECASE)
_BACK = regex(
    r"\bdoc-backlink\b|(?:\b|_)back-?(?:link|ref)s?\b|\bfootnote-?(?:back|return)\b|\breversefootnote\b|\bmw-cite-backlink\b",
    re.IGNORECASE,
)
_ARROWS = regex(
    r"[\s\[\]()↩↑^⬆⤴←⏎↵︎️]+|[\s\[(]*(?:back|return|jump(?: back)?(?: up)?|go back|top)(?: to (?:\w+ ){0,3}\w+)?[\s\]).]*",
    re.IGNORECASE,
)
LABEL = regex(
    r"[\s\[({↑^]*+((?:(?:foot|end)?note|nb|fn|n)\.?\s*+\d{1,4}|\d{1,4}[a-z]?|[ivxlc]{1,7}|[a-z]{1,2}|[*†‡§¶‖#⁑]{1,4})(?::\d{1,3})?[\s\])}]*+[.:,]?\s*+",
    re.IGNORECASE,
)

_NAMED_LABEL = regex(r"(?:(?:foot|end)note|fn)\.?\s*(?=\d)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _lower_name(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


def tag_of(element: _Element) -> str:
    """The element's name, lower case, without namespace."""
    return _lower_name(element.tag)


def retag(element: _Element, tag: str) -> None:
    """Give an element another name of the same namespace."""
    space, brace, _ = str(element.tag).rpartition("}")
    element.tag = f"{space}{brace}{tag}"


def text_of(element: _Element) -> str:
    """All text in the element."""
    return "".join(element.itertext())


def label_in(words: str) -> str | None:
    """The label, when the words are nothing else: `[1]`, `Footnote 1` and the `1:2` of a second call → `1`."""
    match = LABEL.fullmatch(words)
    return _NAMED_LABEL.sub("", " ".join(match[1].split())) if match else None


def label_of(anchor: _Element) -> str:
    """The label that a marker shows."""
    words = text_of(anchor)
    return label_in(words) or " ".join(words.split()).strip("[]")[:40]


def _says(element: _Element, role: re.Pattern[str], cls: re.Pattern[str]) -> bool:
    roles = (element.get("role"), element.get(EPUB_TYPE) or element.get("epub:type"))
    classes = element.get("class")
    return any(words and role.search(words) for words in roles) or bool(classes and cls.search(classes))


def says_marker(anchor: _Element) -> bool:
    """True when the link, or the raised or small element that it stands in, is marked as a footnote's marker."""
    around = [e for e in (anchor.getparent(),) if e is not None and tag_of(e) in ("sup", "span")]
    inside = [e for e in anchor if isinstance(e.tag, str)]
    if any((e.get("id") or "").startswith("cite_ref") for e in around):
        return True
    return any(_says(e, _MARKER_ROLE, _MARKER_CLASS) for e in (anchor, *around, *inside))


def says_note(element: _Element) -> bool:
    """True when the element is marked as a note."""
    return _says(element, _NOTE_ROLE, _NOTE_CLASS)


def is_note_name(name: str) -> bool:
    """True for names that programs give to notes: `fn1`, `_ftn1`, `cite_note-2`."""
    return bool(_NOTE_NAME.fullmatch(name)) and not BACK_NAME.search(name)


def is_work_name(name: str) -> bool:
    """True for names that publishers give to the works of a list: `B3`, `ref-CR12`, `cit0012`."""
    return bool(_WORK_NAME.fullmatch(name))


def is_back(anchor: _Element) -> bool:
    """True for a link from a note back to its marker."""
    parent = anchor.getparent()
    marks = " ".join(f"{e.get('role') or ''} {e.get('class') or ''}" for e in (anchor, parent) if e is not None)
    words = text_of(anchor)
    return bool(_BACK.search(marks) or (words.strip() and _ARROWS.fullmatch(words)))


def is_raised(anchor: _Element) -> bool:
    """True when the link is set as a superscript."""
    return any(tag_of(e) == "sup" for e in anchor.iterancestors()) or next(anchor.iter("{*}sup"), None) is not None


def is_bracketed(anchor: _Element) -> bool:
    """True when square brackets stand around the link, or it is the first or last of several between them, or in it."""
    previous, parent = anchor.getprevious(), anchor.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    words = text_of(anchor).strip()
    return before.rstrip().endswith("[") or (anchor.tail or "").lstrip()[:1] == "]" or words[:1] + words[-1:] == "[]"
