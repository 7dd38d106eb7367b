"""Whose words a passage gives: the document's own, cited, somebody's quoted words, or what somebody is said to say.

Careful rather than complete: a speaker is named only where the sentence, or what introduces a quotation, names one. Verbs of saying
are known in English only: elsewhere quotation marks tell that somebody is quoted, and not who.
"""

from __future__ import annotations

from dataclasses import dataclass

from qa.citation.surroundings import around, quoted_in
from qa.language.en.reported_speech import HIDDEN_QUOTE, NAMES_A_TERM, attributed, introduced, judged, reported
from qa.language.en.speakers import Speaker, is_persons_name, make_speaker, person_at_head
from qa.language.of_words import language_of_words
from qa.language.quotation_marks import quotations
from qa.regex import regex
from qa.types.answer import Voice
from qa.types.document import Block, BlockKind, Document, Span

_LEAST_WORDS, _LEAST_SPOKEN, _LEAST_JUDGING = 5, 2, 3
"""Words between quotation marks that make a quotation by themselves, beside a verb of saying, and one such as “dismissed”."""
_STOP = regex(r"(?<=[\w)”’\"\ue000]{2})[.?!][”’\"]?\s+(?=[^\W\d_a-z]|[“‘\"\ue000])")
"""The end of a sentence, well enough for finding the one before a quotation."""
_LEAD = 100
"""Characters before a quotation that may tell what it is."""
_SIGNED = regex(r"[—–―-]\s*([^\W\d_a-z][^\n—–―]{2,80})\Z")
_WORD = regex(r"\w+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a passage is, and who speaks, where the document tells."""

    voice: Voice
    speaker: str | None = None
    role: str | None = None


def attribute(document: Document, span: Span, *, cited: bool) -> Attribution:
    """Whose words a span of one block gives, and who speaks; `cited` says whether a footnote stands on it."""
    own = Attribution(Voice.CITED if cited else Voice.OWN)
    position = document.block_index(span.start)
    block = document.blocks[position]
    if block.kind is BlockKind.NOTE:
        return Attribution(Voice.OWN)
    if block.kind is BlockKind.QUOTATION:
        return _attribution(Voice.QUOTED, _speaker(document, position))
    if block.kind in (BlockKind.HEADING, BlockKind.CREDIT):
        return own
    stretch = around(block.span, span)
    text = stretch.of(document.text)
    here = Span(span.start - stretch.start, span.end - stretch.start)
    is_english = language_of_words(text) == "en"
    # Quotation marks come first: what stands between them is said by somebody even where no verb of saying is known.
    if spoken := quoted_in(text, here):
        says, speaker = _quoted(text, here, spoken)
        if says:
            first = min(here.start, *(quote.start for quote in spoken))
            if not is_english:
                return Attribution(Voice.QUOTED)
            return _attribution(Voice.QUOTED, speaker or _meant_before(document, position, text[:first]))
    sentence = _hide(text, spoken)[here.start : here.end]
    # “The police noted:” introduces what comes after it, and reports nothing itself.
    if sentence.endswith(":") or not is_english:
        return own
    says, speaker = reported(sentence)
    return (
        _attribution(Voice.REPORTED, speaker or _meant_before(document, position, text[: here.start])) if says else own
    )


def _attribution(voice: Voice, speaker: Speaker | None) -> Attribution:
    return Attribution(voice, speaker.name, speaker.role) if speaker else Attribution(voice)


def _quoted(text: str, here: Span, spoken: list[Span]) -> tuple[bool, Speaker | None]:
    """Whether a sentence quotes somebody's words, and whose; it does not when the marks set off a term or a title."""
    hidden = _hide(text, spoken)
    for quote in spoken:
        # A word or two between marks is mostly a term; beside a verb of saying it is a quotation all the same.
        words = len(_WORD.findall(quote.of(text)))
        around = _around(hidden, here, quote)
        says, speaker = attributed(around)
        if says and words >= _LEAST_SPOKEN:
            return True, speaker
        if NAMES_A_TERM.search(text, max(quote.start - _LEAD, 0), quote.start):
            continue
        if words >= _LEAST_JUDGING and (speaker := judged(around)):
            return True, speaker
        if words >= _LEAST_WORDS:
            return True, None
    return False, None


def _meant_before(document: Document, position: int, before: str) -> Speaker | None:
    """Whom the sentence before names, for words that are said by “she” or by nobody named: its speaker, or whom it is about."""
    before = before.rstrip()
    if not before:
        previous = document.blocks[position - 1] if position else None
        if previous is None or previous.kind is not BlockKind.PARAGRAPH:
            return None
        before = around(previous.span, Span(previous.span.end, previous.span.end)).of(document.text).rstrip()
    spoken = list(quotations(before))
    hidden = _hide(before, spoken)
    sentence = hidden[max((stop.end() for stop in _STOP.finditer(hidden[:-1])), default=0) :]
    says, speaker = attributed(sentence) if spoken else reported(sentence)
    if says and speaker:
        return speaker
    name = person_at_head(sentence)
    return make_speaker(name) if name else None


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


def _speaker(document: Document, position: int) -> Speaker | None:
    """Who speaks in a quotation set as a block: as parsed, as introduced by the paragraph before, or as signed below."""
    block = document.blocks[position]
    if block.speaker:
        return make_speaker(block.speaker.of(document.text))
    before = _before(document, position)
    text = before.span.of(document.text) if before else ""
    if text.endswith(":") and (name := introduced(text[-300:])):
        return name
    signed = _SIGNED.search(block.span.of(document.text))
    return _signature(signed.group(1).strip()) if signed else None


def _signature(words: str) -> Speaker:
    """`Ana Ruiz, trader`: a name with what it is; else as it stands (`Miner, interviewed in 2019`)."""
    name, _, rest = words.partition(", ")
    return make_speaker(name, rest) if is_persons_name(name) else Speaker(words)


def _before(document: Document, position: int) -> Block | None:
    """The paragraph that a quotation follows, over other quotations."""
    for block in reversed(document.blocks[max(position - 4, 0) : position]):
        if block.kind is not BlockKind.QUOTATION:
            return block if block.kind is BlockKind.PARAGRAPH else None
    return None
