"""Spans without the punctuation that only separates fields."""

from __future__ import annotations

from qa.regex import regex
from qa.types.document import Span

CLOSING = {
    "‘": "’",
    "“": "”",
    "«": "»",
    "„": "“”",
    "‚": "‘",
    '"': '"',
}
MOST_READ = 8_000
"""Characters of a note that are read for what it names: what is longer is no reference."""
_PAIRS = {"(": ")", "[": "]"}
_SEPARATORS = ",;:·|/-–—*†"
_ABBREVIATION = regex(
    r"(?:\b[A-Z]|\b[A-Z]\.[A-Z]|\bInc|\bLtd|\bCo|\bCorp|\bJr|\bSr|\bal|\bBros|\bDept|\bSt|\bUniv|\bInst|\bAssoc)\Z"
)


def trim_span(text: str, start: int, end: int) -> Span | None:
    """The span inside `[start, end)` without outer space, separators, quotes and lone brackets; None when empty."""
    before = (-1, -1)
    while before != (start, end) and start < end:
        before = (start, end)
        while start < end and (text[start].isspace() or text[start] in _SEPARATORS + "."):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in _SEPARATORS or _full_stop(text, start, end)):
            end -= 1
        start, end = _without_wrapping(text, start, end)
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None


def _full_stop(text: str, start: int, end: int) -> bool:
    """A closing full stop, unless it belongs to an initial or an abbreviation."""
    return text[end - 1] == "." and not _ABBREVIATION.search(text, max(start, end - 8), end - 1)


def _without_wrapping(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop quotes or brackets that wrap the whole stretch, and brackets that lack their partner."""
    if start >= end:
        return start, end
    first, last = text[start], text[end - 1]
    inner = text[start + 1 : end - 1]
    if first in CLOSING and end - start > 1 and last in CLOSING[first] and first not in inner:
        return start + 1, end - 1
    for left, right in _PAIRS.items():
        stretch = text[start:end]
        if first == left and (right not in stretch or (last == right and left not in inner)):
            return start + 1, end - (last == right and end - start > 1)
        if last == right and stretch.count(left) < stretch.count(right):
            return start, end - 1
        if last == left:
            return start, end - 1
    return start, end


def overlaps(span: Span, others: list[Span]) -> bool:
    """True when `span` shares a character with one of `others`."""
    return any(span.start < other.end and other.start < span.end for other in others)
