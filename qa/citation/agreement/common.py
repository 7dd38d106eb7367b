"""How much two sentences have in common, by words and names."""

from __future__ import annotations

from collections.abc import Sequence

from qa.citation.agreement.names import same_name
from qa.citation.agreement.pieces import CutText
from qa.types.document import Span


def count_common(ours: CutText, theirs: CutText, within: Span, without: Sequence[Span] = ()) -> int:
    """The content words and names of ours that a stretch of theirs has too; not those of ours in `without`."""
    own = [p for p in theirs.pieces if within.start <= p.span.start < within.end]
    rest = [p for p in ours.pieces if not any(span.start <= p.span.start < span.end for span in without)]
    words = {p.key for p in rest if p.key and p.content} & {p.key for p in own if p.key and p.content}
    names = [p.value.words for p in own if p.value and p.value.words]
    return len(words) + sum(any(same_name(p.value.words, n) for n in names) for p in rest if p.value and p.value.words)
