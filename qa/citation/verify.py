"""Answer → verdicts: every quote is compared with the document, every footnote with the markers. Needs no model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.types.answer import Answer, Citation, Claim, Context, LinkKind, Verdict
from qa.types.document import BlockKind, Document


def verify_answer(answer: Answer, document_of: Callable[[str], Document | None]) -> Answer:
    """The same answer with every citation's verdict set; a bad citation stays, and says that it is bad."""
    claims = tuple(
        Claim(claim.text, tuple(_verified(citation, document_of) for citation in claim.citations))
        for claim in answer.claims
    )
    nearest = tuple(_verified(citation, document_of) for citation in answer.nearest)
    return replace(answer, claims=claims, nearest=nearest)


def _verified(citation: Citation, document_of: Callable[[str], Document | None]) -> Citation:
    support = tuple(_verified(c, document_of) for c in citation.support)
    document, context = document_of(citation.document), citation.context
    if context is not None:
        context = replace(context, verdict=verify_context(context, citation, document))
    return replace(citation, support=support, context=context, verdict=verify_citation(citation, document))


def verify_context(context: Context, citation: Citation, document: Document | None) -> Verdict:
    """What the text before a quote is worth: it must stand in the document, and before the quote."""
    if document is None:
        return Verdict.DOCUMENT_MISSING
    # Altered context is worth no more than an altered quote: it would lend the quote another meaning.
    stands = 0 <= context.span.start < context.span.end <= citation.span.start
    if not stands or context.span.of(document.text) != context.quote:
        return Verdict.QUOTE_ALTERED
    return Verdict.QUOTE_FOUND


def verify_citation(citation: Citation, document: Document | None) -> Verdict:
    """What one citation is worth against the document it names."""
    if document is None:
        return Verdict.DOCUMENT_MISSING
    if not citation.quote or citation.span.of(document.text) != citation.quote:
        return Verdict.QUOTE_ALTERED
    block = document.blocks[document.block_index(citation.span.start)]
    # One footnote that does not stand there makes the whole citation bad: it claims a backing that the document does not give.
    for link in citation.footnotes:
        if link.link is LinkKind.NOTE:
            stands = block.kind is BlockKind.NOTE and any(
                f.label == link.label and f.span == block.span for f in document.footnotes
            )
        else:
            stands = any(marker.label == link.label for marker in document.markers_on(citation.span))
        if not stands:
            return Verdict.FOOTNOTE_MISSING
    return Verdict.QUOTE_FOUND
