"""The few words inside a quote: those of the kind that a question asks for, how they are trimmed, and where they are quoted."""

from __future__ import annotations

from collections.abc import Sequence

from qa.language.en.abbreviations import ENDS_ABBREVIATED
from qa.language.en.question_words import ASKS_IDENTITY
from qa.language.stems import content_stems, stem
from qa.regex import regex
from qa.retrieval.answer_type import AnswerType, answer_type_of
from qa.retrieval.typed_spans import spans_of_type
from qa.types.answer import Citation, ShortSpan
from qa.types.document import Span

_WORD = regex(r"\w+")
_CLOSING = {"(": ")", "“": "”", "‘": "’"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}


def short_answer_in(span: Span, citations: Sequence[Citation]) -> tuple[str, ShortSpan] | None:
    """The words at a span, and where they stand, if one of the citations quotes them."""
    for citation in citations:
        if citation.span.start <= span.start < span.end <= citation.span.end:
            at = citation.span.start
            return citation.quote[span.start - at : span.end - at], ShortSpan(citation.document, span)
    return None


def pick_short_answer(question: str, quote: str) -> Span | None:
    """The stretch of a quote that is of the kind asked for and stands nearest the question's words; None when unclear."""
    wanted = answer_type_of(question)
    if wanted is AnswerType.PERSON and ASKS_IDENTITY.match(question):
        return None
    asked = set(content_stems(question))
    fresh = [span for span in spans_of_type(wanted, quote) if not set(content_stems(span.of(quote))) <= asked]
    return trim_short_answer(quote, max(fresh, key=lambda span: _closeness(span, quote, asked))) if fresh else None


def trim_short_answer(text: str, span: Span) -> Span:
    """The span without the spaces, commas and unpaired marks at its ends."""
    start, end = span.start, span.end
    while start < end and (text[start] in " ,;:.)”’" or (text[start] in _CLOSING and not _closed(text[start:end]))):
        start += 1
    while start < end and (text[end - 1] in " ,;:(“‘" or (text[end - 1] in ").”’" and _loose(text[start:end]))):
        end -= 1
    return Span(start, end)


def _closed(words: str) -> bool:
    """True when the mark that opens some words is closed in them."""
    return _CLOSING[words[0]] in words[1:]


def _loose(words: str) -> bool:
    """True when the mark that ends some words closes nothing in them, or is the full stop of the sentence."""
    opening = _OPENING.get(words[-1])
    return not ENDS_ABBREVIATED.search(words) if opening is None else opening not in words[:-1]


def _closeness(span: Span, quote: str, asked: set[str]) -> float:
    """How near the question's words stand: each counts by its distance in characters from the span."""
    total = 0.0
    for match in _WORD.finditer(quote):
        if stem(match.group().casefold()) in asked:
            distance = max(span.start - match.end(), match.start() - span.end, 0)
            total += 1 / (10 + distance)
    return total
