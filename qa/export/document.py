"""A document as plain text: its blocks in reading order, with markers and notes by their labels in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from qa.errors import UsageError
from qa.types.document import Document, Span


def document_to_text(document: Document, at: int | None = None) -> str:
    """A document's text with its markers as `[1]`; with `at`, only the block there and the notes that it calls."""
    blocks = [b for b in document.blocks if not b.repeated and (at is None or b.span.start <= at < b.span.end)]
    if not blocks:
        raise UsageError(f"{at}: {document.doc_id} has {len(document.text):,} characters and no paragraph there")
    if at is not None:
        called = {marker.note for block in blocks for marker in document.markers_on(block.span)}
        notes = {document.footnotes[n].span for n in called if n is not None}
        blocks += [b for b in document.blocks if b.span in notes]
    labels = {f.span: f.label for f in document.footnotes}
    return "\n\n".join(
        (f"[{labels[b.span]}] " if b.span in labels else "") + "".join(_with_markers(document, b.span)) for b in blocks
    )


def _with_markers(document: Document, span: Span) -> Iterator[str]:
    position = span.start
    for marker in document.markers_on(span):
        yield f"{document.text[position : marker.at]}[{marker.label}]"
        position = marker.at
    yield document.text[position : span.end]
