"""Whether the same words are said of another name: “Seaseat has moved to longer terms”, “it is Boatly that has moved to …”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.citation.agreement.alignment import Alignment
from qa.citation.agreement.names import named_in, same_name
from qa.citation.agreement.pieces import CutText, Snippet
from qa.citation.agreement.polarity import Clash
from qa.citation.agreement.values import Value
from qa.types.backing import ValueKind

_LEAST_WORDS = 4
"""Content words that follow the name on both sides, one after the other."""
_BETWEEN = 2
"""Words without a content of their own between the name and these."""


def doer_clashes(ours: CutText, theirs: CutText, alignment: Alignment) -> Iterator[Clash]:
    """Another name before a run of the same words, where ours is not in theirs at all, or theirs is in ours elsewhere."""
    for a, b in _runs(ours, alignment):
        mine, its = _before(ours.pieces, a), _before(theirs.pieces, b)
        if not mine or not its or same_name(mine.words, its.words):
            continue
        absent = not named_in(mine.words, theirs.values, theirs.words, theirs.initials)
        swapped = any(v is not mine and v.words and same_name(v.words, its.words) for v in ours.values)
        if absent or swapped:
            yield Clash(ValueKind.NAME, mine.span, its.span)


def _runs(ours: CutText, alignment: Alignment) -> Iterator[tuple[int, int]]:
    """Where runs of enough of the same words begin, in both."""
    pairs = alignment.pairs
    start = 0
    for at in range(1, len(pairs) + 1):
        if at < len(pairs) and pairs[at] == (pairs[at - 1][0] + 1, pairs[at - 1][1] + 1):
            continue
        if sum(ours.pieces[a].content for a, _ in pairs[start:at]) >= _LEAST_WORDS:
            yield pairs[start]
        start = at


def _before(pieces: Sequence[Snippet], at: int) -> Value | None:
    """The name before a piece, with hardly anything between."""
    for piece in reversed(pieces[max(0, at - _BETWEEN - 1) : at]):
        if piece.value is not None:
            return piece.value if piece.value.words and not piece.value.weak else None
        if piece.content:
            return None
    return None
