"""Words of a quotation set off, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from qa.markup import Html, el, join
from qa.types.document import Span


def mark_words(quote: str, spans: Sequence[Span]) -> Html:
    """The quotation with these stretches of it marked; those that are not inside it are left out."""
    parts: list[str] = []
    done = 0
    for span in sorted(spans, key=lambda s: s.start):
        if done <= span.start < span.end <= len(quote):
            parts += [quote[done : span.start], el("mark", span.of(quote))]
            done = span.end
    return join(*parts, quote[done:])
