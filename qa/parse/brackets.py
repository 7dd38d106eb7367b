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


def strip_brackets(markers: Collection[_Element]) -> None:
    """Take out of the trees what stands around and between sibling markers only to set them apart."""
    for marker in markers:
        previous = marker.getprevious()
        if previous is not None and previous in markers and _BETWEEN.fullmatch(previous.tail or ""):
            continue
        row = [marker]
        while _BETWEEN.fullmatch(row[-1].tail or "") and (following := row[-1].getnext()) is not None:
            if following not in markers:
                break
            row.append(following)
        for element in row[:-1]:
            element.tail = ""
        _strip_pair(row[0], row[-1])


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
