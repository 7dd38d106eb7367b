"""Quote → the sentence or two just before it that make it clear, where it leans on them; else nothing."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from qa.citation.definite_reference import names_again
from qa.citation.surroundings import around, english_sentences
from qa.language.en.anaphora import leans
from qa.language.en.running_text import reads_english
from qa.types.answer import Context
from qa.types.document import BlockKind, Document, Span

MOST_CONTEXT = 2
"""Sentences of context."""
_MOST_CHARACTERS = 700
"""Beyond these the second sentence is left out."""
_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.LIST_ITEM})
_PICTURE = frozenset({BlockKind.CAPTION, BlockKind.CREDIT})
_WINDOW = 1500
"""Characters before a quote by which its language is told."""
_ENDED = (".", "!", "?", "…", ".”", ".’", '."', ".)", "?”", "!”")


def find_context(document: Document, quote: Span) -> Context | None:
    """What a quote leans on: text before it in its block, or where the quote opens a paragraph, the end of the one before.

    The rules know English only; a quote that begins inside a sentence has no context.
    """
    if not document.blocks:
        return None
    position = document.block_index(quote.start)
    block = document.blocks[position]
    if block.kind not in _RUNNING:
        return None
    sentences = _sentences(document, block.span, quote)
    at = bisect_left(sentences, quote.start, key=attrgetter("start"))
    if at == len(sentences) or sentences[at].start != quote.start:
        return None
    # In a very long block the first sentence that is looked at is not its first.
    opens = at == 0 and around(block.span, quote).start == block.span.start
    span = _before_block(document, position, quote) if opens else _inside(document, sentences, at)
    return Context(span, span.of(document.text)) if span and reads_english(_around(document, quote)) else None


def _inside(document: Document, sentences: tuple[Span, ...], at: int) -> Span | None:
    """One sentence back, or two where the first leans as well."""
    # Each sentence asks the one before: what leans on a sentence that leans itself is clear only with both.
    first = at
    while first > 0 and at - first < MOST_CONTEXT:
        sentence, before = sentences[first].of(document.text), sentences[first - 1].of(document.text)
        if not (leans(sentence) or names_again(sentence, before)):
            break
        if first < at and sentences[at - 1].end - sentences[first - 1].start > _MOST_CHARACTERS:
            break
        first -= 1
    return Span(sentences[first].start, sentences[at - 1].end) if first < at else None


def _before_block(document: Document, position: int, quote: Span) -> Span | None:
    """The last sentence of the block before, when both are paragraphs and it comes to its end; pictures may stand between."""
    if not leans(quote.of(document.text)):
        return None
    # Pictures and running heads stand where the page had room, not between the two in the author's mind.
    block, earlier = document.blocks[position], (document.blocks[i] for i in range(position - 1, -1, -1))
    before = next((b for b in earlier if b.kind not in _PICTURE and not b.repeated), None)
    if before is None or {block.kind, before.kind} != {BlockKind.PARAGRAPH}:
        return None
    end = Span(before.span.end, before.span.end)
    sentences = _sentences(document, before.span, end)
    return sentences[-1] if sentences and sentences[-1].of(document.text).endswith(_ENDED) else None


def _sentences(document: Document, block: Span, quote: Span) -> tuple[Span, ...]:
    """The sentences of a block around a quote; of a very long one not the first, which may be cut."""
    stretch = around(block, quote)
    sentences = english_sentences(document, stretch)
    return sentences if stretch.start == block.start else sentences[1:]


def _around(document: Document, quote: Span) -> str:
    """The quote and what stands before it: what the corpus says of a document's language may be a mere default."""
    return document.text[max(quote.start - _WINDOW, 0) : quote.end]
