"""Quoted spans → citations: which footnotes stand on them, and down to the sources that the footnotes name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.citation.attribution import attribute
from qa.citation.context import find_context
from qa.types.answer import Citation, FootnoteLink, LinkKind
from qa.types.document import Block, BlockKind, Document, Span
from qa.types.passage import Quote
from qa.types.source import Source

if TYPE_CHECKING:
    from qa.index.engine import Snapshot

_FARTHEST, _MOST_NEXT = 20_000, 50
"""Characters behind a sentence in which the next markers of its paragraph are looked for, and how many."""


def cite(quote: Quote, document: Document, sources: tuple[Source, ...]) -> Citation:
    """The citation of a span: `sources` are those that the document's footnotes name."""
    links, nearby = find_links(document, quote.span, sources)
    said = attribute(document, quote.span, cited=bool(links))
    place = document.place(quote.span.start)
    return Citation(
        document=document.doc_id,
        passage=quote.passage.passage_id,
        span=quote.span,
        quote=quote.span.of(document.text),
        footnotes=links,
        nearby_footnotes=nearby,
        voice=said.voice,
        speaker=said.speaker,
        speaker_role=said.role,
        page=place.page if place else None,
        ocr=place.sure if place else None,
        context=find_context(document, quote.span),
    )


def cite_all(snapshot: Snapshot, quotes: Iterable[Quote]) -> list[Citation]:
    """The citations of quotes, in their order."""
    citations = []
    for quote in quotes:
        document = snapshot.document(quote.passage.doc_id)
        if document is not None:
            citations.append(cite(quote, document, snapshot.sources(document.doc_id)))
    return citations


def cite_span(snapshot: Snapshot, doc_id: str, span: Span) -> Citation | None:
    """The citation of any stretch of a document; None where it has no such words."""
    document, passages = snapshot.document(doc_id), snapshot.passages_of(doc_id)
    if document is None or not passages or not 0 <= span.start < span.end <= len(document.text):
        return None
    begun = [passage for passage in passages if passage.span.start <= span.start] or [passages[0]]
    return replace(cite(Quote(begun[-1], span), document, snapshot.sources(doc_id)), title=document.title)


def sentences_at(snapshot: Snapshot, doc_id: str, offset: int) -> tuple[Citation, ...]:
    """The sentences of the block at a character of a document, in reading order."""
    document = snapshot.document(doc_id)
    if document is None or not document.blocks:
        return ()
    block, sources = document.blocks[document.block_index(offset)], snapshot.sources(doc_id)
    passages = [p for p in snapshot.passages_of(doc_id) if block.span.start <= p.span.start < block.span.end]
    return tuple(cite(Quote(p, span), document, sources) for p in passages for span in p.sentences)


def find_links(
    document: Document, span: Span, sources: tuple[Source, ...]
) -> tuple[tuple[FootnoteLink, ...], tuple[FootnoteLink, ...]]:
    """The footnotes on a span, and where none is, the next one in its paragraph, which may cover it."""
    block = document.blocks[document.block_index(span.start)]
    if block.kind is BlockKind.NOTE:
        return _note_links(document, block, sources), ()
    called, next_called = notes_near(document, span)
    if links := _links(document, called, sources, LinkKind.MARKER):
        return links, ()
    later = _links(document, next_called, sources, LinkKind.PARAGRAPH)
    return (), tuple(link for link in later if link.label == later[0].label)


def notes_near(document: Document, span: Span) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The notes called on a span, and those called next in its paragraph, each once."""
    # Authors often set one marker at the end for several sentences: the next one may cover this, and is told apart as inferred.
    block = document.blocks[document.block_index(span.start)]
    rest = Span(span.end, min(max(block.span.end, span.end), span.end + _FARTHEST))
    markers = document.markers_on(span), document.markers_on(rest)[:_MOST_NEXT]
    called, later = (tuple(dict.fromkeys(m.note for m in found if m.note is not None)) for found in markers)
    return called, later


def _links(
    document: Document, called: Sequence[int], sources: tuple[Source, ...], kind: LinkKind
) -> tuple[FootnoteLink, ...]:
    by_note: dict[int, list[Source]] = {note: [] for note in called}
    for source in sources if called else ():
        if source.note in by_note:
            by_note[source.note].append(source)
    links = (_links_of(note, document, by_note[note], kind) for note in called)
    return tuple(dict.fromkeys(link for of_note in links for link in of_note))


def _note_links(document: Document, block: Block, sources: tuple[Source, ...]) -> tuple[FootnoteLink, ...]:
    position = next(i for i, footnote in enumerate(document.footnotes) if footnote.span == block.span)
    return _links_of(position, document, sources, LinkKind.NOTE)


def _links_of(note: int, document: Document, sources: Sequence[Source], kind: LinkKind) -> tuple[FootnoteLink, ...]:
    """One link for each work that the note names."""
    label = document.footnotes[note].label
    return tuple(FootnoteLink(label, kind, source.source_id) for source in sources if source.note == note)
