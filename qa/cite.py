"""Quoted spans → citations: which footnotes stand on them, and down to the sources that the footnotes name."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer import Citation, FootnoteLink, LinkKind
from qa.types import Block, BlockKind, Document, Passage, Source, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A span that an answer quotes, and the passage it was found in."""

    passage: Passage
    span: Span


def cite(quote: Quote, document: Document, sources: tuple[Source, ...]) -> Citation:
    """The citation of a span: `sources` are those that the document's footnotes name."""
    block = block_at(document, quote.span)
    if block.kind is BlockKind.NOTE:
        links = _note_links(document, block, sources)
        nearby: tuple[FootnoteLink, ...] = ()
    else:
        links = _links(document, quote.span, sources, LinkKind.MARKER)
        later = _links(document, Span(quote.span.end, block.span.end), sources, LinkKind.PARAGRAPH)
        nearby = () if links else later[:1]
    return Citation(
        document=document.doc_id,
        passage=quote.passage.passage_id,
        span=quote.span,
        quote=quote.span.of(document.text),
        footnotes=links,
        nearby_footnotes=nearby,
        speaker=block.speaker.of(document.text) if block.speaker else None,
    )


def block_at(document: Document, span: Span) -> Block:
    """The block in which a span lies; a span lies in one block, since passages do."""
    return next(b for b in document.blocks if b.span.start <= span.start and span.end <= b.span.end)


def _links(document: Document, span: Span, sources: tuple[Source, ...], kind: LinkKind) -> tuple[FootnoteLink, ...]:
    called = [m.note for m in document.markers if span.start < m.at <= span.end and m.note is not None]
    links = (_links_of(note, document, sources, kind) for note in called)
    return tuple(dict.fromkeys(link for of_note in links for link in of_note))


def _note_links(document: Document, block: Block, sources: tuple[Source, ...]) -> tuple[FootnoteLink, ...]:
    position = next(i for i, footnote in enumerate(document.footnotes) if footnote.span == block.span)
    return _links_of(position, document, sources, LinkKind.NOTE)


def _links_of(note: int, document: Document, sources: tuple[Source, ...], kind: LinkKind) -> tuple[FootnoteLink, ...]:
    """One link for each work that the note names."""
    label = document.footnotes[note].label
    return tuple(FootnoteLink(label, kind, source.source_id) for source in sources if source.note == note)
