"""A quote in its place, as HTML: marked in its paragraph, with its neighbours, its headings and its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qa.export.scans import percent
from qa.markup import Html, el, join
from qa.types.answer import Citation, Verdict
from qa.types.document import Block, BlockKind, Document, Span
from qa.types.source import Source
from qa.ui.links import read_link
from qa.ui.markers import with_markers
from qa.ui.words import VERDICTS
from qa.wording.say import say

NO_SPAN = Span(-1, -1)
_NEIGHBOUR = 280
"""Characters shown of the paragraph before and of the one after."""
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where evidence is looked up: documents by identifier, their titles, and the sources that footnotes name."""

    document: Callable[[str], Document | None]
    titles: Mapping[str, str]
    sources: Mapping[str, Source]

    def title(self, doc_id: str) -> str:
        """A document's title, or its identifier."""
        return self.titles.get(doc_id, doc_id)

    def held_as(self, doc_id: str) -> tuple[Source, ...]:
        """The sources whose full text a document is."""
        return tuple(source for source in self.sources.values() if source.document == doc_id)


def quote_in_context(
    citation: Citation, document: Document | None, shelf: Shelf, *, short: Span = NO_SPAN, wide: bool = False
) -> Html:
    """The quote, marked, in the whole of its paragraph, under the path of headings that leads there.

    `short` is the short answer's place, marked within the quote; `wide` shows the neighbouring paragraphs too.
    """
    if document is None:
        return el("blockquote", el("p", el("mark", citation.quote)), cls="fq-paragraph")
    block = block_at(document, citation.span)
    label = next((f.label for f in document.footnotes if block.kind is BlockKind.NOTE and f.span == block.span), None)
    number = el("span", label, cls="fq-number") if label else None
    words = marked(document, block.span, citation.span, short)
    # Of its own paragraph, the reader sees it anyway.
    outside = citation.context is not None and citation.context.span.start < block.span.start
    before, after = neighbours(document, block) if wide else (None, None)
    return join(
        _place(citation, document, shelf),
        context_html(citation) if outside else before,
        el("blockquote", el("p", number, words), cls="fq-paragraph"),
        after,
        el("p", _open_link(citation, shelf), page_link(citation, document), cls="fq-open-line"),
    )


def _place(citation: Citation, document: Document, shelf: Shelf) -> Html:
    path = [shelf.title(document.doc_id), *heading_path(document, citation.span)]
    place = document.place(citation.span.start)
    page = say("page {page}", page=place.page) if place and place.page else None
    sure = place.sure if place else None
    read = say("read by OCR, {share} sure", share=percent(sure)) if sure is not None else None
    facts = [el("span", fact) for fact in (page, read) if fact]
    return el("p", *(el("span", part) for part in path), *facts, cls="fq-path")


def _open_link(citation: Citation, shelf: Shelf) -> Html:
    words = say("Open in the source") if shelf.held_as(citation.document) else say("Open in the report")
    return el("a", words, cls="fq-open", href=read_link(citation.document, citation.span))


def page_link(citation: Citation, document: Document | None) -> Html | None:
    """For a quote that stands on a printed page: a link that shows it there."""
    place = document.place(citation.span.start) if document else None
    if place is None or place.box is None or citation.verdict is not Verdict.QUOTE_FOUND:
        return None
    return el("a", say("Show the page"), cls="fq-open", href=read_link(citation.document, citation.span, printed=True))


def context_html(citation: Citation) -> Html | None:
    """What stands just before a quote that leans on it: dimmed, and said to be no part of the quote."""
    context = citation.context
    if context is None:
        return None
    failed = context.verdict is not Verdict.QUOTE_FOUND
    meaning = say(VERDICTS[context.verdict]) if failed else None
    badge = el("span", say("✕ not verified"), cls="fq-badge fq-fail", title=meaning) if failed else None
    return el(
        "p",
        el("span", say("Before it:"), cls="fq-before-label"),
        " ",
        context.quote,
        " " if badge else None,
        badge,
        cls="fq-before",
    )


def neighbours(document: Document, block: Block) -> tuple[Html | None, Html | None]:
    """The end of the paragraph before and the beginning of the one after, where the same section has them."""
    if block.kind not in _RUNNING:
        return None, None
    around = [b for b in document.blocks if (b.kind in _RUNNING and not b.repeated) or b.kind is BlockKind.HEADING]
    at = next((i for i, other in enumerate(around) if other.span == block.span), None)
    if at is None:
        return None, None
    before, after = around[at - 1] if at else None, around[at + 1] if at + 1 < len(around) else None
    return (
        _excerpt(document, before.span, last=True) if before and before.kind in _RUNNING else None,
        _excerpt(document, after.span, last=False) if after and after.kind in _RUNNING else None,
    )


def _excerpt(document: Document, span: Span, *, last: bool) -> Html:
    if len(span) <= _NEIGHBOUR:
        return el("p", with_markers(document, span), cls="fq-neighbour")
    if last:
        start = document.text.find(" ", span.end - _NEIGHBOUR, span.end) + 1 or span.end - _NEIGHBOUR
        return el("p", "… ", with_markers(document, Span(start, span.end)), cls="fq-neighbour")
    end = document.text.rfind(" ", span.start, span.start + _NEIGHBOUR)
    end = end if end > span.start else span.start + _NEIGHBOUR
    return el("p", with_markers(document, Span(span.start, end)), " …", cls="fq-neighbour")


def marked(document: Document, span: Span, quote: Span = NO_SPAN, short: Span = NO_SPAN) -> Html:
    """A stretch of a document with its markers raised and the quote marked, and in the quote the short answer."""
    inside = Span(max(span.start, quote.start), min(span.end, quote.end))
    if inside.start >= inside.end:
        return with_markers(document, span)
    return join(
        with_markers(document, Span(span.start, inside.start)),
        el("mark", with_short(document, inside, short)),
        with_markers(document, Span(inside.end, span.end)),
    )


def with_short(document: Document, quote: Span, short: Span) -> Html:
    """A quote with its markers raised, and the short answer in it set off, if it stands there as a whole."""
    if not quote.start <= short.start < short.end <= quote.end:
        return with_markers(document, quote)
    return join(
        with_markers(document, Span(quote.start, short.start)),
        el("strong", with_markers(document, short), cls="fq-key-words"),
        with_markers(document, Span(short.end, quote.end)),
    )


def block_at(document: Document, span: Span) -> Block:
    """The block in which a span begins; a span in no block stands for itself."""
    found = (b for b in document.blocks if b.span.start <= span.start < b.span.end)
    return next(found, Block(BlockKind.PARAGRAPH, span))


def heading_path(document: Document, span: Span) -> tuple[str, ...]:
    """The headings above a place, outermost first, without the document's title; notes stand under `Notes`."""
    if block_at(document, span).kind is BlockKind.NOTE:
        return (say("Notes"),)
    path: list[tuple[int, str]] = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.span.start < span.start:
            path = [item for item in path if item[0] < block.level] + [(block.level, block.span.of(document.text))]
    titles = {document.title.rstrip(".").casefold()}
    return tuple(heading for _, heading in path if heading.rstrip(".").casefold() not in titles)
