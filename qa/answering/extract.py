"""Hits → the sentences that answer, best first, or the reason why none does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.answerability import Signs, model_for
from qa.answering.enumerations import find_series
from qa.answering.missing_terms import give_reason, lacking, unspoken
from qa.answering.select import choose
from qa.reader import Reader, Text
from qa.retrieval.answer_type import Asks, asks_for
from qa.retrieval.candidates import collect, inverse_document_frequency
from qa.retrieval.ranked import Ranked, best_hits
from qa.retrieval.sentence_ranker import FEATURES, READER_WEIGHTS, ask, make_features, rerank, score
from qa.types.document import Span
from qa.types.passage import Hit, Passage, Quote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.index.read import Snapshot

MOST_READ = 4
"""Passages that the reader reads for an answer: those of the sentences that rank best without it."""


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
    ranked = rank(snapshot, question_text, vector, hits, reader)
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


def rank(
    snapshot: Snapshot,
    question_text: str,
    vector: NDArray[np.float32],
    hits: Sequence[Hit],
    reader: Reader | None = None,
    weights: Sequence[float] = READER_WEIGHTS,
    most_read: int = MOST_READ,
) -> Ranked | None:
    """Score the sentences of the hits: by words and meaning, then those of the best passages by what the reader says."""
    quotes, candidates = collect(snapshot, hits)
    if not quotes:
        return None
    tokens = snapshot.encoder.encode_tokens(question_text)
    question = ask(question_text, vector, tokens, inverse_document_frequency(snapshot))
    features = make_features(question, candidates)
    scores = score(features, candidates, with_tokens=tokens is not None)
    first = Ranked(question, quotes, candidates, features, {}, scores)
    if reader is None:
        return first
    passages = [hit.passage for hit in best_hits(first)[:most_read]]
    whole = {
        quote.passage.passage_id: candidate.passage_text for quote, candidate in zip(quotes, candidates, strict=True)
    }
    readings = reader.read(question_text, [_text_of(passage, whole[passage.passage_id]) for passage in passages])
    known = {passage.passage_id: reading for passage, reading in zip(passages, readings, strict=True)}
    ranked = replace(first, readings=known)
    return replace(ranked, scores=rerank(scores, [ranked.logits_of(i) for i in range(len(quotes))], weights))


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


def _text_of(passage: Passage, whole: str) -> Text:
    start = passage.span.start
    sentences = tuple((span.start - start, span.end - start) for span in passage.sentences)
    return Text(whole, passage.context, sentences)
