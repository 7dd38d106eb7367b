"""The sentences of a block of a document, by its language and by the footnote markers that stand in it."""

from __future__ import annotations

from qa.language.boundaries import find_sentences
from qa.types.document import Document, Span


def sentences_of(document: Document, span: Span, language: str) -> tuple[Span, ...]:
    """Spans of the sentences of a block, or of a stretch of one, in the language that the document is in."""
    text = span.of(document.text)
    markers = [marker.at - span.start for marker in document.markers_on(span)]
    return find_sentences(text, span.start, language=language, markers=markers)
