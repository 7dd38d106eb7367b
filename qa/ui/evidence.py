"""A citation's evidence as HTML: the quote in its paragraph, its footnotes, their sources, and what these say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from qa.answer import Citation, FootnoteLink, LinkKind, Verdict, Voice
from qa.types import Block, BlockKind, Document, Source, Span
from qa.ui.html import Html, el, join
from qa.ui.words import VERDICTS, chain_words, holding_badge, source_facts, source_heading

ARROW = el("span", " → ", cls="fq-arrow")
NO_SPAN = Span(-1, -1)


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


def chain_html(citation: Citation, shelf: Shelf) -> Html:
    """`Report sentence → footnote 1 → Financial Times, 10 January 2024`, with what is held of it."""
    lines = [_chain_line(citation, link, shelf) for link in citation.footnotes]
    if not lines:
        lines = [_chain_without_footnote(citation, shelf)]
    if citation.verdict is not Verdict.QUOTE_FOUND:
        lines.insert(0, el("span", "✕ not verified", cls="fq-badge fq-fail"))
    return el("span", *(el("span", line, cls="fq-line") for line in lines), cls="fq-chain")


def evidence_html(citation: Citation, shelf: Shelf) -> Html:
    """All that stands behind a citation."""
    document = shelf.document(citation.document)
    return join(
        _verdict(citation, document),
        quote_in_context(citation, document, shelf),
        _voice(citation),
        *(_footnote(citation, link, shelf) for link in citation.footnotes),
        *(_footnote(citation, link, shelf) for link in citation.nearby_footnotes),
        None if citation.footnotes or citation.nearby_footnotes else _no_footnote(citation, shelf),
    )


def _voice(citation: Citation) -> Html | None:
    """Whose words the quote is, unless they are the document's own."""
    if citation.voice not in (Voice.QUOTED, Voice.REPORTED):
        return None
    words = "In the words of " if citation.voice is Voice.QUOTED else "Reported speech of "
    speaker = el("strong", citation.speaker) if citation.speaker else "somebody whom the sentence does not name"
    return el("p", words, speaker, cls="fq-speaker")


def quote_in_context(citation: Citation, document: Document | None, shelf: Shelf) -> Html:
    """The quote, marked, in the whole of its paragraph, under the path of headings that leads there."""
    if document is None:
        return el("blockquote", el("p", el("mark", citation.quote)), cls="fq-paragraph")
    block = block_at(document, citation.span)
    path = [shelf.title(document.doc_id), *heading_path(document, citation.span)]
    crumbs = el("p", *(el("span", part) for part in path), cls="fq-path")
    label = next((f.label for f in document.footnotes if block.kind is BlockKind.NOTE and f.span == block.span), None)
    number = el("span", label, cls="fq-number") if label else None
    words = marked(document, block.span, citation.span)
    # Of its own paragraph, the reader sees it anyway.
    outside = citation.context is not None and citation.context.span.start < block.span.start
    before = context_html(citation) if outside else None
    return join(crumbs, before, el("blockquote", el("p", number, words), cls="fq-paragraph"))


def context_html(citation: Citation) -> Html | None:
    """What stands just before a quote that leans on it: dimmed, and said to be no part of the quote."""
    context = citation.context
    if context is None:
        return None
    failed = context.verdict is not Verdict.QUOTE_FOUND
    badge = el("span", "✕ not verified", cls="fq-badge fq-fail", title=VERDICTS[context.verdict]) if failed else None
    return el(
        "p",
        el("span", "Before it: ", cls="fq-before-label"),
        context.quote,
        " " if badge else None,
        badge,
        cls="fq-before",
    )


def marked(document: Document, span: Span, quote: Span = NO_SPAN) -> Html:
    """A stretch of a document with its markers raised and the quote marked."""
    inside = Span(max(span.start, quote.start), min(span.end, quote.end))
    if inside.start >= inside.end:
        return with_markers(document, span)
    return join(
        with_markers(document, Span(span.start, inside.start)),
        el("mark", with_markers(document, inside)),
        with_markers(document, Span(inside.end, span.end)),
    )


def with_markers(document: Document, span: Span) -> Html:
    """Text with its footnote markers as superscripts. A marker at the end of a stretch belongs to it."""
    parts: list[str] = []
    position = span.start
    for marker in document.markers_on(span):
        parts += [document.text[position : marker.at], el("sup", marker.label, cls="fq-marker")]
        position = marker.at
    return join(*parts, document.text[position : span.end])


