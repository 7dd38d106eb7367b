"""Ranked sentences → the quotes that answer, or the reason why none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.answerability import Answerability
from qa.answering.differences import tell_difference
from qa.answering.enumerations import find_enumerated
from qa.answering.headline import Headline, find_headline
from qa.answering.refusal_reason import reason_for_refusal
from qa.answering.select import select_quotes
from qa.retrieval.ranked_sentences import RankedSentences
from qa.retrieval.weights import FEW_WORDS_ARE_ALL
from qa.types.passage import Quote

if TYPE_CHECKING:
    from qa.index.engine import Scope, Snapshot

_NEAREST = 3
"""Of how many of the best sentences a refusal says what they lack, and which it shows."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """The quotes that answer, or the reason why none does."""

    quotes: tuple[Quote, ...]
    """Those selected; for a refusal the nearest."""
    ranked: tuple[Quote, ...]
    """All sentences, best first."""
    confidence: float
    """The probability that the first of them answers."""
    reason: str | None
    """Set for a refusal."""
    headline: Headline | None = None
    """The few words of the best of the quotes that answer; None when none is likely to."""
    difference: str | None = None
    """What the question asks of and the best of the quotes does not name."""


def extract(
    snapshot: Snapshot, ranked: RankedSentences | None, judged: Answerability | None, document: Scope = None
) -> Extraction:
    """Select which sentences to quote, or say why none answers; None is ranked and judged where nothing was found."""
    if ranked is None or judged is None:
        return Extraction((), (), 0.0, "Nothing in the corpus shares a word or a meaning with the question.")
    order = ranked.order()
    quotes = tuple(ranked.quotes[i] for i in order)
    confidence = judged.confidence
    if not judged.answers:
        nearest = [ranked.candidates[i] for i in order[:_NEAREST]]
        reason = reason_for_refusal(snapshot, ranked.question, nearest, document)
        return Extraction(quotes[:_NEAREST], quotes, confidence, reason)
    best, question = order[0], ranked.question.text
    few = find_headline(ranked, best, judged.features, confidence)
    selected = select_quotes(snapshot, ranked, whole=few is None or few.confidence < FEW_WORDS_ARE_ALL)
    # What is counted up is one of several answers: its own words alone do not answer.
    counted = len(selected) > 1 and find_enumerated(snapshot, ranked, [best]).keys() & set(selected[1:])
    difference = tell_difference(question, ranked.candidates[best])
    # Words of a sentence that is about another year or place are not the answer, however well they fit the question.
    headline = None if counted or difference else few
    return Extraction(tuple(ranked.quotes[i] for i in selected), quotes, confidence, None, headline, difference)
