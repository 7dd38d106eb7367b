"""Ranges that are set with two links, `[14]–[20]`: the notes between are called too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.regex import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

_DASH = regex(r"[\s\])]*[-‐‑–—⁻][\s\[(]*")
_NUMBER = regex(r"[\[(\s]*(\d{1,4})[\])\s]*")
_PIECE = regex(r"(\d{1,4})(?:\s*[-‐‑–—⁻]\s*(\d{1,4}))?")
MOST_BETWEEN = 60
"""Notes that one range may call."""
_MOST_STEPS = 6

Mark = tuple[str, str]
"""Label, and key of the note."""


def has_ranges(markers: Iterable[_Element]) -> bool:
    """True when a dash stands right behind a marker, or behind what it stands in: there may be a range."""
    return any(_DASH.match(e.tail or "") or (e.getnext() is None and _behind(e)) for e in markers)


def _behind(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and bool(_DASH.match(parent.tail or ""))


def ranges(
    markers: Iterable[tuple[_Element, Mark]], notes: Sequence[Mark]
) -> Iterator[tuple[_Element, tuple[Mark, ...]]]:
    """The markers that begin a range, with what it calls between its ends.

    `markers` come in reading order, `notes` as they stand in the document. The notes between must be as many as the numbers.
    """
    index = {key: i for i, (_, key) in enumerate(notes)}
    for (first, (low, low_key)), (last, (high, high_key)) in pairwise(markers):
        begin, end = _NUMBER.fullmatch(low), _NUMBER.fullmatch(high)
        if begin is None or end is None or low_key not in index or high_key not in index:
            continue
        i, j = index[low_key], index[high_key]
        if not 1 < j - i <= MOST_BETWEEN or j - i != int(end[1]) - int(begin[1]):
            continue
        if _DASH.fullmatch(_between(first, last) or ""):
            numbers = range(int(begin[1]) + 1, int(end[1]))
            yield first, tuple((str(n), key) for n, (_, key) in zip(numbers, notes[i + 1 : j], strict=True))


def numbers_in(words: str) -> list[str]:
    """`1, 3–5` → 1, 3, 4, 5; nothing for words that are no list of numbers."""
    found: list[str] = []
    if re.search(r"[^\d\s,;()\[\]‐‑–—⁻-]", words):
        return []
    for match in _PIECE.finditer(words):
        low, high = int(match[1]), int(match[2] or match[1])
        found += map(str, range(low, min(high, low + MOST_BETWEEN) + 1))
    return found


def _between(first: _Element, last: _Element) -> str | None:
    """The text between two elements that only inline elements part; None where more stands there."""
    element, text = first, first.tail or ""
    for _ in range(_MOST_STEPS):
        following = element.getnext()
        if following is not None:
            break
        parent = element.getparent()
        if parent is None:
            return None
        element, text = parent, text + (parent.tail or "")
    else:
        return None
    for _ in range(_MOST_STEPS):
        if following is last:
            return text
        if not len(following):
            return None
        text += following.text or ""
        following = following[0]
    return None