def block_at(document: Document, span: Span) -> Block:
    """The block in which a span begins; a span in no block stands for itself."""
    found = (b for b in document.blocks if b.span.start <= span.start < b.span.end)
    return next(found, Block(BlockKind.PARAGRAPH, span))


def heading_path(document: Document, span: Span) -> tuple[str, ...]:
    """The headings above a place, outermost first, without the document's title; notes stand under `Notes`."""
    if block_at(document, span).kind is BlockKind.NOTE:
        return ("Notes",)
    path: list[tuple[int, str]] = []
    for block in document.blocks:
        if block.kind is BlockKind.HEADING and block.span.start < span.start:
            path = [item for item in path if item[0] < block.level] + [(block.level, block.span.of(document.text))]
    titles = {document.title.rstrip(".").casefold()}
    return tuple(heading for _, heading in path if heading.rstrip(".").casefold() not in titles)


def _chain_line(citation: Citation, link: FootnoteLink, shelf: Shelf) -> Html:
    source = shelf.sources.get(link.source)
    start = None if link.link is LinkKind.NOTE else join("Report sentence", ARROW)
    note = f"{'Footnote' if start is None else 'footnote'} {link.label}"
    if source is None:
        return join(start, note, ARROW, link.source)
    backed = any(support.document == source.document for support in citation.support)
    passage = join(ARROW, "passage in the source") if backed else None
    return join(start, note, ARROW, chain_words(source), " ", holding_badge(source), passage)


def _chain_without_footnote(citation: Citation, shelf: Shelf) -> Html:
    if held := shelf.held_as(citation.document):
        start = join("The source’s own sentence", ARROW, chain_words(held[0]), " ", holding_badge(held[0]), ARROW)
        return join(start, f"named by footnote {', '.join(source.label for source in held)}")
    if not citation.nearby_footnotes:
        return join("Report sentence", ARROW, el("span", "no footnote", cls="fq-none"))
    words = f"footnote {citation.nearby_footnotes[0].label}, later in the paragraph"
    return join("Report sentence", el("span", " ⇢ ", cls="fq-arrow"), el("span", words, cls="fq-inferred"))


def _verdict(citation: Citation, document: Document | None) -> Html | None:
    if citation.verdict is Verdict.QUOTE_FOUND:
        return None
    now = citation.span.of(document.text) if document and citation.verdict is Verdict.QUOTE_ALTERED else ""
    return el(
        "div",
        el("p", el("strong", "✕ Not verified. "), VERDICTS[citation.verdict]),
        el("p", "Cited as: ", el("q", citation.quote)) if now else None,
        el("p", "There now: ", el("q", now)) if now else None,
        cls="fq-failure",
        role="alert",
    )


def _footnote(citation: Citation, link: FootnoteLink, shelf: Shelf) -> Html:
    source = shelf.sources.get(link.source)
    inferred = link.link is LinkKind.PARAGRAPH
    why = "Inferred: this footnote stands later in the paragraph and may cover the sentence." if inferred else None
    head = el("span", link.label, cls="fq-number", aria_label=f"Footnote {link.label}")
    if source is None:
        return el("div", head, el("p", f"No source is known for {link.source}."), cls="fq-note")
    note_is_quote = link.link is LinkKind.NOTE
    body = [
        el("p", why, cls="fq-why") if why else None,
        el("p", source_heading(source), cls="fq-title"),
        el("p", source_facts(source), " ", holding_badge(source)),
        None if note_is_quote else el("p", source.reference, cls="fq-reference"),
        *_support(citation, source, shelf),
    ]
    return el("div", head, el("div", *body), cls="fq-note fq-nearby" if inferred else "fq-note")


def _support(citation: Citation, source: Source, shelf: Shelf) -> Iterator[Html]:
    if source.source_id in citation.unbacked:
        yield el("p", "The source’s text is held; no passage in it backs this sentence.", cls="fq-why")
    for support in citation.support:
        if support.document == source.document:
            words = quote_in_context(support, shelf.document(support.document), shelf)
            yield el("div", el("p", "The source’s own words", cls="fq-label"), words, cls="fq-support")


def _no_footnote(citation: Citation, shelf: Shelf) -> Html:
    if held := shelf.held_as(citation.document):
        labels = ", ".join(f"footnote {source.label} of “{shelf.title(source.doc_id)}”" for source in held)
        return el("p", f"This is the full text of the source that is named by {labels}.", cls="fq-own")
    words = "No footnote stands on this sentence or later in its paragraph: the document’s own statement."
    return el("p", words, cls="fq-own")
