"""The label of a note: in its link back, typed before its text, or its number in a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.parse.html.marks import LABEL, label_in, tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element


_TYPED = regex(r"\s*[\[(]?([^\s\[\]().:]{1,8})(?:[\])]\s?|[.:)]\s|\s)[.:]?\s*")
_RAISED = frozenset({"sup", "span", "label"})
_LABELS = _RAISED | frozenset("a b strong em i div td dt summary".split())
"""Where a label may stand alone; in some only the very one by which the note is called."""
_NUMBERED = regex(r"\s*(?:\[(\d{1,4})\][.:]?|(\d{1,4})[.)](?=\s))\s*")
_STOP = regex(r"\A\s*[\])]?[.:)]\s+")
_MOST_PIECES = 3
_MOST_LINKS = 50
"""A note with more links than this is left as it is: looking at each with all others would take long."""


def begins_with(body: _Element, label: str) -> bool:
    """True when a block's own words begin with a label: `1.`, `[1]`, `1` in an element of its own."""
    words = ""
    for piece in body.itertext():
        words += piece
        if len(words.strip()) > len(label) + 2:
            break
    return bool(re.match(rf"\s*[\[(]?\s*{re.escape(label)}(?!\w)", words)) if label else False


def wrapper_of(link: _Element, body: _Element, links: list[_Element]) -> _Element:
    """The largest element of a note that holds nothing but links back and punctuation: `[<a>1</a>]`, `^ <a>a</a> <a>b</a>`."""
    element, parent = link, link.getparent()
    while parent is not None and parent is not body and len(links) <= _MOST_LINKS:
        linked = sum(len(text_of(e)) for e in links if parent in e.iterancestors())
        if len(re.sub(r"[\s\[\]().,:;^↑]", "", text_of(parent))) > linked:
            break
        element, parent = parent, parent.getparent()
    return element


def ordinal_of(item: _Element, parent: _Element) -> str:
    """The number of a list item, as a browser shows it, when no item before it has a number of its own."""
    start = parent.get("start") or "1"
    first = int(start) if start.isdecimal() else 1
    return item.get("value") or str(first + int(item.xpath("count(preceding-sibling::*)")))


def take_label(body: _Element, links: list[_Element], called: str | None) -> str | None:
    """The label that stands before a note's text: in its link back, or typed, which is then taken out of the tree."""
    lead = ""
    for element in body.iter("{*}*"):
        own = (element.text or "").strip()
        alone = _words_alone(element, body, links) or own
        if element in links or (tag_of(element) in _LABELS and alone and LABEL.fullmatch(alone)):
            label = _shown_label(element, links, called)
            if label and not lead:
                if element not in links:
                    links.append(element)
                _take_stop(element, body)
                return label
            if element in links:
                lead += (element.tail or "").strip()
                continue
        if own and lead:
            return None
        if own:
            element.text, typed = _without_typed(element.text or "", called)
            return typed
        if lead:
            return None
        if element is not body and not len(element) and (element.tail or "").strip():
            element.tail, typed = _without_typed(element.tail or "", called)
            return typed
    return None


def _words_alone(element: _Element, body: _Element, links: list[_Element]) -> str:
    """What a raised element or a `span` says whose brackets are elements of their own: `<span>[</span>1<span>]</span>`."""
    if element is body or tag_of(element) not in _RAISED or not 0 < len(element) <= _MOST_PIECES:
        return ""
    return "" if any(inner in links for inner in element.iter("{*}*")) else text_of(element).strip()


def _shown_label(element: _Element, links: list[_Element], called: str | None) -> str | None:
    """The label in a link back or an element of its own; none where the note's own words begin with a numeral, `VII, 27`."""
    label = label_in(text_of(element))
    if element not in links and label != called and (called or tag_of(element) not in _RAISED):
        return None
    return label


def _without_typed(text: str, called: str | None) -> tuple[str, str | None]:
    """The text without the label that is typed before it, and that label where nothing calls the note."""
    if called is None and (number := _NUMBERED.match(text)):
        return text[number.end() :], number[1] or number[2]
    typed = _TYPED.match(text)
    return (text[typed.end() :] if typed and typed[1] == called else text), None


def _take_stop(label: _Element, body: _Element) -> None:
    """Take out the stop or bracket after a label, also behind the raised element that it stands in."""
    parent = label.getparent()
    while not (label.tail or "").strip() and label.getnext() is None and parent not in (None, body):
        label, parent = parent, parent.getparent()
    following = label.getnext()
    if not (label.tail or "").strip() and following is not None and not len(following):
        following.text = _STOP.sub("", following.text or "")
    label.tail = re.sub(r"\A\s*[\])]?[.:)]?\s+", " ", label.tail or "")
