"""Brackets and commas around linked markers: `[<a>1</a>, <a>2</a>]` leaves nothing of them in the text."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPENING = regex(r"(?<![ \t\xa0])[ \t\xa0]*+[\[(]\s*+\Z")
_CLOSING = regex(r"\s*[\])]")
_STOP = regex(r"[.,;:!?](?!\w)")
_BETWEEN = regex(r"[\s,;˒–-]*+|\s*+\]\s*+[,;˒–-]?+\s*+\[\s*+")
_WRAPPERS = frozenset("b bold em font i italic small span strong sub sup u".split())


def strip_brackets(markers: Collection[_Element]) -> None:
    """Take out of the trees what stands around and between sibling markers only to set them apart."""
    units = dict.fromkeys(_unit(marker) for marker in markers)
    for unit in units:
        previous = unit.getprevious()
        if previous is not None and previous in units and _BETWEEN.fullmatch(previous.tail or ""):
            continue
        row = [unit]
        while (following := _next_in_row(row[-1], units)) is not None:
            row.append(following)
        for element in row[:-1]:
            element.tail = ""
        if not _strip_pair(row[0], row[-1]) and _STOP.match(row[-1].tail or ""):
            _strip_space(row[0])


def _next_in_row(unit: _Element, units: Collection[_Element]) -> _Element | None:
    """The marker that only a comma or a dash parts from this one; a comma in an element of its own is taken out."""
    following = unit.getnext()
    if following is None or not _BETWEEN.fullmatch(unit.tail or ""):
        return None
    comma = _is_wrapper(following) and not len(following) and _BETWEEN.fullmatch(following.text or "")
    if following not in units and comma and not (following.tail or "").strip():
        after = following.getnext()
        if after is not None and after in units:
            following.text = ""
            return after
    return following if following in units else None


def _is_wrapper(element: _Element) -> bool:
    return str(element.tag).rpartition("}")[2].lower() in _WRAPPERS


def _unit(marker: _Element) -> _Element:
    """The marker with the raised, slanted or coloured elements that hold nothing else."""
    element, parent = marker, marker.getparent()
    while parent is not None and _is_wrapper(parent) and len(parent) == 1:
        if (parent.text or "").strip() or (element.tail or "").strip():
            break
        element, parent = parent, parent.getparent()
    return element


def _strip_pair(first: _Element, last: _Element) -> bool:
    """Take out a bracket before the first marker with the one after the last; False where there is none."""
    before = _before(first)
    opening, closing = _OPENING.search(before), _CLOSING.match(last.tail or "")
    if not (opening and closing):
        return False
    _put_before(first, before[: opening.start()])
    last.tail = (last.tail or "")[closing.end() :]
    return True


def _strip_space(first: _Element) -> None:
    """Take out the space before a marker with a full stop or comma right after it: `hills (1).`."""
    before = _before(first)
    if before[-1:].isspace():
        _put_before(first, before.rstrip())


def _before(element: _Element) -> str:
    """The text right before an element."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return ""
    return (parent.text if previous is None else previous.tail) or ""


def _put_before(element: _Element, text: str) -> None:
    parent, previous = element.getparent(), element.getprevious()
    if previous is not None:
        previous.tail = text
    elif parent is not None:
        parent.text = text
