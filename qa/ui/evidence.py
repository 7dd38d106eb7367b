"""A citation's evidence as HTML: the quote in its paragraph, its footnotes, their sources, and what these say."""

from __future__ import annotations

from collections.abc import Iterator

from qa.export.voices import chain_start
from qa.markup import Html, el, join
from qa.types.answer import Citation, FootnoteLink, LinkKind, Verdict
from qa.types.backing import Backing
from qa.types.document import BlockKind, Document, Span
from qa.types.source import Source
from qa.ui.addresses import addresses_html
from qa.ui.backing import backing_html, backing_of, verdict_badge
from qa.ui.links import read_link, source_link
from qa.ui.passage import (
    NO_SPAN,
    Shelf,
    quote_in_context,
)
from qa.ui.voice import voice_html
from qa.ui.words import VERDICTS, holding_badge, source_facts, source_heading, source_name
from qa.wording.say import say, say_html

ARROW = el("span", " → ", cls="fq-arrow")


def chain_html(citation: Citation, shelf: Shelf) -> Html:
    """`Report sentence → footnote 1 → Financial Times, 10 January 2024`, with what is held of it."""
    lines = [_chain_line(citation, link, shelf) for link in citation.footnotes]
    if not lines:
        lines = [_chain_without_footnote(citation, shelf)]
    if citation.verdict is not Verdict.QUOTE_FOUND:
        lines.insert(0, el("span", say("✕ not verified"), cls="fq-badge fq-fail"))
    return el("span", *(el("span", line, cls="fq-line") for line in lines), cls="fq-chain")


def evidence_html(citation: Citation, shelf: Shelf, short: Span = NO_SPAN) -> Html:
    """All that stands behind a citation; `short` is where the short answer was taken from."""
    document = shelf.document(citation.document)
    return join(
        _verdict(citation, document),
        quote_in_context(citation, document, shelf, short=short, wide=True),
        voice_html(citation),
        *(_footnote(citation, link, shelf) for link in citation.footnotes),
        *(_footnote(citation, link, shelf) for link in citation.nearby_footnotes),
        None if citation.footnotes or citation.nearby_footnotes else _no_footnote(citation, shelf),
    )


def _chain_line(citation: Citation, link: FootnoteLink, shelf: Shelf) -> Html:
    source = shelf.sources.get(link.source)
    start = None if link.link is LinkKind.NOTE else join(_start(citation), ARROW)
    note = say("Footnote {label}", label=link.label) if start is None else say("footnote {label}", label=link.label)
    if source is None:
        return join(start, note, ARROW, link.source)
    backing = backing_of(citation, source)
    says = join(ARROW, verdict_badge(backing)) if backing and backing.verdict is not Backing.NOT_HELD else None
    return join(start, note, ARROW, source_name(source), " ", holding_badge(source), says)


def _start(citation: Citation) -> str:
    words = chain_start(citation)
    return words[0].upper() + words[1:]


def _chain_without_footnote(citation: Citation, shelf: Shelf) -> Html:
    if held := shelf.held_as(citation.document):
        own = say("The source’s own sentence")
        start = join(own, ARROW, source_name(held[0]), " ", holding_badge(held[0]), ARROW)
        return join(start, say("named by footnote {labels}", labels=", ".join(source.label for source in held)))
    if _is_credit(citation, shelf):
        return join(say("Credit of a picture or table"))
    if not citation.nearby_footnotes:
        return join(_start(citation), ARROW, el("span", say("no footnote"), cls="fq-none"))
    words = say("footnote {label}, later in the paragraph", label=citation.nearby_footnotes[0].label)
    return join(_start(citation), el("span", " ⇢ ", cls="fq-arrow"), el("span", words, cls="fq-inferred"))


def _verdict(citation: Citation, document: Document | None) -> Html | None:
    if citation.verdict is Verdict.QUOTE_FOUND:
        return None
    now = citation.span.of(document.text) if document and citation.verdict is Verdict.QUOTE_ALTERED else ""
    return el(
        "div",
        el("p", el("strong", say("✕ Not verified.")), " ", say(VERDICTS[citation.verdict])),
        el("p", say_html("Cited as: {quote}", quote=el("q", citation.quote))) if now else None,
        el("p", say_html("There now: {quote}", quote=el("q", now))) if now else None,
        cls="fq-failure",
    )


def _footnote(citation: Citation, link: FootnoteLink, shelf: Shelf) -> Html:
    source = shelf.sources.get(link.source)
    inferred = link.link is LinkKind.PARAGRAPH
    why = say("Inferred: this footnote stands later in the paragraph and may cover the sentence.")
    head = el("span", el("span", say("Footnote"), " ", cls="fq-hidden"), link.label, cls="fq-number")
    if source is None:
        return el("div", head, el("p", say("No source is known for {name}.", name=link.source)), cls="fq-note")
    note_is_quote = link.link is LinkKind.NOTE
    body = [
        el("p", why, cls="fq-why") if inferred else None,
        el("p", source_heading(source), cls="fq-title"),
        el("p", source_facts(source), " ", None if source.is_comment else holding_badge(source)),
        None if note_is_quote else el("p", source.reference, cls="fq-reference"),
        None if source.is_comment else addresses_html(source),
        *_source_says(citation, source, shelf),
        _source_links(citation, source),
    ]
    return el("div", head, el("div", *body), cls="fq-note fq-nearby" if inferred else "fq-note")


def _source_links(citation: Citation, source: Source) -> Html | None:
    if source.is_comment:
        return None
    held = source.document
    # A passage of it that is shown has a link of its own.
    backing = backing_of(citation, source)
    shown = backing is not None and backing.passage is not None
    text = el("a", say("Open the source’s text"), cls="fq-open", href=read_link(held)) if held and not shown else None
    rests = el("a", say("All that rests on this source"), cls="fq-open", href=source_link(source.source_id))
    return el("p", text, rests, cls="fq-open-line")


def _source_says(citation: Citation, source: Source, shelf: Shelf) -> Iterator[Html]:
    """What the source's text says of the quote, in a sentence, and the passages that tell."""
    backing = backing_of(citation, source)
    if backing is None:
        return
    yield backing_html(backing)
    passages = [support for support in citation.support if support.document == source.document]
    if backing.passage is not None and backing.verdict is not Backing.BACKS:
        passages = [backing.passage]
    # What the source says otherwise is set off in its own words, as a short answer is in the report's.
    other = next((d.source.span for d in backing.differences if d.source), NO_SPAN)
    for passage in passages:
        words = quote_in_context(passage, shelf.document(passage.document), shelf, short=other)
        label = el("p", say("The source’s own words"), cls="fq-label")
        yield el("div", label, words, cls=f"fq-support fq-{backing.verdict.replace('_', '-')}")


def _no_footnote(citation: Citation, shelf: Shelf) -> Html:
    if held := shelf.held_as(citation.document):
        notes = (say("footnote {label} of “{title}”", label=s.label, title=shelf.title(s.doc_id)) for s in held)
        words = say("This is the full text of the source that is named by {notes}.", notes=", ".join(notes))
        return el("p", words, cls="fq-own")
    words = say("No footnote stands on this sentence or later in its paragraph: the document’s own statement.")
    if _is_credit(citation, shelf):
        words = say("The document names here where what it shows comes from.")
    return el("p", words, cls="fq-own")


def _is_credit(citation: Citation, shelf: Shelf) -> bool:
    document = shelf.document(citation.document)
    if document is None or not document.blocks:
        return False
    return document.blocks[document.block_index(citation.span.start)].kind is BlockKind.CREDIT
