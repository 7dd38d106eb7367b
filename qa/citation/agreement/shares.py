"""Whether two sentences about one thing speak of parts of it that exclude each other: “nearly all”, “about half”."""

from __future__ import annotations

from collections.abc import Iterator

from qa.citation.agreement.common import count_common
from qa.citation.agreement.pieces import CutText
from qa.citation.agreement.polarity import Clash
from qa.language.en.share_words import RANGES, SHARES
from qa.types.backing import ValueKind
from qa.types.document import Span

_LEAST_SHARED = 3
"""Words and names in common from which both are taken to be about one thing."""


def share_clashes(ours: CutText, theirs: CutText, core: Span) -> Iterator[Clash]:
    """The one part that the statement speaks of, where the sentence speaks of one as well, and of another."""
    here, there = list(SHARES.finditer(ours.text)), list(SHARES.finditer(theirs.text, core.start, core.end))
    if len(here) != 1 or len(there) != 1:
        return
    (low, high), (least, most) = (RANGES[match.lastgroup or ""] for match in (here[0], there[0]))
    if (high < least or most < low) and count_common(ours, theirs, core) >= _LEAST_SHARED:
        yield Clash(ValueKind.QUANTIFIER, Span(*here[0].span()), Span(*there[0].span()))
