"""A claim of a saved answer that a model wrote + the documents that it cites → whether they bear it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.gate.sentence import CitedText
from qa.gate.written_sentence import prove_sentence
from qa.reader.statements import ReadPassages
from qa.types.answer import Answer, Citation, Claim
from qa.types.document import Document
from qa.types.draft_failure import DraftFailure, DraftFault


def bears_out(claim: Claim, document_of: Callable[[str], Document | None], read: ReadPassages) -> bool:
    """Whether the paragraphs of a claim's quotes, as they now are, say what it says."""
    cited = [(citation, document_of(citation.document)) for citation in claim.citations]
    texts = [_paragraph(citation, document) for citation, document in cited if document and document.blocks]
    return bool(texts) and not prove_sentence(claim.text, (), texts, read).failures


def strike_unproved(answer: Answer, document_of: Callable[[str], Document | None], read: ReadPassages) -> Answer | None:
    """A saved answer without the claims whose text is neither one of their quotes nor borne out by them; None if none is left.

    What a model wrote stays among its sentences, struck.
    """
    kept = [
        i
        for i, claim in enumerate(answer.claims)
        if any(c.quote == claim.text for c in claim.citations) or bears_out(claim, document_of, read)
    ]
    if len(kept) == len(answer.claims):
        return answer
    if not kept:
        return None
    sentences = tuple(
        replace(s, claim=kept.index(s.claim))
        if s.claim in kept
        else replace(s, claim=None, failures=s.failures or (DraftFailure(DraftFault.NOT_SUPPORTED, None, None),))
        for s in (answer.prose.sentences if answer.prose else ())
    )
    prose = answer.prose and replace(answer.prose, sentences=sentences)
    return replace(answer, claims=tuple(answer.claims[i] for i in kept), prose=prose)


def _paragraph(citation: Citation, document: Document) -> CitedText:
    """The paragraph of a quote; its title, the text that the quote leans on, and its notes are known beside it."""
    block = document.blocks[document.block_index(citation.span.start)]
    notes = {marker.note for marker in document.markers_on(block.span) if marker.note is not None}
    said = [document.footnotes[note].span.of(document.text) for note in sorted(notes)]
    before = citation.context.quote if citation.context else ""
    return CitedText("\n".join([citation.title or "", document.title, before, *said]), block.span.of(document.text))
