"""English words that say the opposite of one another: one text has the one, the other the other."""

from __future__ import annotations

from qa.language.stems import stem

_PAIRS = (
    (
        "rise rises rose risen rising increase increased grow grew grown climb climbed jump jumped soar soared surge surged double doubled",
        "fall falls fell fallen falling decrease decreased decline declined drop dropped shrink shrank shrunk plunge plunged halve halved",
    ),
    ("up", "down"),
    ("win wins won", "lose loses lost"),
    ("accept accepted approve approved adopt adopted", "reject rejected"),
    ("allow allowed permit permitted", "ban banned forbid forbade forbidden prohibit prohibited"),
    ("support supported back backed", "oppose opposed"),
    ("convict convicted", "acquit acquitted"),
    ("legal lawful", "illegal unlawful"),
    ("guilty", "innocent"),
)
_SIDES = tuple(
    (frozenset(stem(word) for word in one.split()), frozenset(stem(word) for word in other.split()))
    for one, other in _PAIRS
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
