"""Words of a quotation set off: in stretches, and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.markup import Html, el, join
from qa.types.answer import Citation
from qa.types.document import Span


def marked_stretches(citation: Citation, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The quotation in stretches, each with whether it is marked.

    `spans` are places of the document; those that are not inside the quotation, or overlap an earlier one, are left out.
    """
    quote, start, done = citation.quote, citation.span.start, 0
    for span in sorted((Span(s.start - start, s.end - start) for s in spans), key=lambda s: s.start):
        if done <= span.start < span.end <= len(quote):
            yield quote[done : span.start], False
            yield span.of(quote), True
            done = span.end
    yield quote[done:], False


def mark_words(citation: Citation, spans: Sequence[Span]) -> Html:
    """The quotation with these places of its document marked."""
    return join(*(el("mark", words) if marked else words for words, marked in marked_stretches(citation, spans)))
