"""Two texts laid side by side: which words of one answer to which of the other, and which values stand in the same place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.citation.agreement.pieces import Snippet

_LEAST_PART = 6
"""Words in common from which the part of a sentence that has them is looked at by itself."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the two texts say different things, between words that are the same."""

    ours: range
    theirs: range
    anchored: int
    """On how many sides the same word stands: a gap at the end of a text has one side or none."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which pieces are the same words in the same order, and the gaps between them."""

    pairs: tuple[tuple[int, int], ...]
    gaps: tuple[Gap, ...]
    nearness: float
    """Share of our content words (not values) that are in a pair."""
    sameness: float
    """The smaller of our share and theirs, function words counted: 1 for texts that differ in nothing but values."""
    within: float
    """The same of the part of theirs that answers to ours: 1 for a part of a longer sentence, but for its values."""


def align(ours: Sequence[Snippet], theirs: Sequence[Snippet]) -> Alignment:
    """Lay two texts side by side by their words; values fall into the gaps."""
    # Whatever has no key equals nothing: its place is told by the words around it.
    a = [piece.key or f"\0{i}" for i, piece in enumerate(ours)]
    b = [piece.key or f"\1{i}" for i, piece in enumerate(theirs)]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    pairs = tuple((block.a + k, block.b + k) for block in blocks for k in range(block.size))
    own = [i for i, piece in enumerate(ours) if piece.key and piece.content]
    paired = {i for i, _ in pairs}
    # A statement that is a part of a longer sentence, word for word, is compared with that part.
    part = theirs[pairs[0][1] : pairs[-1][1] + 1] if len(pairs) >= _LEAST_PART else theirs
    own_words, words, part_words = (sum(1 for piece in side if piece.key) for side in (ours, theirs, part))
    return Alignment(
        pairs,
        tuple(_gaps(pairs, len(ours), len(theirs))),
        sum(i in paired for i in own) / len(own) if own else 0.0,
        len(pairs) / max(own_words, words, 1),
        len(pairs) / max(own_words, part_words, 1),
    )


def _gaps(pairs: Sequence[tuple[int, int]], ours: int, theirs: int) -> Iterator[Gap]:
    before = (-1, -1)
    for after in (*pairs, (ours, theirs)):
        left, right = range(before[0] + 1, after[0]), range(before[1] + 1, after[1])
        if left or right:
            yield Gap(left, right, (before[0] >= 0) + (after[0] < ours))
        before = after
