"""A claim of a saved answer that a model wrote + the documents that it cites → whether they bear it out."""

from __future__ import annotations

from collections.abc import Callable

from qa.gate.sentence import CitedText
from qa.gate.written_sentence import prove_sentence
from qa.reader.statements import ReadPassages
from qa.types.answer import Citation, Claim
from qa.types.document import Document


def bears_out(claim: Claim, document_of: Callable[[str], Document | None], read: ReadPassages) -> bool:
    """Whether the paragraphs of a claim's quotes, as they now are, say what it says."""
    cited = [(citation, document_of(citation.document)) for citation in claim.citations]
    texts = [_paragraph(citation, document) for citation, document in cited if document and document.blocks]
    return bool(texts) and not prove_sentence(claim.text, (), texts, read).failures


def _paragraph(citation: Citation, document: Document) -> CitedText:
    """The paragraph of a quote; its title, the text that the quote leans on, and its notes are known beside it."""
    block = document.blocks[document.block_index(citation.span.start)]
    notes = {marker.note for marker in document.markers_on(block.span) if marker.note is not None}
    said = [document.footnotes[note].span.of(document.text) for note in sorted(notes)]
    before = citation.context.quote if citation.context else ""
    return CitedText("\n".join([citation.title or "", document.title, before, *said]), block.span.of(document.text))
