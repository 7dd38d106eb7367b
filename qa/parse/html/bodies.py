"""Which element holds the whole of a note that a link leads to, and which its label, where that stands apart."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from qa.parse.html.marks import is_note_name, label_in, says_note, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

INLINE_TAGS = frozenset("a abbr b big cite code em font i ins label q s small span strong sub sup tt u".split())
_CONTAINERS = frozenset("article body dl html main nav ol section table tbody tfoot thead ul".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ENDS_NOTE = _HEADINGS | {"hr"}
_LONGEST_LABEL, _MOST_INSIDE, _MOST_PARAGRAPHS = 30, 300, 12


def body_of(target: _Element) -> tuple[_Element | None, _Element | None]:
    """The block around the target, and its label if that is another; no block when that is the page or a section of it."""
    element = target
    while tag_of(element) in INLINE_TAGS:
        parent = element.getparent()
        if parent is None:
            return None, None
        element = parent
    if tag_of(element) == "p" and tag_of(element.getparent()) in ("td", "th") and _is_only_label(element):
        element = element.getparent()
    if tag_of(element) in ("td", "th"):
        label = element if _is_only_label(element) and element.getprevious() is None else None
        return element.getparent(), label
    if tag_of(element) in _HEADINGS and _is_only_label(element) and (note := _under(element)) is not None:
        return note, element
    if tag_of(element) in ("dt", "p") and (tag_of(element) == "dt" or _is_only_label(element)):
        following = element.getnext()
        if following is not None and tag_of(following) == ("dd" if tag_of(element) == "dt" else "p"):
            return following, element
    if tag_of(element) == "dd":
        before = element.getprevious()
        return element, before if before is not None and _is_only_label(before) else None
    if tag_of(element) == "dl" and [tag_of(child) for child in element] == ["dt", "dd"]:
        return element[1], element[0]
    element = _widened(element)
    is_one_note = tag_of(element) == "table" and says_note(element) and len(list(element.iter("{*}tr"))) == 1
    return (element if is_one_note or tag_of(element) not in _CONTAINERS else None), None


def _under(heading: _Element) -> _Element | None:
    """What stands under a heading that is only a label, up to the next heading: one element."""
    under: list[_Element] = []
    for following in heading.itersiblings():
        if tag_of(following) in _ENDS_NOTE or len(under) == _MOST_PARAGRAPHS:
            break
        under.append(following)
    if len(under) < 2:
        return under[0] if under else None
    note = heading.makeelement("div")
    heading.addnext(note)
    note.extend(under)
    return note


def _widened(element: _Element) -> _Element:
    """The element around a note's first paragraph, where it holds this note and nothing else."""
    parent = element.getparent()
    if parent is None or tag_of(element) != "p" or parent.index(element) != 0:
        return element
    tag = tag_of(parent)
    if tag in ("li", "aside"):
        return element if any(map(_is_named_note, islice(parent, 1, _MOST_INSIDE))) else parent
    holds_it = tag == "div" and (says_note(parent) or is_note_name(parent.get("id") or "") or _is_bare(parent))
    return parent if holds_it else element


def _is_named_note(paragraph: _Element) -> bool:
    """True for a paragraph with a note's name, at its head too: the next note, not more of the one before."""
    first = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else paragraph
    return any(is_note_name(e.get("id") or e.get("name") or "") for e in (paragraph, first))


def _is_bare(parent: _Element) -> bool:
    """A `div` that says nothing of itself, with the names of one paragraph only: so Google Docs sets each note."""
    if parent.attrib:
        return False
    inside = list(islice(parent.iter("{*}*"), _MOST_INSIDE))
    named = {next(e.iterancestors("{*}p"), e) for e in inside if e.get("id") or e.get("name")}
    return len(inside) < _MOST_INSIDE and len(named) == 1 and all(tag_of(child) == "p" for child in parent)


def _is_only_label(element: _Element) -> bool:
    words = "".join(islice(element.itertext(), _LONGEST_LABEL))
    return len(words) <= _LONGEST_LABEL and label_in(words) is not None
