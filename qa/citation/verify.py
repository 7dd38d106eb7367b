"""Answer → verdicts: every quote is compared with the document, every footnote with the markers and sources. Needs no model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.citation.recheck.findings import CheckOutcome
from qa.citation.recheck.links import check_links
from qa.types.answer import Answer, Citation, Claim, Context, Verdict
from qa.types.document import Document
from qa.types.source import Source

DocumentLookup = Callable[[str], Document | None]
SourcesLookup = Callable[[str], Sequence[Source]]


def verify_answer(answer: Answer, document_of: DocumentLookup, sources_of: SourcesLookup) -> Answer:
    """The same answer with every citation's verdict set; a bad citation stays, and says that it is bad."""

    def verified(citation: Citation) -> Citation:
        document, context = document_of(citation.document), citation.context
        if context is not None:
            context = replace(context, verdict=verify_context(context, citation, document))
        return replace(
            citation,
            support=tuple(verified(support) for support in citation.support),
            backing=tuple(replace(b, passage=b.passage and verified(b.passage)) for b in citation.backing),
            context=context,
            verdict=verify_citation(citation, document, sources_of(citation.document)),
        )

    claims = tuple(Claim(claim.text, tuple(verified(c) for c in claim.citations)) for claim in answer.claims)
    return replace(answer, claims=claims, nearest=tuple(verified(c) for c in answer.nearest))


def verify_context(context: Context, citation: Citation, document: Document | None) -> Verdict:
    """What the text before a quote is worth: it must stand in the document, and before the quote."""
    if document is None:
        return Verdict.DOCUMENT_MISSING
    # Altered context is worth no more than an altered quote: it would lend the quote another meaning.
    stands = 0 <= context.span.start < context.span.end <= citation.span.start
    if not stands or context.span.of(document.text) != context.quote:
        return Verdict.QUOTE_ALTERED
    return Verdict.QUOTE_FOUND


def verify_citation(citation: Citation, document: Document | None, sources: Sequence[Source]) -> Verdict:
    """What one citation is worth against the document it names, and the sources that its footnotes name."""
    if document is None:
        return Verdict.DOCUMENT_MISSING
    if not citation.quote or citation.span.of(document.text) != citation.quote:
        return Verdict.QUOTE_ALTERED
    # One footnote that does not stand there, or for another source, makes the whole citation bad: it claims a backing that the
    # document does not give.
    now = {source.source_id: frozenset({source.source_id}) for source in sources}
    parts = check_links(citation, citation.span, document, sources, now)
    return Verdict.QUOTE_FOUND if all(p.outcome is CheckOutcome.HOLDS for p in parts) else Verdict.FOOTNOTE_MISSING
