"""A statement + the sentence of a source that tells most → a second one, where that has much of what the first leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.citation.agreement.equality import equal
from qa.citation.agreement.pieces import cut
from qa.citation.cite import cite
from qa.language.stems import content_stems

if TYPE_CHECKING:
    from qa.audit.compare import HeldText
    from qa.citation.support import WeighedSource
    from qa.index.engine import Snapshot
    from qa.types.answer import Citation

_NEAREST = 8
"""Sentences of the source among which it is looked for."""
_LEAST = 3
"""Words of the statement that it has and the first one has not: of those that are shown from three on, three of four bear the
statement out (WiCE and FoolMeTwice, development half), from two on every second one. A number or date counts for one more."""


def second_half(
    snapshot: Snapshot, statement: str, shown: Citation, found: WeighedSource, held: HeldText
) -> Citation | None:
    """The sentence that has most of the words which the one that is shown leaves out, if it has enough of them."""
    first = cut(shown.quote)
    lacking = set(content_stems(statement)) - set(content_stems(shown.quote))
    values = [v for v in cut(statement).values if v.numeric and not any(equal(v, u) for u in first.values)]
    most, best = _LEAST - 1, None
    for i in found.nearest(_NEAREST):
        quote = found.entries[i][0]
        text = quote.span.of(held.document.text)
        has = len(lacking.intersection(content_stems(text)))
        has += sum(any(equal(v, u) for u in cut(text).values) for v in values) if has else 0
        if found.scores.about[i] >= 0 and has > most:
            most, best = has, quote
    return cite(best, held.document, snapshot.sources(held.document.doc_id)) if best else None
