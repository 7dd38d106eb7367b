"""Brackets and commas around linked markers: `[<a>1</a>, <a>2</a>]` leaves nothing of them in the text."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPENING = re.compile(r"[ \t\xa0]*[\[(]\s*\Z")
_CLOSING = re.compile(r"\s*[\])]")
_BETWEEN = re.compile(r"[\s,;˒–-]*")
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
        _strip_pair(row[0], row[-1])


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


def _strip_pair(first: _Element, last: _Element) -> None:
    """Take out a bracket before the first marker with the one after the last."""
    parent, previous = first.getparent(), first.getprevious()
    if parent is None:
        return
    before = (parent.text if previous is None else previous.tail) or ""
    opening, closing = _OPENING.search(before), _CLOSING.match(last.tail or "")
    if not (opening and closing):
        return
    if previous is None:
        parent.text = before[: opening.start()]
    else:
        previous.tail = before[: opening.start()]
    last.tail = (last.tail or "")[closing.end() :]
