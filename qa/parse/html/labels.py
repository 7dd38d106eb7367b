"""The label of a note: in its link back, typed before its text, or its number in a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.parse.html.marks import LABEL, label_in, tag_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element


_TYPED = re.compile(r"\s*[\[(]?([^\s\[\]().:]{1,8})(?:[\])]\s?|[.:)]\s|\s)[.:]?\s*")
_MOST_LINKS = 50
"""A note with more links than this is left as it is: looking at each with all others would take long."""


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
        if element in links or (tag_of(element) in ("sup", "span", "label") and own and LABEL.fullmatch(own)):
            label = label_in(text_of(element))
            if label and not lead:
                if element not in links:
                    links.append(element)
                _take_stop(element, body)
                return label
            if element in links:
                lead += (element.tail or "").strip()
                continue
        if own:
            element.text = (element.text or "") if lead else _untyped(element.text or "", called)
            return None
        if lead:
            return None
        if element is not body and not len(element) and (element.tail or "").strip():
            element.tail = _untyped(element.tail or "", called)
            return None
    return None


def _untyped(text: str, called: str | None) -> str:
    """The text without the label that is typed before it."""
    typed = _TYPED.match(text)
    return text[typed.end() :] if typed and typed[1] == called else text


def _take_stop(label: _Element, body: _Element) -> None:
    """Take out the stop or bracket after a label, also behind the raised element that it stands in."""
    parent = label.getparent()
    while not (label.tail or "").strip() and label.getnext() is None and parent not in (None, body):
        label, parent = parent, parent.getparent()
    label.tail = re.sub(r"\A\s*[\])]?[.:)]?\s+", " ", label.tail or "")
