"""Whose words a passage gives: the document's own, cited, somebody's quoted words, or what somebody is said to say.

Careful rather than complete: a speaker is named only where the sentence, or what introduces a quotation, names one.
"""

from __future__ import annotations

import re

from qa.language.en.reported_speech import HIDDEN_QUOTE, NAMES_A_TERM, attributed, introduced, reported
from qa.language.quotation_marks import quotations
from qa.types.answer import Voice
from qa.types.document import Block, BlockKind, Document, Span

_LEAST_WORDS, _LEAST_SPOKEN = 5, 2
"""Words between quotation marks that make a quotation by themselves, and beside a verb of saying."""
_SIGNED = re.compile(r"[—–―-]\s*([^\W\d_a-z][^\n—–―]{2,80})\Z")
_WORD = re.compile(r"\w+")


def attribute(document: Document, span: Span, *, cited: bool) -> tuple[Voice, str | None]:
    """Whose words a span of one block gives, and who speaks; `cited` says whether a footnote stands on it."""
    own = Voice.CITED if cited else Voice.OWN
    position = document.block_index(span.start)
    block = document.blocks[position]
    if block.kind is BlockKind.NOTE:
        return Voice.OWN, None
    if block.kind is BlockKind.QUOTATION:
        return Voice.QUOTED, _speaker(document, position)
    if block.kind in (BlockKind.HEADING, BlockKind.CREDIT):
        return own, None
    text = block.span.of(document.text)
    here = Span(span.start - block.span.start, span.end - block.span.start)
    # Quotation marks come first: what stands between them is said by somebody even where no verb of saying is known.
    if spoken := [quote for quote in quotations(text) if quote.start < here.end and here.start < quote.end]:
        voice = _quoted(text, here, spoken)
        if voice:
            return voice
    sentence = _hide(text, spoken)[here.start : here.end]
    # “The police noted:” introduces what comes after it, and reports nothing itself.
    if sentence.endswith(":"):
        return own, None
    says, speaker = reported(sentence)
    return (Voice.REPORTED, speaker) if says else (own, None)


def _quoted(text: str, here: Span, spoken: list[Span]) -> tuple[Voice, str | None] | None:
    """Quoted words in a sentence, and whose; None when the marks set off a term or a title."""
    hidden = _hide(text, spoken)
    for quote in spoken:
        # A word or two between marks is mostly a term; beside a verb of saying it is a quotation all the same.
        words = len(_WORD.findall(quote.of(text)))
        around = _around(hidden, here, quote)
        says, speaker = attributed(around)
        if (says and words >= _LEAST_SPOKEN) or (
            words >= _LEAST_WORDS and not NAMES_A_TERM.search(text[: quote.start])
        ):
            return Voice.QUOTED, speaker
    return None


def _around(hidden: str, here: Span, quote: Span) -> str:
    """The sentence, and where the quotation runs over its ends, the sentences in which it begins and ends."""
    start, end = min(here.start, quote.start), max(here.end, quote.end)
    before = max(hidden.rfind(stop, 0, start) for stop in (". ", "? ", "! "))
    after = min((i for stop in ".?!" if (i := hidden.find(stop, end)) >= 0), default=len(hidden))
    return hidden[before + 2 if before >= 0 else 0 : max(end, after + 1 if quote.end >= here.end else end)]


def _hide(text: str, spoken: list[Span]) -> str:
    """The text with quotations made unreadable, so that their words give no speaker."""
    pieces, position = [], 0
    for quote in spoken:
        pieces += [text[position : quote.start], HIDDEN_QUOTE * len(quote)]
        position = quote.end
    return "".join([*pieces, text[position:]])


def _speaker(document: Document, position: int) -> str | None:
    """Who speaks in a quotation set as a block: as parsed, as introduced by the paragraph before, or as signed below."""
    block = document.blocks[position]
    if block.speaker:
        return block.speaker.of(document.text)
    before = _before(document, position)
    text = before.span.of(document.text) if before else ""
    if text.endswith(":") and (name := introduced(text[-300:])):
        return name
    signed = _SIGNED.search(block.span.of(document.text))
    return signed.group(1).strip() if signed else None


def _before(document: Document, position: int) -> Block | None:
    """The paragraph that a quotation follows, over other quotations."""
    for block in reversed(document.blocks[max(position - 4, 0) : position]):
        if block.kind is not BlockKind.QUOTATION:
            return block if block.kind is BlockKind.PARAGRAPH else None
    return None
