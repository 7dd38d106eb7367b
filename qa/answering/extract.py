"""Hits → the sentences that answer, best first, or the reason why none does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.answerability import Signs, model_for
from qa.answering.enumerations import find_series
from qa.answering.missing_terms import give_reason, lacking, unspoken
from qa.answering.select import choose
from qa.reader import Reader
from qa.retrieval.answer_type import Asks, asks_for
from qa.retrieval.ranked import Ranked
from qa.retrieval.ranking import rank_sentences
from qa.retrieval.sentence_ranker import FEATURES
from qa.types.document import Span
from qa.types.passage import Hit, Quote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.read import Snapshot


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the chosen quotes, all of them ranked, how sure that the first answers, and the reason for a refusal."""

    quotes: tuple[Quote, ...]
    ranked: tuple[Quote, ...]
    confidence: float
    reason: str | None
    short: Span | None = None
    """The short answer in the best of the quotes; None when there is none, or nothing was read."""


def read(
    snapshot: Snapshot,
    question_text: str,
    vector: NDArray[np.float32],
    hits: Sequence[Hit],
    reader: Reader | None = None,
) -> Finding:
    """Rank the sentences of the hits, judge whether they answer, and choose which to quote."""
    ranked = rank_sentences(snapshot, question_text, vector, hits, reader)
    if ranked is None:
        return Finding((), (), 0.0, "Nothing in the corpus shares a word or a meaning with the question.")
    order = ranked.order()
    quotes = tuple(ranked.quotes[i] for i in order)
    signs = find_signs(ranked)
    model = model_for(signs)
    confidence = model.probability(signs)
    if confidence < model.least:
        missing = unspoken(ranked.question, [ranked.candidates[i] for i in order[:3]])
        return Finding(quotes[:3], quotes, confidence, give_reason(missing))
    chosen = choose(snapshot, ranked)
    # What is counted up is one of several answers: no words of it alone answer.
    counted = len(chosen) > 1 and find_series(snapshot, ranked, order[:1]).keys() & set(chosen[1:])
    short = None if counted else ranked.short_of(order[0])
    return Finding(tuple(ranked.quotes[i] for i in chosen), quotes, confidence, None, short)


def find_signs(ranked: Ranked) -> Signs:
    """What speaks for the best sentence's being an answer."""
    order = ranked.order()
    best = ranked.candidates[order[0]]
    scores = [float(ranked.scores[i]) for i in order[:20]]
    values = dict(zip(FEATURES, map(float, ranked.features[order[0]]), strict=True))
    closed = asks_for(ranked.question.text) in (Asks.NUMBER, Asks.DATE, Asks.PERSON, Asks.PLACE)
    return Signs(
        cosine=values["sentence"],
        late=values["late"],
        late_least=values["late_least"],
        words=len(ranked.question.weights),
        share=1 / sum(math.exp(s - scores[0]) for s in scores),
        lacking=len(lacking(ranked.question, best)),
        is_open=float(not closed),
        read=ranked.logits_of(order[0]),
        read_all={quote.passage.passage_id for quote in ranked.quotes} == ranked.readings.keys(),
    )
