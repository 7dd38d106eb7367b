"""What stands around a quote in its block, found once for all quotes of the block: sentences, and quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import attrgetter

from qa.language.boundaries import find_sentences
from qa.language.quotation_marks import quotations
from qa.types.document import Document, Span

_LONGEST = 12_000
"""Characters of a block that are looked at: some blocks are whole books."""
_STEP = 4_000
"""Of those, the fewest that stand before a quote, and the fewest after it, where the block has as many."""
_KEPT = 16


def around(block: Span, quote: Span) -> Span:
    """The block that a quote stands in, or of a very long one a stretch that is the same for the quotes beside it."""
    if len(block) <= _LONGEST:
        return block
    start = block.start + max(quote.start - block.start - _STEP, 0) // _STEP * _STEP
    return Span(start, min(max(start + _LONGEST, quote.end), block.end))


def english_sentences(document: Document, stretch: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of a block, which is taken for English."""
    return _sentences_of(_ByIdentity(document), stretch)


def quoted_in(text: str, here: Span) -> list[Span]:
    """The quotations of a text that share a character with a stretch of it."""
    found = _quotations(text)
    first = bisect_right(found, here.start, key=attrgetter("end"))
    return list(found[first : bisect_left(found, here.end, key=attrgetter("start"))])


class _ByIdentity:
    """A document as a key: to compare all that it holds would take longer than what is looked up by it."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.document is other.document


@lru_cache(maxsize=1)
def _sentences_of(held: _ByIdentity, stretch: Span) -> tuple[Span, ...]:
    """Of the quotes of a block, one asks after the other: a stretch may have thousands of markers."""
    document = held.document
    markers = tuple(marker.at - stretch.start for marker in document.markers_on(stretch))
    return _sentences(stretch.of(document.text), stretch.start, markers)


@lru_cache(maxsize=_KEPT)
def _sentences(text: str, start: int, markers: tuple[int, ...]) -> tuple[Span, ...]:
    return find_sentences(text, start, markers=markers)


@lru_cache(maxsize=_KEPT)
def _quotations(text: str) -> tuple[Span, ...]:
    return quotations(text)
