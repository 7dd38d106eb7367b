"""Words that exclude each other in one place of two sentences: sold and bought, before and after, north and south."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from qa.citation.agreement.alignment import Alignment, Gap
from qa.citation.agreement.keys import comparison_key
from qa.citation.agreement.pieces import CutText, Snippet
from qa.citation.agreement.polarity import Clash, denies
from qa.language.en.exclusive_words import IN_PLACE
from qa.types.backing import ValueKind
from qa.types.document import Span

_MOST_WORDS = 2
"""Words that each sentence has in a place between words that are the same."""


def in_place_clashes(
    ours: CutText, theirs: CutText, core: Span, alignment: Alignment, verbatim: bool
) -> Iterator[Clash]:
    """Words of one family in one place, where each text has its own word oftener than the other has.

    Where the sentences are not the same but for what was changed, neither may have the other's word at all, nor deny anything.
    """
    if not verbatim and (denies(ours.text, Span(0, len(ours.text))) or denies(theirs.text, core)):
        return
    said = Counter(_word(piece, ours) for piece in ours.pieces)
    there = Counter(
        _word(piece, theirs) for piece in theirs.pieces if not verbatim or core.start <= piece.span.start < core.end
    )
    for gap in alignment.gaps:
        for i in gap.ours if _is_one_place(gap) else ():
            mine = _word(ours.pieces[i], ours)
            for j in gap.theirs:
                other = _word(theirs.pieces[j], theirs)
                oftener = said[mine] > there[mine] and there[other] > said[other]
                alone = not there[mine] and not said[other]
                if exclude_each_other(mine, other) and (oftener if verbatim else alone):
                    yield Clash(ValueKind.DIRECTION, ours.pieces[i].span, theirs.pieces[j].span)


def _word(piece: Snippet, text: CutText) -> str:
    """What a piece is compared by here: `first` is a value besides."""
    return piece.key or comparison_key(piece.span.of(text.text).casefold())


def exclude_each_other(one: str, other: str) -> bool:
    """Whether two words, each by its `comparison_key`, cannot both be true of one thing: `bought` and `sold`."""
    known = _families()
    families = known.get(other, {})
    return any(families.get(family, member) != member for family, member in known.get(one, {}).items())


def _is_one_place(gap: Gap) -> bool:
    longest = max(len(gap.ours), len(gap.theirs))
    return longest == 1 if gap.anchored == 1 else gap.anchored == 2 and longest <= _MOST_WORDS


@lru_cache(maxsize=1)
def _families() -> dict[str, dict[int, int]]:
    """Of each word, by its key, the families that it is in, and which member of each it is."""
    found: dict[str, dict[int, int]] = {}
    for number, family in enumerate(IN_PLACE):
        for member, words in enumerate(family.split("/")):
            for word in words.split(","):
                found.setdefault(comparison_key(word), {})[number] = member
    return found
