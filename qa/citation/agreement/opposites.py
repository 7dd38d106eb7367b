"""Which stems say the opposite of one another, and which the same."""

from __future__ import annotations

from qa.citation.agreement.keys import comparison_key
from qa.language.en.opposites import DEGREES, OPPOSITE_PAIRS

_SIDES = tuple(
    (frozenset(comparison_key(word) for word in one.split()), frozenset(comparison_key(word) for word in other.split()))
    for one, other in OPPOSITE_PAIRS
)
_ALSO = ((_SIDES[0][0], _SIDES[1][1]), (_SIDES[1][0], _SIDES[0][1]))
"""“Fares went up” and “fares fell”."""


def opposites_of(key: str) -> frozenset[str]:
    """The stems that say the opposite of a stem; none for most."""
    found: set[str] = set()
    for one, other in (*_SIDES, *_ALSO):
        if key in one:
            found |= other
        elif key in other:
            found |= one
    return frozenset(found)


def same_side(key: str) -> frozenset[str]:
    """The stems that say the same as a stem of a pair."""
    return frozenset().union(*(side for pair in (*_SIDES, *_ALSO) for side in pair if key in side))


def opposites_in_place(word: str) -> frozenset[str]:
    """The keys of words that say the opposite of one in whose place they stand."""
    degrees = (sides for sides in (tuple(side.split() for side in pair) for pair in DEGREES))
    found = {other for one, two in degrees for a, b in ((one, two), (two, one)) if word in a for other in b}
    return opposites_of(comparison_key(word)) | {comparison_key(other) for other in found}
