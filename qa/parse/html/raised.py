"""What is raised by a style, a class or its size only, `<span style="vertical-align: super">1</span>`: made `<sup>`."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from qa.parse.html.marks import retag, tag_of, text_of
from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAGS = ("{*}span", "{*}font", "{*}small", "{*}a", "{*}em", "{*}i", "{*}b", "{*}strong")
_RAISES = regex(r"vertical-align\s*:\s*(?:super|text-top)", re.IGNORECASE)
_CLASS = regex(r"(?:^|\s)(?:super(?:script)?s?|sup)(?:\s|$)", re.IGNORECASE)
_SELECTOR = regex(r"[a-z]{0,10}\.([\w-]{1,80})", re.IGNORECASE)
_SMALL = regex(r"font-size\s*:\s*(?:xx?-small|[5-8](?:\.\d+)?p[tx]|0?\.[5-7]\d*em|[4-7]\d%)", re.IGNORECASE)
_SIZES = frozenset({"1", "-1", "-2", "-3"})
_LABEL = regex(r"\s*[\[(]?\s*(?:\d{1,4}(?:\s*[,–-]\s*\d{1,4}){0,5}|[*†‡§]{1,3}|[a-z])\s*[\])]?\s*")
_NUMBER = regex(r"\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3}){0,5}\s*")
_ENDS_WORD = regex(r"(?:[^\W\d_]|[.,;:!?。、])[\"'”’»)\]]?\Z")
_LONGEST = 20


def raise_by_style(root: _Element, sheets: str = "") -> None:
    """Change the tree in place; `sheets` are style sheets beside those in the page."""
    said = [style.text or "" for style in root.iter("{*}style")]
    classes = _raising_classes(" ".join([sheets, *said]))
    for element in list(root.iter(*_TAGS)):
        words = "".join(element.itertext())[:_LONGEST] if len(element) < 3 else ""
        if not _LABEL.fullmatch(words) or not (_is_raised(element, classes) or _is_small(element, words)):
            continue
        if any(tag_of(e) == "sup" for e in (*element.iter("{*}*"), *element.iterancestors())):
            continue
        if tag_of(element) != "a":
            retag(element, "sup")
            continue
        inside = element.makeelement(element.tag)
        retag(inside, "sup")
        inside.text, element.text = element.text, None
        inside.extend(list(element))
        element.append(inside)


def _raising_classes(sheets: str) -> set[str]:
    """The classes that style sheets raise: `.c7 { vertical-align: super }`."""
    found: set[str] = set()
    for rule in sheets.split("}"):
        selectors, _, body = rule.rpartition("{")
        if _RAISES.search(body):
            found.update(match[1] for s in selectors.split(",") if (match := _SELECTOR.fullmatch(s.strip())))
    return found


def _is_raised(element: _Element, classes: Collection[str]) -> bool:
    own = element.get("class") or ""
    return bool(
        _CLASS.search(own) or _RAISES.search(element.get("style") or "") or any(name in classes for name in own.split())
    )


def _is_small(element: _Element, words: str) -> bool:
    """True for a small number right behind a word, without a space."""
    small = tag_of(element) == "small" or element.get("size") in _SIZES or _SMALL.search(element.get("style") or "")
    if not small or not _NUMBER.fullmatch(words):
        return False
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail or text_of(previous) if previous is not None else parent.text if parent is not None else ""
    return bool(_ENDS_WORD.search(before or ""))
